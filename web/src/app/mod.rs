//! The page: what surrounds every feature.

pub(crate) mod header;
mod notice_bar;
pub mod page;
