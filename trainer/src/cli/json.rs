//! `--json FILE`: what a command found, for other programs.

use super::terminal;
use anyhow::Result;
use halfstar_trainer::atomic;
use serde::Serialize;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Where everything goes as JSON, if anywhere.
#[derive(clap::Args, Debug)]
pub(super) struct JsonArgs {
    /// Also write everything as JSON; `-` prints it in place of the tables
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

impl JsonArgs {
    /// The file that is written, unless it is the output.
    pub(super) fn file(&self) -> Option<&Path> {
        self.json.as_deref().filter(|path| *path != Path::new("-"))
    }

    /// Writes it. False if it took the place of the tables.
    pub(super) fn write(&self, everything: &impl Serialize, out: &mut dyn Write) -> Result<bool> {
        match self.json.as_deref() {
            Some(path) if path == Path::new("-") => {
                terminal::json(out, everything)?;
                Ok(false)
            }
            Some(path) => {
                atomic::write(path, terminal::as_json(everything)?.as_bytes())?;
                Ok(true)
            }
            None => Ok(true),
        }
    }
}
