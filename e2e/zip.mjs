// Just enough of a ZIP writer: deflated entries with data descriptors, as Letterboxd's own exports have them.
import { crc32, deflateRawSync } from 'node:zlib';

const LOCAL = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
const FLAGS = 0x0808; // sizes follow the data; names are UTF-8
const DEFLATE = 8;

/** Fields are [bytes, value] pairs, little-endian. */
function record(...fields) {
  const buffer = Buffer.alloc(fields.reduce((sum, [bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [bytes, value] of fields) at = buffer.writeUIntLE(value, at, bytes);
  return buffer;
}

/**
 * @param {Record<string, string | Buffer>} files name in the archive → contents
 * @returns {Buffer}
 */
export function zip(files) {
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const [path, contents] of Object.entries(files)) {
    const name = Buffer.from(path);
    const plain = Buffer.from(contents);
    const packed = deflateRawSync(plain);
    const sum = crc32(plain);
    const local = [
      record([4, LOCAL], [2, VERSION], [2, FLAGS], [2, DEFLATE], [4, 0], [4, 0], [4, 0], [4, 0], [2, name.length], [2, 0]),
      name,
      packed,
      record([4, DESCRIPTOR], [4, sum], [4, packed.length], [4, plain.length]),
    ];
    parts.push(...local);
    directory.push(
      record(
        [4, CENTRAL], [2, VERSION], [2, VERSION], [2, FLAGS], [2, DEFLATE], [4, 0], [4, sum], [4, packed.length],
        [4, plain.length], [2, name.length], [2, 0], [2, 0], [2, 0], [2, 0], [4, 0], [4, offset],
      ),
      name,
    );
    offset += local.reduce((sum, buffer) => sum + buffer.length, 0);
  }
  const central = Buffer.concat(directory);
  const count = Object.keys(files).length;
  const end = record([4, END], [2, 0], [2, 0], [2, count], [2, count], [4, central.length], [4, offset], [2, 0]);
  return Buffer.concat([...parts, central, end]);
}
