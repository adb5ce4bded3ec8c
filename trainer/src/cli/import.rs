//! `halfstar import`: what was understood of a member's files, row by row.

use super::bundle::BundleArgs;
use super::member_files::{MemberArgs, MemberFiles};
use super::table::{lines, number, table};
use super::{counted, grouped, terminal, titled};
use anyhow::Result;
use halfstar_core::Bundle;
use halfstar_core::film::{Catalogue, FilmId};
use halfstar_core::import::{Entry, EntryKind, SourceFile, TitleType, ToldWarning};
use halfstar_core::matching::{Outcome, TitleIndex, doubt};
use halfstar_core::taste::{Statement, merge};
use halfstar_core::words::Translation;
use halfstar_trainer::printable::line;
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
        return terminal::json(out, &report);
    }
    report.print(out)
}

/// Printed as text or as JSON.
#[derive(Debug, Serialize)]
struct Report<'a> {
    files: Vec<File<'a>>,
    entries: usize,
    matched: usize,
    /// How many entries say what.
    said: BTreeMap<EntryKind, usize>,
    /// How many entries were matched, by the reason to believe it, and how many of a thousand such are right.
    matched_by: BTreeMap<&'static str, MatchedBy>,
    films: Films,
    /// May mean several films: the page asks.
    ambiguous: Vec<Row<'a>>,
    /// Mean no film of the bundle.
    unmatched: Vec<Row<'a>>,
    /// Series, episodes and games, by their own file's word, that the bundle does not know.
    no_film: Vec<Row<'a>>,
    warnings: Vec<ToldWarning<'a>>,
}

/// A file, and what was understood in it.
#[derive(Debug, Serialize)]
struct File<'a> {
    #[serde(flatten)]
    file: &'a SourceFile,
    /// How many of its rows state what.
    states: BTreeMap<EntryKind, u32>,
}

/// One reason to believe a match.
#[derive(Debug, Serialize)]
struct MatchedBy {
    entries: usize,
    right_of_1000: u16,
}

/// What the entries together say, film by film.
#[derive(Debug, Serialize)]
struct Films {
    seen: usize,
    rated: usize,
    liked: usize,
    watchlist: usize,
    lists: usize,
}

/// A row that is not matched.
#[derive(Debug, Serialize)]
struct Row<'a> {
    file: &'a str,
    line: u32,
    title: &'a str,
    year: Option<u16>,
    says: EntryKind,
    #[serde(skip_serializing_if = "is_film")]
    title_type: TitleType,
    rated: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    letterboxd_id: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tmdb_id: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    imdb_id: Option<u32>,
    /// Why it is not matched.
    reason: String,
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
    fn new(bundle: &'a Bundle, member: &'a MemberFiles) -> Self {
        let (import, words) = (&member.import, Translation::default());
        let titles = TitleIndex::new(&bundle.catalogue);
        let (mut said, mut matched_by) = (BTreeMap::new(), BTreeMap::new());
        let (mut ambiguous, mut unmatched, mut no_film) = (Vec::new(), Vec::new(), Vec::new());
        for (entry, outcome) in import.entries.iter().zip(&member.matching.outcomes) {
            *said.entry(entry.kind).or_default() += 1;
            let row = |films: &[FilmId], reason| {
                let file = import.files.get(usize::from(entry.file)).map_or("", |file| &file.name);
                Row::new(&bundle.catalogue, file, entry, films, reason)
            };
            match outcome {
                Outcome::Film(_, how) => {
                    let right_of_1000 = how.confidence();
                    matched_by.entry(how.name()).or_insert(MatchedBy { entries: 0, right_of_1000 }).entries += 1;
                }
                Outcome::Ambiguous(films) => {
                    let title = |film| titled(bundle.catalogue.title(film), bundle.catalogue.year(film));
                    let doubt = doubt(&bundle.catalogue, &titles, entry, films);
                    ambiguous.push(row(films, doubt.sentence(&words, &title)));
                }
                Outcome::Unknown => {
                    unmatched
                        .push(row(&[], "No film of the bundle bears the title, in this year or near it.".to_owned()));
                }
                Outcome::NotAFilm => {
                    no_film.push(row(&[], "A series, an episode or a game by its file's word.".to_owned()));
                }
            }
        }
        let statements = merge(&import.entries, &member.matching);
        let count = |keep: &dyn Fn(&Statement) -> bool| statements.values().filter(|statement| keep(statement)).count();
        Self {
            files: import.files.iter().zip(import.stated()).map(|(file, states)| File { file, states }).collect(),
            entries: import.entries.len(),
            matched: member.counts().matched,
            said,
            matched_by,
            films: Films {
                seen: count(&|film| film.seen),
                rated: count(&|film| film.rating.is_some()),
                liked: count(&|film| film.liked),
                watchlist: count(&|film| film.wanted),
                lists: import.files.iter().filter(|file| file.list.is_some()).count(),
            },
            ambiguous,
            unmatched,
            no_film,
            warnings: import.warnings.iter().map(|warning| warning.told(&words)).collect(),
        }
    }

    fn print(&self, out: &mut dyn Write) -> Result<()> {
        let mut files = table(["file", "rows", "understood as"]);
        for read in &self.files {
            let File { file, .. } = read;
            files.add_row([line(&file.name).into(), number(grouped(file.rows)), read.understood().into()]);
        }
        writeln!(out, "{}", lines(&files))?;

        let mut entries = table(["entries", &grouped(self.entries as u64)]);
        entries.add_row(["matched".into(), number(grouped(self.matched as u64))]);
        for (how, by) in &self.matched_by {
            entries.add_row([format!("  by {}", how.replace('_', " ")).into(), number(grouped(by.entries as u64))]);
        }
        entries.add_row(["ambiguous".into(), number(grouped(self.ambiguous.len() as u64))]);
        entries.add_row(["unmatched".into(), number(grouped(self.unmatched.len() as u64))]);
        entries.add_row(["no film".into(), number(grouped(self.no_film.len() as u64))]);
        write!(out, "{}", lines(&entries))?;
        let Films { seen, rated, liked, watchlist, lists } = self.films;
        writeln!(
            out,
            "\nTogether: {} seen, {} rated, {} liked, {} on the watchlist, {}",
            counted(seen, "film", "films"),
            grouped(rated as u64),
            grouped(liked as u64),
            grouped(watchlist as u64),
            counted(lists, "list", "lists"),
        )?;

        let groups = [("Ambiguous", &self.ambiguous), ("Unmatched", &self.unmatched), ("No film", &self.no_film)];
        for (what, rows) in groups {
            if !rows.is_empty() {
                writeln!(out, "\n{what}")?;
            }
            for row in rows {
                writeln!(out, "  {}:{}  {}", line(row.file), row.line, row.named())?;
                if !row.candidates.is_empty() {
                    writeln!(out, "      {}", line(&row.reason))?;
                }
                for candidate in &row.candidates {
                    let by = if candidate.directors.is_empty() { "" } else { ", by " };
                    let film = titled(candidate.title, candidate.year);
                    writeln!(out, "      perhaps {film}{by}{}", line(&candidate.directors.join(", ")))?;
                }
            }
        }
        if !self.warnings.is_empty() {
            writeln!(out, "\nWarnings")?;
        }
        for warning in &self.warnings {
            let place = warning.line.map_or(String::new(), |line| format!(":{line}"));
            writeln!(out, "  {}{place}  {}", line(warning.file), line(&warning.message))?;
        }
        Ok(())
    }
}

impl File<'_> {
    /// `1,204 ratings (Your Rating: of 10), 58 wanted`.
    fn understood(&self) -> String {
        let column = self.file.ratings.as_ref();
        let state = |(kind, rows): (&EntryKind, &u32)| {
            let rows = grouped(*rows);
            match kind {
                EntryKind::Rating => format!("{rows} rated"),
                EntryKind::Watched => format!("{rows} seen"),
                EntryKind::Diary => format!("{rows} in the diary"),
                EntryKind::Like => format!("{rows} liked"),
                EntryKind::Watchlist => format!("{rows} wanted"),
                EntryKind::Favourite => format!("{rows} of the favourites"),
                EntryKind::Listed => format!("{rows} on the list"),
            }
        };
        let ratings = column.map(|column| format!("{}: of {}", line(&column.name), column.of));
        self.states.iter().map(state).chain(ratings).collect::<Vec<_>>().join(", ")
    }
}

impl<'a> Row<'a> {
    /// Its title and year, or the number that it has instead.
    fn named(&self) -> String {
        match (self.title, self.imdb_id, self.tmdb_id, self.letterboxd_id) {
            ("", Some(id), ..) => format!("IMDb's number {id}"),
            ("", _, Some(id), _) => format!("TMDB's number {id}"),
            ("", _, _, Some(id)) => format!("Letterboxd's number {id}"),
            (title, ..) => titled(title, self.year),
        }
    }

    fn new(catalogue: &'a Catalogue, file: &'a str, entry: &'a Entry, films: &[FilmId], reason: String) -> Self {
        Self {
            file,
            line: entry.line,
            title: &entry.title,
            year: entry.year,
            says: entry.kind,
            title_type: entry.title_type,
            rated: entry.rating.is_some(),
            letterboxd_id: entry.letterboxd_id,
            tmdb_id: entry.tmdb_id,
            imdb_id: entry.imdb_id,
            reason,
            candidates: films.iter().map(|&film| Candidate::new(catalogue, film)).collect(),
        }
    }
}

fn is_film(title_type: &TitleType) -> bool {
    *title_type == TitleType::Film
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
