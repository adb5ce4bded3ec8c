//! Parts of the page. They draw the store and call its actions; what they mean is in [`choices`] and [`words`].

pub(crate) mod card;
#[allow(
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic,
    clippy::integer_division,
    reason = "what knobs mean is still reckoned here"
)]
pub(crate) mod choices;
pub(crate) mod details;
#[allow(clippy::float_arithmetic, reason = "variety is still reckoned here")]
pub(crate) mod dials;
pub(crate) mod files;
#[allow(
    clippy::arithmetic_side_effects,
    clippy::integer_division,
    reason = "decades and suggestions are still counted here"
)]
pub(crate) mod filters;
pub(crate) mod finder;
pub(crate) mod in_effect;
pub(crate) mod keyed;
pub(crate) mod left_out;
pub(crate) mod markup;
pub(crate) mod night;
pub(crate) mod notice;
pub(crate) mod open_rows;
pub(crate) mod portrait;
pub(crate) mod posters;
pub(crate) mod progress;
pub(crate) mod report;
pub(crate) mod scope;
pub(crate) mod shelves;
pub(crate) mod stars;
pub(crate) mod take_away;
pub(crate) mod trial;
pub(crate) mod undo;

pub(crate) use halfstar_session::wording as words;
