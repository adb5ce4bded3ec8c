//! A member's export in, ten films with their reasons out: everything that a program of your own needs.
//!
//! `cargo run --package halfstar-core --example recommend -- letterboxd-export.zip`
#![allow(clippy::print_stdout, reason = "printing is what it does")]

use halfstar_core::bundle::Manifest;
use halfstar_core::import::{NamedFile, import};
use halfstar_core::matching::{Outcome, TitleIndex, match_entries};
use halfstar_core::words::Translation;
use halfstar_core::{Bundle, Request, Taste, recommend};
use std::error::Error;
use std::fs;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let bundle = committed_bundle()?;
    let catalogue = &bundle.catalogue;

    // All files of one member: a ZIP, some of its CSVs, files of other services.
    let names: Vec<String> = std::env::args().skip(1).collect();
    if names.is_empty() {
        return Err("which files? Give the ZIP that Letterboxd exports".into());
    }
    let contents = names.iter().map(fs::read).collect::<Result<Vec<_>, _>>()?;
    let files: Vec<_> = names.iter().zip(&contents).map(|(name, bytes)| NamedFile { name, bytes }).collect();

    // Damage never stops an import: it becomes a warning, and the rest is used.
    let import = import(&files);
    for warning in &import.warnings {
        let line = warning.line.map_or(String::new(), |line| format!(", line {line}"));
        println!("{}{line}: {}", warning.file, warning.sentence(&Translation::default()));
    }

    // A row is a film, or it is unknown, or it needs to be asked about.
    let matching = match_entries(catalogue, &TitleIndex::new(catalogue), &import, &[]);
    let matched = matching.outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Film(..))).count();
    println!("{} rows, {matched} of them matched\n", import.entries.len());

    let taste = Taste::of(&import.entries, &matching, &bundle.tuning);
    let shelf = recommend(&bundle, &taste, &Request { limit: 10, ..Request::default() });
    for pick in &shelf.picks {
        let year = catalogue.year(pick.film).map_or(String::new(), |year| format!(" ({year})"));
        println!("{}{year}, {:.1} stars predicted", catalogue.title(pick.film), pick.predicted_stars);
        for reason in &pick.reasons {
            // The default is English.
            println!("    {}", reason.sentence(catalogue, &Default::default()));
        }
    }
    Ok(())
}

/// The bundle of this repository. Without its details a shelf can be made too, but fewer rows are matched.
fn committed_bundle() -> Result<Bundle, Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/bundle");
    let manifest: Manifest = serde_json::from_slice(&fs::read(folder.join("manifest.json"))?)?;
    let mut bundle = Bundle::decode(&fs::read(folder.join(manifest.files.base.name))?)?;
    bundle.add_details(&fs::read(folder.join(manifest.files.details.name))?)?;
    Ok(bundle)
}
