//! What `halfstar evaluate` prints: a finished bundle beside its rivals.
//!
//! [`competitors`] are the rows, [`compare`] fills them in, [`tables`] writes them as Markdown.

mod comparison;
mod competitors;
mod markdown;

pub use comparison::{Comparison, Report, Row, compare};
pub use competitors::{Competitor, REFERENCE, choose, competitors};
pub use markdown::tables;
pub(super) use markdown::{grouped, row, rule};
