//! Which of two films the member liked more: ten pairs at a time, or one film against those that they rated.

pub(crate) mod actions;
mod keys;
pub(crate) mod state;
pub(crate) mod view;
