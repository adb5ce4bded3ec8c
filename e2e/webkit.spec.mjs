// The core of the page in WebKit, the engine of Safari and of every browser on iOS: WebKitGTK's, by its own driver.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { exportZip } from './export.mjs';
import { watchedTitles } from './films.mjs';
import { Server } from './server.mjs';
import { Trap, WebKit, until } from './webdriver.mjs';

const END = '\uE010';

const by = (name) => `[data-testid="${name}"]`;

const test = base.extend({
  look: [{ dark: false, width: 1280, height: 900 }, { option: true }],

  /** The page in a new window; window, server and trap are gone when the test ends. */
  visit: async ({ look }, use) => {
    const server = await new Server().start();
    const trap = await new Trap().start();
    const page = await new WebKit().start({ trap, dark: look.dark });
    try {
      await page.resize(look.width, look.height);
      await page.go(server.url);
      await ready(page, 'bundle');
      // From here on; what breaks before shows as a page that is not ready.
      await page.evaluate(() => {
        globalThis.errors = [];
        addEventListener('error', (event) => globalThis.errors.push(event.message));
        addEventListener('unhandledrejection', (event) => globalThis.errors.push(String(event.reason)));
        addEventListener('securitypolicyviolation', (event) => globalThis.errors.push(event.violatedDirective));
      });
      await use({ page, server, trap });
    } finally {
      await page.stop();
      await server.stop().catch(() => {});
      await trap.stop();
    }
  },
});

const ready = (page, state) =>
  page.until(state, (state) => document.documentElement.dataset.ready === state, state);

/** Nothing more comes by itself. */
const settled = (page) =>
  page.until('settled', () => {
    const { ready, details, counts } = document.documentElement.dataset;
    return ready === 'shelf' && details === 'ready' && counts === 'fresh' && !document.querySelector('[aria-busy="true"]');
  });

const titles = (page) =>
  page.evaluate((picks) => [...document.querySelectorAll(picks)].map((pick) => pick.dataset.filmTitle), by('pick'));

async function otherThan(page, before) {
  let now;
  await until('another order', async () => (now = await titles(page)).length > 0 && now.join() !== before.join());
  return now;
}

/** Waits until these films are there, in this order. */
async function shows(page, expected) {
  await expect.poll(() => titles(page)).toEqual(expected);
}

async function dropExport(page) {
  const file = join(page.home, 'letterboxd.zip');
  writeFileSync(file, exportZip().buffer);
  await page.type(by('file-input'), file);
  await settled(page);
  return titles(page);
}

/** In the page: whether its storage is empty, but for the number that says when it was emptied. */
async function isForgotten() {
  const open = indexedDB.open('halfstar');
  await new Promise((done, fail) => Object.assign(open, { onsuccess: done, onerror: fail }));
  const keys = open.result.transaction('kept').objectStore('kept').getAllKeys();
  await new Promise((done, fail) => Object.assign(keys, { onsuccess: done, onerror: fail }));
  open.result.close();
  return keys.result.every((key) => key === 'epoch');
}

async function expectClean({ page, trap }) {
  expect(await page.evaluate(() => globalThis.errors), 'no errors').toEqual([]);
  expect(await page.evaluate(() => document.getElementById('stopped').hidden), 'it has not stopped').toBe(true);
  expect(trap.hosts, 'no request to elsewhere').toEqual([]);
}

test('an export becomes a shelf; dials, filters, a film, a rating, a file to take away', async ({ visit: v }) => {
  const { page } = v;
  const first = await dropExport(page);
  console.log(`export chosen to shelf drawn: ${await page.evaluate(() => document.documentElement.dataset.shelfMs)} ms`);
  expect(first.length).toBeGreaterThanOrEqual(20);
  expect(first.filter((title) => watchedTitles.has(title)), 'nothing already watched').toEqual([]);
  await page.screenshot('shelf');
  await page.type(by('dial-content'), END);
  await otherThan(page, first);
  await page.click(by('preset-default'));
  await shows(page, first);
  // One line, however narrow the column.
  const high = await page.evaluate(() => [...document.querySelectorAll('.dial output')].map((says) => says.offsetHeight));
  expect(Math.max(...high), 'what a dial says is one line').toBeLessThan(30);

  await page.click('[data-testid="filter-genre"] .chip');
  const narrowed = await otherThan(page, first);
  await settled(page);
  await page.click('[data-testid="filter-genre"] .chip');
  await otherThan(page, narrowed);
  await settled(page);
  await page.click('[data-testid="filter-genre"] .chip');
  await shows(page, first);

  const unwanted = first[0];
  await page.click(`${by('pick')} .open`);
  await page.until('the film is open', () => document.querySelector('dialog.details[open] h2') !== null);
  await page.screenshot('film');
  const opened = await page.evaluate(() => document.querySelector('dialog.details[open] h2').innerText);
  expect(opened).toContain(unwanted);
  const sheet = await page.evaluate(() => document.querySelector('dialog.details[open] .details-in').offsetHeight);
  expect(sheet, 'what it says has room').toBeGreaterThan(200);
  // Five stars: the film is seen, and leaves the shelf.
  await page.type('dialog.details[open] [data-testid="rate"]', END);
  await page.click('dialog.details[open] [data-testid="close"]');
  await until('a rated film is gone', async () => !(await titles(page)).includes(unwanted));

  await page.click(by('take-csv'));
  const csv = join(page.home, 'halfstar.csv');
  const read = () => { try { return readFileSync(csv, 'utf8'); } catch { return ''; } };
  await until('the file is there', () => read().endsWith('\r\n'));
  expect(read().trim().split('\r\n').length).toBe((await titles(page)).length + 1);
  await expectClean(v);
});

test('the shelf is remembered, with neither network nor server, until it is told to forget', async ({ visit: { page, server, trap } }) => {
  const first = await dropExport(page);
  await page.reload();
  await ready(page, 'shelf');
  await shows(page, first);
  await page.until('a service worker', () => navigator.serviceWorker.controller !== null);
  await server.stop();
  await page.reload();
  await ready(page, 'shelf');
  await shows(page, first);
  for (const step of ['settings', 'forget', 'forget-yes', 'forget-now']) await page.click(by(step));
  await page.until('welcome', (welcome) => document.querySelector(welcome) !== null, by('welcome'));
  await page.until('nothing is stored', isForgotten);
  await page.reload();
  await ready(page, 'bundle');
  expect(await titles(page)).toEqual([]);
  expect(trap.hosts, 'no request to elsewhere').toEqual([]);
  // The trap works.
  await page.go('http://example.com/');
  expect(trap.hosts).toContain('example.com');
});

for (const dark of [false, true]) {
  test.describe(() => {
    test.use({ look: { dark, width: 420, height: 860 } });
    test(`the sample, narrow and ${dark ? 'dark' : 'light'}`, async ({ visit: v }) => {
      await v.page.click(by('sample-member'));
      await ready(v.page, 'shelf');
      expect((await titles(v.page)).length).toBeGreaterThanOrEqual(20);
      await v.page.screenshot(dark ? 'sample-dark' : 'sample');
      const red = await v.page.evaluate(() => Number(getComputedStyle(document.body).backgroundColor.match(/\d+/)[0]));
      expect(dark ? red < 60 : red > 200, `red is ${red}`).toBe(true);
      const overflow = await v.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overflow, 'pixels too wide').toBeLessThanOrEqual(0);
      await expectClean(v);
    });
  });
}
