//! What a member says on the page itself, film by film, beside their files. It outlives every import.

use crate::film::{FilmId, Stars};
use crate::import::Day;
use crate::taste::Statement;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One remark about one film. Of several about a film, the last counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// The film.
    pub film: FilmId,
    /// What is said.
    pub says: Says,
    /// When, if whoever asks has a clock.
    pub day: Option<Day>,
}

/// What a remark says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub enum Says {
    /// Seen, and rated so. Against the files' ratings the later day stands, as between files.
    Rated(Stars),
    /// Loved, without a rating.
    Liked,
    /// Seen.
    Seen,
    /// Not for me: never on the shelf again, and no evidence of anything else.
    Dismissed,
    /// To be seen: on the watchlist.
    Wanted,
}

/// Adds remarks to what the files say.
pub fn apply(statements: &mut BTreeMap<FilmId, Statement>, remarks: &[Remark]) {
    for &Remark { film, says, day } in remarks {
        let statement = statements.entry(film).or_default();
        // Whoever says anything else after all has changed their mind about it.
        statement.dismissed = says == Says::Dismissed;
        statement.wanted |= says == Says::Wanted;
        if matches!(says, Says::Dismissed | Says::Wanted) {
            continue;
        }
        statement.seen = true;
        statement.day = statement.day.max(day);
        match says {
            Says::Rated(rating) => statement.rate(rating, day),
            Says::Liked => statement.liked = true,
            Says::Seen | Says::Dismissed | Says::Wanted => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stars(stars: f32) -> Stars {
        Stars::from_stars(stars).expect("half stars")
    }

    #[test]
    fn the_later_rating_stands() {
        fn check(files: (f32, Option<i32>), page: (f32, Option<i32>), expected: f32) {
            let rated = |day: Option<i32>| day.map(Day);
            let known = Statement {
                rating: Some(stars(files.0)),
                rated_on: rated(files.1),
                seen: true,
                ..Statement::default()
            };
            let mut statements = BTreeMap::from([(FilmId(1), known)]);
            apply(&mut statements, &[Remark { film: FilmId(1), says: Says::Rated(stars(page.0)), day: rated(page.1) }]);
            assert_eq!(statements[&FilmId(1)].rating, Some(stars(expected)), "{files:?} {page:?}");
        }
        check((3.0, Some(10)), (4.0, Some(11)), 4.0);
        check((3.0, Some(12)), (4.0, Some(11)), 3.0);
        check((3.0, None), (2.0, Some(11)), 2.0);
        check((3.0, Some(11)), (4.0, Some(11)), 4.0);
    }

    #[test]
    fn dismissed_is_not_seen() {
        let mut statements = BTreeMap::new();
        apply(&mut statements, &[Remark { film: FilmId(7), says: Says::Dismissed, day: None }]);
        let statement = statements[&FilmId(7)];
        assert!(statement.dismissed && !statement.seen && statement.rating.is_none());
        apply(&mut statements, &[Remark { film: FilmId(8), says: Says::Liked, day: None }]);
        assert!(statements[&FilmId(8)].seen && statements[&FilmId(8)].liked);
    }

    #[test]
    fn wanted_is_on_the_watchlist_and_not_seen() {
        let mut statements = BTreeMap::from([(FilmId(7), Statement { dismissed: true, ..Statement::default() })]);
        apply(&mut statements, &[Remark { film: FilmId(7), says: Says::Wanted, day: None }]);
        assert_eq!(statements[&FilmId(7)], Statement { wanted: true, ..Statement::default() });
    }
}
