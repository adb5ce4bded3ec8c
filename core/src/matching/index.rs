//! Films by their numbers, by their titles, and by titles that nearly are theirs.

use super::distance;
use super::normalise::Normalised;
use crate::film::{Catalogue, FilmId, OtherRecord};
use crate::numeric::{pack, sort, sort_pairs};
use std::ops::Range;
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

/// A film's own number, and those of its other records.
fn numbers(
    catalogue: &Catalogue,
    number: impl Fn(FilmId) -> Option<u32>,
    recorded: impl Fn(&OtherRecord) -> u32,
) -> Numbers {
    let mut numbers: Numbers = catalogue.films().filter_map(|film| Some(pack(number(film)?, film.0))).collect();
    let others = catalogue.details.other_records.iter().filter(|other| recorded(other) > 0);
    numbers.extend(others.map(|other| pack(recorded(other), other.film)));
    sort(&mut numbers);
    numbers.dedup();
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
    /// Indexes titles and, where they have arrived, those of other countries and the numbers of TMDB and IMDb.
    pub fn new(catalogue: &Catalogue) -> Self {
        let mut titles = Vec::with_capacity(catalogue.len());
        let mut normalised = Normalised::default();
        for film in catalogue.films() {
            for title in std::iter::once(catalogue.title(film)).chain(catalogue.further_titles(film)) {
                normalised.set(title);
                titles.push((normalised.hash(), film.0));
            }
        }
        sort_pairs(&mut titles);
        titles.dedup();
        Self {
            titles,
            letterboxd_ids: numbers(catalogue, |film| catalogue.letterboxd_id(film), |other| other.letterboxd_id),
            tmdb_ids: numbers(catalogue, |film| catalogue.tmdb_id(film), |other| other.tmdb_id),
            imdb_ids: numbers(catalogue, |film| catalogue.imdb_id(film), |other| other.imdb_id),
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
                    let mut others = catalogue.further_titles(film);
                    others.any(|other| Standing::of(other, title, &wanted).is_some()).then_some(Standing::Original)
                })?;
                Some((standing, film))
            })
            .collect()
    }

    /// The only film of which another record bears this title and year.
    pub(super) fn recorded(&self, catalogue: &Catalogue, title: &str, year: u16) -> Option<FilmId> {
        let wanted = Normalised::new(title);
        let others = catalogue.details.other_records.iter().filter(|other| other.year == year);
        let mut films = others
            .filter(|other| Standing::of(&other.title, title, &wanted).is_some_and(|it| it <= Standing::Normalised))
            .map(|other| other.film);
        let first = films.next()?;
        films.all(|film| film == first).then_some(FilmId(first))
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
        let by_year = self.by_year.get_or_init(|| ByYear::new(catalogue));
        let (mut best, mut found) = (most, Vec::new());
        for place in by_year.places(year, &wanted, most) {
            let Spelt { film, letters, words, digits } = by_year.get(place);
            // Every edit changes at most two letters of the set. A sequel is one letter away from its film, and not the same.
            if (letters ^ wanted.letters).count_ones() as usize > 2 * best || digits != wanted.digits || !may_be(film) {
                continue;
            }
            if let Some(distance) = distance::within(words, &wanted.words, best) {
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

    /// The films of a year of whose titles this one is a part, or the other way round: its first words, or its last.
    pub(super) fn parts(&self, catalogue: &Catalogue, title: &str, year: u16) -> Vec<FilmId> {
        let wanted = Spelling::new(title);
        let by_year = self.by_year.get_or_init(|| ByYear::new(catalogue));
        let mut found = Vec::new();
        for place in by_year.places(year, &Spelling::default(), usize::MAX) {
            let Spelt { film, words, digits, .. } = by_year.get(place);
            // Most films are told apart before their titles are taken apart. A title may be a number alone.
            let at_an_end = |part: &str, whole: &str| whole.starts_with(part) || whole.ends_with(part);
            let may_be = |part: [&str; 2], whole: [&str; 2]| {
                if part[0].is_empty() { at_an_end(part[1], whole[1]) } else { at_an_end(part[0], whole[0]) }
            };
            let (told, known) = ([&*wanted.words, &*wanted.digits], [words, digits]);
            if !(may_be(told, known) || may_be(known, told)) {
                continue;
            }
            let known = Normalised::new(catalogue.title(film));
            if is_part(&known.words, &wanted.normalised.words) || is_part(&wanted.normalised.words, &known.words) {
                found.push(film);
            }
        }
        found
    }
}

/// The shortest part of a title that tells which.
const TELLING: usize = 4;

/// Whether these are the first or the last words of a title.
fn is_part(part: &str, whole: &str) -> bool {
    let is_cut = |rest: Option<&str>, at_end: bool| {
        rest.is_some_and(|rest| if at_end { rest.starts_with(' ') } else { rest.ends_with(' ') })
    };
    part.len() >= TELLING && (is_cut(whole.strip_prefix(part), true) || is_cut(whole.strip_suffix(part), false))
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

    /// In characters, which slips are counted in.
    fn length(&self) -> usize {
        self.words.chars().count()
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

/// Films by year and by the length of their titles, with all that is compared of them.
#[derive(Clone, Debug, Default)]
struct ByYear {
    /// Each film behind its [`year_and_length`], packed and sorted.
    order: Vec<u64>,
    /// By film: the letters of its title, and where its words and its digits end in `text`.
    spelt: Vec<(u32, [u32; 2])>,
    text: String,
}

/// A film's title as it is compared.
struct Spelt<'a> {
    film: FilmId,
    letters: u32,
    words: &'a str,
    digits: &'a str,
}

impl ByYear {
    fn new(catalogue: &Catalogue) -> Self {
        let mut all = Self::default();
        let mut spelling = Spelling::default();
        for film in catalogue.films() {
            spelling.set(catalogue.title(film));
            if let Some(year) = catalogue.year(film) {
                all.order.push(pack(year_and_length(year, spelling.length()), film.0));
            }
            let ends = [&spelling.words, &spelling.digits].map(|part| {
                all.text.push_str(part);
                all.text.len() as u32
            });
            all.spelt.push((spelling.letters, ends));
        }
        sort(&mut all.order);
        all
    }

    /// The places in order of films of a year whose titles are at most so much longer or shorter than this.
    fn places(&self, year: u16, wanted: &Spelling, most: usize) -> Range<usize> {
        let length = wanted.length();
        let place = |length| self.order.partition_point(|&packed| packed < pack(year_and_length(year, length), 0));
        place(length.saturating_sub(most))
            ..self
                .order
                .partition_point(|&packed| packed <= pack(year_and_length(year, length.saturating_add(most)), u32::MAX))
    }

    fn get(&self, place: usize) -> Spelt<'_> {
        let film = FilmId(self.order.get(place).map_or(u32::MAX, |&packed| packed as u32));
        let (letters, [words, digits]) = self.spelt.get(film.index()).copied().unwrap_or_default();
        let start =
            film.index().checked_sub(1).and_then(|before| self.spelt.get(before)).map_or(0, |(_, ends)| ends[1]);
        let text = |from: u32, to: u32| self.text.get(from as usize..to as usize).unwrap_or("");
        Spelt { film, letters, words: text(start, words), digits: text(words, digits) }
    }
}

/// Year and length of a title as one number, by which films of a year stand side by side. The longest titles count as
/// equally long.
fn year_and_length(year: u16, length: usize) -> u32 {
    u32::from(year) << 16 | length.min(usize::from(u16::MAX)) as u32
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
    /// The original title agrees, or that of another country; the title does not.
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
