// One visit of the page in a real browser, with everything written down that a test may want to know.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import assert from 'node:assert/strict';
import { NAME, closeAll, launch, leaveStyles } from './browsers.mjs';
import { Server } from './server.mjs';

const SHOTS = fileURLToPath(new URL('screenshots/', import.meta.url));

export const PHONE = { width: 390, height: 844 };
export const DESK = { width: 1280, height: 800 };

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Ends the test file's browsers. Call it in `after`. */
export const close = closeAll;

/**
 * Opens the page in a fresh profile and waits until it is `ready` (pass null to wait for nothing).
 * Profile and server are gone when the test `t` ends.
 * @param {import('node:test').TestContext} t
 */
export async function visit(t, { size = DESK, ready = 'bundle', breakIt, script, context: contextOptions } = {}) {
  const server = await new Server().start();
  breakIt?.(server);
  const context = await (await launch(contextOptions)).newContext({ viewport: size, ...contextOptions });
  t.after(async () => {
    await context.close();
    await server.stop().catch(() => {});
  });
  return open(context, server, { ready, script });
}

/** The same in a browser context that the caller has made, and closes. */
export async function open(context, server, { ready = 'bundle', script } = {}) {
  context.setDefaultTimeout(10_000);
  const page = context.pages()[0] ?? (await context.newPage());
  leaveStyles(page);
  const visit = new Visit(page, context, server);
  if (script) await context.addInitScript(script);
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      console.error(`CSP: ${event.violatedDirective} blocks ${event.blockedURI || 'inline'} ${event.sourceFile ?? ''}`);
    });
  });
  await page.goto(server.url);
  if (ready) await visit.ready(ready);
  return visit;
}

export class Visit {
  /** What the console called an error, what nobody caught, and what the security policy blocked. */
  errors = [];
  /** Every address asked for: by the page, its workers and its service worker. */
  addresses = [];

  constructor(page, context, server) {
    Object.assign(this, { page, context, server });
    page.on('console', (message) => {
      if (message.type() === 'error') this.errors.push(message.text());
    });
    page.on('pageerror', (error) => this.errors.push(`uncaught: ${error.message}`));
    page.on('crash', () => this.errors.push('the page crashed'));
    context.on('request', (request) => this.addresses.push(request.url()));
    context.on('weberror', (error) => this.errors.push(`uncaught: ${error.error().message}`));
  }

  /** Elements by their data-testid. */
  by(name) {
    return this.page.locator(`[data-testid="${name}"]`);
  }

  /** Waits until the page says so on <html data-ready>: 'bundle' or 'shelf'. A shelf needs a bundle. */
  async ready(state, timeout = 20_000) {
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

  /** Chooses files in the file input, as `{ name, mimeType, buffer }`. */
  async choose(...files) {
    await this.by('file-input').setInputFiles(files);
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

  /** The films on the shelf, in order, as the next frame shows them. */
  async titles() {
    await this.page.evaluate(() => new Promise((shown) => requestAnimationFrame(() => setTimeout(shown))));
    return this.by('pick').evaluateAll((picks) => picks.map((pick) => pick.dataset.filmTitle));
  }

  /** Waits until the order is another than `before`, and returns it. */
  async titlesOtherThan(before, timeout = 5000) {
    const end = Date.now() + timeout;
    for (;;) {
      const now = await this.titles();
      if (now.length > 0 && now.join('|') !== before.join('|')) return now;
      if (Date.now() > end) assert.fail(`the shelf did not change: ${before.slice(0, 3).join(', ')}…`);
      await this.page.waitForTimeout(30);
    }
  }

  /** Opens the film of this card, the first one unless told, and waits until it is there. */
  async openFilm(card = this.by('pick').first()) {
    await card.locator('.open').click();
    await this.page.locator('dialog.details[open]').waitFor();
  }

  /** Says of the first film that it is not for the member, waits until it is gone, and returns its title. */
  async dismissFirst() {
    const [unwanted] = await this.titles();
    await this.openFilm();
    await this.by('dismiss').click();
    await this.page.waitForFunction((title) => !document.querySelector(`[data-film-title="${CSS.escape(title)}"]`), unwanted);
    return unwanted;
  }

  /** What is downloaded when this is pressed. */
  async download(press) {
    const waiting = this.page.waitForEvent('download');
    await press();
    const chunks = [];
    for await (const chunk of await (await waiting).createReadStream()) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  /** A number that the page keeps on <html>, such as data-shelf-ms. */
  async figure(name) {
    const value = await this.page.evaluate((key) => document.documentElement.dataset[key], name);
    return value === undefined ? null : Number(value);
  }

  /** The words of the first notice, once one is there. */
  async notice(timeout = 8_000) {
    const notice = this.by('notice').first();
    await notice.waitFor({ timeout });
    return (await notice.innerText()).trim();
  }

  async screenshot(name) {
    mkdirSync(SHOTS, { recursive: true });
    const { width } = this.page.viewportSize();
    const browser = NAME === 'chromium' ? '' : `-${NAME}`;
    await this.page.screenshot({ path: `${SHOTS}${name}-${width}${browser}.png` });
  }

  /** axe finds nothing on the page as it stands. */
  async assertAccessible(where) {
    await this.page.evaluate(readFileSync(AXE, 'utf8'));
    const { violations } = await this.page.evaluate(() => window.axe.run());
    const told = violations.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map((node) => node.target).join(', ')})`);
    assert.deepEqual(told, [], where);
  }

  /** Nothing complained, and nothing left this machine's own server. */
  assertClean() {
    assert.deepEqual(this.errors, [], 'no errors in the console');
    const foreign = this.addresses.filter(
      (address) => !address.startsWith(this.server.url) && !/^(blob|data|about):/.test(address),
    );
    assert.deepEqual(foreign, [], 'no request to another origin');
  }
}
