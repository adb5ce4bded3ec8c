//! Films to watch again: those that a member loved, and has not seen for long.

use crate::day::Day;
use crate::film::{FilmId, Stars};
use crate::numeric::sort_pairs;
use crate::taste::Statement;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A film that was loved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Loved {
    /// The film.
    pub film: FilmId,
    /// The member's rating.
    pub rating: Option<Stars>,
    /// The latest day that a row names with it, if one does.
    pub day: Option<Day>,
}

/// Rated this high, a film is loved.
const HIGH: u8 = 9;
/// Liked, seen again or a favourite, it is, unless it is rated lower than this.
const FAIR: u8 = 7;
/// So many days nobody needs to be told of it: two years.
const LONG: i32 = 730;

/// The films of the pool to watch again, the one not seen for longest first; at most `limit`. Those without a day come last: nobody
/// knows. Of one day the higher rating comes first, and then the better-known film.
pub fn again(statements: &BTreeMap<FilmId, Statement>, pool: u32, today: Option<Day>, limit: usize) -> Vec<Loved> {
    let is_old = |day: Day| today.is_none_or(|today| today.0.saturating_sub(day.0) >= LONG);
    let mut loved = Vec::new();
    let mut keys = Vec::new();
    for (&film, known) in statements.range(..FilmId(pool)) {
        let is_loved = known.rating.is_some_and(|rating| rating.halves() >= HIGH)
            || (known.liked || known.treasured) && known.rating.is_none_or(|rating| rating.halves() >= FAIR);
        if known.seen && !known.dismissed && is_loved && known.day.is_none_or(is_old) {
            let day = known.day.map_or(u32::MAX, |Day(day)| (i64::from(day) - i64::from(i32::MIN)) as u32 / 2);
            let below = 10 - u64::from(known.rating.map_or(0, Stars::halves));
            keys.push((u64::from(day) << 8 | below, loved.len() as u32));
            loved.push(Loved { film, rating: known.rating, day: known.day });
        }
    }
    sort_pairs(&mut keys);
    keys.into_iter().take(limit).filter_map(|(_, place)| loved.get(place as usize).copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(stars: Option<f32>, day: Option<i32>) -> Statement {
        let day = day.map(Day);
        Statement { rating: stars.and_then(Stars::from_stars), seen: true, day, ..Statement::default() }
    }

    fn films(known: &[Statement]) -> Vec<u32> {
        let statements = (0..).map(FilmId).zip(known.iter().copied()).collect();
        again(&statements, 5, Some(Day(20_000)), 9).iter().map(|loved| loved.film.0).collect()
    }

    #[test]
    fn what_was_loved_and_not_seen_for_long_comes_longest_ago_first() {
        let ago = |days: i32, stars| known(Some(stars), Some(20_000 - days));
        assert_eq!(films(&[ago(800, 5.0), ago(3_000, 4.5), ago(729, 5.0), ago(730, 4.5), ago(2_000, 4.0)]), [1, 0, 3]);
        assert_eq!(films(&[known(Some(5.0), None), ago(900, 4.5), ago(900, 5.0)]), [2, 1, 0], "by stars; no day last");
    }

    #[test]
    fn a_heart_or_a_second_time_is_love_unless_the_stars_say_otherwise() {
        let liked = |stars| Statement { liked: true, ..known(stars, None) };
        let treasured = |stars| Statement { treasured: true, ..known(stars, None) };
        assert_eq!(films(&[liked(None), liked(Some(3.5)), liked(Some(3.0)), known(None, None)]), [1, 0]);
        assert_eq!(films(&[treasured(None), treasured(Some(2.0))]), [0]);
        let unseen = Statement { seen: false, ..liked(None) };
        let dismissed = Statement { dismissed: true, ..known(Some(5.0), None) };
        assert_eq!(films(&[unseen, dismissed]), [0; 0]);
        assert_eq!(films(&[unseen, unseen, unseen, unseen, unseen, liked(None)]), [0; 0], "of the pool alone");
    }

    #[test]
    fn no_day_is_too_far() {
        let far = [i32::MIN, 0, i32::MAX].map(|day| known(Some(5.0), Some(day)));
        assert_eq!(films(&far), [0, 1]);
    }
}
