//! No films of some genres.

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

/// Films with none of the genres.
pub(super) struct UnwantedGenre;

impl Filter for UnwantedGenre {
    fn kind(&self) -> Kind {
        Kind::Names
    }

    fn naming(&self) -> Naming {
        Naming::Genres
    }

    fn texts(&self) -> Texts {
        Texts {
            label: Phrase::UnwantedGenres,
            keeps: Phrase::UnwantedKeep,
            way_back: Phrase::NothingUnwanted,
            set: &[Phrase::NotGenre],
            controls: &[Phrase::AddGenre],
        }
    }

    #[cfg(not(target_family = "wasm"))]
    fn flags(&self) -> &'static [Flag] {
        &[Flag {
            key: "without_genres",
            flag: "genre-not",
            value: "GENRE",
            help: "No films with this genre, nor with any of these when given again",
            noun: "genre",
            ..Flag::PLAIN
        }]
    }

    fn narrows(&self, filters: &Filters) -> bool {
        !filters.without_genres.is_empty()
    }

    fn gate<'a>(&self, Context { bundle, filters, .. }: Context<'a>) -> Gate<'a> {
        let unwanted = bits(&bundle.catalogue.genre_names, &filters.without_genres);
        Box::new(move |film| bundle.catalogue.genre_bits(film) & unwanted == 0)
    }

    /// With this genre added to those not wanted.
    fn facet<'a>(&self, Context { bundle, filters, .. }: Context<'a>) -> Option<Facet<'a>> {
        let names = &bundle.catalogue.genre_names;
        let unwanted = bits(names, &filters.without_genres);
        let count = move |film: FilmId, counts: &mut [u32]| {
            let genres = bundle.catalogue.genre_bits(film);
            if genres & unwanted == 0 {
                count_bits(counts, !genres);
            }
        };
        Some(Facet::new(names.len(), Order::All, count, |place| names.get(place).to_owned()))
    }

    fn known<'a>(&self, bundle: &'a Bundle, _taste: &'a Taste) -> Option<Vec<&'a str>> {
        Some(bundle.catalogue.genre_names.iter().collect())
    }
}
