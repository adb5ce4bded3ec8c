// Writes the made-up member's export, file by file or as the ZIP that Letterboxd would give them.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as sample from './films.mjs';
import { zip } from './zip.mjs';

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The Godfather, film 51818, is https://boxd.it/2aNK: base 62 of ten times its number. Type 1 is a diary entry. */
export function link(id, type = 0) {
  if (id === null) return '';
  let code = '';
  for (let rest = id * 10 + type; rest > 0; rest = Math.floor(rest / 62)) code = DIGITS[rest % 62] + code;
  return `https://boxd.it/${code}`;
}

const quote = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : `${text}`);
const csv = (header, rows) => [header, ...rows.map((row) => row.map(quote).join(','))].join('\r\n') + '\r\n';
const film = ([title, year, id], day = 1) => [`2024-03-${String((day % 28) + 1).padStart(2, '0')}`, title, year, link(id)];

/** The files of an export by their name in the ZIP: the first `logged` films are in the diary, the first `liked` liked. */
export function exportFiles({ withUnknown = false, member = sample, logged = 12, liked = 9 } = {}) {
  const { rated, unrated, watchlist } = member;
  const all = withUnknown ? [...rated, [...sample.unknown, 4]] : rated;
  return {
    'profile.csv': csv(
      'Date Joined,Username,Given Name,Family Name,Email Address,Location,Website,Bio,Pronoun,Favorite Films',
      [['2019-05-01', 'halfstar', 'Half', 'Star', 'member@example.com', '', '', 'Two lines,\r\nin quotes', 'They / their',
        all.slice(0, 4).map(([, , id]) => link(id)).filter(Boolean).join(', ')]],
    ),
    'ratings.csv': csv('Date,Name,Year,Letterboxd URI,Rating', all.map((row, day) => [...film(row, day), row[3]])),
    'watched.csv': csv('Date,Name,Year,Letterboxd URI', [...all, ...unrated].map(film)),
    'watchlist.csv': csv('Date,Name,Year,Letterboxd URI', watchlist.map(film)),
    'diary.csv': csv(
      'Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date',
      all.slice(0, logged).map((row, day) => {
        const [date, title, year] = film(row, day);
        // A diary links to the entry, not to the film.
        return [date, title, year, link(500_000_000 + day, 1), row[3], day % 4 === 0 ? 'Yes' : '', '', date];
      }),
    ),
    'likes/films.csv': csv('Date,Name,Year,Letterboxd URI', all.slice(0, liked).map(film)),
  };
}

/** The same as one ZIP, ready for `setInputFiles` and for `drop`. */
export function exportZip(options) {
  return {
    name: 'letterboxd-halfstar-2024-03-28-10-20-utc.zip',
    mimeType: 'application/zip',
    buffer: zip(exportFiles(options)),
  };
}

// Alone, `node e2e/export.mjs FILE` writes the ZIP for other programs.
if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(process.argv[2], exportZip().buffer);
