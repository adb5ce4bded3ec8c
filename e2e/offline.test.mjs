// What stays when the network goes, and what goes when it is told to.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { exportZip } from './export.mjs';
import { close, visit } from './halfstar.mjs';

after(close);

async function withShelf(t) {
  const v = await visit(t);
  await v.choose(exportZip());
  await v.ready('shelf');
  return [v, await v.titles()];
}

test('the shelf is still there after a reload', async (t) => {
  const [v, titles] = await withShelf(t);
  await v.page.reload();
  await v.ready('shelf');
  assert.deepEqual(await v.titles(), titles);
  v.assertClean();
});

test('and with neither network nor server', async (t) => {
  const [v, titles] = await withShelf(t);
  await v.page.evaluate(() =>
    Promise.race([
      navigator.serviceWorker.ready,
      new Promise((_, fail) => setTimeout(() => fail(new Error('no service worker became active')), 20_000)),
    ]),
  );
  await v.server.stop();
  await v.context.setOffline(true);
  await v.page.reload();
  await v.ready('shelf');
  assert.deepEqual(await v.titles(), titles);
  // A second visit, from nothing but the address.
  await v.page.goto('about:blank');
  await v.page.goto(v.server.url);
  await v.ready('shelf');
  v.assertClean();
});

test('forget me forgets', async (t) => {
  const [v] = await withShelf(t);
  v.page.on('dialog', (dialog) => dialog.accept());
  await v.by('forget').click();
  await v.by('welcome').waitFor();
  assert.equal(await v.by('pick').count(), 0);
  await v.page.reload();
  await v.ready('bundle');
  await v.by('welcome').waitFor();
  assert.equal(await v.by('pick').count(), 0);
  const left = await v.page.evaluate(async () => {
    const kept = [];
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise((done, fail) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(request.error);
      });
      for (const store of db.objectStoreNames) {
        const rows = await new Promise((done) => {
          const request = db.transaction(store).objectStore(store).getAll();
          request.onsuccess = () => done(request.result);
        });
        kept.push(...rows);
      }
      db.close();
    }
    // Views as well as texts: a member's titles must not be in any of them.
    const texts = kept.map((row) => (ArrayBuffer.isView(row) ? new TextDecoder().decode(row) : JSON.stringify(row)));
    return [...texts, ...Object.values(localStorage)].join('\n');
  });
  for (const trace of ['Stalker', 'boxd.it', 'halfstar,Half']) assert.ok(!left.includes(trace), `'${trace}' is still stored`);
  v.assertClean();
});
