//! `halfstar inspect`: what a bundle holds, or what is doubtful of the films that one would be made of.

use super::bundle::{Files, folder};
use super::doubts::DoubtsArgs;
use super::table::{lines, number, table};
use super::{counted, grouped};
use anyhow::{Context, Result};
use halfstar_core::Bundle;
use halfstar_core::bundle::sections;
use halfstar_core::container::version_of;
use halfstar_core::film::{FilmId, Kind, Services};
use halfstar_trainer::printable::line;
use halfstar_trainer::sources::path::{Found, look};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Show what a bundle holds: its sections and their sizes, counts, sources, numbers; or, with --doubts, what may be wrong
/// with the films of the sources
#[derive(clap::Args, Debug)]
pub(super) struct Args {
    /// The bundle's folder, or one .halfstar file [default: as --bundle of the other commands]
    #[arg(value_name = "BUNDLE", env = "HALFSTAR_BUNDLE", hide_env_values = true)]
    bundle: Option<PathBuf>,
    #[command(flatten)]
    doubts: DoubtsArgs,
}

pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<()> {
    if args.doubts.run(out)? {
        return Ok(());
    }
    if let Some(file) = args.file()? {
        let bytes = fs::read(file).with_context(|| format!("cannot read {}. Check who may", file.display()))?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let what = || format!("cannot use {}", file.display());
        print_sections(&[(&name, &bytes)], out).with_context(what)?;
        // A details file means nothing without its base.
        if sections(&bytes)?.iter().any(|section| &section.name == b"CATA") {
            print_contents(&Bundle::decode(&bytes).with_context(what)?, version_of(&bytes), out)?;
        }
        return Ok(());
    }
    let files = Files::read(&folder(args.bundle.as_deref())?)?;
    writeln!(out, "{}\n", line(&files.folder.display().to_string()))?;
    let named = &files.manifest.files;
    print_sections(&[(&named.base.name, &files.base), (&named.details.name, &files.details)], out)?;
    print_contents(&files.decode()?, version_of(&files.base), out)
}

impl Args {
    /// The one file, if it is one that was passed.
    fn file(&self) -> Result<Option<&Path>> {
        let Some(path) = self.bundle.as_deref().filter(|path| !path.ends_with("manifest.json")) else {
            return Ok(None);
        };
        let found =
            look(path, "Pass the folder that `halfstar build --out` wrote, or one of the .halfstar files in it")?;
        Ok((found != Found::Folder).then_some(path))
    }
}

fn print_sections(files: &[(&str, &Vec<u8>)], out: &mut dyn Write) -> Result<()> {
    let mut rows = table(["file", "section", "raw bytes", "shipped bytes"]);
    for (name, bytes) in files {
        let mut total = 0;
        for section in sections(bytes)? {
            total += section.raw;
            let letters = String::from_utf8_lossy(&section.name).into_owned();
            let (raw, shipped) = (grouped(section.raw as u64), grouped(section.packed.len() as u64));
            rows.add_row([(*name).into(), letters.into(), number(raw), number(shipped)]);
        }
        let (raw, shipped) = (grouped(total as u64), grouped(bytes.len() as u64));
        rows.add_row([(*name).into(), "all".into(), number(raw), number(shipped)]);
    }
    write!(out, "{}", lines(&rows))?;
    Ok(())
}

fn print_contents(bundle: &Bundle, format: u16, out: &mut dyn Write) -> Result<()> {
    let catalogue = &bundle.catalogue;
    let films = || catalogue.films();
    let known = |test: &dyn Fn(FilmId) -> bool| films().filter(|&film| test(film)).count();
    let counts = [
        ("films", bundle.films()),
        ("  to recommend", catalogue.pool()),
        ("  series", known(&|film| catalogue.kind(film) == Kind::Tv)),
        ("  with a Letterboxd number", known(&|film| catalogue.letterboxd_id(film).is_some())),
        ("  with a TMDB number", known(&|film| catalogue.tmdb_id(film).is_some())),
        ("  with a poster", catalogue.details.posters.iter().filter(|poster| !poster.is_empty()).count()),
        ("genres", catalogue.genre_names.len()),
        ("directors", catalogue.people.len()),
        ("actors", catalogue.details.people.len()),
        ("keywords", catalogue.details.keyword_names.len()),
        ("films on the map", catalogue.details.map.len()),
        ("ratings learned from", usize::try_from(bundle.provenance.ratings).unwrap_or(usize::MAX)),
        ("members learned from", bundle.provenance.members as usize),
    ];
    let mut rows = table(["format", &format.to_string()]);
    for (what, count) in counts {
        rows.add_row([what.into(), number(grouped(count as u64))]);
    }
    for (signal, model) in bundle.models.signals() {
        for (what, count) in model.sizes() {
            rows.add_row([format!("{}: {what}", signal.as_str()).into(), number(grouped(count as u64))]);
        }
    }
    writeln!(out, "\n{}", lines(&rows))?;

    let tuning = &bundle.tuning;
    let mut rows = table(["number", "value"]);
    let numbers = [
        ("watched", tuning.watched),
        ("liked", tuning.liked),
        ("treasured", tuning.treasured),
        ("relative", tuning.relative),
        ("typical mean", tuning.typical_mean),
        ("mean prior", tuning.mean_prior),
        ("dislike", tuning.dislike),
        ("half-life, days", tuning.half_life),
        ("oldest", tuning.oldest),
        ("quality floor", tuning.quality_floor),
        ("stars: intercept", tuning.stars.intercept),
        ("stars: quality", tuning.stars.quality),
    ];
    let levels: Vec<_> = tuning.levels.iter().map(ToString::to_string).collect();
    rows.add_row(["levels of ½ to 5 stars".to_owned(), levels.join(" ")]);
    let named = numbers.map(|(name, value)| (name.to_owned(), value)).into_iter();
    let weights = tuning.blending.anchors.iter().flat_map(|anchor| {
        let named = anchor.weights.by_name().into_iter();
        named.map(|(signal, value)| (format!("weight at {} films: {}", anchor.films, signal.as_str()), value))
    });
    let spreads = tuning.blending.spreads.into_iter();
    let spreads = spreads.map(|(signal, value)| (format!("spread of {}", signal.as_str()), value));
    let opinions = tuning.stars.opinions.into_iter();
    let opinions = opinions.map(|(signal, value)| (format!("stars: opinion of {}", signal.as_str()), value));
    for (name, value) in named.chain(opinions).chain(spreads).chain(weights) {
        rows.add_row([name, value.to_string()]);
    }
    writeln!(out, "{}", lines(&rows))?;

    if !catalogue.details.map_names.is_empty() {
        let names: Vec<&str> = catalogue.details.map_names.iter().map(|(name, _)| name.as_str()).collect();
        writeln!(out, "On the map: {}", line(&names.join(", ")))?;
    }
    if let Some(Services { country, as_of, names, films }) = &catalogue.details.services {
        let known = (0..films.len()).filter(|&film| !films.get(film).is_empty()).count();
        let names: Vec<&str> = names.iter().collect();
        let known = counted(known, "film", "films");
        let streaming = format!("Streaming in {country} as of {as_of}: {known} on {}", names.join(", "));
        writeln!(out, "{}", line(&streaming))?;
    }
    writeln!(out, "Made by {} from", line(&bundle.provenance.made_by))?;
    for source in &bundle.provenance.sources {
        writeln!(out, "  {}", line(source))?;
    }
    Ok(())
}
