// What makes a page, or its worker, wait or end where a test wants it to.

/**
 * Runs in a page before it does: files whose names begin with `slow` are read when `letThrough` says so. When the page
 * begins to read one, `window.onSlowFile` is called.
 */
export function slowFiles() {
  const read = Blob.prototype.arrayBuffer;
  const gates = new Map();
  Blob.prototype.arrayBuffer = async function () {
    if (this.name?.startsWith('slow')) {
      const gate = new Promise((open) => gates.set(this.name, open));
      window.onSlowFile?.();
      await gate;
    }
    return read.call(this);
  };
  window.slowFiles = {
    isRead: (name) => gates.has(name),
    letThrough: (name) => gates.get(name)(),
  };
}

export const HANGS = /hangs$/;

/** The file as one that is slow to be read. */
export const slow = (file) => ({ ...file, name: `slow-${file.name}` });

/** Chooses a slow file, and waits until the page has begun to read it, and says so: no other page takes its place then. */
export async function chooseSlow(v, file) {
  await v.choose(file);
  await v.page.waitForFunction((name) => window.slowFiles.isRead(name), file.name);
  await v.by('welcome').waitFor({ state: 'detached' });
}

/** Lets a slow file be read, and what follows from it on the page be done. */
export async function letThrough(v, { name }) {
  await v.page.evaluate((name) => window.slowFiles.letThrough(name), name);
  await v.painted();
}

/** Runs in a page before it does: `breakWorker` tells it that its worker has broken. */
export function breakable() {
  const Plain = Worker;
  window.Worker = class extends Plain {
    constructor(...how) {
      super(...how);
      window.breakWorker = () => this.dispatchEvent(new MessageEvent('message', { data: 'RuntimeError: unreachable' }));
    }
  };
}

/** The start script of a worker that is not let at the device's storage. */
export const forgetful = (script) =>
  Buffer.concat([Buffer.from("Object.defineProperty(self, 'indexedDB', { get: () => undefined });\n"), script]);

/**
 * The start script of a worker that cannot stand `word`: it ends, or (`hangs`) says nothing any more, when it is given it
 * in a message or, once the bundle is there, by the device's storage. With `late`, only when it has answered once more.
 * Each that hangs asks the server for `HANGS`.
 */
export const poisoned = (word, { hangs = false, late = false } = {}) => (script) =>
  Buffer.concat([Buffer.from(`(${poison})(${JSON.stringify({ word, hangs, late })});\n`), script]);

function poison({ word, hangs, late }) {
  const marker = new TextEncoder().encode(word);
  const holds = (bytes) => {
    if (!(bytes instanceof Uint8Array)) return false;
    const last = bytes.length - marker.length;
    for (let at = bytes.indexOf(marker[0]); at >= 0 && at <= last; at = bytes.indexOf(marker[0], at + 1)) {
      if (marker.every((byte, place) => bytes[at + place] === byte)) return true;
    }
    return false;
  };
  const post = self.postMessage.bind(self);
  // Messages that hold an answer worth the name; the others tell how far something is.
  const isAnswer = (message) => message.byteLength > 200;
  let dead = false;
  let answers = 0;
  let last = Infinity;
  const end = () => {
    if (dead) return;
    dead = true;
    if (hangs) {
      // So that a test can tell.
      const request = new XMLHttpRequest();
      request.open('GET', 'hangs', false);
      request.send();
    } else {
      post('RuntimeError: unreachable');
    }
    // Nothing that it has begun goes on.
    self.close();
  };
  self.postMessage = (message, ...moved) => {
    if (isAnswer(message) && answers >= last) end();
    if (dead) return;
    if (isAnswer(message)) answers += 1;
    post(message, ...moved);
  };
  self.addEventListener('message', (event) => {
    if (!dead && !holds(event.data)) return;
    if (dead || !late) {
      event.stopImmediatePropagation();
      end();
    } else {
      last = answers + 1;
    }
  });
  const result = Object.getOwnPropertyDescriptor(IDBRequest.prototype, 'result');
  Object.defineProperty(IDBRequest.prototype, 'result', {
    ...result,
    get() {
      const value = result.get.call(this);
      // What is looked up later is not to be read again.
      if (answers === 0 && holds(value)) last = late ? 1 : 0;
      return value;
    },
  });
}

/** A program of WebAssembly whose memory ends after so many pages of 64 KB. */
export const withMemory = (pages) => (program) => {
  const MEMORY = 5;
  let at = 8;
  while (at < program.length) {
    const [section, begin] = [program[at], at];
    const [size, body] = number(program, at + 1);
    at = body + size;
    if (section !== MEMORY) continue;
    // One memory: how many limits it has, the least, and the most where there are two.
    const [least] = number(program, body + 2);
    const limits = [1, 1, ...bytesOf(least), ...bytesOf(Math.max(pages, least))];
    return Buffer.concat([
      program.subarray(0, begin),
      Buffer.from([MEMORY, ...bytesOf(limits.length), ...limits]),
      program.subarray(at),
    ]);
  }
  throw new Error('no memory in this program');
};

/** A number in LEB128, and where it ends. */
function number(bytes, at) {
  let [value, shift] = [0, 0];
  for (;;) {
    const byte = bytes[at];
    at += 1;
    value += (byte & 0x7f) * 2 ** shift;
    shift += 7;
    if (byte < 0x80) return [value, at];
  }
}

function bytesOf(value) {
  const bytes = [];
  for (; value >= 0x80; value = Math.floor(value / 0x80)) bytes.push((value % 0x80) + 0x80);
  return [...bytes, value];
}
