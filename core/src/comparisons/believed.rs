//! What comparisons say of films that were not rated, for the signals that read levels: a star more or less than typical.

use super::{Comparison, Likelihood};
use crate::film::{FilmId, Stars};
use crate::numeric::sort;
use crate::taste::Statement;
use std::collections::BTreeMap;

/// How far a film of theirs lies from a member's mean, as a variance, before anything is said of it.
const PRIOR: f64 = 1.0;
/// How far two films have to lie apart to be told apart, as a standard deviation.
const PERCEPTION: f64 = 0.5;
/// Each round goes through all films once, until none moves further than this.
const STILL: f64 = 1e-6;
const MOST_ROUNDS: usize = 200;

/// How many stars above the member's mean each compared and unrated film lies, at the mode of what is known: rated films stand
/// where they were rated. Each film only rises when it wins, and with those that beat it (the terms are supermodular), so a
/// win never lowers the winner.
pub(crate) fn believed(statements: &BTreeMap<FilmId, Statement>, comparisons: &[Comparison]) -> Vec<(FilmId, f32)> {
    let ratings = || statements.values().filter_map(|statement| statement.rating).map(Stars::stars);
    let mean = ratings().sum::<f32>() / ratings().count().max(1) as f32;
    let telling: Vec<&Comparison> = comparisons.iter().filter(|comparison| comparison.is_telling()).collect();
    let mut films: Vec<u64> = telling.iter().flat_map(|telling| telling.films).map(|film| u64::from(film.0)).collect();
    sort(&mut films);
    films.dedup();
    let place = |film: FilmId| films.binary_search(&u64::from(film.0)).unwrap_or_default();
    let rated = |film: u64| statements.get(&FilmId(film as u32))?.rating;
    let mut above: Vec<f64> =
        films.iter().map(|&film| rated(film).map_or(0.0, |rating| f64::from(rating.stars() - mean))).collect();
    let mut of_film: Vec<Vec<(usize, super::Answer)>> = vec![Vec::new(); films.len()];
    for &&Comparison { films: [first, second], answer } in &telling {
        of_film[place(first)].push((place(second), answer));
        of_film[place(second)].push((place(first), answer.turned()));
    }
    for _ in 0..MOST_ROUNDS {
        let mut moved = 0f64;
        for at in 0..films.len() {
            if rated(films[at]).is_some() {
                continue;
            }
            // Newton's step on a concave function of one number.
            let (mut slope, mut bend) = (-above[at] / PRIOR, 1.0 / PRIOR);
            for &(other, answer) in &of_film[at] {
                let said = Likelihood::of(answer, above[at] - above[other], PERCEPTION);
                (slope, bend) = (slope + said.gradient, bend + said.curvature);
            }
            above[at] += slope / bend;
            moved = moved.max((slope / bend).abs());
        }
        if moved < STILL {
            break;
        }
    }
    let unrated = films.iter().zip(above).filter(|(film, _)| rated(**film).is_none());
    unrated.map(|(&film, above)| (FilmId(film as u32), above as f32)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::Answer;
    use super::*;
    use proptest::prelude::*;

    fn comparison(films: [u32; 2], answer: Answer) -> Comparison {
        Comparison { films: films.map(FilmId), answer }
    }

    fn comparisons() -> impl Strategy<Value = Vec<Comparison>> {
        let one = (0..8u32, 0..8u32, prop::sample::select(Answer::ALL.to_vec()));
        prop::collection::vec(one.prop_map(|(a, b, answer)| comparison([a, b], answer)), 0..30)
    }

    fn rated() -> BTreeMap<FilmId, Statement> {
        let rated = |halves| Statement { rating: Stars::from_halves(halves), seen: true, ..Statement::default() };
        [(FilmId(6), rated(9)), (FilmId(7), rated(5))].into()
    }

    fn of(film: u32, said: &[(FilmId, f32)]) -> f32 {
        said.iter().find(|(known, _)| known.0 == film).map_or(0.0, |(_, above)| *above)
    }

    proptest! {
        #[test]
        fn a_win_never_lowers_the_winner(mut all in comparisons(), winner in 0..6u32, loser in 0..8u32) {
            prop_assume!(winner != loser);
            let before = believed(&rated(), &all);
            all.push(comparison([winner, loser], Answer::First));
            let after = believed(&rated(), &all);
            prop_assert!(of(winner, &after) >= of(winner, &before) - 1e-4, "{before:?} {after:?}");
            prop_assert!(loser > 5 || of(loser, &after) <= of(loser, &before) + 1e-4, "{before:?} {after:?}");
        }

        #[test]
        fn the_order_does_not_matter(mut all in comparisons()) {
            let one = believed(&rated(), &all);
            all.reverse();
            let other = believed(&rated(), &all);
            for ((film, x), (same, y)) in one.into_iter().zip(other) {
                prop_assert!(film == same && x.is_finite() && (x - y).abs() < 1e-5, "{x} {y}");
            }
        }
    }

    #[test]
    fn who_beats_the_best_is_better_than_who_beats_the_worst() {
        let said = believed(&rated(), &[comparison([1, 6], Answer::First), comparison([2, 7], Answer::First)]);
        assert!(of(1, &said) > of(2, &said) && of(2, &said) > -0.3, "{said:?}");
        let alike = believed(&rated(), &[comparison([1, 6], Answer::Equal)]);
        assert!((0.4..1.0).contains(&of(1, &alike)), "{alike:?}");
        assert!(
            believed(&rated(), &[comparison([1, 6], Answer::Unknown), comparison([2, 2], Answer::First)]).is_empty()
        );
    }
}
