//! Films to watch again.

pub(crate) mod state;
pub(crate) mod view;
