//! Comparing films: what a person answers, and the file in which that is kept.

pub(super) mod answers;
pub(super) mod file;
