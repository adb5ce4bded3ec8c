// Storage that does not do its part: the page works without it, says what that means for the member, and what was
// remembered before is neither lost nor shown as forgotten.
import { exportZip } from '../export.mjs';
import { Visit } from '../visit.mjs';
import { FILES, expect, onlyIn, test } from './fixtures.mjs';
import { stored } from './stored.mjs';

// Each worker is to be the one that the server has now.
test.use({ serviceWorkers: 'block' });

/** Runs in a page and in its worker before they do. */
function breakStorage(how) {
  const { put } = IDBObjectStore.prototype;
  const no = (name) => new DOMException('not this time', name);
  const request = (then) => {
    const request = Object.create(IDBOpenDBRequest.prototype);
    const handlers = {};
    for (const name of ['onsuccess', 'onerror', 'onupgradeneeded', 'onblocked']) {
      Object.defineProperty(request, name, { set: (act) => (handlers[name] = act), get: () => handlers[name] });
    }
    setTimeout(() => then?.(request, handlers));
    return request;
  };
  const ways = {
    forbidden: () => {
      IDBFactory.prototype.open = () => {
        throw no('SecurityError');
      };
    },
    // Some browsers have no such thing at all.
    absent: () => Object.defineProperty(globalThis, 'indexedDB', { get: () => undefined }),
    silent: () => {
      IDBFactory.prototype.open = () => request();
    },
    failing: () => {
      IDBFactory.prototype.open = () =>
        request((request, { onerror }) => {
          Object.defineProperty(request, 'error', { value: no('UnknownError') });
          onerror?.call(request, new Event('error'));
        });
    },
    full: () => {
      IDBObjectStore.prototype.put = () => {
        throw no('QuotaExceededError');
      };
    },
    'full in the end': () => {
      Object.defineProperty(IDBTransaction.prototype, 'error', { get: () => no('QuotaExceededError') });
      IDBObjectStore.prototype.put = function (...what) {
        const result = put.apply(this, what);
        this.transaction.abort();
        return result;
      };
    },
    'silent half-way': () => {
      IDBObjectStore.prototype.get = () => request();
      IDBObjectStore.prototype.getAllKeys = () => request();
      IDBObjectStore.prototype.put = () => request();
      IDBObjectStore.prototype.clear = () => request();
      Object.defineProperty(IDBTransaction.prototype, 'oncomplete', { set: () => {} });
    },
  };
  ways[how]();
}

/** From now on the storage of this visit's pages and workers is broken. */
async function breakIt(v, how) {
  await v.page.addInitScript(breakStorage, how);
  const before = Buffer.from(`(${breakStorage})(${JSON.stringify(how)});\n`);
  v.server.rule(FILES.worker, (script) => Buffer.concat([before, script]));
}

/** A page of the same browser whose storage is well again. */
async function healed(v, ready) {
  v.server.heal();
  const next = new Visit(await v.context.newPage(), v.server);
  await v.page.close();
  await next.open({ ready });
  return next;
}

/** A shelf, a dial and a remark, as if nothing were. */
async function useIt(v) {
  await v.import(exportZip());
  const titles = await v.titles();
  expect(titles.length).toBeGreaterThanOrEqual(20);
  await v.by('preset-classic').click();
  await v.titlesOtherThan(titles);
  await v.dismissFirst();
}

const NOT_STORED = {
  forbidden: /lets the page store nothing/,
  absent: /lets the page store nothing/,
  silent: /storage does not answer/,
  failing: /could not store/,
  full: /no room left/,
  'full in the end': /no room left/,
  'silent half-way': /storage does not answer/,
};
const NOT_READ = /could not be read.*Reload/s;

for (const [how, words] of Object.entries(NOT_STORED)) {
  test(`${how}: there is a shelf, and it is said that nothing stays but in a backup`, async ({ visit: v }) => {
    await breakIt(v, how);
    await v.open();
    await useIt(v);
    expect(await v.notice()).toMatch(words);
    expect(await v.notice()).toMatch(/only in a backup/);
    await healed(v, 'bundle').then((next) => next.by('welcome').waitFor());
  });
}

for (const how of ['silent', 'failing', 'silent half-way']) {
  test(`${how}, at a later visit: that is said, and nothing is lost`, async ({ shelf: v }) => {
    const unwanted = await v.dismissFirst();
    await v.settled();
    await breakIt(v, how);
    await v.page.reload();
    await v.ready('bundle');
    await v.by('welcome').waitFor();
    expect(await v.notice()).toMatch(NOT_READ);
    const next = await healed(v, 'shelf');
    await expect(next.film(unwanted)).toHaveCount(0);
    await next.by('import-report').locator('summary').click();
    await expect(next.by('said-row')).toHaveCount(1);
  });
}

for (const how of ['silent', 'failing', 'silent half-way']) {
  test(`${how}, when all is to be forgotten: that is not said to be done`, async ({ shelf: v }) => {
    await v.page.evaluate(`(${breakStorage})(${JSON.stringify(how)})`);
    await v.forget();
    expect(await v.notice()).toMatch(/did not delete.*browser’s settings/);
    await expect(v.by('pick').first(), 'and it is still there').toBeVisible();
    const next = await healed(v, 'shelf');
    await next.forget();
    await next.by('welcome').waitFor();
  });
}

test('storage that somebody empties meanwhile is filled again with the next word', async ({ shelf: v }) => {
  await v.page.evaluate(
    () =>
      new Promise((done, fail) => {
        const request = indexedDB.deleteDatabase('halfstar');
        request.onsuccess = done;
        request.onerror = request.onblocked = fail;
      }),
  );
  const unwanted = await v.dismissFirst();
  await v.settled();
  await expect.poll(async () => [...(await stored(v.page)).keys()]).toContain('ledger');
  await v.import(exportZip());
  await v.reload();
  await expect(v.film(unwanted)).toHaveCount(0);
  v.expectClean();
});

test.describe(() => {
  onlyIn('chromium', 'its protocol fills the disk');

  test('a disk that is really full', async ({ welcome: v }) => {
    const session = await v.context.newCDPSession(v.page);
    const origin = new URL(v.server.url).origin;
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
    await useIt(v);
    expect(await v.notice()).toMatch(NOT_STORED.full);
    await session.send('Storage.overrideQuotaForOrigin', { origin });
    await v.import(exportZip());
    await v.reload();
    await expect(v.by('notice')).toHaveCount(0);
  });
});
