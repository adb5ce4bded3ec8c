//! Raw ratings and TMDB metadata → models → bundle.
//!
//! - [`sources`] reads files into a [`sources::Dataset`].
//! - [`catalogue`] puts films in order and decides which may be recommended; [`interactions`] keeps who rated what.
//! - [`foundation`] is what the rest stands on: who is held out, seeded randomness, matrices.
//! - [`features`] and [`models`] fit the twins of the core's signals; [`fit`] puts them together.
//! - [`services`] says where films can be streamed, if the sources know; [`series`] which film is to be seen before which.
//! - [`pack`] quantises, encodes, decodes back, compares, and puts the files in place of older ones; [`atomic`] writes files
//!   whole or not at all. [`printable`] shows what a terminal would obey.
//! - [`evaluate`] hides ratings of held-out members and asks the core's own pipeline for them; [`tune`] learns from that;
//!   [`baselines`] are what a bundle is measured against.
//! - [`build()`] is the whole path from raw files to bundle.

pub mod atomic;
pub mod baselines;
pub mod build;
pub mod catalogue;
pub mod evaluate;
pub mod features;
pub mod fit;
pub mod foundation;
pub mod interactions;
pub mod models;
pub mod pack;
pub mod printable;
pub mod series;
pub mod services;
pub mod sources;
pub mod telling;
mod themes;
pub mod tune;

pub use build::{BuildOptions, BuildReport, build};
