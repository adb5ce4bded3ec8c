//! The numbers that a person can set, each from its least to its most: one door, whoever comes through it. A control, an
//! address, a command line, another program and a message of the page to its worker are all held to the same bounds.
//!
//! Where somebody wrote a number, a wrong one is refused in words; where it is only remembered, it is left out.

use serde::{Deserialize, Deserializer, Serialize, de};
use std::fmt;

/// How much a signal says: [`SignalName::bounds`](crate::signals::SignalName::bounds). Only proportions matter.
pub const WEIGHT: Bounds = Bounds { least: 0, most: 999 };
/// The same of one that balances the others.
pub const BALANCE: Bounds = Bounds { least: -999, most: 999 };
/// How far a shelf strays from the best: [`Request::variety`](crate::Request::variety).
pub const VARIETY: Bounds = Bounds { least: 0, most: 1 };
/// How far a shelf goes by what could be: [`Request::surprise`](crate::Request::surprise).
pub const SURPRISE: Bounds = Bounds { least: 0, most: 1 };
/// Which draw: [`Request::seed`](crate::Request::seed). Few enough digits to be read out.
pub const SEED: Bounds = Bounds { least: 0, most: 99_999 };
/// How long a shelf is: [`Request::limit`](crate::Request::limit). Nobody reads on, and every card costs.
pub const FILMS: Bounds = Bounds { least: 1, most: 600 };
/// How many of the latest films may count: [`Scope::latest`](crate::taste::Scope::latest). Nobody has seen more.
pub const LATEST: Bounds = Bounds { least: 1, most: 99_999 };
/// Years and minutes to choose films by: [`Number`].
pub const NUMBER: Bounds = Bounds { least: 1, most: 9_999 };

/// From the least to the most that a number can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The least.
    pub least: i32,
    /// The most.
    pub most: i32,
}

impl Bounds {
    /// Whether a number is one of these. What is no number is within no bounds.
    pub fn hold(self, number: impl Into<f64>) -> bool {
        let number: f64 = number.into();
        (f64::from(self.least)..=f64::from(self.most)).contains(&number)
    }

    /// For serde: a number that is one of these.
    pub(crate) fn read<'de, N, D>(self, of: &'static str, deserializer: D) -> Result<N, D::Error>
    where
        N: Deserialize<'de> + Copy + Into<f64>,
        D: Deserializer<'de>,
    {
        let number = N::deserialize(deserializer)?;
        if self.hold(number) { Ok(number) } else { Err(de::Error::custom(OutOfBounds { of, bounds: self })) }
    }
}

/// A year, or a number of minutes, to choose films by: within [`NUMBER`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(try_from = "u16", into = "u16")]
pub struct Number(u16);

impl Number {
    /// `None` outside of the bounds.
    pub fn new(number: u16) -> Option<Self> {
        NUMBER.hold(number).then_some(Self(number))
    }

    /// The number.
    pub fn get(self) -> u16 {
        self.0
    }
}

impl TryFrom<u16> for Number {
    type Error = OutOfBounds;

    fn try_from(number: u16) -> Result<Self, OutOfBounds> {
        Self::new(number).ok_or(OutOfBounds { of: "a year or a number of minutes", bounds: NUMBER })
    }
}

impl From<Number> for u16 {
    fn from(number: Number) -> Self {
        number.0
    }
}

/// That a number is out of its bounds, for whoever writes programs; members read
/// [`ParameterError`](crate::filters::ParameterError).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfBounds {
    /// What the number is of.
    pub of: &'static str,
    /// What it has to be within.
    pub bounds: Bounds,
}

impl fmt::Display for OutOfBounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { of, bounds: Bounds { least, most } } = self;
        write!(f, "{of} has to be {least} to {most}")
    }
}

impl std::error::Error for OutOfBounds {}
