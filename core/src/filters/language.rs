//! Films in some languages.

#[cfg(not(target_family = "wasm"))]
use super::Flag;
use super::context::chosen;
use super::facet::{Order, count};
use super::filter::{Filter, Gate};
use super::{Context, Facet, Filters, Kind, Naming, Texts};
use crate::bundle::Bundle;
use crate::film::{Catalogue, FilmId};
use crate::taste::Taste;
use crate::words::Phrase;

/// Films in one of the languages.
pub(super) struct Language;

impl Filter for Language {
    fn kind(&self) -> Kind {
        Kind::Names
    }

    fn naming(&self) -> Naming {
        Naming::Languages
    }

    fn texts(&self) -> Texts {
        Texts {
            label: Phrase::FilmLanguages,
            keeps: Phrase::LanguagesKeep,
            way_back: Phrase::AnyLanguage,
            set: &[Phrase::Itself],
            controls: &[Phrase::AddLanguage],
        }
    }

    #[cfg(not(target_family = "wasm"))]
    fn flags(&self) -> &'static [Flag] {
        &[Flag {
            key: "languages",
            flag: "language",
            value: "CODE",
            help: "Only films in this language, by its code (fr), or one of these when given again",
            noun: "language",
            ..Flag::PLAIN
        }]
    }

    fn narrows(&self, filters: &Filters) -> bool {
        !filters.languages.is_empty()
    }

    fn gate<'a>(&self, Context { bundle, filters, .. }: Context<'a>) -> Gate<'a> {
        let chosen = chosen(&bundle.catalogue.language_codes, &filters.languages);
        Box::new(move |film| chosen.get(place(&bundle.catalogue, film)) == Some(&true))
    }

    fn facet<'a>(&self, Context { bundle, .. }: Context<'a>) -> Option<Facet<'a>> {
        let (catalogue, codes) = (&bundle.catalogue, &bundle.catalogue.language_codes);
        let count = |film: FilmId, counts: &mut [u32]| count(counts, place(catalogue, film));
        Some(Facet::new(codes.len(), Order::MostFilms, count, |place| codes.get(place).to_owned()))
    }

    fn known<'a>(&self, bundle: &'a Bundle, _taste: &'a Taste) -> Option<Vec<&'a str>> {
        Some(bundle.catalogue.language_codes.iter().collect())
    }
}

pub(super) fn place(catalogue: &Catalogue, film: FilmId) -> usize {
    catalogue.languages.get(film.index()).copied().unwrap_or(0).into()
}
