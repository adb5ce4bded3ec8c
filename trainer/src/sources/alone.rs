//! Data sets of which only the ratings are read: what a rating model by itself is measured on.

use super::path::look_for_folder;
use super::store::{Input, Store};
use super::{Ratings, ReadOptions, ratings};
use anyhow::{Result, bail};
use std::fs;
use std::path::{Path, PathBuf};

/// Under which of these names the ratings lie, plain or compressed. The second are MovieLens 1M's as sequence models take
/// them: in the order in which they were given, some rows without a rating.
const NAMES: [&str; 2] = ["ratings.csv", "sequences.csv"];
const ADVICE: &str = "Pass --data a folder that holds MovieLens' ratings.csv, or a folder of such folders";

/// The ratings of a data set, and its films' numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct RatingsAlone {
    /// The folder's name.
    pub name: String,
    /// Who rated what; a film is a place in `films`.
    pub ratings: Ratings,
    /// The films' numbers in the data set, ascending.
    pub films: Vec<u64>,
    /// What was left out, and why.
    pub skipped: Vec<String>,
}

/// Reads the data set in a folder, or all those in its folders, in the order of their names.
///
/// # Errors
/// When there is none, or one cannot be read.
pub fn ratings_alone(folder: &Path, options: &ReadOptions) -> Result<Vec<RatingsAlone>> {
    look_for_folder(folder, ADVICE)?;
    let mut folders = vec![folder.to_owned()];
    if find(folder)?.is_none() {
        folders = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<PathBuf>>>()?;
        folders.retain(|path| path.is_dir());
        folders.sort();
    }
    let mut all = Vec::new();
    for path in folders {
        let Some(input) = find(&path)? else { continue };
        let mut skipped = Vec::new();
        let (ratings, films) = ratings::read_alone(&input, options, &mut skipped)?;
        let name = path.canonicalize()?.file_name().unwrap_or_default().to_string_lossy().into_owned();
        all.push(RatingsAlone { name, ratings, films, skipped });
    }
    if all.is_empty() {
        bail!("{} holds no ratings.csv, nor do the folders in it. {ADVICE}", folder.display());
    }
    Ok(all)
}

fn find(folder: &Path) -> Result<Option<Input>> {
    let store = Store::open(folder)?;
    Ok(NAMES.iter().find_map(|name| store.find(name)))
}
