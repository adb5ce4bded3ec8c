// What is new from day to day: films for tonight, a shelf of what was on none, what came of past picks, films to watch
// again, what a film would get, and one film for whoever cannot decide.
import { exportFiles, exportZip } from './export.mjs';
import { DESK, PHONE } from './visit.mjs';
import { eachLook, expect, test } from './fixtures.mjs';

const offers = (v) => v.by('offer').evaluateAll((cards) => cards.map((card) => card.dataset.filmTitle));
const csv = (name, text) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
const shelfKind = (v, name) => v.by('shelf-kind').filter({ hasText: name });
/** Title and year of the first films on the shelf. */
const first = (v, count) => v.by('pick').locator('.open').evaluateAll((cards, count) => cards.slice(0, count).map((card) => {
  const year = card.querySelector('.year').textContent;
  return { title: card.textContent.replace(year, '').trim(), year };
}), count);

test('five films for tonight are the same all day and others tomorrow', async ({ shelf: v }) => {
  const tonight = await offers(v);
  expect(new Set(tonight).size).toBe(5);
  const kinds = await v.by('kind').allTextContents();
  expect(kinds).toEqual(['A safe bet', 'Little known', 'A short one', 'Your watchlist', 'An older one']);
  await v.reload();
  expect(await offers(v), 'after a reload').toEqual(tonight);
  await v.import(csv('ratings.csv', 'Name,Year,Rating\nBarbie,2023,5\n'));
  expect(await offers(v), 'whatever is known by now').toEqual(tonight);
  await v.later(1);
  await v.reload();
  const tomorrow = await offers(v);
  expect(tomorrow).toHaveLength(5);
  expect(tomorrow.filter((title) => tonight.includes(title)), 'none comes again').toEqual([]);
  v.expectClean();
});

test('a film for tonight that is skipped gives way to another, and stays away', async ({ shelf: v }) => {
  const tonight = await offers(v);
  // By keyboard: the focus goes on where the film stood.
  await v.by('tonight-skip').nth(1).focus();
  await v.page.keyboard.press('Enter');
  await expect.poll(() => offers(v)).not.toContain(tonight[1]);
  const now = await offers(v);
  expect(now.filter((title) => !tonight.includes(title)), 'one in its place').toEqual([now[1]]);
  await expect(v.by('tonight').getByRole('status')).toHaveText(`Skipped ${tonight[1]}. Next up: ${now[1]}.`);
  await expect(v.by('tonight-skip').nth(1), 'the focus is on the new one').toBeFocused();
  await v.settled();
  await v.reload();
  expect(await offers(v)).toEqual(now);
  v.expectClean();
});

test('a film for tonight that was watched is asked for its stars, and stays with them', async ({ shelf: v }) => {
  const [title] = await offers(v);
  await v.by('tonight-seen').first().click();
  const slider = v.by('tonight').getByTestId('rate');
  await expect(slider).toBeFocused();
  for (let half = 0; half < 8; half += 1) await v.page.keyboard.press('ArrowRight');
  await expect(slider, 'it is not drawn anew under the hand').toBeFocused();
  await v.by('tonight-done').click();
  await expect(v.by('offer').first()).toContainText('You gave it ★★★★');
  await v.settled();
  expect(await v.titles()).not.toContain(title);
  await v.reload();
  expect((await offers(v))[0], 'seen or not, it was for tonight').toBe(title);
  await expect(v.by('offer').first()).toContainText('You gave it ★★★★');
  // Without stars it is seen all the same.
  await v.by('tonight-seen').nth(1).click();
  await v.by('tonight-done').click();
  await expect(v.by('offer').nth(1)).toContainText('You watched it');
  v.expectClean();
});

test('tonight speaks the language that is chosen, reasons and all', async ({ shelf: v }) => {
  const tonight = await offers(v);
  await v.openSettings();
  await v.by('language').selectOption('de');
  await expect(v.by('kind').first()).toHaveText('Sichere Wahl');
  await expect(v.by('offer').first().locator('.reason')).toHaveText(/^Weil du /);
  expect(await offers(v)).toEqual(tonight);
  v.expectClean();
});

test('what was on no shelf before is a shelf of its own on a later day', async ({ shelf: v }) => {
  const before = [...(await v.titles()), ...(await offers(v))];
  await expect(shelfKind(v, 'New since your last visit'), 'on the first day everything is new').toHaveCount(0);
  await v.later(1);
  await v.reload();
  const today = await v.titles();
  await shelfKind(v, 'New since your last visit').click();
  const fresh = await v.titlesOtherThan(today);
  expect(fresh.length, 'it is not empty').toBeGreaterThanOrEqual(20);
  expect(fresh.filter((title) => before.includes(title)), 'no film that was on a shelf').toEqual([]);
  v.expectClean();
});

test('a page that was left open overnight knows that it is another day', async ({ shelf: v }) => {
  const tonight = await offers(v);
  await v.later(1);
  await v.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
  await expect(shelfKind(v, 'New since your last visit')).toHaveCount(1);
  await expect.poll(async () => (await offers(v)).filter((title) => tonight.includes(title))).toEqual([]);
  v.expectClean();
});

test('what came of past picks is told after an import, and no more once it was read', async ({ shelf: v }) => {
  await expect(v.by('tally'), 'nothing to tell yet').toBeEmpty();
  const [one, , two] = await first(v, 3);
  const day = new Date().toISOString().slice(0, 10);
  await v.later(20);
  const rows = [[one, 4.5], [two, 3.5]].map(([film, stars]) => `${day},"${film.title}",${film.year},,${stars}\r\n`);
  const more = csv('ratings.csv', exportFiles()['ratings.csv'] + rows.join(''));
  await v.import(more);
  await expect(v.by('tally')).toHaveText(/^Of 6\d films that have stood on your shelf since .* \d{4}, you have watched 2\. You gave them 4\.0 stars on average, the most to /);
  await expect(v.by('tally')).toContainText(`${one.title}: ★★★★½.`);
  await v.expectAccessible('with what came of past picks');
  await v.by('tally-more').click();
  await expect(v.by('fared-row')).toHaveCount(2);
  await expect(v.by('import-report').locator('summary')).toBeFocused();
  await v.by('tally-done').click();
  await expect(v.by('tally')).toBeEmpty();
  await v.import(more);
  await expect(v.by('tally'), 'nothing new').toBeEmpty();
  v.expectClean();
});

test('films loved long ago can be watched again, and are no recommendation', async ({ visit: v }) => {
  await v.page.clock.setFixedTime(new Date('2027-01-15T12:00:00'));
  await v.open();
  await v.choose(exportZip());
  await v.settled();
  const before = await v.titles();
  await shelfKind(v, 'Watch again').click();
  await expect(shelfKind(v, 'Watch again')).toHaveAttribute('aria-pressed', 'true');
  const films = v.by('again-film');
  await expect(films.first()).toBeVisible();
  const titles = await films.evaluateAll((cards) => cards.map((card) => card.dataset.filmTitle));
  expect(titles).toContain('Stalker');
  expect(titles, 'two stars are no love').not.toContain('Barbie');
  await expect(v.by('last-seen').first()).toHaveText('Last logged in 2024');
  await expect(v.page.locator('.count')).toContainText(`${titles.length} films you loved`);
  await v.expectAccessible('films to watch again');
  await v.screenshot('again');
  await films.first().locator('.open').click();
  await expect(v.page.locator('dialog.details[open]')).toContainText(titles[0]);
  await v.shutFilm();
  await shelfKind(v, 'For you').click();
  await v.expectTitles(before, 'back to what is recommended');
  v.expectClean();
});

test('any film can be asked what it would get, and a seen one what it would have got', async ({ shelf: v }) => {
  await v.press('guess');
  await v.by('find-input').fill('Heat 1995');
  await v.by('found-film').first().getByRole('button').click();
  const answer = v.by('guess-answer');
  await expect(answer.getByTestId('stars')).toBeVisible();
  await expect(answer.getByTestId('beside')).toContainText('You gave it ★★★★');
  await expect(answer).toContainText('32 other ratings of yours');
  await expect(answer.locator('.reasons li').first()).toHaveText(/\S+ \S+/);
  await expect(answer.getByTestId('surety')).toHaveText('Fairly sure');
  await v.expectAccessible('what a film would get');
  await v.screenshot('guess');
  await v.by('find-input').fill('Vertigo');
  await expect(answer).toBeEmpty();
  await v.by('found-film').first().getByRole('button').click();
  await expect(answer).toContainText('33 ratings of yours');
  await expect(answer.getByTestId('beside')).toHaveCount(0);
  await v.by('guess-about').click();
  await expect(v.page.locator('dialog.details[open] h2')).toContainText('Vertigo');
  v.expectClean();
});

test('one film is drawn from the shelf, and another, and none twice', async ({ shelf: v }) => {
  const shelf = await v.titles();
  const title = () => v.page.locator('#details-title').evaluate((it) => it.firstChild.textContent.trim());
  await v.by('pick-one').click();
  await v.page.locator('dialog.details[open]').waitFor();
  const drawn = [await title()];
  for (let times = 0; times < 4; times += 1) {
    await v.by('another').click();
    await expect.poll(title).not.toBe(drawn.at(-1));
    drawn.push(await title());
  }
  expect(new Set(drawn).size).toBe(5);
  expect(drawn.filter((title) => !shelf.includes(title)), 'films of the shelf').toEqual([]);
  await v.expectAccessible('a film that was drawn');
  await v.screenshot('drawn');
  await v.shutFilm();
  await v.openFilm();
  const opened = await title();
  if (opened !== drawn.at(-1)) await expect(v.by('another'), 'of a film that was chosen there is no other').toBeHidden();
  v.expectClean();
});

eachLook({ phone: PHONE, desk: DESK }, (look, scheme) => {
  test(`tonight fits and reads well: ${look}`, async ({ shelf: v }) => {
    expect(await v.overflow(), 'no sideways scrolling').toBeLessThanOrEqual(0);
    await v.expectAccessible(`tonight, ${look}`);
    await v.screenshot(`tonight-${scheme}`);
    await v.by('tonight-seen').first().click();
    await v.expectAccessible(`its stars, ${look}`);
    await v.screenshot(`tonight-stars-${scheme}`);
  });
});
