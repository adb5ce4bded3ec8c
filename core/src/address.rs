//! What a member has turned, as a text that can be read: in the page's address, and remembered from visit to visit.
//!
//! `genres=Drama&genres=War&year_from=1970&neighbours=0.3&variety=0.5&by_latest=50`: what is as at first is left out, a
//! filter's parameters go by their names, weights by their signals', and what to go by ([`Scope`]) begins with `by_`.
//! How many films are shown is not a part of it, nor is the film of a scope: its number means something else in the next
//! bundle.

mod decimal;
mod percent;

use crate::bounds::{self, Bounds};
use crate::film::Stars;
use crate::filters::{Form, ParameterError, Value};
use crate::request::{Request, Sort};
use crate::signals::SignalName;
use crate::taste::{Period, Scope};
use crate::words::{Phrase, Translation};

const VARIETY: &str = "variety";
const SURPRISE: &str = "surprise";
const SEED: &str = "seed";
const SORT: &str = "sort";
const BY_LATEST: &str = "by_latest";
const BY_STARS: &str = "by_stars_from";
const BY_LIST: &str = "by_list";
const BY_PERIOD: &str = "by_period";
const BY_YEAR_FROM: &str = "by_year_from";
const BY_YEAR_TO: &str = "by_year_to";

/// Writes what is turned; nothing for what is as at first.
pub fn write(request: &Request, scope: &Scope) -> String {
    let mut text = String::new();
    let mut pair = |key: &str, value: &str| {
        if !text.is_empty() {
            text.push('&');
        }
        text.push_str(key);
        text.push('=');
        percent::encode(value, &mut text);
    };
    for (key, value) in request.filters.texts() {
        pair(key, &value);
    }
    let plain = Request::default();
    let weights = SignalName::ALL.into_iter().map(|signal| (signal.as_str(), request.weights.get(signal)));
    let numbers = weights
        .map(|named| (named, 0.0))
        .chain([((VARIETY, request.variety), plain.variety), ((SURPRISE, request.surprise), plain.surprise)]);
    for ((key, number), at_first) in numbers {
        if number != at_first
            && let Some(text) = decimal::write(number)
        {
            pair(key, &text);
        }
    }
    // Without surprises no draw is another.
    if request.surprise > 0.0 && request.seed != plain.seed {
        pair(SEED, &request.seed.to_string());
    }
    if request.sort != plain.sort {
        pair(SORT, request.sort.text());
    }
    let Scope { latest, stars_from, list, year_from, year_to, period, today: _, film: _ } = scope;
    if let Some(latest) = latest {
        pair(BY_LATEST, &latest.to_string());
    }
    if let Some(stars) = stars_from {
        pair(BY_STARS, &stars.text());
    }
    if let Some(period) = period {
        pair(BY_PERIOD, period.text());
    }
    for (key, value) in [(BY_LIST, list.texts()), (BY_YEAR_FROM, year_from.texts()), (BY_YEAR_TO, year_to.texts())] {
        value.iter().for_each(|value| pair(key, value));
    }
    text
}

/// Reads what was turned. What cannot be read is left as it is at first, and told.
pub fn read(text: &str) -> (Request, Scope, Vec<ParameterError>) {
    let (mut request, mut scope, mut errors) = (Request::default(), Scope::default(), Vec::new());
    for pair in text.split('&').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let (key, value) = (percent::decode(key), percent::decode(value));
        errors.extend(set(&mut request, &mut scope, &key, &value).err());
    }
    (request, scope, errors)
}

/// That an address is of a version before these texts, as a sentence.
pub fn is_older(words: &Translation) -> &str {
    words.say(Phrase::OlderAddress)
}

fn set(request: &mut Request, scope: &mut Scope, key: &str, value: &str) -> Result<(), ParameterError> {
    let wrong = |expected| ParameterError::Wrong { key: key.to_owned(), value: value.to_owned(), expected };
    let number = |bounds: Bounds| {
        let number = decimal::read(value).filter(|&number| bounds.hold(number));
        number.ok_or_else(|| wrong(Form::Decimal(bounds)))
    };
    if let Some(signal) = SignalName::find(key) {
        request.weights.set(signal, number(signal.bounds())?);
        return Ok(());
    }
    let is_read = match key {
        VARIETY => {
            request.variety = number(bounds::VARIETY)?;
            true
        }
        SURPRISE => {
            request.surprise = number(bounds::SURPRISE)?;
            true
        }
        SEED => {
            let seed = value.parse().ok().filter(|&seed: &u32| bounds::SEED.hold(seed));
            request.seed = seed.ok_or_else(|| wrong(Form::Number(bounds::SEED)))?;
            true
        }
        SORT => {
            request.sort = Sort::find(value).ok_or_else(|| wrong(Form::Choice(&Sort::TEXTS)))?;
            true
        }
        BY_LATEST => {
            let latest = value.parse().ok().filter(|&latest: &u32| bounds::LATEST.hold(latest));
            scope.latest = Some(latest.ok_or_else(|| wrong(Form::Number(bounds::LATEST)))?);
            true
        }
        BY_STARS => {
            scope.stars_from = Some(Stars::read(value).ok_or_else(|| wrong(Form::Stars))?);
            true
        }
        BY_PERIOD => {
            scope.period = Some(Period::find(value).ok_or_else(|| wrong(Form::Choice(&Period::TEXTS)))?);
            true
        }
        BY_LIST => scope.list.read(value),
        BY_YEAR_FROM => scope.year_from.read(value),
        BY_YEAR_TO => scope.year_to.read(value),
        _ => return request.filters.read(key, value),
    };
    // Only a year can be wrong here.
    if is_read { Ok(()) } else { Err(wrong(Form::Number(bounds::NUMBER))) }
}

#[cfg(test)]
mod tests;
