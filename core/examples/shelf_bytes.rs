//! The native half of the twin test: the shelf of an export, as the hex of its postcard bytes.
//!
//! `cargo run --package halfstar-core --example shelf_bytes -- BASE_FILE EXPORT_FILE…`, one line a request; the other
//! half is `web/js/tests/twin.mjs`.
#![allow(clippy::print_stdout, reason = "printing is what it does")]

use halfstar_core::bounds::Number;
use halfstar_core::filters::Filters;
use halfstar_core::import::{NamedFile, import};
use halfstar_core::matching::{TitleIndex, match_entries};
use halfstar_core::signals::Weights;
use halfstar_core::{Bundle, Request, Taste, recommend};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let base = std::fs::read(arguments.next().ok_or("which base file?")?)?;
    let bundle = Bundle::decode(&base)?;
    let files = arguments.map(|name| std::fs::read(&name).map(|bytes| (name, bytes))).collect::<Result<Vec<_>, _>>()?;
    let named: Vec<_> = files.iter().map(|(name, bytes)| NamedFile { name, bytes }).collect();
    let import = import(&named);
    let matching = match_entries(&bundle.catalogue, &TitleIndex::new(&bundle.catalogue), &import, &[]);
    let taste = Taste::of(&import.entries, &matching, &bundle.tuning);
    for request in requests() {
        let bytes = postcard::to_allocvec(&recommend(&bundle, &taste, &request))?;
        println!("{}", bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>());
    }
    Ok(())
}

/// The same list as in `web/js/tests/twin.mjs`.
fn requests() -> [Request; 5] {
    let plain = Request::default();
    [
        plain.clone(),
        Request { variety: 0.0, limit: 500, ..plain.clone() },
        Request { surprise: 0.8, seed: 4711, ..Request::default() },
        Request {
            weights: Weights { neighbours: 0.25, content: 0.75, popularity: -0.3, ..Weights::default() },
            variety: 0.9,
            ..plain.clone()
        },
        Request {
            weights: Weights {
                neighbours: 1.0,
                content: 1.0,
                quality: 1.0,
                factors: 1.0,
                autoencoder: 1.0,
                ..Weights::NONE
            },
            filters: Filters {
                year_to: Number::new(1980),
                runtime_from: Number::new(80),
                include_low_quality: true,
                ..Filters::default()
            },
            ..plain
        },
    ]
}
