//! The member's taste drawn: bars and dots as markup, which costs the program less than a library of charts would.

pub(crate) mod charts;
pub(crate) mod map;
pub(crate) mod page;
pub(crate) mod painting;
pub(crate) mod picture;
pub(crate) mod sections;
pub(crate) mod state;
pub(crate) mod titles;
pub(crate) mod year;
pub(crate) mod year_picture;
