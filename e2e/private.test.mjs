// Nothing leaves the device: the promise of the first page, kept by a policy and watched here.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { exportZip } from './export.mjs';
import { close, visit } from './halfstar.mjs';

after(close);

test('after the assets nothing is asked for, however the page is used', async (t) => {
  const v = await visit(t);
  // The service worker may still be filling its cache.
  await v.page.evaluate(() => navigator.serviceWorker?.ready);
  await v.page.waitForLoadState('networkidle');
  const before = v.server.requests.length;
  await v.choose(exportZip());
  await v.ready('shelf');
  const titles = await v.titles();
  await v.by('preset-content').click();
  await v.titlesOtherThan(titles);
  await v.page.waitForTimeout(300);
  const asked = v.server.requests.slice(before).filter((path) => !/details-[^/]*\.halfstar$/.test(path));
  assert.deepEqual(asked, [], 'no request after the assets, but for the details of the films shown');
  v.assertClean();
});

test('a Content-Security-Policy forbids it, too', async (t) => {
  const v = await visit(t);
  const policy = await v.page.evaluate(
    () => document.querySelector('meta[http-equiv="Content-Security-Policy" i]')?.content ?? '',
  );
  const rules = new Map(policy.split(';').map((rule) => [rule.trim().split(' ')[0], rule.trim().split(' ').slice(1)]));
  assert.deepEqual(rules.get('default-src'), ["'none'"]);
  assert.deepEqual(rules.get('connect-src'), ["'self'"]);
  assert.deepEqual(rules.get('script-src'), ["'self'", "'wasm-unsafe-eval'"], 'no scripts but ours');
  const reached = await v.page.evaluate(() =>
    fetch('https://example.com/?secret', { mode: 'no-cors' }).then(() => 'reached', () => 'blocked'),
  );
  assert.equal(reached, 'blocked');
  // The console's words may come a moment after the answer.
  const told = () => v.errors.some((error) => /CSP: connect-src|Content.Security.Policy/i.test(error));
  for (let waits = 0; waits < 50 && !told(); waits += 1) await v.page.waitForTimeout(20);
  assert.ok(told(), 'blocked by the policy itself');
});

test('nothing that was stored names more than it must', async (t) => {
  const v = await visit(t);
  await v.choose(exportZip());
  await v.ready('shelf');
  assert.equal((await v.context.cookies()).length, 0, 'no cookies');
});
