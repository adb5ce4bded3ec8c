// The first visit on a slow line (1.6 Mbit/s, 150 ms there and back) with a slow processor: how long until words are painted, and until
// an export can be dropped. node e2e/arrival.mjs [--visits N] [--slack TIMES] [--json FILE]; fails where the median is over its budget, times
// the slack that a busy machine is given.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { CHROMIUM } from './browsers.mjs';
import { DIST, Server } from './server.mjs';
import { PHONE } from './visit.mjs';

/** Milliseconds at most. */
const BUDGETS = { words: 1_500, ready: 12_000 };
const NAMES = { words: 'words are painted', ready: 'ready for an export' };
const LINE = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };
const SLOWER = 4;

const { values } = parseArgs({
  options: { visits: { type: 'string', default: '3' }, slack: { type: 'string', default: '1' }, json: { type: 'string' } },
});

const server = await new Server(DIST, '/', { likeAHost: true }).start();
const browser = await chromium.launch(CHROMIUM);
const found = { words: [], ready: [] };
try {
  for (let visit = 0; visit < Number(values.visits); visit += 1) {
    const { words, ready } = await arrive();
    found.words.push(words);
    found.ready.push(ready);
  }
} finally {
  await browser.close();
  await server.stop();
}

const medians = Object.fromEntries(Object.entries(found).map(([name, times]) => [name, median(times)]));
for (const [name, time] of Object.entries(medians)) {
  const all = found[name].map((each) => (each / 1000).toFixed(2)).join(' ');
  console.log(`${NAMES[name].padEnd(20)} ${(time / 1000).toFixed(2)} s, at most ${BUDGETS[name] / 1000} s (${all})`);
  if (time > BUDGETS[name] * Number(values.slack)) process.exitCode = 1;
}
if (values.json) writeFileSync(values.json, JSON.stringify(medians));

/** One visit in a fresh profile, in milliseconds from the beginning of the navigation. */
async function arrive() {
  const context = await browser.newContext({ viewport: PHONE, isMobile: true, hasTouch: true });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', LINE);
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    await page.addInitScript(() => {
      new MutationObserver((_, seen) => {
        if (document.documentElement.dataset.ready !== 'bundle') return;
        globalThis.readyAt = performance.now();
        seen.disconnect();
      }).observe(document, { attributes: true, subtree: true, attributeFilter: ['data-ready'] });
    });
    await page.goto(server.url, { waitUntil: 'commit' });
    await page.waitForFunction(() => globalThis.readyAt, undefined, { timeout: 60_000 });
    return page.evaluate(() => {
      const [words] = performance.getEntriesByName('first-contentful-paint');
      return { words: words.startTime, ready: globalThis.readyAt };
    });
  } finally {
    await context.close();
  }
}

function median(times) {
  return [...times].sort((one, other) => one - other)[Math.floor(times.length / 2)];
}
