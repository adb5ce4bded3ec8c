// A host on which things go wrong, one file at a time: `server.fault(/base-/, stall())`, later `server.mend()`.
//
// A fault gets the answer that was about to be sent, as `{ response, headers, body }`, and does with it what it likes.
import { DIST, Server } from '../server.mjs';

/** Nothing is ever said. */
export const hang = () => () => {};

/** A part of the file comes, then nothing more. */
export const stall = (part = 0.5) => ({ response, headers, body }) => {
  response.writeHead(200, { ...headers, 'content-length': body.length });
  response.write(body.subarray(0, Math.floor(part * body.length)));
};

/** The file comes in so many pieces, one every so many milliseconds. */
export const slow = (pieces, pause) => async ({ response, headers, body }) => {
  response.writeHead(200, { ...headers, 'content-length': body.length });
  const size = Math.ceil(body.length / pieces);
  for (let start = 0; start < body.length && !response.destroyed; start += size) {
    response.write(body.subarray(start, start + size));
    await new Promise((later) => setTimeout(later, pause));
  }
  response.end();
};

/** A part of the file comes, and passes for the whole. */
export const truncate = (part = 0.5) => withBody((body) => body.subarray(0, Math.floor(part * body.length)));

/** One bit is another, at this part of the file. */
export const flip = (part = 0.5) =>
  withBody((body) => {
    const flipped = Buffer.from(body);
    flipped[Math.floor(part * (body.length - 1))] ^= 1;
    return flipped;
  });

/** The connection breaks after a part of the file. */
export const drop = (part = 0.5) => ({ response, headers, body }) => {
  response.writeHead(200, { ...headers, 'content-length': body.length });
  response.write(body.subarray(0, Math.floor(part * body.length)), () => response.destroy());
};

/** A page of the host comes instead, as from a sign-in, or from a host that answers everything with its first page. */
export const html = (page = '<!DOCTYPE html><title>Sign in</title><p>Welcome to this network.</p>') => ({ response, headers }) => {
  response.writeHead(200, { ...headers, 'content-type': 'text/html; charset=utf-8' });
  response.end(page);
};

/** 404, 500 and the like. */
export const status = (code) => ({ response }) => {
  response.writeHead(code, { 'content-type': 'text/plain' });
  response.end();
};

function withBody(change) {
  return ({ response, headers, body }) => {
    const changed = change(body);
    response.writeHead(200, { ...headers, 'content-length': changed.length });
    response.end(changed);
  };
}

export class FaultyServer extends Server {
  #faults = [];
  #copies = new Map();
  #pages = new Map();

  /**
   * From now on this happens to what the path matches, `times` times; of several faults the last one counts.
   * @param {RegExp} path
   */
  fault(path, fault, { times = Infinity } = {}) {
    this.#faults.push({ path, fault, left: times });
  }

  /** From now on everything is as it should be. What hangs already goes on hanging. */
  mend() {
    this.#faults = [];
  }

  /** Serves the page once more, in this folder of the same origin. */
  copy(folder, root = DIST) {
    this.#copies.set(folder, root);
    return new URL(folder, this.url).href;
  }

  /** Serves something else at this path of the same origin. */
  page(path, html) {
    this.#pages.set(path, html);
    return new URL(path, this.url).href;
  }

  place(path) {
    // Any file that is there will do: `send` puts the page in its place.
    if (this.#pages.has(path)) return { root: this.root, path: '/' };
    const folder = [...this.#copies.keys()].find((folder) => path.startsWith(folder));
    if (folder) return { root: this.#copies.get(folder), path: path.slice(folder.length - 1) };
    return super.place(path);
  }

  send(path, response, headers, body) {
    if (this.#pages.has(path)) {
      headers = { ...headers, 'content-type': 'text/html; charset=utf-8' };
      body = Buffer.from(this.#pages.get(path));
    }
    const found = this.#faults.findLast((fault) => fault.left > 0 && fault.path.test(path));
    if (!found) return super.send(path, response, headers, body);
    found.left -= 1;
    found.fault({ response, headers, body });
  }
}
