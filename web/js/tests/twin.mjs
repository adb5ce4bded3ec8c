// The same shelf, bit for bit, native and in WebAssembly.
//
//   node web/js/tests/twin.mjs API_FOLDER BASE_FILE NATIVE_OUTPUT EXPORT_FILE...
//
// API_FOLDER holds what `wasm-bindgen --target nodejs` made of halfstar-js; NATIVE_OUTPUT
// is what `cargo run --package halfstar-core --example shelf_bytes -- BASE_FILE EXPORT_FILE...` printed.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const [folder, base, native, ...files] = process.argv.slice(2);
const { Halfstar } = createRequire(import.meta.url)(resolve(folder, "halfstar_js.js"));

// The same list as in core/examples/shelf_bytes.rs.
const requests = [
  {},
  { variety: 0, limit: 500 },
  { surprise: 0.8, seed: 4711 },
  { weights: { neighbours: 0.25, content: 0.75, popularity: -0.3 }, variety: 0.9 },
  {
    weights: { neighbours: 1, content: 1, quality: 1, factors: 1, autoencoder: 1 },
    filters: { year_to: 1980, runtime_from: 80, include_low_quality: true },
  },
];

const halfstar = new Halfstar(readFileSync(base));
const report = halfstar.importFiles(files.map((name) => ({ name, bytes: readFileSync(name) })));
assert.ok(report.matched > 0, "the export matches films of this bundle");
const expected = readFileSync(native, "utf8").trim().split("\n");
assert.equal(expected.length, requests.length);
for (const [at, request] of requests.entries()) {
  const bytes = Buffer.from(halfstar.shelfBytes(request)).toString("hex");
  assert.ok(bytes.length > 100, `request ${at} shows films`);
  assert.ok(bytes === expected[at], `request ${at} gives other bits in WebAssembly than natively`);
}
// What no control of the page can set throws, and says what is wrong.
for (const [request, words] of [
  [{ limit: 0 }, /limit has to be 1 to 600/],
  [{ limit: 4294967295 }, /limit has to be 1 to 600/],
  [{ limit: -1 }, /-1/],
  [{ variety: 1.5 }, /variety has to be 0 to 1/],
  [{ variety: NaN }, /variety has to be 0 to 1/],
  [{ weights: { content: -1 } }, /content has to be 0 to 999/],
  [{ weights: { popularity: -Infinity } }, /popularity has to be -999 to 999/],
  [{ filters: { year_from: 0 } }, /a year or a number of minutes has to be 1 to 9999/],
  [{ filters: { runtime_to: 65535 } }, /a year or a number of minutes has to be 1 to 9999/],
]) {
  assert.throws(() => halfstar.recommend(request), words);
}
assert.throws(() => halfstar.goBy({ latest: 0 }), /latest has to be 1 to 99999/);
assert.throws(() => halfstar.goBy({ stars_from: 255 }), /a rating in half stars has to be 1 to 10/);
for (const halves of [11, 266, 9.5, -1, NaN]) assert.throws(() => halfstar.rate(0, halves), /half stars, 1 to 10/);
// What is said of two films counts, and can be taken back.
const [first, second] = halfstar.nextDuel().map(({ film }) => film);
const seen = report.films_seen;
assert.equal(halfstar.compare(first, second).films_seen, seen);
assert.ok(halfstar.compare(first, second, "first").films_seen >= seen);
assert.notDeepEqual(halfstar.nextDuel().map(({ film }) => film), [first, second]);
assert.equal(halfstar.placeFilm(first).film.film, first);
assert.equal(halfstar.compare(second, first, undefined).films_seen, seen);
assert.equal(halfstar.placeFilm(4294967295), null);
assert.throws(() => halfstar.compare(first, first, "equal"), /a comparison is of two films/);
assert.throws(() => halfstar.compare(first, second, "better"), /better/);
console.log(`${requests.length} shelves of ${report.films_seen} films seen: the same bits`);
