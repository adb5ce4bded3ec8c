// What is said to have stopped is said for as long as that is so.
import { expect, test } from '../fixtures.mjs';

const PROGRAM = /app[^/]*\.wasm$/;

const stopped = (v) => v.page.locator('#stopped');

test('an error before the program starts is nothing once it has started', async ({ visit: v, server }) => {
  const program = server.hold(PROGRAM);
  await v.open({ ready: null });
  await v.page.evaluate(() => {
    setTimeout(() => {
      throw new Error('some extension’s');
    });
  });
  await expect(stopped(v)).toBeVisible();
  program.release();
  await v.ready('bundle');
  await expect(stopped(v)).toBeHidden();
});

test('a page that goes on after an error has not stopped', async ({ sample: v }) => {
  await v.page.evaluate(() => {
    setTimeout(() => {
      throw new WebAssembly.RuntimeError('unreachable');
    });
  });
  await expect(stopped(v)).toHaveText(/has stopped/, { useInnerText: true });
  const before = await v.titles();
  await v.by('preset-classic').click();
  await v.titlesOtherThan(before);
  await expect(stopped(v)).toBeHidden();
});

test('a worker that was started again has not stopped, whatever was asked of the one before', async ({ visit: v }) => {
  await v.page.clock.install();
  await v.open();
  await v.by('sample-member').click();
  await v.settled();
  const before = await v.titles();
  await v.page.evaluate(() => {
    window.post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = () => {};
  });
  await v.by('preset-classic').click();
  await v.page.clock.runFor(30_000);
  expect(await v.notice()).toMatch(/has not answered for a while/);
  await v.page.evaluate(() => (Worker.prototype.postMessage = window.post));
  await v.by('notice').getByRole('button', { name: 'Start again' }).click();
  await v.settled();
  await v.titlesOtherThan(before);
  await expect(v.by('notice')).toHaveCount(0);
});
