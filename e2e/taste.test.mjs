// The member's taste in pictures, the map, the picture to share, and the test of their own films.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { exportZip } from './export.mjs';
import { DESK, PHONE, close, visit } from './halfstar.mjs';

after(close);


async function open(t, options) {
  const v = await visit(t, options);
  await v.choose(exportZip());
  await v.ready('shelf');
  await v.by('tab').nth(1).click();
  await v.by('portrait').waitFor();
  return v;
}

test('the taste is drawn from the export, and the browser’s way back leads to the shelf', async (t) => {
  const v = await open(t);
  assert.equal(new URL(v.page.url()).hash, '#taste');
  const seen = Number((await v.by('totals').locator('b').first().innerText()).replace(',', ''));
  await v.by('map').locator('svg').waitFor();
  const counts = await v.by('portrait').locator('.columns').first().locator('.number').allInnerTexts();
  const rated = counts.map(Number).reduce((sum, count) => sum + count);
  assert.equal(counts.length, 10);
  // Not the driver's way back: it waits for a page to load, and none does.
  await v.page.evaluate(() => history.back());
  await v.by('shelf').waitFor();
  const report = await v.by('import-report').locator('summary').first().innerText();
  const [, films, ratings] = report.match(/(\d+) films seen, (\d+) rated/).map(Number);
  assert.deepEqual([seen, rated], [films, ratings], 'the same numbers as in the report');
  await v.page.evaluate(() => history.forward());
  await v.by('portrait').waitFor();
  v.assertClean();
});

test('a rating made on the page is in the picture', async (t) => {
  const v = await open(t);
  const total = () => v.by('totals').locator('b').first().innerText();
  const before = Number(await total());
  await v.by('tab').first().click();
  await v.dismissFirst();
  await v.openFilm();
  await v.page.locator('.details .rate input').first().focus();
  await v.page.keyboard.press('ArrowRight');
  await v.page.keyboard.press('Escape');
  await v.by('tab').nth(1).click();
  await v.page.waitForFunction((seen) => document.querySelector('[data-testid=totals] b')?.innerText === String(seen), before + 1);
});

test('a spot on the map opens the film that is there', async (t) => {
  const v = await open(t);
  const picture = v.by('map').locator('svg');
  await picture.waitFor();
  const own = await picture.locator('.loved').getAttribute('d');
  const [, x, y] = own.match(/M(\d+) (\d+)h0/).map(Number);
  await picture.scrollIntoViewIfNeeded();
  const box = await picture.boundingBox();
  await v.page.mouse.click(box.x + ((x + 4) / 264) * box.width, box.y + ((y + 4) / 264) * box.height);
  await v.page.locator('#details-title').waitFor();
  v.assertClean();
});

test('the picture to share is made on the device', async (t) => {
  const v = await open(t);
  await v.by('map').locator('svg').waitFor();
  const png = await v.download(() => v.by('save-picture').click());
  assert.equal(png.subarray(1, 4).toString(), 'PNG');
  assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [1080, 1350]);
  assert.ok(png.length > 60_000, `${png.length} bytes: a picture, not a blank`);
  v.assertClean();
});

for (const [name, size] of Object.entries({ phone: PHONE, desk: DESK })) {
  for (const colorScheme of ['light', 'dark']) {
    test(`axe finds nothing on the taste, ${name}, ${colorScheme}`, async (t) => {
      const v = await open(t, { size, context: { colorScheme, reducedMotion: 'reduce' } });
      await v.by('map').locator('svg').waitFor();
      await v.assertAccessible('taste');
      assert.ok(await v.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'no sideways scrolling');
      await v.screenshot(`taste-${colorScheme}`);
    });
  }
}

test('it can be put to the test with the member’s own films', async (t) => {
  const v = await visit(t);
  await v.choose(exportZip());
  await v.ready('shelf');
  await v.by('tab').nth(1).click();
  await v.by('trial').click();
  const answer = await v.by('trial-answer').innerText();
  const [, loved, found] = answer.match(/We hid the (\d+) films .* (\d+) of yours came back/s).map(Number);
  assert.ok(loved >= 10 && found > 0 && found <= loved, answer);
  await v.screenshot('trial');
  v.assertClean();
});
