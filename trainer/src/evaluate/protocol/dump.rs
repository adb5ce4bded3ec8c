//! The split as files, so that anybody's model can be measured on it: `scripts/peers.py` does.

use super::case::Case;
use super::cohort::Cohort;
use anyhow::{Context, Result};
use serde_json::json;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

/// Writes what may be trained on, what is shown and what is hidden, each as three columns of equal length: member
/// (a place in its own list), film (a place in the pool), half stars. `split.json` holds the sizes.
///
/// # Errors
/// When the folder cannot be written.
pub fn dump(folder: &Path, pool: usize, members: &Cohort, cases: &[Case]) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let train = members.train.iter().enumerate().flat_map(|(place, member)| {
        member.films.iter().zip(member.halves).map(move |(&film, &halves)| (place as u32, film, halves))
    });
    triples(folder, "train", &train.collect::<Vec<_>>())?;
    let rows = |of: fn(&Case) -> &Vec<(u16, u8)>| {
        let each = move |(place, case)| of(case).iter().map(move |&(film, halves)| (place as u32, film, halves));
        cases.iter().enumerate().flat_map(each).collect::<Vec<_>>()
    };
    triples(folder, "shown", &rows(|case| &case.split.shown))?;
    triples(folder, "hidden", &rows(|case| &case.split.hidden))?;
    let sizes = json!({ "pool": pool, "train_members": members.train.members(), "members": cases.len() });
    fs::write(folder.join("split.json"), format!("{sizes:#}\n")).context("cannot write split.json")
}

fn triples(folder: &Path, name: &str, rows: &[(u32, u16, u8)]) -> Result<()> {
    column(folder, &format!("{name}_members.npy"), "<u4", rows.iter().map(|(member, ..)| member.to_le_bytes()))?;
    column(folder, &format!("{name}_films.npy"), "<u2", rows.iter().map(|(_, film, _)| film.to_le_bytes()))?;
    column(folder, &format!("{name}_halves.npy"), "|u1", rows.iter().map(|&(.., halves)| [halves]))
}

/// NumPy's format, version 1.0: magic, version, length of the header, a header that ends at a multiple of 64, the data.
fn column<const N: usize>(
    folder: &Path,
    name: &str,
    kind: &str,
    values: impl ExactSizeIterator<Item = [u8; N]>,
) -> Result<()> {
    let path = folder.join(name);
    let cannot = || format!("cannot write {}", path.display());
    let mut file = BufWriter::new(File::create(&path).with_context(cannot)?);
    let mut header = format!("{{'descr': '{kind}', 'fortran_order': False, 'shape': ({},), }}", values.len());
    header.extend(std::iter::repeat_n(' ', 63 - (10 + header.len()) % 64));
    header.push('\n');
    let mut write = |bytes: &[u8]| file.write_all(bytes).with_context(cannot);
    write(b"\x93NUMPY\x01\x00")?;
    write(&(header.len() as u16).to_le_bytes())?;
    write(header.as_bytes())?;
    for value in values {
        write(&value)?;
    }
    file.flush().with_context(cannot)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_as_numpy_writes_it() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        column(folder.path(), "x.npy", "<u2", [1u16, 500].iter().map(|x| x.to_le_bytes())).expect("written");
        let bytes = fs::read(folder.path().join("x.npy")).expect("a file");
        assert_eq!(&bytes[..10], b"\x93NUMPY\x01\x00\x76\x00");
        assert!(bytes[10..].starts_with(b"{'descr': '<u2', 'fortran_order': False, 'shape': (2,), }"));
        assert_eq!(bytes[127], b'\n');
        assert_eq!(&bytes[128..], [1, 0, 244, 1]);
    }
}
