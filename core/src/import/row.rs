//! One row of a table, whosever table it is → one entry. Services name the same columns differently.

use super::day::{self, Order};
use super::entries::Entries;
use super::link::{self, Link};
use super::records::Row;
use super::table::Table;
use super::text;
use super::warnings::Warnings;
use super::{Day, Entry, EntryKind, TitleType};
use crate::film::Stars;
use crate::words::FileProblem;

/// How ratings count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scale {
    /// Half stars of 0.5 to 5.
    Five,
    /// 1 to 10.
    Ten,
    /// Either; the file's ratings tell.
    Unknown,
}

impl Scale {
    pub(super) fn read(self, text: &str) -> Option<Stars> {
        if self != Self::Ten {
            return Stars::read(text);
        }
        // Some programs write whole numbers as `8.0`.
        let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
        Stars::from_halves(whole.parse().ok().filter(|_| rest.bytes().all(|digit| digit == b'0'))?)
    }
}

/// Where the columns of a table stand.
pub(super) struct Columns {
    pub(super) count: usize,
    /// Columns of dates, the most telling first.
    pub(super) dates: [Option<usize>; 3],
    pub(super) rating: Option<usize>,
    /// Whether the table is Simkl's, which dates as Europe does.
    pub(super) is_simkl: bool,
    title: Option<usize>,
    original_title: Option<usize>,
    directors: Option<usize>,
    title_type: Option<usize>,
    year: Option<usize>,
    /// Links, the most telling first.
    links: [Option<usize>; 2],
    tmdb: Option<usize>,
    imdb: Option<usize>,
    rating_of_ten: Option<usize>,
    rewatch: Option<usize>,
    status: Option<usize>,
    favourites: Option<usize>,
}

impl Columns {
    pub(super) fn of(table: &Table<'_>) -> Self {
        let any = |names: &[&str]| table.any_column(names);
        let is_simkl = table.column("simklid").is_some();
        Self {
            count: table.columns(),
            dates: [any(&["watcheddate", "daterated"]), any(&["date"]), any(&["created"])],
            rating: any(&["yourrating", "yourated", "rating"]),
            is_simkl,
            title: any(&["name", "title"]),
            original_title: any(&["originaltitle"]),
            directors: any(&["directors", "director"]),
            title_type: any(&["titletype", "type"]),
            year: any(&["year"]),
            links: [any(&["letterboxduri"]), any(&["url"])],
            tmdb: any(&["tmdbid", "tmdb"]),
            imdb: any(&["const", "imdbid", "imdb"]),
            rating_of_ten: any(&["rating10"]),
            rewatch: any(&["rewatch"]),
            status: if is_simkl { any(&["watchlist"]) } else { None },
            favourites: any(&["favoritefilms", "favouritefilms"]),
        }
    }
}

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
        let mut bracketed = None;
        if self.columns.year.is_none() {
            let (before, year) = split_year(&title);
            bracketed = year;
            title.truncate(before.len());
        }
        let mut entry = Entry {
            kind,
            title_type: title_type(self.row.get(self.columns.title_type)),
            file,
            line: self.row.line,
            original_title: self.row.get(self.columns.original_title).to_owned(),
            directors: self.row.get(self.columns.directors).to_owned(),
            year: self.year().or(bracketed),
            imdb_id: self.imdb_id(),
            title,
            ..Entry::default()
        };
        // TMDB numbers series apart from films.
        if entry.title_type == TitleType::Film {
            entry.tmdb_id = link::number(self.row.get(self.columns.tmdb));
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
        entry.rewatch = ["yes", "true", "1"].iter().any(|yes| rewatch.eq_ignore_ascii_case(yes));
        entry.kind = match self.row.get(self.columns.status) {
            "plantowatch" | "plan to watch" => EntryKind::Watchlist,
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

    fn title(&self, repaired: &mut Option<String>) -> String {
        let title = self.row.get(self.columns.title);
        let Some(better) = text::repair(title) else {
            return title.to_owned();
        };
        let better = better.trim().to_owned();
        repaired.get_or_insert_with(|| better.clone());
        better
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
        // Some programs write whole numbers as `1999.0`, and series have a span.
        let first = cell.strip_suffix(".0").unwrap_or(cell).split(['-', '–']).next().unwrap_or("");
        let year = year(first);
        if year.is_none() && !cell.is_empty() {
            self.complain(FileProblem::NoYear, FileProblem::AllYears, &[cell]);
        }
        year
    }

    fn rating(&mut self) -> Option<Stars> {
        let cell = self.row.get(self.columns.rating);
        if let Some(stars) = self.scale.read(cell) {
            return Some(stars);
        }
        if let Some(stars) = Scale::Ten.read(self.row.get(self.columns.rating_of_ten)) {
            return Some(stars);
        }
        // Where nothing was rated, some write nothing and some a zero.
        let is_none = cell.is_empty() || (self.scale == Scale::Ten && cell == "0");
        if !is_none {
            let problem = if self.scale == Scale::Ten { FileProblem::NoRatingOfTen } else { FileProblem::NoRating };
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
pub(super) fn year(text: &str) -> Option<u16> {
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

/// The type of a title in the words of IMDb (three generations of them), Simkl and Trakt.
pub(super) fn title_type(words: &str) -> TitleType {
    let plain: String = words.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    match plain.as_str() {
        "tvseries" | "tvminiseries" | "miniseries" | "series" | "show" | "shows" | "tv" | "tvshow" | "anime" => {
            TitleType::Series
        }
        "tvepisode" | "episode" | "season" => TitleType::Episode,
        "videogame" | "game" | "podcastseries" | "podcastepisode" | "musicvideo" => TitleType::Other,
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
    fn ratings_of_both_scales() {
        fn check(scale: Scale, text: &str, halves: Option<u8>) {
            assert_eq!(scale.read(text).map(Stars::halves), halves, "{text} of {scale:?}");
        }
        check(Scale::Ten, "8", Some(8));
        check(Scale::Ten, "8.0", Some(8));
        check(Scale::Ten, "10", Some(10));
        for wrong in ["0", "11", "7.5", "-1", "x", "", "256"] {
            check(Scale::Ten, wrong, None);
        }
        check(Scale::Five, "4.5", Some(9));
        check(Scale::Five, "8", None);
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
