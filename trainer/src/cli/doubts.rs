//! `halfstar inspect --doubts`: what may be wrong with the films of the sources, before any bundle is made of them.

use super::table::{lines, number, table};
use super::{counted, grouped, terminal};
use anyhow::Result;
use halfstar_trainer::catalogue::films_of_the_pool;
use halfstar_trainer::printable::line;
use halfstar_trainer::sources::{Dataset, Doubt, Doubted, KnownFilms, ReadOptions, read_with};
use serde_json::json;
use std::io::Write;
use std::path::PathBuf;

/// Where the films come from, and which doubts are shown.
#[derive(clap::Args, Debug)]
pub(super) struct DoubtsArgs {
    /// Check the films of this folder, as `halfstar build --data` takes it, instead of a bundle: where the sources disagree,
    /// what is missing, what can hardly be; best known films first
    #[arg(long, value_name = "DIR")]
    doubts: Option<PathBuf>,
    /// TMDB's answers, as `halfstar build` takes them
    #[arg(long, value_name = "FILE", requires = "doubts")]
    tmdb: Option<PathBuf>,
    /// IMDb's films, likewise
    #[arg(long, value_name = "FILE", requires = "doubts")]
    imdb_films: Option<PathBuf>,
    /// Letterboxd's films, likewise
    #[arg(long, value_name = "FILE", requires = "doubts")]
    letterboxd_films: Option<PathBuf>,
    /// How many doubts
    #[arg(long, value_name = "N", default_value_t = 50, requires = "doubts")]
    top: usize,
    /// Doubts of this kind alone: year, kind, runtime, director, genre, title, number or person
    #[arg(long, value_name = "KIND", requires = "doubts", value_parser = kind)]
    of: Option<Doubted>,
    /// Doubts alone that nothing settles
    #[arg(long, requires = "doubts")]
    open: bool,
    /// Films of any renown, not only those that may be recommended
    #[arg(long, requires = "doubts")]
    every_film: bool,
    /// Print JSON instead of tables
    #[arg(long, requires = "doubts")]
    json: bool,
}

fn kind(text: &str) -> Result<Doubted, String> {
    let kind = Doubted::ALL.into_iter().find(|kind| kind.to_string() == text);
    kind.ok_or_else(|| format!("choose among {}", Doubted::ALL.map(|kind| kind.to_string()).join(", ")))
}

impl DoubtsArgs {
    /// Prints the doubts, if they were asked for. False if they were not.
    pub(super) fn run(&self, out: &mut dyn Write) -> Result<bool> {
        let Some(folder) = &self.doubts else { return Ok(false) };
        let known = KnownFilms { imdb: self.imdb_films.as_deref(), letterboxd: self.letterboxd_films.as_deref() };
        let read = ReadOptions { progress: !self.json, ..ReadOptions::default() };
        let data = read_with(folder, self.tmdb.as_deref(), known, &read)?;
        let in_pool = films_of_the_pool(&data);
        let doubts: Vec<&Doubt> = data.doubts.iter().filter(|doubt| self.every_film || in_pool[doubt.film]).collect();
        let wanted = doubts
            .iter()
            .copied()
            .filter(|doubt| self.of.is_none_or(|kind| kind == doubt.of) && !(self.open && doubt.settled.is_some()));
        let shown: Vec<&Doubt> = wanted.take(self.top).collect();
        if self.json {
            terminal::json(out, &for_programs(&data, &doubts, &shown))?;
        } else {
            print(&data, &doubts, &shown, out)?;
        }
        Ok(true)
    }
}

/// How many doubts of each kind are settled, and how many open.
fn tally<'d>(doubts: impl Iterator<Item = &'d Doubt>) -> Vec<(Doubted, [usize; 2])> {
    let mut counts = Doubted::ALL.map(|kind| (kind, [0; 2]));
    for doubt in doubts {
        counts[doubt.of as usize].1[usize::from(doubt.settled.is_none())] += 1;
    }
    counts.into_iter().filter(|(_, counts)| counts.iter().sum::<usize>() > 0).collect()
}

/// The counts as a table, if there is anything to count.
pub(super) fn counts<'d>(doubts: impl Iterator<Item = &'d Doubt>) -> Option<String> {
    let tally = tally(doubts);
    let mut rows = table(["doubts", "settled", "open"]);
    for (kind, counts) in &tally {
        let [settled, open] = counts.map(|count| number(grouped(count as u64)));
        rows.add_row([kind.to_string().into(), settled, open]);
    }
    (!tally.is_empty()).then(|| lines(&rows))
}

fn print(data: &Dataset, doubts: &[&Doubt], shown: &[&Doubt], out: &mut dyn Write) -> Result<()> {
    match counts(doubts.iter().copied()) {
        Some(counts) => writeln!(out, "{counts}")?,
        None => writeln!(out, "No doubts.")?,
    }
    if !shown.is_empty() {
        let mut rows = table(["movieId", "film", "doubt", "what the sources say", "settled"]);
        for doubt in shown {
            let film = &data.films[doubt.film];
            let texts =
                [film.named(), doubt.of.to_string(), doubt.says.clone(), doubt.settled.clone().unwrap_or_default()];
            let mut row = vec![number(film.movie_id)];
            row.extend(texts.iter().map(|text| line(text).into_owned().into()));
            rows.add_row(row);
        }
        writeln!(out, "{}", lines(&rows))?;
    }
    if !data.twins.is_empty() {
        writeln!(out, "{}", counted(data.twins.len(), "second record merged", "second records merged"))?;
        let mut rows = table(["kept", "merged into it", "because of"]);
        for two in &data.twins {
            rows.add_row(two.iter().map(|text| line(text).into_owned()));
        }
        write!(out, "{}", lines(&rows))?;
    }
    Ok(())
}

fn for_programs(data: &Dataset, doubts: &[&Doubt], shown: &[&Doubt]) -> serde_json::Value {
    let counts = tally(doubts.iter().copied());
    let counts: serde_json::Map<_, _> = counts
        .into_iter()
        .map(|(kind, [settled, open])| (kind.to_string(), json!({ "settled": settled, "open": open })))
        .collect();
    let doubts = shown.iter().map(|doubt| {
        let film = &data.films[doubt.film];
        json!({
            "movie_id": film.movie_id, "title": film.title, "year": film.year, "of": doubt.of, "says": doubt.says,
            "settled": doubt.settled,
        })
    });
    let twins = data.twins.iter().map(|[kept, gone, why]| json!({ "kept": kept, "merged": gone, "because_of": why }));
    json!({ "counts": counts, "doubts": doubts.collect::<Vec<_>>(), "merged": twins.collect::<Vec<_>>() })
}
