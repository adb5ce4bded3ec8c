//! What a filter says of itself, and what follows for all of them.

use super::{Context, Facet, FilterName, Filters, PARAMETERS, Parameter};
use crate::bundle::Bundle;
use crate::film::FilmId;
use crate::taste::Taste;
use crate::words::Phrase;

/// Whether a film passes.
pub(crate) type Gate<'a> = Box<dyn Fn(FilmId) -> bool + 'a>;

/// One filter. What is set is [`Filters`]'; this is what it means.
pub(crate) trait Filter: Sync {
    /// What sort of choice it is.
    fn kind(&self) -> Kind;

    /// What is said of it.
    fn texts(&self) -> Texts;

    /// Its options on the command line, in the order of its parameters. A page has none.
    #[cfg(not(target_family = "wasm"))]
    fn flags(&self) -> &'static [Flag];

    /// Whether it keeps anything away as it is set.
    fn narrows(&self, filters: &Filters) -> bool;

    /// Who passes; asked for only where it narrows. Names are looked up here, once, and every film is then asked in a
    /// few steps.
    fn gate<'a>(&self, context: Context<'a>) -> Gate<'a>;

    /// Which of its choices a film counts under; none where choices are not counted.
    fn facet<'a>(&self, _context: Context<'a>) -> Option<Facet<'a>> {
        None
    }

    /// The names that there are to choose from: `None` where any text will do, or where nobody knows yet.
    fn known<'a>(&self, _bundle: &'a Bundle, _taste: &'a Taste) -> Option<Vec<&'a str>> {
        None
    }

    /// Whether only the details tell which films pass.
    fn needs_details(&self) -> bool {
        false
    }

    /// What its values are.
    fn naming(&self) -> Naming {
        Naming::Plain
    }

    /// Lets every film through, where it would keep some away unless asked not to.
    fn admit_all(&self, _filters: &mut Filters) {}
}

/// What sort of choice a filter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Any number of names, few enough to be listed.
    Names,
    /// Any number of names, too many to be listed: they are typed.
    TypedNames,
    /// From one number to another; either may be missing.
    Range,
    /// From so many stars on.
    Stars,
    /// On or off.
    Switch,
    /// One of a few, as text and in words; the first is the default.
    Choice(&'static [(&'static str, Phrase)]),
    /// One of the member's lists.
    OwnList,
}

/// What the values of a filter are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    /// Names or numbers that stand for themselves.
    Plain,
    /// Genres, which other languages call otherwise.
    Genres,
    /// Codes of languages.
    Languages,
    /// Minutes.
    Minutes,
    /// Half stars.
    Stars,
}

/// What is said of a filter.
#[derive(Clone, Copy, Debug)]
pub struct Texts {
    /// What it is called. A switch says with it what is so when it is on.
    pub label: Phrase,
    /// That it keeps so many films away; its second place is for what it is set to.
    pub keeps: Phrase,
    /// What the button that lifts it says.
    pub way_back: Phrase,
    /// What it is set to, a text a parameter: each of the names, both ends of a range. Switches and choices need none.
    pub set: &'static [Phrase],
    /// What each parameter is called by a control, where the label is not enough.
    pub controls: &'static [Phrase],
}

/// An option of the command line.
#[derive(Clone, Copy, Debug)]
pub struct Flag {
    /// The parameter that it sets.
    pub key: &'static str,
    /// How it is spelt, without the dashes.
    pub flag: &'static str,
    /// What stands for its value in the help; nothing for a switch.
    pub value: &'static str,
    /// What it does.
    pub help: &'static str,
    /// What one of its names is called, or one of its choices, or what it lifts.
    pub noun: &'static str,
    /// What to do where the bundle has none to choose from.
    pub none: &'static str,
    /// The parameter without which it means nothing.
    pub requires: Option<&'static str>,
}

impl Flag {
    /// What an option is unless it says otherwise.
    #[cfg(not(target_family = "wasm"))]
    pub(super) const PLAIN: Self = Self { key: "", flag: "", value: "", help: "", noun: "", none: "", requires: None };
}

/// A part of what a filter is set to: a text, and what fills its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The text.
    pub text: Phrase,
    /// A value as [`FilterName::naming`] has it; nothing where the text says it all.
    pub value: Option<String>,
}

impl FilterName {
    /// What sort of choice it is.
    pub fn kind(self) -> Kind {
        self.filter().kind()
    }

    /// What is said of it.
    pub fn texts(self) -> Texts {
        self.filter().texts()
    }

    /// Its options on the command line.
    #[cfg(not(target_family = "wasm"))]
    pub fn flags(self) -> &'static [Flag] {
        self.filter().flags()
    }

    /// What its values are.
    pub fn naming(self) -> Naming {
        self.filter().naming()
    }

    /// Whether only the details tell which films pass.
    pub fn needs_details(self) -> bool {
        self.filter().needs_details()
    }

    /// Its parameters.
    pub fn parameters(self) -> impl Iterator<Item = &'static Parameter> {
        PARAMETERS.iter().filter(move |parameter| parameter.filter == self)
    }

    /// Whether it keeps anything away as it is set.
    pub fn narrows(self, filters: &Filters) -> bool {
        self.filter().narrows(filters)
    }

    /// Whether the member has set it.
    pub fn is_set(self, filters: &Filters) -> bool {
        self.narrows(filters) != self.narrows(&Filters::default())
    }

    /// Puts it back to where it was at first.
    pub fn reset(self, filters: &mut Filters) {
        for (parameter, value) in PARAMETERS.iter().zip(filters.values_mut()) {
            if parameter.filter == self {
                value.clear();
            }
        }
    }

    /// Lets everything through.
    pub fn lift(self, filters: &mut Filters) {
        self.reset(filters);
        self.filter().admit_all(filters);
    }

    /// What it is set to.
    pub fn described(self, filters: &Filters) -> Vec<Part> {
        let texts = self.texts();
        let values = || {
            let own = PARAMETERS.iter().zip(filters.values()).filter(|(parameter, _)| parameter.filter == self);
            own.map(|(_, value)| value.texts())
        };
        let plain = |text| vec![Part { text, value: None }];
        match self.kind() {
            Kind::Switch | Kind::OwnList => plain(texts.label),
            Kind::Choice(choices) => {
                let value = values().flatten().next();
                let chosen = choices.iter().find(|(text, _)| Some(*text) == value.as_deref()).or(choices.first());
                chosen.map_or_else(Vec::new, |(_, words)| plain(*words))
            }
            Kind::Names | Kind::TypedNames | Kind::Range | Kind::Stars => {
                let parts = texts.set.iter().zip(values());
                let parts = parts
                    .flat_map(|(&text, values)| values.into_iter().map(move |value| Part { text, value: Some(value) }));
                parts.collect()
            }
        }
    }
}
