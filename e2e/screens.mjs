// The pictures that browsers show before they install the page, and the one for whoever shares a link: of the demo profile,
// on the built page. `cargo xtask screens` calls it: node e2e/screens.mjs FOLDER
import { mkdirSync, writeFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { CHROMIUM } from './browsers.mjs';
import { Server, DIST } from './server.mjs';
import { PHONE, Visit } from './visit.mjs';

const folder = process.argv[2];
mkdirSync(folder, { recursive: true });
const server = await new Server(DIST, '/').start();
const browser = await chromium.launch({ ...CHROMIUM });

/** The demo profile's shelf in a window of this size. */
async function shelf(viewport, colorScheme = 'dark') {
  const context = await browser.newContext({ viewport, colorScheme, reducedMotion: 'reduce' });
  const visit = await new Visit(await context.newPage(), server).open();
  await visit.by('sample-member').click();
  await visit.settled();
  // On a phone it is asked in the settings.
  if (await visit.by('posters-no').isVisible()) await visit.by('posters-no').click();
  await visit.painted();
  return visit;
}

/** A PNG as WebP, packed by the browser. */
async function webp(page, png) {
  const text = await page.evaluate(async (png) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
    const canvas = new OffscreenCanvas(image.width, image.height);
    canvas.getContext('2d').drawImage(image, 0, 0);
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/webp', quality: 0.82 })).arrayBuffer());
    return btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ''));
  }, png.toString('base64'));
  return Buffer.from(text, 'base64');
}

const blank = await (await browser.newContext()).newPage();
const write = async (name, png) => writeFileSync(`${folder}/${name}.webp`, await webp(blank, png));

const wide = await shelf({ width: 1280, height: 800 });
await write('shelf-wide', await wide.page.screenshot());
const narrow = await shelf(PHONE);
await write('shelf-narrow', await narrow.page.screenshot());
await narrow.openFilm();
await narrow.painted();
await write('film-narrow', await narrow.page.screenshot());
// What the page is, in its own words, before its own drawings.
const context = await browser.newContext({ viewport: { width: 1200, height: 630 }, colorScheme: 'dark', reducedMotion: 'reduce' });
const card = await new Visit(await context.newPage(), server).open();
await card.page.evaluate(() => {
  // What is pressed leaves its room to the wall of posters; the words stand in the middle.
  for (const element of document.querySelectorAll('.drop, .or, .top nav')) element.style.visibility = 'hidden';
  document.querySelector('.hello').style.transform = 'translateY(92px) scale(1.06)';
  document.querySelector('.hello').style.transformOrigin = 'left top';
  document.documentElement.style.scrollbarGutter = 'auto';
  document.documentElement.style.overflow = 'hidden';
});
await card.painted();
writeFileSync(`${folder}/card.png`, await card.page.screenshot());
await browser.close();
await server.stop();
