//! Who is judged, and what of theirs is hidden.
//!
//! [`Cohort`] finds a data set's members in the films of a bundle ([`places`]); [`Protocol`] makes a [`Case`] of each who
//! can be judged; [`dump`] writes the split for other programs.

mod case;
mod cohort;
mod dump;
mod join;

pub use case::{Case, Protocol};
pub use cohort::{Cohort, Joined, Judged, Rater};
pub use dump::dump;
pub use join::{UNKNOWN, places};
