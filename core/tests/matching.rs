//! Matching in a small catalogue with known answers.

use halfstar_core::film::{Catalogue, Details, FilmId, Lists, OtherRecord, OtherTitles};
use halfstar_core::import::{Entry, EntryKind, Import, TitleType};
use halfstar_core::matching::{Correction, Doubt, How, Outcome, Service, TitleIndex, doubt, match_entries};
use proptest::prelude::*;

/// Title, year, Letterboxd's number, how often rated, original title; 0 is unknown.
const FILMS: [(&str, u16, u32, u32, &str); 17] = [
    ("The Godfather", 1972, 51_818, 9000, ""),
    ("Amélie", 2001, 0, 8000, "Le Fabuleux Destin d'Amélie Poulain"),
    ("Sing", 2016, 0, 7000, ""),
    ("Sing", 2016, 360_710, 60, "Mindenki"),
    ("mother!", 2017, 301, 6000, ""),
    ("Mother", 2017, 302, 50, ""),
    ("The Father", 2020, 303, 5000, ""),
    ("Heat", 1995, 304, 4500, ""),
    ("Heat", 1986, 305, 40, ""),
    ("Eternal Sunshine of the Spotless Mind", 2004, 306, 4400, ""),
    ("Greta", 2019, 307, 4300, ""),
    ("Noah", 2013, 308, 30, ""),
    ("Noah", 2015, 309, 4000, ""),
    ("Deadpool & Wolverine", 2024, 310, 3900, ""),
    ("Tenet", 2020, 0, 3800, ""),
    ("The Bride of Frankenstein", 1935, 0, 3700, ""),
    ("Fresh", 0, 0, 3, ""),
];

fn catalogue() -> Catalogue {
    Catalogue {
        pool: FILMS.len() as u32,
        titles: FILMS.iter().map(|film| film.0).collect(),
        years: FILMS.iter().map(|film| film.1).collect(),
        letterboxd_ids: FILMS.iter().map(|film| film.2).collect(),
        rating_counts: FILMS.iter().map(|film| film.3).collect(),
        details: Details { original_titles: FILMS.iter().map(|film| film.4).collect(), ..Details::default() },
        ..Catalogue::default()
    }
}

fn film(title: &str, year: u16) -> FilmId {
    FilmId(FILMS.iter().position(|film| film.0 == title && film.1 == year).expect("a film of the table") as u32)
}

fn row(kind: EntryKind, title: &str, year: u16, id: u32) -> Entry {
    Entry {
        kind,
        title: title.to_owned(),
        year: (year > 0).then_some(year),
        letterboxd_id: (id > 0).then_some(id),
        ..Entry::default()
    }
}

fn outcomes(rows: Vec<Entry>, corrections: &[Correction]) -> Vec<Outcome> {
    let catalogue = catalogue();
    let import = Import { entries: rows, ..Import::default() };
    match_entries(&catalogue, &TitleIndex::new(&catalogue), &import, corrections).outcomes
}

fn diary(title: &str, year: u16) -> Entry {
    row(EntryKind::Diary, title, year, 0)
}

fn rated(title: &str, year: u16, id: u32) -> Entry {
    row(EntryKind::Rating, title, year, id)
}

#[test]
fn a_row_on_its_own() {
    fn check(title: &str, year: u16, id: u32, expected: Outcome) {
        let found = outcomes(vec![rated(title, year, id)], &[]);
        assert_eq!(found, [expected], "{title} ({year}) #{id}");
    }
    let is = |title, year, how| Outcome::Film(film(title, year), how);
    let (popular_sing, short_sing) = (FilmId(2), FilmId(3));

    // The number decides, whatever the title says.
    check("The Godfather", 1972, 51_818, is("The Godfather", 1972, How::LetterboxdId));
    check("Untitled Coppola Project", 0, 51_818, is("The Godfather", 1972, How::LetterboxdId));
    check("", 0, 51_818, is("The Godfather", 1972, How::LetterboxdId));
    check("Sing", 2016, 360_710, Outcome::Film(short_sing, How::LetterboxdId));
    // Another number rules out the films whose number is known.
    check("Sing", 2016, 99, Outcome::Film(popular_sing, How::TitleAndYear));
    // Where it is all that speaks against the only film of a title and year, that is a question.
    check("The Godfather", 1972, 99, Outcome::Ambiguous(vec![film("The Godfather", 1972)]));
    check("Heat", 1995, 99, Outcome::Ambiguous(vec![film("Heat", 1995)]));
    check("Tenet", 2020, 99, is("Tenet", 2020, How::TitleAndYear));
    check("Bride of Frankenstein", 1935, 99, is("The Bride of Frankenstein", 1935, How::TitleAndYear));
    check("Tenet", 2021, 99, Outcome::Ambiguous(vec![film("Tenet", 2020)]));
    check("The Bride of Frankenstein", 1936, 99, is("The Bride of Frankenstein", 1935, How::NearYear));
    check("@tenet", 2021, 99, Outcome::Unknown);
    check("Tenet", 2022, 99, Outcome::Unknown);
    check("", 0, 99, Outcome::Unknown);
    // Without a number: title and year.
    check("The Godfather", 1972, 0, is("The Godfather", 1972, How::TitleAndYear));
    check("GODFATHER, THE", 1972, 0, is("The Godfather", 1972, How::TitleAndYear));
    check("amelie", 2001, 0, is("Amélie", 2001, How::TitleAndYear));
    check("Deadpool and Wolverine", 2024, 0, is("Deadpool & Wolverine", 2024, How::TitleAndYear));
    check("Sing", 2016, 0, Outcome::Ambiguous(vec![popular_sing, short_sing]));
    check("mother!", 2017, 0, is("mother!", 2017, How::TitleAndYear));
    check("Mother", 2017, 0, is("Mother", 2017, How::TitleAndYear));
    check("MOTHER", 2017, 0, Outcome::Ambiguous(vec![film("mother!", 2017), film("Mother", 2017)]));
    // Half an agreement is a question, unless the title is one of its kind.
    check("Father", 2020, 0, Outcome::Ambiguous(vec![film("The Father", 2020)]));
    check("Mindenki", 2016, 0, Outcome::Ambiguous(vec![short_sing]));
    let amelie = "Le fabuleux destin d'Amelie Poulain";
    check(amelie, 2001, 0, is("Amélie", 2001, How::OriginalTitle));
    check(amelie, 2002, 0, Outcome::Unknown);
    check("Greta", 2018, 0, Outcome::Ambiguous(vec![film("Greta", 2019)]));
    check("Noah", 2014, 0, Outcome::Ambiguous(vec![film("Noah", 2015), film("Noah", 2013)]));
    let eternal = "Eternal Sunshine of the Spotless Mind";
    check(eternal, 2005, 0, is(eternal, 2004, How::NearYear));
    check(eternal, 2006, 0, Outcome::Unknown);
    // Without a year.
    check("Greta", 0, 0, Outcome::Ambiguous(vec![film("Greta", 2019)]));
    check("Heat", 0, 0, Outcome::Ambiguous(vec![film("Heat", 1995), film("Heat", 1986)]));
    check("Father", 0, 0, Outcome::Unknown);
    check("Fresh", 0, 0, Outcome::Ambiguous(vec![film("Fresh", 0)]));
    check("Fresh", 2022, 0, Outcome::Unknown);
    check("Nothing Like It", 1999, 0, Outcome::Unknown);
    check("", 0, 0, Outcome::Unknown);
    check("…", 2000, 0, Outcome::Unknown);
}

#[test]
fn titles_typed_by_hand() {
    let check = |title: &str, expected: Outcome| {
        let found = outcomes(vec![Entry { by_hand: true, ..rated(title, 0, 0) }], &[]);
        assert_eq!(found, [expected], "{title}");
    };
    check("greta", Outcome::Film(film("Greta", 2019), How::TitleOnly));
    check("Heat", Outcome::Ambiguous(vec![film("Heat", 1995), film("Heat", 1986)]));
    check("Nothing Like It", Outcome::Unknown);
    // A year behind a comma may be part of the title, or not.
    check("Greta, 2019", Outcome::Film(film("Greta", 2019), How::TitleAndYear));
    check("Heat, 1986", Outcome::Film(film("Heat", 1986), How::TitleAndYear));
    check("Heat, 2010", Outcome::Unknown);
}

#[test]
fn titles_of_other_countries() {
    let others: [&[u32]; 4] = [&[0, 1], &[], &[2], &[]];
    let films = Lists::new(others.into_iter().chain(std::iter::repeat_n(&[][..], FILMS.len() - others.len())));
    let titles = ["Der Pate", "Крёстный отец", "歌え"].iter().collect();
    let details = Details { other_titles: Some(OtherTitles { titles, films }), ..catalogue().details };
    let catalogue = Catalogue { details, ..catalogue() };
    let check = |title: &str, year, expected: Outcome| {
        let import = Import { entries: vec![rated(title, year, 0)], ..Import::default() };
        let found = match_entries(&catalogue, &TitleIndex::new(&catalogue), &import, &[]).outcomes;
        assert_eq!(found, [expected], "{title}");
    };
    let godfather = film("The Godfather", 1972);
    // In letters that English lacks, exactly so, and of that year: it is called so.
    check("Крёстный отец", 1972, Outcome::Film(godfather, How::OriginalTitle));
    check("歌え", 2016, Outcome::Film(FilmId(2), How::OriginalTitle));
    // Words that another film's title may have: a question.
    check("Der Pate", 1972, Outcome::Ambiguous(vec![godfather]));
    check("Крёстный отец", 1990, Outcome::Unknown);
}

/// A film that a source lists twice was merged: rows may still mean its other record.
#[test]
fn other_records_of_a_film() {
    let godfather = film("The Godfather", 1972);
    let tenet = film("Tenet", 2020);
    let record = |film: FilmId, title: &str, year, numbers: [u32; 3]| OtherRecord {
        film: film.0,
        title: title.to_owned(),
        year,
        letterboxd_id: numbers[0],
        tmdb_id: numbers[1],
        imdb_id: numbers[2],
    };
    let mut other_records = vec![
        record(godfather, "Mario Puzo’s Godfather", 1973, [9001, 9002, 9003]),
        record(tenet, "Greta", 2019, [0, 0, 0]),
    ];
    other_records.sort_by_key(|other| other.film);
    let catalogue = Catalogue { details: Details { other_records, ..catalogue().details }, ..catalogue() };
    let check = |row: Entry, expected: Outcome| {
        let shown = format!("{row:?}");
        let import = Import { entries: vec![row], ..Import::default() };
        let found = match_entries(&catalogue, &TitleIndex::new(&catalogue), &import, &[]).outcomes;
        assert_eq!(found, [expected], "{shown}");
    };
    check(rated("whatever", 1999, 9001), Outcome::Film(godfather, How::LetterboxdId));
    let numbered = |tmdb_id, imdb_id| Entry { tmdb_id, imdb_id, ..rated("", 0, 0) };
    check(numbered(Some(9002), None), Outcome::Film(godfather, How::TmdbId));
    check(numbered(None, Some(9003)), Outcome::Film(godfather, How::ImdbId));
    check(rated("mario puzo's godfather", 1973, 0), Outcome::Film(godfather, How::TitleAndYear));
    check(rated("Mario Puzo’s Godfather", 1990, 0), Outcome::Unknown);
    // A number that neither record has is another film's.
    check(rated("Mario Puzo’s Godfather", 1973, 4711), Outcome::Unknown);
    // A film of that title and year comes before another film's record.
    check(rated("Greta", 2019, 0), Outcome::Film(film("Greta", 2019), How::TitleAndYear));
}

#[test]
fn numbers_of_other_services() {
    let catalogue = Catalogue {
        details: Details {
            tmdb_ids: vec![238, 194, 0, 7],
            imdb_ids: vec![68_646, 211_915, 4_000, 4_000],
            ..Details::default()
        },
        ..catalogue()
    };
    let check = |row: Entry, expected: Outcome| {
        let shown = format!("{row:?}");
        let import = Import { entries: vec![row], ..Import::default() };
        let found = match_entries(&catalogue, &TitleIndex::new(&catalogue), &import, &[]).outcomes;
        assert_eq!(found, [expected], "{shown}");
    };
    let tmdb = |id, title| Entry { tmdb_id: Some(id), ..rated(title, 0, 0) };
    let imdb = |id, title, year| Entry { imdb_id: Some(id), ..rated(title, year, 0) };
    check(tmdb(194, ""), Outcome::Film(FilmId(1), How::TmdbId));
    check(imdb(68_646, "Il padrino", 1972), Outcome::Film(FilmId(0), How::ImdbId));
    // A number that two films claim is nobody's, and the title decides.
    check(imdb(4_000, "Tenet", 2020), Outcome::Film(film("Tenet", 2020), How::TitleAndYear));
    // A title is not believed against the number, but asked about, unless the director is another too.
    let godfather = film("The Godfather", 1972);
    check(imdb(99, "The Godfather", 1972), Outcome::Ambiguous(vec![godfather]));
    check(Entry { directors: "X Y".to_owned(), ..imdb(99, "The Godfather", 1972) }, Outcome::Unknown);
    check(imdb(99, "Nothing Like It", 1972), Outcome::Unknown);
    // Nor is a number believed alone that title and year speak against, or another number.
    let tmdb_in = |id, title, year| Entry { tmdb_id: Some(id), ..rated(title, year, 0) };
    check(tmdb_in(238, "The Godfather", 1972), Outcome::Film(godfather, How::TmdbId));
    check(tmdb_in(238, "The Godfather", 1990), Outcome::Film(godfather, How::TmdbId));
    check(tmdb_in(238, "Il padrino", 1973), Outcome::Film(godfather, How::TmdbId));
    check(tmdb_in(238, "Breaking Bad", 2008), Outcome::Ambiguous(vec![godfather]));
    check(tmdb_in(238, "Tenet", 2020), Outcome::Ambiguous(vec![film("Tenet", 2020), godfather]));
    check(tmdb_in(238, "Tenet", 1972), Outcome::Film(godfather, How::TmdbId));
    let both = |title, year| Entry { imdb_id: Some(211_915), ..tmdb_in(238, title, year) };
    check(both("The Godfather", 1972), Outcome::Film(godfather, How::TmdbId));
    check(both("Amélie", 2001), Outcome::Film(FilmId(1), How::ImdbId));
    check(both("Il padrino", 1972), Outcome::Ambiguous(vec![godfather, FilmId(1)]));
    // A series is none of TMDB's films, and no film bears a series' number.
    let series = Entry { title_type: TitleType::Series, ..imdb(68_646, "The Godfather", 1972) };
    check(series, Outcome::NotAFilm);
}

#[test]
fn doubts_have_their_reasons() {
    let catalogue = catalogue();
    let titles = TitleIndex::new(&catalogue);
    let check = |row: Entry, films: &[FilmId], expected| {
        assert_eq!(doubt(&catalogue, &titles, &row, films), expected, "{row:?}");
    };
    let heat = film("Heat", 1995);
    check(rated("Heat", 1995, 99), &[heat], Doubt::Number(Service::Letterboxd, None));
    check(diary("Heat", 1996), &[heat], Doubt::Near);
    check(diary("Heat", 0), &[heat, film("Heat", 1986)], Doubt::Several);
}

proptest! {
    /// Whatever a row says: a number alone, against both title and year, makes no match.
    #[test]
    fn a_number_that_all_else_contradicts_makes_no_match(id in 1u32..300, year in 1900u16..2020) {
        let catalogue = Catalogue {
            details: Details { tmdb_ids: vec![238, 194, 0, 7], ..Details::default() },
            ..catalogue()
        };
        let row = Entry { tmdb_id: Some(id), ..rated("Something That Nobody Made", year, 0) };
        let import = Import { entries: vec![row], ..Import::default() };
        let found = match_entries(&catalogue, &TitleIndex::new(&catalogue), &import, &[]).outcomes;
        if let Outcome::Film(film, _) = found[0] {
            prop_assert!(catalogue.year(film).is_some_and(|known| known.abs_diff(year) <= 1));
        }
    }
}

#[test]
fn what_is_no_film() {
    let check = |title: &str, title_type, expected: Outcome| {
        let found = outcomes(vec![Entry { title_type, ..rated(title, 2016, 0) }], &[]);
        assert_eq!(found, [expected], "{title}");
    };
    // A film of the same name and year is not the series.
    check("mother!", TitleType::Series, Outcome::NotAFilm);
    check("mother!: Pilot", TitleType::Episode, Outcome::NotAFilm);
    check("mother!", TitleType::Other, Outcome::NotAFilm);
    check("Fresh Prince", TitleType::Film, Outcome::Unknown);
}

#[test]
fn rows_teach_each_other() {
    fn check(rows: Vec<Entry>, expected: Outcome) {
        let shown = format!("{rows:?}");
        assert_eq!(outcomes(rows, &[]).pop(), Some(expected), "the last of {shown}");
    }
    let (popular_sing, short_sing) = (FilmId(2), FilmId(3));
    let same = |film| Outcome::Film(film, How::SameExport);

    check(vec![rated("Sing", 2016, 360_710), diary("Sing", 2016)], same(short_sing));
    check(vec![rated("Sing", 2016, 99), diary("Sing", 2016)], Outcome::Film(popular_sing, How::TitleAndYear));
    check(vec![rated("Heat", 1996, 304), diary("Heat", 1996)], same(film("Heat", 1995)));
    check(vec![rated("Heat", 1995, 99), diary("Heat", 1995)], Outcome::Ambiguous(vec![film("Heat", 1995)]));
    // Where another row links the film by its number, this one's is another film.
    check(vec![rated("Heat", 1995, 304), rated("Heat", 1995, 99)], Outcome::Unknown);
    check(vec![rated("Heat", 1986, 305), diary("Heat", 1995)], Outcome::Film(film("Heat", 1995), How::TitleAndYear));
    check(vec![row(EntryKind::Like, "Sing", 2016, 360_710), diary("Sing", 2016)], same(short_sing));
    // Two namesakes in one export: the diary may mean either.
    let both = Outcome::Ambiguous(vec![popular_sing, short_sing]);
    check(vec![rated("Sing", 2016, 360_710), rated("Sing", 2016, 99), diary("Sing", 2016)], both.clone());
    let heats = vec![rated("Heat", 1995, 304), rated("Heat", 1995, 99), diary("Heat", 1995)];
    check(heats, Outcome::Ambiguous(vec![film("Heat", 1995)]));
    check(vec![rated("Heat", 1995, 98), rated("Heat", 1995, 99), diary("Heat", 1995)], Outcome::Unknown);
    // Spelling tells namesakes apart, if only one is spelt so.
    let mothers = || vec![rated("mother!", 2017, 301), rated("Mother", 2017, 302)];
    check([mothers(), vec![diary("mother!", 2017)]].concat(), same(film("mother!", 2017)));
    check([mothers(), vec![diary("Mother", 2017)]].concat(), same(film("Mother", 2017)));
    // What is wanted has not been seen.
    let wanted = row(EntryKind::Watchlist, "Sing", 2016, 360_710);
    check(vec![wanted, diary("Sing", 2016)], both);
    // A favourite is only a link; its title stands in another row.
    let favourite = |id| row(EntryKind::Favourite, "", 0, id);
    check(vec![rated("Tenet", 2020, 99), favourite(99)], Outcome::Film(film("Tenet", 2020), How::TitleAndYear));
    check(vec![favourite(99)], Outcome::Unknown);
}

#[test]
fn members_correct() {
    fn check(rows: Vec<Entry>, corrections: &[(&str, u16, FilmId)], expected: Outcome) {
        let corrections: Vec<_> = corrections
            .iter()
            .map(|&(title, year, film)| Correction { title: title.to_owned(), year: (year > 0).then_some(year), film })
            .collect();
        let shown = format!("{rows:?} with {corrections:?}");
        assert_eq!(outcomes(rows, &corrections).pop(), Some(expected), "the last of {shown}");
    }
    let (popular_sing, short_sing) = (FilmId(2), FilmId(3));
    let corrected = |film| Outcome::Film(film, How::Correction);

    check(vec![diary("Sing", 2016)], &[("Sing", 2016, short_sing)], corrected(short_sing));
    check(vec![diary("Film of my dreams", 0)], &[("Film of my dreams", 0, popular_sing)], corrected(popular_sing));
    check(vec![rated("Sing", 2016, 99), diary("Sing", 2016)], &[("Sing", 2016, short_sing)], corrected(short_sing));
    // Not for other rows, not against the row's own link, not for films that are not there.
    let both = Outcome::Ambiguous(vec![popular_sing, short_sing]);
    check(vec![diary("Sing", 2016)], &[("Sing", 2017, short_sing), ("Song", 2016, short_sing)], both.clone());
    check(vec![diary("Sing", 2016)], &[("Sing", 2016, FilmId(1000))], both);
    let by_number = Outcome::Film(short_sing, How::LetterboxdId);
    check(vec![rated("Sing", 2016, 360_710)], &[("Sing", 2016, popular_sing)], by_number);
    let heat = film("Heat", 1995);
    // Where only a number speaks against it, the member was asked.
    check(vec![rated("Heat", 1995, 99)], &[("Heat", 1995, heat)], corrected(heat));
    let linked = vec![rated("Heat", 1995, 304), rated("Heat", 1995, 99)];
    check(linked, &[("Heat", 1995, heat)], Outcome::Unknown);
    check(vec![rated("Songs", 2016, 99)], &[("Songs", 2016, popular_sing)], corrected(popular_sing));
}

#[test]
fn an_index_of_another_catalogue_does_no_harm() {
    let catalogue = catalogue();
    let import = Import { entries: vec![diary("Heat", 1995), rated("", 0, 304)], ..Import::default() };
    let titles = TitleIndex::new(&catalogue);
    match_entries(&Catalogue::default(), &titles, &import, &[]);
    let none = match_entries(&catalogue, &TitleIndex::default(), &import, &[]);
    // It has no numbers; what it looks for letter by letter, it looks for in the catalogue at hand.
    assert_eq!(none.outcomes, [Outcome::Ambiguous(vec![film("Heat", 1995)]), Outcome::Unknown]);
}

fn any_row() -> impl Strategy<Value = Entry> {
    let titles = prop::sample::select(FILMS.iter().map(|film| film.0).chain(["", "Sing!", "heat"]).collect::<Vec<_>>());
    let years = prop::sample::select(vec![0, 1972, 1995, 1996, 2014, 2016, 2017, 2018, 2020]);
    let ids = prop::sample::select(vec![0, 0, 0, 99, 98, 301, 302, 304, 360_710, 51_818]);
    let kinds = prop::sample::select(vec![EntryKind::Rating, EntryKind::Diary, EntryKind::Watchlist]);
    (kinds, titles, years, ids).prop_map(|(kind, title, year, id)| row(kind, title, year, id))
}

proptest! {
    /// Whatever the rows: no film that is believed contradicts a row's number, questions are sorted, and order does not matter.
    #[test]
    fn outcomes_keep_their_promises(rows in prop::collection::vec(any_row(), 0..12)) {
        let catalogue = catalogue();
        let found = outcomes(rows.clone(), &[]);
        prop_assert_eq!(found.len(), rows.len());
        for (row, outcome) in rows.iter().zip(&found) {
            let films = match outcome {
                Outcome::Film(film, _) => vec![*film],
                Outcome::Ambiguous(films) => {
                    prop_assert!(!films.is_empty());
                    films.clone()
                }
                Outcome::Unknown | Outcome::NotAFilm => vec![],
            };
            if let (Outcome::Film(film, _), Some(wanted)) = (outcome, row.letterboxd_id)
                && let Some(known) = catalogue.letterboxd_id(*film)
            {
                prop_assert_eq!(wanted, known);
            }
            prop_assert!(films.is_sorted_by(|a, b| catalogue.rating_count(*a) > catalogue.rating_count(*b)));
        }
        // Favourites aside, whose title is that of the first row with their number.
        let named: Vec<_> = rows.into_iter().filter(|row| !row.title.is_empty()).collect();
        let forwards = outcomes(named.clone(), &[]);
        let mut backwards = outcomes(named.into_iter().rev().collect(), &[]);
        backwards.reverse();
        prop_assert_eq!(forwards, backwards);
    }
}
