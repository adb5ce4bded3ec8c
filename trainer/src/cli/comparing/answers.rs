//! Questions about two films, answered in a terminal, by a pipe or by a file.

use crate::cli::{terminal, titled};
use anyhow::{Context, Result};
use clap::Args;
use halfstar_core::comparisons::{Answer, Comparison};
use halfstar_core::film::{Catalogue, FilmId};
use halfstar_trainer::sources::path::look_for_file;
use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal, Write};
use std::path::PathBuf;

const KEYS: [(&str, Answer); 6] = [
    ("1", Answer::First),
    ("2", Answer::Second),
    ("=", Answer::Equal),
    ("?", Answer::Unknown),
    ("n", Answer::FirstUnseen),
    ("m", Answer::SecondUnseen),
];
const STOP: &str = "q";
const LEGEND: &str =
    "1: the first. 2: the second. =: both the same. ?: cannot say. n: first not seen. m: second not seen. q: stop";

/// Where answers come from.
#[derive(Args, Debug)]
pub(in crate::cli) struct AnswerArgs {
    /// A file with one answer a line (1, 2, =, ?, n, m or q), instead of asking; without it and without a terminal the
    /// standard input is read so
    #[arg(long, value_name = "FILE")]
    answers: Option<PathBuf>,
}

/// Answers, one a line.
pub(in crate::cli) struct Answers {
    name: String,
    lines: Box<dyn BufRead>,
    line: usize,
    /// Whether somebody sits there.
    is_asked: bool,
}

impl AnswerArgs {
    pub(in crate::cli) fn open(&self) -> Result<Answers> {
        let Some(path) = &self.answers else {
            let stdin = io::stdin();
            let is_asked = stdin.is_terminal();
            let name = "standard input".to_owned();
            return Ok(Answers { name, lines: Box::new(BufReader::new(stdin)), line: 0, is_asked });
        };
        look_for_file(path, "Pass --answers a file with one answer a line, or leave it out to be asked")?;
        let name = path.display().to_string();
        let file = File::open(path).with_context(|| format!("cannot read {name}"))?;
        Ok(Answers { name, lines: Box::new(BufReader::new(file)), line: 0, is_asked: false })
    }
}

impl Answers {
    /// Asks which of two films was liked more; nothing where the person stops, or no answer is left. A line that is no answer
    /// is told, and the next one counts.
    pub(in crate::cli) fn ask(
        &mut self,
        catalogue: &Catalogue,
        films: [FilmId; 2],
        out: &mut dyn Write,
    ) -> Result<Option<Comparison>> {
        let [first, second] = films.map(|film| titled(catalogue.title(film), catalogue.year(film)));
        writeln!(out, "Which did you like more?  1: {first}  2: {second}")?;
        loop {
            if self.is_asked {
                write!(out, "{LEGEND} > ")?;
                out.flush()?;
            }
            let mut bytes = Vec::new();
            let read = self.lines.read_until(b'\n', &mut bytes);
            if read.with_context(|| format!("cannot read {}", self.name))? == 0 {
                return Ok(None);
            }
            self.line += 1;
            let text = String::from_utf8_lossy(&bytes);
            let text = text.trim().to_lowercase();
            if text == STOP {
                return Ok(None);
            }
            if let Some((_, answer)) = KEYS.iter().find(|(key, _)| *key == text) {
                return Ok(Some(Comparison { films, answer: *answer }));
            }
            if self.is_asked {
                terminal::note("That is no answer. Type one of the signs and press Enter");
            } else if !text.is_empty() {
                let said = format!("“{text}” is no answer, and the next line counts. {LEGEND}");
                terminal::note(&format!("{}, line {}: {said}", self.name, self.line));
            }
        }
    }
}
