//! The page and its worker.
//!
//! - [`worker`] owns a [`halfstar_session::Session`] with the bundle and the taste, answers by
//!   [`halfstar_session::protocol`], and remembers the export on the device ([`storage`]).
//! - [`client`] starts the worker and asks it things; [`state`] is the one store that the interface reads.
//! - [`pages`] and [`components`] draw the store and reckon nothing: the compiler refuses arithmetic here, see
//!   [`halfstar_session::figures`].

#![deny(clippy::arithmetic_side_effects, clippy::float_arithmetic, clippy::integer_division, clippy::modulo_arithmetic)]

pub mod client;
mod clock;
pub mod components;
mod dictionary;
mod files;
mod hooks;
mod intl;
mod knobs;
mod notice;
mod offline;
pub mod pages;
mod poster_choice;
pub mod state;
pub mod storage;
mod tab;
pub mod worker;

pub use dictionary::begin;

use halfstar_session::{language, protocol};
