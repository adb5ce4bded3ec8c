// Halfstar without a network. `cargo xtask finish` lists below what was built: every path, and its SHA-256.
//
// Every file but index.html is immutable under its name, or (the icons, the list of bundle files) as good in one
// version as in another. So a page that was loaded before an update goes on asking for its own files and finds them
// here; a page loaded after it gets the new ones, all of them: nothing is ever mixed. An update fetches only files
// whose contents are new, checks each against its hash, and takes effect with the next load, or not at all.
const FILES = new Map([]);

const CACHE = "halfstar";
const POSTERS = "halfstar-posters";
const MOST_POSTERS = 400;
const SCOPE = registration.scope;
const keyOf = (path) => `${SCOPE}${path}?sha256=${encodeURIComponent(FILES.get(path))}`;

async function install() {
  const cache = await caches.open(CACHE);
  for (const [path, hash] of FILES) {
    if (await cache.match(keyOf(path))) continue;
    // A half-uploaded deployment fails here, and the version that was installed before stays.
    const response = await fetch(SCOPE + path, { integrity: `sha256-${hash}`, cache: "no-cache" });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    // Some hosts redirect index.html to its folder, and no page may be answered with a redirected response.
    const { body, headers } = response;
    await cache.put(keyOf(path), response.redirected ? new Response(body, { headers }) : response);
  }
  await skipWaiting();
}

async function tidy() {
  // An older page may still ask for its own files.
  if ((await clients.matchAll({ type: "window", includeUncontrolled: true })).length > 0) return;
  const cache = await caches.open(CACHE);
  const current = new Set([...FILES.keys()].map(keyOf));
  for (const { url } of await cache.keys()) {
    if (!current.has(url)) await cache.delete(url);
  }
}

async function answer(request) {
  const path = request.url.slice(SCOPE.length).replace(/[?#].*$/, "");
  const known = FILES.has(path) ? path : request.mode === "navigate" ? "index.html" : undefined;
  const cache = await caches.open(CACHE);
  const hit = known ? await cache.match(keyOf(known)) : await cache.match(SCOPE + path, { ignoreSearch: true });
  // The browser may have thrown the cache away under pressure.
  return hit ?? fetch(request);
}

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(tidy().then(() => clients.claim())));
/** Posters, for whoever asked for them: kept as they came, the oldest thrown away. */
async function poster(request) {
  const cache = await caches.open(POSTERS);
  const hit = await cache.match(request.url);
  if (hit) return hit;
  const response = await fetch(request);
  if (response.ok) {
    await cache.put(request.url, response.clone());
    const keys = await cache.keys();
    await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST_POSTERS)).map((key) => cache.delete(key)));
  }
  return response;
}

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith("https://image.tmdb.org/")) {
    return event.respondWith(poster(request));
  }
  if (request.method !== "GET" || !request.url.startsWith(SCOPE)) return;
  if (request.mode === "navigate") event.waitUntil(tidy());
  event.respondWith(answer(request));
});
