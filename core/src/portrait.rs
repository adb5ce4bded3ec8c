//! A member's taste in numbers that a picture can be drawn from: what they rate higher than everyone, and what lower.
//!
//! Everyone's mean of a film is that of the quality signal, so a film outside of the pool is counted among those seen
//! and rated, and is compared with nothing. A *lift* is one thing throughout, for genres, keywords, decades, directors
//! and actors alike: how far the member's ratings of such films lie above everyone's means of the same films, beyond
//! how far they do so in general ([`Comparison::offset`]), mixed with some films of no lift at all ([`Prior`]). So a director
//! whom everyone adores, and the member no more than everyone, has none: it would say nothing of the member.

mod fame;
mod leanings;
mod ratings;

pub use fame::{Fame, PARTS};
pub use leanings::{Decade, LISTED, Leaning, Leanings, Prior};
pub use ratings::{Apart, Comparison, Ratings};

use crate::bundle::Bundle;
use crate::film::{Catalogue, FilmId, Kind, Stars, Strings};
use crate::numeric::{pack, sort};
use crate::taste::Statement;
use leanings::Kinds;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// So many languages are listed.
const LANGUAGES: usize = 5;
/// Fewer rated films than this say nothing of a genre or a keyword.
const LEAST_OF_A_KIND: u32 = 5;
/// Actors are met more often by chance than directors.
const LEAST_OF_AN_ACTOR: u32 = 3;
const LEAST_OF_A_DIRECTOR: u32 = 2;

/// A member's taste in numbers. Films are of the bundle that it was drawn from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Portrait {
    /// What there is.
    pub totals: Totals,
    /// Their ratings, and how these compare with everyone's.
    pub ratings: Ratings,
    /// From the earliest decade to the latest; those without a film of theirs are not listed.
    pub decades: Vec<Decade>,
    /// Genres that they rate otherwise than everyone, over at least five rated films each.
    pub genres: Leanings,
    /// The same for keywords; `None` while the bundle's details have not arrived.
    pub keywords: Option<Leanings>,
    /// The same for directors, over at least two rated films each.
    pub directors: Leanings,
    /// The same for the top-billed cast, over at least three; `None` while the details have not arrived.
    pub actors: Option<Leanings>,
    /// From mainstream to obscure.
    pub fame: Fame,
}

/// What there is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Films and series seen.
    pub seen: u32,
    /// Those with a rating.
    pub rated: u32,
    /// Those liked.
    pub liked: u32,
    /// The minutes of all films seen whose length is known, each counted once. Of a series no length is known.
    pub minutes: u32,
    /// How many films these are.
    pub timed: u32,
    /// The commonest original languages: code and films seen, most first.
    pub languages: Vec<(String, u32)>,
    /// The film of the earliest year; of one year, the best known.
    pub oldest: Option<FilmId>,
    /// The longest film.
    pub longest: Option<FilmId>,
}

/// A film that was seen, with what is compared.
struct Seen {
    film: FilmId,
    rating: Option<Stars>,
    /// The member's stars and everyone's mean, where there are both.
    compared: Option<(f32, f32)>,
}

/// Draws the portrait from what was said of each film, remarks included. Without a film seen it is empty.
pub fn portrait(bundle: &Bundle, statements: &BTreeMap<FilmId, Statement>) -> Portrait {
    let catalogue = &bundle.catalogue;
    let seen: Vec<Seen> = statements
        .iter()
        .filter(|(_, statement)| statement.seen)
        .map(|(&film, &Statement { rating, .. })| {
            let compared = rating.and_then(|rating| Some((rating.stars(), bundle.models.quality.stars(film)?)));
            Seen { film, rating, compared }
        })
        .collect();
    let ratings = Ratings::of(&seen);
    let offset = ratings.comparison.as_ref().map_or(0.0, Comparison::offset);
    let details = (!catalogue.details.tmdb_ids.is_empty()).then_some(&catalogue.details);
    let genres = |film| {
        let bits = catalogue.genre_bits(film);
        (0..u32::BITS).filter(move |bit| bits >> bit & 1 == 1)
    };
    let leanings = |kinds: &Kinds<'_>| leanings::of(&seen, offset, kinds);
    let of_kind = |names: &Strings, of: &dyn Fn(FilmId) -> Vec<u32>| {
        leanings(&Kinds { names, of, least: LEAST_OF_A_KIND, prior: Prior::KIND })
    };
    Portrait {
        totals: Totals {
            liked: statements.values().filter(|statement| statement.seen && statement.liked).count() as u32,
            ..Totals::of(catalogue, &seen)
        },
        decades: leanings::decades(catalogue, &seen, offset),
        genres: of_kind(&catalogue.genre_names, &|film| genres(film).collect()),
        keywords: details
            .map(|details| of_kind(&details.keyword_names, &|film| details.keywords.get(film.index()).to_vec())),
        directors: leanings(&Kinds {
            names: &catalogue.people,
            of: &|film| catalogue.directors.get(film.index()).to_vec(),
            least: LEAST_OF_A_DIRECTOR,
            prior: Prior::DIRECTOR,
        }),
        actors: details.map(|details| {
            let of = |film: FilmId| details.cast.get(film.index()).to_vec();
            leanings(&Kinds { names: &details.people, of: &of, least: LEAST_OF_AN_ACTOR, prior: Prior::ACTOR })
        }),
        fame: Fame::of(catalogue, &seen),
        ratings,
    }
}

impl Portrait {
    /// Every film that it names, some more than once.
    pub fn films(&self) -> impl Iterator<Item = FilmId> {
        let comparison = self.ratings.comparison.iter();
        let apart = comparison.flat_map(|it| it.above.iter().chain(&it.below)).map(|apart| apart.film);
        let leanings = [Some(&self.genres), self.keywords.as_ref(), Some(&self.directors), self.actors.as_ref()];
        let best = leanings.into_iter().flatten().flat_map(|it| it.over.iter().chain(&it.under)).map(|it| it.best);
        let single = [self.totals.oldest, self.totals.longest, self.fame.rarest];
        apart.chain(best).chain(single.into_iter().flatten())
    }
}

impl Totals {
    fn of(catalogue: &Catalogue, seen: &[Seen]) -> Self {
        let films = || seen.iter().map(|seen| seen.film);
        let timed = || {
            films()
                .filter(|&film| catalogue.kind(film) == Kind::Movie)
                .filter_map(|film| Some((film, catalogue.runtime(film)?)))
        };
        let mut languages = vec![0u32; catalogue.language_codes.len()];
        for film in films() {
            let place = catalogue.languages.get(film.index()).copied().unwrap_or(0);
            if let Some(count) = languages.get_mut(usize::from(place)) {
                *count += 1;
            }
        }
        // Of equals the first stays: films come most-rated first.
        let oldest = films().filter_map(|film| Some((film, catalogue.year(film)?)));
        let longest = timed().reduce(|best, next| if next.1 > best.1 { next } else { best });
        Self {
            seen: seen.len() as u32,
            rated: seen.iter().filter(|seen| seen.rating.is_some()).count() as u32,
            liked: 0,
            minutes: timed().map(|(_, minutes)| u32::from(minutes)).sum(),
            timed: timed().count() as u32,
            languages: commonest(catalogue, &languages),
            oldest: oldest.reduce(|best, next| if next.1 < best.1 { next } else { best }).map(|(film, _)| film),
            longest: longest.map(|(film, _)| film),
        }
    }
}

/// The most frequent of the known languages; of equals the one that comes first among the codes.
fn commonest(catalogue: &Catalogue, counts: &[u32]) -> Vec<(String, u32)> {
    let known = counts.iter().zip(0u32..).filter(|&(&count, place)| count > 0 && place > 0);
    let mut order: Vec<u64> = known.map(|(&count, place)| pack(!count, place)).collect();
    sort(&mut order);
    order.truncate(LANGUAGES);
    let of = |packed: u64| (catalogue.language_codes.get(packed as u32 as usize).to_owned(), !((packed >> 32) as u32));
    order.into_iter().map(of).collect()
}
