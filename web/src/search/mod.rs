//! Finding a film by its title or its people.

pub(crate) mod finder;
pub(crate) mod guess;
pub(crate) mod keys;
pub(crate) mod rows;
pub(crate) mod state;
