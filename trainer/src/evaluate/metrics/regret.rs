//! Regret: what members gave the films that a list put before them.
//!
//! Of what was hidden some comes back among the first twenty. Most of it the member loved; what they gave 2½ stars or
//! less they would rather not have been shown, whatever NDCG says.

use super::bootstrap::{Bootstrap, Estimate};
use super::hits::Hits;
use crate::evaluate::protocol::Case;
use crate::foundation::split::{POSITIVE, REGRETTED};
use serde::Serialize;

/// One of 1½ or less is a film hated.
const HATED: u8 = 3;
/// A member whose shown ratings have a mean below this, in half stars, is hard to please.
const HARD_TO_PLEASE: f64 = 6.0;

/// Regret@20 and liked@20 of some of the members.
#[derive(Clone, Debug, Serialize)]
pub struct Regret {
    /// Which members.
    pub name: &'static str,
    /// How many they are.
    pub members: usize,
    /// How many of their hidden films stood among the first twenty.
    pub films: usize,
    /// The share of these films that their members gave 2½ stars or less.
    pub regret_20: Estimate,
    /// The share that they gave four stars or more.
    pub liked_20: Estimate,
}

/// What a part of the members is called, and who belongs to it.
type Part = (&'static str, fn(&Case) -> bool);

impl Regret {
    /// Of everyone, of those who are hard to please, and of those who hid a film that they hated.
    pub fn slices(cases: &[Case], hits: &[Hits]) -> Vec<Self> {
        let parts: [Part; 3] = [
            ("everyone", |_| true),
            ("mean below 3 stars", is_hard_to_please),
            ("hid a film of 1½ or less", hides_hated),
        ];
        let part = |(name, belongs): Part| {
            let members = cases.iter().zip(hits).filter(|(case, _)| belongs(case));
            Self::of(name, &members.map(|(_, hits)| hits.rated.as_slice()).collect::<Vec<_>>())
        };
        parts.into_iter().map(part).filter(|slice| slice.members > 0).collect()
    }

    /// Shares of all films together, so that a member of whom one film came back counts as one film.
    fn of(name: &'static str, members: &[&[u8]]) -> Self {
        let bootstrap = Bootstrap::new(members.len());
        let share = |counts: fn(u8) -> bool| {
            bootstrap.statistic(|drawn| {
                let rated = drawn.flat_map(|member| members[member]);
                let (some, all) =
                    rated.fold((0u32, 0u32), |(some, all), &halves| (some + u32::from(counts(halves)), all + 1));
                f64::from(some) / f64::from(all.max(1))
            })
        };
        Self {
            name,
            members: members.len(),
            films: members.iter().map(|rated| rated.len()).sum(),
            regret_20: share(|halves| halves <= REGRETTED),
            liked_20: share(|halves| halves >= POSITIVE),
        }
    }
}

fn is_hard_to_please(case: &Case) -> bool {
    let shown = &case.split.shown;
    let total: f64 = shown.iter().map(|&(_, halves)| f64::from(halves)).sum();
    total < HARD_TO_PLEASE * shown.len() as f64
}

fn hides_hated(case: &Case) -> bool {
    case.split.hidden.iter().any(|&(_, halves)| halves <= HATED)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::foundation::split::Holdout;

    #[test]
    fn shares_are_of_films_not_of_members() {
        let case = |member, shown: u8, hidden: &[u8]| Case {
            member,
            split: Holdout { shown: vec![(0, shown)], hidden: (1..).zip(hidden.iter().copied()).collect() },
        };
        let found = |rated: &[u8]| Hits { rated: rated.to_vec(), ..Hits::default() };
        let cases = [case(1, 8, &[9, 5, 6, 8]), case(2, 5, &[3]), case(3, 7, &[10])];
        let hits = [found(&[9, 5, 6, 8]), found(&[3]), found(&[])];
        let slices = Regret::slices(&cases, &hits);
        let named = slices.iter().map(|part| (part.name, part.members, part.films)).collect::<Vec<_>>();
        assert_eq!(named, [("everyone", 3, 5), ("mean below 3 stars", 1, 1), ("hid a film of 1½ or less", 1, 1)]);
        let values = |part: &Regret| (part.regret_20.value, part.liked_20.value);
        assert_eq!(values(&slices[0]), (0.4, 0.4));
        assert_eq!(values(&slices[1]), (1.0, 0.0));
    }

    #[test]
    fn nothing_found_is_nothing_regretted() {
        let none = Regret::of("everyone", &[&[], &[]]);
        assert_eq!((none.films, none.regret_20.value), (0, 0.0));
    }
}
