//! The pipeline, told once: taste → opinions → blend → filters → variety → reasons.

use crate::blend::Blend;
use crate::bundle::Bundle;
use crate::explain::{self, Grounds, Reason};
use crate::film::{FilmId, Stars};
use crate::filters::{Context, Gates, LeftOut};
use crate::numeric::top_k;
use crate::opinions::Opinions;
use crate::predict;
use crate::request::{Contribution, Request};
use crate::series::PartOf;
use crate::shelf;
use crate::shelf::stand_ins::{self, StandIns};
use crate::signals::Share;
use crate::taste::Taste;
use serde::{Deserialize, Serialize};

/// What is shown, in order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shelf {
    /// Best first.
    pub picks: Vec<Pick>,
    /// How many films passed the filters.
    pub candidates: u32,
    /// How many films each filter kept away.
    pub left_out: LeftOut,
    /// How many films would come back if one filter alone were lifted, for a way back when nothing is left.
    pub brings_back: LeftOut,
}

/// One film on the shelf, with everything that put it there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pick {
    /// Which film.
    pub film: FilmId,
    /// The blend's score: the sum of the contributions, less the reserve.
    pub score: f32,
    /// What each signal added, largest first.
    pub contributions: Vec<Contribution>,
    /// What is taken off since the member would rate it low: 0 and up.
    pub reserve: f32,
    /// The member's own rating, as predicted: 0.5 to 5.
    pub predicted_stars: f32,
    /// The lowest and the highest of the ratings of which it is one in at least four of five cases; nothing where the bundle
    /// cannot say.
    pub likely_stars: Option<[Stars; 2]>,
    /// Whether it is on the member's watchlist.
    pub on_watchlist: bool,
    /// How it stands to the others of its series, where that is worth a word.
    pub part_of: Option<PartOf>,
    /// Why, most telling first.
    pub reasons: Vec<Reason>,
    /// The member's films that speak loudest for it or against it among the neighbours, loudest first; see
    /// [`SPEAKERS`]. A film they disliked speaks for none: that they saw it says something, but it is no praise.
    pub speakers: Vec<Share>,
}

/// Nobody weighs more films against each other.
pub const SPEAKERS: usize = 5;

/// Recommends from scratch. The same bundle, taste and request give the same bits, native and in WebAssembly.
pub fn recommend(bundle: &Bundle, taste: &Taste, request: &Request) -> Shelf {
    recommend_from(bundle, taste, &Opinions::of(bundle, taste), request)
}

/// The order alone, as [`recommend`] has it, without reasons and stars: what an evaluation asks a thousand times.
pub fn rank(bundle: &Bundle, taste: &Taste, opinions: &Opinions, request: &Request) -> Vec<FilmId> {
    shelf::choose(bundle, taste, opinions, &Blend::new(opinions, &request.weights), request).films
}

/// Recommends from opinions kept since the last request: what a turned dial costs.
pub fn recommend_from(bundle: &Bundle, taste: &Taste, opinions: &Opinions, request: &Request) -> Shelf {
    let blend = Blend::new(opinions, &request.weights);
    let chosen = shelf::choose(bundle, taste, opinions, &blend, request);
    let grounds = Grounds::of(bundle, taste, &chosen.films);
    let told = |film| describe(bundle, taste, opinions, &blend, &grounds, &chosen.stand_ins, film);
    let mut picks: Vec<Option<Pick>> = chosen.films.iter().copied().map(told).map(Some).collect();
    let keys = picks.iter().flatten().map(|pick| request.sort.key(&bundle.catalogue, pick));
    let order = top_k(keys.zip(0..), picks.len());
    let picks = order.into_iter().filter_map(|(_, place)| picks.get_mut(place as usize)?.take()).collect();
    Shelf { picks, candidates: chosen.candidates, left_out: chosen.left_out, brings_back: chosen.brings_back }
}

/// One film of the pool with everything that would put it on a shelf, whether it passes the filters or not. `None` for any
/// other film.
pub fn pick(bundle: &Bundle, taste: &Taste, opinions: &Opinions, request: &Request, film: FilmId) -> Option<Pick> {
    let blend = Blend::new(opinions, &request.weights);
    let grounds = Grounds::of(bundle, taste, &[film]);
    let gates = Gates::new(Context { bundle, taste, opinions: Some(opinions), filters: &request.filters });
    let (_, stand_ins) = stand_ins::in_order(bundle, taste, opinions, &gates, blend.scores());
    let is_in_pool = film.index() < bundle.catalogue.pool();
    is_in_pool.then(|| describe(bundle, taste, opinions, &blend, &grounds, &stand_ins, film))
}

fn describe(
    bundle: &Bundle,
    taste: &Taste,
    opinions: &Opinions,
    blend: &Blend<'_>,
    grounds: &Grounds,
    stand_ins: &StandIns,
    film: FilmId,
) -> Pick {
    let stands_for = stand_ins::stands_for(stand_ins, film);
    let predicted_stars = predict::stars_for(bundle, taste, opinions, film);
    Pick {
        film,
        score: blend.score(film),
        contributions: blend.contributions(film),
        reserve: blend.reserve(film),
        predicted_stars,
        likely_stars: predict::interval(bundle, opinions, film, predicted_stars)
            .and_then(|interval| predict::Interval::ratings(interval.most)),
        on_watchlist: taste.on_watchlist(film),
        part_of: PartOf::new(&bundle.series, film, stands_for, |part| taste.has_seen(part)),
        reasons: explain::reasons(bundle, taste, blend, grounds, film),
        speakers: speakers(taste, grounds.neighbours(film), SPEAKERS),
    }
}

/// The `count` that say most, for or against, the loudest first.
pub(crate) fn speakers(taste: &Taste, shares: &[Share], count: usize) -> Vec<Share> {
    let is_no_praise = |share: &&Share| share.amount > 0.0 && taste.disliked(share.film);
    let shares: Vec<Share> = shares.iter().filter(|share| !is_no_praise(share)).copied().collect();
    let loud = top_k(shares.iter().zip(0..).map(|(share, place)| (share.amount.abs(), place)), count);
    loud.into_iter().filter_map(|(_, place)| shares.get(place as usize).copied()).collect()
}
