//! No films on some themes.

#[cfg(not(target_family = "wasm"))]
use super::Flag;
use super::context::{any_of, chosen, has_details};
use super::filter::{Filter, Gate};
use super::keyword::Keyword;
use super::{Context, Facet, Filters, Kind, Texts};
use crate::bundle::Bundle;
use crate::taste::Taste;
use crate::words::Phrase;

/// Films with none of the keywords. Nobody is to come upon what they cannot bear: until the details tell, no film passes.
pub(super) struct UnwantedKeyword;

impl Filter for UnwantedKeyword {
    fn kind(&self) -> Kind {
        Kind::TypedNames
    }

    fn texts(&self) -> Texts {
        Texts {
            label: Phrase::UnwantedTheme,
            keeps: Phrase::UnwantedThemesKeep,
            way_back: Phrase::NoThemeUnwanted,
            set: &[Phrase::NotOnTheme],
            controls: &[Phrase::UnwantedTheme],
        }
    }

    #[cfg(not(target_family = "wasm"))]
    fn flags(&self) -> &'static [Flag] {
        &[Flag {
            key: "without_keywords",
            flag: "keyword-not",
            value: "KEYWORD",
            help: "No films with this keyword, nor with any of these when given again",
            noun: "keyword",
            ..Flag::PLAIN
        }]
    }

    fn narrows(&self, filters: &Filters) -> bool {
        !filters.without_keywords.is_empty()
    }

    fn needs_details(&self) -> bool {
        true
    }

    fn gate<'a>(&self, Context { bundle, filters, .. }: Context<'a>) -> Gate<'a> {
        let films = &bundle.catalogue.details.keywords;
        let unwanted = chosen(&bundle.catalogue.details.keyword_names, &filters.without_keywords);
        let is_known = has_details(bundle);
        Box::new(move |film| is_known && !any_of(&unwanted, films.get(film.index())))
    }

    /// The films on each theme: what it would keep away.
    fn facet<'a>(&self, context: Context<'a>) -> Option<Facet<'a>> {
        Keyword.facet(context)
    }

    fn known<'a>(&self, bundle: &'a Bundle, taste: &'a Taste) -> Option<Vec<&'a str>> {
        Keyword.known(bundle, taste)
    }
}
