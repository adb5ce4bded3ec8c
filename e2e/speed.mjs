// How long a member with many films waits, read off the built page in a real browser. `cargo xtask bench --page` calls it:
// node e2e/speed.mjs MEMBER_FILE [--visits N] [--turns M] [--strict] [--json FILE]; the file gets what is printed.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { CHROMIUM } from './browsers.mjs';
import { manyFilms } from './many.mjs';
import { Server } from './server.mjs';
import { DESK, Visit } from './visit.mjs';

/** Milliseconds at most, by the median. */
const BUDGETS = { shelf: 150, turn: 8 };
/** Nobody drops a file the instant the films are there, nor turns a dial while the details still load. */
const PAUSE = 1500;
const DIALS = ['content', 'quality', 'neighbours', 'variety', 'surprise'];
const KEYS = ['ArrowLeft', 'ArrowRight', 'PageDown', 'PageUp'];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    visits: { type: 'string', default: '10' },
    turns: { type: 'string', default: '12' },
    strict: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});
const [visits, turns] = [values.visits, values.turns].map(Number);
const { films, zip } = manyFilms(positionals[0]);

/** In the page: `ranked` is true as soon as the next shelf is there, were it ranked in the same time as the last. */
function watchRanks() {
  globalThis.ranked = false;
  const seen = new MutationObserver(() => {
    globalThis.ranked = true;
    seen.disconnect();
  });
  seen.observe(document.documentElement, { attributeFilter: ['data-rerank-ms'] });
}

/** One visit in a fresh profile: the figures of its shelf, and of every turned dial. */
async function measure(server) {
  const context = await browser.newContext({ viewport: DESK });
  try {
    const visit = await new Visit(await context.newPage(), server).open();
    await visit.page.waitForTimeout(PAUSE);
    await visit.choose(zip);
    await visit.ready('shelf');
    const found = { shelf: [await visit.figure('shelfMs')], pictures: [await visit.figure('picturesMs')], turn: [] };
    await visit.page.waitForTimeout(PAUSE);
    for (let turn = 0; turn < turns; turn++) {
      await visit.by(`dial-${DIALS[turn % DIALS.length]}`).focus();
      await visit.page.evaluate(watchRanks);
      await visit.page.keyboard.press(KEYS[Math.floor(turn / DIALS.length) % KEYS.length]);
      await visit.page.waitForFunction(() => globalThis.ranked);
      found.turn.push(await visit.figure('rerankMs'));
    }
    if (visit.errors.length > 0) throw new Error(visit.errors.join('\n'));
    return found;
  } finally {
    await context.close();
  }
}

const at = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];

/** What is known of some spans in milliseconds; nothing where there are none. */
function summary(numbers, most) {
  const sorted = numbers.filter((number) => number !== null).sort((a, b) => a - b);
  return sorted.length === 0 ? undefined : { median: at(sorted, 0.5), p90: at(sorted, 0.9), count: sorted.length, most };
}

/** Prints a line, and says whether the budget is kept. */
function report(name, found) {
  if (!found) return true;
  const { count, most } = found;
  const [median, late] = [found.median, found.p90].map((number) => number.toFixed(1).padStart(7));
  const kept = most === undefined || found.median <= most;
  const verdict = most === undefined ? '' : `  at most ${most} ms: ${kept ? 'kept' : 'MISSED'}`;
  console.log(`${name.padEnd(34)} median ${median} ms   p90 ${late} ms   of ${count}${verdict}`);
  return kept;
}

const server = await new Server().start();
const browser = await chromium.launch(CHROMIUM);
const all = { shelf: [], pictures: [], turn: [] };
try {
  for (let visit = 0; visit < visits; visit++) {
    const found = await measure(server);
    for (const name of Object.keys(all)) all[name].push(...found[name]);
  }
} finally {
  await browser.close();
  await server.stop();
}
console.log(`${films} films, ${visits} visits in fresh profiles, ${turns} turns each`);
const shelf = summary(all.shelf, BUDGETS.shelf);
const pictures = summary(all.pictures);
const turn = summary(all.turn, BUDGETS.turn);
const kept = [
  report('export dropped → shelf drawn', shelf),
  report('export dropped → first posters', pictures),
  report('one dial turned → ranked again', turn),
];
if (values.json) writeFileSync(values.json, JSON.stringify({ films, visits, turns, shelf, pictures, turn }));
if (values.strict && kept.includes(false)) process.exitCode = 1;
