//! Just enough of a ZIP writer that the same files give the same bytes: no times, no owners, no machine.

use std::io::Write as _;

use anyhow::{Context, Result};
use flate2::{Compression, Crc, write::DeflateEncoder};

const LOCAL: u32 = 0x0403_4b50;
const CENTRAL: u32 = 0x0201_4b50;
const END: u32 = 0x0605_4b50;
/// 2.0: deflated.
const VERSION: u16 = 20;
/// Names are UTF-8.
const FLAGS: u16 = 0x0800;
const DEFLATED: u16 = 8;
/// The first of January 1980, the earliest that a ZIP knows.
const DATE: u16 = 0x0021;

/// An archive that grows; the directory comes last.
#[derive(Default)]
pub(crate) struct Zip {
    bytes: Vec<u8>,
    directory: Vec<u8>,
    count: u16,
}

impl Zip {
    /// Adds a file under a name with slashes.
    pub(crate) fn add(&mut self, name: &str, contents: &[u8]) -> Result<()> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(contents)?;
        let packed = encoder.finish()?;
        let mut crc = Crc::new();
        crc.update(contents);
        // What both the file's own header and the directory say.
        let mut about = Vec::new();
        for field in [VERSION, FLAGS, DEFLATED, 0, DATE] {
            about.extend(field.to_le_bytes());
        }
        for field in [crc.sum(), four(packed.len())?, four(contents.len())?] {
            about.extend(field.to_le_bytes());
        }
        about.extend(u16::try_from(name.len())?.to_le_bytes());
        // Nothing extra.
        about.extend([0; 2]);

        let start = four(self.bytes.len())?;
        self.bytes.extend(LOCAL.to_le_bytes());
        self.bytes.extend(&about);
        self.bytes.extend(name.as_bytes());
        self.bytes.extend(packed);

        self.directory.extend(CENTRAL.to_le_bytes());
        self.directory.extend(VERSION.to_le_bytes());
        self.directory.extend(about);
        // No comment, one disk, no attributes.
        self.directory.extend([0; 10]);
        self.directory.extend(start.to_le_bytes());
        self.directory.extend(name.as_bytes());
        self.count += 1;
        Ok(())
    }

    /// The whole archive.
    pub(crate) fn finish(mut self) -> Result<Vec<u8>> {
        let (start, bytes) = (four(self.bytes.len())?, four(self.directory.len())?);
        self.bytes.append(&mut self.directory);
        self.bytes.extend(END.to_le_bytes());
        self.bytes.extend([0; 4]);
        self.bytes.extend(self.count.to_le_bytes());
        self.bytes.extend(self.count.to_le_bytes());
        self.bytes.extend(bytes.to_le_bytes());
        self.bytes.extend(start.to_le_bytes());
        self.bytes.extend([0; 2]);
        Ok(self.bytes)
    }
}

fn four(bytes: usize) -> Result<u32> {
    u32::try_from(bytes).context("more than four gigabytes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_files_give_the_same_bytes_and_a_whole_archive() {
        let pack = || {
            let mut zip = Zip::default();
            zip.add("index.html", b"<p>hello hello hello").expect("it fits");
            zip.add("bundle/base.halfstar", &[7; 1000]).expect("it fits");
            zip.finish().expect("it fits")
        };
        let bytes = pack();
        assert_eq!(bytes, pack());
        let end = &bytes[bytes.len() - 22..];
        assert_eq!(end[..4], END.to_le_bytes());
        assert_eq!(end[10..12], [2, 0], "two files");
        let at = u32::from_le_bytes(end[16..20].try_into().expect("four bytes")) as usize;
        assert_eq!(bytes[at..at + 4], CENTRAL.to_le_bytes(), "the directory is where the end says");
    }
}
