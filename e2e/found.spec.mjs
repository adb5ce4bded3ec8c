// What was found in the files: two lines above the shelf, what is to be done, and files that are no part of an export.
import { exportFiles, exportZip } from './export.mjs';
import { eachLook, expect, test } from './fixtures.mjs';
import { DESK, PHONE } from './visit.mjs';

const csvFile = (name, text) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
const COMMUNITY = csvFile('letterboxd_community.csv', 'film_title,release_year,average_rating,watches,Rating\nHeat,1995,4.1,900,4\nZoolander,2001,3.1,400,3\nStalker,1979,4.3,300,5\n');
const summary = (v) => v.by('import-report').locator('summary');
const todo = (v) => v.by('report-todo');
/** How many films are seen, as the line has it. */
const seen = async (v) => Number((await summary(v).innerText()).match(/^(\d+) films? seen/)[1]);

test('all is understood: one line, and nothing to do', async ({ shelf: v }) => {
  await expect(summary(v)).toHaveText(/^\d+ films seen, \d+ rated, \d+ on the watchlist · all films recognised$/);
  await expect(todo(v)).toBeEmpty();
  v.expectClean();
});

test('it is put away, stays away, and comes back from the settings and with the next import', async ({ shelf: v }) => {
  await v.by('report-away').click();
  await expect(summary(v)).toBeHidden();
  await v.reload();
  await expect(v.by('pick').first()).toBeVisible();
  await expect(summary(v)).toBeHidden();
  await v.openSettings();
  await v.page.getByRole('button', { name: 'What was found in your files' }).click();
  await expect(summary(v)).toBeFocused();
  await expect(v.by('files')).toBeVisible();
  await v.by('report-away').click();
  await v.import(exportZip());
  await expect(summary(v)).toBeVisible();
  v.expectClean();
});

test('titles that need help are a line of their own, which leads to them', async ({ welcome: v }) => {
  const files = exportFiles();
  const ratings = `${files['ratings.csv']}2024-03-01,Hamlet,,,4\r\n`;
  await v.import(csvFile('ratings.csv', ratings));
  await expect(v.by('mend')).toHaveText('1 title needs your help: choose which film it is');
  await v.by('mend').click();
  const candidate = v.by('ambiguous-row').first().getByTestId('candidate').first();
  await expect(candidate).toBeFocused();
  await candidate.click();
  await expect(v.by('mend')).toHaveCount(0);
  v.expectClean();
});

for (const [answer, more] of [['Yes, count them', 2], ['No', 0]]) {
  test(`a file that is no part of the export waits for an answer: ${answer}`, async ({ welcome: v }) => {
    await v.import(exportZip());
    const alone = await seen(v);
    await v.import(exportZip(), COMMUNITY);
    const stray = v.by('stray');
    await expect(stray).toContainText('letterboxd_community.csv isn’t part of your export. Count its 3 films as seen?');
    expect(await seen(v), 'nothing counts before').toBe(alone);
    await v.reload();
    await expect(stray, 'it is asked until it is answered').toHaveCount(1);
    await stray.getByRole('button', { name: answer }).click();
    await expect(stray).toHaveCount(0);
    const after = await seen(v);
    expect(after - alone, 'films that were not seen before').toBeGreaterThanOrEqual(more && 1);
    if (!more) expect(after).toBe(alone);
    await v.settled();
    await v.reload();
    await expect(v.by('pick').first()).toBeVisible();
    await expect(stray, 'the answer is remembered').toHaveCount(0);
    expect(await seen(v)).toBe(after);
    v.expectClean();
  });
}

test('what was read all the same does not stand under “Could not be read”', async ({ welcome: v }) => {
  await v.import(
    csvFile('semicolons.csv', 'Name;Year;Rating\nHeat;1995;4,5\n'),
    { name: 'letter.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 …') },
  );
  await expect(summary(v)).toHaveText(/1 thing could not be read$/);
  await summary(v).click();
  const section = (heading) => v.page.locator('.report-in section').filter({ has: v.page.getByRole('heading', { name: heading }) });
  await expect(section('Could not be read').getByTestId('warning-row')).toHaveText([/letter\.pdf/]);
  await expect(section('Worth knowing').getByTestId('warning-row')).toHaveText([/semicolons\.csv/]);
  v.expectClean();
});

eachLook({ phone: PHONE, desk: DESK }, (look) => {
  test(`the two lines: ${look}`, async ({ welcome: v }) => {
    const files = exportFiles();
    await v.import(csvFile('ratings.csv', `${files['ratings.csv']}2024-03-01,Hamlet,,,4\r\n`), COMMUNITY);
    await v.painted();
    await v.screenshot(`found-${look.replace(/\W+/g, '-')}`);
    await v.expectAccessible('what was found');
    expect(await v.overflow()).toBeLessThanOrEqual(0);
    await summary(v).click();
    await v.painted();
    await v.screenshot(`found-open-${look.replace(/\W+/g, '-')}`);
    await v.expectAccessible('all of it');
  });
});
