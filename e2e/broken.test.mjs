// What a member sees when something that is ours is broken: a sentence and a way out, never a dead page.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { chromium } from 'playwright-core';
import { CHROMIUM, only } from './browsers.mjs';
import { exportZip } from './export.mjs';
import { DESK, close, open, visit } from './halfstar.mjs';
import { Server } from './server.mjs';

after(close);

const BASE = /base-[^/]*\.halfstar$/;
const MANIFEST = /bundle\/manifest\.json$/;
const PROGRAM = /app[^/]*\.wasm$/;
const WORKER = /start-worker[^/]*\.js$/;

/** There is a notice in words, and one of the buttons in it or beside it can be pressed. */
async function assertWayOut(v, words) {
  const text = await v.notice();
  assert.match(text, words);
  assert.doesNotMatch(text, /panicked|unwrap|undefined|\[object|RuntimeError/);
  return text;
}

const half = (body) => body.subarray(0, Math.floor(body.length / 2));

test('a bundle cut short is noticed, and a retry brings the whole one', async (t) => {
  const v = await visit(t, { ready: null, breakIt: (server) => server.rule(BASE, half) });
  await assertWayOut(v, /\w+ \w+ \w+/);
  await v.screenshot('truncated');
  v.server.heal();
  await v.page.getByRole('button', { name: /again|retry|reload/i }).first().click();
  await v.ready('bundle');
  await v.choose(exportZip());
  await v.ready('shelf');
});

test('a bundle that is missing is noticed', async (t) => {
  const v = await visit(t, { ready: null, breakIt: (server) => server.rule(BASE, 404) });
  await assertWayOut(v, /\w+ \w+ \w+/);
});

test('a bundle of a newer format asks for a reload', async (t) => {
  const newer = (body) => Buffer.from(JSON.stringify({ ...JSON.parse(body), format: 999 }));
  const v = await visit(t, { ready: null, breakIt: (server) => server.rule(MANIFEST, newer) });
  await assertWayOut(v, /reload/i);
});

test('a worker that cannot start is noticed', async (t) => {
  const v = await visit(t, { ready: null, breakIt: (server) => server.rule(WORKER, () => Buffer.from('not a script(')) });
  await assertWayOut(v, /\w+ \w+ \w+/);
  await v.screenshot('no-worker');
});

test('a worker that is missing is noticed', async (t) => {
  const v = await visit(t, { ready: null, breakIt: (server) => server.rule(WORKER, 404) });
  await assertWayOut(v, /\w+ \w+ \w+/);
});

// Nothing of ours runs then: the markup and assets/guard.js have to say it.
test('a program that cannot start is noticed', async (t) => {
  const v = await visit(t, { ready: null, breakIt: (server) => server.rule(PROGRAM, () => Buffer.from('not wasm')) });
  const stopped = v.page.locator('#stopped');
  await stopped.waitFor({ timeout: 8000 });
  assert.match(await stopped.textContent(), /has stopped/);
  assert.equal(await stopped.locator('a').count(), 1, 'a way out');
});

// The worker still has a storage of its own here, so there is nothing to tell.
test('a page without storage has a shelf', async (t) => {
  const v = await visit(t, {
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
  assert.ok((await v.titles()).length >= 20);
});

test('a browser that blocks all site data has a shelf as well, and a quiet word about it', { skip: only('chromium', 'its own setting') }, async (t) => {
  const profile = mkdtempSync(join(tmpdir(), 'halfstar-'));
  mkdirSync(join(profile, 'Default'));
  const settings = { profile: { default_content_setting_values: { cookies: 2 } } };
  writeFileSync(join(profile, 'Default/Preferences'), JSON.stringify(settings));
  const server = await new Server().start();
  const context = await chromium.launchPersistentContext(profile, { ...CHROMIUM, viewport: DESK });
  t.after(async () => {
    await context.close();
    await server.stop();
    rmSync(profile, { recursive: true, force: true });
  });
  const v = await open(context, server);
  const blocked = await v.page.evaluate(() => {
    try {
      return localStorage === null;
    } catch {
      return true;
    }
  });
  assert.ok(blocked, 'the setting works');
  await v.choose(exportZip());
  await v.ready('shelf');
  assert.ok((await v.titles()).length >= 20);
  assert.match(await v.notice(), /\w+ \w+ \w+/);
  await v.screenshot('no-storage');
});
