//! Maximal marginal relevance (Carbonell and Goldstein 1998): again and again the film with the best mix of score and
//! distance to what is already on the shelf.
//!
//! Nearly all of the work would be comparing films that never come near the top. What a film is worth only falls as the
//! shelf grows, so its last known worth is the most it can be: it is compared with the films chosen since only when
//! that much would win. The order is the same, to the last tie.

/// The places of the `limit` films to show, in order. `scores` fall; `nearest` is how near each comes to what stands on the
/// shelf already, nothing for an empty one; variety is above 0, at most 1; `similarity` compares the films at two places.
pub(crate) fn order(
    scores: &[f32],
    nearest: &[f32],
    variety: f32,
    limit: usize,
    similarity: impl Fn(usize, usize) -> f32,
) -> Vec<usize> {
    let (best, worst) = (scores.first().copied().unwrap_or(0.0), scores.last().copied().unwrap_or(0.0));
    let spread = (best - worst).max(f32::MIN_POSITIVE);
    let merit = |score: f32| (1.0 - variety) * ((score - worst) / spread);
    let mut waiting: Vec<Candidate> = scores
        .iter()
        .enumerate()
        .map(|(place, &score)| Candidate {
            place,
            merit: merit(score),
            nearest: nearest.get(place).copied().unwrap_or(0.0),
            compared: 0,
        })
        .collect();
    let mut chosen = Vec::with_capacity(limit);
    while chosen.len() < limit {
        let mut next: Option<(f32, usize)> = None;
        for (at, candidate) in waiting.iter_mut().enumerate() {
            // Of equals the first wins: who only reaches the most there is has lost already.
            let wins = |worth: f32| next.is_none_or(|(most, _)| worth > most);
            while candidate.compared < chosen.len() && wins(candidate.worth(variety)) {
                let alike = similarity(chosen[candidate.compared], candidate.place);
                candidate.nearest = candidate.nearest.max(alike);
                candidate.compared += 1;
            }
            let worth = candidate.worth(variety);
            if candidate.compared == chosen.len() && wins(worth) {
                next = Some((worth, at));
            }
        }
        let Some((_, at)) = next else { break };
        chosen.push(waiting.remove(at).place);
    }
    chosen
}

/// A film that is not yet on the shelf.
struct Candidate {
    place: usize,
    /// What its score is worth.
    merit: f32,
    /// Similarity to the nearest of the films that it was compared with; 0 at least.
    nearest: f32,
    /// With how many of the chosen films, from the first.
    compared: usize,
}

impl Candidate {
    /// The most it can be worth, and what it is worth once it was compared with all.
    fn worth(&self, variety: f32) -> f32 {
        self.merit - variety * self.nearest
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// As the paper has it: everything compared with everything.
    fn plainly(scores: &[f32], variety: f32, limit: usize, similarity: impl Fn(usize, usize) -> f32) -> Vec<usize> {
        let (best, worst) = (scores[0], scores[scores.len() - 1]);
        let spread = (best - worst).max(f32::MIN_POSITIVE);
        let mut chosen: Vec<usize> = Vec::new();
        while chosen.len() < limit.min(scores.len()) {
            let mut next: Option<(f32, usize)> = None;
            for (place, score) in scores.iter().enumerate().filter(|(place, _)| !chosen.contains(place)) {
                let nearest = chosen.iter().fold(0f32, |nearest, &other| nearest.max(similarity(other, place)));
                let value = (1.0 - variety) * ((score - worst) / spread) - variety * nearest;
                if next.is_none_or(|(most, _)| value > most) {
                    next = Some((value, place));
                }
            }
            chosen.extend(next.map(|(_, place)| place));
        }
        chosen
    }

    proptest! {
        // Few different numbers, so that there are ties.
        #[test]
        fn the_order_is_that_of_the_plain_procedure(
            films in prop::collection::vec((-4i8..5, -2i8..3, -2i8..3), 1..60),
            variety in prop_oneof![Just(1.0f32), Just(0.5), 0.001f32..1.0],
            limit in 0usize..70,
        ) {
            let mut films = films;
            films.sort_by(|a, b| b.cmp(a));
            let scores: Vec<f32> = films.iter().map(|film| f32::from(film.0) / 3.0).collect();
            let part = |place: usize| [f32::from(films[place].1), f32::from(films[place].2)];
            let similarity = |a: usize, b: usize| {
                let ([a, b], [c, d]) = (part(a), part(b));
                (a * c + b * d) / 7.0
            };
            let expected = plainly(&scores, variety, limit, similarity);
            prop_assert_eq!(order(&scores, &[], variety, limit, similarity), expected);
        }
    }
}
