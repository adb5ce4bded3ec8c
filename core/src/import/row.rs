//! One row of a table, whosever table it is → one entry. Services name the same columns differently.

use super::day::{self, Order};
use super::entries::Entries;
use super::link::{self, Link};
use super::rating::{self, Scale};
use super::records::Row;
use super::table::Table;
use super::text;
use super::warnings::Warnings;
use super::{Day, Entry, EntryKind, TitleType};
use crate::film::Stars;
use crate::words::FileProblem;
use std::collections::BTreeSet;

/// Where the columns of a table stand.
pub(super) struct Columns {
    pub(super) count: usize,
    /// Columns of dates, the most telling first.
    pub(super) dates: [Option<usize>; 3],
    /// What the member says, wherever the public's rating stands beside it.
    pub(super) rating: Option<usize>,
    /// Whether the table is Simkl's, which dates as Europe does.
    pub(super) is_simkl: bool,
    /// Whether it is TV Time's, whose rows about series name no film.
    is_tv_time: bool,
    /// Whether it is what somebody watched on Netflix: titles without years, episodes among them.
    is_netflix: bool,
    title: Option<usize>,
    original_title: Option<usize>,
    directors: Option<usize>,
    title_type: Option<usize>,
    year: Option<usize>,
    /// Links, the most telling first.
    links: [Option<usize>; 2],
    tmdb: Option<usize>,
    imdb: Option<usize>,
    pub(super) rating_of_ten: Option<usize>,
    rewatch: Option<usize>,
    status: Option<usize>,
    /// Yamtrack's number of a title, and whose number that is.
    media: Option<(usize, usize)>,
    /// What a row of Netflix's is, if it is a trailer or the like.
    supplement: Option<usize>,
    /// What a row of Trakt's or TV Time's is about: a rating, the history, the watchlist.
    action: Option<usize>,
    is_watched: Option<usize>,
    favourites: Option<usize>,
}

/// Columns of titles, as services and people call them. Letters with accents are left out of a column's name.
pub(super) const TITLES: [&str; 17] = [
    "name",
    "title",
    "movietitle",
    "filmtitle",
    "movie",
    "film",
    "moviename",
    "filmname",
    "titel",
    "titre",
    "ttulo",
    "titulo",
    "titolo",
    "tytu",
    "pltitle",
    "название",
    "русскоязычноеназвание",
];
/// The member's own ratings. `Rating` alone is theirs where none of the others stands beside it.
pub(super) const OWN_RATINGS: [&str; 7] =
    ["yourrating", "yourated", "myrating", "userrating", "uservote", "myscore", "мояоценка"];
/// What ratings are called where nobody else's stand beside them.
pub(super) const RATINGS: [&str; 5] = ["rating", "score", "ocena", "оценка", "vote"];

impl Columns {
    pub(super) fn of(table: &Table<'_>) -> Self {
        let any = |names: &[&str]| table.any_column(names);
        let is_simkl = table.column("simklid").is_some();
        let is_tv_time = is_tv_time(table);
        Self {
            count: table.columns(),
            dates: [
                any(&["watcheddate", "watchedat", "daterated", "enddate"]),
                any(&["date", "ratedat", "isodate", "starttime", "датаоценки", "дата"]),
                any(&["created", "listedat", "createdat"]),
            ],
            rating: any(&OWN_RATINGS).or_else(|| any(&RATINGS)),
            is_simkl,
            is_tv_time,
            is_netflix: is_netflix(table),
            title: title(table),
            original_title: any(&["originaltitle", "оригинальноеназвание"]),
            directors: any(&["directors", "director"]),
            title_type: if is_tv_time { None } else { any(&["titletype", "type", "mediatype"]) },
            year: any(&["year", "releaseyear", "releasedate", "год"]),
            links: [any(&["letterboxduri"]), any(&["url"])],
            tmdb: any(&["tmdbid", "tmdb"]),
            imdb: any(&["const", "imdbid", "imdb"]),
            rating_of_ten: any(&["rating10"]),
            rewatch: any(&["rewatch"]),
            status: if is_simkl { any(&["watchlist"]) } else { any(&["status"]) },
            media: any(&["mediaid"]).zip(any(&["source"])),
            supplement: any(&["supplementalvideotype"]),
            action: if is_tv_time { any(&["type"]) } else { any(&["action"]) },
            is_watched: any(&["iswatched", "watched", "seen"]),
            favourites: any(&["favoritefilms", "favouritefilms"]),
        }
    }
}

/// TV Time's log of what was watched and what is to be.
pub(super) fn is_tv_time(table: &Table<'_>) -> bool {
    let has = |name: &str| table.column(name).is_some();
    has("moviename") && has("type") && has("entitytype")
}

/// What was watched on Netflix: all that there is to it, or the longer table.
pub(super) fn is_netflix(table: &Table<'_>) -> bool {
    let has = |name: &str| table.column(name).is_some();
    (table.columns() == 2 && has("title") && has("date")) || (has("supplementalvideotype") && has("title"))
}

/// Where the films' titles stand. Of two columns that could hold them it is the one that says more: in a club's table one
/// names whoever chose a film, over and over.
fn title(table: &Table<'_>) -> Option<usize> {
    let (name, title) = (table.column("name"), table.column("title"));
    let (Some(name), Some(title)) = (name, title) else { return table.any_column(&TITLES) };
    let (mut names, mut titles) = (BTreeSet::new(), BTreeSet::new());
    let mut rows = table.rows(LOOKED_AT);
    while let Some(row) = rows.next() {
        names.insert(row.get(Some(name)).to_owned());
        titles.insert(row.get(Some(title)).to_owned());
    }
    Some(if names.len() > titles.len() { name } else { title })
}

/// So many rows tell.
const LOOKED_AT: usize = 500;

/// The profile's favourites.
pub(super) fn read_favourites(
    file: u16,
    row: &Row,
    columns: &Columns,
    warnings: &mut Warnings<'_>,
    entries: &mut Entries,
) {
    // The profile allows four; a file that says more is not believed.
    for link in row.get(columns.favourites).split(',').map(str::trim).filter(|link| !link.is_empty()).take(4) {
        match link::read(link) {
            Link::Film(id) => {
                let kind = EntryKind::Favourite;
                let favourite = Entry { kind, file, line: row.line, letterboxd_id: Some(id), ..Entry::default() };
                entries.push(favourite, warnings);
            }
            _ => warnings.row(row.line, FileProblem::NoFavourite, FileProblem::AllLinks, &[link]),
        }
    }
}

/// One row, and where to complain about it.
pub(super) struct RowReader<'r, 'f> {
    pub(super) row: &'r Row,
    pub(super) columns: &'r Columns,
    pub(super) order: Order,
    pub(super) scale: Scale,
    pub(super) warnings: &'r mut Warnings<'f>,
}

impl RowReader<'_, '_> {
    pub(super) fn entry(&mut self, kind: EntryKind, file: u16, repaired: &mut Option<String>) -> Option<Entry> {
        let mut title = self.title(repaired);
        // A row about a series, and a trailer.
        if (self.columns.is_tv_time && title.is_empty()) || !self.row.get(self.columns.supplement).is_empty() {
            return None;
        }
        let mut year = self.year();
        let (before, bracketed) = split_year(&title);
        // Another year than the row's may be part of the title.
        if bracketed.is_some() && year.is_none_or(|year| Some(year) == bracketed) {
            year = bracketed;
            title.truncate(before.len());
        }
        let mut entry = Entry {
            kind,
            title_type: self.title_type(&title),
            by_hand: self.columns.is_netflix,
            file,
            line: self.row.line,
            original_title: self.row.get(self.columns.original_title).to_owned(),
            directors: self.row.get(self.columns.directors).to_owned(),
            year,
            imdb_id: self.imdb_id(),
            title,
            ..Entry::default()
        };
        // TMDB numbers series apart from films.
        if entry.title_type == TitleType::Film {
            entry.tmdb_id = link::number(self.row.get(self.columns.tmdb)).or_else(|| self.media("tmdb"));
        }
        self.follow_links(&mut entry);
        let is_numbered = entry.letterboxd_id.or(entry.tmdb_id).or(entry.imdb_id).is_some();
        if entry.title.is_empty() && !is_numbered {
            self.complain(FileProblem::NamesNoFilm, FileProblem::AllNoFilm, &[]);
            return None;
        }
        if entry.original_title == entry.title {
            entry.original_title.clear();
        }
        entry.rating = self.rating();
        entry.day = self.day();
        let rewatch = self.row.get(self.columns.rewatch);
        entry.rewatch = ["yes", "true", "1"].iter().any(|yes| rewatch.eq_ignore_ascii_case(yes))
            || self.row.get(self.columns.action) == "rewatch";
        let kind = self.kind_by_row(kind)?;
        entry.kind = match self.row.get(self.columns.status).to_ascii_lowercase().as_str() {
            "plantowatch" | "plan to watch" | "planning" => EntryKind::Watchlist,
            // Whoever rated a title of a list or a watchlist has seen it.
            _ if entry.rating.is_some()
                && matches!(kind, EntryKind::Listed | EntryKind::Watchlist | EntryKind::Watched) =>
            {
                EntryKind::Rating
            }
            _ if entry.rating.is_none() && kind == EntryKind::Rating => EntryKind::Watched,
            _ => kind,
        };
        Some(entry)
    }

    /// What the row states, by columns that speak of it alone; `None` if that is nothing.
    fn kind_by_row(&mut self, kind: EntryKind) -> Option<EntryKind> {
        let is_one_of = |cell: &str, words: &[&str]| words.iter().any(|word| cell.eq_ignore_ascii_case(word));
        let watched = self.row.get(self.columns.is_watched);
        if kind != EntryKind::Watchlist && is_one_of(watched, &["false", "no", "0", "n"]) {
            return Some(EntryKind::Listed);
        }
        let action = self.row.get(self.columns.action);
        Some(match action.to_ascii_lowercase().as_str() {
            "" => kind,
            "rating" | "ratings" | "rated" => EntryKind::Rating,
            "history" | "watched" | "watch" | "rewatch" | "scrobble" | "checkin" => EntryKind::Diary,
            "watchlist" | "towatch" => EntryKind::Watchlist,
            "favorite" | "favorites" | "like" | "liked" => EntryKind::Like,
            // What stands on a shelf at home, or is hidden.
            "collection" | "collected" | "hidden" | "comments" => return None,
            // TV Time logs much more than that.
            _ if self.columns.is_tv_time => return None,
            "list" | "lists" => EntryKind::Listed,
            _ => {
                self.complain(FileProblem::UnknownAction, FileProblem::AllActions, &[action]);
                EntryKind::Listed
            }
        })
    }

    fn title(&self, repaired: &mut Option<String>) -> String {
        let title = text::without_entities(self.row.get(self.columns.title));
        let Some(better) = text::repair(&title) else {
            return title.into_owned();
        };
        let better = better.trim().to_owned();
        repaired.get_or_insert_with(|| better.clone());
        better
    }

    fn title_type(&self, title: &str) -> TitleType {
        if self.columns.is_netflix && is_episode(title) {
            return TitleType::Episode;
        }
        title_type(self.row.get(self.columns.title_type))
    }

    /// The number of Yamtrack's title, if it is of this service.
    fn media(&self, of: &str) -> Option<u32> {
        let (number, service) = self.columns.media?;
        link::number(self.row.get(Some(number))).filter(|_| self.row.get(Some(service)).eq_ignore_ascii_case(of))
    }

    fn imdb_id(&self) -> Option<u32> {
        let cell = self.row.get(self.columns.imdb);
        link::imdb_id(cell).or_else(|| link::number(cell))
    }

    fn follow_links(&mut self, entry: &mut Entry) {
        for column in self.columns.links {
            let uri = self.row.get(column);
            match link::read(uri) {
                Link::Film(id) => entry.letterboxd_id = entry.letterboxd_id.or(Some(id)),
                Link::Imdb(id) => entry.imdb_id = entry.imdb_id.or(Some(id)),
                Link::Tmdb(id) => entry.tmdb_id = entry.tmdb_id.or(Some(id)),
                Link::Unreadable if !uri.is_empty() => {
                    self.complain(FileProblem::NoLink, FileProblem::AllLinks, &[uri]);
                }
                Link::Other | Link::Unreadable => {}
            }
        }
    }

    fn year(&mut self) -> Option<u16> {
        let cell = self.row.get(self.columns.year);
        // Some programs write whole numbers as `1999.0`, series have a span, and a release has a day.
        let first = cell.strip_suffix(".0").unwrap_or(cell).split(['-', '–', '/']).next().unwrap_or("");
        let year = year(first);
        if year.is_none() && !cell.is_empty() {
            self.complain(FileProblem::NoYear, FileProblem::AllYears, &[cell]);
        }
        year
    }

    fn rating(&mut self) -> Option<Stars> {
        if self.scale == Scale::None {
            return None;
        }
        let cell = self.row.get(self.columns.rating);
        let written = rating::read(cell);
        if let Some(stars) = written.and_then(|written| written.stars(self.scale)) {
            return Some(stars);
        }
        let of_ten = rating::read(self.row.get(self.columns.rating_of_ten));
        if let Some(stars) = of_ten.and_then(|written| written.stars(Scale::Ten)) {
            return Some(stars);
        }
        // Where nothing was rated, some write nothing and some a zero.
        let is_none = cell.is_empty() || (self.scale != Scale::Five && cell == "0");
        if !is_none {
            let problem = match self.scale {
                Scale::Ten => FileProblem::NoRatingOfTen,
                Scale::Hundred => FileProblem::NoRatingOfHundred,
                _ => FileProblem::NoRating,
            };
            self.complain(problem, FileProblem::AllRatings, &[cell]);
        }
        None
    }

    fn day(&mut self) -> Option<Day> {
        let cells = self.columns.dates.map(|column| self.row.get(column));
        let cell = cells.into_iter().find(|cell| !cell.is_empty()).unwrap_or("");
        let day = day::parse(cell, self.order);
        if day.is_none() && !cell.is_empty() {
            self.complain(FileProblem::NoDate, FileProblem::AllDates, &[cell]);
        }
        day
    }

    fn complain(&mut self, problem: FileProblem, rest: FileProblem, cells: &[&str]) {
        self.warnings.row(self.row.line, problem, rest, cells);
    }
}

/// A year that a film can be of.
pub(crate) fn year(text: &str) -> Option<u16> {
    text.trim().parse().ok().filter(is_year)
}

pub(super) fn is_year(year: &u16) -> bool {
    (1850..2200).contains(year)
}

/// `Toy Story (1995)` → title and year, as MovieLens and people write them.
pub(super) fn split_year(title: &str) -> (&str, Option<u16>) {
    let found = title.strip_suffix(')').and_then(|open| open.rsplit_once('(')).and_then(|(before, inside)| {
        let before = before.trim_end();
        (!before.is_empty()).then_some((before.len(), year(inside).filter(|_| inside.len() == 4)?))
    });
    match found {
        Some((end, year)) => (&title[..end], Some(year)),
        None => (title, None),
    }
}

/// Whether Netflix writes so of an episode: `Dark: Season 1: Secrets`. `Kill Bill: Vol. 2` is a film.
fn is_episode(title: &str) -> bool {
    const SEASONS: [&str; 12] = [
        "season",
        "staffel",
        "saison",
        "temporada",
        "stagione",
        "sezon",
        "seizoen",
        "limited series",
        "miniserie",
        "mini-série",
        "miniserien",
        "episode",
    ];
    const PARTS: [&str; 8] = ["part", "teil", "partie", "parte", "volume", "chapter", "kapitel", "book"];
    let parts: Vec<String> = title.split(": ").skip(1).map(str::to_lowercase).collect();
    let begins = |words: &[&str]| parts.iter().any(|part| words.iter().any(|word| part.starts_with(word)));
    begins(&SEASONS) || (parts.len() > 1 && begins(&PARTS))
}

/// The type of a title in the words of IMDb (three generations of them), Simkl and Trakt.
pub(super) fn title_type(words: &str) -> TitleType {
    let plain: String = words.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    match plain.as_str() {
        "tvseries" | "tvminiseries" | "miniseries" | "series" | "show" | "shows" | "tv" | "tvshow" | "anime" => {
            TitleType::Series
        }
        "tvepisode" | "episode" | "season" => TitleType::Episode,
        "videogame" | "game" | "podcastseries" | "podcastepisode" | "musicvideo" | "book" | "manga" | "comic"
        | "boardgame" => TitleType::Other,
        _ => TitleType::Film,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_in_brackets() {
        fn check(title: &str, expected: (&str, Option<u16>)) {
            assert_eq!(split_year(title), expected, "{title}");
        }
        check("Toy Story (1995)", ("Toy Story", Some(1995)));
        check("Matrix, The (1999)", ("Matrix, The", Some(1999)));
        check("(500) Days of Summer", ("(500) Days of Summer", None));
        check("Brazil (a film)", ("Brazil (a film)", None));
        check("(1984)", ("(1984)", None));
        check("2012", ("2012", None));
        check("", ("", None));
    }

    #[test]
    fn episodes_by_their_titles() {
        let episodes = ["Dark: Season 1: Secrets", "Dark: Staffel 1: Geheimnisse", "Lupin: Part 1: Chapter 1"];
        assert!(episodes.into_iter().all(is_episode));
        let films = [
            "Heat",
            "Kill Bill: Vol. 2",
            "Harry Potter and the Deathly Hallows: Part 2",
            "Rogue One: A Star Wars Story",
        ];
        assert!(!films.into_iter().any(is_episode));
    }

    #[test]
    fn three_generations_of_types() {
        for (words, expected) in [
            ("movie", TitleType::Film),
            ("Feature Film", TitleType::Film),
            ("TV Movie", TitleType::Film),
            ("short", TitleType::Film),
            ("Documentary", TitleType::Film),
            ("", TitleType::Film),
            ("tvSeries", TitleType::Series),
            ("TV Mini Series", TitleType::Series),
            ("Mini-Series", TitleType::Series),
            ("TV Episode", TitleType::Episode),
            ("videoGame", TitleType::Other),
            ("Music Video", TitleType::Other),
        ] {
            assert_eq!(title_type(words), expected, "{words}");
        }
    }
}
