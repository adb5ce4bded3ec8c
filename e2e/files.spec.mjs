// People's files as they are: broken, mixed, and real.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exportFiles, exportZip } from './export.mjs';
import { expect, onlyIn, test } from './fixtures.mjs';
import { zip } from './zip.mjs';

const EXPORTS = fileURLToPath(new URL('../../shared/data/exports', import.meta.url));

function expectSentence(text) {
  expect(text, `a sentence, not: ${text}`).toMatch(/\w+ \w+ \w+/);
  expect(text, text).not.toMatch(/panicked|unwrap|undefined|\[object|RuntimeError|Error:/);
}

const broken = {
  'a ZIP cut in half': () => {
    const whole = exportZip();
    return { ...whole, buffer: whole.buffer.subarray(0, whole.buffer.length / 2) };
  },
  'a ZIP with garbage inside': () => {
    const whole = exportZip();
    const buffer = Buffer.from(whole.buffer);
    // The directory at the end, and the note on where it starts, stay whole.
    const directory = buffer.readUInt32LE(buffer.length - 6);
    return { ...whole, buffer: buffer.fill(0xa5, 0, directory) };
  },
  'a picture': () => ({ name: 'poster.png', mimeType: 'image/png', buffer: Buffer.from('\x89PNG\r\n\x1a\n', 'latin1') }),
  'an empty file': () => ({ name: 'export.zip', mimeType: 'application/zip', buffer: Buffer.alloc(0) }),
  'a ZIP of something else': () => ({
    name: 'holiday.zip',
    mimeType: 'application/zip',
    buffer: zip({ 'readme.txt': 'sun and sand', 'costs.csv': 'what,how much\r\nice cream,3\r\n' }),
  }),
};

for (const [what, make] of Object.entries(broken)) {
  test(`${what} gets a sentence, and the page goes on`, async ({ welcome: v }) => {
    await v.choose(make());
    expectSentence(await v.notice());
    await expect(v.page.locator('html')).not.toHaveAttribute('data-ready', 'shelf');
    await v.choose(exportZip());
    await v.ready('shelf');
    expect((await v.titles()).length).toBeGreaterThanOrEqual(20);
    v.expectClean();
  });
}

test('one bad file among good ones costs a warning, not the shelf', async ({ welcome: v }) => {
  const files = exportFiles();
  const buffer = zip({
    ...files,
    'ratings.csv': `${files['ratings.csv']}2024-03-01,Ikiru,1952,https://boxd.it/1X9o,eleven\r\n`,
    'diary.csv': Buffer.alloc(512),
  });
  await v.choose({ name: 'letterboxd.zip', mimeType: 'application/zip', buffer });
  await v.ready('shelf');
  expect((await v.titles()).length).toBeGreaterThanOrEqual(20);
  const report = v.by('import-report');
  if (!(await report.evaluate((element) => element.open ?? true))) await report.locator('summary').first().click();
  await expect(v.by('warning-row').filter({ hasText: /diary|ratings/ }).first(), 'a warning names its file').toBeVisible();
  v.expectClean();
});

/** Exports of real members, each as one ZIP; not part of the repository. */
function realExports() {
  if (!existsSync(EXPORTS)) return [];
  return readdirSync(EXPORTS, { withFileTypes: true }).flatMap((entry) => {
    const path = join(EXPORTS, entry.name);
    if (entry.name.endsWith('.zip')) return { name: entry.name, buffer: readFileSync(path) };
    if (!entry.isDirectory()) return [];
    const files = readdirSync(path, { recursive: true }).filter((name) => name.endsWith('.csv'));
    return { name: `${entry.name}.zip`, buffer: zip(Object.fromEntries(files.map((name) => [name, readFileSync(join(path, name))]))) };
  });
}

test.describe('real exports', () => {
  onlyIn('chromium', 'what differs is in the files');
  const all = realExports();
  if (all.length === 0) test('none', () => test.skip(true, 'no real exports beside this checkout'));
  for (const { name, buffer } of all) {
    test(name, async ({ welcome: v }) => {
      await v.drop({ name, mimeType: 'application/zip', buffer });
      await v.ready('shelf');
      expect((await v.titles()).length).toBeGreaterThanOrEqual(20);
      console.log(`${name}: dropped to drawn in ${await v.figure('shelfMs')} ms`);
      v.expectClean();
    });
  }
});
