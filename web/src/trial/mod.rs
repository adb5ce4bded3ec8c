//! The member's own films, hidden and asked back.

pub(crate) mod view;
