// What stays when the network goes, and what goes when it is told to.
import { expect, test } from './fixtures.mjs';

test('the shelf is still there after a reload', async ({ shelf: v }) => {
  const titles = await v.titles();
  await v.reload();
  await v.expectTitles(titles);
  v.expectClean();
});

test('and with neither network nor server', async ({ shelf: v }) => {
  const titles = await v.titles();
  await v.kept();
  await v.server.stop();
  await v.context.setOffline(true);
  await v.reload();
  await v.expectTitles(titles);
  // A second visit, from nothing but the address.
  await v.page.goto('about:blank');
  await v.page.goto(v.server.url);
  await v.ready('shelf');
  v.expectClean();
});

test('forget me forgets', async ({ shelf: v }) => {
  v.page.on('dialog', (dialog) => dialog.accept());
  await v.forget();
  await v.by('welcome').waitFor();
  await expect(v.by('pick')).toHaveCount(0);
  await v.reload('bundle');
  await v.by('welcome').waitFor();
  await expect(v.by('pick')).toHaveCount(0);
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
  for (const trace of ['Stalker', 'boxd.it', 'halfstar,Half']) expect(left, 'what is still stored').not.toContain(trace);
  v.expectClean();
});
