// A year in review, pictures to share, taste match, the map by finger and keys; and all of it where type is large.
import { exportFiles } from './export.mjs';
import * as sample from './films.mjs';
import { expect, onlyIn, test as base } from './fixtures.mjs';
import { DESK, PHONE } from './visit.mjs';
import { zip } from './zip.mjs';

/** The made-up member's export with a diary: `films` films of the same list in each of these years, five days apart. */
function withDiary(years) {
  const quote = (text) => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const rows = Object.entries(years).flatMap(([year, films]) =>
    sample.rated.slice(0, films).map(([title, released, , stars], place) => {
      const day = new Date(Date.UTC(Number(year), 0, 2 + 5 * place)).toISOString().slice(0, 10);
      return [day, quote(title), released, '', stars, '', '', day].join(',');
    }),
  );
  const diary = ['Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date', ...rows].join('\r\n') + '\r\n';
  return {
    name: 'letterboxd-halfstar-2024-12-31-10-20-utc.zip',
    mimeType: 'application/zip',
    buffer: zip({ ...exportFiles(), 'diary.csv': diary }),
  };
}

const test = base.extend({
  /** The taste of a member with a diary of three years. */
  taste: async ({ welcome }, use) => {
    await welcome.choose(withDiary({ 2021: 3, 2023: 8, 2024: 12 }));
    await welcome.settled();
    await welcome.by('tab').nth(1).click();
    await welcome.by('portrait').waitFor();
    await welcome.by('map').locator('svg').first().waitFor();
    await use(welcome);
  },
});

const PNG = 'PNG';
const sizeOf = (png) => [png.readUInt32BE(16), png.readUInt32BE(20)];
const totals = (v) => v.by('year-totals').locator('b').allInnerTexts();

test('a year is looked back on, and another one', async ({ taste: v }) => {
  await v.by('to-year').click();
  await expect(v.page.locator('#year-heading')).toBeFocused();
  await expect(v.page.locator('#year-heading')).toHaveText('Your 2024 in film', { useInnerText: true });
  await expect(v.by('years').locator('button'), 'three films are no year').toHaveText(['2024', '2023']);
  expect((await totals(v))[0]).toBe('12');
  await expect(v.by('year-before')).toContainText('4 more than');
  const months = v.by('year').locator('.columns .number');
  expect((await months.allInnerTexts()).map(Number).reduce((sum, count) => sum + count)).toBe(12);
  await expect(v.by('year-ends').locator('li')).toHaveCount(2);
  await expect(v.by('year-ends')).toContainText('January 2, 2024');
  await expect(v.by('year-best').locator('li')).toHaveCount(6);

  await v.by('years').locator('button').nth(1).click();
  await expect(v.page.locator('#year-heading')).toHaveText('Your 2023 in film', { useInnerText: true });
  await expect(v.by('years').locator('button').nth(1)).toHaveAttribute('aria-pressed', 'true');
  expect((await totals(v))[0]).toBe('8');
  await expect(v.by('year-before'), 'of 2022 nothing is known').toHaveCount(0);

  await v.by('year-best').locator('button').first().click();
  await v.page.locator('#details-title').waitFor();
  v.expectClean();
});

test('a year without a diary goes by ratings, and says so', async ({ sample: v }) => {
  await v.by('tab').nth(1).click();
  await expect(v.by('year')).toContainText('this goes by the days on which you rated films');
  await expect(v.by('years').locator('button')).toHaveText(['2024', '2023']);
});

test('who has dated nothing has no year', async ({ welcome: v }) => {
  await v.choose({ name: 'ratings.csv', mimeType: 'text/csv', buffer: Buffer.from('Name,Year,Rating\nHeat,1995,4\n') });
  await v.settled();
  await v.by('tab').nth(1).click();
  await v.by('portrait').waitFor();
  await v.by('map').locator('svg').first().waitFor();
  await expect(v.by('year')).toHaveCount(0);
  await expect(v.by('to-year')).toBeHidden();
});

test('each year has a picture of its own', async ({ taste: v }) => {
  const png = await v.download(() => v.by('save-year').click());
  expect(png.subarray(1, 4).toString()).toBe(PNG);
  expect(sizeOf(png)).toEqual([1080, 1350]);
  expect(png.length, 'bytes: a picture, not a blank').toBeGreaterThan(60_000);
  v.expectClean();
});

test('a picture goes out by the device’s own sheet, where there is one', async ({ visit }) => {
  onlyIn('chromium', 'the sheet is made up either way');
  const v = await visit.open({
    script: () => {
      navigator.canShare = (data) => data?.files?.[0]?.type === 'image/png';
      navigator.share = async ({ files }) => {
        if (window.refuses) throw new DOMException('closed', window.refuses);
        window.given = { name: files[0].name, size: files[0].size };
      };
    },
  });
  await v.choose(withDiary({ 2024: 12 }));
  await v.settled();
  await v.by('tab').nth(1).click();
  await v.by('map').locator('svg').first().waitFor();
  await v.by('share-year').click();
  await expect.poll(() => v.page.evaluate(() => window.given?.name)).toBe('halfstar-2024.png');
  expect(await v.page.evaluate(() => window.given.size)).toBeGreaterThan(60_000);
  await v.by('share-picture').click();
  await expect.poll(() => v.page.evaluate(() => window.given.name)).toBe('halfstar.png');
  // A sheet that does not open is no loss.
  await v.page.evaluate(() => (window.refuses = 'NotAllowedError'));
  const png = await v.download(() => v.by('share-picture').click());
  expect(png.subarray(1, 4).toString()).toBe(PNG);
  v.expectClean();
});

test('without such a sheet there is no button for it', async ({ taste: v }) => {
  test.skip(await v.page.evaluate(() => Boolean(navigator.canShare)), 'this browser has one');
  await expect(v.by('share-picture')).toBeHidden();
  await expect(v.by('save-picture')).toBeVisible();
});

/** What lies over something else in this picture, or leaves it. */
function misplaced() {
  const own = [...document.querySelectorAll(':root > text')].map((text) => {
    const { x, y, width, height } = text.getBBox();
    return { says: text.textContent, x, y, width, height };
  });
  const found = own.filter(({ x, width }) => x < 60 || x + width > 1020).map(({ says }) => `${says} leaves the picture`);
  own.forEach((one, place) => {
    for (const other of own.slice(place + 1)) {
      const across = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
      // Lines of letters stand closer than their boxes.
      const down = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
      if (across > 0 && down > 8) found.push(`${one.says} is over ${other.says}`);
    }
  });
  return own.length > 20 ? found : [`only ${own.length} texts`];
}

test('nothing in a picture is over something else or wider than its room', async ({ visit }) => {
  onlyIn('chromium', 'letters are as wide elsewhere, nearly');
  const v = await visit.open({
    script: () => {
      const own = Object.getOwnPropertyDescriptor(HTMLImageElement.prototype, 'src');
      window.painted = [];
      const set = function (source) {
        window.painted.push(source);
        own.set.call(this, source);
      };
      Object.defineProperty(HTMLImageElement.prototype, 'src', { ...own, set });
    },
  });
  await v.choose(withDiary({ 2023: 8, 2024: 12 }));
  await v.settled();
  await v.by('tab').nth(1).click();
  await v.by('map').locator('svg').waitFor();
  for (const of of ['picture', 'year']) {
    await v.download(() => v.by(`save-${of}`).click());
    const source = await v.page.evaluate(() => window.painted.at(-1));
    const page = await v.context.newPage();
    await page.goto(source);
    expect(await page.evaluate(misplaced), of).toEqual([]);
    await page.close();
  }
});

test.describe('with a finger', () => {
  onlyIn('chromium', 'Firefox’s driver has no fingers');
  test.use({ viewport: PHONE, hasTouch: true });
  test('a tap near a dot of the map opens a film', async ({ taste: v }) => {
    const picture = v.by('map').locator('svg').first();
    const own = await picture.locator('.loved').getAttribute('d');
    const [, x, y] = own.match(/M(\d+) (\d+)h0/).map(Number);
    await picture.scrollIntoViewIfNeeded();
    const box = await picture.boundingBox();
    await v.page.touchscreen.tap(box.x + ((x + 4) / 264) * box.width + 3, box.y + ((y + 4) / 264) * box.height + 3);
    await v.page.locator('#details-title').waitFor();
    v.expectClean();
  });
});

test('keys go over the map from film to film, and open one', async ({ taste: v }) => {
  await v.page.getByRole('application').focus();
  await v.page.keyboard.press('ArrowRight');
  await expect(v.by('map-here')).toContainText('Press Enter to open it');
  await expect(v.by('map').locator('.ring')).toHaveAttribute('r', '4');
  const title = async () => (await v.by('map-here').locator('b').innerText()).replace(/ \d{4}$/, '');
  const met = new Set([await title()]);
  for (const key of ['ArrowLeft', 'ArrowUp', 'ArrowRight', 'ArrowDown']) {
    await v.page.keyboard.press(key);
    met.add(await title());
  }
  expect(met.size, 'films met on the way').toBeGreaterThan(2);
  const here = await title();
  await v.page.keyboard.press('Enter');
  await expect(v.page.locator('#details-title')).toContainText(here);
  v.expectClean();
});

const guest = (name, rated) => ({
  name: `letterboxd-${name}-2024-03-28-10-20-utc.zip`,
  mimeType: 'application/zip',
  buffer: zip(exportFiles({ member: { rated, unrated: [], watchlist: [] }, logged: 0, liked: 0 })),
});
const percents = async (v) => (await v.by('match').allInnerTexts()).map((text) => Number.parseInt(text, 10));

test('the match of two exports says how alike they are, and on how many films it rests', async ({ shelf: v }) => {
  const opposite = sample.rated.map(([title, year, id, stars]) => [title, year, id, 5.5 - stars]);
  await v.by('tab').nth(2).click();
  await v.by('guest-zone').waitFor();
  await v.by('guest-input').setInputFiles([guest('twin', sample.rated)]);
  await expect(v.by('match')).toHaveCount(1);
  const [twin] = await percents(v);
  expect(twin).toBeGreaterThanOrEqual(90);
  await expect(v.by('pair')).toContainText(`You and twin`);
  await expect(v.by('pair')).toContainText(/From \d+ films that both have rated/);
  await expect(v.by('pair')).toContainText('Both love');
  await v.by('pair').locator('.film').first().click();
  await v.page.locator('#details-title').waitFor();
  await v.shutFilm();

  await v.by('guest-input').setInputFiles([guest('other', opposite)]);
  await expect(v.by('match')).toHaveCount(3);
  const all = await percents(v);
  expect(all[0]).toBe(twin);
  expect(all[1]).toBeLessThan(30);
  expect(all[2], 'the two of them').toBeLessThan(30);
  await expect(v.by('pair').nth(1)).toContainText('You could argue about');
  v.expectClean();
});

test('of two who share too little nothing is said', async ({ shelf: v }) => {
  await v.by('tab').nth(2).click();
  await v.by('guest-zone').waitFor();
  await v.by('guest-input').setInputFiles([guest('stranger', sample.rated.slice(0, 3))]);
  await v.by('night-film').first().waitFor();
  await expect(v.by('matches')).toBeHidden();
  await v.by('guest-input').setInputFiles([guest('twin', sample.rated)]);
  await expect(v.by('match'), 'the stranger is left out').toHaveCount(1);
});

/** What is wider than the window, with the page as it stands. What scrolls by itself does not count. */
function wide(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const isKept = (element) => {
      for (let around = element.parentElement; around && around !== document.body; around = around.parentElement) {
        const { left, right } = around.getBoundingClientRect();
        if (getComputedStyle(around).overflowX !== 'visible' && left >= -1 && right <= width + 1) return true;
      }
      return false;
    };
    const found = [...document.querySelectorAll('body *')].filter((element) => {
      const { left, right, width: own, height } = element.getBoundingClientRect();
      return own > 0 && height > 0 && (right > width + 1 || left < -1) && !element.closest('.hidden, .skip, .wall') && !isKept(element);
    });
    return found.slice(0, 8).map((element) => `${element.tagName}.${element.getAttribute('class')}: ${element.textContent.slice(0, 30)}`);
  });
}

/** What is cut off in a picture of bars, or lies over its neighbour. */
function collisions(page) {
  return page.evaluate(() => {
    const box = (element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      const { top, right, bottom, left } = range.getBoundingClientRect();
      // What does not fit and ends in dots is seen as far as its element goes.
      const isCut = getComputedStyle(element).overflowX === 'hidden';
      return { top, bottom, left, right: isCut ? Math.min(right, element.getBoundingClientRect().right) : right };
    };
    const found = [];
    for (const chart of document.querySelectorAll('.columns')) {
      const grounds = [...chart.querySelectorAll('svg')].map((bar) => bar.getBoundingClientRect().bottom);
      if (Math.max(...grounds) - Math.min(...grounds) > 1) found.push('bars do not stand on one ground, over the names of others');
    }
    for (const row of document.querySelectorAll('.columns, .dumbbells, .leanings, .voices, .apart, .best, .found-people')) {
      const texts = [...row.querySelectorAll('span:not(.hidden):not(.poster), small, button, b')].filter((it) => it.childElementCount === 0 && it.textContent.trim());
      const card = row.closest('.panel-card')?.getBoundingClientRect();
      const boxes = texts.map((text) => [text.textContent, box(text)]);
      for (const [says, at] of boxes) {
        if (card && (at.right > card.right + 1 || at.left < card.left - 1)) found.push(`${says} leaves its card`);
      }
      boxes.forEach(([one, a], place) => {
        for (const [other, b] of boxes.slice(place + 1)) {
          const over = Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1.5 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4;
          if (over) found.push(`${one} is over ${other}`);
        }
      });
    }
    return found.slice(0, 8);
  });
}

for (const [name, viewport] of Object.entries({ phone: PHONE, small: { width: 320, height: 700 }, desk: DESK })) {
  test.describe(name, () => {
    test.use({ viewport, contextOptions: { reducedMotion: 'reduce' } });
    test(`no bars collide and nothing is cut off, ${name}`, async ({ taste: v }) => {
      expect(await collisions(v.page)).toEqual([]);
      expect(await wide(v.page)).toEqual([]);
      await v.screenshot(`pictures-${name}`);
    });
  });
}

test.describe('where type is twice as large', () => {
  test.use({ viewport: PHONE, contextOptions: { reducedMotion: 'reduce' } });

  const enlarge = async (v) => {
    await v.page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
    await v.painted();
  };

  test('the first page fits', async ({ welcome: v }) => {
    await enlarge(v);
    expect(await wide(v.page)).toEqual([]);
    expect(await v.overflow()).toBeLessThanOrEqual(0);
  });

  test('the shelf and a film fit', async ({ shelf: v }) => {
    await enlarge(v);
    expect(await wide(v.page)).toEqual([]);
    await v.openFilm();
    await v.by('near').waitFor();
    expect(await wide(v.page)).toEqual([]);
    const inside = await v.page.locator('dialog.details[open]').evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth);
    expect(inside, 'nor does the film’s sheet scroll sideways').toBeLessThanOrEqual(0);
  });

  test('the taste and a year fit', async ({ taste: v }) => {
    await enlarge(v);
    expect(await wide(v.page)).toEqual([]);
    expect(await collisions(v.page)).toEqual([]);
    expect(await v.overflow()).toBeLessThanOrEqual(0);
    await v.screenshot('pictures-large');
  });

  test('a night fits', async ({ shelf: v }) => {
    await enlarge(v);
    await v.by('tab').nth(2).click();
    await v.by('guest-zone').waitFor();
    expect(await wide(v.page)).toEqual([]);
    await v.by('made-up-guest').click();
    await v.by('night-film').first().waitFor();
    await v.by('match').first().waitFor();
    expect(await wide(v.page)).toEqual([]);
    expect(await v.overflow()).toBeLessThanOrEqual(0);
  });
});

for (const colorScheme of ['light', 'dark']) {
  test.describe(() => {
    test.use({ viewport: PHONE, colorScheme, contextOptions: { reducedMotion: 'reduce' } });
    onlyIn('chromium', 'axe reads the same markup and styles, and takes its time');
    test(`axe finds nothing on a year and a match, ${colorScheme}`, async ({ taste: v }) => {
      await v.expectAccessible('year');
      await v.by('tab').nth(2).click();
      await v.by('made-up-guest').click();
      await v.by('match').first().waitFor();
      await v.expectAccessible('match');
      await v.screenshot(`match-${colorScheme}`);
    });
  });
}
