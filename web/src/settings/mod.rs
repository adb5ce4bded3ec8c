//! Language, posters, and what there is to know.

pub(crate) mod about;
pub(crate) mod actions;
pub(crate) mod dictionary;
pub(crate) mod language;
pub(crate) mod poster_choice;
pub(crate) mod posters;
pub(crate) mod state;
