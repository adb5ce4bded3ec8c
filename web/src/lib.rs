//! The page and its worker.
//!
//! - [`worker`] owns a [`halfstar_session::Session`] with the bundle and the taste, answers by
//!   [`halfstar_session::protocol`], and remembers the export on the device (`storage`).
//! - `client` starts the worker and asks it things; `store` is what the interface reads.
//! - A folder for each feature of the page. They draw the store and reckon nothing: the compiler refuses arithmetic
//!   here, see [`halfstar_session::figures`].

#![deny(clippy::arithmetic_side_effects, clippy::float_arithmetic, clippy::integer_division, clippy::modulo_arithmetic)]

mod again;
pub mod app;
mod client;
mod connection;
mod drawing;
mod duels;
mod film;
mod filters;
mod import;
mod library;
mod night;
mod search;
mod settings;
mod shared;
mod shelf;
mod storage;
mod store;
mod taste;
mod tonight;
mod trial;
mod welcome;
pub mod worker;

pub use settings::forgetting::begin;

use halfstar_session::{language, protocol, wording as words};
