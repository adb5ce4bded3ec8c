// Finding films: search, what there is to filter by, shelves of one's own, and what is said of what is typed wrong.
import { exportZip } from './export.mjs';
import * as sample from './films.mjs';
import { expect, test } from './fixtures.mjs';
import { DESK, PHONE, Visit, lastNumber } from './visit.mjs';

const box = (v) => v.by('find-input');
const row = (v, title) => v.by('found-film').filter({ hasText: title }).first();
const finder = (v) => v.page.locator('dialog.finder[open]');
const sheet = (v) => v.page.locator('#details-title');
/** Waits until a row that glides has come to rest. */
const stands = (row) =>
  row.evaluate(async (row) => {
    const frame = () => new Promise((shown) => requestAnimationFrame(() => setTimeout(shown)));
    for (let before; before !== row.scrollLeft; ) {
      before = row.scrollLeft;
      for (let frames = 0; frames < 3; frames += 1) await frame();
    }
  });
const chips = (v) => v.by('shelf-kind');
const pressed = (v) => v.page.locator('[data-testid="shelf-kind"][aria-pressed="true"]');
const heading = (v, films) => expect(v.page.locator('.count')).toContainText(` of ${films.toLocaleString('en')} film`);

test('a slash opens the search, arrows and Enter open a film, Escape shuts it', async ({ shelf: v }) => {
  await expect(v.by('search')).toHaveAttribute('aria-keyshortcuts', '/');
  await v.page.keyboard.press('/');
  await expect(box(v)).toBeFocused();
  await expect(box(v), 'the slash itself is not typed').toHaveValue('');
  await box(v).fill('the godfather');
  await expect(v.by('found-film').nth(1)).toContainText('The Godfather');
  await v.page.keyboard.press('ArrowDown');
  await expect(v.by('found-film').first().locator('.found-film')).toBeFocused();
  await v.page.keyboard.press('ArrowDown');
  const second = v.by('found-film').nth(1).locator('.found-film');
  await expect(second).toBeFocused();
  await v.page.keyboard.press('ArrowUp');
  await v.page.keyboard.press('ArrowUp');
  await expect(box(v), 'above the first is the box').toBeFocused();
  await v.page.keyboard.press('ArrowDown');
  await v.page.keyboard.press('ArrowDown');
  const title = await second.locator('b').innerText();
  await v.page.keyboard.press('Enter');
  await expect(sheet(v)).toHaveText(title, { useInnerText: true });
  await expect(finder(v)).toHaveCount(0);
  await v.page.keyboard.press('/');
  await v.shutFilm();
  await expect(finder(v), 'another dialog was open').toHaveCount(0);

  // Enter in the box takes the first, also where it has yet to come.
  await v.by('search').click();
  await box(v).pressSequentially('vertigo');
  await v.page.keyboard.press('Enter');
  await expect(sheet(v)).toContainText('Vertigo');
  await v.shutFilm();

  await v.page.keyboard.press('/');
  await box(v).waitFor();
  await v.page.keyboard.press('Escape');
  await expect(finder(v)).toHaveCount(0);
  // Whoever types a slash means it.
  await v.by('filter-name').focus();
  await v.page.keyboard.press('/');
  await expect(v.by('filter-name')).toHaveValue('/');
  await expect(finder(v)).toHaveCount(0);
  v.expectClean();
});

test('films are found by numbers in words and by people, and rated and wanted where they stand', async ({ shelf: v }) => {
  await v.by('search').click();
  for (const typed of ['seven', 'se7en']) {
    await box(v).fill(typed);
    await expect(row(v, 'Se7en').getByTestId('rate'), 'what the files say').toHaveValue('8');
  }
  await box(v).fill('twelve angry men');
  await expect(v.by('found-film').first()).toContainText('12 Angry Men');
  await box(v).fill('agnès varda');
  await expect(v.by('found-who').first()).toHaveText('Directed by Agnès Varda');
  const cleo = row(v, 'Cléo from 5 to 7');
  await expect(cleo).toContainText('Agnès Varda');
  const want = cleo.getByTestId('want-it');
  await expect(want).toHaveAttribute('aria-pressed', 'false');
  await want.focus();
  await v.page.keyboard.press('Enter');
  await expect(want).toHaveAttribute('aria-pressed', 'true');
  await expect(want, 'the focus stays').toBeFocused();
  const other = v.by('found-film').filter({ hasNotText: 'Cléo' }).filter({ has: v.by('want-it') }).first();
  const name = (await other.locator('b').innerText()).trim();
  const rated = v.by('found-film').filter({ hasText: name });
  await rated.getByTestId('rate').focus();
  for (let step = 0; step < 9; step += 1) await v.page.keyboard.press('ArrowRight');
  await expect(rated.getByTestId('want-it'), 'what is rated was seen').toBeHidden();
  await cleo.locator('.found-film').click();
  await expect(sheet(v)).toContainText('Cléo from 5 to 7');
  await expect(v.by('want')).toHaveAttribute('aria-pressed', 'true');
  await v.shutFilm();
  // An actor, whom the details know, and what they rated meanwhile.
  await v.by('search').click();
  await box(v).fill('tilda swinton');
  await expect(v.by('found-who').first()).toHaveText('Starring Tilda Swinton');
  await box(v).fill(name);
  await expect(v.by('found-film').first().getByTestId('rate')).toHaveValue('9');
  await box(v).fill('qqqqq');
  await expect(v.by('found')).toHaveText('Nothing found. Try fewer letters, or the original title.');
  v.expectClean();
});

test('whoever rates from the grid is offered nothing that the import rated', async ({ shelf: v }) => {
  await v.press('find');
  await expect(v.by('found-film').nth(11)).toBeAttached();
  const offered = await v.by('found-film').locator('b').allInnerTexts();
  expect(offered.filter((title) => sample.watchedTitles.has(title))).toEqual([]);
  await box(v).fill('parasite');
  await expect(row(v, 'Parasite').getByTestId('rate')).toHaveValue('10');
  v.expectClean();
});

for (const [name, viewport] of Object.entries({ phone: PHONE, desk: DESK })) {
  test.describe(() => {
    test.use({ viewport });
    test(`what is found fits, and axe finds nothing, on a ${name}`, async ({ shelf: v }) => {
      await v.by('search').click();
      await v.screenshot('search-empty');
      await box(v).fill('kubrick');
      await v.by('found-who').first().waitFor();
      await v.painted();
      await v.screenshot('search');
      expect(await v.overflow()).toBeLessThanOrEqual(0);
      const inside = await v.by('found').evaluate((list) => list.scrollWidth <= list.clientWidth);
      expect(inside, 'no row is wider than the list').toBe(true);
      await v.expectAccessible('search');
      v.expectClean();
    });

    test(`the row of shelves says that there is more, on a ${name}`, async ({ shelf: v }) => {
      const around = v.page.locator('.shelf-row');
      const shelves = v.page.locator('#shelves');
      await expect(around).toHaveAttribute('data-more', 'after');
      await v.screenshot('shelf-row');
      // Firefox without a screen has no mouse either.
      if (await v.page.evaluate(() => matchMedia('(hover: hover)').matches) && name === 'desk') {
        const more = v.by('shelves-more');
        await expect(v.by('shelves-back')).toBeHidden();
        while (await more.isVisible()) {
          const before = await shelves.evaluate((row) => row.scrollLeft);
          await more.click();
          await expect.poll(() => shelves.evaluate((row) => row.scrollLeft)).toBeGreaterThan(before);
          await stands(shelves);
        }
        await expect(v.by('shelves-back')).toBeVisible();
      } else {
        await shelves.evaluate((row) => row.scrollTo({ left: row.scrollWidth, behavior: 'instant' }));
      }
      await expect(around).toHaveAttribute('data-more', 'before');
      // By the keyboard: what has the focus is seen.
      await chips(v).first().focus();
      await expect(around).toHaveAttribute('data-more', 'after');
      await v.page.keyboard.press('Tab');
      await v.page.keyboard.press('Enter');
      await expect(pressed(v), 'and keeps the focus when it is pressed').toBeFocused();
      v.expectClean();
    });
  });
}

test('a shelf that would be empty is not offered', async ({ welcome: v }) => {
  const member = { rated: sample.rated.slice(0, 3), unrated: [], watchlist: [] };
  await v.choose(exportZip({ member }));
  await v.settled();
  await expect(chips(v).filter({ hasText: 'For you' })).toHaveCount(1);
  await expect(chips(v).filter({ hasText: 'Your watchlist' })).toHaveCount(0);
  await expect(chips(v).filter({ hasText: 'Directors you love' }), 'three directors of a film each').toHaveCount(0);
  // It is offered as soon as it holds something.
  await v.openFilm();
  await v.by('want').click();
  await v.shutFilm();
  await expect(chips(v).filter({ hasText: 'Your watchlist' })).toHaveCount(1);
  v.expectClean();
});

test('languages and themes that are not wanted, stars and averages', async ({ shelf: v }) => {
  await v.titles();
  const all = lastNumber(await v.page.locator('.count').innerText());
  const french = v.by('filter-without-languages').locator('option', { hasText: 'French' });
  await expect(french).toHaveText(/\(\d/);
  const hidden = lastNumber(await french.innerText());
  await v.by('filter-without-languages').selectOption('fr');
  await heading(v, all - hidden);
  await expect(v.by('in-effect')).toHaveText(/not French/);
  await v.by('in-effect').getByRole('button').click();
  await heading(v, all);

  await v.by('filter-name-of').selectOption({ label: 'Exclude a theme' });
  await v.by('filter-name').pressSequentially('murder');
  const murder = v.page.locator('#filter-names [role="option"]', { hasText: /^murder \(/ });
  const murders = lastNumber(await murder.innerText());
  await murder.click();
  await heading(v, all - murders);
  await expect(v.by('in-effect')).toHaveText(/not on murder/);
  await v.by('in-effect').getByRole('button').click();
  await heading(v, all);

  for (const [id, value, key, words] of [
    ['filter-predicted-from', '4', 'predicted_from', 'predicted ★★★★ and up'],
    ['filter-average-from', '3.5', 'average_from', 'average ★★★½ and up'],
  ]) {
    await v.settled();
    const option = v.by(id).locator(`option[value="${value}"]`);
    const count = lastNumber(await option.innerText());
    await v.by(id).selectOption(value);
    await heading(v, count);
    await expect(v.by('in-effect')).toHaveText(new RegExp(words));
    expect(v.page.url()).toContain(`#view?${key}=${value}`);
    if (key === 'predicted_from') {
      await v.titles();
      const stars = await v.by('pick').locator('.stars .number').allTextContents();
      expect(stars.filter((stars) => Number(stars) < 4)).toEqual([]);
    }
    await v.by('in-effect').getByRole('button').click();
    await heading(v, all);
  }
  v.expectClean();
});

test('the shelf goes by what was watched this year, by the page’s clock', async ({ visit: v }) => {
  // The sample's export is of March 2024.
  await v.page.clock.setFixedTime(new Date('2024-06-01T12:00:00'));
  await v.open();
  await v.choose(exportZip());
  await v.settled();
  const all = await v.titles();
  await v.by('scope').selectOption('this_year');
  await v.settled();
  expect(v.page.url()).toContain('by_period=this_year');
  expect(await v.titles(), 'everything was watched this year').toEqual(all);
  await v.page.clock.setFixedTime(new Date('2025-01-15T12:00:00'));
  await v.reload();
  await expect(v.by('scope')).toHaveValue('this_year');
  const none = await v.titlesOtherThan(all);
  await v.by('scope').selectOption('twelve_months');
  await v.titlesOtherThan(none);
  await v.expectTitles(all, 'in the last twelve months all was');
  v.expectClean();
});

test('what is turned is kept under a name, in every tab, renamed and removed', async ({ shelf: v }) => {
  const keep = v.by('keep-shelf');
  await expect(keep, 'the plain shelf is there already').toBeHidden();
  const forYou = await v.titles();
  await v.by('filter-genre').getByRole('button', { name: 'Horror' }).click();
  const scary = await v.titlesOtherThan(forYou);
  await keep.click();
  await expect(v.by('naming-name')).toBeFocused();
  await v.page.keyboard.press('Enter');
  await expect(v.page.locator('#naming-hint')).toHaveText('Give it a name, such as “Rainy Sunday”.');
  await expect(v.by('naming-name')).toHaveAttribute('aria-invalid', 'true');
  await v.page.keyboard.type('Lights on');
  await expect(v.page.locator('#naming-hint')).toHaveText('');
  await v.screenshot('naming');
  await v.expectAccessible('naming');
  await v.page.keyboard.press('Enter');
  await expect(pressed(v)).toHaveText(['Lights on'], { useInnerText: true });
  expect(await chips(v).allInnerTexts()).toContain('Lights on');
  const address = v.page.url();
  expect(address).toMatch(/#view\?genres=Horror$/);

  await chips(v).filter({ hasText: 'For you' }).click();
  await v.expectTitles(forYou);
  await v.reload();
  const other = await new Visit(await v.context.newPage(), v.server).open();
  await other.settled();
  await v.page.bringToFront();
  await chips(v).filter({ hasText: 'Lights on' }).click();
  await v.expectTitles(scary);
  await v.settled();

  await expect(keep).toHaveText('Rename or remove');
  await keep.click();
  await expect(v.by('naming-name')).toHaveValue('Lights on');
  await v.by('naming-name').fill('Lights off');
  await v.by('naming-save').click();
  await expect(pressed(v)).toHaveText(['Lights off'], { useInnerText: true });
  await other.page.bringToFront();
  await expect(chips(other).filter({ hasText: 'Lights off' })).toHaveCount(1);
  await expect(chips(other).filter({ hasText: 'Lights on' })).toHaveCount(0);
  await v.page.bringToFront();

  // A backup has it too.
  const backup = await v.download(() => v.by('take-backup').click());
  await keep.click();
  await v.by('naming-remove').click();
  await expect(chips(v).filter({ hasText: 'Lights off' })).toHaveCount(0);
  await v.forget();
  await v.by('welcome').waitFor();
  await v.ready('bundle');
  await v.choose({ name: 'halfstar.halfstar', mimeType: 'application/octet-stream', buffer: backup });
  await v.settled();
  await expect(chips(v).filter({ hasText: 'Lights off' })).toHaveCount(1);
  v.expectClean();
});

test('where nothing is left, only what brings films back is named, most first', async ({ shelf: v }) => {
  await v.by('filter-watchlist').selectOption('only');
  await v.by('filter-genre').getByRole('button', { name: 'Western' }).click();
  const nothing = v.by('nothing-left');
  await nothing.waitFor();
  const rows = nothing.locator('li');
  await expect(rows.first()).toHaveText(/^“Only my watchlist” hides [\d,]+ films/);
  const told = (await rows.allInnerTexts()).map((text) => Number(/hides? ([\d,]+)/.exec(text)[1].replaceAll(',', '')));
  expect(told, 'most first').toEqual([...told].sort((one, other) => other - one));
  const first = told[0];
  await rows.first().getByRole('button').click();
  await heading(v, first);
  v.expectClean();
});

/** By keys: Firefox sees no change in what its driver fills in. */
async function type(input, text) {
  await input.selectText();
  await input.press('Delete');
  await input.pressSequentially(text);
}

test('what is typed wrong is said, beside where it is typed, until it is mended', async ({ shelf: v }) => {
  const check = async (id, wrong, says, right) => {
    const input = v.by(id);
    const hint = v.page.locator(`#${await input.getAttribute('aria-describedby')}`);
    await expect(hint).toHaveText('');
    await expect(hint).toHaveAttribute('role', 'status');
    await type(input, wrong);
    await input.press('Tab');
    await expect(hint).toHaveText(says);
    await expect(input).toHaveAttribute('aria-invalid', 'true');
    await expect(input, 'it is left standing, to be mended').toHaveValue(wrong);
    await type(input, right);
    await expect(hint, 'mended while it is typed').toHaveText('');
    await input.press('Tab');
    await expect(input).toHaveAttribute('aria-invalid', 'false');
  };
  await check('filter-year-from', '12', 'A year has four digits, such as 1994.', '1990');
  await check('filter-runtime', 'x', 'Type a whole number of minutes, such as 90.', '120');
  await v.by('in-effect').getByText('from 1990').waitFor();
  // A range that ends before it begins.
  const to = v.by('filter-year-to');
  await type(to, '1980');
  await to.press('Tab');
  const hint = v.page.locator('#filter-year-from-hint');
  await expect(hint).toHaveText('Years: 1990 to 1980 ends before it begins. Swap the two.');
  await expect(v.by('filter-year-from')).toHaveAttribute('aria-invalid', 'true');
  await v.screenshot('wrong');
  await v.expectAccessible('what is wrong');
  await type(v.by('filter-year-from'), '1970');
  await v.by('filter-year-from').press('Tab');
  await expect(hint).toHaveText('');
  await v.page.locator('.filters').getByRole('button', { name: 'Clear all' }).click();
  await expect(to).toHaveValue('');

  await v.by('scope').selectOption('years');
  await check('scope-from', 'soon', 'A year has four digits, such as 1994.', '1950');
  await v.titles();
  await v.openFilm();
  for (const wrong of ['9', 'abc', '3.3']) {
    await check('rate-typed', wrong, 'Half a star to 5, in halves, such as 3½ or 3.5.', '');
  }
  await v.screenshot('wrong-stars');
  v.expectClean();
});
