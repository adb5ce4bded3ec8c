// Details that hang, or come late: titles and years do until they are there, and what is said of them is true meanwhile.
import { exportZip } from '../export.mjs';
import { expect, test } from '../fixtures.mjs';
import { lastNumber } from '../visit.mjs';

// What it keeps for offline use would be here at once.
test.use({ serviceWorkers: 'block' });

const DETAILS = /details-[^/]*\.halfstar$/;

const HEADER = 'Const,Your Rating,Date Rated,Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres,Num Votes,Release Date,Directors\n';
const imdbRow = (id, title, year) =>
  `${id},9,2024-01-02,${title},https://www.imdb.com/title/${id}/,movie,8.6,125,${year},,1,,\n`;
/** Three films by IMDb's numbers, one of them by another title than the library's. */
const imdb = {
  name: 'ratings.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(
    HEADER +
      imdbRow('tt0245429', 'Sen to Chihiro no kamikakushi', 2001) +
      imdbRow('tt0133093', 'The Matrix', 1999) +
      imdbRow('tt0113277', 'Heat', 1995),
  ),
};

const report = (v) => v.by('import-report').locator('summary');
const expectReport = (v, words) => expect(report(v)).toHaveText(words, { useInnerText: true });

async function expectAllThree(v) {
  await expectReport(v, /^3 films seen, 3 rated\s*·\s*all films recognised$/);
  await report(v).click();
  await expect(v.by('matched-by')).toHaveText(/3 by IMDb’s number/, { useInnerText: true });
}

test('an IMDb file has a shelf without them, and all its films when they come', async ({ welcome: v, server }) => {
  const details = server.hold(DETAILS);
  await v.choose(imdb);
  await v.ready('shelf');
  await expectReport(v, /^2 films seen, 2 rated\s*·\s*1 title still to be looked up among lesser-known films$/);
  const before = await v.titles();
  expect(before.length).toBeGreaterThanOrEqual(20);
  details.release();
  await v.settled();
  await expectAllThree(v);
  expect(server.count(DETAILS), 'one fetch for all who wait').toBe(1);
  v.expectClean();
});

test('the next visit of who brought it opens without them', async ({ welcome: v, server }) => {
  await v.import(imdb);
  await expectAllThree(v);
  const details = server.hold(DETAILS);
  await v.page.reload();
  await v.ready('shelf');
  await expectReport(v, /^2 films seen, 2 rated/);
  details.release();
  await v.settled();
  await expectAllThree(v);
  v.expectClean();
});

test('a guest with such a file joins without them, and is weighed anew', async ({ welcome: v, server }) => {
  const details = server.hold(DETAILS);
  await v.by('sample-member').click();
  await v.ready('shelf');
  await v.by('tab').nth(2).click();
  await v.by('guest-zone').waitFor();
  await v.by('guest-input').setInputFiles([imdb]);
  await expect(v.by('person')).toHaveCount(2);
  await expect(v.by('person').nth(1)).toHaveText(/2 films seen/, { useInnerText: true });
  details.release();
  await expect(v.by('person').nth(1)).toHaveText(/3 films seen/, { useInnerText: true });
  expect(server.count(DETAILS)).toBe(1);
  v.expectClean();
});

test('that they could not be fetched is said until they are', async ({ welcome: v, server }) => {
  server.rule(DETAILS, 404);
  await v.choose(exportZip({ withUnknown: true }));
  await v.ready('shelf');
  expect(await v.notice()).toMatch(/Lesser-known films could not be fetched/);
  await expectReport(v, /1 title still to be looked up among lesser-known films$/);
  server.heal();
  await v.by('preset-classic').click();
  await v.settled();
  await expect(v.by('notice')).toHaveCount(0);
  await expectReport(v, /recognised$/);
});

test('the library has as many films as have arrived', async ({ welcome: v }) => {
  const library = v.page.locator('.library p');
  await expect(library).toHaveText(/films are on your device$/, { useInnerText: true });
  const here = lastNumber((await library.innerText()).replace(/\D+$/, ''));
  await v.by('sample-member').click();
  await v.settled();
  // All that can be recommended, for now: also those that the member has seen, and those that few like. Those that are
  // only matched are three times as many.
  const most = lastNumber(await v.page.locator('.count').innerText());
  expect(here).toBeGreaterThan(most);
  expect(here).toBeLessThan(most * 2);
});
