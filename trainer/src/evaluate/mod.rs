//! Hidden ratings of held-out members, asked back from the core's own pipeline.
//!
//! - [`protocol`]: who is judged, and what of theirs is hidden.
//! - [`metrics`]: numbers, with intervals and in slices. [`judge`] is what learning asks: the accuracy of a few blends.
//! - [`report`]: what `halfstar evaluate` prints. [`compare`] measures a finished bundle and its rivals
//!   ([`crate::baselines`]) under every [`Protocol`], by every [`Metric`].
//! - [`studies`]: single questions: films without ratings, the dial of popularity, accuracy against bytes, real exports,
//!   and what likes, rewatches and dates are worth.

pub mod metrics;
pub mod protocol;
pub mod report;
pub mod studies;

pub use metrics::{Accuracy, Metric, judge};
pub use protocol::{Cohort, Judged, Protocol};
pub use report::{Report, choose, compare, competitors, tables};
