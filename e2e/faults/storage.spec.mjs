// Storage that holds something else than this page wrote: a newer page's, which is left alone, or what is damaged, which is
// kept aside, told of and given out.
import { exportZip } from '../export.mjs';
import { expect, test } from '../fixtures.mjs';
import { keptOf, put, stored } from './stored.mjs';

/** Where the version of what is stored stands, in its lower byte. */
const VERSION = 8;

const change = (bytes, at, by) => {
  const changed = Buffer.from(bytes);
  changed[at] += by;
  return changed;
};

const OLDER_PAGE = /older than what it remembers.*Reload/s;

/** A page that is older than its storage says so, and works without. */
async function expectOlder(v) {
  await v.by('welcome').waitFor();
  expect(await v.notice()).toMatch(OLDER_PAGE);
  await expect(v.by('pick')).toHaveCount(0);
}

/** Uses the page as if nothing were: a file, dials, a remark. */
async function useIt(v) {
  await v.import(exportZip());
  await v.by('preset-content').click();
  await v.settled();
  await v.dismissFirst();
  await v.settled();
}

test('what a newer page remembered is left alone, to the byte', async ({ shelf: v }) => {
  await v.dismissFirst();
  await v.settled();
  for (const key of ['export', 'ledger']) {
    const rows = await stored(v.page);
    const newer = change(rows.get(key), VERSION, 1);
    await put(v.page, key, newer);
    await v.reload('bundle');
    await expectOlder(v);
    await useIt(v);
    expect((await stored(v.page)).get(key).equals(newer), `${key} as it was`).toBe(true);
    expect([...(await stored(v.page)).keys()]).toEqual([...rows.keys()]);
    // The newer page is put there after all.
    await put(v.page, key, rows.get(key));
    await v.page.getByTestId('notice').getByRole('button', { name: 'Reload' }).click();
    await v.settled();
    await expect(v.by('notice')).toHaveCount(0);
    await v.by('import-report').locator('summary').click();
    await expect(v.by('said-row'), 'everything is there again').toHaveCount(1);
  }
});

test('a page that finds a newer storage while it is open writes nothing there', async ({ shelf: v }) => {
  const newer = change((await stored(v.page)).get('ledger'), VERSION, 1);
  await put(v.page, 'ledger', newer);
  await v.dismissFirst();
  expect(await v.notice()).toMatch(OLDER_PAGE);
  expect((await stored(v.page)).get('ledger').equals(newer)).toBe(true);
});

test('a newer database is left alone, until it is told to forget', async ({ shelf: v }) => {
  const rows = await stored(v.page);
  await v.page.evaluate(
    () =>
      new Promise((done, fail) => {
        const request = indexedDB.open('halfstar', 99);
        request.onupgradeneeded = () => request.result.createObjectStore('more').put('Stalker', 'film');
        request.onerror = () => fail(request.error);
        request.onsuccess = () => done(request.result.close());
      }),
  );
  await v.reload('bundle');
  await expectOlder(v);
  await useIt(v);
  expect(await stored(v.page)).toEqual(rows);
  await v.forget();
  await v.by('welcome').waitFor();
  await v.ready('bundle');
  expect(await keptOf(v.page)).toEqual([]);
  const more = await v.page.evaluate(
    () =>
      new Promise((done) => {
        const request = indexedDB.open('halfstar');
        request.onsuccess = () => {
          const all = request.result.transaction('more').objectStore('more').getAll();
          all.onsuccess = () => done(all.result);
          request.result.close();
        };
      }),
  );
  expect(more, 'nor what only the newer page knows of').toEqual([]);
});

const DAMAGE = {
  ledger: { words: /What you rated.*no export brings it back.*kept on this device/s, said: 0 },
  export: { words: /The export.*drop it again.*kept on this device/s, said: 1 },
};

for (const [key, { words, said }] of Object.entries(DAMAGE)) {
  test(`a damaged ${key} is kept aside and given out, and the rest is used`, async ({ shelf: v }) => {
    const unwanted = await v.dismissFirst();
    await v.settled();
    const whole = (await stored(v.page)).get(key);
    const damaged = change(whole, whole.length - 1, 1);
    await put(v.page, key, damaged);
    await v.reload();
    expect(await v.notice()).toMatch(words);
    await v.by('import-report').locator('summary').click();
    await expect(v.by('said-row')).toHaveCount(said);
    const button = v.by('notice').getByRole('button', { name: 'Download' });
    expect((await v.download(() => button.click())).equals(damaged), 'what is downloaded').toBe(true);
    await expect(v.by('notice')).toHaveCount(0);
    if (key === 'export') {
      await v.import(exportZip());
      await expect(v.film(unwanted), 'what was said still holds').toHaveCount(0);
    } else {
      await v.dismissFirst();
    }
    await v.settled();
    await v.reload();
    await expect(v.by('notice'), 'told once').toHaveCount(0);
    // What is below it stands still.
    await v.settled();
    expect((await v.download(() => v.by('take-damaged').click())).equals(damaged), 'and still there').toBe(true);
    await v.forget();
    await v.by('welcome').waitFor();
    await v.ready('bundle');
    expect(await keptOf(v.page)).toEqual([]);
  });
}

test('with both damaged nobody is there, and they can be forgotten', async ({ shelf: v }) => {
  for (const key of ['export', 'ledger']) await put(v.page, key, Buffer.from('nonsense'));
  await v.reload('bundle');
  await v.by('welcome').waitFor();
  expect(await v.notice()).toMatch(/What you rated.*The export.*kept on this device/s);
  expect((await keptOf(v.page)).sort()).toEqual(['chosen', 'damaged-export-1', 'damaged-ledger-1']);
  await v.forget();
  await expect(v.by('notice')).toHaveCount(0);
  await v.ready('bundle');
  expect(await keptOf(v.page)).toEqual([]);
});

test('a backup of a newer page is told from damage, and from what is no backup', async ({ shelf: v }) => {
  const titles = await v.titles();
  const waiting = v.page.waitForEvent('download');
  await v.by('take-backup').click();
  const download = await waiting;
  // A bundle may be built over files that end in .halfstar.
  expect(download.suggestedFilename()).toMatch(/\.halfstar-backup$/);
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  const whole = Buffer.concat(chunks);
  const backup = (buffer, name = download.suggestedFilename()) => ({ name, mimeType: 'application/octet-stream', buffer });
  for (const [buffer, words] of [
    [change(whole, VERSION, 1), /made by a newer version.*Reload/s],
    [whole.subarray(0, -9), /damaged, or was cut short/],
  ]) {
    await v.choose(backup(buffer));
    await expect(v.by('notice')).toContainText(words);
    await v.expectTitles(titles, 'it takes nothing away');
    await v.by('notice').getByRole('button', { name: 'Dismiss' }).click();
  }
  await v.import(backup(whole, 'as it was called before.halfstar'));
  await v.expectTitles(titles);
});
