//! The bundle: everything a trainer hands to a page, as two immutable files and a manifest that names them.
//!
//! A file is a container: magic, format version, a table of sections, then the sections. Each section is one
//! postcard value, deflated; table and version stand outside postcard, which cannot absorb new fields. An unknown
//! section is skipped. Every byte is covered by a checksum, so a damaged file is an error and never a wrong shelf.
//!
//! ```text
//! 0   "HALFSTAR"
//! 8   format, u16             all numbers little-endian
//! 10  number of sections, u16
//! 12  a row a section: name [u8; 4], offset u32, packed length u32, raw length u32, CRC-32 of the packed bytes u32
//! …   CRC-32 of everything above, u32
//! …   the sections, in the table's order, without gaps
//! ```

use crate::checksum::crc32;
use crate::film::{Catalogue, Details};
use crate::signals::{Autoencoder, Content, Factors, Neighbours, Popularity, Quality, Reach, Signal, SignalName};
use crate::tuning::{Tuning, TuningV1, TuningV2};
use crate::words::{Word, Words};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::fmt;

/// The format that this code writes. Older ones are read as long as that costs little: format 1 had three
/// signals, format 2 had no autoencoder.
pub const FORMAT: u16 = 3;
const OLDEST: u16 = 1;

const MAGIC: &[u8; 8] = b"HALFSTAR";
const HEAD: usize = 12;
const ROW: usize = 20;
/// No honest section is larger once inflated; a larger one is damage or a bomb.
const SECTION_LIMIT: usize = 64 << 20;

/// All that is needed to recommend, decoded.
#[derive(Clone, Debug, PartialEq)]
pub struct Bundle {
    /// The films.
    pub catalogue: Catalogue,
    /// Item-to-item weights.
    pub neighbours: Neighbours,
    /// What films are about, as vectors.
    pub content: Content,
    /// How good films are.
    pub quality: Quality,
    /// How ratings differ from that, as vectors. Empty in format 1.
    pub factors: Factors,
    /// The whole taste at once. Empty before format 3.
    pub autoencoder: Autoencoder,
    /// How many have seen films.
    pub popularity: Popularity,
    /// What maps the content vectors into the neighbours' space; without it they are only compared.
    pub reach: Option<Reach>,
    /// The numbers that the trainer learned or chose.
    pub tuning: Tuning,
    /// Where it comes from.
    pub provenance: Provenance,
    /// What ties the details file to this base file.
    fingerprint: u32,
}

/// What a trainer fits.
#[derive(Clone, Debug, Default)]
pub struct Models {
    /// Item-to-item weights.
    pub neighbours: Neighbours,
    /// Content vectors.
    pub content: Content,
    /// What maps them into the neighbours' space.
    pub reach: Option<Reach>,
    /// Bayesian means.
    pub quality: Quality,
    /// Vectors of a rating model.
    pub factors: Factors,
    /// A denoising autoencoder.
    pub autoencoder: Autoencoder,
}

/// Where a bundle comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// The program and its version.
    pub made_by: String,
    /// What it was made from, one line a source.
    pub sources: Vec<String>,
    /// Ratings and members that the models were fitted on.
    pub ratings: u64,
    /// How many members.
    pub members: u32,
}

/// The small mutable file that names the immutable ones: `manifest.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// [`FORMAT`] of the files.
    pub format: u16,
    /// The files.
    pub files: ManifestFiles,
}

/// The files of a bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestFiles {
    /// What must arrive before the first recommendation.
    pub base: FileRef,
    /// What is looked at later.
    pub details: FileRef,
}

/// A file, named by its contents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRef {
    /// `base-<hash>.halfstar`.
    pub name: String,
    /// Its length.
    pub bytes: u32,
}

/// Why bytes are not a usable bundle. Each ends with what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BundleError {
    /// The first bytes are something else (an error page, say).
    NotABundle,
    /// The file stops early, or goes on too long.
    Truncated,
    /// A checksum or a value is wrong in this part.
    Damaged(String),
    /// Written by a newer Halfstar.
    Newer(u16),
    /// Written by an older one than can be read.
    Older(u16),
    /// A section that is needed is not there.
    Missing(String),
    /// The details belong to another base file.
    Mismatch,
}

impl BundleError {
    /// What is wrong, then what to do.
    pub fn sentence(&self, words: &Words) -> String {
        let known = FORMAT.to_string();
        match self {
            Self::NotABundle => words.fill(Word::NotABundle, &[]),
            Self::Truncated => words.fill(Word::BundleCut, &[]),
            Self::Damaged(part) => words.fill(Word::BundleDamaged, &[part]),
            Self::Newer(format) => words.fill(Word::BundleNewer, &[&format.to_string(), &known]),
            Self::Older(format) => words.fill(Word::BundleOlder, &[&format.to_string(), &known]),
            Self::Missing(part) => words.fill(Word::BundleLacks, &[part]),
            Self::Mismatch => words.fill(Word::BundleMismatch, &[]),
        }
    }
}

impl fmt::Display for BundleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence(&Words::default()))
    }
}

impl std::error::Error for BundleError {}

/// A section as [`sections`] lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section<'a> {
    /// Its name of four letters.
    pub name: [u8; 4],
    /// Bytes once inflated.
    pub raw: usize,
    /// The bytes as shipped.
    pub packed: &'a [u8],
}

/// Turns bytes into fewer bytes: raw deflate (RFC 1951). The trainer brings a slower and better one than [`deflate`].
pub type Deflate = fn(&[u8]) -> Vec<u8>;

/// Deflate at miniz's best.
pub fn deflate(raw: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec(raw, 10)
}

impl Bundle {
    /// Puts parts together, checking that they agree.
    ///
    /// # Errors
    /// [`BundleError::Damaged`] when a column's length or an index does not fit the catalogue.
    pub fn new(
        catalogue: Catalogue,
        models: Models,
        tuning: Tuning,
        provenance: Provenance,
    ) -> Result<Self, BundleError> {
        let Models { neighbours, content, reach, quality, factors, autoencoder } = models;
        let popularity = Popularity::default();
        let mut bundle = Self {
            catalogue,
            neighbours,
            content,
            quality,
            factors,
            autoencoder,
            popularity,
            reach,
            tuning,
            provenance,
            fingerprint: 0,
        };
        bundle.restore()?;
        Ok(bundle)
    }

    /// Every signal, in the order of [`SignalName::ALL`].
    pub fn signals(&self) -> [&dyn Signal; SignalName::ALL.len()] {
        [&self.neighbours, &self.content, &self.quality, &self.factors, &self.autoencoder, &self.popularity]
    }

    /// Reads a base file.
    ///
    /// # Errors
    /// Any [`BundleError`]; never panics, whatever the bytes.
    pub fn decode(bytes: &[u8]) -> Result<Self, BundleError> {
        let sections = sections(bytes)?;
        let format = u16_at(bytes, 8).unwrap_or(FORMAT);
        let first = format == 1;
        let catalogue: Catalogue = read(&sections, b"CATA")?;
        let mut bundle = Self {
            neighbours: if first {
                let old = Neighbours::from_format_1(read(&sections, b"NEIG")?, catalogue.pool());
                old.ok_or_else(|| BundleError::Damaged("neighbours".to_owned()))?
            } else {
                read(&sections, b"NEIG")?
            },
            content: read(&sections, b"CONT")?,
            quality: read(&sections, b"QUAL")?,
            factors: if first { Factors::default() } else { read(&sections, b"FACT")? },
            autoencoder: if format < 3 { Autoencoder::default() } else { read(&sections, b"AUTO")? },
            popularity: Popularity::default(),
            reach: if first { None } else { read(&sections, b"REAC")? },
            tuning: match format {
                1 => read::<TuningV1>(&sections, b"TUNE")?.into(),
                2 => read::<TuningV2>(&sections, b"TUNE")?.into(),
                _ => read(&sections, b"TUNE")?,
            },
            provenance: read(&sections, b"PROV")?,
            fingerprint: fingerprint(bytes),
            catalogue,
        };
        bundle.restore()?;
        Ok(bundle)
    }

    /// Writes the base file and the details file. The bundle takes on the new base's fingerprint.
    pub fn encode(&mut self, deflate: Deflate) -> (Vec<u8>, Vec<u8>) {
        let base = pack(
            &[
                (*b"CATA", write(&self.catalogue)),
                (*b"NEIG", write(&self.neighbours)),
                (*b"CONT", write(&self.content)),
                (*b"QUAL", write(&self.quality)),
                (*b"FACT", write(&self.factors)),
                (*b"REAC", write(&self.reach)),
                (*b"AUTO", write(&self.autoencoder)),
                (*b"TUNE", write(&self.tuning)),
                (*b"PROV", write(&self.provenance)),
            ],
            deflate,
        );
        self.fingerprint = fingerprint(&base);
        let details = &self.catalogue.details;
        let details = pack(&[(*b"LINK", write(&self.fingerprint)), (*b"DETA", write(details))], deflate);
        (base, details)
    }

    /// Adds what a details file knows.
    ///
    /// # Errors
    /// Any [`BundleError`]; the bundle is then as it was.
    pub fn add_details(&mut self, bytes: &[u8]) -> Result<(), BundleError> {
        let sections = sections(bytes)?;
        if read::<u32>(&sections, b"LINK")? != self.fingerprint {
            return Err(BundleError::Mismatch);
        }
        let mut details: Details = read(&sections, b"DETA")?;
        check(restore_details(&mut details, self.catalogue.len()), "details")?;
        self.catalogue.details = details;
        Ok(())
    }

    /// Rebuilds what the wire leaves out, and refuses what would index out of bounds.
    fn restore(&mut self) -> Result<(), BundleError> {
        let c = &mut self.catalogue;
        let (films, pool) = (c.titles.len(), c.pool as usize);
        check(pool <= films && pool <= usize::from(u16::MAX), "catalogue")?;
        let lengths = [
            c.years.len(),
            c.letterboxd_ids.len(),
            c.kinds.len(),
            c.genres.len(),
            c.languages.len(),
            c.runtimes.len(),
            c.directors.len(),
            c.rating_counts.len(),
        ];
        check(lengths.iter().all(|&length| length == films) && c.genre_names.len() <= 32, "catalogue")?;
        check(c.directors.restore(c.people.len()), "directors")?;
        if c.details != Details::default() {
            check(restore_details(&mut c.details, films), "details")?;
        }
        check(self.neighbours.unpack(pool), "neighbours")?;
        check(self.content.restore(pool), "content")?;
        check(self.quality.len() == pool, "quality")?;
        check(self.factors.restore(self.quality.means()), "factors")?;
        if let Some(reach) = &self.reach {
            check(self.content.connect(reach, &self.neighbours, pool), "reach")?;
        }
        check(self.autoencoder.restore(pool), "autoencoder")?;
        self.popularity = Popularity::new(self.catalogue.rating_counts.get(..pool).unwrap_or_default());
        check(self.tuning.is_sane(), "tuning")
    }
}

fn restore_details(details: &mut Details, films: usize) -> bool {
    let lengths = [
        details.tmdb_ids.len(),
        details.imdb_ids.len(),
        details.original_titles.len(),
        details.cast.len(),
        details.keywords.len(),
        details.posters.len(),
    ];
    lengths.iter().all(|&length| length == films)
        && details.cast.restore(details.people.len())
        && details.keywords.restore(details.keyword_names.len())
}

fn check(fine: bool, part: &str) -> Result<(), BundleError> {
    if fine { Ok(()) } else { Err(BundleError::Damaged(part.to_owned())) }
}

fn pack(sections: &[([u8; 4], Vec<u8>)], deflate: Deflate) -> Vec<u8> {
    let packed: Vec<Vec<u8>> = sections.iter().map(|(_, raw)| deflate(raw)).collect();
    let mut bytes = Vec::new();
    bytes.extend_from_slice(MAGIC);
    bytes.extend_from_slice(&FORMAT.to_le_bytes());
    bytes.extend_from_slice(&(sections.len() as u16).to_le_bytes());
    let mut offset = HEAD + ROW * sections.len() + 4;
    for ((name, raw), packed) in sections.iter().zip(&packed) {
        bytes.extend_from_slice(name);
        for number in [offset as u32, packed.len() as u32, raw.len() as u32, crc32(packed)] {
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        offset += packed.len();
    }
    let head = crc32(&bytes);
    bytes.extend_from_slice(&head.to_le_bytes());
    bytes.extend(packed.into_iter().flatten());
    bytes
}

/// Checks a file's container and lists its sections.
///
/// # Errors
/// Any [`BundleError`] but those of a section's contents.
pub fn sections(bytes: &[u8]) -> Result<Vec<Section<'_>>, BundleError> {
    let magic = &bytes[..bytes.len().min(MAGIC.len())];
    if !MAGIC.starts_with(magic) {
        return Err(BundleError::NotABundle);
    }
    let format = u16_at(bytes, 8).ok_or(BundleError::Truncated)?;
    if format > FORMAT {
        return Err(BundleError::Newer(format));
    }
    if format < OLDEST {
        return Err(BundleError::Older(format));
    }
    let count = usize::from(u16_at(bytes, 10).ok_or(BundleError::Truncated)?);
    let table_end = HEAD + ROW * count;
    let head = bytes.get(..table_end).ok_or(BundleError::Truncated)?;
    if u32_at(bytes, table_end).ok_or(BundleError::Truncated)? != crc32(head) {
        return Err(BundleError::Damaged("table of sections".to_owned()));
    }
    let mut next = table_end + 4;
    let mut found = Vec::with_capacity(count);
    for row in head[HEAD..].chunks_exact(ROW) {
        let field = |at: usize| u32_at(row, at).unwrap_or(0) as usize;
        let name = [row[0], row[1], row[2], row[3]];
        let (offset, length, raw, checksum) = (field(4), field(8), field(12), field(16));
        if offset != next {
            return Err(BundleError::Damaged("table of sections".to_owned()));
        }
        next = offset.saturating_add(length);
        let packed = bytes.get(offset..next).ok_or(BundleError::Truncated)?;
        if crc32(packed) as usize != checksum {
            return Err(BundleError::Damaged(name_of(&name)));
        }
        found.push(Section { name, raw, packed });
    }
    if next == bytes.len() { Ok(found) } else { Err(BundleError::Truncated) }
}

fn write<T: Serialize>(value: &T) -> Vec<u8> {
    // Writing to memory fails only for types that postcard cannot hold, which the tests would show at once.
    postcard::to_allocvec(value).unwrap_or_default()
}

fn read<T: DeserializeOwned>(sections: &[Section<'_>], name: &[u8; 4]) -> Result<T, BundleError> {
    let section =
        sections.iter().find(|section| &section.name == name).ok_or_else(|| BundleError::Missing(name_of(name)))?;
    let damaged = || BundleError::Damaged(name_of(name));
    if section.raw > SECTION_LIMIT {
        return Err(damaged());
    }
    let raw = miniz_oxide::inflate::decompress_to_vec_with_limit(section.packed, section.raw).map_err(|_| damaged())?;
    match postcard::take_from_bytes(&raw) {
        Ok((value, [])) if raw.len() == section.raw => Ok(value),
        _ => Err(damaged()),
    }
}

fn name_of(name: &[u8; 4]) -> String {
    String::from_utf8_lossy(name).into_owned()
}

/// The table's checksum, which covers every section's: it changes when any byte of the file does.
fn fingerprint(bytes: &[u8]) -> u32 {
    let count = usize::from(u16_at(bytes, 10).unwrap_or(0));
    u32_at(bytes, HEAD + ROW * count).unwrap_or(0)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}
