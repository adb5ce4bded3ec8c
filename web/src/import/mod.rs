//! The member's files: how they come in, and what was found in them.

pub(crate) mod actions;
pub(crate) mod files;
pub(crate) mod input;
pub(crate) mod open_rows;
pub(crate) mod report;
pub(crate) mod state;
pub(crate) mod tally;
