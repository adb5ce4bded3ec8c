//! What came of past picks, in a few numbers, when a new export is read: only what is true of this export and was not of the
//! one before.

use crate::day::Day;
use crate::film::{FilmId, FilmSet, Stars};
use crate::record::{Recommended, Record};
use crate::taste::Statement;
use std::collections::BTreeMap;

/// What came of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Tally {
    /// Films that stood on a shelf, and that the export before did not call seen.
    pub shown: u32,
    /// Since when the first of them did; nothing where that is not known of all.
    pub since: Option<Day>,
    /// How many of them are seen now.
    pub seen: u32,
    /// How many of those are rated.
    pub rated: u32,
    /// Their mean rating; 0 where none is.
    pub mean: f32,
    /// The one rated highest: of several, the one that was on a shelf first.
    pub best: Option<(FilmId, Stars)>,
}

impl Tally {
    /// What `record` says of films recommended that were not seen before. Nothing where none of them is seen now.
    pub fn new(
        recommended: &[Recommended],
        record: &Record,
        statements: &BTreeMap<FilmId, Statement>,
        seen_before: &FilmSet,
    ) -> Option<Self> {
        let fared: Vec<_> = record.seen.iter().filter(|fared| !seen_before.contains(fared.film)).collect();
        // Seen, but by its date before it was recommended: the page had not been told.
        let is_known = |film: FilmId| {
            let is_seen = statements.get(&film).is_some_and(|statement| statement.seen);
            seen_before.contains(film) || is_seen && fared.iter().all(|fared| fared.film != film)
        };
        let stood = || recommended.iter().filter(|known| !is_known(known.film));
        let rated: Vec<_> = fared.iter().filter_map(|fared| Some((fared.film, fared.rating?))).collect();
        let sum: f32 = rated.iter().map(|(_, rating)| rating.stars()).sum();
        let better = |best: Option<(FilmId, Stars)>, &(film, rating): &(FilmId, Stars)| match best {
            Some((_, most)) if rating <= most => best,
            _ => Some((film, rating)),
        };
        let tally = Self {
            shown: stood().count() as u32,
            since: stood().map(|known| known.day).min().flatten(),
            seen: fared.len() as u32,
            rated: rated.len() as u32,
            mean: sum / rated.len().max(1) as f32,
            best: rated.iter().fold(None, better),
        };
        (tally.seen > 0).then_some(tally)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recommended(films: &[(u32, Option<i32>)]) -> Vec<Recommended> {
        let one = |&(film, day): &(u32, Option<i32>)| Recommended { film: FilmId(film), stars: 4.0, day: day.map(Day) };
        films.iter().map(one).collect()
    }

    fn seen(films: &[(u32, f32, i32)]) -> BTreeMap<FilmId, Statement> {
        let one = |&(film, stars, day): &(u32, f32, i32)| {
            let rating = Stars::from_stars(stars);
            (FilmId(film), Statement { rating, seen: true, day: Some(Day(day)), ..Statement::default() })
        };
        films.iter().map(one).collect()
    }

    fn tally(recommended: &[Recommended], now: &BTreeMap<FilmId, Statement>, before: &[u32]) -> Option<Tally> {
        let before = before.iter().copied().map(FilmId).collect();
        Tally::new(recommended, &Record::new(recommended, now), now, &before)
    }

    #[test]
    fn only_what_is_new_is_told() {
        let told = recommended(&[(1, Some(9)), (2, Some(7)), (3, Some(8)), (4, Some(9)), (5, Some(9)), (6, Some(6))]);
        // 1 is rated, 2 is not, 3 was seen before it was recommended, 6 was known from the last export, 9 was never ours.
        let now = seen(&[(1, 5.0, 20), (2, 0.0, 20), (3, 5.0, 2), (6, 1.0, 20), (9, 1.0, 20)]);
        let expected = Tally {
            shown: 4,
            since: Some(Day(7)),
            seen: 2,
            rated: 1,
            mean: 5.0,
            best: Stars::from_stars(5.0).map(|stars| (FilmId(1), stars)),
        };
        assert_eq!(tally(&told, &now, &[6]), Some(expected));
        assert_eq!(tally(&told, &now, &[1, 2, 6]), None, "nothing to tell");
        assert_eq!(tally(&[], &now, &[]), None);
    }

    #[test]
    fn the_best_is_the_highest_and_days_are_told_where_all_are_known() {
        let told = recommended(&[(1, Some(9)), (2, None), (3, Some(8))]);
        let found = tally(&told, &seen(&[(1, 3.0, 20), (2, 4.5, 20), (3, 4.5, 20)]), &[]).expect("a tally");
        assert_eq!((found.since, found.mean, found.seen), (None, 4.0, 3));
        assert_eq!(found.best.map(|best| best.0), Some(FilmId(2)));
    }
}
