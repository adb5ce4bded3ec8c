//! The parts of the page of a night: who is there, how they agree, the films.

pub(crate) mod agreement;
pub(crate) mod films;
pub(crate) mod invitation;
pub(crate) mod people;
