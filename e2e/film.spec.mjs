// A film's sheet: its place and what it hangs on, films near it, the member's word on it, and the way back from that.
import { expect, test } from './fixtures.mjs';

/** Key by key: what a script puts into a box is no change to Firefox. */
async function type(v, text) {
  await v.by('rate-typed').fill('');
  await v.by('rate-typed').pressSequentially(text);
  await v.by('rate-typed').press('Enter');
}

/** What begins with these words. */
const startOf = (words) => new RegExp(`^${words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);

const title = (v) => v.page.locator('#details-title');

test('a film says its place, and where it would be without each film of the member’s', async ({ shelf: v }) => {
  let moved = 0;
  // What is said of a film’s place is where it stands, however the shelf was put together.
  for (const [number, ordinal] of [[1, '1st'], [3, '3rd'], [12, '12th']]) {
    await v.openFilm(v.by('pick').nth(number - 1));
    await expect(v.by('place')).toHaveText(new RegExp(`^Ranked ${ordinal} of [\\d,]+$`), { useInnerText: true });
    const rows = v.by('speakers').locator('li');
    await expect(async () => {
      const told = await rows.allInnerTexts();
      const all = told.length >= 1 && told.every((row) => /would rank [\d,]+(st|nd|rd|th) without it|would drop off the shelf|same rank/.test(row));
      expect(all, told.join(' | ')).toBe(true);
    }).toPass({ timeout: 20_000 });
    moved += await rows.filter({ hasText: /would/ }).count();
    await v.shutFilm();
  }
  expect(moved, 'some of the loudest move one of them').toBeGreaterThan(0);
  v.expectClean();
});

test('films near it open in its place, and there is a way back', async ({ shelf: v }) => {
  await v.openFilm();
  const first = await title(v).innerText();
  const near = v.by('near').locator('button').first();
  const name = await near.locator('b').innerText();
  await near.scrollIntoViewIfNeeded();
  await near.click();
  await expect.poll(() => title(v).innerText()).toMatch(startOf(name));
  expect(await v.page.locator('dialog.details[open] .details-in').evaluate((sheet) => sheet.scrollTop), 'from its top').toBe(0);
  await expect(v.by('place')).toHaveText(/\w/, { useInnerText: true });
  const back = (await v.by('back').innerText()).replace(/^Back to /, '');
  expect(first, 'it says where to').toMatch(startOf(back));
  await v.by('back').click();
  await expect(title(v)).toHaveText(first, { useInnerText: true });
  await expect(v.by('back')).toHaveCount(0);
  v.expectClean();
});

test('a film leads to its pages elsewhere', async ({ shelf: v }) => {
  await v.openFilm();
  const links = v.page.locator('dialog.details[open] .details-ways a');
  // TMDB's and IMDb's numbers come with the details.
  await links.nth(4).waitFor();
  const told = await links.evaluateAll((links) => links.map(({ href, target, rel }) => `${href} ${target} ${rel}`));
  const number = told[3].match(/movie\/(\d+) /)?.[1];
  const [words] = [encodeURIComponent((await title(v).innerText()).replace(/ \d{4}$/, '').trim())];
  expect(told[4]).toMatch(/^https:\/\/www\.imdb\.com\/title\/tt\d{7,}\/ _blank noreferrer$/);
  expect(told[1]).toContain(`https://www.youtube.com/results?search_query=${words}%20`);
  expect(told.filter((_, at) => at !== 1 && at !== 4)).toEqual([
    `https://letterboxd.com/tmdb/${number} _blank noreferrer`,
    `https://www.justwatch.com/us/search?q=${words} _blank noreferrer`,
    `https://www.themoviedb.org/movie/${number} _blank noreferrer`,
  ]);
  v.expectClean();
});

test('what a film is leads to more of the kind', async ({ shelf: v }) => {
  const before = await v.titles();
  await v.openFilm();
  const genre = v.page.locator('.facts [data-only^=g]').first();
  const name = (await genre.getAttribute('data-only')).slice(1);
  await genre.click();
  await v.titlesOtherThan(before);
  await expect(v.page.locator('dialog[open]')).toHaveCount(0);
  const metas = await v.by('pick').locator('.meta').allInnerTexts();
  expect(metas.length, name).toBeGreaterThan(5);
  v.expectClean();
});

test('half stars can be typed, and everything said is taken back by one press', async ({ shelf: v }) => {
  const titles = await v.titles();
  await v.openFilm();
  await type(v, 'seven');
  await expect(v.by('rate-typed')).toHaveAttribute('aria-invalid', 'true');
  await type(v, '3,5');
  await v.page.locator('dialog[open] .undo').getByText('★★★½').waitFor();
  await expect(v.page.locator('dialog[open] [data-testid=rate]')).toHaveValue('7');
  await v.shutFilm();
  expect(await v.titlesOtherThan(titles), 'a film that was rated was seen').not.toContain(titles[0]);
  await v.page.locator('.page > .undo [data-testid=undo]').click();
  await expect(v.film(titles[0])).toBeVisible();
  await v.expectTitles(titles);

  await v.openFilm();
  await v.by('want').click();
  await v.page.locator('dialog[open] .undo').getByText('watchlist').waitFor();
  await v.shutFilm();
  await expect(v.film(titles[0]).locator('.wanted')).toBeVisible();
  await v.reload();
  await expect(v.film(titles[0]).locator('.wanted'), 'remembered').toHaveCount(1);

  // What is said already is taken back by the same button.
  await v.openFilm();
  const want = v.by('want');
  await expect(want).toHaveAttribute('aria-pressed', 'true');
  await want.click();
  await expect(want).toHaveAttribute('aria-pressed', 'false');
  await v.shutFilm();
  await expect(v.film(titles[0]).locator('.wanted')).toHaveCount(0);

  const unwanted = await v.dismissFirst();
  await v.page.locator('.page > .undo [data-testid=undo]').click();
  await expect(v.film(unwanted)).toBeVisible();
  v.expectClean();
});

test('sliding to a rating is one thing said, and what follows from it is told', async ({ shelf: v }) => {
  const titles = await v.titles();
  await v.openFilm();
  await expect(v.by('place')).toHaveText(/\w/, { useInnerText: true });
  const slider = v.page.locator('dialog[open] [data-testid=rate]');
  await slider.focus();
  for (let step = 0; step < 3; step += 1) await v.page.keyboard.press('ArrowRight');
  await v.by('place').getByText('You have seen it').waitFor();
  await expect(slider, 'the hand stays where it is').toBeFocused();
  await v.page.locator('dialog[open] [data-testid=undo]').click();
  await v.by('place').getByText('Ranked 1st of').waitFor();
  await v.shutFilm();
  await expect(v.film(titles[0])).toBeVisible();
  await v.expectTitles(titles);
  v.expectClean();
});
