//! One member's session with a bundle: what the page asks, what is answered, and what the device remembers.
//!
//! Plain Rust: nothing here knows a browser, so all of it is tested natively.
//!
//! - [`protocol`] is what the page and its worker say to each other.
//! - [`Session`] answers: it owns the bundle, the member's taste and the guests of a night.
//! - [`storage`] has the shapes of what is remembered on the device.
//! - [`language`] has every text of the page, in English or another language.
//! - [`wording`] says numbers in words, [`figures`] has those behind the pictures: the page itself reckons nothing.
//! - [`choices`] says whose files count where several were chosen.
//! - [`ranking`] decides when a shelf is asked for, [`calendar`] says which day it is, given a clock.
//! - [`sample`] is a made-up member, for looking around; [`guests`] tells whose files somebody brings along.

pub mod calendar;
pub mod choices;
pub mod figures;
pub mod guests;
pub mod language;
pub mod protocol;
pub mod ranking;
pub mod sample;
mod session;
pub mod storage;
mod view;
pub mod wording;

pub use session::{Session, read};
