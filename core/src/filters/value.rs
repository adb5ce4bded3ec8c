//! What a parameter can be set to, and its one text form: in an address, on the command line, in a control of the page.

use crate::bounds::{self, Bounds, Number};
use crate::film::Stars;
use crate::words::{Phrase, Translation};

/// The value of a parameter.
pub trait Value {
    /// What it can be set to.
    fn form(&self) -> Form;

    /// What it is set to: nothing where it is as at first, several texts where it has several values.
    fn texts(&self) -> Vec<String>;

    /// Sets it to what a text says, or adds that to several values. False where the text is none of its values; nothing
    /// changes then.
    fn read(&mut self, text: &str) -> bool;

    /// Puts it back to where it was at first.
    fn clear(&mut self);
}

/// What a parameter can be set to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `true` or `false`.
    Switch,
    /// A whole number within these.
    Number(Bounds),
    /// A number within these, perhaps with decimals. No filter has one; a weight does.
    Decimal(Bounds),
    /// Half a star to 5.
    Stars,
    /// A name.
    Name,
    /// Any number of names.
    Names,
    /// One of these; the first is the default.
    Choice(&'static [&'static str]),
}

impl Form {
    /// What a text has to be to be read, in words.
    pub fn sentence(self, words: &Translation) -> String {
        let names = |names: &[&str]| words.fill(Phrase::MustBeOneOf, &[&names.join(", ")]);
        let within =
            |word, Bounds { least, most }| words.fill(word, &[&i32::to_string(&least), &i32::to_string(&most)]);
        match self {
            Self::Switch => names(&["true", "false"]),
            Self::Number(bounds) => within(Phrase::MustBeWhole, bounds),
            Self::Decimal(bounds) => within(Phrase::MustBeNumber, bounds),
            Self::Stars => words.say(Phrase::MustBeStars).to_owned(),
            Self::Name | Self::Names => words.say(Phrase::MustBeName).to_owned(),
            Self::Choice(choices) => names(choices),
        }
    }
}

/// Why a text sets no parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParameterError {
    /// There is no such parameter.
    Unknown {
        /// Its key.
        key: String,
    },
    /// The parameter can have no such value.
    Wrong {
        /// Its key.
        key: String,
        /// The text.
        value: String,
        /// What it would have to be.
        expected: Form,
    },
}

impl ParameterError {
    /// What is wrong, as a sentence.
    pub fn sentence(&self, words: &Translation) -> String {
        match self {
            Self::Unknown { key } => words.fill(Phrase::UnknownSetting, &[key]),
            Self::Wrong { key, value, expected } => {
                words.fill(Phrase::WrongSetting, &[key, value, &expected.sentence(words)])
            }
        }
    }
}

impl Value for bool {
    fn form(&self) -> Form {
        Form::Switch
    }

    fn texts(&self) -> Vec<String> {
        if *self { vec!["true".to_owned()] } else { Vec::new() }
    }

    fn read(&mut self, text: &str) -> bool {
        *self = match text {
            "true" => true,
            "false" => false,
            _ => return false,
        };
        true
    }

    fn clear(&mut self) {
        *self = false;
    }
}

impl Value for Option<Number> {
    fn form(&self) -> Form {
        Form::Number(bounds::NUMBER)
    }

    fn texts(&self) -> Vec<String> {
        self.iter().map(|number| number.get().to_string()).collect()
    }

    fn read(&mut self, text: &str) -> bool {
        let number = text.parse().ok().and_then(Number::new);
        *self = number.or(*self);
        number.is_some()
    }

    fn clear(&mut self) {
        *self = None;
    }
}

impl Value for Option<Stars> {
    fn form(&self) -> Form {
        Form::Stars
    }

    fn texts(&self) -> Vec<String> {
        self.iter().map(|stars| stars.text()).collect()
    }

    fn read(&mut self, text: &str) -> bool {
        let stars = Stars::read(text);
        *self = stars.or(*self);
        stars.is_some()
    }

    fn clear(&mut self) {
        *self = None;
    }
}

impl Value for Option<String> {
    fn form(&self) -> Form {
        Form::Name
    }

    fn texts(&self) -> Vec<String> {
        self.iter().cloned().collect()
    }

    fn read(&mut self, text: &str) -> bool {
        *self = Some(text.to_owned());
        true
    }

    fn clear(&mut self) {
        *self = None;
    }
}

impl Value for Vec<String> {
    fn form(&self) -> Form {
        Form::Names
    }

    fn texts(&self) -> Vec<String> {
        self.clone()
    }

    /// What is there already is not added again.
    fn read(&mut self, text: &str) -> bool {
        if !self.iter().any(|name| name == text) {
            self.push(text.to_owned());
        }
        true
    }

    fn clear(&mut self) {
        Self::clear(self);
    }
}
