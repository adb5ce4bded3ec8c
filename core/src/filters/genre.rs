//! Films of some genres.

#[cfg(not(target_family = "wasm"))]
use super::Flag;
use super::context::bits;
use super::facet::{Order, count_bits};
use super::filter::{Filter, Gate};
use super::{Context, Facet, Filters, Kind, Naming, Texts};
use crate::bundle::Bundle;
use crate::film::FilmId;
use crate::taste::Taste;
use crate::words::Phrase;

/// Films with one of the genres, or with all of them.
pub(super) struct Genre;

impl Filter for Genre {
    fn kind(&self) -> Kind {
        Kind::Names
    }

    fn naming(&self) -> Naming {
        Naming::Genres
    }

    fn texts(&self) -> Texts {
        Texts {
            label: Phrase::Genres,
            keeps: Phrase::GenresKeep,
            way_back: Phrase::AnyGenre,
            set: &[Phrase::Itself],
            controls: &[Phrase::AddGenre, Phrase::AllOfThem],
        }
    }

    #[cfg(not(target_family = "wasm"))]
    fn flags(&self) -> &'static [Flag] {
        &[
            Flag {
                key: "genres",
                flag: "genre",
                value: "GENRE",
                help: "Only films with this genre, or one of these when given again",
                noun: "genre",
                ..Flag::PLAIN
            },
            Flag {
                key: "genres_all",
                flag: "all-genres",
                help: "Only films with every --genre",
                requires: Some("genres"),
                ..Flag::PLAIN
            },
        ]
    }

    fn narrows(&self, filters: &Filters) -> bool {
        !filters.genres.is_empty()
    }

    fn gate<'a>(&self, Context { bundle, filters, .. }: Context<'a>) -> Gate<'a> {
        let wanted = bits(&bundle.catalogue.genre_names, &filters.genres);
        if filters.genres_all {
            let has_all = has_all(bundle, filters);
            return Box::new(move |film| has_all(bundle.catalogue.genre_bits(film)));
        }
        Box::new(move |film| bundle.catalogue.genre_bits(film) & wanted != 0)
    }

    /// With this genre in place of those chosen; where films must have all of them, with it added.
    fn facet<'a>(&self, Context { bundle, filters, .. }: Context<'a>) -> Option<Facet<'a>> {
        let (catalogue, has_all) = (&bundle.catalogue, has_all(bundle, filters));
        let count = move |film: FilmId, counts: &mut [u32]| {
            let genres = catalogue.genre_bits(film);
            if !filters.genres_all || has_all(genres) {
                count_bits(counts, genres);
            }
        };
        let names = &catalogue.genre_names;
        Some(Facet::new(names.len(), Order::All, count, |place| names.get(place).to_owned()))
    }

    fn known<'a>(&self, bundle: &'a Bundle, _taste: &'a Taste) -> Option<Vec<&'a str>> {
        Some(bundle.catalogue.genre_names.iter().collect())
    }
}

/// Whether a film with these genres has all that are wanted; no film has one that the catalogue does not know.
fn has_all(bundle: &Bundle, filters: &Filters) -> impl Fn(u32) -> bool + use<> {
    let names = &bundle.catalogue.genre_names;
    let wanted = bits(names, &filters.genres);
    let are_known = filters.genres.iter().all(|genre| names.iter().any(|name| name == genre));
    move |genres| are_known && genres & wanted == wanted
}
