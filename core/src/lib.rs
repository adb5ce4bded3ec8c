//! Halfstar's core: everything that is computed for a person.
//!
//! It does no input or output, reads no clock, draws no randomness, and panics on no bytes. The same bundle, taste
//! and request give the same bits on every machine. The whole story:
//!
//! - [`bundle`] decodes what a trainer made: the films ([`film`]), the models ([`signals`]), the numbers ([`tuning`]).
//! - [`import`] reads a member's files into entries and located warnings; [`matching`] finds the film that each means.
//! - [`search`] finds the films that a member may mean by what they type.
//! - [`taste`] weighs the entries, and the [`remarks`] made on the page: what we know of a person.
//! - Each of the [`signals`] has an opinion on every film; [`blend`] makes one score of them and keeps every contribution.
//! - [`filters`] say what may be on the shelf, which is ordered with variety; [`predict`] says how many stars; [`explain`] says why.
//! - [`facets`] says how many films each further choice would leave; [`similar`] finds the films nearest to one.
//! - [`counterfactual`] says where a film would stand without one of the member's.
//! - [`elicit`] says which films to ask a newcomer about.
//! - [`record`] holds what was recommended against what the next export says.
//! - [`portrait`] draws their taste in numbers: what they rate otherwise than everyone.
//! - [`trial`] hides a member's own films and asks for them back: how well do we know them?
//! - [`together`] finds films for a night with several members, each with a taste of their own.
//! - [`address`] writes what is turned as readable text, for bookmarks.
//! - [`words`] has what is said to a member, in English or another language.
//! - [`recommend`] runs all of it: the one door that the page, the terminal and the evaluation go through.

pub mod address;
pub mod blend;
pub mod bundle;
mod checksum;
pub mod container;
pub mod counterfactual;
pub mod day;
pub mod elicit;
pub mod evidence;
pub mod explain;
pub mod facets;
pub mod film;
pub mod filters;
pub mod import;
pub mod matching;
pub mod numeric;
pub mod opinions;
pub mod portrait;
pub mod predict;
pub mod recommend;
pub mod record;
pub mod remarks;
pub mod request;
pub mod search;
mod shelf;
pub mod signals;
pub mod similar;
pub mod taste;
pub mod together;
pub mod trial;
pub mod tuning;
pub mod words;

pub use bundle::Bundle;
pub use portrait::{Portrait, portrait};
pub use recommend::{Shelf, recommend};
pub use request::Request;
pub use taste::Taste;
pub use together::together;
