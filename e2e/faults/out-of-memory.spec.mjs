// A device without memory: what the page and its worker get ends where the test says. A worker that runs out of it ends,
// which is said; what it ended over is left out, and the rest goes on.
import { writeFileSync } from 'node:fs';
import { exportZip } from '../export.mjs';
import { FILES, expect, test } from './fixtures.mjs';
import { withMemory } from './scripts.mjs';

const MEGABYTE = 16;

// Each program is to be the one that the server has now.
test.use({ serviceWorkers: 'block' });

const press = (v, name) => v.by('notice').getByRole('button', { name }).click();

/** Chooses `large.csv`, whose rows nobody can object to, in so many megabytes. From the disk: the driver is slow to send so much. */
async function chooseLarge(v, megabytes) {
  const file = test.info().outputPath('large.csv');
  const rows = [];
  for (let row = 0, bytes = 0; bytes < megabytes * 1e6; row += 1) {
    rows.push(`2024-01-02,A film of which there are many ${row},${1900 + (row % 100)},https://boxd.it/a${row.toString(36)},4\n`);
    bytes += rows[row].length;
  }
  writeFileSync(file, `Date,Name,Year,Letterboxd URI,Rating\n${rows.join('')}`);
  await v.choose(file);
}

test('too little for the films: that is said, and once there is enough it works', async ({ visit: v, server }) => {
  server.rule(FILES.program, withMemory(6 * MEGABYTE));
  await v.open({ ready: null });
  await expect(v.by('notice')).toHaveText(/has stopped/, { useInnerText: true });
  server.heal();
  await v.page.reload();
  await v.ready('bundle');
});

test('too little to read a file: that is said, and the shelf stays', async ({ visit: v, server }) => {
  server.rule(FILES.program, withMemory(36 * MEGABYTE));
  await v.open();
  await v.import(exportZip());
  const titles = await v.titles();
  await chooseLarge(v, 20);
  expect(await v.notice()).toMatch(/too little memory.*ratings\.csv alone/s);
  await v.settled();
  await v.expectTitles(titles);
  await v.import(exportZip());
  v.expectClean();
});

test('too little to understand a file: it is left out, named, and the rest goes on', async ({ visit: v, server }) => {
  server.rule(FILES.program, withMemory(52 * MEGABYTE));
  await v.open();
  await v.import(exportZip());
  const titles = await v.titles();
  await chooseLarge(v, 10);
  await expect(v.by('notice')).toHaveText(/has stopped/, { useInnerText: true });
  await press(v, 'Start again');
  await expect(v.by('notice')).toHaveText(/got stuck on “large\.csv” and left it out/, { useInnerText: true });
  await v.settled();
  await v.expectTitles(titles, 'nothing else is lost');
  await v.import(exportZip());
});
