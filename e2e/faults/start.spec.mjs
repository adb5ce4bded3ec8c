// A start that hangs: what is needed is missed in a sentence with a way on, what is not needed is not waited for. Every file
// with every fault: matrix.spec.mjs.
import { exportZip } from '../export.mjs';
import { FILES, expect, hurry, test } from './fixtures.mjs';
import { hang, html, slow, status } from './server.mjs';

// What it fetches in the background is looked at elsewhere: eviction.spec.mjs.
test.use({ serviceWorkers: 'block' });

const heading = (v) => v.page.locator('h1');
const slowWords = (v) => v.page.locator('#slow');

/** Opens a page that will not load to its end. */
const begin = (v) => v.open({ ready: null, waitUntil: 'commit' });

/** Puts the first page's own clock forward, to when it says by style alone that this takes long. */
async function waitLong(v) {
  await expect(slowWords(v)).toBeAttached();
  const [waits] = await v.page.evaluate(() => {
    const late = document.getAnimations().filter(({ effect }) => effect.target.id === 'slow');
    return late.map((animation) => {
      const { delay } = animation.effect.getTiming();
      animation.finish();
      return delay;
    });
  });
  expect(waits, 'milliseconds').toBeLessThanOrEqual(30_000);
}

/** The page is drawn, says nothing at first, then that it takes long; its way on leads on once all is well. */
async function expectSlowWords(v) {
  await expect(heading(v)).toHaveText(/^Films you will love/);
  await expect(v.page.locator('.brand'), 'the style is there').toHaveCSS('display', 'flex');
  await expect(slowWords(v)).toBeHidden();
  await waitLong(v);
  await expect(slowWords(v)).toBeVisible();
  await expect(slowWords(v)).toHaveText(/taking long to arrive.*wait a little.*load it again/);
  v.server.mend();
  await slowWords(v).getByRole('link', { name: 'Load it again' }).click();
  await v.ready('bundle');
  await expect(slowWords(v)).toHaveCount(0);
}

test('the host goes silent after the page itself', async ({ visit: v, server }) => {
  server.fault(/^\/./, hang());
  await begin(v);
  await expectSlowWords(v);
});

test.describe('a system that wants nothing to move', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });
  test('is told as well', async ({ visit: v, server }) => {
    server.fault(FILES.program, hang());
    await begin(v);
    await expectSlowWords(v);
  });
});

test('what is said already is not said twice', async ({ visit: v, server }) => {
  server.fault(FILES.program, status(404));
  await v.open({ ready: null });
  await expect(v.page.locator('#stopped')).toBeVisible();
  await expect(slowWords(v), 'not even after its wait').toHaveCSS('display', 'none');
});

test.describe('a browser that wants German', () => {
  test.use({ locale: 'de-DE' });

  test('the words never come: English', async ({ visit: v, server }) => {
    server.fault(FILES.words, hang());
    await hurry(v);
    await begin(v);
    await v.ready('bundle');
    await expect(heading(v)).toHaveText(/^Films you will love/);
    await v.choose(exportZip());
    await v.settled();
    await expect(v.page.locator('html')).toHaveAttribute('lang', 'en');
    await expect(v.by('reason').first()).toHaveText(/^(Because you|Directed by|Close|Rated|On your)/);
    await expect(v.by('notice')).toHaveCount(0);
  });

  test('the words come late: the page speaks them, and its worker does', async ({ visit: v, server }) => {
    const words = server.hold(FILES.words);
    // On a busy machine they would be given up before the page is there.
    await hurry(v, 0.1);
    await v.open();
    await expect(heading(v)).toHaveText(/^Films you will love/);
    words.release();
    await expect(heading(v)).toHaveText(/^Filme, die du lieben wirst/);
    await expect(v.page.locator('html')).toHaveAttribute('lang', 'de');
    expect(await v.page.evaluate(() => document.activeElement === document.body), 'nothing takes the focus').toBe(true);
    await v.by('sample-member').click();
    await v.settled();
    await expect(v.by('reason').first()).toHaveText(/^Weil du/);
    v.expectClean();
  });

  test('the words come late, in the middle of something: it is left alone', async ({ visit: v, server }) => {
    const words = server.hold(FILES.words);
    await hurry(v, 0.1);
    await v.open();
    await v.by('start-typing').click();
    const typed = v.page.locator('dialog[open] input').first();
    await typed.fill('Stal');
    const come = v.page.waitForEvent('requestfinished', (request) => FILES.words.test(request.url()));
    words.release();
    await come;
    await v.painted();
    await expect(typed).toHaveValue('Stal');
    await expect(v.page.locator('html')).toHaveAttribute('lang', 'en');
    v.expectClean();
  });

  test('a language chosen from a host that hangs is given up, and said', async ({ visit: v, server }) => {
    await hurry(v);
    await v.open();
    await expect(heading(v)).toHaveText(/^Filme/);
    await v.openSettings();
    await v.by('language').selectOption('en');
    await expect(heading(v)).toHaveText(/^Films/);
    server.fault(FILES.words, hang());
    await v.by('language').selectOption('de');
    expect(await v.notice()).toMatch(/This language could not be fetched/);
    await v.openSettings();
    await expect(v.by('language')).toHaveValue('en');
  });

  test('a worker that never starts is said', async ({ visit: v, server }) => {
    server.fault(FILES.worker, hang());
    await hurry(v);
    await v.open({ ready: null });
    expect(await v.notice()).toMatch(/antwortet seit einer Weile nicht/);
    server.mend();
    await v.by('notice').getByRole('button').first().click();
    // Chromium would let whoever asks for the same address wait for 20 s.
    await v.ready('bundle', 19_000);
  });
});

test('whoever runs the page is told more than those who visit it', async ({ visit: v, server }) => {
  server.fault(FILES.base, html());
  await v.open({ ready: null });
  const said = await v.notice();
  expect(said).toMatch(/something else than the film library.*Try again.*whoever runs this page/);
  expect(said).not.toMatch(/halfstar build/);
  expect(v.errors.join('\n'), 'whoever runs it looks here').toMatch(/not a Halfstar bundle.*`halfstar build`/);
});

test('a base that comes slowly is waited for, however long it takes', async ({ visit: v, server }) => {
  // Hurried, the page waits 3 s for a piece; the whole takes more than twice that.
  server.fault(FILES.base, slow(40, 160));
  await hurry(v, 4);
  await v.open();
  await expect(v.by('notice')).toHaveCount(0);
});

test('details that never come: the shelf stays, and they are asked for again', async ({ visit: v, server }) => {
  server.fault(FILES.details, hang(), { times: 1 });
  await hurry(v);
  await v.open();
  await v.by('sample-member').click();
  await v.ready('shelf');
  const titles = await v.titles();
  expect(titles.length).toBeGreaterThanOrEqual(20);
  await expect
    .poll(async () => {
      await v.page.evaluate(() => dispatchEvent(new Event('online')));
      return server.count(FILES.details);
    })
    .toBe(2);
  await v.settled();
  await expect(v.by('notice')).toHaveCount(0);
});
