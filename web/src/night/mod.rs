//! Movie night: films for the member and their guests.

pub(crate) mod agreement;
pub(crate) mod films;
pub(crate) mod invitation;
pub(crate) mod matches;
pub(crate) mod page;
pub(crate) mod people;
pub(crate) mod state;
