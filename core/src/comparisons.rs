//! What a member says of two films they have seen: which they liked more.
//!
//! A comparison is taken for one of the two ratings that they would give, each about what the rating model says, with the
//! member's own noise (Thurstone 1927, case V): the probability of an answer is that of a normal difference lying on its side
//! ([`Likelihood`]). So comparisons and ratings teach the same posterior. Within half a rating step two films are about equal.

mod believed;
mod likelihood;

pub(crate) use believed::believed;
pub use likelihood::Likelihood;

use crate::film::FilmId;
use crate::taste::Statement;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Two films, and what the member says of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// The two, in the order in which they were shown.
    pub films: [FilmId; 2],
    /// Which they liked more.
    pub answer: Answer,
}

/// Which of two films somebody liked more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// The first.
    First,
    /// The second.
    Second,
    /// Both about the same.
    Equal,
    /// They cannot say: it teaches nothing, and the pair is not asked about again.
    Unknown,
    /// They have not seen the first: it is not asked about again.
    FirstUnseen,
    /// They have not seen the second.
    SecondUnseen,
}

impl Answer {
    /// All of them, in the order of menus.
    pub const ALL: [Self; 6] =
        [Self::First, Self::Second, Self::Equal, Self::Unknown, Self::FirstUnseen, Self::SecondUnseen];

    /// What the same member would have said, had the films been shown the other way round.
    #[must_use]
    pub fn turned(self) -> Self {
        match self {
            Self::First => Self::Second,
            Self::Second => Self::First,
            Self::FirstUnseen => Self::SecondUnseen,
            Self::SecondUnseen => Self::FirstUnseen,
            other @ (Self::Equal | Self::Unknown) => other,
        }
    }

    /// Whether it says something of how the films were liked.
    pub fn is_telling(self) -> bool {
        matches!(self, Self::First | Self::Second | Self::Equal)
    }
}

/// Of two ratings the higher tells which film was liked more: how the first compares with the second.
impl From<Ordering> for Answer {
    fn from(ordering: Ordering) -> Self {
        match ordering {
            Ordering::Greater => Self::First,
            Ordering::Less => Self::Second,
            Ordering::Equal => Self::Equal,
        }
    }
}

impl Comparison {
    /// Whether it says something of how the films were liked.
    pub fn is_telling(&self) -> bool {
        self.answer.is_telling() && self.films[0] != self.films[1]
    }

    /// The same, had the films been shown the other way round.
    #[must_use]
    pub fn turned(self) -> Self {
        let Self { films: [first, second], answer } = self;
        Self { films: [second, first], answer: answer.turned() }
    }

    /// Whether it is about these two, in either order.
    pub fn is_of(&self, [first, second]: [FilmId; 2]) -> bool {
        self.films == [first, second] || self.films == [second, first]
    }

    /// The film that was not seen, then the other, where one was not.
    pub fn unseen(&self) -> Option<[FilmId; 2]> {
        let [first, second] = self.films;
        match self.answer {
            Answer::FirstUnseen => Some([first, second]),
            Answer::SecondUnseen => Some([second, first]),
            _ => None,
        }
    }

    /// Whether a film is one of the two.
    pub fn is_about(&self, film: FilmId) -> bool {
        self.films.contains(&film)
    }

    /// The one that was liked more, if one was.
    pub fn winner(&self) -> Option<FilmId> {
        match self.answer {
            Answer::First => Some(self.films[0]),
            Answer::Second => Some(self.films[1]),
            _ => None,
        }
    }
}

/// Adds comparisons to what was said of films: whoever compares two has seen them. What is said of the unrated ones is
/// [`Statement::believed`].
pub fn apply(statements: &mut BTreeMap<FilmId, Statement>, comparisons: &[Comparison]) {
    for film in comparisons.iter().filter(|comparison| comparison.is_telling()).flat_map(|comparison| comparison.films)
    {
        statements.entry(film).or_default().seen = true;
    }
    for (film, above) in believed(statements, comparisons) {
        if let Some(statement) = statements.get_mut(&film).filter(|statement| statement.rating.is_none()) {
            statement.believed = Some(above);
        }
    }
}
