//! Films that few know and everybody who does likes.

#[cfg(not(target_family = "wasm"))]
use super::Flag;
use super::filter::{Filter, Gate};
use super::{Context, Facet, Filters, Kind, Texts};
use crate::bundle::Bundle;
use crate::film::{self, FilmId};
use crate::numeric::exp;
use crate::shelf::usual_fame;
use crate::taste::Taste;
use crate::words::Phrase;

/// Whoever likes films knows the best known of them, however few those are whom a member goes for.
const WELL_KNOWN: u32 = 1000;
/// And a gem is known to at most one in so many of those who know what the member usually loves.
const RARER: f32 = 3.0;
/// Fewer ratings than this say little: praise by a circle of friends.
const RATINGS: u32 = 100;
/// From this mean on everybody who knows it likes it.
const ACCLAIM: f32 = 3.5;
/// Anything shorter is a short.
const MINUTES: u16 = 40;

/// Films that few know and everybody who does likes; the shelf then goes by what fame does not explain of a score.
pub(super) struct HiddenGems;

impl Filter for HiddenGems {
    fn kind(&self) -> Kind {
        Kind::Switch
    }

    fn texts(&self) -> Texts {
        Texts { label: Phrase::OnlyGems, keeps: Phrase::GemsKeep, way_back: Phrase::GemsOrNot, set: &[], controls: &[] }
    }

    #[cfg(not(target_family = "wasm"))]
    fn flags(&self) -> &'static [Flag] {
        &[Flag {
            key: "hidden_gems",
            flag: "hidden-gems",
            help: "Only films that few know and everybody who does likes",
            ..Flag::PLAIN
        }]
    }

    fn narrows(&self, filters: &Filters) -> bool {
        filters.hidden_gems
    }

    fn gate<'a>(&self, Context { bundle, taste, .. }: Context<'a>) -> Gate<'a> {
        let finds = finds(bundle, taste);
        Box::new(move |film| is_gem(bundle, film, finds))
    }

    fn facet<'a>(&self, Context { bundle, taste, .. }: Context<'a>) -> Option<Facet<'a>> {
        let finds = finds(bundle, taste);
        Some(Facet::of_switch(move |film| [true, is_gem(bundle, film, finds)]))
    }
}

/// What is a find for this member: films from this place of the pool on, which is in the order of fame, with no more ratings
/// than this.
fn finds(bundle: &Bundle, taste: &Taste) -> (u32, f32) {
    // Of a small catalogue nothing but the very best known is well known.
    let place = WELL_KNOWN.min(bundle.catalogue.pool / 8);
    (place, exp(usual_fame(bundle, taste).min(20.0)) / RARER)
}

fn is_gem(bundle: &Bundle, film: FilmId, (place, most): (u32, f32)) -> bool {
    let catalogue = &bundle.catalogue;
    let ratings = catalogue.rating_count(film);
    film.0 >= place
        && ratings >= RATINGS
        && ratings as f32 <= most
        && catalogue.kind(film) == film::Kind::Movie
        && catalogue.runtime(film).is_some_and(|minutes| minutes >= MINUTES)
        && catalogue.genre_bits(film) != 0
        && !catalogue.directors.get(film.index()).is_empty()
        && bundle.models.quality.stars(film).is_some_and(|stars| stars >= ACCLAIM)
}
