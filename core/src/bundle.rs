//! The bundle: everything a trainer hands to a page, as two immutable files and a manifest that names them.
//!
//! A file is a container ([`crate::container`]): magic, format, named sections, every byte under a checksum. Signals and tuned
//! numbers go by name: a bundle may lack a signal, or carry one that its reader does not know.
//!
//! The base file has the pool, which is all that a shelf needs. The films that are only matched, most of the catalogue,
//! come with the details.

mod error;
mod older;

pub use crate::container::{Deflate, Section, deflate};
pub use crate::signals::Models;
pub use error::{BundleError, FORMAT};

use crate::container::{self, Kind, fingerprint, read, read_optional, version_of, write};
use crate::film::{Catalogue, Details};
use crate::series::Series;
use crate::tuning::{NamedNumbers, Tuning};
use serde::{Deserialize, Serialize};

const KIND: Kind = Kind { magic: b"HALFSTAR", version: FORMAT, oldest: 1, is_deflated: true };

/// All that is needed to recommend, decoded.
#[derive(Clone, Debug, PartialEq)]
pub struct Bundle {
    /// The films.
    pub catalogue: Catalogue,
    /// The numbers behind the signals.
    pub models: Models,
    /// The numbers that the trainer learned or chose.
    pub tuning: Tuning,
    /// Which film is to be seen before which; none for a bundle that does not say.
    pub series: Series,
    /// Where it comes from.
    pub provenance: Provenance,
    /// How many films the catalogue has once the details are there.
    films: u32,
    /// What ties the details file to this base file.
    fingerprint: u32,
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
    /// The day of the oldest film facts in it, as `2026-11-05`: TMDB lets them be kept for six months. Older manifests
    /// say nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
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
        let films = catalogue.len() as u32;
        let series = Series::default();
        let mut bundle = Self { catalogue, models, tuning, series, provenance, films, fingerprint: 0 };
        bundle.restore()?;
        Ok(bundle)
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
        let format = version_of(bytes);
        let catalogue: Catalogue = read(&sections, b"CATA")?;
        let mut bundle = Self {
            models: match format {
                ..5 => older::models(&sections, format, catalogue.pool())?,
                5 => older::models_5(&sections)?,
                _ => Models::read(&sections)?,
            },
            tuning: match format {
                ..5 => older::tuning(&sections, format)?,
                _ => read::<NamedNumbers>(&sections, b"TUNE")?.tuning().ok_or_else(|| damaged("tuning"))?,
            },
            series: read_optional(&sections, b"SERI")?.unwrap_or_default(),
            provenance: read(&sections, b"PROV")?,
            films: if format < 4 { catalogue.len() as u32 } else { read(&sections, b"MORE")? },
            fingerprint: fingerprint(bytes),
            catalogue,
        };
        bundle.catalogue.genre_orders = read_optional(&sections, b"GORD")?.unwrap_or_default();
        bundle.restore()?;
        Ok(bundle)
    }

    /// Writes the base file and the details file. The bundle takes on the new base's fingerprint.
    pub fn encode(&mut self, deflate: Deflate) -> (Vec<u8>, Vec<u8>) {
        self.films = self.catalogue.len() as u32;
        let (pool, rest) = self.catalogue.split();
        let mut sections = vec![(*b"CATA", write(&pool)), (*b"MORE", write(&self.films))];
        if !pool.genre_orders.is_empty() {
            sections.push((*b"GORD", write(&pool.genre_orders)));
        }
        sections.extend(self.models.write());
        sections.push((*b"TUNE", write(&NamedNumbers::of(&self.tuning))));
        if !self.series.is_empty() {
            sections.push((*b"SERI", write(&self.series)));
        }
        sections.push((*b"PROV", write(&self.provenance)));
        let base = container::pack(KIND, &sections, deflate);
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
        if let Some(titles) = &details.other_titles {
            sections.push((*b"AKAS", write(titles)));
        }
        if details.companions.len() > 0 {
            sections.push((*b"LIFT", write(&details.companions)));
        }
        if !details.other_records.is_empty() {
            sections.push((*b"ALSO", write(&details.other_records)));
        }
        (base, container::pack(KIND, &sections, deflate))
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
        details.other_titles = read_optional(&sections, b"AKAS")?;
        details.companions = read_optional(&sections, b"LIFT")?.unwrap_or_default();
        details.other_records = read_optional(&sections, b"ALSO")?.unwrap_or_default();
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
        check(c.genre_orders.is_empty() || c.genre_orders.len() == pool, "genre orders")?;
        c.repeated = c.repeated_titles();
        if c.details != Details::default() {
            check(restore_details(&mut c.details, films, pool), "details")?;
        }
        self.models.restore(&self.catalogue).map_err(damaged)?;
        check(self.series.restore(pool), "series")?;
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
    let (services, others) = (details.services.as_mut(), details.other_titles.as_mut());
    lengths.iter().all(|&length| length == films)
        && details.cast.restore(details.people.len())
        && details.keywords.restore(details.keyword_names.len())
        && details.companions.restore(pool)
        && (details.map.is_empty() || details.map.len() == pool)
        && details.other_records.is_sorted_by_key(|other| other.film)
        && details.other_records.last().is_none_or(|last| (last.film as usize) < films)
        && others.is_none_or(|known| known.films.len() == films && known.films.restore(known.titles.len()))
        && services.is_none_or(|known| known.films.len() == pool && known.films.restore(known.names.len()))
}

fn check(fine: bool, part: &str) -> Result<(), BundleError> {
    if fine { Ok(()) } else { Err(damaged(part)) }
}

fn damaged(part: &str) -> BundleError {
    BundleError::Damaged(part.to_owned())
}

/// Checks a file's container and lists its sections.
///
/// # Errors
/// Any [`BundleError`] but those of a section's contents.
pub fn sections(bytes: &[u8]) -> Result<Vec<Section<'_>>, BundleError> {
    Ok(container::sections(KIND, bytes)?)
}
