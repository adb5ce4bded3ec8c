//! What a parameter can be set to, and its one text form: in an address, on the command line, in a control of the page.

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
    /// A whole number.
    Number,
    /// A number, perhaps with decimals. No filter has one; a weight does.
    Decimal,
    /// Half a star to 5. No filter has them; what to go by does.
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
        match self {
            Self::Switch => names(&["true", "false"]),
            Self::Number => words.say(Phrase::MustBeWhole).to_owned(),
            Self::Decimal => words.say(Phrase::MustBeNumber).to_owned(),
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

impl Value for Option<u16> {
    fn form(&self) -> Form {
        Form::Number
    }

    fn texts(&self) -> Vec<String> {
        self.iter().map(u16::to_string).collect()
    }

    fn read(&mut self, text: &str) -> bool {
        let number = text.parse().ok();
        *self = number.or(*self);
        number.is_some()
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
