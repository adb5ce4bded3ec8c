//! Films: who they are ([`FilmId`]), what is known of them ([`Catalogue`]), and half stars ([`Stars`]).
//!
//! The catalogue is columnar: one vector a property, indexed by [`FilmId`]. Films that may be recommended
//! (the *pool*) come first, most-rated first; films that are only matched follow. So a score vector over the
//! pool needs no index of its own.

mod columns;
mod genres;
mod parts;
mod set;

pub use columns::{Lists, Strings};
pub use genres::order_code;
pub use set::FilmSet;

use crate::bounds::{Bounds, OutOfBounds};
use crate::companions::Companions;
use serde::{Deserialize, Serialize};

/// A film's place in the catalogue of one bundle. It means nothing in another bundle: keep a Letterboxd id instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct FilmId(pub u32);

impl FilmId {
    /// The row in every column.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A rating of ½ to 5 stars, kept as 1 to 10 half stars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(try_from = "u8", into = "u8")]
pub struct Stars(u8);

impl Stars {
    /// ★★
    pub const TWO: Self = Self(4);
    /// ★★★
    pub const THREE: Self = Self(6);
    /// ★★★★
    pub const FOUR: Self = Self(8);

    /// ★★★★★
    pub const MOST: Self = Self(10);

    const HALVES: Bounds = Bounds { least: 1, most: 10 };

    /// From half stars; `None` outside 1 to 10.
    pub fn from_halves(halves: u8) -> Option<Self> {
        Self::HALVES.hold(halves).then_some(Self(halves))
    }

    /// From text as files write it: `4`, `4.5`, `4,5`, `4.0`. Letter by letter, because std's general parser for
    /// floats would be one of the larger parts of the page's program.
    pub fn read(text: &str) -> Option<Self> {
        let (whole, half) = match text.split_once(['.', ',']) {
            None => (text, 0),
            Some((whole, rest)) => match rest.trim_end_matches('0') {
                "" => (whole, 0),
                "5" => (whole, 1),
                _ => return None,
            },
        };
        let stars: u8 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
        Self::from_halves(stars.checked_mul(2)? + half)
    }

    /// As [`Stars::read`] reads it: `4`, `4.5`.
    pub fn text(self) -> String {
        let whole = (self.0 / 2).to_string();
        if self.0.is_multiple_of(2) { whole } else { whole + ".5" }
    }

    /// From stars as numbers; `None` for anything that is not a half star of 0.5 to 5.
    pub fn from_stars(stars: f32) -> Option<Self> {
        let halves = stars * 2.0;
        (halves.fract() == 0.0 && (1.0..=10.0).contains(&halves)).then_some(Self(halves as u8))
    }

    /// 1 to 10.
    pub fn halves(self) -> u8 {
        self.0
    }

    /// 0.5 to 5.0.
    pub fn stars(self) -> f32 {
        f32::from(self.0) / 2.0
    }
}

impl TryFrom<u8> for Stars {
    type Error = OutOfBounds;

    fn try_from(halves: u8) -> Result<Self, OutOfBounds> {
        Self::from_halves(halves).ok_or(OutOfBounds { of: "a rating in half stars", bounds: Self::HALVES })
    }
}

impl From<Stars> for u8 {
    fn from(stars: Stars) -> Self {
        stars.0
    }
}

impl std::fmt::Display for Stars {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for _ in 0..self.0 / 2 {
            f.write_str("★")?;
        }
        if self.0 % 2 == 1 {
            f.write_str("½")?;
        }
        Ok(())
    }
}

/// What Letterboxd lists a title as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A film, or a title of which nothing else is known.
    #[default]
    Movie,
    /// A series, a season or a mini-series: informs taste, recommended only when asked for.
    Tv,
}

/// What is known of every film, as columns of equal length.
///
/// Unknown is 0 for numbers and the empty string or list for the rest.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Catalogue {
    /// Films `0..pool` may be recommended.
    pub pool: u32,
    /// The title as Letterboxd shows it.
    pub titles: Strings,
    /// Year of release.
    pub years: Vec<u16>,
    /// Letterboxd's film number, the one behind a `boxd.it` link.
    pub letterboxd_ids: Vec<u32>,
    /// Film or series.
    pub kinds: Vec<Kind>,
    /// Genres as bits into [`Catalogue::genre_names`].
    pub genres: Vec<u32>,
    /// At most 32 names.
    pub genre_names: Strings,
    /// The order in which each film of the pool tells its genres, see [`order_code`]; empty where none is known.
    #[serde(skip)]
    pub genre_orders: Vec<u8>,
    /// Original language, an index into [`Catalogue::language_codes`].
    pub languages: Vec<u8>,
    /// ISO 639-1 codes; the first is the empty string, for unknown.
    pub language_codes: Strings,
    /// Minutes.
    pub runtimes: Vec<u16>,
    /// Directors, indices into [`Catalogue::people`].
    pub directors: Lists,
    /// Names of directors.
    pub people: Strings,
    /// How many ratings the trainer saw.
    pub rating_counts: Vec<u32>,
    /// Films of the pool whose title another one bears, too: they are named with their year.
    #[serde(skip)]
    pub repeated: FilmSet,
    /// What arrives later; empty until then.
    #[serde(skip)]
    pub details: Details,
}

/// What is looked at only after a shelf is on the page. Columns are as long as the catalogue's, or empty before arrival.
/// What is marked `serde(skip)` travels in sections of its own: not every bundle has it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Details {
    /// TMDB's number.
    pub tmdb_ids: Vec<u32>,
    /// IMDb's number, without `tt`.
    pub imdb_ids: Vec<u32>,
    /// The original title where it differs from the title, else empty.
    pub original_titles: Strings,
    /// Top-billed cast, indices into [`Details::people`].
    pub cast: Lists,
    /// Names of actors.
    pub people: Strings,
    /// Keywords, indices into [`Details::keyword_names`].
    pub keywords: Lists,
    /// Names of keywords.
    pub keyword_names: Strings,
    /// TMDB's poster file without the slash and `.jpg`, else empty.
    pub posters: Strings,
    /// Where each film of the pool lies on a map (to the right, then down) on which alike films are near each other;
    /// empty for none.
    #[serde(skip)]
    pub map: Vec<[u8; 2]>,
    /// What regions of the map are about, and where to write it.
    #[serde(skip)]
    pub map_names: Vec<(String, [u8; 2])>,
    /// Where the films can be streamed.
    #[serde(skip)]
    pub services: Option<Services>,
    /// What else the films are called.
    #[serde(skip)]
    pub other_titles: Option<OtherTitles>,
    /// Which films are loved together.
    #[serde(skip)]
    pub companions: Companions,
    /// Under what else the films are listed, in the order of the catalogue.
    #[serde(skip)]
    pub other_records: Vec<OtherRecord>,
}

/// Another record of a film, which the trainer merged into it: services list some films twice, and rows may mean either.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OtherRecord {
    /// The film's place in the catalogue.
    pub film: u32,
    /// The title there.
    pub title: String,
    /// The year there, or 0.
    pub year: u16,
    /// Letterboxd's number there, or 0.
    pub letterboxd_id: u32,
    /// TMDB's, or 0.
    pub tmdb_id: u32,
    /// IMDb's, or 0.
    pub imdb_id: u32,
}

/// Titles that films bear in other countries, beside the title and the original one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OtherTitles {
    /// All of them.
    pub titles: Strings,
    /// One list a film: indices into [`OtherTitles::titles`].
    pub films: Lists,
}

/// Streaming services of one country that have the films in their subscription, or show them for free.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Services {
    /// ISO 3166-1 code, `DE`.
    pub country: String,
    /// The day that this was true on, as `2026-11-05`.
    pub as_of: String,
    /// Names of the services, the one with most films first.
    pub names: Strings,
    /// One list a film of the pool: indices into [`Services::names`].
    pub films: Lists,
}

impl Catalogue {
    /// How many films can be matched.
    pub fn len(&self) -> usize {
        self.titles.len()
    }

    /// Whether there is no film at all.
    pub fn is_empty(&self) -> bool {
        self.titles.is_empty()
    }

    /// How many films may be recommended: those with an id below this.
    pub fn pool(&self) -> usize {
        self.pool as usize
    }

    /// Every film, most-rated of the pool first.
    pub fn films(&self) -> impl Iterator<Item = FilmId> + use<> {
        (0..self.len() as u32).map(FilmId)
    }

    /// The title.
    pub fn title(&self, film: FilmId) -> &str {
        self.titles.get(film.index())
    }

    /// The title, and where another film of the pool bears it, too, the year.
    pub fn name(&self, film: FilmId) -> String {
        match self.year(film).filter(|_| self.repeated.contains(film)) {
            Some(year) => [self.title(film), " (", &year.to_string(), ")"].concat(),
            None => self.title(film).to_owned(),
        }
    }

    /// The year, if known.
    pub fn year(&self, film: FilmId) -> Option<u16> {
        known(&self.years, film)
    }

    /// Letterboxd's film number, if known.
    pub fn letterboxd_id(&self, film: FilmId) -> Option<u32> {
        known(&self.letterboxd_ids, film)
    }

    /// TMDB's number, if known and arrived.
    pub fn tmdb_id(&self, film: FilmId) -> Option<u32> {
        known(&self.details.tmdb_ids, film)
    }

    /// IMDb's number, if known and arrived.
    pub fn imdb_id(&self, film: FilmId) -> Option<u32> {
        known(&self.details.imdb_ids, film)
    }

    /// Minutes, if known.
    pub fn runtime(&self, film: FilmId) -> Option<u16> {
        known(&self.runtimes, film)
    }

    /// Film or series.
    pub fn kind(&self, film: FilmId) -> Kind {
        self.kinds.get(film.index()).copied().unwrap_or_default()
    }

    /// The language's code, if known.
    pub fn language(&self, film: FilmId) -> Option<&str> {
        let code = self.language_codes.get(usize::from(*self.languages.get(film.index())?));
        (!code.is_empty()).then_some(code)
    }

    /// Genres as bits into the names.
    pub fn genre_bits(&self, film: FilmId) -> u32 {
        self.genres.get(film.index()).copied().unwrap_or(0)
    }

    /// Names of the genres, the one that tells most of this film first.
    pub fn genres(&self, film: FilmId) -> impl Iterator<Item = &str> {
        let order = self.genre_orders.get(film.index()).copied().unwrap_or(0);
        let places = genres::in_order(self.genre_bits(film), order);
        places.filter(|&place| place < self.genre_names.len()).map(|place| self.genre_names.get(place))
    }

    /// Names of the directors.
    pub fn directors(&self, film: FilmId) -> impl Iterator<Item = &str> {
        self.directors.get(film.index()).iter().map(|&person| self.people.get(person as usize))
    }

    /// Names of the top-billed cast; none before the details have arrived.
    pub fn cast(&self, film: FilmId) -> impl Iterator<Item = &str> {
        self.details.cast.get(film.index()).iter().map(|&person| self.details.people.get(person as usize))
    }

    /// Keywords; none before the details have arrived.
    pub fn keywords(&self, film: FilmId) -> impl Iterator<Item = &str> {
        self.details.keywords.get(film.index()).iter().map(|&word| self.details.keyword_names.get(word as usize))
    }

    /// The titles that it bears beside its own: the original one first, then those of other countries and
    /// of other records.
    pub fn further_titles(&self, film: FilmId) -> impl Iterator<Item = &str> {
        let others = self.details.other_titles.iter().flat_map(move |others| {
            others.films.get(film.index()).iter().map(|&place| others.titles.get(place as usize))
        });
        let records = &self.details.other_records;
        let start = records.partition_point(|other| other.film < film.0);
        let records = records.iter().skip(start).take_while(move |other| other.film == film.0);
        self.original_title(film).into_iter().chain(others).chain(records.map(|other| other.title.as_str()))
    }

    /// The original title where it differs, if it has arrived.
    pub fn original_title(&self, film: FilmId) -> Option<&str> {
        let title = self.details.original_titles.get(film.index());
        (!title.is_empty()).then_some(title)
    }

    /// Where a film lies on the map, if there is one that has arrived and shows it.
    pub fn place(&self, film: FilmId) -> Option<[u8; 2]> {
        self.details.map.get(film.index()).copied()
    }

    /// Names of the services that have a film; none where that is not known.
    pub fn services(&self, film: FilmId) -> impl Iterator<Item = &str> {
        let services = self.details.services.iter();
        services.flat_map(move |known| known.films.get(film.index()).iter().map(|&name| known.names.get(name as usize)))
    }

    /// How many ratings the trainer saw.
    pub fn rating_count(&self, film: FilmId) -> u32 {
        self.rating_counts.get(film.index()).copied().unwrap_or(0)
    }
}

fn known<T: Copy + PartialEq + Default>(column: &[T], film: FilmId) -> Option<T> {
    column.get(film.index()).copied().filter(|value| *value != T::default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_as_files_write_them() {
        let check = |text: &str, halves: Option<u8>| {
            assert_eq!(Stars::read(text).map(Stars::halves), halves, "{text:?}");
        };
        for halves in 1..=10 {
            let stars = f32::from(halves) / 2.0;
            check(&stars.to_string(), Some(halves));
            check(&format!("{stars:.1}"), Some(halves));
            check(&format!("{stars:.2}").replace('.', ","), Some(halves));
        }
        check(".5", Some(1));
        for wrong in ["", "0", "0.0", "5.5", "4.3", "4.55", "-1", "five", "1e0", "4.5.0", "200", "★★★★", ".", "NaN"]
        {
            check(wrong, None);
        }
    }
}
