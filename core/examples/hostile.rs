//! What files that are made to hurt cost, beside an honest file of their size: `cargo xtask bench --hostile`.
//!
//! `hostile BUNDLE_FOLDER [PART OF A SHAPE'S NAME]` prints a table: the milliseconds that a file takes to be read, matched and
//! merged, how many times those of an honest file, and the memory in use at the peak, the file itself included.
#![allow(clippy::print_stdout, reason = "printing is what it does")]

#[path = "../tests/hostile/mod.rs"]
mod hostile;

use halfstar_core::bundle::{Bundle, Manifest};
use halfstar_core::film::Catalogue;
use halfstar_core::matching::TitleIndex;
use hostile::{Clock, SHAPES, honest, take_in};
use peak_alloc::PeakAlloc;
use std::error::Error;
use std::path::Path;
use std::time::Duration;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const SIZES: [usize; 3] = [100_000, 1_000_000, 60_000_000];
/// The clock ticks in four milliseconds.
const LONG_ENOUGH: Duration = Duration::from_millis(200);

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let catalogue = open(Path::new(&arguments.next().ok_or("which bundle?")?))?.catalogue;
    let wanted = arguments.next().unwrap_or_default();
    let titles = TitleIndex::new(&catalogue);
    let measure = |name: &str, make: &dyn Fn() -> Vec<u8>| Cost::of(&catalogue, &titles, name, make);
    // What is made when it is first needed is made here.
    measure("films.csv", &|| b"Name,Year\na film that nobody knows,1999\n".to_vec());
    let honestly = SIZES.map(|size| measure("ratings.csv", &|| honest(&catalogue, size)));
    println!("| what | bytes | ms | times an honest file | MB |\n|---|--:|--:|--:|--:|");
    honestly.iter().for_each(|cost| cost.print("**an honest `ratings.csv`**", cost));
    for shape in SHAPES.iter().filter(|shape| shape.name.contains(&wanted)) {
        for (size, honestly) in SIZES.into_iter().zip(&honestly) {
            measure(shape.file, &|| (shape.make)(size)).print(shape.name, honestly);
        }
    }
    Ok(())
}

/// What a file costs.
struct Cost {
    bytes: usize,
    milliseconds: f64,
    megabytes: f64,
}

impl Cost {
    fn of(catalogue: &Catalogue, titles: &TitleIndex, name: &str, make: &dyn Fn() -> Vec<u8>) -> Self {
        let before = MEMORY.current_usage();
        let bytes = make().into_boxed_slice();
        MEMORY.reset_peak_usage();
        take_in(catalogue, titles, name, &bytes);
        let peak = MEMORY.peak_usage().saturating_sub(before);
        let (clock, mut rounds) = (Clock::now(), 0);
        while rounds == 0 || clock.elapsed() < LONG_ENOUGH {
            take_in(catalogue, titles, name, &bytes);
            rounds += 1;
        }
        let milliseconds = clock.elapsed().as_secs_f64() * 1000.0 / f64::from(rounds);
        Self { bytes: bytes.len(), milliseconds, megabytes: peak as f64 / 1e6 }
    }

    fn print(&self, name: &str, honestly: &Self) {
        let Self { bytes, milliseconds, megabytes } = self;
        let times = milliseconds / honestly.milliseconds;
        println!("| {name} | {bytes} | {milliseconds:.1} | {times:.1} | {megabytes:.1} |");
    }
}

fn open(folder: &Path) -> Result<Bundle, Box<dyn Error>> {
    let read = |name: &str| std::fs::read(folder.join(name));
    let Manifest { files, .. } = serde_json::from_slice(&read("manifest.json")?)?;
    let mut bundle = Bundle::decode(&read(&files.base.name)?)?;
    bundle.add_details(&read(&files.details.name)?)?;
    Ok(bundle)
}
