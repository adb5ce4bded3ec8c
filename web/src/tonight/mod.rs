//! Films for tonight, each for another reason.

pub(crate) mod actions;
pub(crate) mod state;
pub(crate) mod view;
