//! Single questions about a bundle and its models, each with a command or an option of its own.
//!
//! - [`cold`]: films without ratings (`halfstar evaluate --cold`).
//! - [`popularity`]: the dial of popularity from end to end (`--dial`).
//! - [`sizes`]: accuracy against bytes (`--sizes`).
//! - [`exports`]: films that the members of real exports liked (`--exports`).
//! - [`likeness`]: films near a film, and "because of" it (`--likeness`).
//! - [`evidence`]: what likes, rewatches, favourites and dates are worth (`halfstar evidence`).

pub mod cold;
pub mod evidence;
pub mod exports;
pub mod likeness;
pub mod popularity;
pub mod sizes;
