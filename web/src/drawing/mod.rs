//! One film of the shelf, for whoever cannot decide.

pub(crate) mod state;
