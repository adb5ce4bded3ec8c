//! What a film promises at a place of the shelf: its score, less what it owes to fame. The order follows from it; scores stay.
//!
//! What people log is mostly what everybody has seen, so a blend that finds what they would log leads with that, and with what
//! they have heard of. Members differ: each has a fame that the films they love have on the whole. What is better known than
//! that steps back ([`Fame`]), at the first places more than further down: there it costs little of the accuracy and is seen
//! most. Among hidden gems a part of what fame explains of a score is taken off; "because of" a film, likeness to it leads.

use super::Candidate;
use crate::bundle::Bundle;
use crate::film::FilmId;
use crate::opinions::Opinions;
use crate::request::Request;
use crate::signals::SignalName;
use crate::similar;
use crate::taste::Taste;
use crate::tuning::Fame;

/// With the dial of popularity so far above where it was learned, nothing steps back any more: hits were asked for.
const DIAL: f32 = 0.3;
/// Among hidden gems so much of what the number of ratings explains of scores is taken off. All of it leads to films of which
/// little is known but that few know: of the hidden favourites among gems a quarter fewer come back (NDCG@20, validation).
const EXPLAINED: f32 = 0.3;
/// "Because of" a film, a point of the member's own score counts this much beside likeness to the film.
const TASTE: f32 = 0.04;

pub(super) struct Promise<'a> {
    bundle: &'a Bundle,
    order: Order,
}

enum Order {
    /// By score; what is better known than this, in logarithms of numbers of ratings, steps back.
    Finds { fame: Fame, usual: f32 },
    /// By what the number of ratings does not explain: so much a logarithm.
    Gems { slope: f32 },
    /// By likeness to a film.
    Near(Vec<f32>),
}

impl<'a> Promise<'a> {
    pub(super) fn of(
        bundle: &'a Bundle,
        taste: &Taste,
        opinions: &Opinions,
        request: &Request,
        candidates: &[Candidate],
    ) -> Self {
        let order = if let Some(film) = taste.because_of {
            let mut near = similar::nearness(bundle, film);
            bundle.series.raise(&mut near, |part| taste.has_seen(part), |_, _| true);
            Order::Near(near)
        } else if request.filters.hidden_gems {
            Order::Gems { slope: EXPLAINED * slope(bundle, candidates) }
        } else {
            let fame = if opinions.is_plain() { Fame::default() } else { bundle.tuning.fame };
            let asked = opinions.shares(&request.weights).get(SignalName::Popularity);
            let learned = opinions.shares(&opinions.default_weights()).get(SignalName::Popularity);
            let part = (1.0 - (asked - learned) / DIAL).clamp(0.0, 1.0);
            let fame = Fame { first: fame.first * part, later: fame.later * part };
            Order::Finds { fame, usual: usual_fame(bundle, taste) }
        };
        Self { bundle, order }
    }

    /// Whether the first places are for what pleases alone. What goes with a film goes with it however high it is rated.
    pub(super) fn is_choosy(&self) -> bool {
        !matches!(self.order, Order::Near(_))
    }

    /// Of a film with this score, at the first places or further down.
    pub(super) fn of_film(&self, film: FilmId, score: f32, is_first: bool) -> f32 {
        let known = || self.bundle.models.popularity.logarithm(film);
        match &self.order {
            Order::Finds { fame, usual } => {
                let weight = if is_first { fame.first } else { fame.later };
                score - weight * (known() - usual).max(0.0)
            }
            Order::Gems { slope } => score - slope * known(),
            Order::Near(near) => near.get(film.index()).copied().unwrap_or(0.0) + TASTE * score,
        }
    }
}

/// How well known the films are that a member loves, or where they love none, all of theirs: the mean of the logarithms.
pub(crate) fn usual_fame(bundle: &Bundle, taste: &Taste) -> f32 {
    let mean = |loved_only: bool| {
        let evidence = taste.evidence.iter().filter(|evidence| evidence.film.index() < bundle.catalogue.pool());
        let counted = evidence.filter(|evidence| !loved_only || evidence.is_favourite());
        let (sum, count) = counted.fold((0.0, 0u32), |(sum, count), evidence| {
            (sum + bundle.models.popularity.logarithm(evidence.film), count + 1)
        });
        (count > 0).then(|| sum / count as f32)
    };
    // Of whom nothing is known nothing is too well known.
    mean(true).or_else(|| mean(false)).unwrap_or(f32::MAX)
}

/// How much a score rises with each logarithm of the number of ratings, by least squares over the candidates.
fn slope(bundle: &Bundle, candidates: &[Candidate]) -> f32 {
    let pairs = || candidates.iter().map(|film| (bundle.models.popularity.logarithm(film.film), film.score));
    let count = candidates.len().max(1) as f32;
    let (x, y) = pairs().fold((0.0, 0.0), |(x, y), (known, score)| (x + known, y + score));
    let (x, y) = (x / count, y / count);
    let (both, own) = pairs().fold((0.0, 0.0), |(both, own), (known, score)| {
        (both + (known - x) * (score - y), own + (known - x) * (known - x))
    });
    if own > 0.0 { both / own } else { 0.0 }
}
