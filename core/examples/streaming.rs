//! The committed bundle with made-up streaming services, for the tests of the page: our sources name none.
//!
//! `cargo run --package halfstar-core --example streaming -- BASE_FILE DETAILS_FILE OUT_FOLDER`

use halfstar_core::Bundle;
use halfstar_core::bundle::deflate;
use halfstar_core::film::{Lists, Services};
use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut next = |what: &str| arguments.next().ok_or_else(|| format!("which {what}?"));
    let mut bundle = Bundle::decode(&std::fs::read(next("base file")?)?)?;
    bundle.add_details(&std::fs::read(next("details file")?)?)?;
    let films = Lists::new((0..bundle.catalogue.pool() as u32).map(|film| match film % 6 {
        0 => vec![0],
        1 => vec![0, 1],
        2 => vec![2],
        _ => vec![],
    }));
    let names = ["Lichtspiel", "Kintopp & Co", "Bioskop"].into_iter().collect();
    bundle.catalogue.details.services =
        Some(Services { country: "DE".to_owned(), as_of: "2026-11-05".to_owned(), names, films });
    let (base, details) = bundle.encode(deflate);
    let folder = PathBuf::from(next("folder")?);
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("base.halfstar"), base)?;
    std::fs::write(folder.join("details.halfstar"), details)?;
    Ok(())
}
