//! The member's own films, hidden and asked back.

pub(crate) mod state;
pub(crate) mod view;
