//! Finding a film by its title.

pub(crate) mod finder;
pub(crate) mod guess;
pub(crate) mod state;
