// As e2e/fixtures.mjs, with a server on which things can go wrong, and a clock that can be hurried.
import { expect, onlyIn, test as base } from '../fixtures.mjs';
import { DIST } from '../server.mjs';
import { FaultyServer } from './server.mjs';

export { expect, onlyIn };

/** Whether the long form was asked for: `cargo xtask test --only faults-long`. */
export const LONG = Boolean(process.env.HALFSTAR_FAULTS_LONG);

/** Numbers from 0 to 1, the same ones for the same seed (FNV-1a, then mulberry32). */
export function seeded(seed) {
  let state = [...String(seed)].reduce((hash, letter) => Math.imul(hash ^ letter.codePointAt(0), 0x01000193), 0x811c9dc5);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const test = base.extend({
  server: async ({ folder }, use) => {
    const server = await new FaultyServer(DIST, folder).start();
    await use(server);
    await server.stop().catch(() => {});
  },
});

export const FILES = {
  'start script': /\/start-[0-9a-f]+\.js$/,
  glue: /\/app-[^/]*\.js$/,
  program: /\/app-[^/]*\.wasm$/,
  worker: /\/start-worker-[^/]*\.js$/,
  words: /\/words-de-[^/]*\.txt$/,
  manifest: /\/bundle\/manifest\.json$/,
  base: /\/bundle\/base-[^/]*\.halfstar$/,
  details: /\/bundle\/details-[^/]*\.halfstar$/,
};

/**
 * Before the page is opened: the long waits of the page and its worker, of five seconds and more, end so many times
 * sooner, or later for a part of one. What the tests are to see at the end of a wait is the same; nobody has to sit it out.
 */
export async function hurry(v, times = 10) {
  await v.context.addInitScript(faster, times);
  const before = Buffer.from(`(${faster})(${times});\n`);
  v.server.rule(FILES.worker, (script) => Buffer.concat([before, script]));
}

function faster(times) {
  const { setTimeout } = globalThis;
  globalThis.setTimeout = (act, time, ...more) => setTimeout(act, time < 5000 ? time : time / times, ...more);
}
