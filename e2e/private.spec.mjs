// Nothing leaves the device: the promise of the first page, kept by a policy and watched here.
import { exportZip } from './export.mjs';
import { expect, test } from './fixtures.mjs';

test('after the assets nothing is asked for, however the page is used', async ({ welcome: v }) => {
  // The service worker may still be filling its cache.
  await v.page.evaluate(() => navigator.serviceWorker?.ready);
  await v.page.waitForLoadState('load');
  const before = v.server.requests.length;
  await v.import(exportZip());
  const titles = await v.titles();
  await v.by('preset-content').click();
  await v.titlesOtherThan(titles);
  await v.settled();
  const asked = v.server.requests.slice(before).filter((path) => !/details-[^/]*\.halfstar$/.test(path));
  expect(asked, 'no request after the assets, but for the details of the films shown').toEqual([]);
  v.expectClean();
});

test('a Content-Security-Policy forbids it, too', async ({ welcome: v }) => {
  const policy = await v.page.evaluate(
    () => document.querySelector('meta[http-equiv="Content-Security-Policy" i]')?.content ?? '',
  );
  const rules = new Map(policy.split(';').map((rule) => [rule.trim().split(' ')[0], rule.trim().split(' ').slice(1)]));
  expect(rules.get('default-src')).toEqual(["'none'"]);
  expect(rules.get('connect-src')).toEqual(["'self'"]);
  const hashes = (tag) =>
    v.page.evaluate(async (tag) => {
      const inline = [...document.querySelectorAll(tag)].filter((element) => !element.src);
      const hash = async ({ textContent }) => {
        const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(textContent)));
        return `'sha256-${btoa(String.fromCharCode(...digest))}'`;
      };
      return Promise.all(inline.map(hash));
    }, tag);
  const scripts = await hashes('script');
  expect(scripts, 'the theme, the guard, the start, and what the system hands over').toHaveLength(4);
  expect(rules.get('script-src').toSorted(), 'no scripts but ours').toEqual(["'self'", ...scripts, "'wasm-unsafe-eval'"].toSorted());
  expect(rules.get('style-src'), 'no style but the page’s own').toEqual(await hashes('style'));
  const reached = await v.page.evaluate(() =>
    fetch('https://example.com/?secret', { mode: 'no-cors' }).then(() => 'reached', () => 'blocked'),
  );
  expect(reached).toBe('blocked');
  // The console's words may come a moment after the answer.
  await expect.poll(() => v.errors.join('\n'), 'blocked by the policy itself').toMatch(/CSP: connect-src|Content.Security.Policy/i);
});

test('nothing that was stored names more than it must', async ({ shelf: v }) => {
  expect(await v.context.cookies(), 'no cookies').toEqual([]);
});
