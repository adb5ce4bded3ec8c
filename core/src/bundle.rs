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
//!
//! The base file has the pool, which is all that a shelf needs. The films that are only matched, most of the catalogue,
//! come with the details.

mod container;
mod error;

pub use container::{Deflate, Section, deflate, sections};
pub use error::BundleError;

use crate::film::{Catalogue, Details};
use crate::signals::{Autoencoder, Content, Factors, Neighbours, Popularity, Quality, Reach, Signal, SignalName};
use crate::tuning::{Tuning, TuningV1, TuningV2};
use container::{fingerprint, format_of, pack, read, read_optional, write};
use serde::{Deserialize, Serialize};

/// The format that this code writes. Older ones are read as long as that costs little: format 1 had three
/// signals, format 2 had no autoencoder, format 3 had every film in its base file.
pub const FORMAT: u16 = 4;
const OLDEST: u16 = 1;

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
    /// How many films the catalogue has once the details are there.
    films: u32,
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
        let films = catalogue.len() as u32;
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
            films,
            fingerprint: 0,
        };
        bundle.restore()?;
        Ok(bundle)
    }

    /// Every signal, in the order of [`SignalName::ALL`].
    pub fn signals(&self) -> [&dyn Signal; SignalName::ALL.len()] {
        [&self.neighbours, &self.content, &self.quality, &self.factors, &self.autoencoder, &self.popularity]
    }

    /// How many films can be matched, those that arrive with the details among them.
    pub fn films(&self) -> usize {
        self.films as usize
    }

    /// Whether every film is there. Before, a row that means none of them may well mean one that is on its way.
    pub fn is_whole(&self) -> bool {
        self.catalogue.len() == self.films()
    }

    /// Reads a base file.
    ///
    /// # Errors
    /// Any [`BundleError`]; never panics, whatever the bytes.
    pub fn decode(bytes: &[u8]) -> Result<Self, BundleError> {
        let sections = sections(bytes)?;
        let format = format_of(bytes);
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
            films: if format < 4 { catalogue.len() as u32 } else { read(&sections, b"MORE")? },
            fingerprint: fingerprint(bytes),
            catalogue,
        };
        bundle.restore()?;
        Ok(bundle)
    }

    /// Writes the base file and the details file. The bundle takes on the new base's fingerprint.
    pub fn encode(&mut self, deflate: Deflate) -> (Vec<u8>, Vec<u8>) {
        self.films = self.catalogue.len() as u32;
        let (pool, rest) = self.catalogue.split();
        let base = pack(
            &[
                (*b"CATA", write(&pool)),
                (*b"MORE", write(&self.films)),
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
        let mut sections =
            vec![(*b"LINK", write(&self.fingerprint)), (*b"REST", write(&rest)), (*b"DETA", write(details))];
        if !details.map.is_empty() {
            sections.push((*b"MAPS", write(&(&details.map, &details.map_names))));
        }
        if let Some(services) = &details.services {
            sections.push((*b"SERV", write(services)));
        }
        (base, pack(&sections, deflate))
    }

    /// Adds what a details file knows, and the films that are only matched.
    ///
    /// # Errors
    /// Any [`BundleError`]; the bundle is then as it was.
    pub fn add_details(&mut self, bytes: &[u8]) -> Result<(), BundleError> {
        let sections = sections(bytes)?;
        if read::<u32>(&sections, b"LINK")? != self.fingerprint {
            return Err(BundleError::Mismatch);
        }
        let mut rest = None;
        if !self.is_whole() {
            let mut films: Catalogue = read(&sections, b"REST")?;
            let people = self.catalogue.people.len() + films.people.len();
            check(self.catalogue.len() + films.len() == self.films() && films.restore(people), "REST")?;
            rest = Some(films);
        }
        let mut details: Details = read(&sections, b"DETA")?;
        (details.map, details.map_names) = read_optional(&sections, b"MAPS")?.unwrap_or_default();
        details.services = read_optional(&sections, b"SERV")?;
        check(restore_details(&mut details, self.films(), self.catalogue.pool()), "details")?;
        if let Some(rest) = rest {
            self.catalogue.append(rest);
        }
        self.catalogue.details = details;
        Ok(())
    }

    /// Rebuilds what the wire leaves out, and refuses what would index out of bounds.
    fn restore(&mut self) -> Result<(), BundleError> {
        let c = &mut self.catalogue;
        let (films, pool) = (c.len(), c.pool());
        check(pool <= films && films <= self.films as usize && pool <= usize::from(u16::MAX), "catalogue")?;
        let people = c.people.len();
        check(c.restore(people) && c.genre_names.len() <= 32, "catalogue")?;
        if c.details != Details::default() {
            check(restore_details(&mut c.details, films, pool), "details")?;
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

fn restore_details(details: &mut Details, films: usize, pool: usize) -> bool {
    let lengths = [
        details.tmdb_ids.len(),
        details.imdb_ids.len(),
        details.original_titles.len(),
        details.cast.len(),
        details.keywords.len(),
        details.posters.len(),
    ];
    let services = details.services.as_mut();
    lengths.iter().all(|&length| length == films)
        && details.cast.restore(details.people.len())
        && details.keywords.restore(details.keyword_names.len())
        && (details.map.is_empty() || details.map.len() == pool)
        && services.is_none_or(|known| known.films.len() == pool && known.films.restore(known.names.len()))
}

fn check(fine: bool, part: &str) -> Result<(), BundleError> {
    if fine { Ok(()) } else { Err(BundleError::Damaged(part.to_owned())) }
}
