//! `ratings.csv`: millions of short rows of numbers, kept as columns.

use super::films::Places;
use super::rejects::{BadCell, quote};
use super::store::Input;
use super::table::{Row, for_rows};
use super::{Ratings, ReadOptions};
use anyhow::{Result, bail};
use halfstar_core::film::Stars;
use std::collections::BTreeSet;

/// The columns, in the order in which [`Row::cell`] numbers them.
const NEEDED: [&str; 3] = ["userId", "movieId", "rating"];
const OPTIONAL: [&str; 1] = ["timestamp"];
const FILM: usize = 1;
const RATING: usize = 2;
const TIME: usize = 3;

/// Reads the file. Films are numbered by `places`; rows are in the order of members, then of the file.
pub(super) fn read(
    input: &Input,
    places: &Places,
    options: &ReadOptions,
    skipped: &mut Vec<String>,
) -> Result<Ratings> {
    let mut rows = Rows::default();
    for_rows(input, &NEEDED, &OPTIONAL, options, skipped, |row| rows.add(row, places))?;
    if rows.halves.is_empty() {
        bail!("{} holds no ratings", input.name);
    }
    Ok(rows.grouped())
}

/// Reads a file of ratings for which there is no list of films: these are placed in the order of their numbers, which are
/// returned. A row without a rating says nothing.
pub(super) fn read_alone(
    input: &Input,
    options: &ReadOptions,
    skipped: &mut Vec<String>,
) -> Result<(Ratings, Vec<u64>)> {
    let is_rated = |row: &Row<'_>| row.cell(RATING).is_none_or(|cell| !cell.is_empty());
    let mut ids = BTreeSet::new();
    // What is wrong with rows is told when they are read for good.
    let lenient = ReadOptions { strict: false, ..*options };
    for_rows(input, &NEEDED, &[], &lenient, &mut Vec::new(), |row| {
        ids.extend(row.cell(FILM).filter(|_| is_rated(row)).and_then(whole));
        Ok(())
    })?;
    let places = Places::new(ids.iter().copied());
    let mut rows = Rows::default();
    for_rows(
        input,
        &NEEDED,
        &OPTIONAL,
        options,
        skipped,
        |row| {
            if is_rated(row) { rows.add(row, &places) } else { Ok(()) }
        },
    )?;
    if rows.halves.is_empty() {
        bail!("{} holds no ratings", input.name);
    }
    let mut ratings = rows.grouped();
    let repeated = ratings.renumber(ids.len(), |film| film);
    if repeated > 0 {
        skipped.push(format!("{}: {repeated} ratings of a film that the member rates again further down", input.name));
    }
    Ok((ratings, ids.into_iter().collect()))
}

/// Rows as they come, and where a new member begins.
#[derive(Default)]
struct Rows {
    runs: Vec<(u64, usize)>,
    films: Vec<u32>,
    halves: Vec<u8>,
    times: Option<Vec<i64>>,
}

impl Rows {
    fn add(&mut self, row: &Row<'_>, places: &Places) -> Result<(), BadCell> {
        let cells = [0, 1, 2].map(|name| row.cell(name).unwrap_or_default());
        let user = whole(cells[0]).ok_or_else(|| not_a("userId", "a whole number", cells[0]))?;
        let id = whole(cells[1]).ok_or_else(|| not_a("movieId", "a whole number", cells[1]))?;
        let halves = half_stars(cells[2]).ok_or_else(|| not_a("rating", "half a star to five, in halves", cells[2]))?;
        let film = places.get(id)?;
        if row.has(TIME) {
            let cell = row.cell(TIME).unwrap_or_default();
            let time = seconds(cell).ok_or_else(|| not_a("timestamp", "a number of seconds", cell))?;
            self.times.get_or_insert_default().push(time);
        }
        if self.runs.last().is_none_or(|&(last, _)| last != user) {
            self.runs.push((user, self.films.len()));
        }
        self.films.push(film);
        self.halves.push(halves);
        Ok(())
    }

    /// Brings every member's rows together. GroupLens writes its files in this order already.
    fn grouped(mut self) -> Ratings {
        if self.runs.windows(2).all(|pair| pair[0].0 < pair[1].0) {
            self.films.shrink_to_fit();
            self.halves.shrink_to_fit();
            let (member_ids, mut starts): (Vec<_>, Vec<_>) = self.runs.into_iter().unzip();
            starts.push(self.films.len());
            return Ratings { starts, member_ids, films: self.films, halves: self.halves, times: self.times };
        }
        let end = self.films.len();
        let ends = self.runs.iter().skip(1).map(|&(_, start)| start).chain([end]);
        let mut runs: Vec<_> = self.runs.iter().zip(ends).map(|(&(user, start), end)| (user, start..end)).collect();
        runs.sort_by_key(|(user, _)| *user);
        let mut all = Ratings { times: self.times.is_some().then(Vec::new), ..Ratings::default() };
        for (user, rows) in runs {
            if all.member_ids.last() != Some(&user) {
                all.member_ids.push(user);
                all.starts.push(all.films.len());
            }
            all.films.extend_from_slice(&self.films[rows.clone()]);
            all.halves.extend_from_slice(&self.halves[rows.clone()]);
            if let (Some(to), Some(from)) = (&mut all.times, &self.times) {
                to.extend_from_slice(&from[rows]);
            }
        }
        all.starts.push(end);
        all
    }
}

fn not_a(column: &'static str, what: &str, cell: &[u8]) -> BadCell {
    BadCell::new(column, format!("{} is not {what}", quote(cell)))
}

fn whole(cell: &[u8]) -> Option<u64> {
    let mut number = 0u64;
    for &byte in cell {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        number = number.checked_mul(10)?.checked_add(u64::from(digit))?;
    }
    (!cell.is_empty()).then_some(number)
}

fn half_stars(cell: &[u8]) -> Option<u8> {
    match *cell {
        [star @ b'0'..=b'4', b'.', b'5'] => Some((star - b'0') * 2 + 1),
        [star @ b'1'..=b'5', b'.', b'0'] | [star @ b'1'..=b'5'] => Some((star - b'0') * 2),
        _ => {
            let stars: f32 = str::from_utf8(cell).ok()?.parse().ok()?;
            Stars::from_stars(stars).map(Stars::halves)
        }
    }
}

fn seconds(cell: &[u8]) -> Option<i64> {
    if let Some(number) = whole(cell) {
        return i64::try_from(number).ok();
    }
    str::from_utf8(cell).ok()?.parse().ok()
}

impl Ratings {
    /// How many ratings each film got.
    pub fn counts(&self, films: usize) -> Vec<u32> {
        let mut counts = vec![0; films];
        for &film in &self.films {
            counts[film as usize] += 1;
        }
        counts
    }

    /// Numbers films anew, and keeps a member's last row of each film. Returns how many rows gave way.
    pub(super) fn renumber(&mut self, films: usize, place: impl Fn(u32) -> u32) -> usize {
        // One more than the last row of each film; smaller than the member's start when they have none.
        let mut last = vec![0usize; films];
        let mut kept = 0;
        let mut start = self.starts.first().copied().unwrap_or(0);
        for member in 1..self.starts.len() {
            let end = self.starts[member];
            for row in start..end {
                let film = place(self.films[row]);
                self.films[row] = film;
                last[film as usize] = row + 1;
            }
            for row in start..end {
                let film = self.films[row];
                if last[film as usize] == row + 1 {
                    self.films[kept] = film;
                    self.halves[kept] = self.halves[row];
                    if let Some(times) = &mut self.times {
                        times[kept] = times[row];
                    }
                    kept += 1;
                }
            }
            start = end;
            self.starts[member] = kept;
        }
        let given_way = self.films.len() - kept;
        self.films.truncate(kept);
        self.halves.truncate(kept);
        if let Some(times) = &mut self.times {
            times.truncate(kept);
        }
        given_way
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_stars_are_read_in_any_spelling() {
        let cases: [(&str, Option<u8>); 18] = [
            ("0.5", Some(1)),
            (".5", Some(1)),
            ("1", Some(2)),
            ("1.0", Some(2)),
            ("4.5", Some(9)),
            ("4.50", Some(9)),
            ("5.0", Some(10)),
            ("5", Some(10)),
            ("0", None),
            ("0.0", None),
            ("5.5", None),
            ("6", None),
            ("-1", None),
            ("3.7", None),
            ("", None),
            ("NaN", None),
            ("inf", None),
            ("★★★", None),
        ];
        for (cell, expected) in cases {
            assert_eq!(half_stars(cell.as_bytes()), expected, "{cell}");
        }
    }

    #[test]
    fn whole_numbers_do_not_overflow() {
        let cases: [(&str, Option<u64>); 6] = [
            ("0", Some(0)),
            ("18446744073709551615", Some(u64::MAX)),
            ("18446744073709551616", None),
            ("", None),
            ("-1", None),
            ("1.0", None),
        ];
        for (cell, expected) in cases {
            assert_eq!(whole(cell.as_bytes()), expected, "{cell}");
        }
        assert_eq!(seconds(b"-86400"), Some(-86400));
    }

    #[test]
    fn a_member_keeps_the_last_row_of_each_film() {
        let mut ratings = Ratings {
            starts: vec![0, 4, 6],
            member_ids: vec![7, 9],
            films: vec![0, 1, 0, 2, 0, 2],
            halves: vec![1, 2, 3, 4, 5, 6],
            times: Some(vec![10, 20, 30, 40, 50, 60]),
        };
        assert_eq!(ratings.clone().renumber(3, |film| film), 1);
        // Films 1 and 2 are one.
        assert_eq!(ratings.renumber(2, |film| film.min(1)), 2);
        assert_eq!(ratings.starts, [0, 2, 4]);
        assert_eq!(ratings.films, [0, 1, 0, 1]);
        assert_eq!(ratings.halves, [3, 4, 5, 6]);
        assert_eq!(ratings.times, Some(vec![30, 40, 50, 60]));
    }
}
