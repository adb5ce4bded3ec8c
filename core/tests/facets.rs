//! What each choice would leave is what recommending with it gives.

mod world;

use halfstar_core::bounds::Number;
use halfstar_core::facets::{Choice, Facets, SUGGESTED, facets, suggestions};
use halfstar_core::film::{Details, FilmId, Lists, Services, Stars};
use halfstar_core::filters::{FilterName, Filters, Kind, WatchlistFilter};
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
    catalogue.kinds[4] = halfstar_core::film::Kind::Tv;
    catalogue.kinds[7] = halfstar_core::film::Kind::Tv;
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
        some(&["en", "xx"]),
        some(&KEYWORDS),
        prop_oneof![3 => Just(None), 1 => (1..=10u8).prop_map(Stars::from_halves)],
        prop_oneof![3 => Just(None), 1 => (1..=10u8).prop_map(Stars::from_halves)],
    );
    let watchlist = prop_oneof![Just(WatchlistFilter::Any), Just(WatchlistFilter::Hide), Just(WatchlistFilter::Only)];
    let year = || prop_oneof![2 => Just(None), 1 => (1940u16..2025).prop_map(Number::new)];
    (names, year(), year(), watchlist, any::<[bool; 5]>()).prop_map(
        |(names, year_from, year_to, watchlist, switches)| {
            let (
                genres,
                without_genres,
                languages,
                directors,
                cast,
                keywords,
                services,
                without_languages,
                without_keywords,
                predicted_from,
                average_from,
            ) = names;
            let [genres_all, include_low_quality, include_series, fresh, seldom] = switches;
            let names = Filters {
                genres,
                without_genres,
                languages,
                directors,
                cast,
                keywords,
                services,
                without_languages,
                without_keywords,
                predicted_from,
                average_from,
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
        let films = |filter, value: &str| told.films(filter, value);
        let orderly = |filter| {
            let choices = told.of(filter);
            choices.is_sorted_by(|a, b| a.films >= b.films) && choices.iter().all(|choice| choice.films > 0 && !choice.value.is_empty())
        };
        for genre in bundle.catalogue.genre_names.iter().map(str::to_owned) {
            let mut genres = if filters.genres_all { filters.genres.clone() } else { Vec::new() };
            genres.push(genre.clone());
            prop_assert_eq!(films(FilterName::Genre, &genre), Some(count(Filters { genres, ..filters.clone() })));
            let mut without_genres = filters.without_genres.clone();
            without_genres.push(genre.clone());
            let without = count(Filters { without_genres, ..filters.clone() });
            prop_assert_eq!(films(FilterName::UnwantedGenre, &genre), Some(without));
        }
        prop_assert!(orderly(FilterName::Language) && orderly(FilterName::Service));
        for code in ["en", "fr", "ja"] {
            let alone = Filters { languages: vec![code.to_owned()], ..filters.clone() };
            prop_assert_eq!(films(FilterName::Language, code).unwrap_or(0), count(alone));
        }
        for name in SERVICES {
            let alone = Filters { services: vec![name.to_owned()], ..filters.clone() };
            prop_assert_eq!(films(FilterName::Service, name).unwrap_or(0), count(alone));
        }
        prop_assert!(told.of(FilterName::Year).is_sorted_by(|a, b| a.value < b.value));
        prop_assert!(told.of(FilterName::Year).iter().all(|choice| choice.films > 0));
        for decade in (1900u16..2050).step_by(10) {
            let years = Filters { year_from: Number::new(decade), year_to: Number::new(decade + 9), ..filters.clone() };
            prop_assert_eq!(films(FilterName::Year, &decade.to_string()).unwrap_or(0), count(years));
        }
        // Whatever has few choices, by their texts.
        for filter in FilterName::ALL.into_iter().filter(|filter| matches!(filter.kind(), Kind::Switch | Kind::Choice(_))) {
            let key = filter.parameters().next().expect("a parameter").key;
            prop_assert!(told.of(filter).len() > 1, "{filter:?}");
            for choice in told.of(filter) {
                let mut chosen = filters.clone();
                chosen.read(key, &choice.value).expect("a value");
                prop_assert_eq!(choice.films, count(chosen), "{:?}", choice);
            }
        }
        // From so many stars on, by their texts; what is told of none leaves none.
        for filter in [FilterName::Predicted, FilterName::Acclaim] {
            let key = filter.parameters().next().expect("a parameter").key;
            for halves in 1..=10 {
                let text = Stars::from_halves(halves).expect("stars").text();
                let mut chosen = filters.clone();
                chosen.read(key, &text).expect("a value");
                prop_assert_eq!(films(filter, &text).unwrap_or(0), count(chosen), "{:?} {}", filter, text);
            }
        }
        // What is not wanted is told by the films that it keeps away.
        let all = count(Filters { without_languages: Vec::new(), ..filters.clone() });
        for code in ["en", "fr", "ja"] {
            let left = count(Filters { without_languages: vec![code.to_owned()], ..filters.clone() });
            prop_assert_eq!(films(FilterName::UnwantedLanguage, code).unwrap_or(0), all - left);
        }
        let all = count(Filters { without_keywords: Vec::new(), ..filters.clone() });
        for choice in suggestions(&bundle, &taste, &filters, FilterName::UnwantedKeyword, "") {
            let left = count(Filters { without_keywords: vec![choice.value], ..filters.clone() });
            prop_assert_eq!(choice.films, all - left);
        }
        for of in [FilterName::Director, FilterName::Cast, FilterName::Keyword] {
            let told = suggestions(&bundle, &taste, &filters, of, "");
            let names = match of {
                FilterName::Director => &bundle.catalogue.people,
                FilterName::Cast => &bundle.catalogue.details.people,
                _ => &bundle.catalogue.details.keyword_names,
            };
            prop_assert!(told.is_sorted_by(|a, b| a.films >= b.films));
            for name in names.iter() {
                let films = told.iter().find(|choice| choice.value == name).map_or(0, |choice| choice.films);
                let alone = vec![name.to_owned()];
                prop_assert_eq!(films, count(match of {
                    FilterName::Director => Filters { directors: alone, ..filters.clone() },
                    FilterName::Cast => Filters { cast: alone, ..filters.clone() },
                    _ => Filters { keywords: alone, ..filters.clone() },
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
    let counts = |filter| films(told.of(filter));
    assert_eq!(counts(FilterName::Genre), [2, 3, 3]);
    assert_eq!(counts(FilterName::UnwantedGenre), [3, 2, 2]);
    let named = |filter| told.of(filter).iter().map(|choice| (choice.value.as_str(), choice.films)).collect::<Vec<_>>();
    assert_eq!(named(FilterName::Language), [("en", 2), ("fr", 1), ("ja", 1)], "Signal Lost's is not known");
    assert_eq!(
        named(FilterName::Year),
        [("1940", 1), ("1990", 1), ("2010", 2)],
        "the year of Harbour Lights is not known"
    );
    assert_eq!(named(FilterName::Series), [("false", 5), ("true", 7)]);
    assert_eq!(counts(FilterName::Quality), [5, 7]);
    assert_eq!(counts(FilterName::Fresh), [5, 4]);
    assert_eq!(counts(FilterName::LovedDirectors), [5, 0], "the one left by Ada Vance is a series");
    assert_eq!(named(FilterName::Watchlist), [("third", 5), ("any", 5), ("only", 1), ("hide", 4)]);
    assert_eq!(told.films(FilterName::Director, "Ada Vance"), None, "there are too many to be counted");
    assert_eq!(Facets::default().of(FilterName::Genre), []);
}

fn films(choices: &[Choice]) -> Vec<u32> {
    choices.iter().map(|choice| choice.films).collect()
}

#[test]
fn names_are_found_by_the_beginning_of_a_word() {
    let bundle = varied();
    let taste = Taste::default();
    let all = Filters { include_low_quality: true, include_series: true, ..Filters::default() };
    let named = |of, typed: &str| -> Vec<String> {
        suggestions(&bundle, &taste, &all, of, typed).into_iter().map(|choice| choice.value).collect()
    };
    assert_eq!(named(FilterName::Cast, "kit"), ["Kit Moreau", "Anna Kit"], "who has more films comes first");
    assert_eq!(named(FilterName::Cast, " ZOE k"), ["Zoë Kravitz"]);
    assert_eq!(named(FilterName::Cast, "it").len(), 0, "not in the middle of a word");
    assert_eq!(named(FilterName::Cast, "nobody").len(), 0, "who is in no film leaves none");
    assert_eq!(named(FilterName::Keyword, "moon"), ["moon"]);
    assert_eq!(named(FilterName::Keyword, "on NOVEL"), ["based on novel"]);
    assert_eq!(named(FilterName::Director, "h"), ["Noor Hale"]);
    let few = suggestions(&bundle, &taste, &all, FilterName::Director, "");
    assert_eq!(films(&few), [3, 3, 3, 3]);
    assert!(few.len() <= SUGGESTED);
}

#[test]
fn at_most_eight_are_suggested() {
    let mut bundle = varied();
    bundle.catalogue.people = (0..20).map(|number| format!("Name {number}")).collect();
    bundle.catalogue.directors = Lists::new((0..13).map(|film| vec![film, 19]));
    let told = suggestions(&bundle, &Taste::default(), &Filters::default(), FilterName::Director, "name");
    assert_eq!(told.len(), SUGGESTED);
    assert_eq!((told[0].value.as_str(), told[1].value.as_str()), ("Name 19", "Name 0"));
}

#[test]
fn before_the_details_a_wish_for_the_cast_waits() {
    let mut bundle = varied();
    let cast = Filters { cast: vec!["Kit Moreau".to_owned()], ..Filters::default() };
    let keywords = Filters { keywords: vec!["moon".to_owned()], ..Filters::default() };
    let services = Filters { services: vec!["Arte".to_owned()], ..Filters::default() };
    assert!(shown(&bundle, &Taste::default(), cast.clone()) > 0);
    bundle.catalogue.details = Details::default();
    for filters in [cast, keywords, services] {
        assert_eq!(filters.waiting_for_details().count(), 1);
        assert_eq!(filters.check(&bundle, &Taste::default()), [], "nobody knows yet");
        assert_eq!(shown(&bundle, &Taste::default(), filters), 0);
    }
    assert_eq!(Filters::default().waiting_for_details().count(), 0);
    assert_eq!(suggestions(&bundle, &Taste::default(), &Filters::default(), FilterName::Cast, ""), []);
}

/// What lifting a filter brings back is what the shelf then has.
#[test]
fn what_a_filter_alone_keeps_away_comes_back() {
    let bundle = varied();
    let taste = member(&bundle);
    let filters = Filters {
        genres: vec!["Romance".to_owned()],
        languages: vec!["en".to_owned(), "ja".to_owned()],
        year_from: Number::new(1960),
        average_from: Stars::from_halves(6),
        ..Filters::default()
    };
    let shelf =
        |filters: &Filters| recommend(&bundle, &taste, &Request { filters: filters.clone(), ..Request::default() });
    let now = shelf(&filters);
    let mut told = 0;
    for filter in FilterName::ALL {
        let mut lifted = filters.clone();
        filter.lift(&mut lifted);
        let back = shelf(&lifted).candidates - now.candidates;
        assert_eq!(now.brings_back[filter], back, "{filter:?}");
        assert!(back <= now.left_out[filter]);
        told += u32::from(back > 0 && back < now.left_out[filter]);
    }
    assert!(told > 0, "some keep away what others keep away too");
}

#[test]
fn nothing_is_shown_that_may_be_on_an_unwanted_theme() {
    let mut bundle = varied();
    let filters = Filters { without_keywords: vec!["moon".to_owned()], ..Filters::default() };
    assert!(shown(&bundle, &Taste::default(), filters.clone()) > 0);
    bundle.catalogue.details = Details::default();
    assert_eq!(filters.waiting_for_details().count(), 1);
    assert_eq!(shown(&bundle, &Taste::default(), filters), 0);
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
    assert_eq!((films, left[FilterName::Genre]), (2, 10));
    let unknown = ["Romance", "Western"].map(str::to_owned).to_vec();
    assert_eq!(ask(Filters { genres: unknown, genres_all: true, ..all() }).0, 0, "no film is a Western too");
    let (films, left) = ask(Filters { without_genres: name("Drama"), ..all() });
    assert_eq!((films, left[FilterName::UnwantedGenre]), (8, 4));
    let (films, left) = ask(Filters { languages: ["fr", "ja"].map(str::to_owned).to_vec(), ..all() });
    assert_eq!((films, left[FilterName::Language]), (6, 6));
    assert_eq!(ask(Filters { languages: name(""), ..all() }).0, 0, "not known is no language");
    let (films, left) = ask(Filters { directors: name("Ada Vance"), ..all() });
    assert_eq!((films, left[FilterName::Director], left[FilterName::LovedDirectors]), (3, 9, 0));
    assert_eq!(ask(Filters { directors: name("ada vance"), ..all() }).0, 0, "exactly as the catalogue writes it");
    let (films, left) = ask(Filters { cast: name("Anna Kit"), ..all() });
    assert_eq!((films, left[FilterName::Cast]), (6, 6));
    let (films, left) = ask(Filters { keywords: name("honeymoon"), ..all() });
    assert_eq!((films, left[FilterName::Keyword]), (4, 8));
    let (films, left) = ask(Filters { without_languages: name("fr"), ..all() });
    assert_eq!((films, left[FilterName::UnwantedLanguage]), (9, 3), "of unknown language is not French");
    let (films, left) = ask(Filters { without_keywords: name("honeymoon"), ..all() });
    assert_eq!((films, left[FilterName::UnwantedKeyword]), (8, 4));
    // The tests that come last: a count under another's name would show here.
    let plain = member(&bundle);
    let ask = |filters: Filters| recommend(&bundle, &plain, &Request { filters, ..Request::default() }).left_out;
    let left = ask(Filters {
        year_from: Number::new(2000),
        runtime_to: Number::new(100),
        list: Some("Best".to_owned()),
        ..Filters::default()
    });
    // Nine are asked: two below the floor, two series, four before 2000 and one of no year, six of more than 100 minutes.
    assert_eq!(
        [
            left[FilterName::Quality],
            left[FilterName::Series],
            left[FilterName::Year],
            left[FilterName::Runtime],
            left[FilterName::List]
        ],
        [2, 2, 5, 6, 9]
    );
    let left =
        ask(Filters { watchlist: WatchlistFilter::Only, loved_directors: true, fresh: true, ..Filters::default() });
    assert_eq!([left[FilterName::Watchlist], left[FilterName::LovedDirectors], left[FilterName::Fresh]], [6, 8, 2]);
    let first = bundle.catalogue.cast(FilmId(1)).collect::<Vec<_>>();
    assert_eq!(first, ["Zoë Kravitz", "Anna Kit"]);
}
