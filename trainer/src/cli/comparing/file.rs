//! What was said of pairs of films, as a table: `Name A,Year A,Name B,Year B,Answer`.

use anyhow::{Context, Result, bail};
use csv::{ReaderBuilder, StringRecord, Writer};
use halfstar_core::comparisons::{Answer, Comparison};
use halfstar_core::film::{Catalogue, FilmId};
use halfstar_core::matching::TitleIndex;
use halfstar_trainer::atomic;
use halfstar_trainer::sources::path::look_for_file;
use std::fs;
use std::path::Path;

const COLUMNS: [&str; 5] = ["Name A", "Year A", "Name B", "Year B", "Answer"];
const ANSWERS: [(&str, Answer); 6] = [
    ("first", Answer::First),
    ("second", Answer::Second),
    ("equal", Answer::Equal),
    ("unknown", Answer::Unknown),
    ("first unseen", Answer::FirstUnseen),
    ("second unseen", Answer::SecondUnseen),
];

/// A file's comparisons, one about each two films, the latest last.
#[derive(Debug, Default)]
pub(in crate::cli) struct Comparisons {
    pub(in crate::cli) said: Vec<Comparison>,
    /// Rows that mean nothing here; they are written again as they were.
    others: Vec<[String; 5]>,
    /// What is wrong with those, and where.
    pub(in crate::cli) warnings: Vec<String>,
}

impl Comparisons {
    /// Says something of two films; what was said of them before goes.
    pub(in crate::cli) fn add(&mut self, comparison: Comparison) {
        self.said.retain(|known| !known.is_of(comparison.films));
        self.said.push(comparison);
    }

    pub(in crate::cli) fn read(path: &Path, catalogue: &Catalogue) -> Result<Self> {
        look_for_file(path, "Pass --comparisons a file that `halfstar compare` wrote; leave it out the first time")?;
        let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        Self::parse(&path.display().to_string(), &bytes, catalogue)
    }

    fn parse(name: &str, bytes: &[u8], catalogue: &Catalogue) -> Result<Self> {
        let text = String::from_utf8_lossy(bytes);
        let text = text.trim_start_matches('\u{feff}');
        let mut reader = ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let header = reader.headers().with_context(|| format!("cannot read {name}"))?.clone();
        let place = |column: &&str| header.iter().position(|known| known.trim().eq_ignore_ascii_case(column));
        let places: Vec<usize> = COLUMNS.iter().filter_map(place).collect();
        if places.len() < COLUMNS.len() {
            bail!("{name} is no table of comparisons: it needs the columns {}, in any order", COLUMNS.join(", "));
        }
        let titles = TitleIndex::new(catalogue);
        let mut all = Self::default();
        for row in reader.records() {
            let row: StringRecord = row.with_context(|| format!("cannot read {name}"))?;
            let line = row.position().map_or(0, csv::Position::line);
            let mut cells: [String; 5] = Default::default();
            for (cell, place) in cells.iter_mut().zip(&places) {
                *cell = row.get(*place).unwrap_or_default().trim().to_owned();
            }
            match understood(catalogue, &titles, &cells) {
                Ok(comparison) => all.add(comparison),
                Err(why) => {
                    all.warnings.push(format!("{name}, line {line}: {why}"));
                    all.others.push(cells);
                }
            }
        }
        Ok(all)
    }

    /// Writes all of it, whole or not at all.
    pub(in crate::cli) fn write(&self, path: &Path, catalogue: &Catalogue) -> Result<()> {
        let mut table = Writer::from_writer(Vec::new());
        table.write_record(COLUMNS)?;
        let year = |film| catalogue.year(film).map_or(String::new(), |year| year.to_string());
        for &Comparison { films: [a, b], answer } in &self.said {
            let answer = ANSWERS.iter().find(|(_, known)| *known == answer).map_or("", |(text, _)| text);
            table.write_record([catalogue.title(a), &year(a), catalogue.title(b), &year(b), answer])?;
        }
        self.others.iter().try_for_each(|row| table.write_record(row))?;
        let bytes = table.into_inner().map_err(csv::IntoInnerError::into_error)?;
        atomic::write(path, &bytes)
    }
}

fn understood(catalogue: &Catalogue, titles: &TitleIndex, cells: &[String; 5]) -> Result<Comparison, String> {
    let [name_a, year_a, name_b, year_b, answer] = cells;
    let films = [film(catalogue, titles, name_a, year_a)?, film(catalogue, titles, name_b, year_b)?];
    if films[0] == films[1] {
        return Err(format!("both films are {name_a}. Mend the row: a comparison is of two"));
    }
    let known = ANSWERS.iter().find(|(text, _)| text.eq_ignore_ascii_case(answer));
    let Some(&(_, answer)) = known else {
        let answers = ANSWERS.map(|(text, _)| text).join(", ");
        return Err(format!("“{answer}” is no answer. Write one of {answers}"));
    };
    Ok(Comparison { films, answer })
}

/// Of namesakes of one year the one that most have rated.
fn film(catalogue: &Catalogue, titles: &TitleIndex, name: &str, year: &str) -> Result<FilmId, String> {
    let wrong = || format!("“{year}” is not a year. Write the film's year, or nothing where it has none");
    let year = if year.is_empty() { None } else { Some(year.parse::<u16>().map_err(|_| wrong())?) };
    titles.namesakes(catalogue, name, year).first().copied().ok_or_else(|| {
        let of = year.map_or(String::new(), |year| format!(" of {year}"));
        format!("no film of the bundle is called “{name}”{of}. Check title and year; the row counts for nothing, and is kept")
    })
}
