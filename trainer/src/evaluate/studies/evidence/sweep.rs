//! Numbers of a tuning tried in turn: which of them finds more of what a member goes on to love.

use super::pooled::Pooled;
use super::statements::MemberStatements;
use crate::evaluate::metrics::{Bootstrap, measure};
use crate::evaluate::protocol::{Protocol, Rater};
use crate::foundation::ask::plain;
use crate::foundation::random::shuffled;
use crate::foundation::split::POSITIVE;
use halfstar_core::Bundle;
use halfstar_core::film::{FilmId, Stars};
use halfstar_core::import::Day;
use halfstar_core::opinions::Opinions;
use halfstar_core::recommend::rank;
use halfstar_core::signals::Weights;
use halfstar_core::taste::{Statement, Taste};
use halfstar_core::tuning::Tuning;
use rayon::prelude::*;
use std::collections::BTreeMap;

const FOLDS: usize = 5;
/// Fewer members than this are given Student's interval, more the bootstrap's.
const MANY: usize = 30;

/// What is known of a member, and which films are to be found.
pub struct Question {
    /// Questions about one member are averaged.
    member: u64,
    shown: BTreeMap<FilmId, Statement>,
    hidden: Vec<u16>,
}

/// One tuning among those tried.
#[derive(Clone, Debug)]
pub struct Trial {
    /// Which numbers it has.
    pub name: String,
    /// NDCG@100.
    pub ndcg_100: f64,
    /// NDCG@100 above that of the bundle's own tuning, on the same questions.
    pub gain: Pooled,
}

/// Every film that was liked or rated 4 or more is hidden once, a fifth of them at a time, with all that is said of it.
pub(super) fn fifths(bundle: &Bundle, member: u64, said: &MemberStatements) -> Vec<Question> {
    let pool = bundle.catalogue.pool();
    let loved: Vec<FilmId> = said
        .statements
        .iter()
        .filter(|(film, statement)| film.index() < pool && is_loved(statement))
        .map(|(&film, _)| film)
        .collect();
    let order = shuffled(member, loved.iter().map(|film| u64::from(film.0)));
    let fold = |fold: usize| {
        let mut hidden: Vec<u16> = order.iter().skip(fold).step_by(FOLDS).map(|&at| loved[at].0 as u16).collect();
        hidden.sort_unstable();
        let mut shown = said.statements.clone();
        shown.retain(|film, _| hidden.iter().all(|&other| u32::from(other) != film.0));
        Question { member, shown, hidden }
    };
    (0..FOLDS).map(fold).filter(|question| !question.hidden.is_empty()).collect()
}

/// The fifth that an export's member saw last is hidden, of all that has a day.
pub(super) fn latest(bundle: &Bundle, member: u64, said: &MemberStatements) -> Option<Question> {
    let mut dated: Vec<(Day, FilmId)> = said
        .statements
        .iter()
        .filter(|(_, statement)| statement.seen)
        .filter_map(|(&film, statement)| Some((statement.day?, film)))
        .collect();
    dated.sort_unstable();
    let mut shown = said.statements.clone();
    let mut hidden = Vec::new();
    for (_, film) in &dated[dated.len() - dated.len() / 5..] {
        if shown.remove(film).is_some_and(|statement| film.index() < bundle.catalogue.pool() && is_loved(&statement)) {
            hidden.push(film.0 as u16);
        }
    }
    hidden.sort_unstable();
    (!hidden.is_empty()).then_some(Question { member, shown, hidden })
}

/// The fifth that somebody rated last is hidden; the rest carries its days.
pub(super) fn last_rated(member: u64, rater: &Rater) -> Option<Question> {
    let times = rater.times.as_ref()?;
    let case = Protocol::InTimeOrder.cases(std::slice::from_ref(rater)).pop()?;
    let statement = |&(film, halves): &(u16, u8)| {
        let row = rater.rows.binary_search_by_key(&film, |&(film, _)| film).ok()?;
        let day = Some(Day(i32::try_from(times[row].div_euclid(86_400)).ok()?));
        let rating = Stars::from_halves(halves);
        Some((FilmId(u32::from(film)), Statement { rating, day, seen: true, ..Statement::default() }))
    };
    let shown = case.split.shown.iter().filter_map(statement).collect();
    Some(Question { member, shown, hidden: case.split.positives() })
}

fn is_loved(statement: &Statement) -> bool {
    statement.liked || statement.rating.is_some_and(|rating| rating.halves() >= POSITIVE)
}

impl Question {
    /// How many days lie between the oldest and the newest of what is shown.
    pub fn days(&self) -> i32 {
        let days = || self.shown.values().filter_map(|statement| statement.day.map(|day| day.0));
        days().max().unwrap_or_default().saturating_sub(days().min().unwrap_or_default())
    }

    /// How many of the films shown are of a kind.
    pub fn count(&self, keep: impl Fn(&Statement) -> bool) -> usize {
        self.shown.values().filter(|statement| keep(statement)).count()
    }

    /// The same question where films of a kind are not rated, and liked only where `keep_likes` says so.
    #[must_use]
    pub fn without_ratings(mut self, of: impl Fn(&Statement) -> bool, keep_likes: bool) -> Self {
        for statement in self.shown.values_mut().filter(|statement| of(statement)) {
            statement.rating = None;
            statement.liked &= keep_likes;
        }
        self
    }

    fn ndcg(&self, bundle: &Bundle, tuning: &Tuning) -> f64 {
        let taste = Taste::new(&self.shown, tuning);
        let opinions = Opinions::of(bundle, &taste);
        let ranked = rank(bundle, &taste, &opinions, &plain(Weights::default()));
        measure(&ranked.iter().map(|film| film.0 as u16).collect::<Vec<_>>(), &self.hidden)[0]
    }
}

/// Tries the tunings, each against the bundle's own.
///
/// The best of many gains by luck alone. So there is a last row besides: what is best for one half of the members is
/// judged on the other.
pub fn sweep(bundle: &Bundle, questions: &[Question], tunings: &[(String, Tuning)]) -> Vec<Trial> {
    let ask = |tuning: &Tuning| -> Vec<f64> {
        by_member(questions, &questions.par_iter().map(|question| question.ndcg(bundle, tuning)).collect::<Vec<_>>())
    };
    let present = ask(&bundle.tuning);
    let found: Vec<Vec<f64>> = tunings.iter().map(|(_, tuning)| ask(tuning)).collect();
    let bootstrap = Bootstrap::new(present.len());
    let trial = |name: &str, values: &[f64]| {
        let gains: Vec<f64> = values.iter().zip(&present).map(|(value, present)| value - present).collect();
        let gain = Pooled::of_members(&gains)?;
        let gain = if gains.len() < MANY {
            gain
        } else {
            let estimate = bootstrap.mean(&gains);
            Pooled { interval: Some((estimate.low, estimate.high)), ..gain }
        };
        Some(Trial { name: name.to_owned(), ndcg_100: values.iter().sum::<f64>() / values.len() as f64, gain })
    };
    let mut trials: Vec<Option<Trial>> = vec![trial("as the bundle has it", &present)];
    trials.extend(tunings.iter().zip(&found).map(|((name, _), values)| trial(name, values)));
    if present.len() >= MANY {
        trials.push(trial("chosen on the other half", &across_halves(&found)));
    }
    trials.into_iter().flatten().collect()
}

/// The mean over each member's questions, in the order in which members first appear.
fn by_member(questions: &[Question], values: &[f64]) -> Vec<f64> {
    let mut sums: BTreeMap<u64, (f64, usize)> = BTreeMap::new();
    for (question, value) in questions.iter().zip(values) {
        let (sum, count) = sums.entry(question.member).or_default();
        *sum += value;
        *count += 1;
    }
    sums.into_values().map(|(sum, count)| sum / count as f64).collect()
}

/// Each member's value under the trial that is best for the members of the other half: odd places and even.
fn across_halves(trials: &[Vec<f64>]) -> Vec<f64> {
    let members = trials.first().map_or(0, Vec::len);
    let best = |half: usize| {
        let total = |trial: &Vec<f64>| trial.iter().skip(half).step_by(2).sum::<f64>();
        (0..trials.len()).max_by(|&a, &b| total(&trials[a]).total_cmp(&total(&trials[b]))).unwrap_or_default()
    };
    let best = [best(1), best(0)];
    (0..members).map(|member| trials[best[member % 2]][member]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_choose_for_each_other() {
        // The first trial is best for the members at odd places (2 + 2), the second for those at even ones (3 + 0).
        let trials = [vec![0.0, 2.0, 1.0, 2.0], vec![3.0, 1.0, 0.0, 0.0]];
        assert_eq!(across_halves(&trials), [0.0, 1.0, 1.0, 0.0]);
        assert_eq!(across_halves(&[]), [0.0; 0]);
    }

    #[test]
    fn a_member_counts_once_however_often_they_are_asked() {
        let question = |member| Question { member, shown: BTreeMap::new(), hidden: Vec::new() };
        let values = by_member(&[question(7), question(7), question(3)], &[0.0, 1.0, 0.25]);
        assert_eq!(values, [0.25, 0.5]);
    }

    #[test]
    fn the_last_fifth_is_asked_for_and_the_rest_keeps_its_days() {
        let rows = (0..20).map(|film| (film, if film % 2 == 0 { 9 } else { 4 })).collect();
        let rater = Rater { id: 1, rows, times: Some((0..20).map(|film| (19 - film) * 86_400).collect()) };
        let question = last_rated(1, &rater).expect("a question");
        assert_eq!(question.hidden, [0, 2]);
        assert_eq!((question.days(), question.shown.len()), (15, 16));
        assert!(last_rated(1, &Rater { times: None, ..rater }).is_none());
    }
}
