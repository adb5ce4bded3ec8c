//! The shelf, and everything that turns it.

pub(crate) mod actions;
pub(crate) mod acts;
pub(crate) mod address;
pub(crate) mod card;
pub(crate) mod dials;
pub(crate) mod knobs;
pub(crate) mod own;
pub(crate) mod page;
pub(crate) mod ready_made;
pub(crate) mod scope;
pub(crate) mod state;
pub(crate) mod swipe;
pub(crate) mod take_away;
