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
console.log(`${requests.length} shelves of ${report.films_seen} films seen: the same bits`);
