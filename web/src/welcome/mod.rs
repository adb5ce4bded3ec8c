//! The first page, for whoever is nobody yet.

pub(crate) mod page;
