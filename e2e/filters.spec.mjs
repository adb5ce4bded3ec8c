// What a member may ask of every film: with the mouse, with the keyboard alone, and for a screen reader.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exportZip } from './export.mjs';
import { eachLook, expect, onlyIn, test } from './fixtures.mjs';
import { DESK, PHONE, lastNumber } from './visit.mjs';

/** What a choice that stands still says it would leave. */
async function promised(v, choice) {
  await v.settled();
  const count = lastNumber(await choice.innerText());
  expect(count, 'a choice says how many films it leaves').toBeGreaterThan(0);
  return count;
}

/** Waits until the heading says so many films. */
async function heading(v, films) {
  await expect(v.page.locator('.count')).toContainText(` of ${films.toLocaleString('en')} film`);
}

/** What is chosen by name, where it is chosen. */
const chosen = (v) => v.page.locator('.filters [data-testid="chosen"]');

const genre = (v, name) => v.by('filter-genre').getByRole('button', { name });

test('a genre is wanted, then not wanted, then neither; its count is what comes', async ({ shelf: v }) => {
  const first = await v.titles();
  const horror = genre(v, 'Horror');
  await expect(horror).toHaveAttribute('aria-pressed', 'false');
  const count = await promised(v, horror);
  await horror.click();
  await heading(v, count);
  await expect(horror).toHaveAttribute('aria-pressed', 'true');
  await expect(horror).toHaveText(/✓/, { useInnerText: true });
  const scary = await v.titlesOtherThan(first);
  await expect(horror, 'the chip keeps the focus').toBeFocused();
  await horror.click();
  await expect(horror).toHaveText(/^not Horror$/, { useInnerText: true });
  await expect(horror).toHaveAttribute('aria-pressed', 'mixed');
  const calm = await v.titlesOtherThan(scary);
  expect(calm.filter((title) => scary.includes(title)), 'nothing of what is not wanted').toEqual([]);
  await horror.click();
  await v.expectTitles(first);
  v.expectClean();
});

test('two genres at once, a decade and a language', async ({ shelf: v }) => {
  await expect(v.by('genres-all')).toBeHidden();
  await genre(v, 'Drama').click();
  await genre(v, 'Romance').click();
  await v.settled();
  const either = await v.titles();
  const chip = v.by('filter-decade').getByRole('button', { name: '1970s' });
  const counts = await chip.innerText();
  await v.by('genres-all').check();
  const both = await v.titlesOtherThan(either);
  await expect(chip, 'counted anew').not.toHaveText(counts, { useInnerText: true });
  const count = await promised(v, chip);
  await chip.click();
  await heading(v, count);
  await expect(v.by('filter-year-from')).toHaveValue('1970');
  await expect(v.by('filter-year-to')).toHaveValue('1979');
  const seventies = await v.titlesOtherThan(both);
  await chip.click();
  await v.expectTitles(both);

  const french = await promised(v, v.by('filter-language').locator('option', { hasText: 'French' }));
  await v.by('filter-language').selectOption('fr');
  await heading(v, french);
  await v.titlesOtherThan(both);
  await chosen(v).filter({ hasText: 'French' }).click();
  await v.expectTitles(both);
  v.expectClean();
});

test('a director is found by the keyboard alone, and a reload remembers', async ({ shelf: v }) => {
  const first = await v.titles();
  const box = v.by('filter-name');
  const expectExpanded = (expanded) => expect(box).toHaveAttribute('aria-expanded', expanded);
  await box.focus();
  await expectExpanded('false');
  await v.page.keyboard.type('hitch');
  await expect(v.page.locator('#filter-names')).toContainText('Hitchcock');
  await expectExpanded('true');
  await v.page.keyboard.press('Escape');
  await expectExpanded('false');
  await expect(box, 'the first Escape only shuts').toHaveValue('hitch');
  await v.page.keyboard.press('ArrowDown');
  await expectExpanded('true');
  await v.page.keyboard.press('ArrowDown');
  // Box and list agree on which it is.
  await v.page.waitForFunction(() => {
    const chosen = document.querySelector('#filter-names [aria-selected="true"]');
    return chosen && chosen.id === document.querySelector('#filter-name').getAttribute('aria-activedescendant');
  });
  const option = v.page.locator('#filter-names [aria-selected="true"]');
  const [, name, films] = /^(.*) \(([\d,]+)\)$/.exec(await option.innerText());
  await v.page.keyboard.press('Enter');
  await heading(v, lastNumber(films));
  const theirs = await v.titlesOtherThan(first);
  await expect(box).toHaveValue('');
  await expect(box).toBeFocused();
  const chip = chosen(v).filter({ hasText: `by ${name}` });
  await expect(chip).toHaveCount(1);
  expect(v.page.url()).toMatch(/#view\?directors=/);
  await v.reload();
  await v.expectTitles(theirs);
  await chip.click();
  await v.expectTitles(first);
  await expect(box, 'the focus is where one would go on').toBeFocused();
  v.expectClean();
});

test('series and low-rated films come when they are asked for; length has two ends', async ({ shelf: v }) => {
  const switches = v.page.locator('.filters .switch');
  for (const name of ['Include TV', 'Include low-rated films']) {
    const wish = switches.filter({ hasText: name });
    const count = await promised(v, wish);
    await wish.locator('input').check();
    await heading(v, count);
    await expect(v.by('in-effect')).toHaveText(new RegExp(name), { useInnerText: true });
    await wish.locator('input').uncheck();
    await expect(v.by('in-effect')).toBeHidden();
  }
  const before = await v.titles();
  for (const [end, minutes] of [['filter-runtime-from', '90'], ['filter-runtime', '95']]) {
    await v.by(end).pressSequentially(minutes);
    await v.page.keyboard.press('Tab');
  }
  await v.by('in-effect').getByText('1h 30m or longer, 1h 35m at most').waitFor();
  await v.titlesOtherThan(before);
  await expect(async () => {
    const lengths = (await v.by('pick').locator('.meta').allTextContents()).map((line) => /^\s*1h (\d+)m/.exec(line)?.[1]).filter(Boolean);
    expect(lengths.length >= 20 && lengths.every((rest) => rest >= 30 && rest <= 35), lengths.join(' ')).toBe(true);
  }).toPass({ timeout: 20_000 });
  v.expectClean();
});

test('cast and themes come with the details', async ({ shelf: v }) => {
  const first = await v.titles();
  await v.by('filter-name-of').selectOption({ label: 'Theme' });
  await v.by('filter-name').pressSequentially('heist');
  const option = v.page.locator('#filter-names [role="option"]', { hasText: /^heist \(/ });
  const count = await promised(v, option);
  await option.click();
  await heading(v, count);
  await v.titlesOtherThan(first);
  await expect(chosen(v)).toHaveText(/on heist/, { useInnerText: true });
  v.expectClean();
});

test('where nothing is left, each new filter has its way back', async ({ shelf: v }) => {
  await v.by('filter-name').pressSequentially('hitch');
  await v.page.locator('#filter-names [role="option"]').first().click();
  const western = genre(v, 'Western');
  await western.click();
  await v.by('nothing-left').waitFor();
  await expect(v.by('nothing-left')).toHaveText(/The directors you chose hide [\d,]+ films?/, { useInnerText: true });
  await v.by('nothing-left').getByRole('button', { name: 'Any director' }).click();
  await v.by('pick').first().waitFor();
  await expect(chosen(v)).toHaveCount(0);
  v.expectClean();
});

eachLook({ phone: PHONE, desk: DESK }, (look, colorScheme) => {
  onlyIn('chromium', 'axe reads the same markup and styles, and takes its time');
  test(`axe finds nothing in the filters, ${look}`, async ({ shelf: v }) => {
    if (look.startsWith('phone')) await v.page.locator('.tab').nth(1).click();
    await genre(v, 'Drama').click();
    await genre(v, 'Comedy').click();
    for (let press = 0; press < 2; press += 1) await genre(v, 'Horror').click();
    await v.by('filter-language').selectOption('fr');
    await v.settled();
    await v.by('filter-genre').scrollIntoViewIfNeeded();
    await v.screenshot(`filters-${colorScheme}`);
    await v.by('filter-name').pressSequentially('a');
    await v.page.locator('#filter-names [role="option"]').first().waitFor();
    await v.page.keyboard.press('ArrowDown');
    await v.screenshot(`filters-names-${colorScheme}`);
    await v.expectAccessible('filters');
    v.expectClean();
  });
});

/** A folder with the bundle as it would be if our sources named streaming services; `cargo xtask test` makes it. */
const streaming = process.env.HALFSTAR_STREAMING ?? fileURLToPath(new URL('../target/xtask/streaming', import.meta.url));

/** Serves that bundle. */
function stream(server) {
  const files = ['base', 'details'].map((name) => [name, readFileSync(join(streaming, `${name}.halfstar`))]);
  for (const [name, file] of files) server.rule(new RegExp(`/bundle/${name}-`), () => file);
  server.rule(/manifest\.json$/, (body) => {
    const manifest = JSON.parse(body);
    for (const [name, file] of files) manifest.files[name].bytes = file.length;
    return Buffer.from(JSON.stringify(manifest));
  });
}

test('where a film streams is told, and chosen', async ({ visit: v, server }) => {
  test.skip(!existsSync(streaming), '`cargo xtask test` makes the bundle that this wants');
  stream(server);
  await v.open();
  await v.choose(exportZip());
  await v.settled();
  const first = await v.titles();
  const option = v.by('filter-service').locator('option', { hasText: 'Lichtspiel' });
  await option.waitFor({ state: 'attached' });
  const field = v.page.locator('.field', { has: v.by('filter-service') }).last();
  await expect(v.page.locator('.filters')).toHaveText(/In Germany, as of November 5, 2026\. Data from JustWatch\./, { useInnerText: true });
  const count = await promised(v, option);
  await v.by('filter-service').selectOption('Lichtspiel');
  await heading(v, count);
  const streamed = await v.titlesOtherThan(first);
  await v.screenshot('services');
  await v.openFilm();
  await expect(v.by('streams')).toHaveText(/Streams on\s+Lichtspiel/, { useInnerText: true });
  await v.page.keyboard.press('Escape');
  // Above the films it can be taken back.
  const chip = v.by('in-effect').getByRole('button');
  await expect(chip).toHaveText(/^Lichtspiel/, { useInnerText: true });
  await chip.click();
  await v.expectTitles(first);
  await expect(v.by('in-effect')).toBeHidden();
  await expect(v.by('view'), 'the focus goes on').toBeFocused();
  await expect(field).toBeVisible();
  v.expectClean();
});

test('a bundle that knows no streaming services does not speak of them', async ({ shelf: v }) => {
  await expect(v.by('filter-language').locator('option')).not.toHaveCount(1);
  await expect(v.by('filter-service')).toBeHidden();
});
