// For everyone: no mouse, no motion, a narrow screen, a screen reader.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { only } from './browsers.mjs';
import { exportZip } from './export.mjs';
import { DESK, PHONE, close, visit } from './halfstar.mjs';

after(close);

for (const [name, size] of Object.entries({ phone: PHONE, desk: DESK })) {
  for (const colorScheme of ['light', 'dark']) {
    const skip = only('chromium', 'axe reads the same markup and styles, and takes its time');
    test(`axe finds nothing on welcome and shelf, ${name}, ${colorScheme}`, { skip }, async (t) => {
      const v = await visit(t, { size, context: { colorScheme, reducedMotion: 'reduce' } });
      await v.screenshot(`welcome-${colorScheme}`);
      await v.assertAccessible('welcome');
      await v.choose(exportZip({ withUnknown: true }));
      await v.ready('shelf');
      await v.screenshot(`shelf-${colorScheme}`);
      await v.assertAccessible('shelf');
      await v.by('import-report').locator('summary').first().click();
      await v.assertAccessible('report');
      await v.by('find').click();
      await v.by('found-film').first().waitFor();
      await v.assertAccessible('finder');
      await v.by('find-done').click();
      await v.openFilm();
      await v.assertAccessible('film');
      v.assertClean();
    });
  }
}

for (const colorScheme of ['light', 'dark']) {
  test(`a system that is ${colorScheme} gets a page that is`, async (t) => {
    const v = await visit(t, { size: PHONE, context: { colorScheme } });
    await v.by('sample-member').click();
    await v.ready('shelf');
    await v.screenshot(`${colorScheme}`);
    // The mean of red, green and blue.
    const light = await v.page.evaluate(() => {
      const of = (element, property) => {
        const parts = getComputedStyle(element)[property].match(/[\d.]+/g).slice(0, 3).map(Number);
        return (parts[0] + parts[1] + parts[2]) / 3;
      };
      return { page: of(document.body, 'backgroundColor'), words: of(document.querySelector('h1'), 'color') };
    });
    assert.ok(colorScheme === 'light' ? light.page > 200 && light.words < 80 : light.page < 60 && light.words > 180, JSON.stringify(light));
    v.assertClean();
  });
}

/** Presses Tab until the element with this data-testid has the focus. */
async function tabTo(v, name, most = 80) {
  for (let presses = 1; presses <= most; presses += 1) {
    await v.page.keyboard.press('Tab');
    const focused = await v.page.evaluate(() => document.activeElement?.dataset.testid);
    if (focused === name) return presses;
  }
  return assert.fail(`${most} tabs did not reach ${name}`);
}

test('the keyboard alone is enough', async (t) => {
  const v = await visit(t);
  await tabTo(v, 'sample-member');
  await v.page.keyboard.press('Enter');
  await v.ready('shelf');
  const before = await v.titles();
  await tabTo(v, 'dial-content');
  const outline = await v.page.evaluate(() => {
    const style = getComputedStyle(document.activeElement);
    return { outline: style.outlineStyle, width: style.outlineWidth, shadow: style.boxShadow };
  });
  assert.ok(
    (outline.outline !== 'none' && outline.width !== '0px') || outline.shadow !== 'none',
    `the focus can be seen: ${JSON.stringify(outline)}`,
  );
  await v.page.keyboard.press('End');
  await v.titlesOtherThan(before);
  v.assertClean();
});

test('nothing moves for those who asked for that', async (t) => {
  const v = await visit(t, { context: { reducedMotion: 'reduce' } });
  await v.by('sample-member').click();
  await v.ready('shelf');
  const moving = await v.page.evaluate(() =>
    document
      .getAnimations()
      .filter((animation) => (animation.effect?.getComputedTiming().activeDuration ?? 0) > 100)
      .map((animation) => animation.animationName ?? animation.transitionProperty),
  );
  assert.deepEqual(moving, []);
});

test('320 pixels are wide enough', async (t) => {
  const v = await visit(t, { size: { width: 320, height: 640 } });
  const overflow = () =>
    v.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok((await overflow()) <= 0, 'welcome does not scroll sideways');
  await v.choose(exportZip({ withUnknown: true }));
  await v.ready('shelf');
  await v.screenshot('shelf');
  assert.ok((await overflow()) <= 0, 'the shelf does not scroll sideways');
});

test('twice the text size still fits', async (t) => {
  const v = await visit(t);
  await v.by('sample-member').click();
  await v.ready('shelf');
  await v.page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
  const overflow = await v.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(overflow <= 0, `${overflow} pixels too wide`);
});
