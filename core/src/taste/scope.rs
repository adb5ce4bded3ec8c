//! Which of a member's films count as evidence: all of them, or those that they choose.

use super::{Lists, Statement, is_listed};
use crate::bounds::{self, Number, OutOfBounds};
use crate::film::{Catalogue, FilmId, Stars};
use crate::import::Day;
use crate::numeric::{pack, sort};
use serde::{Deserialize, Deserializer, Serialize, de};
use std::collections::BTreeMap;

/// A choice of evidence. The default is everything; what is set narrows it, together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(default)]
pub struct Scope {
    /// So many films, the latest by the days that rows name: 1 to 99,999. Films without a day come last.
    #[serde(deserialize_with = "latest")]
    pub latest: Option<u32>,
    /// Films rated this or higher.
    pub stars_from: Option<Stars>,
    /// Films on the list of this name; lists of one name count together.
    pub list: Option<String>,
    /// Films released in this year or later.
    pub year_from: Option<Number>,
    /// Films released in this year or earlier.
    pub year_to: Option<Number>,
    /// Films of this time, by the latest day that rows name; those without a day are none of it.
    pub period: Option<Period>,
    /// The day on which that is asked. No clock is read: whoever has one says it, and without it every film counts.
    #[serde(skip)]
    pub today: Option<Day>,
    /// What goes with this film? It narrows nothing: the shelf is of films near it, in the order of the member's taste.
    pub film: Option<FilmId>,
}

/// A time up to today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// Since the first of January.
    ThisYear,
    /// The last twelve months.
    TwelveMonths,
}

impl Period {
    /// As texts.
    pub const TEXTS: [&str; 2] = ["this_year", "twelve_months"];

    /// The one with this text.
    pub fn find(text: &str) -> Option<Self> {
        [Self::ThisYear, Self::TwelveMonths].into_iter().find(|period| period.text() == text)
    }

    /// As a text.
    pub fn text(self) -> &'static str {
        Self::TEXTS.get(self as usize).copied().unwrap_or_default()
    }

    /// Its first day.
    fn since(self, today: Day) -> Option<Day> {
        let (year, month, day) = today.date();
        match self {
            Self::ThisYear => Day::from_date(year, 1, 1),
            // A year ago there was no 29th of February.
            Self::TwelveMonths => Day::from_date(year - 1, month, day.min(if month == 2 { 28 } else { day })),
        }
    }
}

impl Scope {
    /// The same, asked on this day.
    #[must_use]
    pub fn on(&self, today: Option<Day>) -> Self {
        Self { today, ..self.clone() }
    }

    /// Whether a film counts, for a member with these statements and lists.
    pub(super) fn of<'s>(
        &'s self,
        statements: &BTreeMap<FilmId, Statement>,
        lists: &'s Lists,
        catalogue: &'s Catalogue,
    ) -> impl Fn(FilmId, &Statement) -> bool + use<'s> {
        let oldest = self.latest.map(|latest| oldest_of(statements, latest as usize));
        let since = self.period.and_then(|period| period.since(self.today?));
        move |film, statement| {
            let year = catalogue.year(film);
            oldest.is_none_or(|oldest| age(film, statement) >= oldest)
                && since.is_none_or(|since| statement.day.max(statement.rated_on) >= Some(since))
                && self.stars_from.is_none_or(|least| statement.rating >= Some(least))
                && self.list.as_deref().is_none_or(|name| is_listed(lists, name, film))
                && self.year_from.is_none_or(|from| year.is_some_and(|year| year >= from.get()))
                && self.year_to.is_none_or(|to| year.is_some_and(|year| year <= to.get()))
        }
    }
}

fn latest<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
    let latest = Option::<u32>::deserialize(deserializer)?;
    if latest.is_none_or(|latest| bounds::LATEST.hold(latest)) {
        return Ok(latest);
    }
    Err(de::Error::custom(OutOfBounds { of: "latest", bounds: bounds::LATEST }))
}

/// The oldest of the latest so many films that were seen.
fn oldest_of(statements: &BTreeMap<FilmId, Statement>, latest: usize) -> u64 {
    let seen = statements.iter().filter(|(_, statement)| statement.seen);
    let mut days: Vec<u64> = seen.map(|(&film, statement)| age(film, statement)).collect();
    sort(&mut days);
    // None at all: beyond every film there can be.
    days.get(days.len().saturating_sub(latest)).copied().unwrap_or(u64::MAX)
}

/// A number that is larger the later the film; without a day it is the oldest.
fn age(film: FilmId, statement: &Statement) -> u64 {
    let day = statement.day.map_or(0, |Day(day)| (i64::from(day) - i64::from(i32::MIN)) as u32);
    pack(day, film.0)
}
