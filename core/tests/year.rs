//! A year in review, worked out by hand in the small world.

mod real;
mod world;

use halfstar_core::Bundle;
use halfstar_core::film::{FilmId, Stars};
use halfstar_core::import::{Day, Import, NamedFile, import};
use halfstar_core::matching::{Matching, TitleIndex, match_entries};
use halfstar_core::taste::{Statement, merge};
use halfstar_core::year::{FEWEST, MOST_A_DAY, Most, Viewings, Year, year};
use std::collections::BTreeMap;
use world::{bundle, film};

const DIARY: &str = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n";
const RATINGS: &str = "Date,Name,Year,Letterboxd URI,Rating\n";

struct Member {
    bundle: Bundle,
    import: Import,
    matching: Matching,
    statements: BTreeMap<FilmId, Statement>,
}

impl Member {
    /// Whose files have these rows.
    fn of(bundle: Bundle, files: &[(&str, String)]) -> Self {
        let named: Vec<_> = files.iter().map(|(name, text)| NamedFile { name, bytes: text.as_bytes() }).collect();
        let import = import(&named);
        assert_eq!(import.warnings, [], "the rows are read");
        let matching = match_entries(&bundle.catalogue, &TitleIndex::new(&bundle.catalogue), &import, &[]);
        let statements = merge(&import.entries, &matching);
        Self { bundle, import, matching, statements }
    }

    fn viewings(&self) -> Viewings {
        Viewings::new(&self.import.entries, &self.matching)
    }

    fn year(&self, wanted: u16) -> Option<Year> {
        year(&self.bundle, &self.viewings(), &self.statements, wanted)
    }
}

/// Rows of a diary: day, title, stars, whether again.
fn diary(rows: &[(&str, &str, &str, bool)]) -> String {
    let row = |(day, title, stars, again): &(&str, &str, &str, bool)| {
        let (_, year, ..) = world::FILMS[film(title).index()];
        format!("2025-12-30,{title},{year},,{stars},{},,{day}\n", if *again { "Yes" } else { "" })
    };
    DIARY.to_owned() + &rows.iter().map(row).collect::<String>()
}

/// Rows of ratings: day, title, stars.
fn ratings(rows: &[(&str, &str, &str)]) -> String {
    let row = |(day, title, stars): &(&str, &str, &str)| {
        let (_, year, ..) = world::FILMS[film(title).index()];
        format!("{day},{title},{year},,{stars}\n")
    };
    RATINGS.to_owned() + &rows.iter().map(row).collect::<String>()
}

fn day(year: i32, month: u32, day: u32) -> Day {
    Day::from_date(year, month, day).expect("a date")
}

fn most(name: &str, films: u32) -> Most {
    (name.to_owned(), films)
}

fn titles(films: &[(FilmId, Stars)]) -> Vec<&'static str> {
    films.iter().map(|(film, _)| world::FILMS[film.index()].0).collect()
}

/// Seven viewings in 2021, of six films: the last is a second one.
fn year_2021() -> Vec<(&'static str, &'static str, &'static str, bool)> {
    vec![
        ("2021-01-02", "Orbit", "5", false),
        ("2021-01-20", "Far Side", "4.5", false),
        ("2021-03-05", "Vacuum", "3", false),
        ("2021-03-05", "The Letter", "5", true),
        ("2021-07-01", "Moonbase Blues", "4", false),
        ("2021-11-11", "Two Tickets", "", false),
        ("2021-12-31", "Orbit", "4.5", false),
    ]
}

#[test]
fn a_year_is_counted() {
    let member = Member::of(bundle(), &[("diary.csv", diary(&year_2021()))]);
    assert_eq!(member.viewings().years(), [2021]);
    let told = member.year(2021).unwrap();
    assert!(told.by_diary);
    assert_eq!((told.sums.viewings, told.sums.films, told.sums.rewatches), (7, 6, 2), "a row says so, or comes second");
    let minutes = |title: &str| u32::from(member.bundle.catalogue.runtime(film(title)).unwrap());
    let all: u32 = year_2021().iter().map(|(_, title, ..)| minutes(title)).sum();
    assert_eq!(told.sums.minutes, all, "what was seen twice took its time twice");
    assert_eq!(told.sums.mean, Some((4.5 + 4.5 + 3.0 + 5.0 + 4.0) / 5.0), "a film counts once, with its last rating");
    assert_eq!(told.months, [2, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 1]);
    let (first, last) = (told.first.unwrap(), told.last.unwrap());
    assert_eq!((first.film, first.day, first.again), (film("Orbit"), day(2021, 1, 2), false));
    assert_eq!((last.film, last.day, last.again), (film("Orbit"), day(2021, 12, 31), true));
    assert_eq!((told.before, told.new_directors), (None, None), "nothing is known of the time before");
    let bytes = postcard::to_allocvec(&told).unwrap();
    assert_eq!(postcard::from_bytes::<Year>(&bytes).unwrap(), told, "it travels");
}

#[test]
fn the_best_come_first() {
    let liked = "Date,Name,Year,Letterboxd URI\n2021-03-01,Far Side,1979,\n".to_owned();
    let member = Member::of(bundle(), &[("diary.csv", diary(&year_2021())), ("likes/films.csv", liked)]);
    let told = member.year(2021).unwrap();
    // Of the two at four and a half the one that is liked.
    assert_eq!(titles(&told.best), ["The Letter", "Far Side", "Orbit", "Moonbase Blues", "Vacuum"]);
    assert_eq!(titles(&told.best_released), ["Moonbase Blues"], "it came out in that year");
    let mut rows = year_2021();
    rows[4].2 = "3";
    let told = Member::of(bundle(), &[("diary.csv", diary(&rows))]).year(2021).unwrap();
    assert_eq!(titles(&told.best_released), [""; 0], "three stars are not the best of anything");
    // Of equals what everyone rates lower: it says more of the member.
    let fives = [("2021-02-01", "Orbit", "5", false), ("2021-02-02", "Signal Lost", "5", false)];
    let member = Member::of(bundle(), &[("diary.csv", diary(&[&fives[..], &year_2021()[2..6]].concat()))]);
    assert_eq!(titles(&member.year(2021).unwrap().best)[..3], ["Signal Lost", "Orbit", "The Letter"]);
}

#[test]
fn most_of_it_is_named() {
    let member = Member::of(bundle(), &[("diary.csv", diary(&year_2021()))]);
    let told = member.year(2021).unwrap();
    assert_eq!(told.directors, [most("Ada Vance", 3), most("Noor Hale", 2)], "Orbit counts once; one film is not most");
    assert_eq!(told.genres, [most("Science Fiction", 4), most("Romance", 2)]);
    assert_eq!(told.decades[0], most("1980", 2));
    assert_eq!(told.decades.iter().map(|decade| decade.1).sum::<u32>(), 6);
    assert_eq!(told.languages, [most("en", 6)]);
    assert_eq!(told.actors.unwrap()[0].1, 6);
    let mut early = bundle();
    early.catalogue.details = Default::default();
    let member = Member::of(early, &[("diary.csv", diary(&year_2021()))]);
    assert_eq!(member.year(2021).unwrap().actors, None, "not there yet is not the same as none");
}

#[test]
fn too_few_are_no_year() {
    let rows = year_2021();
    let member = Member::of(bundle(), &[("diary.csv", diary(&rows[..FEWEST - 1]))]);
    assert_eq!((member.viewings().years(), member.year(2021)), (vec![], None));
    let member = Member::of(bundle(), &[("diary.csv", diary(&rows[..FEWEST]))]);
    assert_eq!(member.viewings().years(), [2021]);
    // The same row in two files is one viewing.
    let mut again = rows[..FEWEST - 1].to_vec();
    again.reverse();
    let twice = [("diary.csv", diary(&rows[..FEWEST - 1])), ("more/diary.csv", diary(&again))];
    assert_eq!(Member::of(bundle(), &twice).viewings().years(), [0u16; 0]);
    assert_eq!(Member::of(bundle(), &[]).viewings().years(), [0u16; 0]);
}

#[test]
fn ratings_tell_a_year_without_a_diary() {
    let one_by_one = [
        ("2020-02-01", "Orbit", "5"),
        ("2020-02-02", "Far Side", "4"),
        ("2020-02-03", "Vacuum", "3"),
        ("2020-02-04", "The Letter", "2"),
        ("2020-02-05", "Two Tickets", "1"),
    ];
    let told = Member::of(bundle(), &[("ratings.csv", ratings(&one_by_one))]).year(2020).unwrap();
    assert!(!told.by_diary);
    assert_eq!((told.sums.viewings, told.sums.mean), (5, Some(3.0)));
    // Whoever rates more on one day than anybody sees has just come.
    let at_once: Vec<_> = world::FILMS.iter().map(|film| ("2020-02-01", film.0, "4")).collect();
    let years = |films: usize| Member::of(bundle(), &[("ratings.csv", ratings(&at_once[..films]))]).viewings().years();
    assert_eq!(years(MOST_A_DAY), [2020]);
    assert_eq!(years(MOST_A_DAY + 1), [0u16; 0]);
    // The diary goes before.
    let both = [("ratings.csv", ratings(&one_by_one)), ("diary.csv", diary(&year_2021()))];
    let member = Member::of(bundle(), &both);
    assert_eq!(member.viewings().years(), [2021, 2020]);
    let told = member.year(2021).unwrap();
    assert_eq!((told.by_diary, told.before), (true, None), "years told in different ways are not compared");
}

#[test]
fn a_year_is_compared_with_the_one_before() {
    let mut rows = year_2021();
    rows.extend([
        ("2022-01-05", "Orbit", "5", false),
        ("2022-02-05", "Perihelion", "4", false),
        ("2022-03-04", "Vacuum", "4", false),
        ("2022-03-05", "Signal Lost", "4", false),
        ("2022-03-05", "Harbour Lights", "4", false),
    ]);
    let before = |rows: &[(&str, &str, &str, bool)]| {
        let told = Member::of(bundle(), &[("diary.csv", diary(rows))]).year(2022).unwrap();
        (told.before.map(|sums| (sums.viewings, sums.rewatches)), told.is_open)
    };
    // Until the fifth of March there were but four: too few to compare with.
    assert_eq!(before(&rows), (None, true));
    rows.push(("2022-07-01", "Love Again Again", "2", false));
    assert_eq!(before(&rows), (Some((5, 1)), true), "so far");
    rows.push(("2022-12-24", "A Slow Dance", "2", false));
    assert_eq!(before(&rows), (Some((7, 2)), false), "at Christmas a year is as good as over");
    rows.push(("2023-01-01", "A Slow Dance", "2", false));
    assert_eq!(before(&rows), (Some((7, 2)), false));
}

#[test]
fn directors_are_new_who_were_not_seen_before() {
    let mut bundle = bundle();
    // Forty films of nobody's, for a past.
    let catalogue = &mut bundle.catalogue;
    let names: Vec<String> = (0..40).map(|film| format!("Past {film}")).collect();
    let all: Vec<&str> = catalogue.titles.iter().chain(names.iter().map(String::as_str)).collect();
    catalogue.titles = all.into_iter().collect();
    catalogue.years.extend([1950; 40]);
    let past = |films: usize| {
        let row = |film: usize| format!("2019-01-{:02},Past {film},1950,,3\n", film % 28 + 1);
        RATINGS.to_owned() + &(0..films).map(row).collect::<String>()
    };
    let rows = [
        ("2021-01-02", "Orbit", "5", false),
        ("2021-02-02", "Perihelion", "4.5", false),
        ("2021-03-02", "Signal Lost", "4", false),
        ("2021-04-02", "Moonbase Blues", "4", false),
        ("2021-05-02", "A Slow Dance", "2", false),
    ];
    let told = |more: &str, films: usize| {
        let files = [("ratings.csv", past(films) + more), ("diary.csv", diary(&rows))];
        let told = Member::of(bundle.clone(), &files).year(2021).unwrap();
        let names =
            told.discoveries.iter().map(|found| (found.name.clone(), found.films, found.best)).collect::<Vec<_>>();
        (told.new_directors, names)
    };
    let (ilse, ada) = (("Ilse Brandt".to_owned(), 3, film("Perihelion")), ("Ada Vance".to_owned(), 1, film("Orbit")));
    // Three good films before one that is better; whose only film got two stars is new, and not told of.
    assert_eq!(told("", 40), (Some(3), vec![ilse.clone(), ada]));
    assert_eq!(told("2019-05-05,Far Side,1979,,4\n", 40), (Some(2), vec![ilse.clone()]), "Ada Vance was seen before");
    assert_eq!(told(",Far Side,1979,,4\n", 40), (Some(2), vec![ilse]), "nobody knows since when");
    assert_eq!(told("", 10), (None, vec![]), "everybody would be new");
}

/// Nothing personal is told: only what must be true of anybody.
#[test]
fn real_members_add_up() {
    let Some(data) = real::data() else { return };
    let bundle = real::bundle();
    let titles = TitleIndex::new(&bundle.catalogue);
    let mut told = 0;
    for (_, import) in real::exports(&data).into_iter() {
        let matching = match_entries(&bundle.catalogue, &titles, &import, &[]);
        let statements = merge(&import.entries, &matching);
        let viewings = Viewings::new(&import.entries, &matching);
        for wanted in viewings.years() {
            let year = year(&bundle, &viewings, &statements, wanted).unwrap();
            told += 1;
            assert_eq!(year.months.iter().sum::<u32>(), year.sums.viewings);
            assert!(year.sums.viewings >= FEWEST as u32 && year.sums.films <= year.sums.viewings);
            assert!(year.sums.rewatches <= year.sums.viewings && year.first.unwrap().day <= year.last.unwrap().day);
            assert!(year.best.is_sorted_by(|one, next| one.1 >= next.1));
            assert!(year.best_released.iter().all(|(film, _)| bundle.catalogue.year(*film) == Some(wanted)));
            assert!(year.genres.is_sorted_by(|one, next| one.1 >= next.1));
            assert!(year.discoveries.len() as u32 <= year.new_directors.unwrap_or(0));
        }
    }
    assert!(told > 10, "{told} years");
}
