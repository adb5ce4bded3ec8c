// Two tabs in which a member does one thing after the other, while hands, disk, worker and network are as fast or as slow
// as chance has it. Whatever overtakes what: the files that were chosen last are theirs, all that was said is kept, and what
// was forgotten is gone. The same seed is the same race: `HALFSTAR_SEED=7 npx playwright test faults/races`.
import { exportZip } from '../export.mjs';
import { Visit } from '../visit.mjs';
import { FILES, LONG, expect, seeded, test } from './fixtures.mjs';
import { slow } from './server.mjs';
import { keptOf } from './stored.mjs';

const SEEDS = process.env.HALFSTAR_SEED?.split(',') ?? Array.from({ length: LONG ? 60 : 4 }, (_, seed) => seed + 1);
const ACTS = 12;

const table = (name, ...titles) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(`Date,Name,Year,Letterboxd URI,Rating\n${titles.map((title) => `2024-03-02,${title},,4.5\n`).join('')}`),
});
/** Files by how many films are in them, which tells them apart. */
const CHOICES = {
  2: table('two.csv', 'Solaris,1972', 'Stalker,1979'),
  3: table('three.csv', 'Heat,1995', 'Paddington 2,2017', 'Alien,1979'),
  35: exportZip(),
};

/** Runs in a page and in its worker before they do: whatever takes time takes more or less of it, in its order. */
function loiter(seed) {
  let state = seed;
  const chance = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const pause = (most) => new Promise((over) => setTimeout(over, chance() ** 3 * most));
  const { arrayBuffer } = Blob.prototype;
  Blob.prototype.arrayBuffer = async function () {
    await pause(800);
    return arrayBuffer.call(this);
  };
  const late = (to, most) => {
    const { postMessage } = to;
    const queues = new WeakMap();
    to.postMessage = function (...message) {
      const before = queues.get(this) ?? Promise.resolve();
      queues.set(this, before.then(() => pause(most)).then(() => postMessage.apply(this, message)));
    };
  };
  if (globalThis.document) {
    late(Worker.prototype, 60);
  } else {
    late(globalThis, 60);
  }
}

/** In a page: keeps all others from the storage for so long. */
function occupyStorage(time) {
  const opening = indexedDB.open('halfstar');
  opening.onsuccess = () => {
    const database = opening.result;
    if (!database.objectStoreNames.contains('kept')) return database.close();
    const until = performance.now() + time;
    const store = database.transaction('kept', 'readwrite').objectStore('kept');
    const again = () => {
      if (performance.now() < until) store.get('nothing').onsuccess = again;
      else database.close();
    };
    again();
  };
}

/** In a page: presses what is there now, if it is. A click of the driver's may come later, on what is there then. */
function pressAtOnce(selector) {
  const target = document.querySelector(selector);
  target?.click();
  return target !== null;
}

/** Two tabs, and what has to come of what is done in them. */
class Race {
  films = null;
  said = [];
  log = [];

  constructor(tabs, chance) {
    this.tabs = tabs.map((v) => ({ v, isSample: false }));
    this.chance = chance;
  }

  pick(among) {
    return among[Math.floor(this.chance() * among.length)];
  }

  async act() {
    const tab = this.pick(this.tabs);
    const act = this.pick(['choose', 'choose', 'choose', 'say', 'say', 'turn', 'sample', 'occupy', 'return', 'forget']);
    await tab.v.page.bringToFront();
    const what = await this[act](tab);
    this.log.push(`${this.tabs.indexOf(tab)}: ${act} ${what ?? ''}`);
    await tab.v.page.waitForTimeout(5 + this.chance() * 120);
  }

  async choose(tab) {
    const films = this.pick(Object.keys(CHOICES));
    // None of its elements is there while a page is drawn anew.
    await tab.v.choose(CHOICES[films]);
    Object.assign(tab, { isSample: false });
    this.films = films;
    return films;
  }

  async turn({ v }) {
    const preset = v.by(this.pick(['preset-classic', 'preset-content', 'preset-neighbours']));
    await preset.click({ timeout: 100 }).catch(() => {});
  }

  async sample(tab) {
    if (this.films === null && (await tab.v.by('welcome').isVisible())) {
      await tab.v.by('sample-member').click();
      tab.isSample = true;
    }
  }

  /** What is said of the sample's films would make it somebody. */
  async say(tab) {
    if (this.films === null || tab.isSample) return;
    const { v } = tab;
    await v.settled();
    const [title] = await v.titles();
    // Other files may have come meanwhile, and with them another shelf.
    if (!(await v.page.evaluate(pressAtOnce, `[data-film-title=${JSON.stringify(title)}] .open`))) return 'nothing';
    await v.by('dismiss').waitFor();
    // Or it has been said in the other tab: pressed once more it would be taken back.
    const isSaid = await v.page.evaluate(pressAtOnce, '[data-testid="dismiss"][aria-pressed="false"]');
    if (isSaid) this.said.push(title);
    else await v.page.keyboard.press('Escape');
    await v.page.locator('dialog[open]').waitFor({ state: 'hidden' });
    return isSaid ? title : 'nothing';
  }

  async occupy({ v }) {
    await v.page.evaluate(occupyStorage, this.chance() * 600);
  }

  /** Somebody who waits until their shelf is there finds it there when they are back. */
  async return(tab) {
    if (this.films === null) return;
    if (!tab.isSample) await tab.v.settled();
    await tab.v.page.reload();
    tab.isSample = false;
  }

  async forget(tab) {
    if (this.chance() < 0.5 || !(await tab.v.by('tab').first().isVisible())) return 'not';
    await tab.v.forget();
    for (const { v } of this.tabs) {
      await v.by('welcome').waitFor();
      await v.ready('bundle');
    }
    this.tabs.forEach((tab) => (tab.isSample = false));
    Object.assign(this, { films: null, said: [] });
    return 'all';
  }

  async expectEnd() {
    for (const { v, isSample } of this.tabs) if (!isSample) await this.expectIn(v);
    for (const { v } of this.tabs) {
      await v.page.bringToFront();
      await v.page.reload();
      await v.ready('bundle');
      await this.expectIn(v);
    }
  }

  async expectIn(v) {
    if (this.films === null) {
      await v.by('welcome').waitFor();
      expect((await keptOf(v.page)).filter((key) => key !== 'chosen'), 'nobody is remembered').toEqual([]);
      return;
    }
    await v.page.bringToFront();
    const report = v.by('import-report');
    await expect(report.locator('summary')).toHaveText(new RegExp(`^${this.films} films seen`), { useInnerText: true });
    if (!(await report.evaluate((report) => report.open))) await report.locator('summary').click();
    const titles = async () =>
      (await v.by('said-row').allInnerTexts()).map((text) => this.said.find((title) => text.includes(title)) ?? text).sort();
    await expect.poll(titles, 'what was said').toEqual([...new Set(this.said)].sort());
  }
}

test.describe.configure({ mode: 'parallel' });

for (const seed of SEEDS) {
  test(`seed ${seed}`, async ({ visit: v, server }) => {
    const chance = seeded(seed);
    const number = () => Math.floor(chance() * 2 ** 32);
    await v.context.addInitScript(loiter, number());
    const before = Buffer.from(`(${loiter})(${number()});\n`);
    server.rule(FILES.worker, (script) => Buffer.concat([before, script]));
    server.fault(FILES.details, slow(4, Math.ceil(chance() * 200)));
    const other = new Visit(await v.context.newPage(), server);
    for (const tab of [v, other]) await tab.open();
    const race = new Race([v, other], chance);
    try {
      for (let act = 0; act < ACTS; act += 1) await race.act();
      await race.expectEnd();
    } catch (error) {
      error.message = `${error.message}\n\nHALFSTAR_SEED=${seed}:\n${race.log.join('\n')}`;
      throw error;
    }
  });
}
