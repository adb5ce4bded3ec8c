// For everyone: no mouse, no motion, a narrow screen, a screen reader.
import { exportZip } from './export.mjs';
import { eachLook, expect, onlyIn, test } from './fixtures.mjs';
import { DESK, PHONE } from './visit.mjs';

eachLook({ phone: PHONE, desk: DESK }, (look, colorScheme) => {
  onlyIn('chromium', 'axe reads the same markup and styles, and takes its time');
  test(`axe finds nothing on welcome and shelf, ${look}`, async ({ welcome: v }) => {
    await v.screenshot(`welcome-${colorScheme}`);
    await v.expectAccessible('welcome');
    await v.import(exportZip({ withUnknown: true }));
    await v.screenshot(`shelf-${colorScheme}`);
    await v.expectAccessible('shelf');
    await v.by('import-report').locator('summary').first().click();
    await v.expectAccessible('report');
    await v.press('find');
    await v.by('found-film').first().waitFor();
    await v.expectAccessible('finder');
    await v.by('find-done').click();
    await v.openFilm();
    await v.expectAccessible('film');
    v.expectClean();
  });
});

for (const colorScheme of ['light', 'dark']) {
  test.describe(() => {
    test.use({ viewport: PHONE, colorScheme });
    if (colorScheme === 'dark') onlyIn('chromium', 'Firefox has no command for it yet');
    test(`a system that is ${colorScheme} gets a page that is`, async ({ sample: v }) => {
      await v.screenshot(`${colorScheme}`);
      // The mean of red, green and blue.
      const light = await v.page.evaluate(() => {
        const of = (element, property) => {
          const parts = getComputedStyle(element)[property].match(/[\d.]+/g).slice(0, 3).map(Number);
          return (parts[0] + parts[1] + parts[2]) / 3;
        };
        return { page: of(document.body, 'backgroundColor'), words: of(document.querySelector('h1'), 'color') };
      });
      const asWished = colorScheme === 'light' ? light.page > 200 && light.words < 80 : light.page < 60 && light.words > 180;
      expect(asWished, JSON.stringify(light)).toBe(true);
      v.expectClean();
    });
  });
}

/** Presses Tab until the element with this data-testid has the focus. */
async function tabTo(v, name, most = 80) {
  for (let presses = 1; presses <= most; presses += 1) {
    await v.page.keyboard.press('Tab');
    const focused = await v.page.evaluate(() => document.activeElement?.dataset.testid);
    if (focused === name) return presses;
  }
  throw new Error(`${most} tabs did not reach ${name}`);
}

test('the keyboard alone is enough', async ({ welcome: v }) => {
  await tabTo(v, 'sample-member');
  await v.page.keyboard.press('Enter');
  await v.settled();
  const before = await v.titles();
  await tabTo(v, 'dial-content');
  const outline = await v.page.evaluate(() => {
    const style = getComputedStyle(document.activeElement);
    return { outline: style.outlineStyle, width: style.outlineWidth, shadow: style.boxShadow };
  });
  const isSeen = (outline.outline !== 'none' && outline.width !== '0px') || outline.shadow !== 'none';
  expect(isSeen, `the focus can be seen: ${JSON.stringify(outline)}`).toBe(true);
  await v.page.keyboard.press('End');
  await v.titlesOtherThan(before);
  v.expectClean();
});

test.describe('for those who asked for that', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });
  onlyIn('chromium', 'Firefox has no command for it yet');
  test('nothing moves', async ({ welcome: v }) => {
    await v.by('sample-member').click();
    await v.ready('shelf');
    const moving = await v.page.evaluate(() =>
      document
        .getAnimations()
        .filter((animation) => (animation.effect?.getComputedTiming().activeDuration ?? 0) > 100)
        .map((animation) => animation.animationName ?? animation.transitionProperty),
    );
    expect(moving).toEqual([]);
  });
});

test.describe('the narrowest phone', () => {
  test.use({ viewport: { width: 320, height: 640 } });
  test('320 pixels are wide enough', async ({ welcome: v }) => {
    expect(await v.overflow(), 'welcome does not scroll sideways').toBeLessThanOrEqual(0);
    await v.import(exportZip({ withUnknown: true }));
    await v.screenshot('shelf');
    expect(await v.overflow(), 'the shelf does not scroll sideways').toBeLessThanOrEqual(0);
  });
});

test('twice the text size still fits', async ({ sample: v }) => {
  await v.page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
  expect(await v.overflow()).toBeLessThanOrEqual(0);
});
