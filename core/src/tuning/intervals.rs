//! How far a member's own rating lies from the predicted one: what was learned of it on held-out members.

use super::ABSURD;
use crate::numeric::ln;
use serde::Serialize;

/// So many ratings of a member's have a scale of their own; between them it follows the logarithm.
pub const HISTORIES: [f32; 4] = [3.0, 10.0, 50.0, 200.0];
/// Predicted stars that have ends of their own.
pub const KNOTS: [f32; 6] = [2.0, 2.5, 3.0, 3.5, 4.0, 4.5];

/// The rating model's spread, made good (conformal scaling; Lei et al. 2018): the ends of intervals in which so many of the
/// hidden ratings lay. They are not as far on either side: who is predicted 4.6 cannot give 6.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Intervals {
    /// The spread is taken for so many times what the model says, at each of [`HISTORIES`].
    pub scales: [f32; HISTORIES.len()],
    /// In spreads from the predicted stars, at each of [`KNOTS`].
    pub ends: [Ends; KNOTS.len()],
}

/// Where four of five ratings lie, and where half of them do; negative is below.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Ends {
    /// Of four in five.
    pub most: [f32; 2],
    /// Of one in two.
    pub half: [f32; 2],
}

/// Those of a normal distribution.
const NORMAL: Ends = Ends { most: [-1.2816, 1.2816], half: [-0.6745, 0.6745] };

impl Default for Intervals {
    fn default() -> Self {
        Self { scales: [1.0; HISTORIES.len()], ends: [NORMAL; KNOTS.len()] }
    }
}

impl Intervals {
    /// What the spread is multiplied with for a member with so many ratings.
    pub fn scale(&self, ratings: usize) -> f32 {
        let logarithms = HISTORIES.map(ln);
        between(&logarithms, ln(ratings.max(1) as f32), |at| self.scales[at])
    }

    /// The ends at these predicted stars.
    pub fn ends(&self, stars: f32) -> Ends {
        let read = |end: fn(&Ends) -> f32| between(&KNOTS, stars, |at| end(&self.ends[at]));
        Ends {
            most: [read(|ends| ends.most[0]), read(|ends| ends.most[1])],
            half: [read(|ends| ends.half[0]), read(|ends| ends.half[1])],
        }
    }

    /// As numbers in a row; [`Intervals::read`] takes them.
    pub(crate) fn numbers(&self) -> Vec<f32> {
        let ends = self.ends.iter().flat_map(|ends| [ends.most, ends.half].concat());
        self.scales.iter().copied().chain(ends).collect()
    }

    pub(crate) fn read(numbers: &[f32]) -> Option<Self> {
        let (scales, ends) = numbers.split_first_chunk()?;
        let (ends, []) = ends.as_chunks::<4>() else { return None };
        let ends: &[[f32; 4]; KNOTS.len()] = ends.try_into().ok()?;
        Some(Self { scales: *scales, ends: ends.map(|[a, b, c, d]| Ends { most: [a, b], half: [c, d] }) })
    }

    pub(crate) fn is_sane(&self) -> bool {
        self.scales.iter().all(|scale| *scale > 0.0) && self.numbers().iter().all(|x| x.abs() < ABSURD)
    }
}

/// Reads a function of which the values at `places` are known, in straight lines; beyond the ends it stays as it is there.
fn between(places: &[f32], at: f32, value: impl Fn(usize) -> f32) -> f32 {
    let above = places.partition_point(|&place| place <= at);
    match (above.checked_sub(1), places.get(above)) {
        (None, _) => value(0),
        (Some(last), None) => value(last),
        (Some(below), Some(&next)) => {
            let part = (at - places[below]) / (next - places[below]);
            value(below) + (value(above) - value(below)) * part
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_read_between_what_was_learned() {
        let mut learned = Intervals { scales: [2.0, 1.5, 1.2, 1.0], ..Intervals::default() };
        learned.ends[4].most = [-2.0, 1.0];
        let check = |ratings, expected: f32| assert!((learned.scale(ratings) - expected).abs() < 1e-5, "{ratings}");
        check(0, 2.0);
        check(3, 2.0);
        check(10, 1.5);
        check(100, 1.1);
        check(5000, 1.0);
        assert_eq!(learned.ends(4.0).most, [-2.0, 1.0]);
        assert!((learned.ends(4.25).most[0] - (-2.0 - 1.2816) / 2.0).abs() < 1e-5);
        assert_eq!((learned.ends(0.5), learned.ends(5.0)), (NORMAL, NORMAL));
        assert_eq!(Intervals::read(&learned.numbers()), Some(learned));
        assert_eq!(Intervals::read(&learned.numbers()[1..]), None);
    }
}
