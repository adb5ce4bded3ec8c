//! How much each statement about a film says, as far as the data show: `halfstar evidence`.
//!
//! - [`statement_values`]: those who say something of a film and rate it too show what rating it stands for, and so the
//!   level that an unrated film of the kind should get.
//! - [`sweeps`]: the numbers of the tuning that speak of these things, tried in turn through the core's own pipeline.

mod pooled;
mod statements;
mod sweep;

pub use pooled::Pooled;
pub use statements::{MemberStatements, StatementKind, StatementValue, statement_values};
pub use sweep::{Question, Trial, sweep};

use crate::evaluate::protocol::Rater;
use halfstar_core::Bundle;
use halfstar_core::taste::Statement;
use halfstar_core::tuning::Tuning;

/// Fewer films of a kind than this, and a member is not asked what they are worth.
const MIN_FILMS: usize = 10;
/// Members whose ratings lie closer together than this rated from memory: what they rated last is not what they saw
/// last.
const MIN_DAYS: i32 = 365;

/// A number of the tuning, tried on those whom it concerns.
#[derive(Clone, Debug)]
pub struct Sweep {
    /// Which number, and on whom.
    pub title: String,
    /// How many members.
    pub members: usize,
    /// Its values; the bundle's own tuning first.
    pub trials: Vec<Trial>,
}

/// What is worth trying on exports. Everyone's loved films are hidden, a fifth at a time, but for age, where it is
/// what was seen last.
pub fn sweeps(bundle: &Bundle, members: &[MemberStatements]) -> Vec<Sweep> {
    let numbered = || (0u64..).zip(members);
    let everyone = || numbered().flat_map(|(number, member)| sweep::fifths(bundle, number, member));
    let of = |kind: fn(&Statement) -> bool| everyone().filter(move |question| question.count(kind) >= MIN_FILMS);
    let is_liked: fn(&Statement) -> bool = |statement| statement.liked;
    let is_treasured: fn(&Statement) -> bool = |statement| statement.treasured;
    let is_only_seen: fn(&Statement) -> bool =
        |statement| statement.seen && statement.rating.is_none() && !statement.liked && !statement.treasured;
    let bare = |kind: fn(&Statement) -> bool, keep_likes: bool| {
        of(kind).map(move |question| question.without_ratings(kind, keep_likes)).collect()
    };
    let bare_all = of(is_liked).map(|question| question.without_ratings(|_| true, true)).collect();
    let latest = numbered().filter_map(|(number, member)| sweep::latest(bundle, number, member)).collect();

    let watched = named("watched", &[0.0, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8, 1.0], |watched| Tuning {
        watched,
        ..bundle.tuning.clone()
    });
    let liked = named("liked", &[0.6, 0.8, 1.0, 1.15, 1.3, 1.6], |liked| Tuning { liked, ..bundle.tuning.clone() });
    let treasured = named("treasured", &[0.0, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0], |treasured| Tuning {
        treasured,
        ..bundle.tuning.clone()
    });
    let tried = |title, questions: Vec<Question>, tunings: &[_]| tried(bundle, title, &questions, tunings);
    vec![
        tried("watched: films only seen", of(is_only_seen).collect(), &watched),
        tried("watched: likes known, all ratings taken away", bare_all, &watched),
        tried("liked", of(is_liked).collect(), &liked),
        tried("liked: their ratings taken away", bare(is_liked, true), &liked),
        tried("treasured", of(is_treasured).collect(), &treasured),
        tried("treasured: their ratings and likes taken away", bare(is_treasured, false), &treasured),
        tried("age: the last fifth of an export", latest, &ages(bundle)),
    ]
}

/// What age does to ratings with timestamps: the last fifth of a member's is hidden.
pub fn age_sweeps(bundle: &Bundle, raters: &[Rater]) -> Vec<Sweep> {
    // By place: people of two sources may have the same number.
    let all = || (0..).zip(raters).filter_map(|(member, rater)| sweep::last_rated(member, rater));
    let long: Vec<Question> = all().filter(|question| question.days() >= MIN_DAYS).collect();
    vec![
        tried(bundle, "age: everyone", &all().collect::<Vec<_>>(), &ages(bundle)),
        tried(bundle, "age: ratings of a year and more", &long, &ages(bundle)),
    ]
}

fn tried(bundle: &Bundle, title: &str, questions: &[Question], tunings: &[(String, Tuning)]) -> Sweep {
    let trials = sweep(bundle, questions, tunings);
    Sweep { title: title.to_owned(), members: trials.first().map_or(0, |trial| trial.gain.members), trials }
}

fn named(name: &str, values: &[f32], tuning: impl Fn(f32) -> Tuning) -> Vec<(String, Tuning)> {
    values.iter().map(|&value| (format!("{name} {value}"), tuning(value))).collect()
}

/// From no ageing to one where old films hardly count.
fn ages(bundle: &Bundle) -> Vec<(String, Tuning)> {
    let aged = |oldest, half_life| {
        (format!("oldest {oldest}, half-life {half_life}"), Tuning { oldest, half_life, ..bundle.tuning.clone() })
    };
    let none = ("no ageing".to_owned(), Tuning { oldest: 1.0, ..bundle.tuning.clone() });
    let some = [0.8, 0.6, 0.4, 0.2]
        .into_iter()
        .flat_map(|oldest| [180.0, 365.0, 730.0, 1460.0].map(|days| aged(oldest, days)));
    std::iter::once(none).chain(some).collect()
}
