// What is seen where the program cannot run at all: what is missing and what helps, in place of a bar that never fills.
import { expect, onlyIn, test } from './fixtures.mjs';
import { DESK, PHONE } from './visit.mjs';

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

const pressable = (v) => v.page.locator('.bar:visible, .drop:visible, button:visible');

for (const viewport of [PHONE, DESK]) {
  test.describe(`${viewport.width} wide`, () => {
    test.use({ viewport });
    for (const [what, { script, words }] of Object.entries(without)) {
      test(`without ${what}, the page says so`, async ({ visit: v }) => {
        await v.open({ ready: null, script });
        const lacking = v.page.locator('#lacking');
        await lacking.waitFor();
        await expect(lacking).toHaveText(words, { useInnerText: true });
        await expect(lacking, 'and what works').toHaveText(/Chrome or Edge \d+, Firefox \d+, Safari \d/, { useInnerText: true });
        // What starts the program has run by now.
        await v.page.waitForLoadState('load');
        await v.painted();
        await expect(pressable(v), 'nothing waits or can be pressed').toHaveCount(0);
        await expect(v.page.locator('#stopped'), 'one message is enough').toBeHidden();
        await v.screenshot(`without-${what}`);
      });
    }

    test.describe(() => {
      test.use({ javaScriptEnabled: false });
      onlyIn('chromium', 'it can be told to');
      test('without scripts, the page says so', async ({ visit: v }) => {
        await v.open({ ready: null });
        await expect(v.page.locator('noscript .lacking')).toHaveText(/Scripts are switched off.*allow scripts/s, { useInnerText: true });
        await expect(pressable(v)).toHaveCount(0);
        await v.screenshot('without-scripts');
      });
    });
  });
}

test('a browser that has everything is told nothing', async ({ welcome: v }) => {
  await expect(v.page.locator('.lacking:visible, #stopped:visible')).toHaveCount(0);
  v.expectClean();
});
