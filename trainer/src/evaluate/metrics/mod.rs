//! Numbers: how well hidden films are found, and what accuracy does not see.
//!
//! [`Hits`] is what a ranker did for one member, and [`Metric`] every number of it; [`Bootstrap`] gives intervals,
//! [`Slices`] parts of members and films, [`Regret`] what they would rather not have been shown, [`Obvious`] what they know
//! anyway. [`star_errors`], [`intervals`] and [`calibration`] are about predicted stars, [`judge`] about blends of one bundle.

mod accuracy;
mod bootstrap;
mod calibration;
mod diversity;
mod hits;
mod intervals;
mod metric;
mod obvious;
mod regret;
mod slices;
mod stars;

pub(super) use accuracy::measure;
pub use accuracy::{Accuracy, judge};
pub use bootstrap::{Bootstrap, Estimate};
pub use calibration::{Calibration, calibration};
pub use diversity::{coverage, diversity, novelty, shares};
pub use hits::{Hits, rank_cases};
pub use intervals::{Coverage, Coverages, intervals};
pub use metric::{Background, Metric};
pub use obvious::Obvious;
pub use regret::Regret;
pub use slices::{FilmGroups, Slice, Slices};
pub(super) use slices::{SHORT, shorten, whole};
pub use stars::{Biases, StarErrors, star_errors};
pub(super) use stars::{Errors, side_by_side};
