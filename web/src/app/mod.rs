//! The page: what surrounds every feature.

pub(crate) mod notice_bar;
pub mod page;
