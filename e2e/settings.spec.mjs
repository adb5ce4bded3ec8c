// The settings: how the page looks and speaks, the member's data, and the ten seconds before all is forgotten.
import { NAME } from './browsers.mjs';
import { eachLook, expect, onlyIn, test } from './fixtures.mjs';
import { DESK, PHONE } from './visit.mjs';

const ground = (v) => v.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
const DARK = 'rgb(18, 22, 27)';
const LIGHT = 'rgb(245, 246, 248)';

/** What the page's own database holds, by key. */
const stored = (page) =>
  page.evaluate(async () => {
    const request = indexedDB.open('halfstar');
    await new Promise((done) => (request.onsuccess = done));
    const keys = request.result.transaction('kept').objectStore('kept').getAllKeys();
    await new Promise((done) => (keys.onsuccess = done));
    request.result.close();
    return keys.result;
  });

/** Another tab of the same browser. */
async function anotherTab(v) {
  const page = await v.context.newPage();
  const other = new v.constructor(page, v.server);
  await other.open({ ready: 'shelf' });
  return other;
}

/** Says that all is to be forgotten; ten seconds are left. */
async function forgetSoon(v) {
  await v.openSettings();
  await v.by('forget').click();
  await v.by('forget-yes').click();
  await v.by('keep-all').waitFor();
}

test.describe('a dark system', () => {
  onlyIn('chromium', 'Firefox has no command for it yet');
  test.use({ colorScheme: 'dark' });

  test('light is chosen, seen at once, remembered, there before the first paint, and given back', async ({ welcome: v }) => {
    expect(await ground(v)).toBe(DARK);
    await v.openSettings();
    await v.page.getByText('Light', { exact: true }).click();
    expect(await ground(v)).toBe(LIGHT);
    // Before the program: the script in the head alone.
    await v.page.route(/app-.*\.js$/, (route) => route.abort());
    await v.page.reload({ waitUntil: 'commit' });
    await v.page.locator('#boot').waitFor();
    expect(await ground(v), 'the first thing that is seen').toBe(LIGHT);
    const bars = await v.page.$$eval('meta[name=theme-color]', (bars) => bars.filter(({ media }) => matchMedia(media).matches).map(({ content }) => content));
    expect(bars, 'and the browser around it').toEqual(['#f5f6f8']);
    await v.page.unroute(/app-.*\.js$/);
    await v.reload('bundle');
    await v.openSettings();
    await expect(v.page.getByLabel('Light')).toBeChecked();
    await v.page.getByText('System', { exact: true }).click();
    expect(await ground(v)).toBe(DARK);
    await v.reload('bundle');
    expect(await ground(v)).toBe(DARK);
  });
});

test('posters can be had and let go of at any time', async ({ sample: v }) => {
  await v.page.route('https://image.tmdb.org/**', (route) => route.abort());
  await v.by('posters-no').click();
  const pictures = v.page.locator('[data-testid="pick"] img');
  await v.openSettings();
  await v.page.getByText('From TMDB', { exact: true }).click();
  await v.shutSettings();
  expect(await v.page.evaluate(() => localStorage.getItem('halfstar.posters'))).toBe('yes');
  await v.reload('bundle');
  await v.openSettings();
  await expect(v.page.getByLabel('From TMDB')).toBeChecked();
  await v.page.getByText('Drawn by Halfstar').click();
  await v.shutSettings();
  await v.by('sample-member').click();
  await v.settled();
  await expect(pictures).toHaveCount(0);
});

test('a backup is taken and brought back from the settings', async ({ shelf: v }) => {
  await v.dismissFirst();
  const titles = await v.titles();
  await v.openSettings();
  const buffer = await v.download(() => v.by('settings-dialog').locator('[data-act="backup"]').click());
  await v.shutSettings();
  await v.forget();
  await v.by('welcome').waitFor();
  await v.openSettings();
  await expect(v.page.locator('[data-act="backup"]'), 'of nobody there is none').toHaveCount(0);
  await v.by('settings-input').setInputFiles({ name: 'films.halfstar-backup', mimeType: 'application/octet-stream', buffer });
  await v.settled();
  await expect(v.by('settings-dialog')).toBeHidden();
  await v.expectTitles(titles);
  v.expectClean();
});

test('“Forget me” asks first, and is taken back', async ({ shelf: v }) => {
  const titles = await v.titles();
  await v.openSettings();
  await v.by('forget').click();
  await expect(v.page.locator('#settings-keep')).toBeFocused();
  await v.page.locator('#settings-keep').click();
  await expect(v.by('forget'), 'nothing was meant').toBeFocused();
  await v.by('forget').click();
  await v.by('forget-yes').click();
  await expect(v.by('settings-dialog')).toBeHidden();
  await expect(v.page.locator('.forgetting')).toContainText('ten seconds');
  expect(await stored(v.page), 'nothing is deleted yet').toContain('export');
  await v.by('keep-all').click();
  await expect(v.by('keep-all')).toHaveCount(0);
  await v.reload();
  await v.expectTitles(titles);
  v.expectClean();
});

test('after ten seconds all is forgotten, in every tab', async ({ shelf: v }) => {
  const other = await anotherTab(v);
  await forgetSoon(v);
  await expect(other.by('keep-all'), 'seen there, too').toBeVisible();
  await v.by('welcome').waitFor();
  await other.by('welcome').waitFor();
  await v.ready('bundle');
  expect(await stored(v.page)).toEqual(['epoch']);
  await expect(v.by('keep-all')).toHaveCount(0);
});

test('another tab takes it back', async ({ shelf: v }) => {
  const other = await anotherTab(v);
  await forgetSoon(v);
  await other.by('keep-all').click();
  await expect(v.by('keep-all')).toHaveCount(0);
  await v.reload();
  await expect(v.by('pick').first()).toBeVisible();
});

test('a page that is closed within the ten seconds forgets', async ({ shelf: v }) => {
  await v.kept();
  const still = await v.context.newPage();
  // A page of the same origin without the program: it looks at what is there and nothing else.
  await still.goto(`${v.server.url}licences.txt`);
  expect(await stored(still)).toContain('export');
  await forgetSoon(v);
  await v.page.close({ runBeforeUnload: true });
  // Firefox drops what a page says to it as it goes: there the next page forgets, before it reads anything.
  if (NAME === 'chromium') await expect.poll(() => stored(still), 'the service worker goes on without it').toEqual(['epoch']);
  const next = new v.constructor(still, v.server);
  await next.open();
  await next.by('welcome').waitFor();
  await expect(next.by('keep-all')).toHaveCount(0);
  expect(await stored(still)).toEqual(['epoch']);
  expect(await still.evaluate(() => localStorage.getItem('halfstar.forgetting'))).toBe(null);
});

test('where no service worker is, it is forgotten before the next page reads anything', async ({ visit: v }) => {
  await v.open({ script: () => delete Object.getPrototypeOf(navigator).serviceWorker });
  await v.by('sample-member').waitFor();
  const { exportZip } = await import('./export.mjs');
  await v.choose(exportZip());
  await v.settled();
  await forgetSoon(v);
  await v.page.reload();
  await v.by('welcome').waitFor();
  await v.ready('bundle');
  await expect(v.by('pick')).toHaveCount(0);
  expect(await stored(v.page)).toEqual(['epoch']);
});

eachLook({ phone: PHONE, desk: DESK }, (look) => {
  test(`the settings: ${look}`, async ({ sample: v }) => {
    await v.openSettings();
    await v.painted();
    await v.screenshot(`settings-${look.replace(/\W+/g, '-')}`);
    await v.expectAccessible('the settings');
    expect(await v.overflow()).toBeLessThanOrEqual(0);
    const small = await v.page.locator('.settings button, .settings select, .settings .chip').evaluateAll((all) =>
      all.filter((one) => one.getBoundingClientRect().width > 0 && one.getBoundingClientRect().height < 36).map((one) => one.textContent));
    expect(small, 'too small to press').toEqual([]);
    await v.by('forget').click();
    await v.painted();
    await v.screenshot(`settings-forget-${look.replace(/\W+/g, '-')}`);
    await v.expectAccessible('the question');
    await v.by('forget-yes').click();
    await v.by('keep-all').waitFor();
    await v.screenshot(`forgetting-${look.replace(/\W+/g, '-')}`);
    await v.expectAccessible('the ten seconds');
    expect(await v.overflow()).toBeLessThanOrEqual(0);
    await v.by('keep-all').click();
  });
});
