//! What a member sets once, the way to be forgotten, and what there is to know.

pub(crate) mod about;
pub(crate) mod actions;
pub(crate) mod dialog;
pub(crate) mod dictionary;
pub(crate) mod forgetting;
pub(crate) mod language;
pub(crate) mod poster_choice;
pub(crate) mod posters;
pub(crate) mod state;
pub(crate) mod theme;
