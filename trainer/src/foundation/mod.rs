//! What everything above stands on: models, tuning, baselines and evaluation alike.
//!
//! - [`split`]: which members are held out, what of theirs is hidden, and what counts as a positive.
//! - [`random`]: seeded numbers, the same in every run.
//! - [`matrix`]: `ndarray`'s matrices, and `faer`'s solvers on the same memory.
//! - [`ask`]: how a member of whom only some ratings are known is put to the core.
//! - [`ranking`]: how well a ranking finds what was hidden.

pub mod ask;
pub mod matrix;
pub mod random;
pub mod ranking;
pub mod split;
