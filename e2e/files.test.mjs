// People's files as they are: broken, mixed, and real.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { only } from './browsers.mjs';
import { exportFiles, exportZip } from './export.mjs';
import { close, visit } from './halfstar.mjs';
import { zip } from './zip.mjs';

after(close);

const EXPORTS = fileURLToPath(new URL('../../shared/data/exports', import.meta.url));

function assertSentence(text) {
  assert.match(text, /\w+ \w+ \w+/, `a sentence, not: ${text}`);
  assert.doesNotMatch(text, /panicked|unwrap|undefined|\[object|RuntimeError|Error:/, text);
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
  test(`${what} gets a sentence, and the page goes on`, async (t) => {
    const v = await visit(t);
    await v.choose(make());
    assertSentence(await v.notice());
    assert.notEqual(await v.page.evaluate(() => document.documentElement.dataset.ready), 'shelf');
    await v.choose(exportZip());
    await v.ready('shelf');
    assert.ok((await v.titles()).length >= 20);
    v.assertClean();
  });
}

test('one bad file among good ones costs a warning, not the shelf', async (t) => {
  const v = await visit(t);
  const files = exportFiles();
  const buffer = zip({
    ...files,
    'ratings.csv': `${files['ratings.csv']}2024-03-01,Ikiru,1952,https://boxd.it/1X9o,eleven\r\n`,
    'diary.csv': Buffer.alloc(512),
  });
  await v.choose({ name: 'letterboxd.zip', mimeType: 'application/zip', buffer });
  await v.ready('shelf');
  assert.ok((await v.titles()).length >= 20);
  const report = v.by('import-report');
  if (!(await report.evaluate((element) => element.open ?? true))) await report.locator('summary').first().click();
  const rows = await v.by('warning-row').allInnerTexts();
  assert.ok(rows.length > 0, 'at least one warning');
  assert.ok(rows.some((row) => /diary|ratings/.test(row)), `a warning names its file: ${rows}`);
  v.assertClean();
});

const none = existsSync(EXPORTS) ? false : 'no real exports beside this checkout';

test('real exports', { skip: none || only('chromium', 'what differs is in the files') }, async (t) => {
  const folders = [];
  for (const entry of readdirSync(EXPORTS, { withFileTypes: true })) {
    if (entry.name.endsWith('.zip')) {
      folders.push({ name: entry.name, buffer: readFileSync(join(EXPORTS, entry.name)) });
    } else if (entry.isDirectory()) {
      const root = join(EXPORTS, entry.name);
      const files = readdirSync(root, { recursive: true }).filter((name) => name.endsWith('.csv'));
      folders.push({
        name: `${entry.name}.zip`,
        buffer: zip(Object.fromEntries(files.map((name) => [name, readFileSync(join(root, name))]))),
      });
    }
  }
  for (const { name, buffer } of folders) {
    await t.test(name, async (t) => {
      const v = await visit(t);
      await v.drop({ name, mimeType: 'application/zip', buffer });
      await v.ready('shelf');
      assert.ok((await v.titles()).length >= 20);
      t.diagnostic(`${name}: dropped to drawn in ${await v.figure('shelfMs')} ms`);
      v.assertClean();
    });
  }
});
