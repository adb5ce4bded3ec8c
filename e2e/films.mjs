// A made-up member, in the columns of a Letterboxd export: every film is one that most members know.
// The number is Letterboxd's own for the film, which a boxd.it link encodes; null leaves title and year to say it.

/** @type {[title: string, year: number, id: number | null, stars: number][]} */
export const rated = [
  ['The Godfather', 1972, 51818, 5],
  ['Parasite', 2019, 426406, 5],
  ['Seven Samurai', 1954, null, 5],
  ['In the Mood for Love', 2000, null, 5],
  ['Stalker', 1979, 51062, 5],
  ['Spirited Away', 2001, 51921, 4.5],
  ['Chinatown', 1974, 51323, 4.5],
  ['Apocalypse Now', 1979, 2690, 4.5],
  ['City of God', 2002, 51523, 4.5],
  ['Oldboy', 2003, 51454, 4.5],
  ['Rear Window', 1954, 51552, 4.5],
  ['Taxi Driver', 1976, 51947, 4.5],
  ['There Will Be Blood', 2007, null, 4.5],
  ['Portrait of a Lady on Fire', 2019, 460830, 4.5],
  ['Aftersun', 2022, 868558, 4.5],
  ['Past Lives', 2023, 591053, 4],
  ["Pan's Labyrinth", 2006, 51047, 4],
  ['Psycho', 1960, 51578, 4],
  ['2001: A Space Odyssey', 1968, 51987, 4],
  ['Pulp Fiction', 1994, 51444, 4],
  ['Se7en', 1995, 51345, 4],
  ['Heat', 1995, 51994, 4],
  ['Jaws', 1975, 51542, 3.5],
  ['Fight Club', 1999, 51568, 3.5],
  ['The Matrix', 1999, 51518, 3.5],
  ['Get Out', 2017, 353117, 3.5],
  ['Lady Bird', 2017, 326279, 3.5],
  ['Mad Max: Fury Road', 2015, 62780, 3],
  ['The Grand Budapest Hotel', 2014, 95113, 3],
  ['Interstellar', 2014, 117621, 2.5],
  ['La La Land', 2016, 240344, 2],
  ['Barbie', 2023, 277064, 2],
  ['Cats', 2019, 465978, 0.5],
];

/** Watched, but not rated. */
export const unrated = [
  ['Everything Everywhere All at Once', 2022, 474474],
  ['Whiplash', 2014, null],
];

/** On the watchlist, and not watched. */
export const watchlist = [
  ['Vertigo', 1958, null],
  ['Casablanca', 1942, null],
  ['Moonlight', 2016, null],
  ['Zodiac', 2007, null],
  ['Blade Runner', 1982, null],
];

/** In no catalogue. */
export const unknown = ['A Film That Nobody Ever Made, Not Even Twice', 1987, 99999999];

export const watchedTitles = new Set([...rated, ...unrated].map(([title]) => title));
