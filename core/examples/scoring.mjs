// Runs scoring.rs, compiled for wasm32-wasip1, in Node's V8: the engine that Chromium has.
//
//   node core/examples/scoring.mjs WASM_FILE BASE_FILE DETAILS_FILE [--json]
import { readFile } from 'node:fs/promises';
import { dirname, basename } from 'node:path';
import { WASI } from 'node:wasi';

const [program, base, details, ...rest] = process.argv.slice(2);
const files = [base, details].map((file) => `/b/${basename(file)}`);
const wasi = new WASI({ version: 'preview1', args: ['scoring', ...files, ...rest], preopens: { '/b': dirname(base) } });
const { instance } = await WebAssembly.instantiate(await readFile(program), wasi.getImportObject());
process.exitCode = wasi.start(instance);
