//! What is shown and in which order: filters, then variety (MMR). Never changes a score.

pub(crate) mod variety;

use crate::blend::Blend;
use crate::bundle::Bundle;
use crate::explain;
use crate::film::{FilmId, Kind};
use crate::numeric::{dot, top_k};
use crate::recommend::Request;
use crate::taste::Taste;
use serde::{Deserialize, Serialize};

/// Maximal marginal relevance looks at this many of the best films: enough for variety, few enough for a blink.
pub(crate) const MMR_REACH: usize = 400;

/// What may be on the shelf. The default is everything but series and films under the quality floor.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filters {
    /// Films with at least one of these genres; empty means any.
    pub genres: Vec<String>,
    /// Films of this year or later.
    pub year_from: Option<u16>,
    /// Films of this year or earlier.
    pub year_to: Option<u16>,
    /// Films of at least this many minutes.
    pub runtime_from: Option<u16>,
    /// Films of at most this many minutes; films of unknown length pass only without a limit.
    pub runtime_to: Option<u16>,
    /// What to do with the watchlist.
    pub watchlist: WatchlistFilter,
    /// Whether films below the quality floor may appear.
    pub include_low_quality: bool,
    /// Whether series may appear.
    pub include_series: bool,
    /// Only films on this list of the member's: the place of its file among the import's files.
    pub list: Option<u16>,
    /// Only films by a director whom the member rates above their mean, over two films or more.
    pub loved_directors: bool,
    /// Only films that were on no shelf of the member's before.
    pub fresh: bool,
}

/// What to do with films on the watchlist.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WatchlistFilter {
    /// Show them, marked.
    #[default]
    Any,
    /// Leave them out.
    Hide,
    /// Show nothing else.
    Only,
}

/// How many unseen films each filter kept away; a film can be counted under several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// By genre.
    pub genre: u32,
    /// By year.
    pub year: u32,
    /// By length.
    pub runtime: u32,
    /// By the watchlist.
    pub watchlist: u32,
    /// By the quality floor.
    pub quality: u32,
    /// As series.
    pub series: u32,
    /// By a list.
    pub list: u32,
    /// As by no director whom the member loves.
    pub director: u32,
    /// As shown before.
    pub shown: u32,
}

/// The films chosen, in order.
pub(crate) struct Chosen {
    pub(crate) films: Vec<FilmId>,
    pub(crate) candidates: u32,
    pub(crate) left_out: LeftOut,
}

/// Filters the pool, takes the best, and orders them with variety.
pub(crate) fn choose(bundle: &Bundle, taste: &Taste, blend: &Blend<'_>, request: &Request) -> Chosen {
    let mut left_out = LeftOut::default();
    let gate = Gate::new(bundle, taste, &request.filters);
    let mut candidates = Vec::new();
    for (index, score) in blend.scores().into_iter().enumerate() {
        let film = FilmId(index as u32);
        if !taste.is_done_with(film) && gate.admits(film, taste, &mut left_out) {
            candidates.push((score, film.0));
        }
    }
    let count = candidates.len() as u32;
    let limit = request.limit as usize;
    let reach = if request.variety > 0.0 { limit.max(MMR_REACH) } else { limit };
    let head = top_k(candidates, reach);
    Chosen { films: with_variety(bundle, &head, request.variety, limit), candidates: count, left_out }
}

/// Filters with names looked up.
pub(crate) struct Gate<'a> {
    bundle: &'a Bundle,
    filters: &'a Filters,
    genres: u32,
    /// By their place among the people; none where they do not matter.
    loved: Vec<bool>,
}

impl<'a> Gate<'a> {
    pub(crate) fn new(bundle: &'a Bundle, taste: &Taste, filters: &'a Filters) -> Self {
        let wanted = |name: &str| filters.genres.iter().any(|genre| genre == name);
        let names = bundle.catalogue.genre_names.iter().enumerate();
        let genres = names.filter(|(_, name)| wanted(name)).fold(0, |bits, (bit, _)| bits | 1 << bit);
        let loved = if filters.loved_directors { explain::loved_directors(bundle, taste) } else { Vec::new() };
        Self { bundle, filters, genres, loved }
    }

    pub(crate) fn admits(&self, film: FilmId, taste: &Taste, left_out: &mut LeftOut) -> bool {
        let (catalogue, filters) = (&self.bundle.catalogue, self.filters);
        let within = |value: Option<u16>, from: Option<u16>, to: Option<u16>| match value {
            Some(value) => from.is_none_or(|from| value >= from) && to.is_none_or(|to| value <= to),
            None => from.is_none() && to.is_none(),
        };
        let wanted = taste.on_watchlist(film);
        let floor = self.bundle.tuning.quality_floor;
        let mut keep = true;
        let mut test = |fine: bool, count: &mut u32| {
            *count += u32::from(!fine);
            keep &= fine;
        };
        test(filters.genres.is_empty() || catalogue.genre_bits(film) & self.genres != 0, &mut left_out.genre);
        test(within(catalogue.year(film), filters.year_from, filters.year_to), &mut left_out.year);
        test(within(catalogue.runtime(film), filters.runtime_from, filters.runtime_to), &mut left_out.runtime);
        test(
            match filters.watchlist {
                WatchlistFilter::Any => true,
                WatchlistFilter::Hide => !wanted,
                WatchlistFilter::Only => wanted,
            },
            &mut left_out.watchlist,
        );
        test(
            filters.include_low_quality || self.bundle.quality.stars(film).is_some_and(|stars| stars >= floor),
            &mut left_out.quality,
        );
        test(filters.include_series || catalogue.kind(film) == Kind::Movie, &mut left_out.series);
        let by = |director: &u32| self.loved.get(*director as usize) == Some(&true);
        test(!filters.loved_directors || catalogue.directors.get(film.index()).iter().any(by), &mut left_out.director);
        test(!filters.fresh || !taste.was_shown(film), &mut left_out.shown);
        test(filters.list.is_none_or(|list| taste.on_list(list, film)), &mut left_out.list);
        keep
    }
}

/// The films in the order of [`variety::order`]; at variety 0 that of their scores.
pub(crate) fn with_variety(bundle: &Bundle, head: &[(f32, u32)], variety: f32, limit: usize) -> Vec<FilmId> {
    let variety = if variety.is_finite() { variety.clamp(0.0, 1.0) } else { 0.0 };
    let limit = limit.min(head.len());
    if variety == 0.0 {
        return head[..limit].iter().map(|&(_, film)| FilmId(film)).collect();
    }
    let (scores, vectors): (Vec<f32>, Vec<&[f32]>) =
        head.iter().map(|&(score, film)| (score, bundle.content.vector(FilmId(film)))).unzip();
    let places = variety::order(&scores, variety, limit, |a, b| dot(vectors[a], vectors[b]));
    places.into_iter().map(|place| FilmId(head[place].1)).collect()
}
