// WebKit, which Playwright cannot drive as a distribution ships it: WebKitGTK's own driver speaks plain WebDriver, and this
// is as much of it as webkit.spec.mjs needs. HALFSTAR_WEBKIT says where the driver is. No screen? Then under Xvfb.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import assert from 'node:assert/strict';

const SHOTS = fileURLToPath(new URL('screenshots/', import.meta.url));
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** What a request to anywhere but this machine runs into: it is written down, and refused. */
export class Trap {
  /** Hosts that were asked for. */
  hosts = [];

  async start() {
    this.http = createServer((request, response) => {
      this.hosts.push(request.headers.host ?? request.url);
      response.writeHead(403).end('trapped');
    });
    this.http.on('connect', (request, socket) => {
      this.hosts.push(request.url);
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    });
    await new Promise((done) => this.http.listen(0, '127.0.0.1', done));
    return this;
  }

  get address() {
    return `127.0.0.1:${this.http.address().port}`;
  }

  async stop() {
    this.http.closeAllConnections();
    await new Promise((done) => this.http.close(done));
  }
}

/** One browser window with a home folder of its own: nothing is left from the last, and downloads are found. */
export class WebKit {
  #programs = [];
  #session;

  async start({ trap, dark = false } = {}) {
    const proxy = { proxyType: 'manual', httpProxy: trap.address, sslProxy: trap.address, noProxy: ['127.0.0.1'] };
    for (let left = 3; ; left -= 1) {
      try {
        await this.#open(proxy, dark);
        return this;
      } catch (error) {
        await this.stop();
        // On a busy machine the browser now and then starts without telling the driver.
        if (left === 1) throw error;
      }
    }
  }

  async #open(proxy, dark) {
    this.home = mkdtempSync(join(tmpdir(), 'halfstar-webkit-'));
    const env = { ...process.env, HOME: this.home, DISPLAY: process.env.DISPLAY || (await this.#screen()) };
    for (const folder of ['CACHE', 'CONFIG', 'DATA']) env[`XDG_${folder}_HOME`] = this.home;
    Object.assign(env, { GTK_THEME: dark ? 'Adwaita:dark' : 'Adwaita', NO_AT_BRIDGE: '1' });
    Object.assign(env, { LIBGL_ALWAYS_SOFTWARE: '1', MESA_SHADER_CACHE_DISABLE: 'true' });
    delete env.WAYLAND_DISPLAY;
    const port = await freePort();
    this.address = `http://127.0.0.1:${port}`;
    this.#run(process.env.HALFSTAR_WEBKIT ?? 'WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'], { stdio: 'ignore', env });
    await until('the driver answers', () => fetch(`${this.address}/status`).then((answer) => answer.ok, () => false));
    const { sessionId } = await this.#ask('POST', '/session', { capabilities: { alwaysMatch: { proxy } } }, 20_000);
    this.#session = `/session/${sessionId}`;
  }

  async stop() {
    if (this.#session) await this.#ask('DELETE', this.#session).catch(() => {});
    this.#session = undefined;
    for (const program of this.#programs.splice(0).reverse()) {
      const ended = new Promise((done) => program.once('exit', done));
      try {
        // With all that it has started.
        process.kill(-program.pid);
        await ended;
      } catch {
        // It has ended by itself, or never began.
      }
    }
    try {
      rmSync(this.home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    } catch {
      // A few bytes in the system's folder for such bytes.
    }
  }

  go(url) {
    return this.#ask('POST', `${this.#session}/url`, { url });
  }

  reload() {
    return this.#ask('POST', `${this.#session}/refresh`, {});
  }

  resize(width, height) {
    return this.#ask('POST', `${this.#session}/window/rect`, { width, height });
  }

  /** Calls the function in the page, with plain values. */
  evaluate(call, ...args) {
    return this.#ask('POST', `${this.#session}/execute/sync`, { script: `return (${call})(...arguments)`, args });
  }

  /** Waits until the function, called in the page, is true. */
  until(what, call, ...args) {
    return until(what, () => this.evaluate(call, ...args));
  }

  click(selector) {
    return this.#act(selector, 'click', {});
  }

  /** Types into an element; with a file input, the paths of files. Keys such as End are single letters of WebDriver's. */
  type(selector, text) {
    return this.#act(selector, 'value', { text });
  }

  async screenshot(name) {
    mkdirSync(SHOTS, { recursive: true });
    const picture = await this.#ask('GET', `${this.#session}/screenshot`);
    const width = await this.evaluate(() => innerWidth);
    writeFileSync(`${SHOTS}${name}-${width}-webkit.png`, Buffer.from(picture, 'base64'));
  }

  /** Does something to an element as soon as it is there, stays, and is in nobody's shadow. */
  async #act(css, what, body) {
    let last;
    await until(`${css}: ${what}`, async () => {
      try {
        // The driver's own scrolling ends at the edge, where something sticky may lie.
        await this.evaluate((css) => document.querySelector(css)?.scrollIntoView({ block: 'center' }), css);
        const found = await this.#ask('POST', `${this.#session}/element`, { using: 'css selector', value: css });
        await this.#ask('POST', `${this.#session}/element/${found[ELEMENT]}/${what}`, body);
        return true;
      } catch (error) {
        last = error;
        if (!/no such element|stale element|not interactable|intercepted/.test(error.message)) throw error;
        return false;
      }
    }).catch((error) => Promise.reject(last ?? error));
  }

  async #ask(method, path, body, patience = 60_000) {
    const signal = AbortSignal.timeout(patience);
    const answer = await fetch(this.address + path, { method, body: body && JSON.stringify(body), signal }).catch((error) =>
      assert.fail(`${method} ${path} ${JSON.stringify(body)}: ${error.message}`),
    );
    const { value } = await answer.json();
    assert.ok(!value?.error, `${method} ${path}: ${value?.error} ${value?.message}`);
    return value;
  }

  #run(program, args, options) {
    const child = spawn(program, args, { ...options, detached: true });
    child.on('error', (error) => console.error(`${program}: ${error.message}`));
    this.#programs.push(child);
    return child;
  }

  /** A screen of our own; Xvfb looks for a free number and tells it. */
  async #screen() {
    const args = ['-displayfd', '3', '-screen', '0', '1400x1100x24', '-nolisten', 'tcp', '-noreset'];
    const xvfb = this.#run('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
    const number = await new Promise((found, fail) => {
      let told = '';
      // All of the line: it dies of a pipe that is closed on it.
      xvfb.stdio[3].on('data', (data) => (told += data).endsWith('\n') && found(told.trim()));
      xvfb.once('error', fail);
      xvfb.once('exit', () => fail(new Error('Xvfb ended')));
    });
    return `:${number}`;
  }
}

/** Waits for up to a minute: on a busy machine, software that draws in place of a graphics card is slow. */
export async function until(what, look) {
  const end = Date.now() + 60_000;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    assert.ok(Date.now() < end, `still not: ${what}`);
    await sleep(30);
  }
}

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}
