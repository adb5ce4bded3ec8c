// On a phone: films first, sheets that leave the shelf in sight, a film's sheet in reach of a thumb.
import { PHONE } from './visit.mjs';
import { expect, onlyIn, test } from './fixtures.mjs';

test.use({ viewport: PHONE, hasTouch: true });

const box = (locator) => locator.evaluate((element) => element.getBoundingClientRect().toJSON());

test('two rows of posters are on the first screen', async ({ shelf: v }) => {
  const screen = (await box(v.page.locator('.tabs'))).top;
  const posters = await v.page
    .locator('.poster')
    .evaluateAll((posters) => posters.map((poster) => poster.getBoundingClientRect().toJSON()).filter(({ width }) => width > 40));
  const rows = [...new Set(posters.filter(({ top, height }) => top > 0 && top + height / 2 < screen).map(({ top }) => Math.round(top)))];
  expect(rows.length, 'films for tonight, and two rows of the shelf').toBeGreaterThanOrEqual(3);
  expect(Math.min(...posters.map(({ top }) => top)), 'what passes before the first film').toBeLessThan(260);
  const header = await box(v.page.locator('.top'));
  expect(header.height, 'a line, and the pages').toBeLessThanOrEqual(100);
  await v.screenshot('phone-shelf');
  v.expectClean();
});

test('dials leave the shelf in sight, say what they do, and it is seen to move', async ({ shelf: v }) => {
  await v.touch(v.page.locator('.tab').first());
  const panel = await box(v.page.locator('.side'));
  expect(panel.height).toBeLessThanOrEqual(PHONE.height / 2 + 1);
  await expect.poll(async () => (await box(v.by('pick').first())).top, 'the shelf came up').toBeLessThan(120);
  expect((await box(v.by('pick').first())).bottom).toBeLessThan(panel.top);
  const before = await v.titles();
  const dial = v.by('dial-content');
  await expect(v.page.locator('#dial-content-hint')).toBeVisible();
  expect(await dial.getAttribute('aria-describedby')).toBe('dial-content-hint');
  await dial.fill('100');
  const after = await v.titlesOtherThan(before);
  expect(after.slice(0, 3), 'what is in sight moved').not.toEqual(before.slice(0, 3));
  await v.screenshot('phone-dials');
  v.expectClean();
});

test('a film’s sheet has its ways in reach, and the way back leads to the shelf', async ({ shelf: v }) => {
  const address = v.page.url();
  await v.openFilm();
  const sheet = v.page.locator('dialog.details[open]');
  const inSight = async (what) => {
    const { top, bottom } = await box(sheet.locator(what));
    expect(top, what).toBeGreaterThan(0);
    expect(bottom, what).toBeLessThanOrEqual(PHONE.height);
  };
  for (const end of [0, 100_000]) {
    await sheet.locator('.details-in').evaluate((element, top) => element.scrollTo(0, top), end);
    for (const what of ['[data-testid=close]', '[data-testid=want]', '[data-testid=dismiss]', '[data-testid=rate]']) await inSight(what);
  }
  await v.screenshot('phone-film');
  await expect.poll(() => v.page.url(), 'a film has an address').toMatch(/#film-\d+$/);
  await v.page.goBack();
  await expect(sheet).toHaveCount(0);
  await expect(v.by('pick').first()).toBeVisible();
  expect(v.page.url().replace(/#$/, '')).toBe(address.replace(/#$/, ''));
  await v.page.goForward();
  await expect(sheet).toBeVisible();
  await v.touch(v.by('close').first());
  await expect(sheet).toHaveCount(0);
  v.expectClean();
});

test('of a film on its card it is said that it was seen, and how it was', async ({ shelf: v }) => {
  const [first] = await v.titles();
  const card = v.by('shelf').locator(`[data-film-title=${JSON.stringify(first)}]`);
  await v.touch(v.by('shelf').locator('.more').first());
  await v.touch(v.by('shelf').getByTestId('act-seen').first());
  const stars = v.by('shelf').getByTestId('rate');
  await stars.fill('9');
  await expect(v.page.locator('.page > .undo:not(.forgetting)')).toHaveText(`You rated ${first} ★★★★½Undo`, { useInnerText: false });
  await expect(card, 'it stays beneath the hand').toBeVisible();
  await v.touch(v.by('act-done'));
  await expect.poll(() => v.titles()).not.toContain(first);
  await v.touch(v.page.locator('.page > .undo:not(.forgetting) [data-testid=undo]'));
  await expect.poll(async () => (await v.titles())[0]).toBe(first);
  v.expectClean();
});

test('on a card a film is wanted, or is not for the member', async ({ shelf: v }) => {
  const [first, second] = await v.titles();
  await v.touch(v.by('more').first());
  await v.touch(v.by('act-want').first());
  await expect(v.page.locator('.page > .undo:not(.forgetting)')).toContainText(`${first} is on your watchlist`);
  await expect(v.by('act-want').first()).toHaveAttribute('aria-pressed', 'true');
  await v.touch(v.by('more').nth(1));
  await v.touch(v.by('act-no').nth(1));
  await expect(v.page.locator('.page > .undo:not(.forgetting)'), 'one notice at a time').toContainText(`${second} won’t be recommended again`);
  await expect(v.by('shelf').locator(`[data-film-title=${JSON.stringify(second)}]`)).toHaveCount(0);
  v.expectClean();
});

test.describe('swiped', () => {
  onlyIn('chromium', 'fingers are moved by its protocol');

  /** A finger goes so far to the right, as a hand would. */
  async function swipe(v, card, by) {
    const { x, y, width, height } = await box(card);
    const session = await v.context.newCDPSession(v.page);
    const at = (x) => [{ x, y: y + height / 3 }];
    const from = x + width / 2;
    await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(from) });
    for (let step = 1; step <= 8; step += 1) {
      await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(from + (by * step) / 8) });
    }
    await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  }

  test('to the right a card is wanted, to the left it goes, and a little is nothing', async ({ shelf: v }) => {
    const [first, second, third] = await v.titles();
    const card = (title) => v.by('shelf').locator(`[data-film-title=${JSON.stringify(title)}]`);
    await swipe(v, card(first), 90);
    await expect(v.page.locator('.page > .undo:not(.forgetting)')).toContainText(`${first} is on your watchlist`);
    await swipe(v, card(third), 20);
    await expect(card(third)).toBeVisible();
    await swipe(v, card(second), -90);
    await expect(v.page.locator('.page > .undo:not(.forgetting)')).toContainText(`${second} won’t be recommended again`);
    await expect(card(second)).toHaveCount(0);
    // With the mouse: to a browser a touch so soon after a flick ends that, and is no tap.
    await v.page.locator('.page > .undo:not(.forgetting) [data-testid=undo]').click();
    await expect(card(second)).toBeVisible();
    await expect(v.page.locator('dialog[open]'), 'nothing was opened by it').toHaveCount(0);
    v.expectClean();
  });
});
