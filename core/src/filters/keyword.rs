//! Films on some themes.

#[cfg(not(target_family = "wasm"))]
use super::Flag;
use super::context::{any_of, chosen, has_details};
use super::filter::{Filter, Gate};
use super::{Context, Facet, Filters, Kind, Texts};
use crate::bundle::Bundle;
use crate::taste::Taste;
use crate::words::Phrase;

/// Films with one of the keywords.
pub(super) struct Keyword;

impl Filter for Keyword {
    fn kind(&self) -> Kind {
        Kind::TypedNames
    }

    fn texts(&self) -> Texts {
        Texts {
            label: Phrase::ATheme,
            keeps: Phrase::ThemesKeep,
            way_back: Phrase::AnyTheme,
            set: &[Phrase::OnTheme],
            controls: &[Phrase::ATheme],
        }
    }

    #[cfg(not(target_family = "wasm"))]
    fn flags(&self) -> &'static [Flag] {
        &[Flag {
            key: "keywords",
            flag: "keyword",
            value: "KEYWORD",
            help: "Only films with this keyword, or one of these when given again",
            noun: "keyword",
            ..Flag::PLAIN
        }]
    }

    fn narrows(&self, filters: &Filters) -> bool {
        !filters.keywords.is_empty()
    }

    fn needs_details(&self) -> bool {
        true
    }

    fn gate<'a>(&self, Context { bundle, filters, .. }: Context<'a>) -> Gate<'a> {
        let films = &bundle.catalogue.details.keywords;
        let chosen = chosen(&bundle.catalogue.details.keyword_names, &filters.keywords);
        Box::new(move |film| any_of(&chosen, films.get(film.index())))
    }

    fn facet<'a>(&self, Context { bundle, .. }: Context<'a>) -> Option<Facet<'a>> {
        Some(Facet::of_names(&bundle.catalogue.details.keyword_names, &bundle.catalogue.details.keywords))
    }

    fn known<'a>(&self, bundle: &'a Bundle, _taste: &'a Taste) -> Option<Vec<&'a str>> {
        has_details(bundle).then(|| bundle.catalogue.details.keyword_names.iter().collect())
    }
}
