// Which of two films was liked more: ten pairs for whoever has no export, and a rating found by comparing.
import { eachLook, expect, onlyIn, test } from './fixtures.mjs';
import { DESK, PHONE } from './visit.mjs';

const dialog = (v) => v.by('duels');
const films = (v) => v.by('duel-film');
const done = (v) => v.by('duels-done');
/** Both films, once nothing is with the worker. */
const pair = async (v) => {
  await expect(dialog(v)).toHaveAttribute('aria-busy', 'false');
  return films(v).locator('b').allInnerTexts();
};
const begin = async (v, by = 'start-comparing') => {
  // A wide page has it beside the films, not in its full header.
  const isFolded = await v.by('menu').isVisible();
  await v.press(by === 'compare' && !isFolded ? 'compare-here' : by);
  await expect(films(v)).toHaveCount(2);
};
/** Says something of two films, and waits until two others are asked about, or none. */
const say = async (v, act) => {
  const before = await pair(v);
  await act();
  await expect.poll(() => pair(v)).not.toEqual(before);
  return pair(v);
};
const first = (v) => () => films(v).first().click();
/** How far what is in the dialog reaches beyond it. */
const overflow = (v) => v.page.locator('.duels-in').evaluate((inside) => inside.scrollWidth - inside.clientWidth);

const HANDS = {
  fingers: {
    viewport: PHONE,
    hand: (v) => ({
      first: first(v),
      second: () => films(v).nth(1).click(),
      same: () => v.by('duel-both').first().click(),
      unknown: () => v.by('duel-both').nth(1).click(),
      undo: () => v.by('duel-undo').click(),
    }),
  },
  keys: {
    viewport: DESK,
    hand: (v) => ({
      first: () => v.page.keyboard.press('ArrowLeft'),
      second: () => v.page.keyboard.press('ArrowRight'),
      same: () => v.page.keyboard.press('ArrowUp'),
      unknown: () => v.page.keyboard.press('ArrowDown'),
      undo: () => v.page.keyboard.press('Backspace'),
    }),
  },
};

for (const [name, { viewport, hand }] of Object.entries(HANDS)) {
  test.describe(`by ${name}`, () => {
    test.use({ viewport });

    test('ten answers make a newcomer’s shelf, and say what leads it', async ({ welcome: v }) => {
      const by = hand(v);
      await begin(v);
      await expect(done(v)).toHaveText('0 of 10');
      await expect(v.by('duel-undo'), 'nothing was said yet').toHaveCount(0);
      const [one] = [await pair(v)];
      await say(v, by.unknown);
      await expect(done(v), 'what tells nothing does not count').toHaveText('0 of 10');
      await say(v, by.undo);
      expect(await pair(v), 'the same two again').toEqual(one);
      const acts = [by.first, by.second, by.same];
      for (let answers = 1; answers <= 10; answers += 1) {
        await say(v, acts[answers % 3]);
        await expect(done(v)).toHaveText(`${answers} of 10`);
        await expect(dialog(v).getByRole('progressbar')).toHaveAttribute('value', `${answers}`);
      }
      await expect(v.page.locator('#duels-title')).toHaveText('These lead your shelf now');
      await expect(v.by('moved').locator('li')).toHaveCount(6);
      await expect(films(v)).toHaveCount(0);
      // The last answer can be taken back, too.
      await by.undo();
      await expect(films(v)).toHaveCount(2);
      await expect(done(v)).toHaveText('9 of 10');
      await say(v, by.first);
      const leads = await v.by('moved').locator('b').first().innerText();

      await v.by('duel-more').click();
      await expect(films(v), 'ten more').toHaveCount(2);
      await expect(done(v)).toHaveText('0 of 10');
      await v.page.keyboard.press('Escape');
      await expect(v.page.locator('dialog[open]')).toHaveCount(0);
      await v.settled();
      const titles = await v.titles();
      expect(titles.length).toBeGreaterThanOrEqual(20);
      expect(leads, 'what leads is at the top').toContain(titles[0]);
      for (const film of one) {
        expect(titles, 'who compares has seen').not.toContain(film.replace(/ \d{4}$/, ''));
      }
      v.expectClean();
    });
  });
}

test('what was not seen makes way for another, and the other film stays where it is', async ({ welcome: v }) => {
  await begin(v);
  const [left, right] = await pair(v);
  const [other, same] = await say(v, () => v.by('duel-unseen').first().click());
  expect(same).toBe(right);
  expect(other).not.toBe(left);
  const [kept, another] = await say(v, () => v.by('duel-unseen').nth(1).click());
  expect(kept).toBe(other);
  expect(another).not.toBe(right);
  await expect(done(v), 'that is no answer').toHaveText('0 of 10');
  await v.page.keyboard.press('u');
  await expect.poll(() => pair(v)).toEqual([other, right]);
  await v.page.keyboard.press('u');
  await expect.poll(() => pair(v)).toEqual([left, right]);
  v.expectClean();
});

test('a member hears what moved up, and opens it', async ({ shelf: v }) => {
  await begin(v, 'compare');
  for (let answers = 0; answers < 10; answers += 1) await say(v, first(v));
  await expect(v.page.locator('#duels-title')).toHaveText('These moved up');
  const moved = v.by('moved').locator('li').first();
  const title = await moved.locator('b').innerText();
  await moved.getByRole('button').click();
  await expect(v.page.locator('#details-title')).toHaveText(title, { useInnerText: true });
  await expect(v.page.locator('dialog.duels[open]')).toHaveCount(0);
  v.expectClean();
});

/** Compares the film that is open until it is known how to rate it. */
async function place(v) {
  await v.by('rate-by-comparing').click();
  await expect(v.by('compared')).toHaveText(/^0 comparisons · most likely ★?.+ to ★.+$/);
  const film = (await pair(v))[0];
  await expect(v.by('duel-unseen'), 'it is rated: it was seen').toHaveCount(0);
  for (let answers = 0; !(await v.by('duel-take').isVisible()); answers += 1) {
    expect(answers, 'there is an end to it').toBeLessThan(30);
    expect((await pair(v))[0], 'it stays').toBe(film);
    await say(v, first(v));
  }
}

test('a film is rated by comparing it', async ({ shelf: v }) => {
  await v.openFilm();
  const slider = v.page.locator('.yours').getByTestId('rate');
  await expect(slider).toHaveValue('0');
  await place(v);
  await v.by('duel-undo').click();
  await expect(films(v), 'the last answer again').toHaveCount(2);
  await say(v, first(v));
  const says = await v.page.locator('#duels-title').innerText();
  const stars = (says.match(/★/g) ?? []).length * 2 + (says.includes('½') ? 1 : 0);
  expect(stars, says).toBeGreaterThan(6);

  // Who would rather say it themselves does.
  await v.by('duel-change').click();
  await expect(slider).toBeFocused();
  await expect(slider).toHaveValue('0');
  await v.by('rate-by-comparing').click();
  await v.by('duel-take').click();
  await expect(slider).toHaveValue(`${stars}`);
  await expect(v.page.locator('.details .undo')).toContainText('You rated');
  await expect(v.by('place')).toContainText('You have seen it');
  await slider.focus();
  await v.page.keyboard.press('ArrowLeft');
  await expect(slider, 'the stars are there to correct it').toHaveAttribute('data-halves', `${stars - 1}`);
  v.expectClean();
});

test('who has rated hardly anything has nothing to compare with', async ({ sample: v }) => {
  await v.openFilm();
  await expect(v.by('rate-by-comparing')).toBeHidden();
});

eachLook({ phone: PHONE, desk: DESK }, (look, colorScheme) => {
  onlyIn('chromium', 'axe reads the same markup and styles, and takes its time');
  test(`axe finds nothing where films are compared, and nothing sticks out, ${look}`, async ({ shelf: v }) => {
    const check = async (where) => {
      await v.painted();
      await v.screenshot(`duels-${where}-${colorScheme}`);
      await v.expectAccessible(where);
      expect(await v.overflow(), where).toBeLessThanOrEqual(0);
      if (await dialog(v).isVisible()) expect(await overflow(v), where).toBeLessThanOrEqual(0);
    };
    await begin(v, 'compare');
    await say(v, first(v));
    await check('pair');
    const sizes = await dialog(v).locator('button:visible').evaluateAll((all) => all.map((it) => it.getBoundingClientRect().height));
    const least = v.page.viewportSize().width < 900 ? 44 : 36;
    expect(Math.min(...sizes), 'room for a thumb').toBeGreaterThanOrEqual(least);
    for (let answers = 1; answers < 10; answers += 1) await say(v, first(v));
    await v.by('moved').waitFor();
    await check('moved');
    await v.by('duel-shelf').click();
    await v.settled();
    await v.openFilm();
    await check('sheet');
    await v.by('rate-by-comparing').click();
    await expect(films(v)).toHaveCount(2);
    await say(v, first(v));
    await check('placing');
    while (!(await v.by('duel-take').isVisible())) await say(v, first(v));
    await check('placed');
    v.expectClean();
  });
});
