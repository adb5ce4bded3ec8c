//! The split as files, so that anybody's model can be measured on it: `scripts/peers.py` does.

use super::case::Case;
use super::cohort::Cohort;
use crate::atomic::{Folder, Unplaced, make_folder};
use anyhow::{Context, Result};
use serde_json::json;
use std::io;
use std::path::Path;

/// Writes what may be trained on, what is shown and what is hidden, each as three columns of equal length: member
/// (a place in its own list), film (a place in the pool), half stars. `split.json` holds the sizes. An older split is
/// replaced once the new one is complete.
///
/// # Errors
/// When the folder cannot be written.
pub fn dump(folder: &Path, pool: usize, members: &Cohort, cases: &[Case]) -> Result<()> {
    make_folder(folder)?;
    write(folder, pool, members, cases)
        .with_context(|| format!("cannot write the split into {}; a split that was there stays", folder.display()))
}

fn write(folder: &Path, pool: usize, members: &Cohort, cases: &[Case]) -> io::Result<()> {
    let folder = Folder::open(folder)?;
    let mut files = Vec::new();
    let train = members.train.iter().enumerate().flat_map(|(place, member)| {
        member.films.iter().zip(member.halves).map(move |(&film, &halves)| (place as u32, film, halves))
    });
    files.extend(triples(&folder, "train", &train.collect::<Vec<_>>())?);
    let rows = |of: fn(&Case) -> &Vec<(u16, u8)>| {
        let each = move |(place, case)| of(case).iter().map(move |&(film, halves)| (place as u32, film, halves));
        cases.iter().enumerate().flat_map(each).collect::<Vec<_>>()
    };
    files.extend(triples(&folder, "shown", &rows(|case| &case.split.shown))?);
    files.extend(triples(&folder, "hidden", &rows(|case| &case.split.hidden))?);
    let sizes = json!({ "pool": pool, "train_members": members.train.members(), "members": cases.len() });
    files.push(folder.write("split.json", format!("{sizes:#}\n").as_bytes())?);
    files.into_iter().try_for_each(Unplaced::place)?;
    folder.sync()
}

fn triples(folder: &Folder, name: &str, rows: &[(u32, u16, u8)]) -> io::Result<[Unplaced; 3]> {
    Ok([
        column(folder, &format!("{name}_members.npy"), "<u4", rows.iter().map(|(member, ..)| member.to_le_bytes()))?,
        column(folder, &format!("{name}_films.npy"), "<u2", rows.iter().map(|(_, film, _)| film.to_le_bytes()))?,
        column(folder, &format!("{name}_halves.npy"), "|u1", rows.iter().map(|&(.., halves)| [halves]))?,
    ])
}

/// NumPy's format, version 1.0: magic, version, length of the header, a header that ends at a multiple of 64, the data.
fn column<const N: usize>(
    folder: &Folder,
    name: &str,
    kind: &str,
    mut values: impl ExactSizeIterator<Item = [u8; N]>,
) -> io::Result<Unplaced> {
    let mut header = format!("{{'descr': '{kind}', 'fortran_order': False, 'shape': ({},), }}", values.len());
    header.extend(std::iter::repeat_n(' ', 63 - (10 + header.len()) % 64));
    header.push('\n');
    folder.write_with(name, |file| {
        file.write_all(b"\x93NUMPY\x01\x00")?;
        file.write_all(&(header.len() as u16).to_le_bytes())?;
        file.write_all(header.as_bytes())?;
        values.try_for_each(|value| file.write_all(&value))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_column_is_as_numpy_writes_it() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let open = Folder::open(folder.path()).expect("a folder");
        let values = [1u16, 500].iter().map(|x| x.to_le_bytes());
        column(&open, "x.npy", "<u2", values).and_then(Unplaced::place).expect("written");
        let bytes = fs::read(folder.path().join("x.npy")).expect("a file");
        assert_eq!(&bytes[..10], b"\x93NUMPY\x01\x00\x76\x00");
        assert!(bytes[10..].starts_with(b"{'descr': '<u2', 'fortran_order': False, 'shape': (2,), }"));
        assert_eq!(bytes[127], b'\n');
        assert_eq!(&bytes[128..], [1, 0, 244, 1]);
    }
}
