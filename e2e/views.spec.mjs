// Ready-made shelves, addresses to bookmark, what can be taken away, posters from elsewhere, and any folder of any host.
import { exportZip } from './export.mjs';
import { watchlist } from './films.mjs';
import { expect, onlyIn, test } from './fixtures.mjs';

// Two by three grey pixels.
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAAAAACcgYFdAAAADUlEQVR4nGNoaGAAIwANiQMBNh/1KwAAAABJRU5ErkJggg==', 'base64');

test('a first-time visitor reaches a shelf in two actions', async ({ welcome: v }) => {
  // The first was to open the page.
  await v.by('sample-member').click();
  await v.ready('shelf');
  expect((await v.titles()).length).toBeGreaterThanOrEqual(20);
});

test('every ready-made shelf is another, and For you comes back', async ({ shelf: v }) => {
  const forYou = await v.titles();
  const kinds = v.by('shelf-kind');
  await expect(kinds.nth(7)).toBeAttached();
  const names = await kinds.allInnerTexts();
  const pressed = v.page.locator('[data-testid="shelf-kind"][aria-pressed="true"]');
  await expect(pressed).toHaveText(['For you'], { useInnerText: true });
  let before = forYou;
  for (const name of ['Your watchlist', 'Hidden gems', 'Short, for tonight', names.at(-1)]) {
    await kinds.filter({ hasText: name }).first().click();
    before = await v.titlesOtherThan(before);
    await expect(pressed).toHaveText([name], { useInnerText: true });
    if (name === 'Your watchlist') {
      const wanted = new Set(watchlist.map(([title]) => title));
      expect(before.filter((title) => !wanted.has(title)), 'only what is wanted').toEqual([]);
    }
  }
  await kinds.filter({ hasText: 'For you' }).click();
  await v.expectTitles(forYou);
  for (const kind of [/^More \w+/, /^The \d{4}s$/]) expect(names.filter((name) => kind.test(name)), names.join(', ')).not.toEqual([]);
  // Everything is new on the first day.
  expect(names.filter((name) => /^New/.test(name))).toEqual([]);
  v.expectClean();
});

test('a view can be bookmarked', async ({ shelf: v }) => {
  const before = await v.titles();
  expect(new URL(v.page.url()).hash).toBe('');
  await v.by('shelf-kind').filter({ hasText: 'Short, for tonight' }).click();
  const short = await v.titlesOtherThan(before);
  const address = v.page.url();
  expect(address).toMatch(/#view\?runtime_to=95$/);
  await v.by('shelf-kind').filter({ hasText: 'For you' }).click();
  await v.titlesOtherThan(short);
  await v.page.goto('about:blank');
  await v.page.goto(address);
  await v.ready('shelf');
  await v.expectTitles(short);
  v.expectClean();
});

test('a film says which of the member’s films speak for it', async ({ shelf: v }) => {
  await v.openFilm();
  const speakers = v.by('speakers').locator('li');
  await expect(speakers.first()).toBeVisible();
  const rows = await speakers.allInnerTexts();
  expect(rows.length, rows.join(' | ')).toBeLessThanOrEqual(5);
  await expect(speakers).toHaveText(Array(rows.length).fill(/(helps|hurts)$/), { useInnerText: true });
  await v.screenshot('film');
});

test('as a list and as a grid', async ({ sample: v }) => {
  const width = async () => (await v.by('pick').first().boundingBox()).width;
  const card = await width();
  await v.by('view').click();
  await v.page.locator('.rows-view').waitFor();
  expect(await width(), 'a row is wide').toBeGreaterThan(card * 2);
  await v.screenshot('list');
  await v.by('view').click();
  await v.page.locator('.grid:not(.rows-view)').waitFor();
  expect(await width()).toBe(card);
});

test('more films are below, and none of those above moves', async ({ shelf: v }) => {
  const first = await v.titles();
  await v.by('show-more').click();
  const more = await v.titlesOtherThan(first);
  expect(more.length, 'more films').toBeGreaterThan(first.length);
  expect(more.slice(0, first.length)).toEqual(first);
  expect(new Set(more).size, 'none is there twice').toBe(more.length);
  v.expectClean();
});

test.describe('on paper', () => {
  onlyIn('chromium', 'Firefox prints by the same style, but its driver does not show it');
  test('what is printed is films', async ({ shelf: v }) => {
    await v.page.emulateMedia({ media: 'print' });
    await expect(v.by('pick').first()).toBeVisible();
    for (const name of ['posters-yes', 'view', 'find', 'filter-genre', 'shelf-kind', 'take-csv', 'file-input']) {
      await expect(v.by(name).first(), name).toBeHidden();
    }
  });
});

test('the shelf can be taken away', async ({ shelf: v }) => {
  const titles = await v.titles();
  const csv = (await v.download(() => v.by('take-csv').click())).toString().trim().split('\r\n');
  expect(csv[0]).toBe('LetterboxdURI,tmdbID,imdbID,Title,Year,Directors');
  expect(csv.length).toBe(titles.length + 1);
  const json = JSON.parse((await v.download(() => v.by('take-json').click())).toString());
  expect(json.map(({ title }) => title)).toEqual(titles);
  expect(json.filter(({ reason, predicted_stars }) => !(reason.length > 5 && predicted_stars >= 0.5))).toEqual([]);
  const text = (await v.download(() => v.by('take-txt').click())).toString();
  expect(text.slice(0, `1. ${titles[0]}`.length)).toBe(`1. ${titles[0]}`);
  v.expectClean();
});

test('a backup brings everything back', async ({ shelf: v }) => {
  await v.dismissFirst();
  const titles = await v.titles();
  const buffer = await v.download(() => v.by('take-backup').click());
  await v.forget();
  await v.by('welcome').waitFor();
  await v.choose({ name: 'films.halfstar-backup', mimeType: 'application/octet-stream', buffer });
  await v.ready('shelf');
  await v.expectTitles(titles, 'the same shelf, without the film that was not wanted');
  await v.reload();
  await v.expectTitles(titles, 'and remembered');
  // A cut one is told of, and takes nothing away.
  await v.choose({ name: 'films.halfstar-backup', mimeType: 'application/octet-stream', buffer: buffer.subarray(0, -9) });
  expect(await v.notice()).toMatch(/\w+ \w+ \w+/);
  await v.expectTitles(titles);
  v.expectClean();
});

test('posters come from TMDB only for whoever wants them, and failed ones fall back', async ({ welcome: v }) => {
  const asked = [];
  let broken = false;
  await v.context.route('https://image.tmdb.org/**', (route) => {
    asked.push(route.request().url());
    if (broken) return route.abort();
    return route.fulfill({ contentType: 'image/png', body: PIXEL, headers: { 'access-control-allow-origin': '*' } });
  });
  await v.choose(exportZip());
  await v.ready('shelf');
  await v.by('posters-yes').waitFor();
  expect(asked, 'nothing is asked before the answer').toEqual([]);
  await v.by('posters-yes').click();
  await v.page.waitForFunction(() => [...document.images].some((image) => image.complete && image.naturalWidth > 0));
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.filter((url) => !/^https:\/\/image\.tmdb\.org\/t\/p\/w\d+\/\w+\.jpg$/.test(url))).toEqual([]);
  await expect(v.by('posters-yes'), 'asked once').toHaveCount(0);
  broken = true;
  await v.page.evaluate((name) => caches.delete(name), `halfstar-posters ${v.server.url}`);
  const before = asked.length;
  await v.reload();
  // Each that is asked for fails.
  await expect.poll(() => asked.length).toBeGreaterThan(before);
  await expect(v.by('posters-yes'), 'and remembered').toHaveCount(0);
  const standing = () => v.page.evaluate(() => [...document.images].filter((image) => image.complete && image.naturalWidth === 0).length);
  await expect.poll(standing, 'no broken picture stands over a drawn one').toBe(0);
  // Each browser has its words for a picture that does not come; Firefox has others where the service worker asks for it.
  const refused = /ERR_FAILED|Failed to load resource|tmdb.*CORS request did not succeed|NetworkError when attempting to fetch resource/;
  expect(v.errors.filter((error) => !refused.test(error))).toEqual([]);
});

test.describe('in a folder of a host', () => {
  test.use({ folder: '/films/halfstar/' });
  test('it works, and offline there too', async ({ sample: v, server }) => {
    await v.page.evaluate(() => navigator.serviceWorker.ready);
    await v.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await server.stop();
    await v.reload('bundle');
    expect(v.errors.filter((error) => !/ERR_CONNECTION_REFUSED|Failed to (load|fetch)/.test(error))).toEqual([]);
  });
});
