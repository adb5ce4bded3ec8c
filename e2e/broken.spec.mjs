// What a member sees when something that is ours is broken: a sentence and a way out, never a dead page.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { CHROMIUM } from './browsers.mjs';
import { exportZip } from './export.mjs';
import { expect, onlyIn, test } from './fixtures.mjs';
import { DESK, Visit } from './visit.mjs';

const BASE = /base-[^/]*\.halfstar$/;
const MANIFEST = /bundle\/manifest\.json$/;
const PROGRAM = /app[^/]*\.wasm$/;
const WORKER = /start-worker[^/]*\.js$/;

/** There is a notice in words, and one of the buttons in it or beside it can be pressed. */
async function expectWayOut(v, words) {
  const text = await v.notice();
  expect(text).toMatch(words);
  expect(text).not.toMatch(/panicked|unwrap|undefined|\[object|RuntimeError/);
  return text;
}

const half = (body) => body.subarray(0, Math.floor(body.length / 2));

test('a bundle cut short is noticed, and a retry brings the whole one', async ({ visit: v, server }) => {
  server.rule(BASE, half);
  await v.open({ ready: null });
  await expectWayOut(v, /\w+ \w+ \w+/);
  await v.screenshot('truncated');
  server.heal();
  await v.page.getByRole('button', { name: /again|retry|reload/i }).first().click();
  await v.ready('bundle');
  await v.choose(exportZip());
  await v.ready('shelf');
});

test('a bundle that is missing is noticed', async ({ visit: v, server }) => {
  server.rule(BASE, 404);
  await v.open({ ready: null });
  await expectWayOut(v, /\w+ \w+ \w+/);
});

test('a bundle of a newer format asks for a reload', async ({ visit: v, server }) => {
  const newer = (body) => Buffer.from(JSON.stringify({ ...JSON.parse(body), format: 999 }));
  server.rule(MANIFEST, newer);
  await v.open({ ready: null });
  await expectWayOut(v, /reload/i);
});

test('a worker that cannot start is noticed', async ({ visit: v, server }) => {
  server.rule(WORKER, () => Buffer.from('not a script('));
  await v.open({ ready: null });
  await expectWayOut(v, /\w+ \w+ \w+/);
  await v.screenshot('no-worker');
});

test('a worker that is missing is noticed', async ({ visit: v, server }) => {
  server.rule(WORKER, 404);
  await v.open({ ready: null });
  await expectWayOut(v, /\w+ \w+ \w+/);
});

// Nothing of ours runs then: the markup and assets/guard.js have to say it.
test('a program that cannot start is noticed', async ({ visit: v, server }) => {
  server.rule(PROGRAM, () => Buffer.from('not wasm'));
  await v.open({ ready: null });
  const stopped = v.page.locator('#stopped');
  await expect(stopped).toHaveText(/has stopped/);
  await expect(stopped.locator('a'), 'a way out').toHaveCount(1);
});

// The worker still has a storage of its own here, so there is nothing to say.
test('a page without storage has a shelf', async ({ visit: v }) => {
  await v.open({
    script: () => {
      const refuse = () => {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      };
      for (const name of ['indexedDB', 'caches', 'localStorage', 'sessionStorage']) {
        Object.defineProperty(window, name, { get: refuse, configurable: true });
      }
    },
  });
  await v.choose(exportZip());
  await v.ready('shelf');
  expect((await v.titles()).length).toBeGreaterThanOrEqual(20);
});

test.describe(() => {
  onlyIn('chromium', 'its own setting');
  test('a browser that blocks all site data has a shelf as well, and a quiet word about it', async ({ server }) => {
    const profile = mkdtempSync(join(tmpdir(), 'halfstar-'));
    mkdirSync(join(profile, 'Default'));
    const settings = { profile: { default_content_setting_values: { cookies: 2 } } };
    writeFileSync(join(profile, 'Default/Preferences'), JSON.stringify(settings));
    const context = await chromium.launchPersistentContext(profile, { ...CHROMIUM, viewport: DESK });
    try {
      const v = await new Visit(context.pages()[0] ?? (await context.newPage()), server).open();
      const blocked = await v.page.evaluate(() => {
        try {
          return localStorage === null;
        } catch {
          return true;
        }
      });
      expect(blocked, 'the setting works').toBe(true);
      await v.choose(exportZip());
      await v.ready('shelf');
      expect((await v.titles()).length).toBeGreaterThanOrEqual(20);
      expect(await v.notice()).toMatch(/\w+ \w+ \w+/);
      await v.screenshot('no-storage');
    } finally {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    }
  });
});
