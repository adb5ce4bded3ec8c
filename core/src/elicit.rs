//! What to ask a member: which films to rate, which two to compare, and where among their own a film stands.

mod duels;
mod placing;
mod starters;

pub(crate) use duels::Lessons;
pub use duels::next_duel;
pub use placing::{ENOUGH, Placed, place};
pub use starters::starters;
