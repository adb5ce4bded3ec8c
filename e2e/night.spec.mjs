// Movie night: two to six exports on one device, and the films that suit them all.
import { exportFiles } from './export.mjs';
import * as sample from './films.mjs';
import { eachLook, expect, onlyIn, test as base } from './fixtures.mjs';
import { DESK, PHONE } from './visit.mjs';
import { zip } from './zip.mjs';

const test = base.extend({
  /** The page of a night, with the host's export read. */
  evening: async ({ shelf }, use) => {
    await shelf.by('tab').nth(2).click();
    await shelf.by('guest-zone').waitFor();
    await use(shelf);
  },
});

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

const join = (v, ...files) => v.by('guest-input').setInputFiles(files);

async function expectPeople(v, count) {
  await expect(v.by('person')).toHaveCount(count);
}

async function expectGuests(v, names) {
  await expect.poll(() => v.by('guest-name').evaluateAll((guests) => guests.map((guest) => guest.value))).toEqual(names);
}

/** The films in order, once they are there, other than `before`, and the same from one frame to the next. */
async function films(v, before = []) {
  const read = () => v.by('night-film').evaluateAll((films) => films.map((film) => film.dataset.filmTitle));
  let now = [];
  await expect(async () => {
    now = await read();
    expect(now.length, 'films are there').toBeGreaterThan(0);
    expect(now, 'other films').not.toEqual(before);
    await v.painted();
    expect(await read(), 'they stand still').toEqual(now);
  }).toPass({ timeout: 20_000, intervals: [50] });
  return now;
}

test('two exports find films that suit both', async ({ evening: v }) => {
  // The service worker may still be filling its cache.
  await v.page.evaluate(() => navigator.serviceWorker?.ready);
  await v.page.waitForLoadState('load');
  const before = v.server.requests.length;
  await join(v, guestZip('anna'));
  await expectPeople(v, 2);
  const both = await films(v);
  expect(both.length).toBeGreaterThanOrEqual(20);
  const seen = new Set([...sample.watchedTitles, ...anna.rated.map(([title]) => title)]);
  expect(both.filter((title) => seen.has(title)), 'nobody has seen them').toEqual([]);
  await expect(v.by('guest-name'), 'as Letterboxd’s file says').toHaveValue('anna');
  await expect(v.by('night-count')).toHaveText(/^The best \d+ of [\d,]+ films for the 2 of you$/, { useInnerText: true });
  await expect(v.by('night-film').first().locator('[data-testid="night-liking"]')).toHaveCount(2);

  await v.by('rule-least-misery').click();
  const careful = await films(v, both);
  await expect(v.by('rule-least-misery')).toHaveAttribute('aria-pressed', 'true');
  await expect(v.by('rule-least-misery'), 'the focus stays').toBeFocused();

  await v.by('seen-by-some').click();
  const some = await films(v, careful);
  expect(some.filter((title) => seen.has(title)), 'films that one of them knows').not.toEqual([]);
  expect(some.filter((title) => ['Parasite', 'Stalker'].includes(title)), 'both know these').toEqual([]);
  await expect(v.by('night-films')).toHaveText(/Seen: (You|anna)/, { useInnerText: true });

  await v.by('wanted-tonight').click();
  const listed = new Set([...sample.watchlist, ...anna.watchlist].map(([title]) => title));
  const ours = await films(v, some);
  expect(ours.filter((title) => !listed.has(title)), 'only what somebody wants').toEqual([]);
  await expect(v.film('Casablanca')).toHaveText(/On the watchlist: You, anna/, { useInnerText: true });
  await v.by('wanted-tonight').click();
  await films(v, ours);

  expect(new URL(v.page.url()).hash, 'the address stays').toBe('#night');
  const asked = v.server.requests.slice(before).filter((path) => !/details-[^/]*\.halfstar$/.test(path));
  expect(asked, 'nothing is asked for').toEqual([]);
  v.expectClean();
});

test('more films are below, and a film opens', async ({ evening: v }) => {
  await v.by('made-up-guest').click();
  await expectPeople(v, 2);
  const first = await films(v);
  await v.by('night-more').click();
  const more = await films(v, first);
  expect(more.length).toBeGreaterThan(first.length);
  await v.openFilm(v.by('night-film').first());
  await v.page.locator('dialog.details[open] h2').filter({ hasText: more[0] }).waitFor();
  // What the host does not want is nobody's.
  await v.by('dismiss').click();
  const left = await films(v, more);
  expect(left).not.toContain(more[0]);
  v.expectClean();
});

test('guests are named, leave, and come back', async ({ evening: v }) => {
  await join(v, guestZip('anna'), guestZip('ben', { ...anna, watchlist: [['Vertigo', 1958, null]] }));
  await expectPeople(v, 3);
  await v.by('guest-name').nth(1).fill('');
  await v.by('guest-name').nth(1).pressSequentially('Benedikt');
  await v.page.keyboard.press('Tab');
  await expect(v.by('night-films')).toHaveText(/Benedikt/, { useInnerText: true });
  await expect(v.page.getByLabel('Benedikt leaves', { exact: true }), 'the focus goes on').toBeFocused();
  await v.by('leave').first().click();
  await expectPeople(v, 2);
  await expect(v.by('night-news')).toHaveText(/anna has left/, { useInnerText: true });
  await expectGuests(v, ['Benedikt']);
  await v.by('bring-back').click();
  await expectPeople(v, 3);
  await expectGuests(v, ['anna', 'Benedikt']);
  await v.by('leave').first().click();
  await expectPeople(v, 2);
  await v.by('leave').first().click();
  await v.by('guest-zone').waitFor();
  // On another page and back, whoever is there stays.
  await join(v, guestZip('anna'));
  await expectPeople(v, 2);
  await v.by('tab').first().click();
  await v.by('shelf').waitFor();
  await v.by('tab').nth(2).click();
  await films(v);
  await expectPeople(v, 2);
  v.expectClean();
});

test('six are a full house', async ({ evening: v }) => {
  await join(v, ...['anna', 'ben', 'cleo', 'dora', 'emil', 'fay'].map((name) => guestZip(name)));
  await expectPeople(v, 6);
  expect(await v.notice()).toMatch(/Six is a full house/);
  await films(v);
  await expect(v.by('guest-input')).toBeHidden();
  await v.screenshot('night-six');
});

test('a broken file gives a sentence and loses nothing', async ({ evening: v }) => {
  await join(v, guestZip('anna'));
  await expectPeople(v, 2);
  const before = await films(v);
  await join(v, { name: 'cat.zip', mimeType: 'application/zip', buffer: Buffer.from('PK and nothing else') });
  expect(await v.notice()).toMatch(/cat\.zip/);
  // The way out is not to replace the host's own files.
  expect(await v.notice()).not.toMatch(/Choose other files/);
  await expect.poll(() => films(v)).toEqual(before);
  await expectPeople(v, 2);
});

test('what is dropped here is a guest’s, and gone after a reload', async ({ evening: v }) => {
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
  await expectPeople(v, 2);
  await expect(v.by('person').first(), 'the host is who they were').toHaveText(/35 films seen/, { useInnerText: true });
  await v.page.reload();
  await v.ready('shelf');
  await v.by('guest-zone').waitFor();
  await expectPeople(v, 0);
  const stored = await v.page.evaluate(() => JSON.stringify(localStorage));
  expect(stored).not.toContain('anna');
  v.expectClean();
});

test('forgetting the member forgets their guests', async ({ evening: v }) => {
  await v.by('made-up-guest').click();
  await expectPeople(v, 2);
  await v.forget();
  await v.by('welcome').waitFor();
  await v.by('sample-member').click();
  await v.ready('shelf');
  await v.by('tab').nth(2).click();
  await v.by('guest-zone').waitFor();
  await expectPeople(v, 0);
});

test.describe('for a browser that wants German', () => {
  test.use({ locale: 'de-DE' });
  test('in German', async ({ evening: v }) => {
    await v.by('made-up-guest').click();
    await expectPeople(v, 2);
    await films(v);
    await expect(v.by('night-count')).toHaveText(/^Die besten \d+ von [\d.]+ Filmen für euch 2$/, { useInnerText: true });
    await expect(v.by('rule-average')).toHaveText(/^Schnitt aller/, { useInnerText: true });
    await expect(v.by('guest-name')).toHaveValue('Mira (erfunden)');
  });
});

eachLook({ phone: PHONE, desk: DESK, narrow: { width: 320, height: 640 } }, (look, colorScheme) => {
  onlyIn('chromium', 'axe reads the same markup and styles, and takes its time');
  test(`axe finds nothing, and nothing is too wide: ${look}`, async ({ evening: v }) => {
    const check = async (where) => {
      await v.expectAccessible(where);
      expect(await v.overflow(), where).toBeLessThanOrEqual(0);
      await v.screenshot(`night-${where}-${colorScheme}`);
    };
    await check('alone');
    await join(v, guestZip('anna'), guestZip('somebody-with-a-very-long-name-indeed-and-more'));
    await v.by('made-up-guest').click();
    await expectPeople(v, 4);
    const before = await films(v);
    await v.by('seen-by-some').click();
    await films(v, before);
    await check('together');
    v.expectClean();
  });
});
