// One visit of the page in a real browser, with everything written down that a test may want to know.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';
import { NAME } from './browsers.mjs';

const SHOTS = fileURLToPath(new URL('screenshots/', import.meta.url));

export const PHONE = { width: 390, height: 844 };
export const DESK = { width: 1280, height: 800 };

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** The number at the end of some words, such as a count; NaN where there is none. */
export const lastNumber = (text) => Number(/(\d[\d,]*)\D*$/.exec(text)?.[1].replaceAll(',', ''));

export class Visit {
  /** What the console called an error, what nobody caught, and what the security policy blocked. */
  errors = [];
  /** Every address asked for: by the page, its workers and its service worker. */
  addresses = [];

  /**
   * @param {import('@playwright/test').Page} page
   * @param {import('./server.mjs').Server} server
   */
  constructor(page, server) {
    this.page = page;
    this.context = page.context();
    this.server = server;
    page.on('console', (message) => {
      if (message.type() === 'error') this.errors.push(message.text());
    });
    page.on('pageerror', (error) => this.errors.push(`uncaught: ${error.message}`));
    page.on('crash', () => this.errors.push('the page crashed'));
    this.context.on('request', (request) => this.addresses.push(request.url()));
    this.context.on('weberror', (error) => this.errors.push(`uncaught: ${error.error().message}`));
  }

  /**
   * Goes to the page and waits until it is `ready` (pass null to wait for nothing). `script` runs in the page before it
   * does. `waitUntil` is for a page that does not load to its end.
   */
  async open({ ready = 'bundle', script, waitUntil } = {}) {
    if (script) await this.context.addInitScript(script);
    await this.context.addInitScript(() => {
      addEventListener('securitypolicyviolation', (event) => {
        console.error(`CSP: ${event.violatedDirective} blocks ${event.blockedURI || 'inline'} ${event.sourceFile ?? ''}`);
      });
    });
    await this.page.goto(this.server.url, { waitUntil });
    if (ready) await this.ready(ready);
    return this;
  }

  /** Elements by their data-testid. */
  by(name) {
    return this.page.getByTestId(name);
  }

  /** Waits until the page says so on <html data-ready>: 'bundle' or 'shelf'. A shelf needs a bundle. */
  async ready(state, timeout = 30_000) {
    const states = state === 'bundle' ? ['bundle', 'shelf'] : [state];
    await this.page
      .waitForFunction((wanted) => wanted.includes(document.documentElement.dataset.ready), states, { timeout })
      .catch(async (error) => {
        const now = await this.page.evaluate(() => document.documentElement.dataset.ready).catch(() => '?');
        const text = await this.page.evaluate(() => document.body.innerText.slice(0, 500)).catch(() => '');
        throw new Error(`not ready for '${state}' (now '${now}'); errors: ${this.errors.join(' | ')}; page: ${text}`, {
          cause: error,
        });
      });
  }

  /**
   * Waits until a shelf is there and nothing more comes by itself: the details are in, it is ranked, its choices are counted,
   * and so are films for tonight.
   */
  async settled() {
    await this.ready('shelf');
    await this.page.waitForFunction(() => {
      const { details, counts, tonight } = document.documentElement.dataset;
      const is = details === 'ready' && counts === 'fresh' && tonight === 'ready';
      return is && !document.querySelector('[aria-busy="true"]');
    });
  }

  /** Puts the page's clock so many days ahead of this machine's; whoever comes back by then finds it so. */
  async later(days) {
    await this.page.clock.setFixedTime(Date.now() + days * 86_400_000);
  }

  /** Chooses files in the file input, as `{ name, mimeType, buffer }` or each by its path. */
  async choose(...files) {
    await this.by('file-input').setInputFiles(files);
  }

  /** The same, and waits for the shelf that comes of it, whatever was there before. */
  async import(...files) {
    await this.page.evaluate(() => delete document.documentElement.dataset.ready);
    await this.choose(...files);
    await this.settled();
  }

  /** Begins anew, as a member does who comes back. */
  async reload(ready = 'shelf') {
    await this.page.reload();
    await (ready === 'shelf' ? this.settled() : this.ready(ready));
  }

  /** Drops a file on the drop zone, as a hand with a mouse would. */
  async drop({ name, mimeType, buffer }) {
    const data = await this.page.evaluateHandle(
      ({ name, mimeType, base64 }) => {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        const transfer = new DataTransfer();
        transfer.items.add(new File([bytes], name, { type: mimeType }));
        return transfer;
      },
      { name, mimeType, base64: buffer.toString('base64') },
    );
    for (const event of ['dragenter', 'dragover', 'drop']) {
      await this.by('drop-zone').dispatchEvent(event, { dataTransfer: data });
    }
  }

  /** Waits for what is drawn by now to be painted. */
  async painted() {
    await this.page.evaluate(() => new Promise((shown) => requestAnimationFrame(() => setTimeout(shown))));
  }

  /** The films on the shelf, in order, once it is ranked and stands still from one frame to the next. */
  async titles() {
    return this.page.evaluate(async () => {
      const frame = () => new Promise((shown) => requestAnimationFrame(() => setTimeout(shown)));
      const read = () => [...document.querySelectorAll('[data-testid="pick"]')].map((pick) => pick.dataset.filmTitle);
      for (let before; ; ) {
        await frame();
        const now = read();
        if (!document.querySelector('[aria-busy="true"]') && before?.join('|') === now.join('|')) return now;
        before = now;
      }
    });
  }

  /** Waits until the order is another than `before`, and returns it. */
  async titlesOtherThan(before) {
    let now = [];
    await expect(async () => {
      now = await this.titles();
      expect(now.length, 'films are there').toBeGreaterThan(0);
      expect(now, 'another order').not.toEqual(before);
    }).toPass({ timeout: 20_000, intervals: [30] });
    return now;
  }

  /** Waits until these films are there, in this order. */
  async expectTitles(titles, why) {
    await expect.poll(() => this.titles(), { message: why }).toEqual(titles);
  }

  /** The film of this title on the shelf. */
  film(title) {
    return this.page.locator(`[data-film-title=${JSON.stringify(title)}]`);
  }

  /** Opens the film of this card, the first one unless told, and waits until it is there. */
  async openFilm(card = this.by('pick').first()) {
    await card.locator('.open').click();
    await this.page.locator('dialog.details[open]').waitFor();
  }

  /** With a finger, where the browser's driver has one. */
  touch(target) {
    return NAME === 'chromium' ? target.tap() : target.click();
  }

  /** Presses what is in the header's menu: a row where there is room, else behind a button. */
  async press(name) {
    if (await this.by('menu').isVisible()) await this.by('menu').click();
    await this.by(name).click();
  }

  /** Shuts the film that is open. */
  async shutFilm() {
    await this.page.keyboard.press('Escape');
    await this.page.locator('dialog[open]').waitFor({ state: 'hidden' });
  }

  /** Says of the first film that it is not for the member, waits until it is gone, and returns its title. */
  async dismissFirst() {
    const [unwanted] = await this.titles();
    await this.openFilm();
    await this.by('dismiss').click();
    await expect(this.film(unwanted)).toHaveCount(0);
    return unwanted;
  }

  /** Opens the settings, unless they are. */
  async openSettings() {
    if (!(await this.by('settings-dialog').isVisible())) await this.press('settings');
    await this.by('settings-done').waitFor();
  }

  /** Shuts them. */
  async shutSettings() {
    await this.by('settings-done').click();
    await this.by('settings-dialog').waitFor({ state: 'hidden' });
  }

  /** Has all forgotten: the settings, the question, and not a second more. */
  async forget() {
    await this.openSettings();
    await this.by('forget').click();
    await this.by('forget-yes').click();
    await this.by('forget-now').click();
  }

  /** What is downloaded when this is pressed. */
  async download(press) {
    const waiting = this.page.waitForEvent('download');
    await press();
    const chunks = [];
    for await (const chunk of await (await waiting).createReadStream()) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  /** Waits until this page's own service worker has kept all that is needed without a network, and answers for it. */
  async kept() {
    await this.page.waitForFunction(
      () => navigator.serviceWorker.controller?.scriptURL === new URL('sw.js', document.baseURI).href,
    );
  }

  /** A number that the page keeps on <html>, such as data-shelf-ms. */
  async figure(name) {
    const value = await this.page.evaluate((key) => document.documentElement.dataset[key], name);
    return value === undefined ? null : Number(value);
  }

  /** The words of the first notice, once one is there. */
  async notice() {
    const notice = this.by('notice').first();
    await notice.waitFor();
    return (await notice.innerText()).trim();
  }

  async screenshot(name) {
    mkdirSync(SHOTS, { recursive: true });
    const { width } = this.page.viewportSize();
    const browser = this.context.browser()?.browserType().name() === 'firefox' ? '-firefox' : '';
    await this.page.screenshot({ path: `${SHOTS}${name}-${width}${browser}.png` });
  }

  /** axe finds nothing on the page as it stands. */
  async expectAccessible(where) {
    await this.page.evaluate(readFileSync(AXE, 'utf8'));
    const { violations } = await this.page.evaluate(() => window.axe.run());
    const found = violations.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map((node) => node.target).join(', ')})`);
    expect(found, where).toEqual([]);
  }

  /** How many pixels the page is wider than the window. */
  overflow() {
    return this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  }

  /** Nothing complained, and nothing left this machine's own server. */
  expectClean() {
    expect(this.errors, 'no errors in the console').toEqual([]);
    const foreign = this.addresses.filter(
      (address) => !address.startsWith(this.server.url) && !/^(blob|data|about):/.test(address),
    );
    expect(foreign, 'no request to another origin').toEqual([]);
  }
}
