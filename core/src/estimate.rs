//! What would the member give a film? For one that they have seen: what would have been predicted, had they never seen it.

use crate::bundle::Bundle;
use crate::counterfactual::TasteSource;
use crate::film::{FilmId, Stars};
use crate::opinions::Opinions;
use crate::recommend::{Pick, pick};
use crate::request::Request;
use crate::signals::Signal;
use serde::{Deserialize, Serialize};

/// What they would give it, why, and what that rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// The film as on a shelf: the stars and the reasons.
    pub pick: Pick,
    /// How sure that is.
    pub surety: Surety,
    /// How many ratings of the member's it rests on, this film's left out.
    pub own_ratings: u32,
    /// On how many of everyone's.
    pub ratings: u32,
    /// What the member gave it: nothing of it is in the rest.
    pub given: Option<Stars>,
}

/// How sure a prediction is. Of ratings that were hidden from nine members' exports, with 5 to 1,000 of theirs shown, 55 % lay
/// within half a star of a firm one, 48 % of a fair one and 40 % of a guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Surety {
    /// Much is known of the member and of the film.
    Firm,
    /// Less of one of them.
    Fair,
    /// Too little is known of the member, or of the film.
    Guess,
}

/// From so many ratings of the member's a prediction is more than a guess, and from so many it is firm.
const OWN: (u32, u32) = (10, 250);
/// The same of everyone's.
const EVERYONES: (u32, u32) = (1_000, 2_000);
/// A rating model that is less sure than this, in stars, knows no films like it of the member's.
const SPREAD: (f32, f32) = (0.5, 0.3);

impl Surety {
    /// From what is known: the ratings of the member, and of the film, and how unsure the rating model is.
    fn of(own: u32, everyones: u32, spread: Option<f32>) -> Self {
        let spread = spread.unwrap_or(f32::MAX);
        if own < OWN.0 || everyones < EVERYONES.0 || spread > SPREAD.0 {
            Self::Guess
        } else if own < OWN.1 || everyones < EVERYONES.1 || spread > SPREAD.1 {
            Self::Fair
        } else {
            Self::Firm
        }
    }
}

impl Estimate {
    /// Of a film of the pool; nothing of any other. What was said of the film itself is left out, and `lift` is what we were
    /// off by for the member's other films (see [`crate::record`]).
    pub fn of(
        bundle: &Bundle,
        member: TasteSource<'_>,
        opinions: &Opinions,
        request: &Request,
        film: FilmId,
        lift: f32,
    ) -> Option<Self> {
        let said = member.statements.get(&film).filter(|statement| statement.seen);
        let given = said.and_then(|statement| statement.rating);
        let (pick, taste) = match said {
            None => (pick(bundle, member.taste, opinions, request, film)?, member.taste.clone()),
            Some(_) => {
                let mut others = member.statements.clone();
                others.remove(&film);
                let mut taste = member.taste.made_of(&others, &bundle.catalogue, &bundle.tuning, member.scope);
                taste.lift = lift;
                (pick(bundle, &taste, &Opinions::of(bundle, &taste), request, film)?, taste)
            }
        };
        let ratings = bundle.catalogue.rating_count(film);
        let spread = bundle.models.factors.deviation(&taste.known(), film);
        Some(Self { pick, surety: Surety::of(taste.rated, ratings, spread), own_ratings: taste.rated, ratings, given })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prediction_is_as_sure_as_the_least_that_is_known() {
        let check = |own, everyones, spread, expected| assert_eq!(Surety::of(own, everyones, spread), expected);
        check(500, 50_000, Some(0.1), Surety::Firm);
        check(249, 50_000, Some(0.1), Surety::Fair);
        check(500, 1_999, Some(0.1), Surety::Fair);
        check(500, 50_000, Some(0.4), Surety::Fair);
        check(9, 50_000, Some(0.1), Surety::Guess);
        check(500, 999, Some(0.1), Surety::Guess);
        check(500, 50_000, Some(0.6), Surety::Guess);
        check(500, 50_000, None, Surety::Guess);
    }
}
