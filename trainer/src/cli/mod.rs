//! The commands, one per file. They print; everything else in the package is silent.

mod build;
mod bundle;
mod compare;
mod comparing;
mod doubts;
mod evaluate;
mod evidence;
mod filters;
mod import;
mod inspect;
mod json;
mod member_files;
mod movielens;
mod night;
mod plot;
mod rate;
mod recommend;
mod studies;
mod table;
mod taste;
mod terminal;
mod weights;

use anyhow::Result;
use clap::{Parser, Subcommand};
use halfstar_trainer::printable;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;
use terminal::Terminal;

/// Film recommendations from your own Letterboxd export, computed on your own machine.
#[derive(Debug, Parser)]
#[command(name = "halfstar", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Build(build::Args),
    Evaluate(evaluate::Args),
    Evidence(evidence::Args),
    Movielens(movielens::Args),
    Import(import::Args),
    Recommend(recommend::Args),
    Taste(taste::Args),
    Night(night::Args),
    Compare(compare::Args),
    Rate(rate::Args),
    Inspect(inspect::Args),
}

/// Parses the command line and runs what it asks for: 0 when all went well, 1 when not, 2 when it was misspelt.
pub(crate) fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return terminal::refuse(&error),
    };
    let mut out = Terminal::new(BufWriter::new(io::stdout().lock()));
    let done = run(&cli.command, &mut out).and_then(|()| Ok(out.flush()?));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if is_broken_pipe(&error) => {
            // The reader has closed the pipe; what the buffer still holds must not be written on the way out.
            drop(out.into_inner().into_parts());
            ExitCode::SUCCESS
        }
        Err(error) => {
            // What was printed before the failure belongs above the message.
            out.flush().ok();
            terminal::error(&error);
            ExitCode::FAILURE
        }
    }
}

fn run(command: &Command, out: &mut dyn Write) -> Result<()> {
    match command {
        Command::Build(args) => build::run(args, out),
        Command::Evaluate(args) => evaluate::run(args, out),
        Command::Evidence(args) => evidence::run(args, out),
        Command::Movielens(args) => movielens::run(args, out),
        Command::Import(args) => import::run(args, out),
        Command::Recommend(args) => recommend::run(args, out),
        Command::Taste(args) => taste::run(args, out),
        Command::Night(args) => night::run(args, out),
        Command::Compare(args) => compare::run(args, out),
        Command::Rate(args) => rate::run(args, out),
        Command::Inspect(args) => inspect::run(args, out),
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let broken = |error: &io::Error| error.kind() == io::ErrorKind::BrokenPipe;
    error.chain().any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(broken)
            || cause
                .downcast_ref::<serde_json::Error>()
                .is_some_and(|error| error.io_error_kind() == Some(io::ErrorKind::BrokenPipe))
    })
}

/// `1234567` as `1,234,567`.
fn grouped(number: impl TryInto<u64>) -> String {
    let digits = number.try_into().unwrap_or(u64::MAX).to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// `3 films`, `1 film`.
fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number as u64), if number == 1 { one } else { many })
}

/// `Parasite (2019)`, in one line; the year only where it is known.
fn titled(title: &str, year: Option<u16>) -> String {
    let title = printable::line(title);
    match year {
        Some(year) => format!("{title} ({year})"),
        None => title.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn numbers_are_grouped() {
        for (number, expected) in [(0, "0"), (999, "999"), (1000, "1,000"), (17_100_915, "17,100,915")] {
            assert_eq!(grouped(number as u64), expected);
        }
        assert_eq!(counted(1, "film", "films"), "1 film");
        assert_eq!(counted(2000, "film", "films"), "2,000 films");
    }
}
