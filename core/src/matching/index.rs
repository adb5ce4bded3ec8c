//! Films by their numbers, by their titles, and by titles that nearly are theirs.

use super::distance;
use super::normalise::Normalised;
use crate::film::{Catalogue, FilmId};
use crate::numeric::{pack, sort, sort_pairs};
use std::sync::OnceLock;

/// Films by number and by normalised title. Building it reads every title once (some milliseconds for 45,000).
#[derive(Clone, Debug, Default)]
pub struct TitleIndex {
    /// Hashes of titles and original titles, with their films, sorted. Who looks up compares the titles themselves:
    /// hashes may collide.
    titles: Vec<(u64, u32)>,
    letterboxd_ids: Numbers,
    tmdb_ids: Numbers,
    imdb_ids: Numbers,
    /// Made when a title is first looked up that nobody bears.
    by_year: OnceLock<ByYear>,
}

/// Numbers and the films that bear them, packed and sorted.
type Numbers = Vec<u64>;

fn numbers(catalogue: &Catalogue, number: impl Fn(FilmId) -> Option<u32>) -> Numbers {
    let mut numbers: Numbers = catalogue.films().filter_map(|film| Some(pack(number(film)?, film.0))).collect();
    sort(&mut numbers);
    numbers
}

/// The only film with this number.
fn find(numbers: &Numbers, id: u32) -> Option<FilmId> {
    let at = numbers.partition_point(|&packed| packed < pack(id, 0));
    let mut found = numbers.iter().skip(at).take_while(|&&packed| packed <= pack(id, u32::MAX));
    // Sources disagree now and then about whose number it is; then it is nobody's.
    found.next().filter(|_| found.next().is_none()).map(|&packed| FilmId(packed as u32))
}

impl TitleIndex {
    /// Indexes titles and, where they have arrived, original titles and the numbers of TMDB and IMDb.
    pub fn new(catalogue: &Catalogue) -> Self {
        let mut titles = Vec::with_capacity(catalogue.len());
        let mut normalised = Normalised::default();
        for film in catalogue.films() {
            for title in std::iter::once(catalogue.title(film)).chain(catalogue.original_title(film)) {
                normalised.set(title);
                titles.push((normalised.hash(), film.0));
            }
        }
        sort_pairs(&mut titles);
        titles.dedup();
        Self {
            titles,
            letterboxd_ids: numbers(catalogue, |film| catalogue.letterboxd_id(film)),
            tmdb_ids: numbers(catalogue, |film| catalogue.tmdb_id(film)),
            imdb_ids: numbers(catalogue, |film| catalogue.imdb_id(film)),
            by_year: OnceLock::new(),
        }
    }

    /// The film that Letterboxd knows by this number.
    pub fn by_letterboxd_id(&self, id: u32) -> Option<FilmId> {
        find(&self.letterboxd_ids, id)
    }

    pub(super) fn by_tmdb_id(&self, id: u32) -> Option<FilmId> {
        find(&self.tmdb_ids, id)
    }

    pub(super) fn by_imdb_id(&self, id: u32) -> Option<FilmId> {
        find(&self.imdb_ids, id)
    }

    /// The films that bear this title, and how truly.
    pub(super) fn by_title(&self, catalogue: &Catalogue, title: &str) -> Vec<(Standing, FilmId)> {
        let wanted = Normalised::new(title);
        let hash = wanted.hash();
        let start = self.titles.partition_point(|&(other, _)| other < hash);
        let same_hash = self.titles.iter().skip(start).take_while(|&&(other, _)| other == hash);
        same_hash
            .filter_map(|&(_, film)| {
                let film = FilmId(film);
                let standing = Standing::of(catalogue.title(film), title, &wanted).or_else(|| {
                    let original = catalogue.original_title(film)?;
                    Standing::of(original, title, &wanted).map(|_| Standing::Original)
                })?;
                Some((standing, film))
            })
            .collect()
    }

    /// The films of exactly this title and year, in order.
    pub fn namesakes(&self, catalogue: &Catalogue, title: &str, year: Option<u16>) -> Vec<FilmId> {
        let named = self.by_title(catalogue, title).into_iter();
        let same = named.filter(|&(standing, film)| standing == Standing::Same && catalogue.year(film) == year);
        same.map(|(_, film)| film).collect()
    }

    /// The films of a year whose title is nearest to this, if not further than a letter or two. Spaces do not count, nor
    /// does the way in which numbers are written. Also says whether nothing else differs, in a title that tells.
    pub(super) fn near(
        &self,
        catalogue: &Catalogue,
        title: &str,
        year: u16,
        may_be: &dyn Fn(FilmId) -> bool,
    ) -> (bool, Vec<FilmId>) {
        let wanted = Spelling::new(title);
        // A short title is another short title with one letter changed: `Heat` is not `Heal`.
        let most = match wanted.words.len() {
            0..8 => 0,
            8..16 => 1,
            _ => 2,
        };
        let films = self.by_year.get_or_init(|| ByYear::new(catalogue)).of(year);
        let (mut best, mut found) = (most, Vec::new());
        let mut other = Spelling::default();
        for &(letters, film) in films {
            // Every edit changes at most two letters of the set.
            if (letters ^ wanted.letters).count_ones() as usize > 2 * best || !may_be(film) {
                continue;
            }
            other.set(catalogue.title(film));
            // A sequel is one letter away from its film, and not the same.
            if other.digits != wanted.digits {
                continue;
            }
            if let Some(distance) = distance::within(&other.words, &wanted.words, best) {
                if distance < best {
                    found.clear();
                }
                best = distance;
                found.push(film);
            }
        }
        let is_telling = !wanted.digits.is_empty() || wanted.words.len() >= 16;
        (best == 0 && is_telling, found)
    }
}

/// A title with its numbers set apart: `Rocky II` and `Rocky 2` are one film, `Rocky 2` and `Rocky 3` two.
#[derive(Default)]
struct Spelling {
    words: String,
    digits: String,
    letters: u32,
    normalised: Normalised,
}

impl Spelling {
    fn new(title: &str) -> Self {
        let mut spelling = Self::default();
        spelling.set(title);
        spelling
    }

    fn set(&mut self, title: &str) {
        self.normalised.set(title);
        self.words.clear();
        self.digits.clear();
        for word in self.normalised.words.split(' ') {
            if let Some(number) = numeral(word) {
                self.digits.push_str(number);
                self.digits.push(' ');
            } else {
                self.words.push_str(word);
                self.digits.extend(word.chars().filter(char::is_ascii_digit));
            }
        }
        self.letters = distance::letters(&self.words);
    }
}

/// A number as a word of its own, in digits whichever way it is written.
fn numeral(word: &str) -> Option<&str> {
    const WORDS: [(&str, &str); 19] = [
        ("ii", "2"),
        ("iii", "3"),
        ("iv", "4"),
        ("vi", "6"),
        ("vii", "7"),
        ("viii", "8"),
        ("ix", "9"),
        ("xi", "11"),
        ("xii", "12"),
        ("xiii", "13"),
        ("one", "1"),
        ("two", "2"),
        ("three", "3"),
        ("four", "4"),
        ("five", "5"),
        ("six", "6"),
        ("seven", "7"),
        ("eight", "8"),
        ("nine", "9"),
    ];
    if !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(word);
    }
    WORDS.iter().find(|(known, _)| *known == word).map(|&(_, digits)| digits)
}

/// Films by year, with the letters of their titles.
#[derive(Clone, Debug, Default)]
struct ByYear {
    films: Vec<(u32, FilmId)>,
    /// Where each year begins, sorted by year.
    starts: Vec<(u16, usize)>,
}

impl ByYear {
    fn new(catalogue: &Catalogue) -> Self {
        let order = numbers(catalogue, |film| catalogue.year(film).map(u32::from));
        let mut starts = Vec::<(u16, usize)>::new();
        let mut spelling = Spelling::default();
        let mut films = Vec::with_capacity(order.len());
        for packed in order {
            let (year, film) = ((packed >> 32) as u16, FilmId(packed as u32));
            if starts.last().is_none_or(|&(last, _)| last != year) {
                starts.push((year, films.len()));
            }
            spelling.set(catalogue.title(film));
            films.push((spelling.letters, film));
        }
        Self { films, starts }
    }

    fn of(&self, year: u16) -> &[(u32, FilmId)] {
        let at = self.starts.partition_point(|&(other, _)| other < year);
        match self.starts.get(at) {
            Some(&(found, start)) if found == year => {
                let end = self.starts.get(at + 1).map_or(self.films.len(), |&(_, end)| end);
                &self.films[start..end]
            }
            _ => &[],
        }
    }
}

/// How closely a film's title agrees with a row's, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    /// Letter by letter.
    Same,
    /// But for case, accents and punctuation.
    Normalised,
    /// But for a leading article too.
    WithoutArticle,
    /// The original title agrees, the title does not.
    Original,
}

impl Standing {
    fn of(title: &str, wanted: &str, normalised: &Normalised) -> Option<Self> {
        if title == wanted {
            return Some(Self::Same);
        }
        let title = Normalised::new(title);
        if title.words != normalised.words {
            None
        } else if title.article == normalised.article {
            Some(Self::Normalised)
        } else {
            Some(Self::WithoutArticle)
        }
    }
}
