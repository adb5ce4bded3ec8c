// Movie night: two to six exports on one device, and the films that suit them all.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { exportFiles, exportZip } from './export.mjs';
import * as sample from './films.mjs';
import { DESK, PHONE, close, visit } from './halfstar.mjs';
import { zip } from './zip.mjs';

after(close);


/** Somebody who loves what makes one laugh, and has seen two of the host's films. */
const anna = {
  rated: [
    ['When Harry Met Sally...', 1989, null, 5],
    ['Paddington 2', 2017, null, 5],
    ['Knives Out', 2019, null, 4.5],
    ['Little Women', 2019, null, 4.5],
    ['Ratatouille', 2007, null, 4.5],
    ['The Princess Bride', 1987, null, 5],
    ['Mamma Mia!', 2008, null, 4],
    ['Barbie', 2023, null, 4.5],
    ['Parasite', 2019, null, 4],
    ['Stalker', 1979, null, 1],
  ],
  unrated: [],
  watchlist: [['Casablanca', 1942, null], ['Amélie', 2001, null]],
};

const guestZip = (name, member = anna) => ({
  name: `letterboxd-${name}-2024-03-28-10-20-utc.zip`,
  mimeType: 'application/zip',
  buffer: zip(exportFiles({ member })),
});

/** On the page of a night, with the host's export read. */
async function evening(t, options) {
  const v = await visit(t, options);
  await v.choose(exportZip());
  await v.ready('shelf');
  await v.by('tab').nth(2).click();
  await v.by('guest-zone').waitFor();
  return v;
}

const join = (v, ...files) => v.by('guest-input').setInputFiles(files);
const people = (v) => v.by('person').count();

async function untilPeople(v, count) {
  await v.page.waitForFunction(
    (wanted) => document.querySelectorAll('[data-testid="person"]').length === wanted, count, { timeout: 15_000 });
}

/** The films in order, once they are there and other than `before`. */
async function films(v, before = []) {
  const end = Date.now() + 15_000;
  for (;;) {
    const now = await v.by('night-film').evaluateAll((films) => films.map((film) => film.dataset.filmTitle));
    if (now.length > 0 && now.join('|') !== before.join('|')) return now;
    assert.ok(Date.now() < end, `no other films: ${before.slice(0, 3)}`);
    await v.page.waitForTimeout(50);
  }
}

test('two exports find films that suit both', async (t) => {
  const v = await evening(t);
  // The service worker may still be filling its cache.
  await v.page.evaluate(() => navigator.serviceWorker?.ready);
  await v.page.waitForLoadState('networkidle');
  const before = v.server.requests.length;
  await join(v, guestZip('anna'));
  await untilPeople(v, 2);
  const both = await films(v);
  assert.ok(both.length >= 20, `${both.length} films`);
  const seen = new Set([...sample.watchedTitles, ...anna.rated.map(([title]) => title)]);
  assert.deepEqual(both.filter((title) => seen.has(title)), [], 'nobody has seen them');
  assert.equal(await v.by('guest-name').inputValue(), 'anna', 'as Letterboxd’s file says');
  assert.match(await v.by('night-count').innerText(), /^The best \d+ of [\d,]+ films for the 2 of you$/);
  assert.equal(await v.by('night-film').first().locator('[data-testid="night-liking"]').count(), 2);
  const wanted = v.page.locator('[data-film-title="Casablanca"]');
  if ((await wanted.count()) > 0) assert.match(await wanted.innerText(), /On the watchlist: You, anna/);

  await v.by('rule-least-misery').click();
  const careful = await films(v, both);
  assert.equal(await v.by('rule-least-misery').getAttribute('aria-pressed'), 'true');
  assert.equal(await v.page.evaluate(() => document.activeElement?.dataset.testid), 'rule-least-misery', 'the focus stays');

  await v.by('seen-by-some').click();
  const some = await films(v, careful);
  assert.ok(some.some((title) => seen.has(title)), 'films that one of them knows');
  assert.ok(!some.includes('Parasite') && !some.includes('Stalker'), 'both know these');
  assert.match(await v.by('night-films').innerText(), /Seen: (You|anna)/);

  await v.by('wanted-tonight').click();
  const listed = new Set([...sample.watchlist, ...anna.watchlist].map(([title]) => title));
  const ours = await films(v, some);
  assert.deepEqual(ours.filter((title) => !listed.has(title)), [], 'only what somebody wants');
  await v.by('wanted-tonight').click();
  await films(v, ours);

  assert.equal(new URL(v.page.url()).hash, '#night', 'the address stays');
  const asked = v.server.requests.slice(before).filter((path) => !/details-[^/]*\.halfstar$/.test(path));
  assert.deepEqual(asked, [], 'nothing is asked for');
  v.assertClean();
});

test('more films are below, and a film opens', async (t) => {
  const v = await evening(t);
  await v.by('made-up-guest').click();
  await untilPeople(v, 2);
  const first = await films(v);
  await v.by('night-more').click();
  const more = await films(v, first);
  assert.ok(more.length > first.length, `${more.length} films`);
  await v.openFilm(v.by('night-film').first());
  await v.page.locator('dialog.details[open] h2').filter({ hasText: more[0] }).waitFor();
  // What the host does not want is nobody's.
  await v.by('dismiss').click();
  const left = await films(v, more);
  assert.ok(!left.includes(more[0]), `${more[0]} is gone`);
  v.assertClean();
});

test('guests are named, leave, and come back', async (t) => {
  const v = await evening(t);
  await join(v, guestZip('anna'), guestZip('ben', { ...anna, watchlist: [['Vertigo', 1958, null]] }));
  await untilPeople(v, 3);
  await v.by('guest-name').nth(1).fill('');
  await v.by('guest-name').nth(1).pressSequentially('Benedikt');
  await v.page.keyboard.press('Tab');
  await v.page.waitForFunction(() => document.querySelector('[data-testid="night-films"]')?.innerText.includes('Benedikt'));
  assert.equal(await v.page.evaluate(() => document.activeElement?.ariaLabel), 'Benedikt leaves', 'the focus goes on');
  await v.by('leave').first().click();
  await untilPeople(v, 2);
  assert.match(await v.by('night-news').innerText(), /anna has left/);
  assert.deepEqual(await v.by('guest-name').evaluateAll((names) => names.map((name) => name.value)), ['Benedikt']);
  await v.by('bring-back').click();
  await untilPeople(v, 3);
  await v.page.waitForTimeout(100);
  assert.deepEqual(await v.by('guest-name').evaluateAll((names) => names.map((name) => name.value)), ['anna', 'Benedikt']);
  await v.by('leave').first().click();
  await untilPeople(v, 2);
  await v.by('leave').first().click();
  await v.by('guest-zone').waitFor();
  // On another page and back, whoever is there stays.
  await join(v, guestZip('anna'));
  await untilPeople(v, 2);
  await v.by('tab').first().click();
  await v.by('shelf').waitFor();
  await v.by('tab').nth(2).click();
  await films(v);
  assert.equal(await people(v), 2);
  v.assertClean();
});

test('six are a full house', async (t) => {
  const v = await evening(t);
  await join(v, ...['anna', 'ben', 'cleo', 'dora', 'emil', 'fay'].map((name) => guestZip(name)));
  await untilPeople(v, 6);
  assert.match(await v.notice(), /Six is a full house/);
  await films(v);
  assert.equal(await v.by('guest-input').isVisible(), false);
  await v.screenshot('night-six');
});

test('a broken file gives a sentence and loses nothing', async (t) => {
  const v = await evening(t);
  await join(v, guestZip('anna'));
  await untilPeople(v, 2);
  const before = await films(v);
  await join(v, { name: 'cat.zip', mimeType: 'application/zip', buffer: Buffer.from('PK and nothing else') });
  assert.match(await v.notice(), /cat\.zip/);
  // The way out is not to replace the host's own files.
  assert.doesNotMatch(await v.notice(), /Choose other files/);
  assert.deepEqual(await films(v), before);
  assert.equal(await people(v), 2);
});

test('what is dropped here is a guest’s, and gone after a reload', async (t) => {
  const v = await evening(t);
  const { name, buffer } = guestZip('anna');
  await v.page.evaluate(
    ([name, base64]) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([bytes], name, { type: 'application/zip' }));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    },
    [name, buffer.toString('base64')],
  );
  await untilPeople(v, 2);
  assert.match(await v.by('person').first().innerText(), /35 films seen/, 'the host is who they were');
  await v.page.reload();
  await v.ready('shelf');
  await v.by('guest-zone').waitFor();
  assert.equal(await people(v), 0);
  const stored = await v.page.evaluate(() => JSON.stringify(localStorage));
  assert.ok(!stored.includes('anna'));
  v.assertClean();
});

test('forgetting the member forgets their guests', async (t) => {
  const v = await evening(t);
  await v.by('made-up-guest').click();
  await untilPeople(v, 2);
  await v.by('forget').click();
  await v.by('welcome').waitFor();
  await v.by('sample-member').click();
  await v.ready('shelf');
  await v.by('tab').nth(2).click();
  await v.by('guest-zone').waitFor();
  assert.equal(await people(v), 0);
});

test('in German', async (t) => {
  const v = await evening(t, { context: { locale: 'de-DE' } });
  await v.by('made-up-guest').click();
  await untilPeople(v, 2);
  await films(v);
  assert.match(await v.by('night-count').innerText(), /^Die besten \d+ von [\d.]+ Filmen für euch 2$/);
  assert.match(await v.by('rule-average').innerText(), /^Schnitt aller/);
  assert.equal(await v.by('guest-name').inputValue(), 'Mira (erfunden)');
});

for (const [name, size] of Object.entries({ phone: PHONE, desk: DESK, narrow: { width: 320, height: 640 } })) {
  for (const colorScheme of ['light', 'dark']) {
    test(`axe finds nothing, and nothing is too wide: ${name}, ${colorScheme}`, async (t) => {
      const v = await evening(t, { size, context: { colorScheme, reducedMotion: 'reduce' } });
      const check = async (where) => {
        await v.assertAccessible(where);
        const over = await v.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.ok(over <= 0, `${where}: ${over} pixels too wide`);
        await v.screenshot(`night-${where}-${colorScheme}`);
      };
      await check('alone');
      await join(v, guestZip('anna'), guestZip('somebody-with-a-very-long-name-indeed-and-more'));
      await v.by('made-up-guest').click();
      await untilPeople(v, 4);
      await films(v);
      await v.by('seen-by-some').click();
      await v.page.waitForTimeout(500);
      await check('together');
      v.assertClean();
    });
  }
}
