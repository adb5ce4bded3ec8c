// Two tabs of one browser: what each says is kept, and what one forgets no other brings back.
import { exportZip } from '../export.mjs';
import { expect, onlyIn, test } from '../fixtures.mjs';
import { Visit } from '../visit.mjs';
import { keptOf } from './stored.mjs';

const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAAAAACcgYFdAAAADUlEQVR4nGNoaGAAIwANiQMBNh/1KwAAAABJRU5ErkJggg==', 'base64');

/** A table of a few ratings. */
const ratings = (...titles) => ({
  name: 'ratings.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(`Date,Name,Year,Letterboxd URI,Rating\n${titles.map((title) => `2024-03-02,${title},,4.5\n`).join('')}`),
});
const FIRST = ratings('Solaris,1972', 'Stalker,1979');
const SECOND = ratings('Heat,1995', 'Ran,1985', 'Alien,1979');
const rated = (v) => v.by('import-report').locator('summary');

/** Another tab of the same browser. `script` runs in it before the page does. */
async function anotherTab(v, { script, settled = true } = {}) {
  const page = await v.context.newPage();
  if (script) await page.addInitScript(script);
  const other = await new Visit(page, v.server).open();
  if (settled) await other.settled();
  return other;
}

/** Nobody has more than one tab before them; the browser draws the others seldom. */
async function inFront(v) {
  await v.page.bringToFront();
  return v;
}

/** Files are read only once `let go` is called in the page. A page that begins anew holds nothing. */
const holdFiles = () => {
  const read = Blob.prototype.arrayBuffer;
  Blob.prototype.arrayBuffer = async function () {
    await globalThis.held;
    return read.call(this);
  };
};
const hold = (v) => v.page.evaluate(() => void (globalThis.held = new Promise((go) => (globalThis.letGo = go))));
const letGo = (v) => v.page.evaluate(() => globalThis.letGo?.());

async function expectNobody(v) {
  await v.by('welcome').waitFor();
  await v.ready('bundle');
  await expect(v.by('pick')).toHaveCount(0);
  expect(await keptOf(v.page), 'nothing is stored').toEqual([]);
  const settings = await v.page.evaluate(() => Object.keys(localStorage).filter((key) => key !== 'halfstar.language'));
  expect(settings, 'no dials either').toEqual([]);
}

test('what one tab forgets, the others forget', async ({ shelf: v }) => {
  const other = await anotherTab(v);
  await other.by('tab').nth(1).click();
  await v.forget();
  await expectNobody(other);
  await expectNobody(v);
  expect(new URL(other.page.url()).hash, 'not even which page was open').toBe('');
});

test('a tab that was told nothing brings nothing back', async ({ shelf: v }) => {
  const other = await anotherTab(v, { script: () => delete globalThis.BroadcastChannel });
  await v.forget();
  await expectNobody(v);
  await expect(other.by('pick').first(), 'it knows nothing of it yet').toBeVisible();
  // Films that were never shown there would be remembered now.
  await other.by('preset-content').click();
  await expectNobody(other);
});

test('what is turned and said before is in no place to go back to', async ({ shelf: v }) => {
  await v.by('preset-content').click();
  await expect.poll(() => v.page.url()).toContain('#view?');
  await v.by('tab').nth(1).click();
  await v.forget();
  await expectNobody(v);
  for (let step = 0; step < 2; step += 1) {
    await v.page.goBack();
    await expect.poll(() => v.page.url(), 'the way back is plain').not.toContain('view');
  }
  v.expectClean();
});

test.describe('while files are read', () => {
  test('a file that is still read when all is forgotten is neither shown nor stored', async ({ visit: v }) => {
    await v.page.addInitScript(holdFiles);
    await v.open();
    await v.import(FIRST);
    await hold(v);
    await v.choose(exportZip());
    await v.forget();
    await v.by('welcome').waitFor();
    await letGo(v);
    // Whatever waits to be stored is stored with the next shelf.
    await v.by('sample-member').click();
    await v.settled();
    expect(await keptOf(v.page)).toEqual([]);
    await v.reload('bundle');
    await expectNobody(v);
  });

  test('nor if it is read in another tab', async ({ shelf: v }) => {
    const other = await anotherTab(v, { script: holdFiles });
    await hold(other);
    await other.choose(SECOND);
    await v.forget();
    await other.by('welcome').waitFor();
    await letGo(other);
    await other.by('sample-member').click();
    await other.settled();
    expect(await keptOf(v.page)).toEqual([]);
  });

  test('of files chosen in two tabs the last chosen stand, however long the others take', async ({ welcome: v }) => {
    const other = await anotherTab(v, { script: holdFiles, settled: false });
    await hold(other);
    await other.choose(FIRST);
    await v.import(SECOND);
    await expect(rated(other), 'the other tab follows').toHaveText(/3 films seen/);
    await letGo(other);
    await other.settled();
    await other.by('preset-content').click();
    await other.settled();
    await expect(rated(other)).toHaveText(/3 films seen/);
    for (const tab of [v, other]) {
      await tab.reload();
      await expect(rated(tab)).toHaveText(/3 films seen/);
    }
  });
});

test('what is said in two tabs is kept, and both show it', async ({ shelf: v }) => {
  const other = await anotherTab(v);
  const said = [];
  await inFront(v);
  for (let films = 0; films < 5; films += 1) said.push(await v.dismissFirst());
  for (const film of said) await expect(other.film(film), 'the other tab follows').toHaveCount(0);
  await inFront(other);
  said.push(await other.dismissFirst());
  await expect(v.film(said[5])).toHaveCount(0);
  for (const tab of [other, v]) {
    await inFront(tab);
    await tab.reload();
    await rated(tab).click();
    await expect(tab.by('said-row'), 'the latest first').toContainText([...said].reverse());
  }
  // What is taken back in one is taken back in the other.
  await v.by('said-row').filter({ hasText: said[2] }).getByRole('button').click();
  for (const tab of [v, other]) await expect(tab.by('said-row')).toHaveCount(5);
  await other.reload();
  await rated(other).click();
  await expect(other.by('said-row')).toHaveCount(5);
});

test('tabs that cannot tell each other lose nothing either', async ({ visit: v }) => {
  await v.context.addInitScript(() => delete globalThis.BroadcastChannel);
  await v.open();
  await v.import(exportZip());
  const other = await anotherTab(v);
  const said = [];
  await inFront(v);
  for (let films = 0; films < 5; films += 1) said.push(await v.dismissFirst());
  await inFront(other);
  // Not one of those that it does not know to be gone.
  const film = (await other.titles()).find((title) => !said.includes(title));
  await other.openFilm(other.film(film));
  await other.by('dismiss').click();
  await expect(other.film(film)).toHaveCount(0);
  for (const title of said) await expect(other.film(title), 'it learns of them with its own next word').toHaveCount(0);
  await other.reload();
  await rated(other).click();
  await expect(other.by('said-row')).toHaveCount(6);
});

test.describe(() => {
  onlyIn('chromium', 'its driver sees what a service worker asks for');

  test('posters are forgotten, those that are on their way too', async ({ shelf: v }) => {
    await v.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      if (!navigator.serviceWorker.controller) {
        await new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }));
      }
    });
    const late = [];
    let hold = false;
    await v.context.route('https://image.tmdb.org/**', (route) => {
      const answer = () =>
        route.fulfill({ contentType: 'image/png', body: PIXEL, headers: { 'access-control-allow-origin': '*' } });
      if (!hold) return answer();
      late.push(answer);
    });
    const names = () =>
      v.page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith('halfstar-posters')));
    await v.by('posters-yes').click();
    await expect.poll(names, 'posters are kept').toHaveLength(1);
    hold = true;
    // Films that were not there before.
    await v.by('show-more').click();
    await v.by('pick').last().scrollIntoViewIfNeeded();
    await expect.poll(() => late.length, 'some are on their way').toBeGreaterThan(0);
    await v.forget();
    await v.by('welcome').waitFor();
    hold = false;
    await Promise.all(late.map((answer) => answer().catch(() => {})));
    await expectNobody(v);
    await v.reload('bundle');
    expect(await names(), 'no cache of posters').toEqual([]);
  });
});
