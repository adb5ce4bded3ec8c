//! Wishes that no film can fulfil, each with a sentence: silence would leave an empty shelf unexplained.

use super::{FilterName, Filters, Form, Kind, Naming, PARAMETERS, Value};
use crate::bundle::Bundle;
use crate::matching::distance;
use crate::matching::normalise::Normalised;
use crate::taste::Taste;
use crate::words::{Phrase, Translation};
use serde::{Deserialize, Serialize};

/// So many names are suggested at most.
const NEAR: usize = 3;

/// What is wrong with what a filter is set to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FilterProblem {
    /// There is nothing of this name.
    Unknown {
        /// Where it was looked for.
        filter: FilterName,
        /// The name.
        name: String,
        /// Names that may be meant.
        near: Vec<String>,
    },
    /// This bundle has nothing to choose from.
    NoneKnown {
        /// Of what.
        filter: FilterName,
    },
    /// It begins behind its end.
    Backwards {
        /// The range.
        filter: FilterName,
        /// Where it begins.
        from: String,
        /// Where it ends.
        to: String,
    },
}

impl FilterProblem {
    /// Whose it is.
    pub fn filter(&self) -> FilterName {
        match self {
            Self::Unknown { filter, .. } | Self::NoneKnown { filter } | Self::Backwards { filter, .. } => *filter,
        }
    }

    /// What is wrong, as a sentence.
    pub fn sentence(&self, words: &Translation) -> String {
        let label = words.say(self.filter().texts().label);
        match self {
            Self::Unknown { name, near, .. } if near.is_empty() => words.fill(Phrase::UnknownName, &[label, name]),
            Self::Unknown { name, near, .. } => words.fill(Phrase::UnknownNameNear, &[label, name, &near.join(", ")]),
            Self::NoneKnown { .. } => words.fill(Phrase::NoneKnown, &[label]),
            Self::Backwards { from, to, .. } => words.fill(Phrase::Backwards, &[label, from, to]),
        }
    }
}

impl Filters {
    /// What is wrong with them for this bundle and member: names that nothing has, and ranges that end before they begin.
    /// Names that come with the details are known once these have arrived.
    pub fn check(&self, bundle: &Bundle, taste: &Taste) -> Vec<FilterProblem> {
        self.narrowing().flat_map(|filter| filter.check(bundle, taste, self)).collect()
    }
}

impl FilterName {
    /// The names that there are to choose from, where there are any and they are known by now.
    pub fn known<'a>(self, bundle: &'a Bundle, taste: &'a Taste) -> Option<Vec<&'a str>> {
        self.filter().known(bundle, taste)
    }

    fn check(self, bundle: &Bundle, taste: &Taste, filters: &Filters) -> Vec<FilterProblem> {
        let values = || {
            let own = PARAMETERS.iter().zip(filters.values());
            own.filter(move |(parameter, _)| parameter.filter == self).map(|(_, value)| value)
        };
        if self.kind() == Kind::Range {
            let ends: Vec<String> = values().filter_map(|value| value.texts().pop()).collect();
            let numbers: Vec<u16> = ends.iter().filter_map(|end| end.parse().ok()).collect();
            return match (numbers.as_slice(), ends.as_slice()) {
                ([first, last], [from, to]) if first > last => {
                    vec![FilterProblem::Backwards { filter: self, from: from.clone(), to: to.clone() }]
                }
                _ => Vec::new(),
            };
        }
        let Some(known) = self.known(bundle, taste) else { return Vec::new() };
        let has_names = |form| matches!(form, Form::Names | Form::Name);
        let names = values().filter(|value| has_names(value.form())).flat_map(Value::texts);
        if known.is_empty() && self.kind() != Kind::OwnList {
            return vec![FilterProblem::NoneKnown { filter: self }];
        }
        let unknown = names.filter(|name| name.is_empty() || !known.contains(&name.as_str()));
        unknown.map(|name| FilterProblem::Unknown { filter: self, near: self.near(&known, &name), name }).collect()
    }

    /// Those of the known names that may be meant by one that is not among them: accents and case aside the same, or
    /// with a word that begins so, or with a slip of the hand.
    pub fn near(self, known: &[&str], name: &str) -> Vec<String> {
        // Codes have no words.
        let is_code = self.naming() == Naming::Languages;
        let wanted = Normalised::new(name).words;
        if wanted.is_empty() {
            return Vec::new();
        }
        // A slip of the hand, or two in a long name.
        let slips = if wanted.len() > 5 { 2 } else { 1 };
        let (mut same, mut alike) = (Vec::new(), Vec::new());
        let mut theirs = Normalised::default();
        for name in known {
            theirs.set(name);
            if theirs.words == wanted {
                same.push((*name).to_owned());
            } else if is_code {
            } else if begins_a_word(&theirs.words, &wanted) || distance::within(&theirs.words, &wanted, slips).is_some()
            {
                alike.push((*name).to_owned());
            }
        }
        same.append(&mut alike);
        same.truncate(NEAR);
        same
    }
}

/// Whether a word of these begins with what is typed.
pub(crate) fn begins_a_word(mut words: &str, typed: &str) -> bool {
    while !words.starts_with(typed) {
        let Some((_, rest)) = words.split_once(' ') else { return false };
        words = rest;
    }
    true
}
