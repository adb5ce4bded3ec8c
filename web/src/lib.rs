//! The page and its worker.
//!
//! - [`protocol`] is what the two say to each other.
//! - [`worker`] owns the bundle and the taste, and remembers the export on the device ([`storage`]).
//! - [`client`] starts the worker and asks it things; [`state`] is the one store that the interface reads.
//! - [`pages`] and [`components`] draw the store and compute nothing.
//! - [`language`] has every text of the page, in English or another language.
//! - [`sample`] is a made-up member, for looking around.
//! - `api` offers the same core to JavaScript.

#[cfg(feature = "api")]
pub mod api;
pub mod client;
mod clock;
pub mod components;
mod dictionary;
mod files;
mod guests;
mod hooks;
mod intl;
mod knobs;
pub mod language;
mod offline;
pub mod pages;
pub mod protocol;
pub mod sample;
pub mod state;
mod steps;
pub mod storage;
pub mod worker;

pub use dictionary::begin;
