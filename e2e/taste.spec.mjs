// The member's taste in pictures, the map, the picture to share, and the test of their own films.
import { eachLook, expect, onlyIn, test as base } from './fixtures.mjs';
import { DESK, PHONE } from './visit.mjs';

const test = base.extend({
  /** The member's taste, drawn from their export. */
  taste: async ({ shelf }, use) => {
    await shelf.by('tab').nth(1).click();
    await shelf.by('portrait').waitFor();
    await use(shelf);
  },
});

test('the taste is drawn from the export, and the browser’s way back leads to the shelf', async ({ taste: v }) => {
  await expect(v.page).toHaveURL(/#taste$/);
  const seen = Number((await v.by('totals').locator('b').first().innerText()).replace(',', ''));
  await v.by('map').locator('svg').waitFor();
  const counts = await v.by('portrait').locator('.columns').first().locator('.number').allInnerTexts();
  const rated = counts.map(Number).reduce((sum, count) => sum + count);
  expect(counts.length).toBe(10);
  // Not the driver's way back: it waits for a page to load, and none does.
  await v.page.evaluate(() => history.back());
  await v.by('shelf').waitFor();
  const report = await v.by('import-report').locator('summary').first().innerText();
  const [, films, ratings] = report.match(/(\d+) films seen, (\d+) rated/).map(Number);
  expect([seen, rated], 'the same numbers as in the report').toEqual([films, ratings]);
  await v.page.evaluate(() => history.forward());
  await v.by('portrait').waitFor();
  v.expectClean();
});

test('a rating made on the page is in the picture', async ({ taste: v }) => {
  const total = v.by('totals').locator('b').first();
  const before = Number(await total.innerText());
  await v.by('tab').first().click();
  await v.dismissFirst();
  await v.openFilm();
  await v.page.locator('.details .rate input').first().focus();
  await v.page.keyboard.press('ArrowRight');
  await expect(v.by('place')).toContainText('You have seen it');
  await v.shutFilm();
  await v.by('tab').nth(1).click();
  await expect(total).toHaveText(String(before + 1), { useInnerText: true });
});

test('a spot on the map opens the film that is there', async ({ taste: v }) => {
  const picture = v.by('map').locator('svg');
  await picture.waitFor();
  const own = await picture.locator('.loved').getAttribute('d');
  const [, x, y] = own.match(/M(\d+) (\d+)h0/).map(Number);
  await picture.scrollIntoViewIfNeeded();
  const box = await picture.boundingBox();
  await v.page.mouse.click(box.x + ((x + 4) / 264) * box.width, box.y + ((y + 4) / 264) * box.height);
  await v.page.locator('#details-title').waitFor();
  v.expectClean();
});

test('the picture to share is made on the device', async ({ taste: v }) => {
  await v.by('map').locator('svg').waitFor();
  const png = await v.download(() => v.by('save-picture').click());
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1080, 1350]);
  expect(png.length, 'bytes: a picture, not a blank').toBeGreaterThan(60_000);
  v.expectClean();
});

eachLook({ phone: PHONE, desk: DESK }, (look, colorScheme) => {
  onlyIn('chromium', 'axe reads the same markup and styles, and takes its time');
  test(`axe finds nothing on the taste, ${look}`, async ({ taste: v }) => {
    await v.by('map').locator('svg').waitFor();
    await v.expectAccessible('taste');
    expect(await v.overflow(), 'no sideways scrolling').toBeLessThanOrEqual(0);
    await v.screenshot(`taste-${colorScheme}`);
  });
});

test('it can be put to the test with the member’s own films', async ({ taste: v }) => {
  await v.by('trial').click();
  const says = /We hid the (\d+) films .* (\d+) of yours were among them/s;
  await expect(v.by('trial-answer')).toHaveText(says, { useInnerText: true });
  const [, loved, found] = (await v.by('trial-answer').innerText()).match(says).map(Number);
  expect(loved).toBeGreaterThanOrEqual(10);
  expect(found).toBeGreaterThan(0);
  expect(found).toBeLessThanOrEqual(loved);
  await v.screenshot('trial');
  v.expectClean();
});
