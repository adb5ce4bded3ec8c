//! What is fitted: the twins of the core's signals.

pub mod content;
pub mod ease;
pub mod quality;
