// A browser under pressure throws away what a service worker has kept, and keeps the worker. What is missing is fetched
// again when it is noticed, checked like the first time, and not asked for without end.
import { exportZip } from '../export.mjs';
import { expect, test } from './fixtures.mjs';
import { flip, status } from './server.mjs';

/** The paths of what is kept; those that `evicted` matches are thrown away, and all of it if nothing is left then. */
const kept = (v, evicted = /^$/) =>
  v.page.evaluate(
    async ({ scope, evicted }) => {
      const all = [];
      for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        const keys = await cache.keys();
        const path = ({ url }) => url.slice(scope.length).replace(/\?.*/, '');
        all.push(...keys.map(path));
        const gone = keys.filter((key) => new RegExp(evicted).test(path(key)));
        await Promise.all(gone.map((key) => cache.delete(key)));
        if (gone.length > 0 && gone.length === keys.length) await caches.delete(name);
      }
      return all.sort();
    },
    { scope: v.server.url, evicted: evicted.source },
  );

const evict = (v) => kept(v, /./);

/** Goes away and comes back. */
async function visitAgain(v, ready = 'bundle') {
  await v.page.goto('about:blank');
  await v.page.goto(v.server.url);
  await v.ready(ready);
}

test('one visit with a network, and all is there again', async ({ shelf: v }) => {
  const titles = await v.titles();
  await v.kept();
  const whole = await evict(v);
  expect(whole).toContain('index.html');
  expect(await kept(v), 'all is gone').toEqual([]);
  await visitAgain(v, 'shelf');
  await expect.poll(() => kept(v)).toEqual(whole);
  await v.server.stop();
  await visitAgain(v, 'shelf');
  await v.expectTitles(titles);
});

test('what an open page asks for comes back with all else', async ({ welcome: v }) => {
  await v.kept();
  await v.reload('bundle');
  const whole = await evict(v);
  await v.choose(exportZip());
  await v.settled();
  await expect.poll(() => kept(v)).toEqual(whole);
});

test('what the host lacks, or has changed, is asked for once a visit', async ({ welcome: v, server }) => {
  await v.kept();
  const whole = await evict(v);
  const [lacked, changed] = [/icons\/halfstar-512\.png$/, /icons\/halfstar-maskable-512\.png$/];
  server.fault(lacked, status(404));
  server.fault(changed, flip());
  const rest = whole.filter((path) => !lacked.test(path) && !changed.test(path));
  expect(rest.length).toBe(whole.length - 2);
  const before = [lacked, changed].map((path) => server.count(path));
  const asked = () => [lacked, changed].map((path, which) => server.count(path) - before[which]);
  for (const visits of [1, 2]) {
    await visitAgain(v);
    // In the second visit nothing else is missing.
    await expect.poll(asked).toEqual([visits, visits]);
    await expect.poll(() => kept(v)).toEqual(rest);
    expect(asked()).toEqual([visits, visits]);
  }
  server.mend();
  await visitAgain(v);
  await expect.poll(() => kept(v)).toEqual(whole);
});
