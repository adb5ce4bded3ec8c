//! `halfstar import`: what was understood of a member's files, row by row.

use super::bundle::BundleArgs;
use super::member::{Counts, Member, MemberArgs};
use super::table::{lines, number, table};
use super::{grouped, titled};
use anyhow::Result;
use halfstar_core::Bundle;
use halfstar_core::film::{Catalogue, FilmId};
use halfstar_core::import::{SourceFile, Warning};
use halfstar_core::matching::{How, Outcome};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write;

/// Show what is understood of a member's files, and which rows are not
#[derive(clap::Args, Debug)]
pub(super) struct Args {
    #[command(flatten)]
    member: MemberArgs,
    #[command(flatten)]
    bundle: BundleArgs,
    /// Print JSON instead of text
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<()> {
    let bundle = args.bundle.load()?;
    let member = args.member.read(&bundle)?;
    let report = Report::new(&bundle, &member);
    if args.json {
        serde_json::to_writer_pretty(&mut *out, &report)?;
        writeln!(out)?;
        return Ok(());
    }
    report.print(out)
}

/// The same for eyes and for programs.
#[derive(Debug, Serialize)]
struct Report<'a> {
    files: &'a [SourceFile],
    entries: usize,
    matched: usize,
    /// How many entries were matched, by the reason to believe it.
    matched_by: BTreeMap<&'static str, usize>,
    ambiguous: Vec<Row<'a>>,
    unmatched: Vec<Row<'a>>,
    warnings: &'a [Warning],
}

/// A row that is not matched.
#[derive(Debug, Serialize)]
struct Row<'a> {
    file: &'a str,
    line: u32,
    title: &'a str,
    year: Option<u16>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    candidates: Vec<Candidate<'a>>,
}

/// A film that an ambiguous row may mean.
#[derive(Debug, Serialize)]
struct Candidate<'a> {
    title: &'a str,
    year: Option<u16>,
    directors: Vec<&'a str>,
    letterboxd_id: Option<u32>,
}

impl<'a> Report<'a> {
    fn new(bundle: &'a Bundle, member: &'a Member) -> Self {
        let import = &member.import;
        let mut matched_by = BTreeMap::new();
        let (mut ambiguous, mut unmatched) = (Vec::new(), Vec::new());
        for (entry, outcome) in import.entries.iter().zip(&member.matching.outcomes) {
            let row = |candidates: &[FilmId]| Row {
                file: import.files.get(usize::from(entry.file)).map_or("", |file| &file.name),
                line: entry.line,
                title: &entry.title,
                year: entry.year,
                candidates: candidates.iter().map(|&film| Candidate::new(&bundle.catalogue, film)).collect(),
            };
            match outcome {
                Outcome::Film(_, how) => *matched_by.entry(words(*how)).or_default() += 1,
                Outcome::Ambiguous(films) => ambiguous.push(row(films)),
                Outcome::Unknown => unmatched.push(row(&[])),
            }
        }
        let Counts { matched, .. } = member.counts();
        let (files, warnings) = (import.files.as_slice(), import.warnings.as_slice());
        Self { files, entries: import.entries.len(), matched, matched_by, ambiguous, unmatched, warnings }
    }

    fn print(&self, out: &mut dyn Write) -> Result<()> {
        let mut files = table(["file", "rows"]);
        for file in self.files {
            files.add_row([file.name.as_str().into(), number(grouped(file.rows))]);
        }
        writeln!(out, "{}", lines(&files))?;

        let mut entries = table(["entries", &grouped(self.entries as u64)]);
        entries.add_row(["matched".into(), number(grouped(self.matched as u64))]);
        for (how, &count) in &self.matched_by {
            entries.add_row([format!("  by {}", how.replace('_', " ")).into(), number(grouped(count as u64))]);
        }
        entries.add_row(["ambiguous".into(), number(grouped(self.ambiguous.len() as u64))]);
        entries.add_row(["unmatched".into(), number(grouped(self.unmatched.len() as u64))]);
        write!(out, "{}", lines(&entries))?;

        for (what, rows) in [("Ambiguous", &self.ambiguous), ("Unmatched", &self.unmatched)] {
            if !rows.is_empty() {
                writeln!(out, "\n{what}")?;
            }
            for row in rows {
                writeln!(out, "  {}:{}  {}", row.file, row.line, titled(row.title, row.year))?;
                for candidate in &row.candidates {
                    let by = if candidate.directors.is_empty() { "" } else { ", by " };
                    let film = titled(candidate.title, candidate.year);
                    writeln!(out, "      perhaps {film}{by}{}", candidate.directors.join(", "))?;
                }
            }
        }
        if !self.warnings.is_empty() {
            writeln!(out, "\nWarnings")?;
        }
        for Warning { file, line, message } in self.warnings {
            match line {
                Some(line) => writeln!(out, "  {file}:{line}  {message}")?,
                None => writeln!(out, "  {file}  {message}")?,
            }
        }
        Ok(())
    }
}

impl<'a> Candidate<'a> {
    fn new(catalogue: &'a Catalogue, film: FilmId) -> Self {
        Self {
            title: catalogue.title(film),
            year: catalogue.year(film),
            directors: catalogue.directors(film).collect(),
            letterboxd_id: catalogue.letterboxd_id(film),
        }
    }
}

/// The reason to believe a match, as serde writes it too.
fn words(how: How) -> &'static str {
    match how {
        How::LetterboxdId => "letterboxd_id",
        How::Correction => "correction",
        How::SameExport => "same_export",
        How::TitleAndYear => "title_and_year",
        How::NearYear => "near_year",
        How::TitleOnly => "title_only",
    }
}
