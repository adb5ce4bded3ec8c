//! The golden files of the format that this code writes: the tests' small world with everything that a bundle may have.
//! `cargo xtask golden` calls it, once for each format.
//!
//! `cargo run --package halfstar-core --example golden -- FOLDER`
#![allow(clippy::print_stdout, reason = "it says what it wrote")]

#[path = "../tests/world/mod.rs"]
mod world;

use halfstar_core::bundle::{FORMAT, deflate};
use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("which folder?")?);
    let (base, details) = world::full().encode(deflate);
    for (part, bytes) in [("base", base), ("details", details)] {
        let file = folder.join(format!("format-{FORMAT}-{part}.halfstar"));
        let before = std::fs::read(&file).ok();
        let what = match &before {
            None => "new",
            Some(before) if *before == bytes => "the same as before",
            Some(_) => "other bytes than before",
        };
        std::fs::write(&file, bytes)?;
        println!("{}: {what}", file.display());
    }
    Ok(())
}
