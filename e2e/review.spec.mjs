// What a member can bring, mend, say and choose: the worst files, rows that mean no film, films by hand, a second export.
import { closeSync, openSync, rmSync, truncateSync } from 'node:fs';
import { exportFiles, exportZip, link } from './export.mjs';
import { expect, test } from './fixtures.mjs';
import { DESK, PHONE } from './visit.mjs';
import { zip } from './zip.mjs';

const csvFile = (name, text) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
const HEADER = 'Date,Name,Year,Letterboxd URI,Rating\r\n';

/** Opens the report and waits until it is drawn. */
async function openReport(v) {
  const report = v.by('import-report');
  if (!(await report.evaluate((element) => element.open))) await report.locator('summary').first().click();
  await report.locator('.report-in > *').first().waitFor();
  return report;
}

/** Slides a rating's slider to so many half stars, as a thumb does. */
async function rate(slider, halves) {
  await slider.evaluate((element, value) => {
    element.value = value;
    for (const event of ['input', 'change']) element.dispatchEvent(new Event(event, { bubbles: true }));
  }, halves);
}

test('the worst files among good ones: each is named, and no good row is lost', async ({ shelf: v }, testInfo) => {
  const good = exportZip();
  const seen = async () => Number((await v.by('import-report').innerText()).match(/(\d+) films? seen/)[1]);
  const alone = await seen();
  // Two hundred megabytes of nothing; the disk holds none of them.
  const large = testInfo.outputPath('large.csv');
  closeSync(openSync(large, 'w'));
  truncateSync(large, 200e6);
  const utf16 = Buffer.from(`${HEADER}2024-01-02,Stalker,1979,${link(51_541)},5\r\n`, 'utf16le');
  const files = [
    good,
    { name: 'letter.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 …') },
    csvFile('login.csv', '<!DOCTYPE html><html><head><title>Sign in</title></head></html>'),
    { ...csvFile('wide.csv', ''), buffer: utf16 },
    csvFile('semicolons.csv', 'Name;Year;Rating\nAmÃ©lie;2001;4,5\n'),
    csvFile('quotes.csv', `${HEADER}2024-01-02,"Open,1999,,3\r\n2024-01-02,Ran,1985,,5\r\n`),
    csvFile('zeros.csv', '\0'.repeat(4096)),
    csvFile('headers.csv', 'one,two\n1,2\n'),
    { ...good, name: 'cut.zip', buffer: good.buffer.subarray(0, good.buffer.length - 200) },
    csvFile('mac.csv', `${HEADER}2024-01-02,Heat,1995,,4\r\n`.replaceAll('\r\n', '\r')),
  ];
  await v.import(...files);
  expect(await seen(), 'every film of the good export, and some of the bad files').toBeGreaterThan(alone);
  const report = await openReport(v);
  const told = (await v.by('warning-row').allInnerTexts()).join('\n');
  for (const name of ['letter.pdf', 'login.csv', 'semicolons.csv', 'quotes.csv:2', 'zeros.csv', 'headers.csv', 'cut.zip']) {
    expect(told, `${name} is named`).toContain(name);
  }
  expect(told).not.toMatch(/panicked|undefined|RuntimeError/);
  await report.screenshot();
  // A large file is not even opened, and stands in nobody's way.
  await v.by('file-input').setInputFiles(large);
  expect(await v.notice()).toMatch(/large\.csv.*larger than any export/s);
  expect((await v.titles()).length, 'the shelf is still there').toBeGreaterThanOrEqual(20);
  rmSync(large);
  v.expectClean();
});

test('a row that means no film is mended in two clicks, and stays mended', async ({ welcome: v }) => {
  const files = exportFiles();
  files['ratings.csv'] += '2024-03-01,Il padrino secondo me,1974,,5\r\n';
  const buffer = zip(files);
  const drop = () => v.import({ name: 'letterboxd.zip', mimeType: 'application/zip', buffer });
  await drop();
  await openReport(v);
  const row = v.by('unmatched-row').filter({ hasText: 'Il padrino secondo me' });
  await row.locator('[data-testid="find-row"]').click();
  await v.by('find-input').fill('godfather part ii');
  await v.page.locator('[data-choose]').filter({ hasText: /Godfather.* Part II/ }).first().click();
  await expect(row).toHaveCount(0);
  await expect(v.by('matched-by')).toHaveText(/1 as you said/, { useInnerText: true });
  // The next export brings the same row, and after a reload it is still known.
  await drop();
  await openReport(v);
  await expect(row, 'after the same export again').toHaveCount(0);
  await v.reload();
  await openReport(v);
  await expect(row, 'after a reload').toHaveCount(0);
  await expect(v.by('matched-by')).toHaveText(/1 as you said/, { useInnerText: true });
  v.expectClean();
});

test('the report says what was understood in each file, and why it asks', async ({ welcome: v }) => {
  const account = [
    'TMDb ID,Type,Name,Release Date,Rating,Your Rating,Date Rated',
    ',movie,Heat,1995-12-15,7.9,9,2026-01-02',
    // TMDB counts series apart from films: among these it is Mirror.
    '1396,movie,Breaking Bad,2008-01-20,8.9,10,2026-01-02',
  ];
  await v.import(
    csvFile('ratings.csv', account.join('\r\n')),
    csvFile('watchlist.csv', 'Date,Name,Year,Letterboxd URI\r\n2024-01-02,Stalker,1979,\r\n2024-01-02,Ran,1985,\r\n'),
  );
  await openReport(v);
  const files = v.by('file-row');
  await expect(files).toHaveText([/^ratings\.csv2 ratings · Your Rating: of 10$/, /^watchlist\.csv2 on the watchlist$/], { useInnerText: false });
  await expect(v.by('doubt')).toHaveText('By its TMDB number it is Mirror (1975); the rest of the row says otherwise.');
  await v.page.setViewportSize(PHONE);
  expect(await v.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width);
  v.expectClean();
});

test('rows that are not matched can be downloaded', async ({ welcome: v }) => {
  await v.import(exportZip({ withUnknown: true }));
  await openReport(v);
  const lines = (await v.download(() => v.by('open-rows').click())).toString().trim().split('\r\n');
  expect(lines[0]).toBe('Title,Year,File,Line,Reason');
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.slice(1).filter((line) => line.split(',').length < 5)).toEqual([]);
  v.expectClean();
});

for (const viewport of [DESK, PHONE]) {
  test.describe(`${viewport.width} wide`, () => {
    test.use({ viewport });
    test('without an export, a few films by hand make a shelf', async ({ welcome: v }) => {
      await v.by('start-typing').click();
      await expect(v.by('found-film').nth(19), 'films to start from').toBeAttached();
      for (const [typed, title] of [['godfahter', 'The Godfather'], ['spirited aw', 'Spirited Away'], ['heat 1995', 'Heat']]) {
        await v.by('find-input').fill(typed);
        const first = v.by('found-film').first();
        await first.filter({ hasText: title }).waitFor();
        await rate(first.locator('[data-testid="rate"]'), 9);
      }
      await v.by('find-done').click();
      await v.settled();
      const titles = await v.titles();
      expect(titles.length).toBeGreaterThanOrEqual(20);
      expect(titles, 'what was rated is seen').not.toContain('The Godfather');
      const report = v.by('import-report');
      await expect(report).toHaveText(/3 films seen, 3 rated/, { useInnerText: true });
      await v.reload();
      await expect(report).toHaveText(/3 films seen, 3 rated/, { useInnerText: true });
      await openReport(v);
      await v.by('said-row').first().getByRole('button').click();
      await expect(report).toHaveText(/2 films seen/, { useInnerText: true });
      await v.screenshot('by-hand');
      v.expectClean();
    });
  });
}

test('a film that is not for the member stays away, whatever they import', async ({ shelf: v }) => {
  const unwanted = await v.dismissFirst();
  await v.import(exportZip({ logged: 3 }));
  expect(await v.titles(), 'after another import').not.toContain(unwanted);
  await openReport(v);
  await v.by('said-row').filter({ hasText: unwanted }).getByRole('button').click();
  await expect(v.film(unwanted)).toBeVisible();
  v.expectClean();
});

test('a second export is held against the first, and against what was recommended', async ({ shelf: v }) => {
  const [recommended] = await v.titles();
  const year = await v.by('pick').first().locator('.year').first().innerText();
  const today = new Date(Date.now() + 3600e3).toISOString().slice(0, 10);
  const files = exportFiles();
  files['ratings.csv'] += `${today},"${recommended}",${year},,4.5\r\n`;
  await v.import({ name: 'second.zip', mimeType: 'application/zip', buffer: zip(files) });
  await openReport(v);
  await expect(v.by('fared')).toHaveText(/you have seen 1 film of ours and rated 1: 4\.5 stars on average, where we said \d/, { useInnerText: true });
  await expect(v.by('fared')).toContainText(recommended);
  await expect(v.by('since')).toHaveText(/New films: 1/, { useInnerText: true });
  // What was learnt of ourselves is remembered.
  await v.reload();
  await openReport(v);
  await expect(v.by('fared')).toHaveText(/1 film of ours/, { useInnerText: true });
  v.expectClean();
});

test('the member chooses what to go by, and from which list', async ({ welcome: v }) => {
  const files = exportFiles();
  const films = [['Ikiru', 1952], ['Stalker', 1979], ['Ran', 1985], ['Playtime', 1967], ['Perfect Blue', 1997], ['Paprika', 2006]];
  files['lists/to-see.csv'] =
    'Letterboxd list export v7\r\nDate,Name,Tags,URL,Description\r\n2024-01-01,To see,,https://boxd.it/tuaCm,\r\n\r\n' +
    `Position,Name,Year,URL,Description\r\n${films.map(([title, of], place) => `${place + 1},${title},${of},,`).join('\r\n')}\r\n`;
  await v.import({ name: 'letterboxd.zip', mimeType: 'application/zip', buffer: zip(files) });
  const all = await v.titles();
  await v.by('scope').selectOption('stars 10');
  const loved = await v.titlesOtherThan(all);
  expect(loved.length).toBeGreaterThanOrEqual(20);
  await v.by('scope').selectOption('all');
  await v.expectTitles(all, 'everything again is as before');
  await v.by('filter-list').selectOption({ label: 'To see' });
  const listed = await v.titlesOtherThan(all);
  expect(listed.filter((title) => !films.some(([film]) => film.toLowerCase() === title.toLowerCase())), 'only films of the list').toEqual([]);
  v.expectClean();
});

test('files of other services become a shelf', async ({ welcome: v }) => {
  const imdb =
    'Const,Your Rating,Date Rated,Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres,Num Votes,Release Date,Directors\n' +
    'tt0245429,10,2024-01-02,Sen to Chihiro no kamikakushi,https://www.imdb.com/title/tt0245429/,movie,8.6,125,2001,,1,,Hayao Miyazaki\n' +
    'tt0133093,9,2024-01-02,The Matrix,https://www.imdb.com/title/tt0133093/,movie,8.7,136,1999,,1,,Lana Wachowski\n' +
    'tt9999999,9,2024-01-02,A Show: Pilot,https://www.imdb.com/title/tt9999999/,tvEpisode,8.7,45,2019,,1,,\n';
  const trakt = JSON.stringify([
    { rated_at: '2024-01-02T10:00:00.000Z', rating: 9, type: 'movie', movie: { title: 'Heat', year: 1995, ids: { imdb: 'tt0113277' } } },
  ]);
  await v.choose(csvFile('ratings.csv', imdb), { name: 'ratings-movies.json', mimeType: 'application/json', buffer: Buffer.from(trakt) });
  await v.settled();
  await expect(v.by('import-report')).toHaveText(/3 films seen, 3 rated/, { useInnerText: true });
  await openReport(v);
  await expect(v.by('matched-by')).toHaveText(/3 by IMDb’s number/, { useInnerText: true });
  await expect(v.by('no-film-row'), 'an episode is no film').toHaveCount(1);
  v.expectClean();
});
