// What a member can bring, mend, say and choose: the worst files, rows that mean no film, films by hand, a second export.
import assert from 'node:assert/strict';
import { mkdtempSync, openSync, rmSync, truncateSync, closeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { exportFiles, exportZip, link } from './export.mjs';
import { PHONE, close, visit } from './halfstar.mjs';
import { zip } from './zip.mjs';

after(close);

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

test('the worst files among good ones: each is named, and no good row is lost', async (t) => {
  const v = await visit(t);
  const good = exportZip();
  const folder = mkdtempSync(join(tmpdir(), 'halfstar-'));
  t.after(() => rmSync(folder, { recursive: true }));
  // Two hundred megabytes of nothing; the disk holds none of them.
  const large = join(folder, 'large.csv');
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
  await v.choose(...files);
  await v.ready('shelf');
  const alone = await visit(t);
  await alone.choose(good);
  await alone.ready('shelf');
  const rows = async (visit) => Number((await visit.by('import-report').innerText()).match(/(\d+) films? seen/)[1]);
  assert.ok((await rows(v)) >= (await rows(alone)) + 1, 'every film of the good export, and some of the bad files');
  const report = await openReport(v);
  const told = (await v.by('warning-row').allInnerTexts()).join('\n');
  for (const name of ['letter.pdf', 'login.csv', 'semicolons.csv', 'quotes.csv:2', 'zeros.csv', 'headers.csv', 'cut.zip']) {
    assert.ok(told.includes(name), `${name} is named in: ${told}`);
  }
  assert.doesNotMatch(told, /panicked|undefined|RuntimeError/);
  await report.screenshot();
  // A large file is not even opened, and stands in nobody's way.
  await v.by('file-input').setInputFiles(large);
  assert.match(await v.notice(), /large\.csv.*too large/s);
  assert.ok((await v.titles()).length >= 20, 'the shelf is still there');
  v.assertClean();
});

test('a row that means no film is mended in two clicks, and stays mended', async (t) => {
  const v = await visit(t);
  const files = exportFiles();
  files['ratings.csv'] += '2024-03-01,Il padrino secondo me,1974,,5\r\n';
  const buffer = zip(files);
  const drop = () => v.choose({ name: 'letterboxd.zip', mimeType: 'application/zip', buffer });
  await drop();
  await v.ready('shelf');
  await openReport(v);
  const row = v.by('unmatched-row').filter({ hasText: 'Il padrino secondo me' });
  await row.locator('[data-testid="find-row"]').click();
  await v.by('find-input').fill('godfather part ii');
  await v.page.locator('[data-choose]').first().click();
  await row.waitFor({ state: 'detached' });
  assert.match(await v.by('matched-by').innerText(), /1 as you said/);
  // The next export brings the same row, and after a reload it is still known.
  await drop();
  await v.page.waitForTimeout(800);
  await openReport(v);
  assert.equal(await row.count(), 0, 'after the same export again');
  await v.page.reload();
  await v.ready('shelf');
  await openReport(v);
  assert.equal(await row.count(), 0, 'after a reload');
  assert.match(await v.by('matched-by').innerText(), /1 as you said/);
  v.assertClean();
});

test('rows that are not matched can be downloaded', async (t) => {
  const v = await visit(t);
  await v.choose(exportZip({ withUnknown: true }));
  await v.ready('shelf');
  await openReport(v);
  const lines = (await v.download(() => v.by('open-rows').click())).toString().trim().split('\r\n');
  assert.equal(lines[0], 'Title,Year,File,Line,Reason');
  assert.ok(lines.length > 1 && lines.slice(1).every((line) => line.split(',').length >= 5), lines.join('\n'));
  v.assertClean();
});

for (const size of [undefined, PHONE]) {
  test(`without an export, a few films by hand make a shelf${size ? ' on a phone' : ''}`, async (t) => {
    const v = await visit(t, { size });
    await v.by('start-typing').click();
    assert.ok((await v.by('found-film').count()) >= 20, 'films to start from');
    for (const [typed, title] of [['godfahter', 'The Godfather'], ['spirited aw', 'Spirited Away'], ['heat 1995', 'Heat']]) {
      await v.by('find-input').fill(typed);
      const first = v.by('found-film').first();
      await first.filter({ hasText: title }).waitFor();
      await rate(first.locator('[data-testid="rate"]'), 9);
    }
    await v.by('find-done').click();
    await v.ready('shelf');
    const titles = await v.titles();
    assert.ok(titles.length >= 20);
    assert.ok(!titles.includes('The Godfather'), 'what was rated is seen');
    assert.match(await v.by('import-report').innerText(), /3 films seen, 3 rated/);
    await v.page.reload();
    await v.ready('shelf');
    assert.match(await v.by('import-report').innerText(), /3 films seen, 3 rated/);
    await openReport(v);
    await v.by('said-row').first().getByRole('button').click();
    await v.page.waitForFunction(() => /2 films seen/.test(document.querySelector('[data-testid="import-report"]').innerText));
    await v.screenshot('by-hand');
    v.assertClean();
  });
}

test('a film that is not for the member stays away, whatever they import', async (t) => {
  const v = await visit(t);
  await v.choose(exportZip());
  await v.ready('shelf');
  const unwanted = await v.dismissFirst();
  await v.choose(exportZip({ logged: 3 }));
  await v.page.waitForTimeout(800);
  assert.ok(!(await v.titles()).includes(unwanted), 'after another import');
  await openReport(v);
  await v.by('said-row').filter({ hasText: unwanted }).getByRole('button').click();
  await v.page.waitForFunction((title) => document.querySelector(`[data-film-title="${CSS.escape(title)}"]`), unwanted);
  v.assertClean();
});

test('a second export is held against the first, and against what was recommended', async (t) => {
  const v = await visit(t);
  await v.choose(exportZip());
  await v.ready('shelf');
  const [recommended] = await v.titles();
  const year = await v.by('pick').first().locator('.year').first().innerText();
  const today = new Date(Date.now() + 3600e3).toISOString().slice(0, 10);
  const files = exportFiles();
  files['ratings.csv'] += `${today},"${recommended}",${year},,4.5\r\n`;
  await v.choose({ name: 'second.zip', mimeType: 'application/zip', buffer: zip(files) });
  await v.page.waitForTimeout(800);
  await openReport(v);
  const fared = await v.by('fared').innerText();
  assert.match(fared, /you have seen 1 film of ours and rated 1: 4\.5 stars on average, where we said \d/);
  assert.ok(fared.includes(recommended), fared);
  assert.match(await v.by('since').innerText(), /New films: 1/);
  // What was learnt of ourselves is remembered.
  await v.page.reload();
  await v.ready('shelf');
  await openReport(v);
  assert.match(await v.by('fared').innerText(), /1 film of ours/);
  v.assertClean();
});

test('the member chooses what to go by, and from which list', async (t) => {
  const v = await visit(t);
  const files = exportFiles();
  const films = [['Ikiru', 1952], ['Stalker', 1979], ['Ran', 1985], ['Playtime', 1967], ['Perfect Blue', 1997], ['Paprika', 2006]];
  files['lists/to-see.csv'] =
    'Letterboxd list export v7\r\nDate,Name,Tags,URL,Description\r\n2024-01-01,To see,,https://boxd.it/tuaCm,\r\n\r\n' +
    `Position,Name,Year,URL,Description\r\n${films.map(([title, of], place) => `${place + 1},${title},${of},,`).join('\r\n')}\r\n`;
  await v.choose({ name: 'letterboxd.zip', mimeType: 'application/zip', buffer: zip(files) });
  await v.ready('shelf');
  const all = await v.titles();
  await v.by('scope').selectOption('stars 10');
  const loved = await v.titlesOtherThan(all);
  assert.ok(loved.length >= 20);
  await v.by('scope').selectOption('all');
  assert.deepEqual(await v.titlesOtherThan(loved), all, 'everything again is as before');
  await v.by('filter-list').selectOption({ label: 'To see' });
  const listed = await v.titlesOtherThan(all);
  assert.deepEqual(listed.filter((title) => !films.some(([film]) => film.toLowerCase() === title.toLowerCase())), [], 'only films of the list');
  assert.ok(listed.length > 0);
  v.assertClean();
});

test('files of other services become a shelf', async (t) => {
  const v = await visit(t);
  const imdb =
    'Const,Your Rating,Date Rated,Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres,Num Votes,Release Date,Directors\n' +
    'tt0245429,10,2024-01-02,Sen to Chihiro no kamikakushi,https://www.imdb.com/title/tt0245429/,movie,8.6,125,2001,,1,,Hayao Miyazaki\n' +
    'tt0133093,9,2024-01-02,The Matrix,https://www.imdb.com/title/tt0133093/,movie,8.7,136,1999,,1,,Lana Wachowski\n' +
    'tt9999999,9,2024-01-02,A Show: Pilot,https://www.imdb.com/title/tt9999999/,tvEpisode,8.7,45,2019,,1,,\n';
  const trakt = JSON.stringify([
    { rated_at: '2024-01-02T10:00:00.000Z', rating: 9, type: 'movie', movie: { title: 'Heat', year: 1995, ids: { imdb: 'tt0113277' } } },
  ]);
  await v.choose(csvFile('ratings.csv', imdb), { name: 'ratings-movies.json', mimeType: 'application/json', buffer: Buffer.from(trakt) });
  await v.ready('shelf');
  assert.match(await v.by('import-report').innerText(), /3 films seen, 3 rated/);
  await openReport(v);
  assert.match(await v.by('matched-by').innerText(), /3 by IMDb’s number/);
  assert.equal(await v.by('no-film-row').count(), 1, 'an episode is no film');
  v.assertClean();
});
