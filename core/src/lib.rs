//! Halfstar's core: everything that is computed for a person.
//!
//! It does no input or output, reads no clock, draws no randomness, and panics on no bytes. The same bundle, taste
//! and request give the same bits on every machine. From a member's files to a shelf:
//!
//! - [`bundle`] decodes what a trainer made: the films ([`film`]), the models ([`signals`]), the numbers ([`tuning`]).
//!   Its files are [`container`]s, as is everything that is stored or sent.
//! - [`import`] reads a member's files into entries and located warnings; [`matching`] finds the film that each means.
//! - [`taste`] merges the entries, and the [`remarks`] made on the page, into one statement a film, and weighs each:
//!   [`evidence`] is all that a signal sees of a person. [`series`] says which film is to be seen before which.
//! - Each of the [`signals`] scores every film; [`opinions`] puts their scores on one scale; [`blend`] makes one score of
//!   them and keeps what each contributed.
//! - A [`request`] is what a person can turn: weights, variety, and the [`filters`] that say what may be on the shelf,
//!   which is then ordered with variety. [`predict`] says how many stars, [`explain`] says why.
//! - [`mod@recommend`] runs all of it: the one door that the page, the terminal and the evaluation go through.
//!
//! On top of that:
//!
//! - [`search`] finds the films that a member may mean by what they type; [`elicit`] the films to ask a newcomer about.
//! - [`facets`] says how many films each further choice would leave; [`similar`] finds the films nearest to one;
//!   [`counterfactual`] says where a film would stand without one of the member's.
//! - [`mod@portrait`] draws a taste in numbers, [`mod@year`] looks back on one year; [`mod@together`] finds films for a night with several
//!   members, and says how alike they are.
//! - [`trial`] hides a member's own films and asks for them back; [`record`] holds what was recommended against what the
//!   next export says.
//! - [`address`] writes what is turned as readable text; [`mod@words`] has what is said to a member, in English or another
//!   language.
//!
//! # Example
//!
//! The committed bundle, a few ratings, and a shelf for them. `examples/recommend.rs` does the same with an export.
//!
//! ```
//! use halfstar_core::bundle::Manifest;
//! use halfstar_core::import::{NamedFile, import};
//! use halfstar_core::matching::{TitleIndex, match_entries};
//! use halfstar_core::{Bundle, Request, Taste, recommend};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../assets/bundle");
//! let manifest: Manifest = serde_json::from_slice(&std::fs::read(format!("{folder}/manifest.json"))?)?;
//! let bundle = Bundle::decode(&std::fs::read(format!("{folder}/{}", manifest.files.base.name))?)?;
//!
//! let ratings = b"Name,Year,Rating\nIn the Mood for Love,2000,5\nChungking Express,1994,4.5\nJaws,1975,3\n";
//! let import = import(&[NamedFile { name: "ratings.csv", bytes: ratings }]);
//! assert!(import.warnings.is_empty());
//!
//! let titles = TitleIndex::new(&bundle.catalogue);
//! let matching = match_entries(&bundle.catalogue, &titles, &import, &[]);
//! let taste = Taste::of(&import.entries, &matching, &bundle.tuning);
//! assert_eq!(taste.rated, 3);
//!
//! let shelf = recommend(&bundle, &taste, &Request { limit: 10, ..Request::default() });
//! assert_eq!(shelf.picks.len(), 10);
//! assert!(shelf.picks.iter().all(|pick| !taste.has_seen(pick.film) && !pick.reasons.is_empty()));
//! # Ok(())
//! # }
//! ```

pub mod address;
pub mod again;
pub mod blend;
pub mod bounds;
pub mod bundle;
pub mod chance;
pub mod companions;
pub mod comparisons;
pub mod container;
pub mod counterfactual;
pub mod day;
pub mod elicit;
pub mod estimate;
pub mod evidence;
pub mod explain;
mod explore;
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
pub mod series;
mod shelf;
pub mod signals;
pub mod similar;
pub mod tally;
pub mod taste;
pub mod together;
pub mod tonight;
pub mod trial;
pub mod tuning;
pub mod words;
pub mod year;

pub use bundle::Bundle;
pub use portrait::{Portrait, portrait};
pub use recommend::{Shelf, recommend};
pub use request::Request;
pub use taste::Taste;
pub use together::together;
