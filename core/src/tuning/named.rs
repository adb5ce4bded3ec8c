//! The numbers as a bundle carries them since format 5: by name, so that one may lack a number, or carry one that its reader
//! does not know.

use super::{Anchor, Blending, Intervals, StarsModel, Tuning};
use crate::signals::{PerSignal, SignalName, Weights};
use serde::{Deserialize, Serialize};

/// Every number, or the numbers of one name: one for each anchor, level and so on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct NamedNumbers(Vec<(String, Vec<f32>)>);

/// A number's name, and where it stands in a [`Tuning`].
type Single = (&'static str, fn(&mut Tuning) -> &mut f32);

const SINGLE: [Single; 20] = [
    ("watched", |tuning| &mut tuning.watched),
    ("liked", |tuning| &mut tuning.liked),
    ("treasured", |tuning| &mut tuning.treasured),
    ("relative", |tuning| &mut tuning.relative),
    ("typical_mean", |tuning| &mut tuning.typical_mean),
    ("mean_prior", |tuning| &mut tuning.mean_prior),
    ("dislike", |tuning| &mut tuning.dislike),
    ("half_life", |tuning| &mut tuning.half_life),
    ("oldest", |tuning| &mut tuning.oldest),
    ("quality_floor", |tuning| &mut tuning.quality_floor),
    ("blend.softness", |tuning| &mut tuning.blending.softness),
    ("blend.backing", |tuning| &mut tuning.blending.backing),
    ("blend.nearness", |tuning| &mut tuning.blending.nearness),
    ("caution.weight", |tuning| &mut tuning.caution.weight),
    ("caution.below", |tuning| &mut tuning.caution.below),
    ("fame.first", |tuning| &mut tuning.fame.first),
    ("fame.later", |tuning| &mut tuning.fame.later),
    ("first.least", |tuning| &mut tuning.least),
    ("stars.intercept", |tuning| &mut tuning.stars.intercept),
    ("stars.quality", |tuning| &mut tuning.stars.quality),
];

const LEVELS: &str = "levels";
const INTERVALS: &str = "stars.intervals";
/// Lengths of history that have weights of their own.
const ANCHORS: &str = "blend.films";

/// The names of a signal's numbers: its weight at each anchor, its spread, its part in the predicted stars.
fn weight_of(signal: SignalName) -> String {
    ["blend.weight.", signal.as_str()].concat()
}

fn spread_of(signal: SignalName) -> String {
    ["blend.spread.", signal.as_str()].concat()
}

fn stars_of(signal: SignalName) -> String {
    ["stars.", signal.as_str(), ".opinion"].concat()
}

impl NamedNumbers {
    /// The numbers of a tuning.
    pub(crate) fn of(tuning: &Tuning) -> Self {
        let mut all = Vec::new();
        let mut read = tuning.clone();
        for (name, number) in SINGLE {
            all.push((name.to_owned(), vec![*number(&mut read)]));
        }
        all.push((LEVELS.to_owned(), tuning.levels.to_vec()));
        all.push((INTERVALS.to_owned(), tuning.intervals.numbers()));
        let Blending { anchors, spreads, .. } = &tuning.blending;
        all.push((ANCHORS.to_owned(), anchors.iter().map(|anchor| anchor.films).collect()));
        for signal in SignalName::ALL {
            all.push((weight_of(signal), anchors.iter().map(|anchor| anchor.weights.get(signal)).collect()));
            all.push((spread_of(signal), vec![spreads[signal]]));
            all.push((stars_of(signal), vec![tuning.stars.opinions[signal]]));
        }
        Self(all)
    }

    fn get(&self, name: &str) -> Option<&[f32]> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, numbers)| numbers.as_slice())
    }

    /// A tuning of these numbers. What is missing is as in [`Tuning::default`], and 0 for a signal; a name that is not known
    /// is passed over. `None` where a name has another number of numbers than it must have.
    pub(crate) fn tuning(&self) -> Option<Tuning> {
        let mut tuning = Tuning::default();
        for (name, number) in SINGLE {
            if let Some(numbers) = self.get(name) {
                *number(&mut tuning) = one(numbers)?;
            }
        }
        if let Some(levels) = self.get(LEVELS) {
            tuning.levels = levels.try_into().ok()?;
        }
        if let Some(intervals) = self.get(INTERVALS) {
            tuning.intervals = Intervals::read(intervals)?;
        }
        let of_signal = |name: fn(SignalName) -> String| -> Option<PerSignal<f32>> {
            let mut numbers = PerSignal::default();
            for signal in SignalName::ALL {
                if let Some(named) = self.get(&name(signal)) {
                    numbers[signal] = one(named)?;
                }
            }
            Some(numbers)
        };
        tuning.blending.spreads = of_signal(spread_of)?;
        tuning.stars = StarsModel { opinions: of_signal(stars_of)?, ..tuning.stars };
        if let Some(films) = self.get(ANCHORS) {
            tuning.blending.anchors = films.iter().map(|&films| Anchor { films, weights: Weights::NONE }).collect();
            for signal in SignalName::ALL {
                let Some(weights) = self.get(&weight_of(signal)) else { continue };
                if weights.len() != films.len() {
                    return None;
                }
                for (anchor, &weight) in tuning.blending.anchors.iter_mut().zip(weights) {
                    anchor.weights.set(signal, weight);
                }
            }
        }
        Some(tuning)
    }
}

fn one(numbers: &[f32]) -> Option<f32> {
    match numbers {
        [number] => Some(*number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Caution, Fame};
    use super::*;

    fn learned() -> Tuning {
        let anchor = |films: f32, content: f32| Anchor {
            films,
            weights: Weights { neighbours: 1.0, content, popularity: -0.1, ..Weights::NONE },
        };
        let mut tuning = Tuning { watched: 0.4, half_life: 100.0, ..Tuning::default() };
        tuning.blending.anchors = vec![anchor(3.0, 0.8), anchor(40.0, 0.2)];
        tuning.blending.spreads = PerSignal::from_fn(|signal| signal as usize as f32 + 0.5);
        tuning.blending.backing = 4.0;
        tuning.blending.nearness = 0.5;
        tuning.caution = Caution { weight: 2.0, below: 4.1 };
        tuning.fame = Fame { first: 0.9, later: 0.6 };
        tuning.least = -0.5;
        tuning.intervals.scales[1] = 1.25;
        tuning.stars.opinions = PerSignal::from_fn(|signal| signal as usize as f32 * -0.1);
        tuning
    }

    #[test]
    fn numbers_come_back_by_name() {
        assert_eq!(NamedNumbers::of(&learned()).tuning(), Some(learned()));
    }

    #[test]
    fn a_signal_may_be_missing_and_another_unknown() {
        let NamedNumbers(mut all) = NamedNumbers::of(&learned());
        for name in [weight_of(SignalName::Content), spread_of(SignalName::Content), stars_of(SignalName::Content)] {
            all.retain(|(known, _)| *known != name);
        }
        all.retain(|(known, _)| known != "watched");
        all.push(("blend.weight.mind_reading".to_owned(), vec![1.0, 2.0]));
        all.push(("watched".to_owned(), vec![0.9]));
        let read = NamedNumbers(all).tuning().expect("numbers");
        assert_eq!(read.watched, 0.9);
        assert!(read.blending.anchors.iter().all(|anchor| anchor.weights.content == 0.0));
        assert_eq!(read.blending.anchors.iter().map(|anchor| anchor.films).collect::<Vec<_>>(), [3.0, 40.0]);
        assert_eq!(read.blending.spreads[SignalName::Content], 0.0);
        assert_eq!(read.blending.spreads[SignalName::Quality], learned().blending.spreads[SignalName::Quality]);
    }

    #[test]
    fn a_wrong_number_of_numbers_is_refused() {
        for (name, numbers) in [
            ("watched", vec![]),
            ("liked", vec![1.0, 2.0]),
            (LEVELS, vec![1.0; 9]),
            (INTERVALS, vec![1.0; 9]),
            (ANCHORS, vec![1.0]),
        ] {
            let NamedNumbers(mut all) = NamedNumbers::of(&learned());
            all.retain(|(known, _)| known != name);
            all.push((name.to_owned(), numbers));
            assert_eq!(NamedNumbers(all).tuning(), None, "{name}");
        }
    }
}
