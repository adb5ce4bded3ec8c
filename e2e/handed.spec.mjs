// The page on a device: how to get at an export there, files that the system hands over, and what is kept for how long.
import { exportFiles, exportZip } from './export.mjs';
import { expect, onlyIn, test } from './fixtures.mjs';
import { PHONE } from './visit.mjs';

const HOW = 'How to get your export';

for (const [device, userAgent, words] of [
  ['Android', 'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36', /Letterboxd app takes over.*Desktop site.*Downloads/s],
  ['an iPhone', 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1', /Letterboxd app may take over.*Files app/s],
  ['a computer', 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36', /your download starts/],
]) {
  test.describe(device, () => {
    test.use({ userAgent, viewport: PHONE });
    test('the way to an export is that of the device, and moves nothing', async ({ visit: v }) => {
      await v.open({
        script: () => {
          globalThis.moved = 0;
          new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (globalThis.moved += value))).observe({ type: 'layout-shift', buffered: true });
        },
      });
      const how = v.page.locator('.how > div').filter({ hasText: HOW });
      await expect(how).toHaveText(words, { useInnerText: true });
      await expect(how.getByRole('link')).toHaveAttribute('href', 'https://letterboxd.com/data/export');
      expect(await v.page.evaluate(() => globalThis.moved)).toBeLessThan(0.01);
      expect(await v.overflow()).toBeLessThanOrEqual(0);
    });
  });
}

/** Shares files to the page as a system does: a form that is posted, with a new page for the answer. */
const share = (page, files) =>
  page.evaluate(async (files) => {
    const body = new FormData();
    for (const [name, text] of files) body.append('files', new File([text], name, { type: 'text/csv' }));
    await fetch('./share', { method: 'POST', body, redirect: 'manual' });
  }, files);

test('a file that is shared to the page becomes a shelf, without a network, and is kept nowhere else', async ({ welcome: v }) => {
  await v.kept();
  await v.server.stop();
  await v.context.setOffline(true);
  await share(v.page, [['ratings.csv', exportFiles()['ratings.csv']]]);
  await v.reload();
  await expect(v.by('import-report')).toHaveText(/films seen, \d+ rated/, { useInnerText: true });
  expect(await v.page.evaluate(async () => Promise.all((await caches.keys()).map(async (name) => [...(await (await caches.open(name)).keys())].filter(({ url }) => url.includes('share')).length)))).not.toContain(1);
  // It is handed over once.
  await v.forget();
  await v.by('welcome').waitFor();
  await v.reload('bundle');
  await v.by('welcome').waitFor();
});

test('a file that is opened with the page becomes a shelf', async ({ visit: v }) => {
  const script = (text) => {
    const handle = { getFile: async () => new File([text], 'ratings.csv') };
    globalThis.launchQueue = undefined;
    Object.defineProperty(globalThis, 'launchQueue', { value: { setConsumer: (take) => take({ files: [handle] }) } });
  };
  await v.page.addInitScript(`(${script})(${JSON.stringify(exportFiles()['ratings.csv'])})`);
  await v.open();
  await v.settled();
  await expect(v.by('import-report')).toHaveText(/films seen, \d+ rated/, { useInnerText: true });
});

test('the browser is asked to keep what is remembered once there is something, and not for the demo', async ({ visit: v }) => {
  await v.open({
    script: () => {
      globalThis.asked = 0;
      Object.defineProperty(navigator, 'storage', { value: { persist: async () => (globalThis.asked += 1) } });
    },
  });
  const asked = () => v.page.evaluate(() => globalThis.asked);
  await v.by('sample-member').click();
  await v.settled();
  expect(await asked()).toBe(0);
  await v.import(exportZip());
  expect(await asked()).toBe(1);
  await v.import(exportZip({ logged: 3 }));
  expect(await asked(), 'once is enough').toBe(1);
});

test('posters are let go of after six months', async ({ shelf: v }) => {
  await v.kept();
  const name = `halfstar-posters ${v.server.url}`;
  await v.page.evaluate(async (name) => {
    const cache = await caches.open(name);
    const put = (file, came) => cache.put(`https://image.tmdb.org/t/p/w185/${file}.jpg`, new Response('x', { headers: came ? { 'x-halfstar-came': came } : {} }));
    const day = 86_400_000;
    await Promise.all([put('fresh', Date.now() - 170 * day), put('stale', Date.now() - 190 * day), put('unknown')]);
  }, name);
  // Of somebody: where nobody is remembered, all posters go.
  await v.reload();
  const kept = () => v.page.evaluate(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => /(\w+)\.jpg$/.exec(url)[1]), name);
  await expect.poll(kept).toEqual(['fresh']);
});

for (const [as_of, words] of [
  ['2026-11-05', /^Film facts as of November 5, 2026\.$/],
  ['2024-01-31', /^These film facts are of January 31, 2024.*whoever runs this site/],
  [undefined, null],
]) {
  test(`film facts ${as_of ? `of ${as_of}` : 'of no day that is known'} ${words ? 'say so' : 'say nothing'}`, async ({ visit: v }) => {
    await v.page.clock.setFixedTime(new Date('2026-11-28'));
    await v.context.route(/manifest\.json/, async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, json: { ...(await answer.json()), as_of } });
    });
    await v.open();
    if (words) await expect(v.by('facts-as-of')).toHaveText(words);
    else await expect(v.by('facts-as-of')).toHaveCount(0);
    const sources = await v.page.locator('.sources li').allInnerTexts();
    expect(sources.length).toBeGreaterThan(2);
    expect(sources.filter((line) => /\.(csv|zst|jsonl)|\d{5}/.test(line)), 'no names of files, no bare numbers').toEqual([]);
  });
}

test.describe(() => {
  onlyIn('chromium', 'it says what it thinks of a manifest');
  test('the page can be installed, with pictures', async ({ welcome: v }) => {
    const session = await v.context.newCDPSession(v.page);
    const { errors, manifest } = await session.send('Page.getAppManifest');
    expect(errors).toEqual([]);
    expect(manifest?.screenshots?.length ?? 3).toBe(3);
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
    expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
    const { screenshots } = await v.page.evaluate(async () => (await fetch(document.querySelector('link[rel=manifest]').href)).json());
    for (const { src, sizes } of screenshots) {
      const size = await v.page.evaluate(async (src) => {
        const picture = await createImageBitmap(await (await fetch(src)).blob());
        return `${picture.width}x${picture.height}`;
      }, src);
      expect(size, src).toBe(sizes);
    }
  });
});
