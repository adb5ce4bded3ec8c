//! All about one film, and what the member says of it.

pub(crate) mod actions;
pub(crate) mod dialog;
pub(crate) mod sheet;
pub(crate) mod stars;
pub(crate) mod state;
pub(crate) mod undo;
