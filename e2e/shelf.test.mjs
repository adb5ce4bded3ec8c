// What the page is for: an export in, a shelf out, and dials that turn.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { unknown, watchedTitles, watchlist } from './films.mjs';
import { exportFiles, exportZip, link } from './export.mjs';
import { close, visit } from './halfstar.mjs';

after(close);

async function assertShelf(visit) {
  const titles = await visit.titles();
  assert.ok(titles.length >= 20, `at least 20 picks, not ${titles.length}`);
  assert.equal(new Set(titles).size, titles.length, 'no film twice');
  // Not innerText: cards below the fold may not be laid out yet.
  const reasons = await visit.by('pick').locator('[data-testid="reason"]').allTextContents();
  assert.equal(reasons.length, titles.length, 'a reason for each pick');
  assert.deepEqual(reasons.filter((reason) => !/^\S+ \S+ /.test(reason.trim())), [], 'every reason in words');
  assert.equal(await visit.by('pick').locator('[data-testid="stars"]').count(), titles.length, 'stars for each pick');
  return titles;
}

test('the links that we write are those that Letterboxd writes', () => {
  assert.equal(link(51818), 'https://boxd.it/2aNK');
  assert.equal(link(51896), 'https://boxd.it/2b0k');
  assert.equal(link(51432), 'https://boxd.it/29Nu');
  assert.equal(link(426406), 'https://boxd.it/hTha');
});

test('an export that is chosen becomes a shelf of films not yet seen, each with its reason', async (t) => {
  const v = await visit(t);
  await v.screenshot('welcome');
  await v.choose(exportZip());
  await v.ready('shelf');
  const titles = await assertShelf(v);
  assert.deepEqual(titles.filter((title) => watchedTitles.has(title)), [], 'nothing already watched');
  await v.screenshot('shelf');
  t.diagnostic(`export chosen to shelf drawn: ${await v.figure('shelfMs')} ms`);
  v.assertClean();
});

test('an export that is dropped does as well', async (t) => {
  const v = await visit(t);
  await v.drop(exportZip());
  await v.ready('shelf');
  await assertShelf(v);
  v.assertClean();
});

test('loose files of an export do as well', async (t) => {
  const v = await visit(t);
  const files = exportFiles();
  await v.choose(
    ...['ratings.csv', 'watched.csv'].map((name) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(files[name]) })),
  );
  await v.ready('shelf');
  await assertShelf(v);
  v.assertClean();
});

test('the sample member has a shelf', async (t) => {
  const v = await visit(t);
  await v.by('sample-member').click();
  await v.ready('shelf');
  await assertShelf(v);
  await v.screenshot('sample');
  v.assertClean();
});

test('every dial changes the order', async (t) => {
  const v = await visit(t);
  await v.choose(exportZip());
  await v.ready('shelf');
  let titles = await v.titles();
  for (const dial of ['content', 'quality', 'neighbours', 'variety']) {
    const input = v.by(`dial-${dial}`);
    await input.focus();
    const before = await input.inputValue();
    await v.page.keyboard.press('End');
    if ((await input.inputValue()) === before) await v.page.keyboard.press('Home');
    titles = await v.titlesOtherThan(titles);
    const took = await v.figure('rerankMs');
    assert.ok(took !== null && took >= 0, 'the page says how long the worker took');
    t.diagnostic(`dial ${dial}: re-ranked in ${took} ms`);
  }
  v.assertClean();
});

test('every preset gives its own shelf, and the default comes back', async (t) => {
  const v = await visit(t);
  await v.choose(exportZip());
  await v.ready('shelf');
  const first = await v.titles();
  let titles = first;
  for (const preset of ['classic', 'neighbours', 'content']) {
    await v.by(`preset-${preset}`).click();
    titles = await v.titlesOtherThan(titles);
  }
  await v.by('preset-default').click();
  assert.deepEqual(await v.titlesOtherThan(titles), first);
  v.assertClean();
});

test('filters narrow the shelf', async (t) => {
  const v = await visit(t);
  await v.choose(exportZip());
  await v.ready('shelf');
  const first = await v.titles();
  const wanted = new Set(watchlist.map(([title]) => title));

  await v.by('filter-watchlist').selectOption('only');
  const only = await v.titlesOtherThan(first);
  assert.ok(only.every((title) => wanted.has(title)), `only the watchlist: ${only}`);
  await v.by('filter-watchlist').selectOption('hide');
  const without = await v.titlesOtherThan(only);
  assert.ok(!without.some((title) => wanted.has(title)), 'nothing from the watchlist');
  await v.by('filter-watchlist').selectOption('any');
  assert.deepEqual(await v.titlesOtherThan(without), first);

  // Key by key: only what was typed counts as changed when the field is left.
  await v.by('filter-year-to').pressSequentially('1960');
  await v.page.keyboard.press('Tab');
  const old = await v.titlesOtherThan(first);
  assert.ok(!old.includes('Zodiac') && old.length > 0);
  v.assertClean();
});

test('the report tells what was understood and what was not', async (t) => {
  const v = await visit(t);
  await v.choose(exportZip({ withUnknown: true }));
  await v.ready('shelf');
  const report = v.by('import-report');
  if (!(await report.evaluate((element) => element.open ?? true))) await report.locator('summary').first().click();
  // Nothing is called unknown before every film is there.
  await v.by('unmatched-row').first().waitFor();
  const rows = await v.by('unmatched-row').allInnerTexts();
  assert.equal(rows.length, 1, `one film is in no catalogue: ${rows}`);
  assert.ok(rows[0].includes(unknown[0]), rows[0]);
  v.assertClean();
});
