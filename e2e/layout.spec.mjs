// From the narrowest phone to the widest desk: nothing scrolls sideways, no word is cut off, and nothing jumps.
import { NAME } from './browsers.mjs';
import { exportZip } from './export.mjs';
import { expect, test } from './fixtures.mjs';

const WIDTHS = NAME === 'chromium' ? [320, 390, 768, 1280, 1920, 2560] : [320, 1280];
/** A tenth of what still counts as good. */
const MOST_SHIFT = 0.01;

/** In the page: notes what moved by itself, not within half a second of what the member did. */
function watchShifts() {
  globalThis.shifts = [];
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries()) {
      if (!hadRecentInput) globalThis.shifts.push([value, ...sources.map(({ node }) => node?.className || node?.nodeName)]);
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

/** In the page: what is wider than it may be. */
function tooWide() {
  const root = document.documentElement;
  const found = root.scrollWidth > root.clientWidth ? [`the page is ${root.scrollWidth} wide`] : [];
  for (const element of document.querySelectorAll('body *')) {
    if (element.closest('svg, .hidden, [aria-hidden="true"]') || element.scrollWidth <= element.clientWidth + 1) continue;
    const { overflowX, display } = getComputedStyle(element);
    // A pixel wide is what is for ears alone.
    if (display === 'inline' || element.clientWidth <= 1 || element.matches('select, input')) continue;
    // Pictures may reach into the margin; words may not, and nothing may be cut.
    const hasWords = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!hasWords && !['hidden', 'clip'].includes(overflowX)) continue;
    found.push(`${element.tagName}.${element.className} "${element.textContent.slice(0, 30)}": ${element.scrollWidth} in ${element.clientWidth}`);
  }
  return found;
}

for (const width of WIDTHS) {
  test.describe(() => {
    test.use({ viewport: { width, height: width < 700 ? 844 : 1000 } });
    test(`${width} pixels wide`, async ({ visit: v, server }) => {
      // What is unknown until they come makes the report a line longer, where it is narrow.
      const details = server.hold(/details-[^/]*\.halfstar$/);
      await v.open({ script: watchShifts });
      const fits = async (where) => {
        await v.painted();
        await v.screenshot(`layout-${where}`);
        await expect.poll(() => v.page.evaluate(tooWide), { message: where }).toEqual([]);
      };
      await fits('welcome');
      await v.choose(exportZip({ withUnknown: true }));
      await v.ready('shelf');
      // The last thing that comes by itself; on a phone the menu has it.
      if (width >= 900) await v.by('posters-yes').waitFor();
      await v.painted();
      await v.painted();
      const shifts = await v.page.evaluate(() => globalThis.shifts);
      const sum = shifts.reduce((sum, [value]) => sum + value, 0);
      console.log(`layout shift from navigation to shelf: ${sum.toFixed(4)} ${JSON.stringify(shifts)}`);
      expect(sum, JSON.stringify(shifts)).toBeLessThan(MOST_SHIFT);
      details.release();
      await v.settled();
      await fits('shelf');
      await v.by('import-report').locator('summary').first().click();
      await v.by('import-report').locator('.report-in > *').first().waitFor();
      await fits('report');
      await v.by('import-report').locator('summary').first().click();
      await v.openFilm();
      await fits('film');
      v.expectClean();
    });
  });
}
