//! What each choice would leave is what recommending with it gives.

mod world;

use halfstar_core::facets::{NameOf, SUGGESTED, Switch, facets, suggestions};
use halfstar_core::film::{Details, FilmId, Kind, Lists, Services, Stars};
use halfstar_core::shelf::{Filters, WatchlistFilter};
use halfstar_core::taste::{Statement, Taste};
use halfstar_core::{Bundle, Request, recommend};
use proptest::prelude::*;
use world::film;

const ACTORS: [&str; 4] = ["Kit Moreau", "Zoë Kravitz", "Anna Kit", "Nobody"];
const SERVICES: [&str; 3] = ["Arte", "Mubi", "Nothing"];
const KEYWORDS: [&str; 3] = ["moon", "based on novel", "honeymoon"];

/// The small world, with more to choose from: three genres, four languages, two series, a cast that overlaps.
fn varied() -> Bundle {
    let mut bundle = world::bundle();
    let catalogue = &mut bundle.catalogue;
    catalogue.genre_names = ["Science Fiction", "Romance", "Drama"].iter().collect();
    for (film, genres) in catalogue.genres.iter_mut().enumerate() {
        *genres |= if film % 3 == 0 { 4 } else { 0 };
    }
    catalogue.language_codes = ["", "en", "fr", "ja"].iter().collect();
    catalogue.languages = (0..13).map(|film| film % 4).collect();
    catalogue.kinds[4] = Kind::Tv;
    catalogue.kinds[7] = Kind::Tv;
    catalogue.years[3] = 0;
    catalogue.details.people = ACTORS.iter().collect();
    catalogue.details.cast =
        Lists::new((0..13).map(|film| if film % 4 == 0 { vec![0, 1, 0] } else { vec![film % 3, (film + 1) % 3] }));
    catalogue.details.keyword_names = KEYWORDS.iter().collect();
    catalogue.details.keywords =
        Lists::new((0..13u32).map(|film| (0..3).filter(|bit| film >> bit & 1 == 1).collect::<Vec<_>>()));
    catalogue.details.services = Some(Services {
        country: "DE".to_owned(),
        as_of: "2026-11-05".to_owned(),
        names: SERVICES.iter().collect(),
        films: Lists::new((0..13u32).map(|film| match film % 4 {
            0 => vec![],
            1 => vec![0],
            2 => vec![0, 1, 1],
            _ => vec![1],
        })),
    });
    bundle
}

/// Has seen two, loves a director, wants three, is done with one, and was shown two.
fn member(bundle: &Bundle) -> Taste {
    let rated = |halves| Statement { seen: true, rating: Stars::from_halves(halves), ..Statement::default() };
    let wanted = Statement { wanted: true, ..Statement::default() };
    let statements = [
        (film("Orbit"), rated(10)),
        (film("Far Side"), rated(9)),
        (film("Vacuum"), wanted),
        (film("The Letter"), wanted),
        (film("Moonbase Blues"), wanted),
        (film("Two Tickets"), Statement { dismissed: true, ..Statement::default() }),
    ];
    let mut taste = Taste::new(&statements.into(), &bundle.tuning);
    taste.note_shown([film("Vacuum"), film("Signal Lost")].into_iter());
    taste
}

fn shown(bundle: &Bundle, taste: &Taste, filters: Filters) -> u32 {
    let shelf = recommend(bundle, taste, &Request { filters, limit: 100, ..Request::default() });
    assert_eq!(shelf.candidates as usize, shelf.picks.len());
    shelf.candidates
}

fn some(names: &'static [&'static str]) -> impl Strategy<Value = Vec<String>> {
    let chosen = prop::sample::subsequence(names, 0..=2.min(names.len()));
    // Mostly nothing: with every filter set hardly a film is left to be counted.
    prop_oneof![3 => Just(Vec::new()), 1 => chosen.prop_map(|names| names.into_iter().map(str::to_owned).collect())]
}

fn any_filters() -> impl Strategy<Value = Filters> {
    let names = (
        some(&["Science Fiction", "Romance", "Drama", "Western"]),
        some(&["Science Fiction", "Romance", "Drama", "Western"]),
        some(&["en", "fr", "ja", "xx", ""]),
        some(&["Ada Vance", "Noor Hale", "Ilse Brandt", "Tomas Reyes", "Nobody"]),
        some(&ACTORS),
        some(&KEYWORDS),
        some(&SERVICES),
    );
    let watchlist = prop_oneof![Just(WatchlistFilter::Any), Just(WatchlistFilter::Hide), Just(WatchlistFilter::Only)];
    let year = || prop_oneof![2 => Just(None), 1 => (1940u16..2025).prop_map(Some)];
    (names, year(), year(), watchlist, any::<[bool; 5]>()).prop_map(
        |(names, year_from, year_to, watchlist, switches)| {
            let (genres, without_genres, languages, directors, cast, keywords, services) = names;
            let [genres_all, include_low_quality, include_series, fresh, seldom] = switches;
            let names = Filters {
                genres,
                without_genres,
                languages,
                directors,
                cast,
                keywords,
                services,
                ..Filters::default()
            };
            let switched = Filters { genres_all, include_low_quality, include_series, fresh, ..names };
            Filters { year_from, year_to, watchlist, loved_directors: fresh && seldom, ..switched }
        },
    )
}

proptest! {
    #[test]
    fn every_count_is_the_length_of_that_shelf(filters in any_filters()) {
        let bundle = varied();
        let taste = member(&bundle);
        let count = |filters: Filters| shown(&bundle, &taste, filters);
        let told = facets(&bundle, &taste, &filters);
        prop_assert_eq!(told.films, count(filters.clone()));
        for (place, genre) in bundle.catalogue.genre_names.iter().enumerate() {
            let genre = genre.to_owned();
            let mut genres = if filters.genres_all { filters.genres.clone() } else { Vec::new() };
            genres.push(genre.clone());
            prop_assert_eq!(told.genres[place], count(Filters { genres, ..filters.clone() }));
            let mut without_genres = filters.without_genres.clone();
            without_genres.push(genre);
            prop_assert_eq!(told.without_genres[place], count(Filters { without_genres, ..filters.clone() }));
        }
        prop_assert!(told.languages.is_sorted_by(|a, b| a.1 >= b.1));
        for code in ["en", "fr", "ja"] {
            let films = told.languages.iter().find(|(known, _)| known == code).map_or(0, |(_, films)| *films);
            prop_assert_eq!(films, count(Filters { languages: vec![code.to_owned()], ..filters.clone() }));
        }
        prop_assert!(told.languages.iter().all(|(code, films)| !code.is_empty() && *films > 0));
        prop_assert!(told.services.is_sorted_by(|a, b| a.1 >= b.1) && told.services.iter().all(|(_, films)| *films > 0));
        for name in SERVICES {
            let films = told.services.iter().find(|(known, _)| known == name).map_or(0, |(_, films)| *films);
            prop_assert_eq!(films, count(Filters { services: vec![name.to_owned()], ..filters.clone() }));
        }
        prop_assert!(told.decades.is_sorted() && told.decades.iter().all(|(_, films)| *films > 0));
        for decade in (1900..2050).step_by(10) {
            let films = told.decades.iter().find(|(known, _)| *known == decade).map_or(0, |(_, films)| *films);
            let years = Filters { year_from: Some(decade), year_to: Some(decade + 9), ..filters.clone() };
            prop_assert_eq!(films, count(years));
        }
        for on in [false, true] {
            let of = |switch: Switch| if on { switch.on } else { switch.off };
            prop_assert_eq!(of(told.series), count(Filters { include_series: on, ..filters.clone() }));
            prop_assert_eq!(of(told.low_quality), count(Filters { include_low_quality: on, ..filters.clone() }));
            prop_assert_eq!(of(told.fresh), count(Filters { fresh: on, ..filters.clone() }));
            prop_assert_eq!(of(told.loved_directors), count(Filters { loved_directors: on, ..filters.clone() }));
        }
        for watchlist in [WatchlistFilter::Any, WatchlistFilter::Hide, WatchlistFilter::Only] {
            prop_assert_eq!(told.watchlist.of(watchlist), count(Filters { watchlist, ..filters.clone() }));
        }
        for of in [NameOf::Director, NameOf::Actor, NameOf::Keyword] {
            let told = suggestions(&bundle, &taste, &filters, of, "");
            let names = match of {
                NameOf::Director => &bundle.catalogue.people,
                NameOf::Actor => &bundle.catalogue.details.people,
                NameOf::Keyword => &bundle.catalogue.details.keyword_names,
            };
            prop_assert!(told.is_sorted_by(|a, b| a.1 >= b.1));
            for name in names.iter() {
                let films = told.iter().find(|(known, _)| known == name).map_or(0, |(_, films)| *films);
                let alone = vec![name.to_owned()];
                prop_assert_eq!(films, count(match of {
                    NameOf::Director => Filters { directors: alone, ..filters.clone() },
                    NameOf::Actor => Filters { cast: alone, ..filters.clone() },
                    NameOf::Keyword => Filters { keywords: alone, ..filters.clone() },
                }));
            }
        }
    }
}

/// By hand: who is unseen, not dismissed, no series and good enough is The Letter, Harbour Lights, Perihelion, Signal
/// Lost and Wedding Weather.
#[test]
fn the_counts_of_the_plain_shelf() {
    let bundle = varied();
    let told = facets(&bundle, &member(&bundle), &Filters::default());
    assert_eq!(told.films, 5);
    assert_eq!((told.genres, told.without_genres), (vec![2, 3, 3], vec![3, 2, 2]));
    let languages: Vec<_> = told.languages.iter().map(|(code, films)| (code.as_str(), *films)).collect();
    assert_eq!(languages, [("en", 2), ("fr", 1), ("ja", 1)], "Signal Lost's is not known");
    assert_eq!(told.decades, [(1940, 1), (1990, 1), (2010, 2)], "the year of Harbour Lights is not known");
    assert_eq!((told.series.off, told.series.on), (5, 7));
    assert_eq!((told.low_quality.off, told.low_quality.on), (5, 7));
    assert_eq!((told.fresh.off, told.fresh.on), (5, 4));
    assert_eq!((told.loved_directors.off, told.loved_directors.on), (5, 0), "the one left by Ada Vance is a series");
    assert_eq!((told.watchlist.any, told.watchlist.hide, told.watchlist.only), (5, 4, 1));
}

#[test]
fn names_are_found_by_the_beginning_of_a_word() {
    let bundle = varied();
    let taste = Taste::default();
    let all = Filters { include_low_quality: true, include_series: true, ..Filters::default() };
    let named = |of, typed: &str| -> Vec<String> {
        suggestions(&bundle, &taste, &all, of, typed).into_iter().map(|(name, _)| name).collect()
    };
    assert_eq!(named(NameOf::Actor, "kit"), ["Kit Moreau", "Anna Kit"], "who has more films comes first");
    assert_eq!(named(NameOf::Actor, " ZOE k"), ["Zoë Kravitz"]);
    assert_eq!(named(NameOf::Actor, "it").len(), 0, "not in the middle of a word");
    assert_eq!(named(NameOf::Actor, "nobody").len(), 0, "who is in no film leaves none");
    assert_eq!(named(NameOf::Keyword, "moon"), ["moon"]);
    assert_eq!(named(NameOf::Keyword, "on NOVEL"), ["based on novel"]);
    assert_eq!(named(NameOf::Director, "h"), ["Noor Hale"]);
    let few = suggestions(&bundle, &taste, &all, NameOf::Director, "");
    assert_eq!(few.iter().map(|(_, films)| *films).collect::<Vec<_>>(), [3, 3, 3, 3]);
    assert!(few.len() <= SUGGESTED);
}

#[test]
fn at_most_eight_are_suggested() {
    let mut bundle = varied();
    bundle.catalogue.people = (0..20).map(|number| format!("Name {number}")).collect();
    bundle.catalogue.directors = Lists::new((0..13).map(|film| vec![film, 19]));
    let told = suggestions(&bundle, &Taste::default(), &Filters::default(), NameOf::Director, "name");
    assert_eq!(told.len(), SUGGESTED);
    assert_eq!((told[0].0.as_str(), told[1].0.as_str()), ("Name 19", "Name 0"));
}

#[test]
fn before_the_details_a_wish_for_the_cast_waits() {
    let mut bundle = varied();
    let cast = Filters { cast: vec!["Kit Moreau".to_owned()], ..Filters::default() };
    let keywords = Filters { keywords: vec!["moon".to_owned()], ..Filters::default() };
    let services = Filters { services: vec!["Arte".to_owned()], ..Filters::default() };
    assert!(!cast.wait_for_details(&bundle.catalogue) && shown(&bundle, &Taste::default(), cast.clone()) > 0);
    bundle.catalogue.details = Details::default();
    for filters in [cast, keywords, services] {
        assert!(filters.wait_for_details(&bundle.catalogue));
        assert_eq!(shown(&bundle, &Taste::default(), filters), 0);
    }
    assert!(!Filters::default().wait_for_details(&bundle.catalogue));
    assert_eq!(suggestions(&bundle, &Taste::default(), &Filters::default(), NameOf::Actor, ""), []);
}

#[test]
fn names_keep_out_and_say_how_many() {
    let bundle = varied();
    let taste = Taste::default();
    let all = || Filters { include_low_quality: true, include_series: true, ..Filters::default() };
    let ask = |filters: Filters| {
        let shelf = recommend(&bundle, &taste, &Request { filters, ..Request::default() });
        (shelf.candidates, shelf.left_out)
    };
    let name = |name: &str| vec![name.to_owned()];
    // Of the twelve films the even are of space, the odd of love, and every third is a drama.
    let both = ["Romance", "Drama"].map(str::to_owned).to_vec();
    assert_eq!(ask(Filters { genres: both.clone(), ..all() }).0, 8);
    let (films, left) = ask(Filters { genres: both, genres_all: true, ..all() });
    assert_eq!((films, left.genre), (2, 10));
    let unknown = ["Romance", "Western"].map(str::to_owned).to_vec();
    assert_eq!(ask(Filters { genres: unknown, genres_all: true, ..all() }).0, 0, "no film is a Western too");
    let (films, left) = ask(Filters { without_genres: name("Drama"), ..all() });
    assert_eq!((films, left.unwanted_genre), (8, 4));
    let (films, left) = ask(Filters { languages: ["fr", "ja"].map(str::to_owned).to_vec(), ..all() });
    assert_eq!((films, left.language), (6, 6));
    assert_eq!(ask(Filters { languages: name(""), ..all() }).0, 0, "not known is no language");
    let (films, left) = ask(Filters { directors: name("Ada Vance"), ..all() });
    assert_eq!((films, left.by_director, left.director), (3, 9, 0));
    assert_eq!(ask(Filters { directors: name("ada vance"), ..all() }).0, 0, "exactly as the catalogue writes it");
    let (films, left) = ask(Filters { cast: name("Anna Kit"), ..all() });
    assert_eq!((films, left.cast), (6, 6));
    let (films, left) = ask(Filters { keywords: name("honeymoon"), ..all() });
    assert_eq!((films, left.keyword), (4, 8));
    // The tests that come last: a count under another's name would show here.
    let plain = member(&bundle);
    let ask = |filters: Filters| recommend(&bundle, &plain, &Request { filters, ..Request::default() }).left_out;
    let left = ask(Filters { year_from: Some(2000), runtime_to: Some(100), list: Some(0), ..Filters::default() });
    // Nine are asked: two below the floor, two series, four before 2000 and one of no year, six of more than 100 minutes.
    assert_eq!([left.quality, left.series, left.year, left.runtime, left.list], [2, 2, 5, 6, 9]);
    let left =
        ask(Filters { watchlist: WatchlistFilter::Only, loved_directors: true, fresh: true, ..Filters::default() });
    assert_eq!([left.watchlist, left.director, left.shown], [6, 8, 2]);
    let first = bundle.catalogue.cast(FilmId(1)).collect::<Vec<_>>();
    assert_eq!(first, ["Zoë Kravitz", "Anna Kit"]);
}
