//! No films in some languages.

#[cfg(not(target_family = "wasm"))]
use super::Flag;
use super::context::chosen;
use super::filter::{Filter, Gate};
use super::language::{Language, place};
use super::{Context, Facet, Filters, Kind, Naming, Texts};
use crate::bundle::Bundle;
use crate::taste::Taste;
use crate::words::Phrase;

/// Films in none of the languages; one whose language nobody knows passes.
pub(super) struct UnwantedLanguage;

impl Filter for UnwantedLanguage {
    fn kind(&self) -> Kind {
        Kind::Names
    }

    fn naming(&self) -> Naming {
        Naming::Languages
    }

    fn texts(&self) -> Texts {
        Texts {
            label: Phrase::UnwantedLanguages,
            keeps: Phrase::UnwantedLanguagesKeep,
            way_back: Phrase::NoLanguageUnwanted,
            set: &[Phrase::NotGenre],
            controls: &[Phrase::AddLanguage],
        }
    }

    #[cfg(not(target_family = "wasm"))]
    fn flags(&self) -> &'static [Flag] {
        &[Flag {
            key: "without_languages",
            flag: "language-not",
            value: "CODE",
            help: "No films in this language, by its code (fr), nor in any of these when given again",
            noun: "language",
            ..Flag::PLAIN
        }]
    }

    fn narrows(&self, filters: &Filters) -> bool {
        !filters.without_languages.is_empty()
    }

    fn gate<'a>(&self, Context { bundle, filters, .. }: Context<'a>) -> Gate<'a> {
        let unwanted = chosen(&bundle.catalogue.language_codes, &filters.without_languages);
        Box::new(move |film| unwanted.get(place(&bundle.catalogue, film)) != Some(&true))
    }

    /// The films in each language: what it would keep away.
    fn facet<'a>(&self, context: Context<'a>) -> Option<Facet<'a>> {
        Language.facet(context)
    }

    fn known<'a>(&self, bundle: &'a Bundle, taste: &'a Taste) -> Option<Vec<&'a str>> {
        Language.known(bundle, taste)
    }
}
