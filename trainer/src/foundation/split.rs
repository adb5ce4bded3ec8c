//! Members split once, by a seeded hash of their id: the same member has the same role in every run.

use super::random::hash;
use crate::interactions::{History, Interactions};

const SEED: u64 = 0x4861_6c66_7374_6172;
/// Shares of the members: at 44,000, some 2,500 for validation and 2,200 for the test.
const VALIDATION: f64 = 0.0565;
const TEST: f64 = 0.05;
/// Members with fewer ratings cannot be judged.
pub const MIN_RATINGS: usize = 20;
/// Nor can those with fewer positives.
pub const MIN_POSITIVES: usize = 5;
/// A rating of 4 stars is a positive.
pub const POSITIVE: u8 = 8;
/// A rating of 2½ stars or less is a film regretted.
pub const REGRETTED: u8 = 5;
/// Regret is counted among so many films: what a patient person looks at.
pub const LOOKED_AT: usize = 20;

/// What a member's ratings are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Fitting.
    Train,
    /// Choosing numbers.
    Validation,
    /// Judging what is finished.
    Test,
}

/// A member's role.
pub fn role(member: u64) -> Role {
    let draw = draw(member);
    if draw < VALIDATION {
        Role::Validation
    } else if draw < VALIDATION + TEST {
        Role::Test
    } else {
        Role::Train
    }
}

/// A number of 0 to 1 that belongs to `key` for ever.
pub fn draw(key: u64) -> f64 {
    (hash(SEED ^ hash(key)) >> 11) as f64 / (1u64 << 53) as f64
}

/// A held-out member: four fifths of the ratings shown, one hidden.
#[derive(Clone, Debug)]
pub struct Holdout {
    /// Film and half stars, ascending by film.
    pub shown: Vec<(u16, u8)>,
    /// The same, hidden.
    pub hidden: Vec<(u16, u8)>,
}

impl Holdout {
    /// Hidden films rated 4 or more, ascending.
    pub fn positives(&self) -> Vec<u16> {
        self.hidden.iter().filter(|(_, halves)| *halves >= POSITIVE).map(|&(film, _)| film).collect()
    }

    /// What the member gave a film, in half stars, if it is hidden.
    pub fn hidden_rating(&self, film: u16) -> Option<u8> {
        let place = self.hidden.binary_search_by_key(&film, |&(film, _)| film).ok()?;
        Some(self.hidden[place].1)
    }
}

/// The members of a role that can be judged, each split by a seeded hash of member and film.
pub fn holdout(data: &Interactions, wanted: Role) -> Vec<Holdout> {
    data.iter().filter(|member| role(member.id) == wanted).filter_map(|member| split(&member)).collect()
}

/// A fifth of a member's ratings hidden, drawn by a seeded hash of member and film; `None` where there is too little to
/// judge by.
pub fn split(member: &History<'_>) -> Option<Holdout> {
    let positives = member.halves.iter().filter(|&&halves| halves >= POSITIVE).count();
    if member.films.len() < MIN_RATINGS || positives < MIN_POSITIVES {
        return None;
    }
    let mut shuffled: Vec<(u64, u16, u8)> = member
        .films
        .iter()
        .zip(member.halves)
        .map(|(&film, &halves)| (hash(SEED ^ hash(member.id) ^ hash(u64::from(film) + 1)), film, halves))
        .collect();
    shuffled.sort_unstable();
    let hidden = shuffled.len() / 5;
    let pick = |part: &[(u64, u16, u8)]| {
        let mut part: Vec<(u16, u8)> = part.iter().map(|&(_, film, halves)| (film, halves)).collect();
        part.sort_unstable();
        part
    };
    let member = Holdout { hidden: pick(&shuffled[..hidden]), shown: pick(&shuffled[hidden..]) };
    (!member.positives().is_empty()).then_some(member)
}

/// At most `films` of what is shown of a member, drawn by a seeded hash: the short history that they might have had.
pub fn shorten(member: &Holdout, films: usize) -> Vec<(u16, u8)> {
    let own = member.shown.iter().fold(SEED, |key, &(film, _)| hash(key ^ u64::from(film)));
    let mut drawn: Vec<(u64, (u16, u8))> =
        member.shown.iter().map(|&(film, halves)| (hash(own ^ hash(u64::from(film))), (film, halves))).collect();
    drawn.sort_unstable();
    let mut shown: Vec<(u16, u8)> = drawn.into_iter().take(films).map(|(_, rated)| rated).collect();
    shown.sort_unstable();
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_have_their_shares() {
        let count = |wanted| (0..44_000).filter(|&member| role(member) == wanted).count();
        assert!((2_350..2_650).contains(&count(Role::Validation)), "{}", count(Role::Validation));
        assert!((2_080..2_330).contains(&count(Role::Test)), "{}", count(Role::Test));
    }

    /// Models are judged by the members that no older model saw: these stay who they are.
    #[test]
    fn who_is_held_out_never_changes() {
        let of = |wanted| (0..100).filter(|&member| role(member) == wanted).collect::<Vec<_>>();
        assert_eq!(of(Role::Test), [35, 50, 59, 64, 87]);
        assert_eq!(of(Role::Validation), [20, 44]);
        let films: Vec<u16> = (0..25).collect();
        let split = split(&History { id: 7, films: &films, halves: &[8; 25] }).expect("enough to judge by");
        assert_eq!(split.positives(), [0, 4, 12, 16, 23]);
        assert_eq!(shorten(&split, 3).iter().map(|&(film, _)| film).collect::<Vec<_>>(), [2, 14, 18]);
    }

    #[test]
    fn a_fifth_is_hidden_and_nothing_is_lost() {
        let mut data = Interactions::default();
        let row: Vec<(u16, u8)> = (0..50).map(|film| (film, 1 + (film % 10) as u8)).collect();
        let validation = (0..).find(|&member| role(member) == Role::Validation).unwrap();
        data.push(validation, &row);
        let members = holdout(&data, Role::Validation);
        assert_eq!(members[0].hidden.len(), 10);
        let mut all = [members[0].hidden.clone(), members[0].shown.clone()].concat();
        all.sort_unstable();
        assert_eq!(all, row);
    }
}
