//! The committed bundle gives the same shelves to the bit, whatever is rebuilt behind them: a few made-up members, every
//! preset, every filter, with what was left out and what each further choice would leave.
//!
//! A new bundle gives other shelves: look at the difference, then `INSTA_UPDATE=always cargo test -p halfstar-core --test
//! golden_shelves`.
#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod real;

use halfstar_core::bounds::Number;
use halfstar_core::facets::facets;
use halfstar_core::film::{FilmId, FilmSet, Stars};
use halfstar_core::filters::{FilterName, Filters, LeftOut, WatchlistFilter};
use halfstar_core::import::Day;
use halfstar_core::opinions::Opinions;
use halfstar_core::recommend::recommend_from;
use halfstar_core::signals::Weights;
use halfstar_core::taste::{Lists, Scope, Statement, Taste};
use halfstar_core::words::Translation;
use halfstar_core::{Bundle, Request};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The place of a list's file among the import's files.
const LIST: &str = "Every seventh";

#[test]
fn the_committed_bundle_gives_the_same_shelves() {
    let bundle = real::bundle();
    let mut told = String::new();
    for (name, taste) in members(&bundle) {
        let opinions = Opinions::of(&bundle, &taste);
        writeln!(told, "{name}: {} films, mean {:08x}", taste.evidence.len(), taste.mean.to_bits()).unwrap();
        for (what, request) in requests() {
            writeln!(told, "  {what}: {}", shelf(&bundle, &taste, &opinions, &request)).unwrap();
        }
        for (what, filters) in wishes() {
            let request = Request { filters, ..Request::default() };
            writeln!(told, "  {what}: {}", shelf(&bundle, &taste, &opinions, &request)).unwrap();
            writeln!(told, "    further choices {:08x}", hash(&choices(&bundle, &taste, &request.filters))).unwrap();
        }
    }
    insta::assert_snapshot!(told);
}

/// A newcomer, somebody with a few dozen films and all kinds of evidence, and somebody with very many.
fn members(bundle: &Bundle) -> Vec<(&'static str, Taste)> {
    let made = |films: usize, scope: &Scope| {
        let statements = statements(films);
        let listed: FilmSet = (0..400).map(|place| FilmId(place * 7)).collect();
        let lists = Lists::from([(LIST.to_owned(), listed)]);
        let mut taste = Taste::within(&statements, lists, &bundle.catalogue, &bundle.tuning, scope);
        taste.note_shown((0..60).map(|place| FilmId(place * 3)));
        taste
    };
    let everything = Scope::default();
    let latest = Scope { latest: Some(40), stars_from: Stars::from_halves(7), ..Scope::default() };
    vec![
        ("nobody", made(0, &everything)),
        ("a newcomer", made(3, &everything)),
        ("a member", made(90, &everything)),
        ("a member by their latest", made(90, &latest)),
        ("a veteran", made(1500, &everything)),
    ]
}

/// Films spread over the pool, the well-known denser, rated in turn; some only liked, watched, wanted or dismissed.
fn statements(films: usize) -> BTreeMap<FilmId, Statement> {
    let said = |at: usize| {
        let place = at * 2 + at * at * 5000 / (films * films);
        let halves = 2 + (at * 7 + at / 3) % 9;
        let rating = Stars::from_halves(halves as u8).filter(|_| at % 5 != 4);
        let day = (!at.is_multiple_of(3)).then(|| Day(19_000 + (at * 37 % 1700) as i32));
        let statement = Statement {
            rating,
            rated_on: day,
            seen: at % 11 != 10,
            liked: at.is_multiple_of(4),
            treasured: at % 17 == 3,
            wanted: at % 11 == 10,
            day,
            dismissed: at % 23 == 22,
            believed: None,
        };
        (FilmId(place as u32), statement)
    };
    (0..films).map(said).collect()
}

fn requests() -> Vec<(&'static str, Request)> {
    let by = |weights| Request { weights, ..Request::default() };
    vec![
        ("default", Request::default()),
        ("classic", by(Weights::CLASSIC)),
        ("neighbours only", by(Weights::NEIGHBOURS_ONLY)),
        ("content only", by(Weights::CONTENT_ONLY)),
        ("quality only", by(Weights { quality: 1.0, ..Weights::NONE })),
        ("factors only", by(Weights { factors: 1.0, ..Weights::NONE })),
        ("autoencoder only", by(Weights { autoencoder: 1.0, ..Weights::NONE })),
        ("popularity only", by(Weights { popularity: 1.0, ..Weights::NONE })),
        ("hidden gems", by(Weights { neighbours: 1.0, autoencoder: 0.5, popularity: -0.9, ..Weights::NONE })),
        ("no variety", Request { variety: 0.0, limit: 200, ..Request::default() }),
        ("all variety", Request { variety: 1.0, limit: 40, ..Request::default() }),
        ("broken dials", Request { variety: f32::NAN, ..by(Weights { content: f32::INFINITY, ..Weights::NONE }) }),
    ]
}

fn wishes() -> Vec<(&'static str, Filters)> {
    let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
    let none = Filters::default;
    vec![
        ("any genre of two", Filters { genres: names(&["Horror", "Western"]), ..none() }),
        ("both genres", Filters { genres: names(&["Horror", "Comedy"]), genres_all: true, ..none() }),
        ("an unknown genre", Filters { genres: names(&["Horror", "Telenovela"]), genres_all: true, ..none() }),
        ("not a genre", Filters { without_genres: names(&["Drama"]), ..none() }),
        ("languages", Filters { languages: names(&["fr", "ja"]), ..none() }),
        ("directors", Filters { directors: names(&["Agnès Varda", "Martin Scorsese"]), ..none() }),
        ("cast", Filters { cast: names(&["Tilda Swinton"]), ..none() }),
        ("keywords", Filters { keywords: names(&["heist", "time travel"]), ..none() }),
        ("services", Filters { services: names(&["Mubi"]), ..none() }),
        ("years", Filters { year_from: Number::new(1970), year_to: Number::new(1979), ..none() }),
        ("lengths", Filters { runtime_from: Number::new(60), runtime_to: Number::new(90), ..none() }),
        ("watchlist only", Filters { watchlist: WatchlistFilter::Only, ..none() }),
        ("no watchlist", Filters { watchlist: WatchlistFilter::Hide, ..none() }),
        ("low quality too", Filters { include_low_quality: true, ..none() }),
        ("series too", Filters { include_series: true, ..none() }),
        ("a list", Filters { list: Some(LIST.to_owned()), ..none() }),
        ("loved directors", Filters { loved_directors: true, ..none() }),
        ("fresh", Filters { fresh: true, ..none() }),
        (
            "several",
            Filters {
                genres: names(&["Drama"]),
                without_genres: names(&["Romance"]),
                year_from: Number::new(1960),
                runtime_to: Number::new(120),
                include_low_quality: true,
                ..none()
            },
        ),
    ]
}

/// How many films, which come first, and a checksum of everything that is known of each.
fn shelf(bundle: &Bundle, taste: &Taste, opinions: &Opinions, request: &Request) -> String {
    let shelf = recommend_from(bundle, taste, opinions, request);
    let mut all = String::new();
    for pick in &shelf.picks {
        write!(
            all,
            "{} {:08x} {:08x} {}",
            pick.film.0,
            pick.score.to_bits(),
            pick.predicted_stars.to_bits(),
            pick.on_watchlist
        )
        .unwrap();
        // Of a signal that says nothing nothing is written: one more of them changes no line.
        for added in pick.contributions.iter().filter(|added| added.amount != 0.0) {
            write!(all, " {}={:08x}", added.signal.as_str(), added.amount.to_bits()).unwrap();
        }
        for reason in &pick.reasons {
            write!(all, " {}.", reason.sentence(&bundle.catalogue, &Translation::default())).unwrap();
        }
        for share in &pick.speakers {
            write!(all, " {}:{:08x}", share.film.0, share.amount.to_bits()).unwrap();
        }
        all.push('\n');
    }
    let first: Vec<u32> = shelf.picks.iter().take(8).map(|pick| pick.film.0).collect();
    let left_out = left_out(&shelf.left_out);
    format!("{} of {}, {first:?}, all {:08x}, left out{left_out}", shelf.picks.len(), shelf.candidates, hash(&all))
}

fn left_out(left_out: &LeftOut) -> String {
    let name = |filter| match filter {
        FilterName::UnwantedGenre => "unwanted genre",
        FilterName::LovedDirectors => "loved director",
        FilterName::Fresh => "shown",
        other => other.as_str(),
    };
    let told = FilterName::ALL.into_iter().filter(|&filter| left_out[filter] > 0);
    told.map(|filter| format!(" {} {}", name(filter), left_out[filter])).collect()
}

fn choices(bundle: &Bundle, taste: &Taste, filters: &Filters) -> String {
    let facets = facets(bundle, taste, filters);
    let counts = |filter| facets.of(filter).iter().map(|choice| choice.films).collect::<Vec<u32>>();
    let named = |filter| {
        let choices = facets.of(filter).iter();
        choices.map(|choice| (choice.value.clone(), choice.films)).collect::<Vec<_>>()
    };
    let decades = named(FilterName::Year).into_iter().map(|(year, films)| (year.parse().expect("a year"), films));
    let switches = [FilterName::Series, FilterName::Quality, FilterName::Fresh, FilterName::LovedDirectors];
    let switches = switches.map(|switch| (counts(switch)[0], counts(switch)[1]));
    let wanted = |value| facets.films(FilterName::Watchlist, value).expect("a choice");
    format!(
        "{} {:?} {:?} {:?} {:?} {:?} {switches:?} {:?}",
        facets.films,
        counts(FilterName::Genre),
        counts(FilterName::UnwantedGenre),
        named(FilterName::Language),
        named(FilterName::Service),
        decades.collect::<Vec<(u16, u32)>>(),
        (wanted("any"), wanted("hide"), wanted("only"))
    )
}

/// FNV-1a, 64 bits folded to 32.
fn hash(text: &str) -> u32 {
    let fold = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325, fold);
    (hash ^ hash >> 32) as u32
}
