// A film's sheet: its place and what it hangs on, films near it, the member's word on it, and the way back from that.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { exportZip } from './export.mjs';
import { close, visit } from './halfstar.mjs';

after(close);

async function open(t) {
  const v = await visit(t);
  await v.choose(exportZip());
  await v.ready('shelf');
  return v;
}

/** Key by key: what a script puts into a box is no change to Firefox. */
async function type(v, text) {
  await v.by('rate-typed').fill('');
  await v.by('rate-typed').pressSequentially(text);
  await v.by('rate-typed').press('Enter');
}

const place = (v) => v.page.waitForFunction(() => /\w/.test(document.querySelector('[data-testid=place]')?.innerText ?? ''));

test('a film says its place, and where it would be without each film of the member’s', async (t) => {
  const v = await open(t);
  // Without variety the shelf stands in the order of the scores.
  await v.page.getByTestId('dial-variety').fill('0');
  await v.page.waitForTimeout(500);
  for (const number of [1, 4]) {
    await v.openFilm(v.by('pick').nth(number - 1));
    await place(v);
    const line = await v.by('place').innerText();
    assert.match(line, new RegExp(`^Number ${number} of [\\d,]+ for you$`));
    const rows = await v.by('speakers').locator('li').allInnerTexts();
    assert.ok(rows.length >= 1 && rows.every((row) => /without it, (number [\d,]+|off the shelf|the same place)/.test(row)), rows.join(' | '));
    assert.ok(rows.some((row) => /number/.test(row)), 'the loudest of them move it');
    await v.page.keyboard.press('Escape');
  }
  v.assertClean();
});

test('films near it open in its place, and there is a way back', async (t) => {
  const v = await open(t);
  await v.openFilm();
  const title = () => v.page.locator('#details-title').innerText();
  const first = await title();
  const near = v.by('near').locator('button').first();
  const name = await near.locator('b').innerText();
  await near.click();
  await v.page.waitForFunction((name) => document.querySelector('#details-title')?.innerText.startsWith(name), name);
  await place(v);
  assert.ok(first.startsWith((await v.by('back').innerText()).replace(/^Back to /, '')), 'it says where to');
  await v.by('back').click();
  await v.page.waitForFunction((first) => document.querySelector('#details-title')?.innerText === first, first);
  assert.equal(await v.by('back').count(), 0);
  v.assertClean();
});

test('a film leads to its pages elsewhere', async (t) => {
  const v = await open(t);
  await v.openFilm();
  const links = v.page.locator('dialog.details[open] .details-ways a');
  // TMDB's and IMDb's numbers come with the details.
  await links.nth(2).waitFor();
  const told = await links.evaluateAll((links) => links.map(({ href, target, rel }) => `${href} ${target} ${rel}`));
  const number = told[1].match(/movie\/(\d+) /)?.[1];
  assert.match(told[2], /^https:\/\/www\.imdb\.com\/title\/tt\d{7,}\/ _blank noreferrer$/);
  assert.deepEqual(told.slice(0, 2), [
    `https://letterboxd.com/tmdb/${number} _blank noreferrer`,
    `https://www.themoviedb.org/movie/${number} _blank noreferrer`,
  ]);
  v.assertClean();
});

test('what a film is leads to more of the kind', async (t) => {
  const v = await open(t);
  const before = await v.titles();
  await v.openFilm();
  const genre = v.page.locator('.facts [data-only^=g]').first();
  const name = (await genre.getAttribute('data-only')).slice(1);
  await genre.click();
  await v.titlesOtherThan(before);
  assert.equal(await v.page.locator('dialog[open]').count(), 0);
  const metas = await v.by('pick').locator('.meta').allInnerTexts();
  assert.ok(metas.length > 5, name);
  v.assertClean();
});

test('half stars can be typed, and everything said is taken back by one press', async (t) => {
  const v = await open(t);
  const titles = await v.titles();
  await v.openFilm();
  await type(v, 'seven');
  assert.equal(await v.by('rate-typed').getAttribute('aria-invalid'), 'true');
  await type(v, '3,5');
  await v.page.locator('dialog[open] .undo').getByText('★★★½').waitFor();
  assert.equal(await v.page.locator('dialog[open] [data-testid=rate]').inputValue(), '7');
  await v.page.keyboard.press('Escape');
  assert.ok(!(await v.titlesOtherThan(titles)).includes(titles[0]), 'a film that was rated was seen');
  await v.page.locator('.page > .undo [data-testid=undo]').click();
  await v.page.waitForFunction((title) => document.querySelector(`[data-film-title="${CSS.escape(title)}"]`), titles[0]);
  assert.deepEqual(await v.titles(), titles);

  await v.openFilm();
  await v.by('want').click();
  await v.page.locator('dialog[open] .undo').getByText('watchlist').waitFor();
  await v.page.keyboard.press('Escape');
  await v.page.waitForFunction((title) => document.querySelector(`[data-film-title="${CSS.escape(title)}"] .wanted`), titles[0]);
  await v.page.reload();
  await v.ready('shelf');
  assert.equal(await v.page.locator(`[data-film-title="${titles[0]}"] .wanted`).count(), 1, 'remembered');

  // What is said already is taken back by the same button.
  await v.openFilm();
  const want = v.by('want');
  assert.equal(await want.getAttribute('aria-pressed'), 'true');
  await want.click();
  await v.page.waitForFunction(() => document.querySelector('[data-testid="want"]').ariaPressed === 'false');
  await v.page.keyboard.press('Escape');
  await v.page.waitForFunction((title) => !document.querySelector(`[data-film-title="${CSS.escape(title)}"] .wanted`), titles[0]);

  const unwanted = await v.dismissFirst();
  await v.page.locator('.page > .undo [data-testid=undo]').click();
  await v.page.waitForFunction((title) => document.querySelector(`[data-film-title="${CSS.escape(title)}"]`), unwanted);
  v.assertClean();
});

test('sliding to a rating is one thing said, and what follows from it is told', async (t) => {
  const v = await open(t);
  const titles = await v.titles();
  await v.openFilm();
  await place(v);
  const slider = v.page.locator('dialog[open] [data-testid=rate]');
  await slider.focus();
  for (let step = 0; step < 3; step += 1) await v.page.keyboard.press('ArrowRight');
  await v.by('place').getByText('You have seen it').waitFor();
  assert.ok(await slider.evaluate((slider) => slider === document.activeElement), 'the hand stays where it is');
  await v.page.locator('dialog[open] [data-testid=undo]').click();
  await v.by('place').getByText('Number 1 of').waitFor();
  await v.page.keyboard.press('Escape');
  await v.page.waitForFunction((title) => document.querySelector(`[data-film-title="${CSS.escape(title)}"]`), titles[0]);
  assert.deepEqual(await v.titles(), titles);
  v.assertClean();
});
