// Every state of the page has an address, and the browser's way back and forth leads to it as it was left.
import { expect, test } from './fixtures.mjs';

const shelf = (v, name) => v.by('shelf-kind').filter({ hasText: name });
const scrolled = (v) => v.page.evaluate(() => Math.round(scrollY));

test('back and forth bring back the shelf that was chosen, and how far it was scrolled', async ({ shelf: v }) => {
  const plain = await v.titles();
  await shelf(v, 'Short, for tonight').click();
  const short = await v.titlesOtherThan(plain);
  await shelf(v, 'Directors you love').click();
  await v.titlesOtherThan(short);
  await v.page.goBack();
  await v.expectTitles(short);
  await expect(shelf(v, 'Short, for tonight')).toHaveAttribute('aria-pressed', 'true');
  await v.page.goBack();
  await v.expectTitles(plain);
  await v.page.goForward();
  await v.expectTitles(short);

  await v.page.evaluate(() => scrollTo(0, 700));
  await expect.poll(() => scrolled(v)).toBe(700);
  await v.by('tab').nth(1).evaluate((tab) => tab.click());
  await expect(v.page.locator('.taste-page')).toBeVisible();
  await expect.poll(() => scrolled(v), 'another page begins at its top').toBe(0);
  await v.page.goBack();
  await v.expectTitles(short);
  await expect.poll(() => scrolled(v)).toBe(700);
  v.expectClean();
});

test('a film’s address leads to it', async ({ shelf: v }) => {
  await v.openFilm(v.by('pick').nth(2));
  await expect.poll(() => v.page.url()).toMatch(/#film-\d+$/);
  const [address, title] = [v.page.url(), await v.page.locator('#details-title').innerText()];
  await v.page.goto('about:blank');
  await v.page.goto(address);
  await v.settled();
  await expect(v.page.locator('#details-title')).toHaveText(title, { useInnerText: true });
  await v.by('close').first().click();
  await expect(v.page.locator('dialog[open]')).toHaveCount(0);
  expect(new URL(v.page.url()).hash, 'it is left').toBe('');

  await v.page.evaluate(() => { location.hash = '#film-1'; });
  expect(await v.notice()).toContain('This address names a film');
  v.expectClean();
});

test('films that lead to films have one place, above the page', async ({ shelf: v }) => {
  const title = v.page.locator('#details-title');
  await v.openFilm();
  const first = await title.innerText();
  await v.by('near').locator('button').first().click();
  await expect(title).not.toHaveText(first, { useInnerText: true });
  const second = await title.innerText();
  await v.page.goBack();
  await expect(v.page.locator('dialog[open]')).toHaveCount(0);
  await v.page.goForward();
  await expect(title).toHaveText(second, { useInnerText: true });
  await v.shutFilm();
  for (const place of [1, 2]) {
    await v.openFilm(v.by('pick').nth(place));
    await v.shutFilm();
  }
  await v.openFilm(v.by('pick').nth(1));
  await v.page.goBack();
  await expect(v.page.locator('dialog[open]'), 'none is left behind').toHaveCount(0);
  expect(new URL(v.page.url()).hash).toBe('');
  v.expectClean();
});

test('films to watch again have an address', async ({ shelf: v }) => {
  await shelf(v, 'Watch again').click();
  await expect(v.by('again')).toBeVisible();
  expect(v.page.url()).toMatch(/#again$/);
  await v.page.goBack();
  await expect(v.by('again')).toHaveCount(0);
  await v.page.goForward();
  await expect(v.by('again')).toBeVisible();
  v.expectClean();
});
