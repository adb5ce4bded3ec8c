//! What is remembered on the device, and how it is written.

pub mod film_key;
mod header;
pub mod kept;

use halfstar_core::import::Import;
use kept::Ledger;

/// What was remembered, as far as this device gives it out.
#[derive(Debug, Default, PartialEq)]
pub struct Remembered {
    /// The import.
    pub import: Option<Import>,
    /// What the member said and was told.
    pub ledger: Ledger,
    /// Whether something could not be read any more.
    pub damaged: bool,
}

/// What is to be remembered: both, or the one that changed.
#[derive(Clone, Debug, Default)]
pub struct ToRemember {
    /// The import.
    pub import: Option<Import>,
    /// What the member said and was told.
    pub ledger: Option<Ledger>,
}
