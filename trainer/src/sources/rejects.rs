//! Rows that cannot be used: reported with their line, left out or refused.

use anyhow::{Result, bail};
use std::fmt::Display;

/// So many rows of a file are named one by one.
const NAMED: usize = 5;

/// What is wrong with one cell.
#[derive(Debug)]
pub(super) struct BadCell {
    pub(super) column: &'static str,
    pub(super) problem: String,
}

impl BadCell {
    pub(super) fn new(column: &'static str, problem: impl Into<String>) -> Self {
        Self { column, problem: problem.into() }
    }
}

/// The rows of one file that were left out.
pub(super) struct Rejects<'f> {
    file: &'f str,
    strict: bool,
    count: u64,
    named: Vec<String>,
}

impl<'f> Rejects<'f> {
    pub(super) fn new(file: &'f str, strict: bool) -> Self {
        Self { file, strict, count: 0, named: Vec::new() }
    }

    /// Leaves a row out; an error when strict.
    pub(super) fn row(&mut self, line: u64, bad: &BadCell) -> Result<()> {
        let BadCell { column, problem } = bad;
        if self.strict {
            bail!(
                "{}, line {line}, column {column}: {problem}. Mend the row, or leave --strict out to skip it",
                self.file
            );
        }
        self.count += 1;
        if self.named.len() < NAMED {
            self.named.push(format!("line {line}, column {column}: {problem}"));
        }
        Ok(())
    }

    /// Ends a file: reports what was left out, and refuses a file of which nothing is left.
    pub(super) fn finish(self, kept: u64, skipped: &mut Vec<String>) -> Result<()> {
        if self.count > 0 {
            let rows = if self.count == 1 { "row" } else { "rows" };
            let more = if self.count > NAMED as u64 { "; …" } else { "" };
            let line = format!("{}: {} {rows} left out ({}{more})", self.file, self.count, self.named.join("; "));
            if kept == 0 {
                bail!("no row can be used. {line}");
            }
            skipped.push(line);
        }
        Ok(())
    }
}

/// A cell, short enough to quote.
pub(super) fn quote(cell: &[u8]) -> impl Display {
    let text = String::from_utf8_lossy(cell);
    let mut short: String = text.chars().take(24).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    format!("“{short}”")
}
