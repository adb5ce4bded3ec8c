// A worker that breaks over what it reads, or never gets through it: it is not given the same again unasked, and nothing
// that is remembered is lost over it.
import { exportZip } from '../export.mjs';
import { expect, test as base } from '../fixtures.mjs';
import { HANGS, breakable, forgetful, poisoned } from './scripts.mjs';

const WORKER = /start-worker[^/]*\.js$/;

const test = base.extend({
  visit: async ({ visit }, use) => {
    await visit.page.clock.install();
    await use(visit);
  },
});
// Each worker is to be the one that the server has now.
test.use({ serviceWorkers: 'block' });

const HEADER = 'Date,Name,Year,Letterboxd URI,Rating\r\n';
const table = (name, ...titles) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(HEADER + titles.map((title) => `2024-01-02,${title},,,5\r\n`).join('')),
});
const plague = table('plague.csv', 'Heat', 'Stalker', 'Parasite');

const press = (v, name) => v.by('notice').getByRole('button', { name }).click();

/** What is said once the worker has ended, or has not said anything for long. */
async function expectEnd(v, hangs) {
  if (hangs) {
    await expect.poll(() => v.server.count(HANGS)).toBe(1);
    await v.page.clock.runFor(30_000);
  }
  await expect(v.by('notice')).toHaveText(hangs ? /has not answered for a while/ : /has stopped/, { useInnerText: true });
}

/** A page that works: a ZIP becomes a shelf. */
async function expectWorks(v) {
  await v.import(exportZip());
  expect((await v.titles()).length).toBeGreaterThanOrEqual(20);
}

for (const [how, kind] of Object.entries({
  'breaks over': {},
  'hangs over': { hangs: true },
  'breaks over the shelf of': { late: true },
  'hangs over the shelf of': { hangs: true, late: true },
})) {
  test(`a file that the worker ${how} is left out, and that is said`, async ({ welcome: v, server }) => {
    server.rule(WORKER, poisoned('plague.csv', kind));
    await v.page.reload();
    await v.ready('bundle');
    await v.choose(plague);
    await expectEnd(v, kind.hangs);
    await press(v, 'Start again');
    await expect(v.by('notice')).toHaveText(/got stuck on “plague\.csv” and left it out/, { useInnerText: true });
    await v.ready('bundle');
    await v.by('welcome').waitFor();
    await expectWorks(v);
  });

  test(`what is remembered is left out where the worker ${how} it, stays, and is read again when asked for`, async ({ welcome: v, server }) => {
    await v.import(plague);
    const titles = await v.titles();
    server.rule(WORKER, poisoned('plague.csv', kind));
    await v.page.reload();
    await expectEnd(v, kind.hangs);
    await press(v, 'Start again');
    const leftOut = /got stuck on what this device remembers of you, and left it out/;
    await expect(v.by('notice')).toHaveText(leftOut, { useInnerText: true });
    await v.by('welcome').waitFor();
    // At the next visit too: it does not end a second time.
    await v.page.reload();
    await expect(v.by('notice')).toHaveText(leftOut, { useInnerText: true });
    await v.by('welcome').waitFor();
    server.heal();
    await press(v, 'Read it again');
    await v.settled();
    await v.expectTitles(titles);
    await expect(v.by('notice')).toHaveCount(0);
    await v.page.reload();
    await v.settled();
    await v.expectTitles(titles, 'and from now on');
  });
}

test('what is reloaded while the worker hangs over what is remembered opens without it', async ({ welcome: v, server }) => {
  await v.import(plague);
  server.rule(WORKER, poisoned('plague.csv', { hangs: true }));
  await v.page.reload();
  await expectEnd(v, true);
  await v.page.reload();
  await expect(v.by('notice')).toHaveText(/got stuck on what this device remembers/, { useInnerText: true });
  await expectWorks(v);
  // Another export takes its place.
  await v.page.reload();
  await v.settled();
  await expect(v.by('notice')).toHaveCount(0);
});

test('where it breaks over what was said as well, that is left out too, and stays', async ({ shelf: v, server }) => {
  const unwanted = await v.dismissFirst();
  await v.settled();
  server.rule(WORKER, poisoned(unwanted));
  await v.page.reload();
  for (const part of ['the files', 'what was said']) {
    await expect(v.by('notice'), part).toHaveText(/has stopped/, { useInnerText: true });
    await press(v, 'Start again');
  }
  await expect(v.by('notice')).toHaveText(/got stuck on what this device remembers/, { useInnerText: true });
  // Whatever is said meanwhile replaces nothing of it.
  await expectWorks(v);
  await v.dismissFirst();
  await v.settled();
  server.heal();
  await v.page.reload();
  await press(v, 'Read it again');
  await v.settled();
  await expect(v.film(unwanted)).toHaveCount(0);
});

test('what is remembered nowhere is read again by the next worker, and by none that comes after one that breaks over it', async ({
  visit: v,
  server,
}) => {
  server.rule(WORKER, forgetful);
  await v.open({ script: breakable });
  await v.import(plague);
  const titles = await v.titles();
  await v.page.evaluate(() => window.breakWorker());
  await expectEnd(v, false);
  await press(v, 'Start again');
  await v.settled();
  await v.expectTitles(titles);
  await v.page.evaluate(() => window.breakWorker());
  await expectEnd(v, false);
  server.rule(WORKER, (script) => poisoned('plague.csv')(forgetful(script)));
  await press(v, 'Start again');
  await expectEnd(v, false);
  await press(v, 'Start again');
  await expect(v.by('notice')).toHaveText(/got stuck on “plague\.csv” and left it out/, { useInnerText: true });
  await v.by('welcome').waitFor();
  await expectWorks(v);
});
