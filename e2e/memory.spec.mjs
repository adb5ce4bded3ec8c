// What is replaced leaves nothing behind. Everything that a member can do over and over is done so often, and then as often
// again: the memory of both programs (the page's and the worker's) and of scripts, elements and listeners have to be in the
// end what they were in the middle.
// 600 turned dials, and of all else as many as take as long. `HALFSTAR_TURNS=5000 npx playwright test memory` is the long
// form: 5,000 turned dials, 1,000 films opened and shut, the language changed 330 times, in half an hour.
import { expect, onlyIn, test as base } from './fixtures.mjs';

const TURNS = Number(process.env.HALFSTAR_TURNS ?? 600);
/** A memory of WebAssembly grows by pages, several at once; what is held for a moment may take some. */
const PAGE = 64 * 1024;
/** What may be more in the end. Scripts' memory moves by itself: the browser compiles what runs often. */
const MORE = { page: 4 * PAGE, worker: 4 * PAGE, scripts: 1_500_000, nodes: 100, listeners: 20 };

/** In the page or in its worker: the bytes of its program's memory. The script is there already, and gives what it began. */
const ofProgram = async (script) => (await (await import(script)).default()).memory.buffer.byteLength;

/** In the page: how many nodes it is made of. */
function onPage() {
  const all = document.createTreeWalker(document);
  let nodes = 1;
  while (all.nextNode()) nodes += 1;
  return nodes;
}

/** In the page, for all acts: waits from frame to frame until something is so; for a shelf until it is drawn to the end. */
function helpers() {
  const said = document.documentElement.dataset;
  globalThis.one = (selector) => document.querySelector(selector);
  globalThis.until = async (so) => {
    while (!so()) await new Promise(requestAnimationFrame);
  };
  globalThis.redrawn = async (act, also = () => true) => {
    delete said.ready;
    act();
    await globalThis.until(() => said.ready === 'shelf' && also(said));
  };
}

/** What a member does, so often; each act leaves the page as the next one wants it. `every`: for so many turned dials it is done once. */
const ACTS = {
  'dials are turned': {
    every: 1,
    // The cards of the shelf before are held until the next, as many as were not on it any more: sixty, of 27 nodes each.
    more: { nodes: 1_800 },
    act: async (times) => {
      const dials = [...document.querySelectorAll('.dial input')];
      for (let time = 0; time < times; time += 1) {
        const dial = dials[time % dials.length];
        await redrawn(() => {
          dial.value = String((Number(dial.value) + 37) % 101);
          dial.dispatchEvent(new Event('input', { bubbles: true }));
        });
      }
    },
  },
  'presets are chosen': {
    every: 8,
    act: async (times) => {
      const presets = [...document.querySelectorAll('.presets button')];
      for (let time = 0; time < times * presets.length; time += 1) {
        await redrawn(() => presets[(time + 1) % presets.length].click());
      }
    },
  },
  'films are opened and shut': {
    every: 5,
    act: async (times) => {
      const films = document.querySelectorAll('.pick .open');
      for (let time = 0; time < times; time += 1) {
        films[time % films.length].click();
        await until(() => one('dialog.details[open] [data-testid="place"]')?.textContent.trim());
        one('dialog.details[open] button[data-close="yes"]').click();
        await until(() => !one('dialog.details[open]'));
      }
    },
  },
  'titles are typed': {
    every: 15,
    act: async (times) => {
      for (let time = 0; time < times; time += 1) {
        one('[data-testid="find"]').click();
        await until(() => one('dialog.finder[open] .found .starter'));
        const box = one('[data-testid="find-input"]');
        for (const typed of ['go', 'godf', '']) {
          box.value = typed;
          box.dispatchEvent(new Event('input', { bubbles: true }));
          await until(() => one(typed ? '.found li:not(.starter) .found-film' : '.found .starter'));
        }
        one('[data-testid="find-done"]').click();
        await until(() => !one('dialog.finder[open]'));
      }
    },
  },
  'filters are set and lifted': {
    every: 15,
    // As above.
    more: { nodes: 1_800 },
    act: async (times) => {
      const genre = one('[data-testid="filter-genre"] .chip');
      // Wanted, not wanted, neither.
      for (let time = 0; time < times * 3; time += 1) {
        await redrawn(() => genre.click(), (said) => said.counts === 'fresh');
      }
    },
  },
  'pages are turned': {
    every: 15,
    act: async (times) => {
      for (let time = 0; time < times; time += 1) {
        for (const [place, there] of [[1, '.map svg path'], [2, '.night [data-testid="guest-zone"]'], [0, '.pick']]) {
          document.querySelectorAll('[data-testid="tab"]')[place].click();
          await until(() => one(there));
        }
        await until(() => document.documentElement.dataset.counts === 'fresh');
      }
    },
  },
  'the language is changed': {
    every: 15,
    act: async (times) => {
      for (let time = 0; time < times * 2; time += 1) {
        const [code, first] = time % 2 === 0 ? ['de', 'Weil'] : ['en', 'Because'];
        await redrawn(() => {
          const picker = one('[data-testid="language"]');
          picker.value = code;
          picker.dispatchEvent(new Event('change', { bubbles: true }));
        }, (said) => said.counts === 'fresh' && one('.pick .reason')?.textContent.startsWith(first));
      }
    },
  },
  'guests come and go': {
    every: 30,
    begin: async (v) => {
      await v.by('tab').nth(2).click();
      await v.by('guest-zone').waitFor();
    },
    act: async (times) => {
      for (let time = 0; time < times; time += 1) {
        one('[data-testid="made-up-guest"]').click();
        await until(() => one('[data-testid="night-film"]'));
        one('[data-testid="leave"]').click();
        await until(() => one('[data-testid="guest-zone"]'));
      }
    },
  },
};

const test = base.extend({
  /** What is held when everything that can be let go is. */
  held: async ({ context, page, shelf }, use) => {
    const session = await context.newCDPSession(page);
    await session.send('Performance.enable');
    const script = await page.evaluate(
      () => performance.getEntriesByType('resource').map(({ name }) => name).find((name) => /\/app-[^/]*\.js$/.test(name)),
    );
    const [worker] = page.workers();
    await shelf.painted();
    await use(async () => {
      await session.send('HeapProfiler.collectGarbage');
      const { metrics } = await session.send('Performance.getMetrics');
      const metric = (name) => metrics.find((metric) => metric.name === name).value;
      return {
        page: await page.evaluate(ofProgram, script),
        worker: await worker.evaluate(ofProgram, script),
        scripts: metric('JSHeapUsedSize'),
        // Those that are not on the page: another shelf has other posters, of more lines or less.
        nodes: metric('Nodes') - (await page.evaluate(onPage)),
        listeners: metric('JSEventListeners'),
      };
    });
  },
});

onlyIn('chromium', 'its protocol tells what is held');
test.setTimeout(120_000 + TURNS * 500);

for (const [name, { every, begin, act, more: also }] of Object.entries(ACTS)) {
  test(`memory is flat while ${name}`, async ({ shelf: v, held }) => {
    await v.page.evaluate(helpers);
    await begin?.(v);
    const times = Math.ceil(TURNS / every / 2);
    await v.page.evaluate(act, times);
    const middle = await held();
    await v.page.evaluate(act, times);
    const end = await held();
    const more = Object.fromEntries(Object.keys(MORE).map((what) => [what, end[what] - middle[what]]));
    console.log(`${name}, ${times} and ${times} times: ${JSON.stringify(end)}, more than in the middle: ${JSON.stringify(more)}`);
    for (const [what, most] of Object.entries({ ...MORE, ...also })) expect.soft(more[what], what).toBeLessThanOrEqual(most);
    v.expectClean();
  });
}
