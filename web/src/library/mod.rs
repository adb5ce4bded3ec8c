//! The film library: how far it is, and how it comes.

pub(crate) mod actions;
pub(crate) mod progress;
pub(crate) mod state;
pub(crate) mod stuck;
