//! How the films of a kind are rated by those who rate them: what an unrated film of that kind should be taken for.

use super::pooled::Pooled;
use crate::evaluate::studies::exports::Export;
use halfstar_core::film::{FilmId, Stars};
use halfstar_core::import::{Day, EntryKind};
use halfstar_core::matching::Outcome;
use halfstar_core::taste::{Statement, Taste, merge};
use halfstar_core::tuning::Tuning;
use std::collections::{BTreeMap, BTreeSet};

/// With fewer ratings a member's own mean says too little.
const MIN_RATED: usize = 10;
/// With fewer likes, that a film is not liked says nothing.
const MIN_LIKED: usize = 5;
/// Years before the newest row, at which ages begin.
const AGES: [f64; 5] = [0.0, 0.5, 1.0, 2.0, 4.0];

/// What an export's member says of each film.
pub struct MemberStatements {
    /// Film by film, merged as the core does.
    pub statements: BTreeMap<FilmId, Statement>,
    favourites: BTreeSet<FilmId>,
    /// The first day on which a film is known to be seen, and the day on which it was put on the watchlist.
    days: BTreeMap<FilmId, (Option<Day>, Option<Day>)>,
    /// The mean that levels are read with.
    mean: f32,
    own_mean: f64,
    rated: usize,
    likes: usize,
    newest: Option<Day>,
}

/// A kind of statement about a film.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum StatementKind {
    /// Liked.
    Liked,
    /// Not liked, by somebody who likes films.
    NotLiked,
    /// Seen more than once.
    Rewatched,
    /// Rewatched and not liked: what seeing it again says alone.
    RewatchedNotLiked,
    /// One of the profile's favourites.
    Favourite,
    /// On the watchlist, and seen all the same.
    Wanted,
    /// On the watchlist since a day before it was first seen.
    WantedBefore,
    /// Seen, and nothing else.
    Seen,
    /// The same, so many years before the newest row: from, to.
    Aged(f64, f64),
}

/// What was found about a kind.
#[derive(Clone, Debug)]
pub struct StatementValue {
    /// Which kind.
    pub kind: StatementKind,
    /// Films of it with a rating.
    pub films: usize,
    /// Films of it without one: what the number is for.
    pub unrated: usize,
    /// Stars above the member's own mean.
    pub relative: Option<Pooled>,
    /// The mean of the levels of the ratings.
    pub level: Option<Pooled>,
}

impl StatementKind {
    /// All kinds, in the order of reports.
    pub fn all() -> Vec<Self> {
        let kinds = [
            Self::Liked,
            Self::NotLiked,
            Self::Rewatched,
            Self::RewatchedNotLiked,
            Self::Favourite,
            Self::Wanted,
            Self::WantedBefore,
            Self::Seen,
        ];
        let until = AGES[1..].iter().copied().chain([f64::INFINITY]);
        kinds.into_iter().chain(AGES.into_iter().zip(until).map(|(from, to)| Self::Aged(from, to))).collect()
    }

    /// In a member's words.
    pub fn words(self) -> String {
        match self {
            Self::Liked => "liked".to_owned(),
            Self::NotLiked => "not liked, by members who like films".to_owned(),
            Self::Rewatched => "rewatched".to_owned(),
            Self::RewatchedNotLiked => "rewatched, not liked".to_owned(),
            Self::Favourite => "favourite".to_owned(),
            Self::Wanted => "on watchlist, seen".to_owned(),
            Self::WantedBefore => "… since before".to_owned(),
            Self::Seen => "seen, nothing else".to_owned(),
            Self::Aged(from, to) if to.is_finite() => format!("… {from} to {to} years old"),
            Self::Aged(from, _) => format!("… {from} years and older"),
        }
    }

    /// The level that the tuning has for an unrated film of the kind, but for its age.
    pub fn level(self, tuning: &Tuning) -> Option<f32> {
        match self {
            Self::Liked => Some(tuning.liked),
            Self::Rewatched | Self::RewatchedNotLiked | Self::Favourite => Some(tuning.watched + tuning.treasured),
            Self::NotLiked | Self::Seen => Some(tuning.watched),
            Self::Wanted | Self::WantedBefore | Self::Aged(..) => None,
        }
    }

    fn is_of(self, member: &MemberStatements, film: FilmId, statement: &Statement) -> bool {
        let likes = member.likes >= MIN_LIKED;
        let favourite = member.favourites.contains(&film);
        let rewatched = statement.treasured && !favourite;
        let plain = !statement.liked && !statement.treasured && !statement.wanted;
        match self {
            Self::Liked => statement.liked,
            Self::NotLiked => likes && !statement.liked,
            Self::Rewatched => rewatched,
            Self::RewatchedNotLiked => rewatched && likes && !statement.liked,
            Self::Favourite => favourite,
            Self::Wanted => statement.wanted,
            Self::WantedBefore => statement.wanted && member.wanted_before(film),
            Self::Seen => plain,
            Self::Aged(from, to) => {
                let age = member.newest.zip(statement.day).map(|(newest, day)| f64::from(newest.0 - day.0) / 365.25);
                plain && age.is_some_and(|age| (from..to).contains(&age))
            }
        }
    }
}

impl MemberStatements {
    /// Reads an export.
    pub fn new(export: &Export, tuning: &Tuning) -> Self {
        let statements = merge(&export.import.entries, &export.matching);
        let taste = Taste::new(&statements, tuning);
        let ratings = || statements.values().filter_map(|statement| statement.rating);
        let (rated, total) = (ratings().count(), ratings().map(|rating| f64::from(rating.stars())).sum::<f64>());
        let mut favourites = BTreeSet::new();
        let mut days: BTreeMap<FilmId, (Option<Day>, Option<Day>)> = BTreeMap::new();
        for (entry, outcome) in export.import.entries.iter().zip(&export.matching.outcomes) {
            let &Outcome::Film(film, _) = outcome else { continue };
            if entry.kind == EntryKind::Favourite {
                favourites.insert(film);
            }
            let (seen, wanted) = days.entry(film).or_default();
            let day = if entry.kind == EntryKind::Watchlist { wanted } else { seen };
            *day = [*day, entry.day].into_iter().flatten().min();
        }
        Self {
            favourites,
            days,
            mean: taste.mean,
            own_mean: total / rated.max(1) as f64,
            rated,
            likes: statements.values().filter(|statement| statement.liked).count(),
            newest: statements.values().filter_map(|statement| statement.day).max(),
            statements,
        }
    }

    /// Reads all exports. Of exports that one member made at different times, the one with most films counts.
    pub fn of(exports: &[Export], tuning: &Tuning) -> Vec<Self> {
        let mut members: Vec<Self> = exports.iter().map(|export| Self::new(export, tuning)).collect();
        members.retain(|member| !member.statements.is_empty());
        members.sort_by_key(|member| std::cmp::Reverse(member.statements.len()));
        let mut once: Vec<Self> = Vec::new();
        for member in members {
            if !once.iter().any(|other| member.is_the_same_as(other)) {
                once.push(member);
            }
        }
        once
    }

    /// Whether more than half of what they saw, on which day, and how they rated it, is the other's too.
    fn is_the_same_as(&self, other: &Self) -> bool {
        let key = |statement: &Statement| (statement.day, statement.rating, statement.liked);
        let shared = self.statements.iter().filter(|(film, statement)| {
            statement.seen && other.statements.get(film).is_some_and(|theirs| key(theirs) == key(statement))
        });
        shared.count() * 2 > self.statements.values().filter(|statement| statement.seen).count()
    }

    fn wanted_before(&self, film: FilmId) -> bool {
        matches!(self.days.get(&film), Some(&(Some(seen), Some(wanted))) if wanted < seen)
    }

    fn rated(&self, kind: StatementKind) -> impl Iterator<Item = Stars> {
        let enough = self.rated >= MIN_RATED;
        let films = self.statements.iter().filter(move |_| enough);
        films
            .filter(move |(film, statement)| kind.is_of(self, **film, statement))
            .filter_map(|(_, statement)| statement.rating)
    }
}

/// What each kind of statement is worth, over members.
pub fn statement_values(members: &[MemberStatements], tuning: &Tuning) -> Vec<StatementValue> {
    let row = |kind: StatementKind| {
        let of = |value: &dyn Fn(&MemberStatements, Stars) -> f64| -> Vec<Vec<f64>> {
            members.iter().map(|member| member.rated(kind).map(|rating| value(member, rating)).collect()).collect()
        };
        let relative = of(&|member, rating| f64::from(rating.stars()) - member.own_mean);
        let level = of(&|member, rating| f64::from(tuning.level(rating, member.mean)));
        let unrated = |member: &MemberStatements| {
            let films = member.statements.iter().filter(|(_, statement)| statement.seen && statement.rating.is_none());
            films.filter(|(film, statement)| kind.is_of(member, **film, statement)).count()
        };
        StatementValue {
            kind,
            films: relative.iter().map(Vec::len).sum(),
            unrated: members.iter().map(unrated).sum(),
            relative: Pooled::random_effects(&relative),
            level: Pooled::random_effects(&level),
        }
    };
    StatementKind::all().into_iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use halfstar_core::import::{NamedFile, import};
    use halfstar_core::matching::{How, Matching};

    /// Films 0 to 9 rated ½ to 5 stars on ten days, the odd ones liked; film 20 only liked, 21 only seen, 22 rewatched;
    /// film 9 a favourite, by its link; film 8 wanted before it was seen, film 7 after.
    const FILES: [(&str, &str); 6] = [
        (
            "ratings.csv",
            "Date,Name,Year,Letterboxd URI,Rating\n2024-01-01,0,,,0.5\n2024-01-02,1,,,1\n2024-01-03,2,,,1.5\n\
             2024-01-04,3,,,2\n2024-01-05,4,,,2.5\n2024-01-06,5,,,3\n2024-01-07,6,,,3.5\n2024-01-08,7,,,4\n\
             2024-01-09,8,,,4.5\n2024-01-10,9,,,5\n",
        ),
        (
            "likes/films.csv",
            "Date,Name,Year,Letterboxd URI\n2024-01-01,1,,\n2024-01-01,3,,\n2024-01-01,5,,\n2024-01-01,7,,\n\
             2024-01-01,9,,\n2024-01-01,20,,\n",
        ),
        ("watched.csv", "Date,Name,Year,Letterboxd URI\n2022-06-01,21,,\n"),
        (
            "diary.csv",
            "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n2023-10-01,22,,,,,,2023-10-01\n\
             2023-10-02,22,,,,,,2023-10-02\n",
        ),
        ("watchlist.csv", "Date,Name,Year,Letterboxd URI\n2024-01-08,8,,\n2024-01-09,7,,\n"),
        ("profile.csv", "Date Joined,Username,Favorite Films\n2020-01-01,me,https://boxd.it/2Cg\n"),
    ];

    fn export(files: &[(&str, &str)]) -> Export {
        let named: Vec<_> = files.iter().map(|&(name, text)| NamedFile { name, bytes: text.as_bytes() }).collect();
        let import = import(&named);
        let film = |title: &str| FilmId(title.parse().unwrap_or(9));
        let outcomes =
            import.entries.iter().map(|entry| Outcome::Film(film(&entry.title), How::LetterboxdId)).collect();
        Export { name: String::new(), import, matching: Matching { outcomes } }
    }

    #[test]
    fn kinds_by_hand() {
        let tuning = Tuning { relative: 0.0, ..Tuning::default() };
        let rows = statement_values(&[MemberStatements::new(&export(&FILES), &tuning)], &tuning);
        let check = |kind: StatementKind, films: usize, unrated: usize, relative: Option<f64>, level: Option<f64>| {
            let row = rows.iter().find(|row| row.kind == kind).expect("a row");
            assert_eq!((row.films, row.unrated), (films, unrated), "{kind:?}");
            let close = |found: Option<Pooled>, expected: Option<f64>| {
                found.map(|found| (found.mean * 1e4).round()) == expected.map(|expected| (expected * 1e4).round())
            };
            assert!(close(row.relative, relative) && close(row.level, level), "{row:?}");
        };
        // The mean is 2.75. Liked: 1, 2, 3, 4, 5 stars; levels 0.2, 0.3, 0.55, 1, 1.3.
        check(StatementKind::Liked, 5, 1, Some(0.25), Some(0.67));
        // ½, 1½, 2½, 3½, 4½ stars: levels 0.2, 0.2, 0.4, 0.75, 1.15.
        check(StatementKind::NotLiked, 5, 2, Some(-0.25), Some(0.54));
        check(StatementKind::Rewatched, 0, 1, None, None);
        // One film of one member has no spread to pool with.
        check(StatementKind::Favourite, 1, 0, None, None);
        check(StatementKind::Wanted, 2, 0, Some(1.5), Some(1.075));
        check(StatementKind::WantedBefore, 1, 0, None, None);
        // ½, 1½, 2½, 3½ are left; film 21 is older than a year.
        check(StatementKind::Seen, 4, 1, Some(-0.75), Some(0.3875));
        check(StatementKind::Aged(0.0, 0.5), 4, 0, Some(-0.75), Some(0.3875));
        check(StatementKind::Aged(1.0, 2.0), 0, 1, None, None);
    }

    #[test]
    fn one_member_counts_once() {
        let other = FILES[0].1.replace("2024-", "2023-");
        let exports = [export(&FILES[..2]), export(&FILES), export(&[("ratings.csv", &other)])];
        let members = MemberStatements::of(&exports, &Tuning::default());
        assert_eq!(members.iter().map(|member| member.statements.len()).collect::<Vec<_>>(), [13, 10]);
    }
}
