// The page in German: chosen, remembered, as the browser wishes, and without a network.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { exportZip } from './export.mjs';
import { PHONE, close, visit } from './halfstar.mjs';

after(close);

const WORDS = /words-de-[^/]*\.txt$/;

const heading = (v) => v.page.locator('h1').innerText();
const spoken = (v) => v.page.evaluate(() => document.documentElement.lang);

/** Chooses a language, and waits until it is spoken. */
async function speak(v, code, picker = 'language') {
  await v.by(picker).selectOption(code);
  await v.page.waitForFunction((wanted) => document.documentElement.lang === wanted, code);
  await v.page.evaluate(() => new Promise((shown) => requestAnimationFrame(() => setTimeout(shown))));
}

test('German on welcome, and back', async (t) => {
  const v = await visit(t);
  const english = await heading(v);
  assert.equal(await spoken(v), 'en');
  assert.equal(await v.by('language').inputValue(), 'en');
  await speak(v, 'de');
  assert.match(await heading(v), /^Filme, die du lieben wirst, und warum\.$/);
  assert.match(await v.by('welcome').innerText(), /Zieh deinen Export hierher/);
  assert.match(await v.page.locator('.library').innerText(), /^\d+\.\d{3} Filme sind auf deinem Gerät$/);
  assert.equal(await v.by('language').inputValue(), 'de');
  await v.page.waitForFunction(() => document.activeElement?.dataset.testid === 'language');
  await speak(v, 'en');
  assert.equal(await heading(v), english);
  v.assertClean();
});

test('a shelf in German: reasons, numbers, filters; a reload remembers', async (t) => {
  const v = await visit(t);
  await v.by('sample-member').click();
  await v.ready('shelf');
  const titles = await v.titles();
  await speak(v, 'de');
  const reasons = () => v.by('reason').evaluateAll((all) => all.map((one) => one.textContent));
  // The worker writes them anew.
  await v.page.waitForFunction(() => /^Weil du/.test(document.querySelector('[data-testid="reason"]').textContent));
  for (const reason of await reasons()) {
    assert.match(reason, /^(Weil du .* (gegeben hast|mochtest|gesehen hast)|Von .*: über \d+ Filme|Verwandt mit |Im Schnitt |Auf deiner|Nah an)/);
  }
  assert.match(await v.by('stars').first().textContent(), /\d,\d$/);
  assert.deepEqual(await v.titles(), titles, 'the films are the same');
  await v.page.reload();
  await v.ready('bundle');
  assert.equal(await spoken(v), 'de');
  await v.by('sample-member').click();
  await v.ready('shelf');
  assert.match((await reasons())[0], /^Weil du/);
  // Genres are shown in German, and filter all the same.
  await v.by('filter-genre').getByText('Liebesfilm').click();
  await v.titlesOtherThan(titles);
  await v.openFilm();
  assert.match(await v.page.locator('.details .meta').first().innerText(), /Liebesfilm/);
  await v.screenshot('german-film');
  v.assertClean();
});

test('what is said of files is in German', async (t) => {
  const v = await visit(t, { context: { locale: 'de-DE' } });
  assert.equal(await spoken(v), 'de');
  assert.match(await heading(v), /^Filme, die/);
  await v.choose({ name: 'scan.csv', mimeType: 'text/csv', buffer: Buffer.from('%PDF-1.4') });
  assert.match(await v.notice(), /scan\.csv: Das ist ein PDF\./);
  await v.choose(exportZip({ withUnknown: true }));
  await v.ready('shelf');
  assert.match(await v.by('import-report').innerText(), /Filme gesehen, \d+ bewertet/);
  const json = (await v.download(() => v.by('take-json').click())).toString();
  assert.ok(JSON.parse(json).every((film) => film.predicted_stars >= 0.5), 'numbers for programs stay as they are');
  v.assertClean();
});

test('a language that does not arrive leaves English, and says so', async (t) => {
  const v = await visit(t, { breakIt: (server) => server.rule(WORDS, 404) });
  const english = await heading(v);
  await v.by('language').selectOption('de');
  assert.match(await v.notice(), /This language could not be fetched/);
  assert.equal(await heading(v), english);
  assert.equal(await spoken(v), 'en');
  assert.equal(await v.by('language').inputValue(), 'en', 'the choice says what is spoken');
  v.server.heal();
  await speak(v, 'de');
  assert.match(await heading(v), /^Filme, die/);
});

test('a browser that wants German has English where German does not arrive', async (t) => {
  const v = await visit(t, { context: { locale: 'de-DE' }, breakIt: (server) => server.rule(WORDS, 404) });
  assert.match(await heading(v), /^Films you will love/);
});

test('after the first visit German needs no network', async (t) => {
  const v = await visit(t);
  await v.page.evaluate(() => navigator.serviceWorker.ready);
  await v.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await v.server.stop();
  await v.context.setOffline(true);
  await speak(v, 'de');
  await v.page.reload();
  await v.ready('bundle');
  assert.match(await heading(v), /^Filme, die/);
});

test('a narrow screen has the choice at its foot, and nothing sticks out', async (t) => {
  for (const size of [PHONE, { width: 320, height: 700 }]) {
    const v = await visit(t, { size });
    assert.equal(await v.by('language').isVisible(), false);
    await speak(v, 'de', 'language-below');
    await v.page.waitForFunction(() => document.activeElement?.dataset.testid === 'language-below');
    const { height } = await v.by('language-below').boundingBox();
    assert.ok(height >= 44, `a target of ${height} px`);
    const fits = () => v.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
    assert.ok(await fits(), `welcome at ${size.width}`);
    await v.screenshot('german-welcome');
    await v.by('sample-member').click();
    await v.ready('shelf');
    assert.ok(await fits(), `shelf at ${size.width}`);
    await v.screenshot('german-shelf');
    v.assertClean();
  }
});
