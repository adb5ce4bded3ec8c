// What the page is for: an export in, a shelf out, and dials that turn.
import { unknown, watchedTitles, watchlist } from './films.mjs';
import { exportFiles, exportZip, link } from './export.mjs';
import { expect, test } from './fixtures.mjs';

async function expectShelf(visit) {
  const titles = await visit.titles();
  expect(titles.length, 'at least 20 picks').toBeGreaterThanOrEqual(20);
  expect(new Set(titles).size, 'no film twice').toBe(titles.length);
  // Not innerText: cards below the fold may not be laid out yet.
  const reasons = await visit.by('pick').locator('[data-testid="reason"]').allTextContents();
  expect(reasons.length, 'a reason for each pick').toBe(titles.length);
  expect(reasons.filter((reason) => !/^\S+ \S+ /.test(reason.trim())), 'every reason in words').toEqual([]);
  await expect(visit.by('pick').locator('[data-testid="stars"]'), 'stars for each pick').toHaveCount(titles.length);
  return titles;
}

test('the links that we write are those that Letterboxd writes', () => {
  expect([51818, 51896, 51432, 426406].map((film) => link(film))).toEqual(['2aNK', '2b0k', '29Nu', 'hTha'].map((code) => `https://boxd.it/${code}`));
});

test('an export that is chosen becomes a shelf of films not yet seen, each with its reason', async ({ welcome: v }) => {
  await v.screenshot('welcome');
  await v.choose(exportZip());
  await v.ready('shelf');
  const titles = await expectShelf(v);
  expect(titles.filter((title) => watchedTitles.has(title)), 'nothing already watched').toEqual([]);
  await v.screenshot('shelf');
  console.log(`export chosen to shelf drawn: ${await v.figure('shelfMs')} ms`);
  v.expectClean();
});

test('an export that is dropped does as well', async ({ welcome: v }) => {
  await v.drop(exportZip());
  await v.ready('shelf');
  await expectShelf(v);
  v.expectClean();
});

test('loose files of an export do as well', async ({ welcome: v }) => {
  const files = exportFiles();
  await v.choose(
    ...['ratings.csv', 'watched.csv'].map((name) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(files[name]) })),
  );
  await v.ready('shelf');
  await expectShelf(v);
  v.expectClean();
});

test('the sample member has a shelf', async ({ sample: v }) => {
  await expectShelf(v);
  await v.screenshot('sample');
  v.expectClean();
});

test('every dial changes the order', async ({ shelf: v }) => {
  let titles = await v.titles();
  for (const dial of ['content', 'quality', 'neighbours', 'variety', 'surprise']) {
    const input = v.by(`dial-${dial}`);
    await input.focus();
    const before = await input.inputValue();
    await v.page.keyboard.press('End');
    if ((await input.inputValue()) === before) await v.page.keyboard.press('Home');
    titles = await v.titlesOtherThan(titles);
    const took = await v.figure('rerankMs');
    expect(took, 'the page says how long the worker took').toBeGreaterThanOrEqual(0);
    console.log(`dial ${dial}: re-ranked in ${took} ms`);
  }
  v.expectClean();
});

test('surprises are dealt again, and can be shared', async ({ shelf: v }) => {
  const sure = await v.titles();
  await v.by('deal-again').click();
  const first = await v.titlesOtherThan(sure);
  expect(new URL(v.page.url()).hash).toBe('#view?surprise=0.5&seed=1');
  await v.by('deal-again').click();
  const second = await v.titlesOtherThan(first);
  const address = v.page.url();
  expect(address).toMatch(/#view\?surprise=0\.5&seed=2$/);
  await v.page.goto('about:blank');
  await v.page.goto(address);
  await v.ready('shelf');
  await v.expectTitles(second);
  await v.by('dial-surprise').focus();
  await v.page.keyboard.press('Home');
  await v.expectTitles(sure);
  v.expectClean();
});

test('every preset gives its own shelf, and the default comes back', async ({ shelf: v }) => {
  const first = await v.titles();
  let titles = first;
  for (const preset of ['classic', 'neighbours', 'content']) {
    await v.by(`preset-${preset}`).click();
    titles = await v.titlesOtherThan(titles);
  }
  await v.by('preset-default').click();
  await v.expectTitles(first);
  v.expectClean();
});

test('filters narrow the shelf', async ({ shelf: v }) => {
  const first = await v.titles();
  const wanted = new Set(watchlist.map(([title]) => title));

  await v.by('filter-watchlist').selectOption('only');
  const only = await v.titlesOtherThan(first);
  expect(only.filter((title) => !wanted.has(title)), 'only the watchlist').toEqual([]);
  await v.by('filter-watchlist').selectOption('hide');
  const without = await v.titlesOtherThan(only);
  expect(without.filter((title) => wanted.has(title)), 'nothing from the watchlist').toEqual([]);
  await v.by('filter-watchlist').selectOption('any');
  await v.expectTitles(first);

  // Key by key: only what was typed counts as changed when the field is left.
  await v.by('filter-year-to').pressSequentially('1960');
  await v.page.keyboard.press('Tab');
  const old = await v.titlesOtherThan(first);
  expect(old).not.toContain('Zodiac');
  v.expectClean();
});

test('the report tells what was understood and what was not', async ({ welcome: v }) => {
  await v.import(exportZip({ withUnknown: true }));
  const report = v.by('import-report');
  if (!(await report.evaluate((element) => element.open ?? true))) await report.locator('summary').first().click();
  // Nothing is called unknown before every film is there.
  await v.by('unmatched-row').first().waitFor();
  await expect(v.by('unmatched-row'), 'one film is in no catalogue').toHaveCount(1);
  await expect(v.by('unmatched-row')).toContainText(unknown[0]);
  v.expectClean();
});
