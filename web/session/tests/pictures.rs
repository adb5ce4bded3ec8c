//! A year of the member's, the map's titles, and how alike guests are, as the page is told of them.
#![cfg(not(target_arch = "wasm32"))]

#[path = "../../../core/tests/world/mod.rs"]
mod world;

use halfstar_core::film::FilmId;
use halfstar_core::import::{Day, Import};
use halfstar_core::remarks::Says;
use halfstar_core::together::FEWEST;
use halfstar_session::protocol::DroppedFile;
use halfstar_session::{Session, read};
use world::film;

const DIARY: &str = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n";

/// A diary of the twelve films, a film each in so many months of each year.
fn diary(years: &[(u16, usize)]) -> Vec<DroppedFile> {
    let mut text = DIARY.to_owned();
    for (year, months) in years {
        for (month, (title, released, ..)) in world::FILMS.iter().enumerate().take(*months) {
            text += &format!("2025-01-01,{title},{released},,4,,,{year}-{:02}-10\n", month + 1);
        }
    }
    vec![DroppedFile { name: "diary.csv".to_owned(), bytes: text.into_bytes(), left_out: None }]
}

fn member(files: &[DroppedFile]) -> Session {
    let mut session = Session::new(world::full());
    session.import(files, true, Some(Day(20_500))).expect("films");
    session
}

fn guest(stars: [u8; 12]) -> Import {
    let row = |((title, year, ..), stars): (&(&str, u16, u8, &str, f32), u8)| format!("{title},{year},{stars}\n");
    let rows: String = world::FILMS.iter().zip(stars).filter(|(_, stars)| *stars > 0).map(row).collect();
    let bytes = ("Name,Year,Rating\n".to_owned() + &rows).into_bytes();
    read(&[DroppedFile { name: "ratings.csv".to_owned(), bytes, left_out: None }], None).expect("films")
}

#[test]
fn a_year_can_be_chosen() {
    let session = member(&diary(&[(2023, 12), (2024, 3), (2025, 6)]));
    let latest = session.review(None);
    assert_eq!(latest.years, [2025, 2023], "three films are no year to look back on");
    assert_eq!(latest.year.as_ref().map(|year| (year.year, year.sums.viewings)), Some((2025, 6)));
    let named: Vec<FilmId> = latest.year.iter().flat_map(halfstar_core::year::Year::films).collect();
    assert!(named.iter().all(|film| latest.films.iter().any(|known| known.film == *film)), "each with its title");
    assert_eq!(session.review(Some(2023)).year.map(|year| year.sums.viewings), Some(12));
    assert_eq!(session.review(Some(2024)).year.map(|year| year.year), Some(2025), "what is none is the latest");
    let nobody = Session::new(world::full()).review(None);
    assert_eq!((nobody.years, nobody.year, nobody.films), (vec![], None, vec![]));
}

#[test]
fn what_is_said_on_the_page_is_in_the_year() {
    let mut session = member(&diary(&[(2025, 6)]));
    session.remark(film("Orbit"), Some(Says::Liked), Some(Day(20_400)), 1);
    let year = session.review(None).year.expect("a year");
    assert_eq!(year.best.first().map(|(film, _)| *film), Some(film("Orbit")), "of equals what is liked");
}

#[test]
fn films_on_the_map_have_titles() {
    let session = member(&diary(&[(2025, 6)]));
    let map = session.map();
    let titles: Vec<(FilmId, &str)> = map.titles.iter().map(|(film, title, _)| (*film, title.as_str())).collect();
    let expected: Vec<(FilmId, &str)> = (0..6).map(|film| (FilmId(film), world::FILMS[film as usize].0)).collect();
    assert_eq!(titles, expected);
    assert_eq!(map.own.len(), 6);
}

#[test]
fn every_two_are_compared_who_share_enough() {
    let mut session = member(&diary(&[(2025, 12)]));
    assert_eq!(session.compare_people().pairs, [], "nobody has come");
    let stars = [5, 3, 5, 3, 5, 2, 5, 2, 4, 2, 4, 1];
    session.invite("anna".to_owned(), guest(stars));
    session.invite("ben".to_owned(), guest(stars));
    let few = std::array::from_fn(|film| if film < FEWEST as usize - 1 { stars[film] } else { 0 });
    session.invite("cleo".to_owned(), guest(few));
    let told = session.compare_people();
    assert_eq!(told.guests, session.guests());
    let pair = |places: [u32; 2]| told.pairs.iter().find(|pair| pair.places == places);
    let shared = |places| pair(places).map(|pair| pair.shared);
    assert_eq!((shared([0, 1]), shared([1, 2]), shared([0, 3])), (Some(12), Some(12), None));
    let both = pair([1, 2]).expect("the same export twice");
    assert!(both.share > 0.8 && !both.loved.is_empty() && both.apart.is_empty(), "{both:?}");
    assert!(
        both.loved.iter().all(|it| told.titles.iter().any(|(film, title, _)| *film == it.film && !title.is_empty()))
    );
    let mut nobody = Session::new(world::full());
    nobody.invite("anna".to_owned(), guest(stars));
    assert_eq!(nobody.compare_people().pairs, [], "there is no host");
}
