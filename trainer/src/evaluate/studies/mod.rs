//! Single questions about a bundle and its models, each with a command or an option of its own.
//!
//! - [`cold`]: films without ratings (`halfstar evaluate --cold`).
//! - [`popularity`]: the dial of popularity from end to end (`--dial`).
//! - [`sizes`]: accuracy against bytes (`--sizes`).
//! - [`exports`]: films that the members of real exports liked (`--exports`).
//! - [`likeness`]: films near a film, and "because of" it (`--likeness`).
//! - [`exploration`]: sure things against surprises, round after round (`--exploration`).
//! - [`newcomers`]: what duels teach, and rating by comparing (`--newcomers`).
//! - [`movielens`]: the rating model by itself, on ratings from elsewhere (`halfstar movielens`).
//! - [`evidence`]: what likes, rewatches, favourites and dates are worth (`halfstar evidence`).

pub mod cold;
pub mod evidence;
pub mod exploration;
pub mod exports;
pub mod likeness;
pub mod movielens;
pub mod newcomers;
pub mod popularity;
pub mod sizes;
