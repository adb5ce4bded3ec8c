// A member with many films: what `cargo run --package halfstar-core --example many_films` prints, as an export.
import { readFileSync } from 'node:fs';
import { exportZip } from './export.mjs';

/** Two thirds of the films are in the diary, whose links name no film, and every sixth is liked. */
export function manyFilms(file) {
  const member = JSON.parse(readFileSync(file, 'utf8'));
  const films = member.rated.length;
  return { films, zip: exportZip({ member, logged: Math.round((films * 2) / 3), liked: Math.round(films / 6) }) };
}
