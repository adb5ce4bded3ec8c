//! `facts.csv`: what is known of film series, written by hand. A row is one of three:
//!
//! - `series,part,title,year`: a part; it follows the row before, or the part that a fifth column names.
//! - `series,,title,year`: a film that stands alone, whatever its title or a source says.
//! - `series`: films that share this name are no parts of one story.

use crate::sources::title_key;
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::collections::{BTreeMap, HashSet};

const FACTS: &str = include_str!("facts.csv");

/// A film by title and year.
pub(super) type Known = (String, u16);

/// The facts, films by the [`title_key`] of their titles.
#[derive(Default)]
pub(super) struct Facts {
    /// The series, in the order of the file: parts with the place of the one that each follows.
    pub(super) series: Vec<Vec<(Known, Option<usize>)>>,
    /// Films that stand alone.
    pub(super) alone: HashSet<Known>,
    /// Names, as keys, that say nothing.
    pub(super) no_stories: HashSet<String>,
}

#[derive(Deserialize)]
struct Row {
    series: String,
    part: Option<usize>,
    title: String,
    year: Option<u16>,
    after: Option<usize>,
}

impl Facts {
    /// Those that the program comes with.
    pub(super) fn committed() -> Result<Self> {
        Self::read(FACTS).context("series/facts.csv")
    }

    pub(super) fn read(text: &str) -> Result<Self> {
        let mut facts = Self::default();
        let mut series: BTreeMap<String, usize> = BTreeMap::new();
        for row in csv::Reader::from_reader(text.as_bytes()).deserialize() {
            let row: Row = row?;
            let known = row.year.map(|year| (title_key(&row.title), year));
            match (row.part, known) {
                (None, None) => {
                    facts.no_stories.insert(title_key(&row.series));
                }
                (None, Some(known)) => {
                    facts.alone.insert(known);
                }
                (Some(part), Some(known)) => {
                    let place = *series.entry(row.series.clone()).or_insert(facts.series.len());
                    if place == facts.series.len() {
                        facts.series.push(Vec::new());
                    }
                    let parts = &mut facts.series[place];
                    let after = row.after.or(part.checked_sub(1)).filter(|after| *after > 0);
                    if part != parts.len() + 1 || after.is_some_and(|after| after >= part) {
                        bail!("{} of {} is no part that can follow: number the parts from 1", row.title, row.series);
                    }
                    parts.push((known, after.map(|after| after - 1)));
                }
                (Some(_), None) => bail!("a part of {} has no year", row.series),
            }
        }
        Ok(facts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_every_kind_are_read() {
        let facts = Facts::read(
            "series,part,title,year,after\nHalloween,1,Halloween,1978,\nHalloween,2,Halloween II,1981,\nHalloween,3,Halloween,2018,1\n\
             Halloween,,Halloween III: Season of the Witch,1982,\nJames Bond,,,,\n",
        )
        .expect("facts");
        let known = |title: &str, year| (title.to_owned(), year);
        assert_eq!(
            facts.series,
            [[
                (known("halloween", 1978), None),
                (known("halloweenii", 1981), Some(0)),
                (known("halloween", 2018), Some(0))
            ]]
        );
        assert!(facts.alone.contains(&known("halloweeniiiseasonofthewitch", 1982)));
        assert!(facts.no_stories.contains("jamesbond"));
        for wrong in ["A,2,B,1999,", "A,1,B,,", "A,1,B,1999,1", "A,one,B,1999,"] {
            assert!(Facts::read(&format!("series,part,title,year,after\n{wrong}\n")).is_err(), "{wrong}");
        }
    }

    /// No film is a part of two series, or both a part and alone.
    #[test]
    fn the_facts_agree_with_each_other() {
        let facts = Facts::committed().expect("facts");
        let mut all = facts.alone.clone();
        for (known, _) in facts.series.iter().flatten() {
            assert!(all.insert(known.clone()), "{known:?} is there twice");
        }
        for series in &facts.series {
            assert!(series.len() > 1, "{series:?} is no series");
            for (known, after) in series {
                let before = after.map_or(0, |after| series[after].0.1);
                assert!(before <= known.1, "{known:?} is older than what it follows");
            }
        }
        assert!(facts.series.len() >= 60, "{}", facts.series.len());
    }
}
