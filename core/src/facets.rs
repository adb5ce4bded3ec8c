//! What each further choice would leave: how many unseen films, with all other filters standing.
//!
//! Every count is the length of the shelf that [`recommend`](crate::recommend()) would give with that choice set.

use crate::bundle::Bundle;
use crate::film::FilmId;
use crate::filters::{Context, Facet, FilterName, Filters, Gates, Kind, begins_a_word};
use crate::matching::normalise::Normalised;
use crate::opinions::Opinions;
use crate::taste::Taste;
use serde::{Deserialize, Serialize};

/// How many names [`suggestions`] gives at most.
pub const SUGGESTED: usize = 8;

/// For each choice, how many unseen films the shelf would have.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facets {
    /// As the filters stand.
    pub films: u32,
    /// Of each filter whose choices are counted, in the order of [`FilterName::ALL`].
    pub filters: Vec<(FilterName, Vec<Choice>)>,
}

/// What can be chosen, and how many films there are then.
///
/// A genre stands in place of those chosen, or is added where films must have all of them; one that is not wanted is
/// added to the others that are not. Of languages and themes that are not wanted the films are told that they keep away. A
/// language or a service stands alone, most films first; a decade, by its first
/// year, too. Genres and the choices of switches (`false`, `true`) and the watchlist are all there; of the rest only those
/// with a film are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What is set, as its text.
    pub value: String,
    /// How many films there are.
    pub films: u32,
}

impl Facets {
    /// The choices of a filter; nothing where they are not counted.
    pub fn of(&self, filter: FilterName) -> &[Choice] {
        self.filters.iter().find(|(name, _)| *name == filter).map_or(&[], |(_, choices)| choices)
    }

    /// How many films a choice leaves; nothing where it is not counted.
    pub fn films(&self, filter: FilterName, value: &str) -> Option<u32> {
        self.of(filter).iter().find(|choice| choice.value == value).map(|choice| choice.films)
    }
}

/// Counts the films for each choice, in one look at the pool. Names that are too many to be listed are left to
/// [`suggestions`].
pub fn facets(bundle: &Bundle, taste: &Taste, filters: &Filters) -> Facets {
    facets_from(bundle, taste, &Opinions::of(bundle, taste), filters)
}

/// The same from opinions kept since the last request.
pub fn facets_from(bundle: &Bundle, taste: &Taste, opinions: &Opinions, filters: &Filters) -> Facets {
    let context = Context { bundle, taste, opinions: Some(opinions), filters };
    let gates = Gates::new(context);
    let mut counted: Vec<(FilterName, Facet<'_>)> = FilterName::ALL
        .into_iter()
        .filter(|name| name.kind() != Kind::TypedNames)
        .filter_map(|name| Some((name, name.filter().facet(context)?)))
        .collect();
    let mut films = 0;
    for film in (0..bundle.catalogue.pool).map(FilmId) {
        let Some(failed) = gates.ask(film) else { continue };
        if failed.none() {
            films += 1;
            counted.iter_mut().for_each(|(_, facet)| facet.count(film));
        } else if let Some(only) = failed.only()
            && let Some((_, facet)) = counted.iter_mut().find(|(name, _)| *name == only)
        {
            facet.count(film);
        }
    }
    let choices = |facet: &Facet<'_>| {
        let choices = facet.places().into_iter().map(|(place, films)| Choice { value: facet.value(place), films });
        choices.filter(|choice| !choice.value.is_empty()).collect()
    };
    Facets { films, filters: counted.iter().map(|(name, facet)| (*name, choices(facet))).collect() }
}

/// At most [`SUGGESTED`] names in which a word begins with what is typed, each with how many films there would be if it
/// alone were chosen: most films first, names without a film left out. Accents and case do not matter. Where nothing
/// is typed, those with the most films of all.
pub fn suggestions(bundle: &Bundle, taste: &Taste, filters: &Filters, of: FilterName, typed: &str) -> Vec<Choice> {
    suggestions_from(Context { bundle, taste, opinions: None, filters }, of, typed)
}

/// The same with whatever is kept.
pub fn suggestions_from(context: Context<'_>, of: FilterName, typed: &str) -> Vec<Choice> {
    let Some(mut facet) = of.filter().facet(context) else { return Vec::new() };
    let (bundle, gates) = (context.bundle, Gates::new(context));
    for film in (0..bundle.catalogue.pool).map(FilmId) {
        if gates.ask(film).is_some_and(|failed| failed.none() || failed.only() == Some(of)) {
            facet.count(film);
        }
    }
    let typed = Normalised::new(typed).words;
    let mut name = Normalised::default();
    let fitting = facet.places().into_iter().filter_map(|(place, films)| {
        let value = facet.value(place);
        name.set(&value);
        (!name.words.is_empty() && begins_a_word(&name.words, &typed)).then_some(Choice { value, films })
    });
    fitting.take(SUGGESTED).collect()
}
