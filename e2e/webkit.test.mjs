// The core of the page in WebKit, the engine of Safari and of every browser on iOS: WebKitGTK's, by its own driver.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { exportZip } from './export.mjs';
import { watchedTitles } from './films.mjs';
import { Server } from './server.mjs';
import { Trap, WebKit, until } from './webdriver.mjs';

const skip = process.env.HALFSTAR_BROWSER === 'webkit' ? false : 'in WebKit only: its own driver';
const END = '\uE010';

const by = (name) => `[data-testid="${name}"]`;

/** The page in a new window; window, server and trap are gone when the test ends. */
async function visit(t, { dark = false, width = 1280, height = 900 } = {}) {
  const server = await new Server().start();
  const trap = await new Trap().start();
  const page = await new WebKit().start({ trap, dark });
  t.after(async () => {
    await page.stop();
    await server.stop().catch(() => {});
    await trap.stop();
  });
  await page.resize(width, height);
  await page.go(server.url);
  await ready(page, 'bundle');
  // From here on; what breaks before shows as a page that is not ready.
  await page.evaluate(() => {
    globalThis.errors = [];
    addEventListener('error', (event) => globalThis.errors.push(event.message));
    addEventListener('unhandledrejection', (event) => globalThis.errors.push(String(event.reason)));
    addEventListener('securitypolicyviolation', (event) => globalThis.errors.push(event.violatedDirective));
  });
  return { page, server, trap };
}

const ready = (page, state) =>
  page.until(state, (state) => document.documentElement.dataset.ready === state, state);

const titles = (page) =>
  page.evaluate((picks) => [...document.querySelectorAll(picks)].map((pick) => pick.dataset.filmTitle), by('pick'));

async function otherThan(page, before) {
  let now;
  await until('another order', async () => (now = await titles(page)).length > 0 && now.join() !== before.join());
  return now;
}

async function dropExport(page) {
  const file = join(page.home, 'letterboxd.zip');
  writeFileSync(file, exportZip().buffer);
  await page.type(by('file-input'), file);
  await ready(page, 'shelf');
  return titles(page);
}

/** In the page: whether its storage is empty. */
async function isForgotten() {
  const open = indexedDB.open('halfstar');
  await new Promise((done, fail) => Object.assign(open, { onsuccess: done, onerror: fail }));
  const count = open.result.transaction('kept').objectStore('kept').count();
  await new Promise((done, fail) => Object.assign(count, { onsuccess: done, onerror: fail }));
  open.result.close();
  return count.result === 0;
}

async function assertClean({ page, trap }) {
  assert.deepEqual(await page.evaluate(() => globalThis.errors), [], 'no errors');
  assert.equal(await page.evaluate(() => document.getElementById('stopped').hidden), true, 'it has not stopped');
  assert.deepEqual(trap.hosts, [], 'no request to elsewhere');
}

test('WebKit: an export becomes a shelf; dials, filters, a film, a rating, a file to take away', { skip }, async (t) => {
  const v = await visit(t);
  const { page } = v;
  const first = await dropExport(page);
  t.diagnostic(`export chosen to shelf drawn: ${await page.evaluate(() => document.documentElement.dataset.shelfMs)} ms`);
  assert.ok(first.length >= 20);
  assert.deepEqual(first.filter((title) => watchedTitles.has(title)), [], 'nothing already watched');
  await page.screenshot('shelf');
  await page.type(by('dial-content'), END);
  const turned = await otherThan(page, first);
  await page.click(by('preset-default'));
  assert.deepEqual(await otherThan(page, turned), first);
  // One line, however narrow the column.
  const high = await page.evaluate(() => [...document.querySelectorAll('.dial output')].map((says) => says.offsetHeight));
  assert.ok(Math.max(...high) < 30, `what a dial says is one line: ${high}`);

  await page.click('[data-testid="filter-genre"] .chip');
  const narrowed = await otherThan(page, first);
  await page.click('[data-testid="filter-genre"] .chip');
  const without = await otherThan(page, narrowed);
  await page.click('[data-testid="filter-genre"] .chip');
  assert.deepEqual(await otherThan(page, without), first);

  const unwanted = first[0];
  await page.click(`${by('pick')} .open`);
  await page.until('the film is open', () => document.querySelector('dialog.details[open] h2') !== null);
  await page.screenshot('film');
  const opened = await page.evaluate(() => document.querySelector('dialog.details[open] h2').innerText);
  assert.ok(opened.includes(unwanted), `${opened}: ${unwanted}`);
  // Five stars: the film is seen, and leaves the shelf.
  await page.type('dialog.details[open] [data-testid="rate"]', END);
  await page.click('dialog.details[open] .details-ways [data-close="yes"]');
  await until('a rated film is gone', async () => !(await titles(page)).includes(unwanted));

  await page.click(by('take-csv'));
  const csv = join(page.home, 'halfstar.csv');
  const read = () => { try { return readFileSync(csv, 'utf8'); } catch { return ''; } };
  await until('the file is there', () => read().endsWith('\r\n'));
  assert.equal(read().trim().split('\r\n').length, (await titles(page)).length + 1);
  await assertClean(v);
});

test('WebKit: the shelf is remembered, with neither network nor server, until it is told to forget', { skip }, async (t) => {
  const { page, server, trap } = await visit(t);
  const first = await dropExport(page);
  await page.reload();
  await ready(page, 'shelf');
  assert.deepEqual(await titles(page), first);
  await page.until('a service worker', () => navigator.serviceWorker.controller !== null);
  await server.stop();
  await page.reload();
  await ready(page, 'shelf');
  assert.deepEqual(await titles(page), first);
  await page.click(by('forget'));
  await page.until('welcome', (welcome) => document.querySelector(welcome) !== null, by('welcome'));
  await page.until('nothing is stored', isForgotten);
  await page.reload();
  await ready(page, 'bundle');
  assert.deepEqual(await titles(page), []);
  assert.deepEqual(trap.hosts, [], 'no request to elsewhere');
  // The trap works.
  await page.go('http://example.com/');
  assert.ok(trap.hosts.includes('example.com'));
});

for (const dark of [false, true]) {
  test(`WebKit: the sample, narrow and ${dark ? 'dark' : 'light'}`, { skip }, async (t) => {
    const v = await visit(t, { dark, width: 420, height: 860 });
    await v.page.click(by('sample-member'));
    await ready(v.page, 'shelf');
    assert.ok((await titles(v.page)).length >= 20);
    await v.page.screenshot(dark ? 'sample-dark' : 'sample');
    const red = await v.page.evaluate(() => Number(getComputedStyle(document.body).backgroundColor.match(/\d+/)[0]));
    assert.ok(dark ? red < 60 : red > 200, `red is ${red}`);
    const overflow = await v.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(overflow <= 0, `${overflow} pixels too wide`);
    await assertClean(v);
  });
}
