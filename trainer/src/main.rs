//! The command `halfstar`.
#![warn(clippy::print_stderr, reason = "what is said goes out by `cli::terminal`")]

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main()
}
