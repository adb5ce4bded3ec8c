// Others on the same origin: a service worker answers for its own page and files, and keeps nobody else's away.
import { Visit } from '../visit.mjs';
import { expect, onlyIn, test } from './fixtures.mjs';

const WORDS = 'Not a page of Halfstar’s.';
const ELSEWHERE = `<!DOCTYPE html><title>Elsewhere</title><h1>${WORDS}</h1>`;

/** Visits this copy until it works without a network, and once more, as its worker tidies up then. */
async function keep(page, server, address) {
  const v = new Visit(page, { url: address });
  await v.open();
  await v.kept();
  await page.goto('about:blank');
  await page.goto(address);
  await v.ready('bundle');
  await page.goto('about:blank');
}

/** What is kept in this place: addresses, those of files without the origin and the hash. */
const keptIn = (page, name) =>
  page.evaluate(async (name) => {
    if (!(await caches.has(name))) return null;
    const keys = await (await caches.open(name)).keys();
    return keys.map(({ url }) => url.replace(location.origin, '').replace(/\?.*/, '')).sort();
  }, name);

test.describe('two copies', () => {
  for (const [first, second] of [['/halfstar/', '/beta/'], ['/beta/', '/'], ['/', '/beta/']]) {
    test(`${first}, then ${second}: both work without a network`, async ({ page, server }) => {
      const addresses = [first, second].map((folder) => (folder === '/' ? server.url : server.copy(folder)));
      for (const address of addresses) await keep(page, server, address);
      await server.stop();
      for (const address of addresses) {
        await page.goto(address);
        await new Visit(page, { url: address }).ready('bundle');
      }
    });
  }
});

test('a page beside a copy is the network’s, also where the copy has the whole origin', async ({ visit: v, server }) => {
  const { page } = v;
  const beside = [server.page('/other/', ELSEWHERE), server.page('/other.html', ELSEWHERE), server.page('/bundle/more.html', ELSEWHERE)];
  const terms = new URL('bundle/TERMS.md', server.url).href;
  await v.open();
  await v.kept();
  for (const address of beside) {
    await page.goto(address);
    await expect(page.locator('h1')).toHaveText(WORDS);
  }
  const answer = await page.evaluate(async (address) => (await fetch(address)).text(), terms);
  expect(answer).toMatch(/halfstar build/);
  // Its own page answers under every address that it has, the others are not there.
  await server.stop();
  for (const address of [...beside, terms]) {
    await expect(page.goto(address), address).rejects.toThrow();
    await expect(page.locator('#boot, [data-testid="welcome"]')).toHaveCount(0);
  }
  for (const address of ['', 'index.html', '?from=elsewhere']) {
    await page.goto(server.url + address);
    await v.ready('bundle');
  }
});

test('what earlier versions kept in one place for all: each copy takes its own', async ({ page, server }) => {
  const [ours, theirs] = ['/halfstar/', '/beta/'].map((folder) => server.copy(folder));
  await page.goto(server.page('/other/', ELSEWHERE));
  const old = {
    [`${ours}style-0123456789abcdef.css?sha256=old`]: 'an older style',
    [`${ours}bundle/base-0123456789abcdef.halfstar?sha256=old`]: 'older films',
    [`${theirs}style-0123456789abcdef.css?sha256=old`]: 'their style',
    [`${theirs}index.html?sha256=old`]: 'their page',
  };
  await page.evaluate(async (old) => {
    const cache = await caches.open('halfstar');
    for (const [address, text] of Object.entries(old)) await cache.put(address, new Response(text));
    await (await caches.open('halfstar-posters')).put('https://image.tmdb.org/t/p/w185/a.jpg', new Response('a poster'));
  }, old);

  const v = await new Visit(page, { url: ours }).open();
  await v.kept();
  const kept = await keptIn(page, `halfstar ${ours}`);
  expect(kept).toEqual(expect.arrayContaining(['/halfstar/index.html', '/halfstar/style-0123456789abcdef.css']));
  expect(kept.filter((path) => !path.startsWith('/halfstar/'))).toEqual([]);
  // A page that was open during the update goes on.
  const older = (address) => page.evaluate(async (address) => (await fetch(address)).text(), address);
  expect(await older(`${ours}bundle/base-0123456789abcdef.halfstar`)).toBe('older films');
  expect(await keptIn(page, 'halfstar')).toEqual(['/beta/index.html', '/beta/style-0123456789abcdef.css']);
  await expect.poll(() => keptIn(page, 'halfstar-posters'), 'nobody is remembered, and no poster is').toBe(null);

  await keep(page, server, theirs);
  await page.goto(theirs);
  expect(await keptIn(page, 'halfstar'), 'nobody is left').toBe(null);
  expect(await keptIn(page, `halfstar ${ours}`)).toContain('/halfstar/index.html');
});

test.describe(() => {
  onlyIn('chromium', 'its driver sees what a service worker asks for');

  test('posters are kept for a copy’s own page', async ({ page, server }) => {
    const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
    await page.context().route('https://image.tmdb.org/**', (route) =>
      route.fulfill({ contentType: 'image/png', body: picture, headers: { 'access-control-allow-origin': '*' } }),
    );
    const show = (name) =>
      page.evaluate(async (name) => {
        const image = new Image();
        image.crossOrigin = 'anonymous';
        image.src = `https://image.tmdb.org/t/p/w185/${name}.jpg`;
        await image.decode();
      }, name);
    const elsewhere = server.page('/other/', ELSEWHERE);
    const v = await new Visit(page, server).open();
    await v.kept();
    await show('ours');
    const posters = `halfstar-posters ${server.url}`;
    await expect.poll(() => keptIn(page, posters)).toEqual(['https://image.tmdb.org/t/p/w185/ours.jpg']);
    await page.goto(elsewhere);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await show('theirs');
    expect(await keptIn(page, posters)).toEqual(['https://image.tmdb.org/t/p/w185/ours.jpg']);
  });
});
