//! An import that comes back from where it was kept: what no file could have said is left out, and the rest stays.

use super::Day;
use super::row::is_year;
use crate::film::Stars;
use serde::{Deserialize, Deserializer};

/// A year, or nothing where it is none of a film.
///
/// # Errors
/// Those of the deserializer.
pub fn year<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u16>, D::Error> {
    Ok(Option::deserialize(deserializer)?.filter(is_year))
}

/// A rating, or nothing where it is none.
///
/// # Errors
/// Those of the deserializer.
pub fn rating<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Stars>, D::Error> {
    Ok(Option::deserialize(deserializer)?.and_then(Stars::from_halves))
}

/// A day, or nothing where it is none that a file can name.
///
/// # Errors
/// Those of the deserializer.
pub fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Day>, D::Error> {
    Ok(Option::deserialize(deserializer)?.filter(|day: &Day| day.is_date()))
}
