// The page in German: chosen, remembered, as the browser wishes, and without a network.
import { exportZip } from './export.mjs';
import { expect, test } from './fixtures.mjs';
import { PHONE } from './visit.mjs';

const WORDS = /words-de-[^/]*\.txt$/;

const heading = (v) => v.page.locator('h1');

async function expectSpoken(v, code) {
  await expect(v.page.locator('html')).toHaveAttribute('lang', code);
}

/** Chooses a language, and waits until it is spoken. */
async function speak(v, code) {
  await v.openSettings();
  await v.by('language').selectOption(code);
  await expectSpoken(v, code);
  await v.painted();
  await expect(v.by('language'), 'drawn anew, the settings stay open').toBeFocused();
  await expect(v.by('language')).toHaveValue(code);
  await v.shutSettings();
}

test('German on welcome, and back', async ({ welcome: v }) => {
  const english = await heading(v).innerText();
  await expectSpoken(v, 'en');
  await speak(v, 'de');
  await expect(heading(v)).toHaveText(/^Filme, die du lieben wirst, und warum\.$/);
  await expect(v.by('welcome')).toHaveText(/Zieh deinen Export hierher/, { useInnerText: true });
  await expect(v.page.locator('.library')).toHaveText(/^\d+\.\d{3} Filme sind auf deinem Gerät$/, { useInnerText: true });
  await speak(v, 'en');
  await expect(heading(v)).toHaveText(english, { useInnerText: true });
  v.expectClean();
});

test('a shelf in German: reasons, numbers, filters; a reload remembers', async ({ sample: v }) => {
  const titles = await v.titles();
  await speak(v, 'de');
  const german =
    /^(Weil du .* (gegeben hast|mochtest|gesehen hast)|Von .*: über \d+ Filme|Verwandt mit |Im Schnitt |Auf deiner|Nah an)/;
  // The worker writes them anew.
  await expect(v.by('reason').first()).toHaveText(/^Weil du/);
  await expect(v.by('reason')).toHaveText(Array(titles.length).fill(german));
  await expect(v.by('stars').first()).toHaveText(/\d,\d$/);
  await v.expectTitles(titles, 'the films are the same');
  await v.reload('bundle');
  await expectSpoken(v, 'de');
  await v.by('sample-member').click();
  await v.settled();
  await expect(v.by('reason').first()).toHaveText(/^Weil du/);
  // Genres are shown in German, and filter all the same.
  await v.by('filter-genre').getByText('Liebesfilm').click();
  await v.titlesOtherThan(titles);
  await v.openFilm();
  await expect(v.page.locator('.details .meta').first()).toHaveText(/Liebesfilm/, { useInnerText: true });
  await v.screenshot('german-film');
  v.expectClean();
});

test('what could not be read is told in the language of the day, also of a remembered export', async ({ welcome: v }) => {
  const rows = 'Date,Name,Year,Letterboxd URI,Rating\r\n2024-01-02,Ran,1985,,5\r\n2024-01-02,Heat,next,,4\r\n';
  const told = v.by('warning-row');
  const open = () => v.by('import-report').locator('summary').first().click();
  await v.import({ name: 'ratings.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) });
  await open();
  await expect(told).toHaveText(/“next” is not a year/);
  await speak(v, 'de');
  await open();
  await expect(told).toHaveText(/„next“ ist kein Jahr.*ratings\.csv:3/);
  await v.reload();
  await open();
  await expect(told).toHaveText(/„next“ ist kein Jahr/);
  await speak(v, 'en');
  await open();
  await expect(told).toHaveText(/“next” is not a year.*ratings\.csv:3/);
  v.expectClean();
});

test('a language that does not arrive leaves English, and says so', async ({ visit: v, server }) => {
  server.rule(WORDS, 404);
  await v.open();
  const english = await heading(v).innerText();
  await v.openSettings();
  await v.by('language').selectOption('de');
  expect(await v.notice()).toMatch(/This language could not be fetched/);
  await expect(heading(v)).toHaveText(english, { useInnerText: true });
  await expectSpoken(v, 'en');
  await expect(v.by('settings-dialog'), 'nothing lies over the notice').toBeHidden();
  await v.openSettings();
  await expect(v.by('language'), 'the choice says what is spoken').toHaveValue('en');
  server.heal();
  await speak(v, 'de');
  await expect(heading(v)).toHaveText(/^Filme, die/);
});

test.describe('a browser that wants German', () => {
  test.use({ locale: 'de-DE' });

  test('what is said of files is in German', async ({ welcome: v }) => {
    await expectSpoken(v, 'de');
    await expect(heading(v)).toHaveText(/^Filme, die/);
    await v.choose({ name: 'scan.csv', mimeType: 'text/csv', buffer: Buffer.from('%PDF-1.4') });
    expect(await v.notice()).toMatch(/scan\.csv: Das ist ein PDF\./);
    await v.import(exportZip({ withUnknown: true }));
    await expect(v.by('import-report')).toHaveText(/Filme gesehen, \d+ bewertet/, { useInnerText: true });
    const json = (await v.download(() => v.by('take-json').click())).toString();
    expect(JSON.parse(json).every((film) => film.predicted_stars >= 0.5), 'numbers for programs stay as they are').toBe(true);
    v.expectClean();
  });

  test('has English where German does not arrive', async ({ visit: v, server }) => {
    server.rule(WORDS, 404);
    await v.open();
    await expect(heading(v)).toHaveText(/^Films you will love/);
  });
});

test('after the first visit German needs no network', async ({ welcome: v }) => {
  await v.page.evaluate(() => navigator.serviceWorker.ready);
  await v.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await v.server.stop();
  await v.context.setOffline(true);
  await speak(v, 'de');
  await v.reload('bundle');
  await expect(heading(v)).toHaveText(/^Filme, die/);
});

for (const viewport of [PHONE, { width: 320, height: 700 }]) {
  test.describe(`${viewport.width} pixels wide`, () => {
    test.use({ viewport });
    test('the choice is in the settings, and nothing sticks out', async ({ welcome: v }) => {
      await v.openSettings();
      const { height } = await v.by('language').boundingBox();
      expect(height, 'a target of so many pixels').toBeGreaterThanOrEqual(44);
      await speak(v, 'de');
      expect(await v.overflow(), 'welcome').toBeLessThanOrEqual(0);
      await v.screenshot('german-welcome');
      await v.by('sample-member').click();
      await v.settled();
      expect(await v.overflow(), 'shelf').toBeLessThanOrEqual(0);
      await v.screenshot('german-shelf');
      v.expectClean();
    });
  });
}
