//! What we know of a person, known once, then scored: entries and their films → [`Taste`].
//!
//! Where rows disagree about a film, one rule each, so that the order of the files never matters:
//!
//! - **Two ratings**: the one of the later day stands, an undated one counts as older, of one day the higher stands.
//! - **Rating and diary**: a rating table tells the current rating; without one, the latest rated diary row does.
//! - **Liked, a favourite or in the diary, but not among the watched**: it was seen all the same.
//! - **On the watchlist, and seen**: seen. It stays marked as wanted: some keep what they want to see again.
//! - **Twice the same row**: as once. A rewatch is told by the diary: a row that says so, or rows of different days.
//! - **Dated in the future**: undated ([`Import::forget_future`](crate::import::Import::forget_future)).
//! - **On a list**: says nothing of itself; see [`Scope::list`] and [`Filters::list`](crate::filters::Filters::list).
//! - **An episode or a season**: its series was seen; the episode's rating is not the series'.

pub(crate) mod directors;
mod scope;

pub use scope::{Period, Scope};

use crate::comparisons::Comparison;
use crate::evidence::{Evidence, Known};
use crate::film::{Catalogue, FilmId, FilmSet, Stars};
use crate::import::{Day, Entry, EntryKind, Import, SourceFile, TitleType};
use crate::matching::{Matching, Outcome};
use crate::numeric::powf;
use crate::tuning::Tuning;
use std::collections::BTreeMap;

/// A person's taste, as far as their films tell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Taste {
    /// Every film of theirs that says something, in the order of films.
    pub evidence: Vec<Evidence>,
    /// What they said of two of these films each.
    comparisons: Vec<Comparison>,
    /// Their mean rating, mixed with the typical mean while there are few.
    pub mean: f32,
    /// How many films they rated.
    pub rated: u32,
    /// Added to their predicted stars: how far we were off for them so far; see [`crate::record`].
    pub lift: f32,
    seen: FilmSet,
    dismissed: FilmSet,
    watchlist: FilmSet,
    lists: Lists,
    shown: FilmSet,
    /// The film that a shelf is asked for, if it is for what goes with one.
    pub(crate) because_of: Option<FilmId>,
}

/// Few mean praise by as many stars.
const LOW: Stars = Stars::TWO;
/// So many stars below a member's mean they dislike a film: one they rated, and one they would rate so.
pub(crate) const DISLIKED: f32 = 1.0;

/// The films on each of the member's lists, by what they call it.
pub type Lists = Vec<(String, FilmSet)>;

/// Whether a film is on a list of this name.
fn is_listed(lists: &Lists, name: &str, film: FilmId) -> bool {
    lists.iter().any(|(list, films)| list == name && films.contains(film))
}

/// The rows about one film, merged.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Statement {
    /// The rating that stands.
    pub rating: Option<Stars>,
    /// Since which day, if it is dated.
    pub rated_on: Option<Day>,
    /// Whether it was seen.
    pub seen: bool,
    /// Whether it was liked.
    pub liked: bool,
    /// Seen again, or a favourite of the profile.
    pub treasured: bool,
    /// Whether it is on the watchlist.
    pub wanted: bool,
    /// The latest day that a row names.
    pub day: Option<Day>,
    /// Whether the member wants to see no more of it.
    pub dismissed: bool,
    /// How many stars above their mean it lies by what they compared it with, where they did not rate it; see
    /// [`comparisons`](crate::comparisons).
    pub believed: Option<f32>,
}

impl Statement {
    /// Another rating of the same film: of two, the later stands, or the higher of one day.
    pub(crate) fn rate(&mut self, rating: Stars, day: Option<Day>) {
        if self.rating.is_none_or(|known| (day, rating) > (self.rated_on, known)) {
            (self.rating, self.rated_on) = (Some(rating), day);
        }
    }
}

/// The diary rows about one film.
struct Diary {
    /// Of the first row: another day elsewhere means seen again, and none says nothing.
    day: Option<Day>,
    /// The latest rating; of two on one day, the higher.
    rated: Option<(Option<Day>, Stars)>,
}

/// Merges rows by film, by the rules above.
pub fn merge(entries: &[Entry], matching: &Matching) -> BTreeMap<FilmId, Statement> {
    let mut films: BTreeMap<FilmId, Statement> = BTreeMap::new();
    let mut diary: BTreeMap<FilmId, Diary> = BTreeMap::new();
    for (entry, outcome) in entries.iter().zip(&matching.outcomes) {
        let &Outcome::Film(film, _) = outcome else { continue };
        if entry.kind == EntryKind::Listed {
            continue;
        }
        let rating = entry.rating.filter(|_| entry.title_type != TitleType::Episode);
        let statement = films.entry(film).or_default();
        statement.day = statement.day.max(entry.day);
        statement.seen |= entry.kind != EntryKind::Watchlist;
        match entry.kind {
            EntryKind::Rating => {
                if let Some(rating) = rating {
                    statement.rate(rating, entry.day);
                }
            }
            EntryKind::Like => statement.liked = true,
            EntryKind::Favourite => statement.treasured = true,
            EntryKind::Watchlist => statement.wanted = true,
            EntryKind::Watched => statement.treasured |= entry.rewatch,
            EntryKind::Listed => {}
            EntryKind::Diary => {
                let known = diary.entry(film).or_insert(Diary { day: entry.day, rated: None });
                let another_day = known.day.zip(entry.day).is_some_and(|(first, day)| first != day);
                statement.treasured |= entry.rewatch || another_day;
                if let Some(rating) = rating {
                    known.rated = known.rated.max(Some((entry.day, rating)));
                }
            }
        }
    }
    for (film, rows) in diary {
        if let (Some(statement), Some((day, rating))) = (films.get_mut(&film), rows.rated)
            && statement.rating.is_none()
        {
            statement.rate(rating, day);
        }
    }
    films
}

/// The films on each list, for [`Taste::within`]. Lists of one name count together.
pub fn lists(import: &Import, matching: &Matching) -> Lists {
    let mut lists = Lists::new();
    let place = |file: &SourceFile| {
        let name = file.list.as_ref()?;
        let known = lists.iter().position(|(known, _)| known == name);
        Some(known.unwrap_or_else(|| {
            lists.push((name.clone(), FilmSet::default()));
            lists.len() - 1
        }))
    };
    // Of each file, the place of its list.
    let places: Vec<Option<usize>> = import.files.iter().map(place).collect();
    for (entry, outcome) in import.entries.iter().zip(&matching.outcomes) {
        let &Outcome::Film(film, _) = outcome else { continue };
        let list = places.get(usize::from(entry.file)).copied().flatten();
        if let Some((_, films)) = list.and_then(|list| lists.get_mut(list))
            && entry.kind == EntryKind::Listed
        {
            films.insert(film);
        }
    }
    lists
}

impl Taste {
    /// Reads a taste from what was said of each film.
    pub fn new(statements: &BTreeMap<FilmId, Statement>, tuning: &Tuning) -> Self {
        Self::from_some(statements, tuning, &|_, _| true)
    }

    /// Reads a taste from the part of the films that `scope` lets count. All that were seen stay off the shelf.
    pub fn within(
        statements: &BTreeMap<FilmId, Statement>,
        lists: Lists,
        catalogue: &Catalogue,
        tuning: &Tuning,
        scope: &Scope,
    ) -> Self {
        let taste = Self::from_some(statements, tuning, &scope.of(statements, &lists, catalogue));
        Self { lists, because_of: scope.film, ..taste }
    }

    /// The same member's taste, had they said this instead: lists, what was shown and what we were off by stay.
    pub fn made_of(
        &self,
        statements: &BTreeMap<FilmId, Statement>,
        catalogue: &Catalogue,
        tuning: &Tuning,
        scope: &Scope,
    ) -> Self {
        let taste = Self::within(statements, self.lists.clone(), catalogue, tuning, scope);
        let mut taste = Self { lift: self.lift, shown: self.shown.clone(), ..taste };
        taste.compare(&self.comparisons);
        taste
    }

    /// Takes up what they said of two films each: those of the evidence. What it says of each film is in the statements
    /// already; see [`apply`](crate::comparisons::apply).
    pub fn compare(&mut self, comparisons: &[Comparison]) {
        let counts = |comparison: &&Comparison| {
            comparison.is_telling() && comparison.films.iter().all(|&film| self.evidence_of(film).is_some())
        };
        self.comparisons = comparisons.iter().filter(counts).copied().collect();
    }

    /// All that signals read of them.
    pub fn known(&self) -> Known<'_> {
        Known::new(&self.evidence, &self.comparisons)
    }

    fn from_some(
        statements: &BTreeMap<FilmId, Statement>,
        tuning: &Tuning,
        counts: &dyn Fn(FilmId, &Statement) -> bool,
    ) -> Self {
        let ratings = || statements.values().filter_map(|statement| statement.rating);
        let rated = ratings().count() as u32;
        let total: f32 = ratings().map(Stars::stars).sum();
        let mean = (total + tuning.mean_prior * tuning.typical_mean) / (rated as f32 + tuning.mean_prior);
        let newest = statements.values().filter_map(|statement| statement.day).max();
        let evidence = statements
            .iter()
            .filter(|&(&film, statement)| statement.seen && counts(film, statement))
            .map(|(&film, statement)| weigh(film, statement, mean, newest, tuning))
            .collect();
        let of = |keep: fn(&Statement) -> bool| {
            statements.iter().filter(|(_, statement)| keep(statement)).map(|(&film, _)| film).collect()
        };
        Self {
            evidence,
            comparisons: Vec::new(),
            mean,
            rated,
            lift: 0.0,
            seen: of(|statement| statement.seen),
            dismissed: of(|statement| statement.dismissed),
            watchlist: of(|statement| statement.wanted),
            lists: Lists::new(),
            shown: FilmSet::default(),
            because_of: None,
        }
    }

    /// Asks for what goes with a film, in the order of this taste.
    pub fn because_of(&mut self, film: FilmId) {
        self.because_of = Some(film);
    }

    /// Notes films that were on a shelf of theirs before; see [`Filters::fresh`](crate::filters::Filters::fresh).
    pub fn note_shown(&mut self, films: impl Iterator<Item = FilmId>) {
        films.for_each(|film| self.shown.insert(film));
    }

    /// Whether a film was on a shelf of theirs before.
    pub fn was_shown(&self, film: FilmId) -> bool {
        self.shown.contains(film)
    }

    /// Reads a taste from an import.
    pub fn of(entries: &[Entry], matching: &Matching, tuning: &Tuning) -> Self {
        Self::new(&merge(entries, matching), tuning)
    }

    /// Whether it stays off the shelf: they have seen it, or want to see no more of it.
    pub fn is_done_with(&self, film: FilmId) -> bool {
        self.seen.contains(film) || self.dismissed.contains(film)
    }

    /// What the member calls their lists.
    pub fn list_names(&self) -> impl Iterator<Item = &str> {
        self.lists.iter().map(|(name, _)| name.as_str())
    }

    /// Whether it is on a list of theirs of this name.
    pub fn on_list(&self, name: &str, film: FilmId) -> bool {
        is_listed(&self.lists, name, film)
    }

    /// Whether they rated it low: two stars or less, or more than a star below their mean.
    pub fn disliked(&self, film: FilmId) -> bool {
        let rating = self.evidence_of(film).and_then(|evidence| evidence.rating);
        rating.is_some_and(|rating| rating <= LOW || rating.stars() < self.mean - DISLIKED)
    }

    /// Whether they have seen it.
    pub fn has_seen(&self, film: FilmId) -> bool {
        self.seen.contains(film)
    }

    /// Whether they want to see no more of it.
    pub fn has_dismissed(&self, film: FilmId) -> bool {
        self.dismissed.contains(film)
    }

    /// Whether it is on their watchlist.
    pub fn on_watchlist(&self, film: FilmId) -> bool {
        self.watchlist.contains(film)
    }

    /// What they said of a film, if anything.
    pub fn evidence_of(&self, film: FilmId) -> Option<&Evidence> {
        let place = self.evidence.binary_search_by_key(&film, |evidence| evidence.film).ok()?;
        self.evidence.get(place)
    }
}

fn weigh(film: FilmId, statement: &Statement, mean: f32, newest: Option<Day>, tuning: &Tuning) -> Evidence {
    let mut level = match (statement.rating, statement.liked) {
        (Some(rating), false) => tuning.level(rating, mean),
        (Some(rating), true) => tuning.level(rating, mean).max(tuning.liked),
        (None, true) => tuning.liked,
        (None, false) => statement.believed.map_or(tuning.watched, |above| tuning.level_of(mean + above, mean)),
    };
    let above = statement.rating.map_or(statement.believed.unwrap_or(0.0), |rating| rating.stars() - mean);
    let mut leaning = if above < 0.0 { above * tuning.dislike } else { above };
    if statement.liked {
        leaning = leaning.max(1.0);
    }
    if statement.treasured {
        level += tuning.treasured;
        leaning += tuning.treasured;
    }
    let freshness = match (newest, statement.day) {
        (Some(newest), Some(day)) => {
            let age = (f64::from(newest.0) - f64::from(day.0)) as f32;
            tuning.oldest + (1.0 - tuning.oldest) * powf(0.5, age / tuning.half_life)
        }
        _ => 1.0,
    };
    Evidence {
        film,
        rating: statement.rating,
        liked: statement.liked,
        day: statement.day,
        level: level * freshness,
        leaning: leaning * freshness,
    }
}
