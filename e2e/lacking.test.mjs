// What is seen where the program cannot run at all: what is missing and what helps, in place of a bar that never fills.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { NAME } from './browsers.mjs';
import { DESK, PHONE, close, visit } from './halfstar.mjs';

after(close);

const without = {
  WebAssembly: { script: () => delete globalThis.WebAssembly, words: /lacks WebAssembly\./ },
  SIMD: {
    // As a browser from before: what begins with a function of a vector is no module.
    script: () => {
      const { validate } = WebAssembly;
      WebAssembly.validate = (bytes) => !new Uint8Array(bytes).includes(253) && validate(bytes);
    },
    words: /lacks WebAssembly’s vectors/,
  },
  workers: { script: () => delete globalThis.Worker, words: /lacks workers\./ },
};

for (const [what, { script, words }] of Object.entries(without)) {
  for (const size of [PHONE, DESK]) {
    test(`without ${what}, ${size.width} wide, the page says so`, async (t) => {
      const v = await visit(t, { size, ready: null, script });
      const lacking = v.page.locator('#lacking');
      await lacking.waitFor();
      const says = await lacking.innerText();
      assert.match(says, words);
      assert.match(says, /Chrome or Edge \d+, Firefox \d+, Safari \d/, 'and what works');
      // What would have happened by now had it started.
      await v.page.waitForTimeout(500);
      assert.equal(await v.page.locator('.bar:visible, .drop:visible, button:visible').count(), 0, 'nothing waits or can be pressed');
      assert.equal(await v.page.locator('#stopped').isVisible(), false, 'one message is enough');
      await v.screenshot(`without-${what}`);
    });
  }
}

test('without scripts, the page says so', { skip: NAME !== 'chromium' && 'Chromium can be told to' }, async (t) => {
  for (const size of [PHONE, DESK]) {
    const v = await visit(t, { size, ready: null, context: { javaScriptEnabled: false } });
    assert.match(await v.page.locator('noscript .lacking').innerText(), /Scripts are switched off.*allow scripts/s);
    assert.equal(await v.page.locator('.bar:visible, .drop:visible, button:visible').count(), 0);
    await v.screenshot('without-scripts');
  }
});

test('a browser that has everything is told nothing', async (t) => {
  const v = await visit(t);
  assert.equal(await v.page.locator('.lacking:visible, #stopped:visible').count(), 0);
  v.assertClean();
});
