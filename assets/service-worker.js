// Halfstar without a network. `cargo xtask finish` lists below what was built: every path, and its SHA-256.
//
// Every file but index.html is immutable under its name, or (the icons, the list of bundle files) as good in one
// version as in another. So a page that was loaded before an update goes on asking for its own files and finds them
// here; a page loaded after it gets the new ones, all of them: nothing is ever mixed. An update fetches only files
// whose contents are new, checks each against its hash, and takes effect with the next load, or not at all.
//
// Other pages may live on the same origin, other copies of Halfstar among them, and below this folder, too. They are
// none of its business: it answers for its own page and its own files alone, and keeps these under its folder's name.
const FILES = new Map([]);

const SCOPE = registration.scope;
const CACHE = `halfstar ${SCOPE}`;
/** The page knows this name as well: it forgets what is there. */
const POSTERS = `halfstar-posters ${SCOPE}`;
const MOST_POSTERS = 400;
/** TMDB lets pictures be kept for six months. So each says when it came; one that does not is of an earlier version. */
const POSTERS_LAST = 180 * 86_400_000;
const CAME = "x-halfstar-came";
/** Where version 0.1 kept the files of every copy on the origin, and their posters. */
const SHARED = "halfstar";
const SHARED_POSTERS = "halfstar-posters";
/** So long nothing must have been asked for before what is missing is fetched: the page goes first. */
const QUIET = 3000;

const folderOf = (path) => path.slice(0, path.indexOf("/") + 1);
const FOLDERS = new Set([...FILES.keys()].map(folderOf));
/** How files are called that are named by their contents. */
const HASHED = /-[0-9a-f]{12,}/;
const keyOf = (path) => `${SCOPE}${path}?sha256=${encodeURIComponent(FILES.get(path))}`;

/** The path of what may be a file of this copy, of whatever version. */
function pathOf(url) {
  if (!url.startsWith(SCOPE)) return;
  const path = url.slice(SCOPE.length).replace(/[?#].*$/, "") || "index.html";
  return FOLDERS.has(folderOf(path)) ? path : undefined;
}

const isPage = (url) => pathOf(url) === "index.html";

// ---- Keeping ----

async function missing() {
  const kept = new Set((await (await caches.open(CACHE)).keys()).map(({ url }) => url));
  return [...FILES.keys()].filter((path) => !kept.has(keyOf(path)));
}

/** Keeps what arrives under this path, if it is what the list says. */
async function keep(path, response) {
  const body = await response.arrayBuffer();
  const hash = btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest("SHA-256", body))));
  if (!response.ok || hash !== FILES.get(path)) throw new Error(`${path}: another file, or none (${response.status})`);
  // A response of its own: some hosts redirect index.html to its folder, and no page may be answered with that.
  await (await caches.open(CACHE)).put(keyOf(path), new Response(body, { headers: response.headers }));
}

const bring = async (path) => keep(path, await fetch(SCOPE + path, { cache: "no-cache" }));

async function install() {
  await adopt();
  // A half-uploaded deployment fails here, and the version that was installed before stays.
  for (const path of await missing()) await bring(path);
  await skipWaiting();
}

/** What an earlier version kept of this copy, where all copies of the origin kept theirs. */
async function shared() {
  const cache = await caches.open(SHARED);
  const all = await cache.keys();
  return { cache, all, ours: all.filter(({ url }) => pathOf(url)) };
}

async function adopt() {
  if (!(await caches.has(SHARED))) return;
  const [own, { cache, ours }] = [await caches.open(CACHE), await shared()];
  for (const key of ours) {
    const kept = await cache.match(key);
    if (kept) await own.put(key, kept);
  }
}

/** Takes away what was adopted. Posters are nobody's in particular: they go when no other copy of that version is left. */
async function leave() {
  if (await caches.has(SHARED)) {
    const { cache, all, ours } = await shared();
    for (const key of ours) await cache.delete(key);
    if (ours.length < all.length) return;
    await caches.delete(SHARED);
  }
  await caches.delete(SHARED_POSTERS);
}

async function tidy() {
  // An older page may still ask for its own files.
  const pages = await clients.matchAll({ type: "window", includeUncontrolled: true });
  if (pages.some(({ url }) => isPage(url))) return;
  const cache = await caches.open(CACHE);
  const current = new Set([...FILES.keys()].map(keyOf));
  for (const { url } of await cache.keys()) {
    if (!current.has(url)) await cache.delete(url);
  }
}

// ---- Mending: a browser under pressure throws a cache away and keeps the worker ----

/** How many of our files were asked for, and how many are still on their way from the host. */
let asked = 0;
let underway = 0;
let refilling;
/** What the host would not give since the last visit. Asked for once a visit, it cannot be asked for without end. */
const refused = new Set();

async function quiet() {
  for (let before; underway > 0 || before !== asked; ) {
    before = asked;
    await new Promise((later) => setTimeout(later, QUIET));
  }
}

async function fill() {
  const wanted = async () => (await missing()).filter((path) => !refused.has(path));
  if ((await wanted()).length === 0) return;
  await quiet();
  for (const path of await wanted()) await bring(path).catch(() => refused.add(path));
}

/** Fetches what is missing. */
const refill = () => (refilling ??= fill().catch(() => {}).finally(() => (refilling = undefined)));

async function visit() {
  refused.clear();
  await shed().catch(() => {});
  await tidy();
  await refill();
}

// ---- Answering ----

async function find(path) {
  const cache = await caches.open(CACHE);
  return FILES.has(path) ? cache.match(keyOf(path)) : cache.match(SCOPE + path, { ignoreSearch: true });
}

async function answer(event, path) {
  asked += 1;
  // A storage that fails is as good as none.
  const kept = await find(path).catch(() => {});
  if (kept) return kept;
  underway += 1;
  const done = () => (underway -= 1);
  try {
    const response = await fetch(event.request);
    const keeping = FILES.has(path) && response.ok ? keep(path, response.clone()) : Promise.resolve();
    event.waitUntil(keeping.catch(() => {}).then(done).then(refill));
    return response;
  } catch (error) {
    done();
    throw error;
  }
}

/** Whether a poster that is kept may not be any more. */
const isOld = (poster) => !(Date.now() - Number(poster.headers.get(CAME)) < POSTERS_LAST);

/** Lets go of posters that were kept for long enough. */
async function shed() {
  if (!(await caches.has(POSTERS))) return;
  const cache = await caches.open(POSTERS);
  for (const key of await cache.keys()) {
    const poster = await cache.match(key);
    if (poster && isOld(poster)) await cache.delete(key);
  }
}

/**
 * Posters, for whoever asked for them: kept for six months with the time they came, the oldest thrown away, and in no other cache, which the page
 * could not empty. This one is opened first: if all is forgotten meanwhile, what arrives is put into a cache that is no more.
 */
async function poster({ request, clientId }) {
  const [cache, page] = await Promise.all([caches.open(POSTERS), clients.get(clientId)]);
  if (!page || !isPage(page.url)) return fetch(request);
  const hit = await cache.match(request.url);
  if (hit && !isOld(hit)) return hit;
  const response = await fetch(request, { cache: "no-store" });
  if (response.ok) {
    const headers = new Headers(response.headers);
    headers.set(CAME, Date.now());
    await cache.put(request.url, new Response(await response.clone().blob(), { headers }));
    const keys = await cache.keys();
    await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST_POSTERS)).map((key) => cache.delete(key)));
  }
  return response;
}

// ---- Files that are shared to the installed page ----

/** They wait here, in memory alone, until the page that is opened for them asks. */
let waiting = [];
let handed = () => {};
/** Whoever does not ask for so long will not. */
const PATIENCE = 60_000;

async function take(event) {
  const files = (await event.request.formData()).getAll("files").filter((file) => file instanceof File);
  waiting.push(...files);
  event.waitUntil(
    new Promise((done) => {
      handed = done;
      setTimeout(done, PATIENCE);
    }).then(() => (waiting = [])),
  );
  return Response.redirect(SCOPE, 303);
}

function give(page) {
  if (waiting.length > 0) page.postMessage(waiting);
  handed();
}

// ---- Forgetting ----

/**
 * What the page does (web/src/storage): all is deleted, whoever wrote it, and a new epoch begun. For a page that was told to,
 * and is no more.
 */
async function forget() {
  const done = (request, event) => new Promise((fine, fails) => ((request[event] = fine), (request.onerror = fails)));
  const opening = indexedDB.open("halfstar");
  await done(opening, "onsuccess");
  const names = [...opening.result.objectStoreNames];
  if (names.length > 0) {
    const there = opening.result.transaction(names, "readwrite");
    for (const name of names) there.objectStore(name).clear();
    there.objectStore("kept").put(Math.random(), "epoch");
    await done(there, "oncomplete");
  }
  opening.result.close();
  for (const name of await caches.keys()) if (name.startsWith("halfstar-posters")) await caches.delete(name);
  new BroadcastChannel("halfstar").postMessage("forgotten");
}

addEventListener("message", (event) => {
  if (event.data === "forget") event.waitUntil(forget());
  if (event.data === "shared") give(event.source);
});
addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(leave().then(tidy).then(() => clients.claim())));
addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  if (method === "POST" && url === `${SCOPE}share`) return event.respondWith(take(event));
  if (method !== "GET") return;
  if (url.startsWith("https://image.tmdb.org/")) return event.respondWith(poster(event));
  const path = pathOf(url);
  const isOlder = path && mode !== "navigate" && HASHED.test(path);
  if (!FILES.has(path) && !isOlder) return;
  if (mode === "navigate") event.waitUntil(visit());
  event.respondWith(answer(event, path));
});
