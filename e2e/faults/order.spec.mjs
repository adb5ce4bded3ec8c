// The last file wins: by when it was chosen, however long it takes to be read, and to the next visit.
import { exportFiles, exportZip } from '../export.mjs';
import { expect, test as base } from '../fixtures.mjs';
import { zip } from '../zip.mjs';
import { chooseSlow, letThrough, slow, slowFiles } from './scripts.mjs';

const test = base.extend({
  visit: async ({ visit }, use) => {
    await visit.context.addInitScript(slowFiles);
    await use(visit);
  },
});

const others = [
  ['When Harry Met Sally...', 1989, null, 5],
  ['Paddington 2', 2017, null, 5],
  ['Knives Out', 2019, null, 4.5],
  ['Ratatouille', 2007, null, 4.5],
];
/** Somebody else's: four films. */
const four = slow({
  name: 'letterboxd-four.zip',
  mimeType: 'application/zip',
  buffer: zip(exportFiles({ member: { rated: others, unrated: [], watchlist: [] } })),
});
const picture = { name: 'poster.png', mimeType: 'image/png', buffer: Buffer.from('\x89PNG\r\n\x1a\n', 'latin1') };

const seen = (v) => v.by('import-report').locator('summary');
const expectSeen = (v, films) => expect(seen(v)).toHaveText(new RegExp(`^${films} films seen`), { useInnerText: true });

async function turn(v, preset) {
  const before = await v.titles();
  await v.by(preset).click();
  return v.titlesOtherThan(before);
}

async function forget(v) {
  await v.forget();
  await v.by('welcome').waitFor();
  await v.ready('bundle');
}

test('a slow file, then a ZIP: the ZIP is theirs, after the next dial and at the next visit', async ({ welcome: v }) => {
  await v.import(exportZip());
  await turn(v, 'preset-classic');
  const expected = await turn(v, 'preset-content');
  await forget(v);
  await chooseSlow(v, four);
  await v.import(exportZip());
  await turn(v, 'preset-classic');
  await letThrough(v, four);
  await expectSeen(v, 35);
  await v.by('preset-content').click();
  await v.expectTitles(expected, 'ranked by the ZIP');
  await v.reload();
  await expectSeen(v, 35);
  await v.expectTitles(expected, 'and remembered');
  v.expectClean();
});

test('of two slow files the one that was chosen last is theirs, in whatever order they are read', async ({ welcome: v }) => {
  const whole = slow(exportZip());
  for (const [first, then] of [[four, whole], [whole, four]]) {
    for (const order of [[first, then], [then, first]]) {
      await chooseSlow(v, first);
      await chooseSlow(v, then);
      for (const file of order) await letThrough(v, file);
      await v.settled();
      await expectSeen(v, then === whole ? 35 : 4);
      await v.reload();
      await expectSeen(v, then === whole ? 35 : 4);
      await forget(v);
    }
  }
  v.expectClean();
});

test('a file that is none takes nothing away from the one before it', async ({ welcome: v }) => {
  await chooseSlow(v, four);
  await v.choose(picture);
  expect(await v.notice()).toMatch(/poster\.png/);
  await letThrough(v, four);
  await v.settled();
  await expectSeen(v, 4);
  expect(await v.notice(), 'it is still said').toMatch(/poster\.png/);
  await v.reload();
  await expectSeen(v, 4);
  v.expectClean();
});

test('a slow file that turns out to be none leaves the shelf as it was', async ({ shelf: v }) => {
  const titles = await v.titles();
  const none = slow(picture);
  await chooseSlow(v, none);
  await letThrough(v, none);
  expect(await v.notice()).toMatch(/poster\.png/);
  await v.settled();
  await v.expectTitles(titles);
  v.expectClean();
});

test('the same while the films are on their way', async ({ visit: v, server }) => {
  const films = server.hold(/base-[^/]*\.halfstar$/);
  await v.open({ ready: null });
  await v.by('drop-zone').waitFor();
  await v.choose(exportZip());
  await v.by('welcome').waitFor({ state: 'detached' });
  await v.choose(picture);
  films.release();
  await v.settled();
  await expectSeen(v, 35);
  expect(await v.notice()).toMatch(/poster\.png/);
  v.expectClean();
});

test('a slow file, then the sample: it stays the sample, and nobody is remembered', async ({ welcome: v }) => {
  await v.page.evaluate(() => {
    // Before the page says that it reads, and shows the first page no more.
    window.onSlowFile = () => document.querySelector('[data-testid="sample-member"]').click();
  });
  await chooseSlow(v, four);
  await v.settled();
  const sample = await seen(v).innerText();
  await letThrough(v, four);
  await turn(v, 'preset-classic');
  expect(await seen(v).innerText()).toBe(sample);
  await v.reload('bundle');
  await v.by('welcome').waitFor();
  v.expectClean();
});

test('what is still read when all is forgotten is nobody’s', async ({ shelf: v }) => {
  await chooseSlow(v, four);
  await v.page.evaluate(() => (window.isOld = true));
  await forget(v);
  // If the page is not loaded anew for it, the file is read to its end.
  if (await v.page.evaluate(() => window.isOld)) await letThrough(v, four);
  await v.by('sample-member').click();
  await v.settled();
  await turn(v, 'preset-classic');
  await v.reload('bundle');
  await v.by('welcome').waitFor();
  v.expectClean();
});
