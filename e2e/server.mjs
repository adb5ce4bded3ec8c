// A static server for dist/, on a port of its own: no caching, and files that can be made to go wrong. With `likeAHost`
// it compresses, and sends the headers of dist/_headers, as a static host does.
// Alone, `node e2e/server.mjs [PORT]` serves dist/ to look at.
import { createServer } from 'node:http';
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

export const DIST = resolve(process.env.HALFSTAR_DIST ?? fileURLToPath(new URL('../dist', import.meta.url)));

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** Never the bundle: it is packed already, and hosts leave types alone that they do not know. */
const COMPRESSED = /^(text\/|image\/svg|application\/(json|wasm|manifest))/;

const PACKERS = {
  br: (body) => brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (body) => gzipSync(body),
};

export class Server {
  /** Paths in the order in which they were asked for. */
  requests = [];
  #headers = [];
  #packed = new Map();
  #rules = [];
  #holds = [];
  #http;
  #port = 0;

  /** Serves `root` below the path `base`, which begins and ends with a slash. */
  constructor(root = DIST, base = '/', { likeAHost = false } = {}) {
    this.root = root;
    this.base = base;
    this.likeAHost = likeAHost;
    if (!existsSync(join(root, 'index.html'))) throw new Error(`${root} holds no page: \`cargo xtask build\` makes it`);
    if (likeAHost) this.#headers = headerRules(readFileSync(join(root, '_headers'), 'utf8'));
  }

  /** Starts, or starts again on the port it had. */
  async start(port = this.#port) {
    this.#http = createServer((request, response) => void this.#answer(request, response));
    await new Promise((done, fail) => this.#http.once('error', fail).listen(port, '127.0.0.1', done));
    this.#port = this.#http.address().port;
    return this;
  }

  async stop() {
    this.#http.closeAllConnections();
    await new Promise((done) => this.#http.close(done));
  }

  get url() {
    return `http://127.0.0.1:${this.#port}${this.base}`;
  }

  /**
   * From now on `change` what is served where the path matches: a Buffer → a Buffer, or a number for a bare status.
   * @param {RegExp} path
   * @param {((body: Buffer) => Buffer) | number} change
   */
  rule(path, change) {
    this.#rules.push({ path, change });
  }

  /** From now on whoever asks for what the path matches waits until it is released. */
  hold(path) {
    const held = { path };
    held.until = new Promise((release) => (held.release = release));
    this.#holds.push(held);
    return held;
  }

  /** Everything is as it should be again. */
  heal() {
    this.#rules = [];
  }

  count(path) {
    return this.requests.filter((asked) => path.test(asked)).length;
  }

  /** Where the file is that is asked for: in which folder of this machine, under which path. */
  place(path) {
    return { root: this.root, path };
  }

  /** Sends a file, once all is known of it. */
  send(path, response, headers, body) {
    response.writeHead(200, { ...headers, 'content-length': body.length });
    response.end(body);
  }

  async #answer(request, response) {
    const whole = decodeURIComponent(new URL(request.url, this.url).pathname);
    if (!whole.startsWith(this.base)) return void response.writeHead(404).end();
    const asked = whole.slice(this.base.length - 1);
    this.requests.push(asked);
    await Promise.all(this.#holds.filter((held) => held.path.test(asked)).map((held) => held.until));
    const { root, path } = this.place(asked);
    const file = normalize(join(root, path.endsWith('/') ? `${path}index.html` : path));
    const rule = this.#rules.findLast((candidate) => candidate.path.test(asked));
    try {
      if (typeof rule?.change === 'number') return void response.writeHead(rule.change).end();
      if (!file.startsWith(root + sep)) return void response.writeHead(403).end();
      let body = await readFile(file);
      if (rule) body = rule.change(body);
      const headers = {
        'cache-control': 'no-store',
        'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
        'x-content-type-options': 'nosniff',
      };
      if (this.likeAHost) body = this.#asHostsDo(path, body, headers, request.headers['accept-encoding'] ?? '');
      this.send(asked, response, headers, request.method === 'HEAD' ? Buffer.alloc(0) : body);
    } catch {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('not found');
    }
  }

  /** Adds what _headers says, and packs the body if the browser can unpack it. */
  #asHostsDo(path, body, headers, accepted) {
    headers['cache-control'] = 'public, max-age=0, must-revalidate';
    const said = {};
    for (const rule of this.#headers.filter((rule) => rule.path.test(path))) {
      // As Cloudflare does; Netlify likewise.
      for (const [name, value] of Object.entries(rule.headers)) said[name] = said[name] ? `${said[name]}, ${value}` : value;
    }
    Object.assign(headers, said);
    const packer = Object.keys(PACKERS).find((name) => accepted.includes(name));
    if (!packer || !COMPRESSED.test(headers['content-type'])) return body;
    headers['content-encoding'] = packer;
    headers.vary = 'accept-encoding';
    const key = `${packer} ${path}`;
    if (!this.#packed.has(key)) this.#packed.set(key, PACKERS[packer](body));
    return this.#packed.get(key);
  }
}

/** What a headers file says: lines of paths, in which a star is anything, each with its headers below it. */
function headerRules(text) {
  const rules = [];
  for (const line of text.split('\n').filter((line) => line.trim() && !line.startsWith('#'))) {
    const [, name, value] = line.match(/^\s+([\w-]+):\s*(.*)$/) ?? [];
    if (name) rules.at(-1).headers[name.toLowerCase()] = value;
    else rules.push({ path: new RegExp(`^${line.trim().replace(/[.?+]/g, '\\$&').replaceAll('*', '.*')}$`), headers: {} });
  }
  return rules;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const server = await new Server().start(Number(process.argv[2] ?? 8080));
  console.log(`${DIST} at ${server.url}`);
}
