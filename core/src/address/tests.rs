use super::*;
use crate::bounds::{self, Number};
use crate::filters::{FilterName, Filters, PARAMETERS};
use crate::signals::{PerSignal, Weights};
use proptest::prelude::*;

fn any_request() -> impl Strategy<Value = Request> {
    let texts = prop::collection::vec((0..PARAMETERS.len(), ".{0,6}", 1u16..3000, any::<bool>()), 0..12);
    let number = || prop_oneof![Just(0.0f32), -5.0f32..5.0, (0u8..=100).prop_map(|knob| f32::from(knob) / 100.0)];
    let surprise = (prop_oneof![Just(0.0f32), 0.01f32..1.0], 0u32..=99_999);
    (texts, prop::array::uniform(number()), 0.0f32..1.0, surprise).prop_map(
        |(texts, weights, variety, (surprise, seed))| {
            let mut filters = Filters::default();
            for (place, text, number, is_on) in texts {
                let key = PARAMETERS[place].key;
                let choices = match filters.get(key).map(Value::form) {
                    Some(Form::Switch) => is_on.to_string(),
                    Some(Form::Number(_)) => number.to_string(),
                    Some(Form::Choice(choices)) => choices[usize::from(number) % choices.len()].to_owned(),
                    Some(Form::Stars) => ["0.5", "3", "4.5"][usize::from(number) % 3].to_owned(),
                    _ => text,
                };
                filters.read(key, &choices).expect("one of its values");
            }
            // The least that is written exactly is far below what any knob sets.
            let weights = PerSignal::from_array(weights).map(|signal: SignalName, weight: f32| {
                let weight = if signal.is_balance() { weight } else { weight.abs() };
                if weight.abs() < 1e-3 { 0.0 } else { weight }
            });
            let weights = weights.into();
            // Without surprises no draw is told.
            let seed = if surprise > 0.0 { seed } else { 0 };
            Request { weights, variety, surprise, seed, filters, ..Request::default() }
        },
    )
}

fn any_scope() -> impl Strategy<Value = Scope> {
    let year = || prop::option::of((1u16..=9999).prop_map(|year| Number::new(year).expect("a year")));
    let halves = prop::option::of(1u8..=10);
    let period = prop::sample::select(vec![None, Some(Period::ThisYear), Some(Period::TwelveMonths)]);
    (prop::option::of(1u32..=99_999), halves, prop::option::of(".{0,6}"), year(), year(), period).prop_map(
        |(latest, halves, list, year_from, year_to, period)| Scope {
            latest,
            stars_from: halves.and_then(Stars::from_halves),
            list,
            year_from,
            year_to,
            period,
            today: None,
            film: None,
        },
    )
}

/// Whether every number is one that a control could have set.
fn is_within_bounds(request: &Request, scope: &Scope) -> bool {
    let numbers = [request.filters.year_from, request.filters.year_to, scope.year_from, scope.year_to];
    let minutes = [request.filters.runtime_from, request.filters.runtime_to];
    SignalName::ALL.into_iter().all(|signal| signal.bounds().hold(request.weights.get(signal)))
        && bounds::VARIETY.hold(request.variety)
        && bounds::SURPRISE.hold(request.surprise)
        && bounds::SEED.hold(request.seed)
        && bounds::FILMS.hold(request.limit)
        && scope.latest.is_none_or(|latest| bounds::LATEST.hold(latest))
        && numbers.into_iter().chain(minutes).flatten().all(|number| bounds::NUMBER.hold(number.get()))
        && scope.stars_from.is_none_or(|stars| (1..=10).contains(&stars.halves()))
}

/// Every setting that is a number.
fn number_keys() -> Vec<&'static str> {
    let filters = ["year_from", "year_to", "runtime_from", "runtime_to"];
    let others = [VARIETY, BY_LATEST, BY_STARS, BY_YEAR_FROM, BY_YEAR_TO, "limit"];
    SignalName::ALL.map(SignalName::as_str).into_iter().chain(filters).chain(others).collect()
}

/// Numbers as somebody may write them into an address, honest or not.
fn any_number() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<u32>().prop_map(|number| number.to_string()),
        any::<i16>().prop_map(|number| number.to_string()),
        any::<f32>().prop_map(|number| number.to_string()),
        (-1100.0f32..1100.0).prop_map(|number| format!("{number:.3}")),
        any::<u32>().prop_map(|bits| f32::from_bits(bits).to_string()),
        "[-0-9.eE]{0,12}",
    ]
}

proptest! {
    #[test]
    fn any_number_in_an_address_is_within_its_bounds_or_told(
        written in prop::collection::vec((prop::sample::select(number_keys()), any_number()), 1..6),
    ) {
        let text: Vec<String> = written.iter().map(|(key, number)| format!("{key}={number}")).collect();
        let (request, scope, errors) = read(&text.join("&"));
        prop_assert!(is_within_bounds(&request, &scope), "{text:?}: {request:?} {scope:?}");
        prop_assert_eq!(request.limit, Request::default().limit, "an address never says how long a shelf is");
        // What was refused is said, each for itself, and nothing of what it was.
        let refused = written.iter().filter(|(key, number)| !read(&format!("{key}={number}")).2.is_empty());
        prop_assert_eq!(errors.len(), refused.count());
    }

    #[test]
    fn what_is_written_is_read(request in any_request(), scope in any_scope()) {
        let variety = if request.variety < 1e-3 { 0.0 } else { request.variety };
        let request = Request { variety, ..request };
        let text = write(&request, &scope);
        prop_assert!(text.is_ascii() && !text.contains(['#', ' ', '"', '<']), "{text}");
        prop_assert_eq!(read(&text), (request, scope, Vec::new()));
    }

    #[test]
    fn any_text_is_read_somehow(text in ".{0,60}") {
        let (request, scope, _) = read(&text);
        // What was understood is written and read as the same.
        let again = read(&write(&request, &scope));
        prop_assert_eq!((again.0, again.1), (request, scope));
        prop_assert_eq!(again.2, []);
    }

    #[test]
    fn damage_leaves_the_rest(request in any_request(), at in any::<prop::sample::Index>(), put in any::<char>()) {
        let mut damaged: Vec<char> = write(&request, &Scope::default()).chars().collect();
        if !damaged.is_empty() {
            let at = at.index(damaged.len());
            damaged[at] = put;
        }
        let damaged: String = damaged.into_iter().collect();
        let (_, _, errors) = read(&damaged);
        // One letter damages two settings at most: where it stands, and one that it joins or splits.
        prop_assert!(errors.len() <= 2, "{damaged}: {errors:?}");
    }
}

#[test]
fn it_can_be_read_by_people() {
    let name = |name: &str| vec![name.to_owned()];
    let filters = Filters {
        genres: vec!["Drama".to_owned(), "Science Fiction".to_owned()],
        genres_all: true,
        directors: name("Agnès Varda"),
        year_from: Number::new(1970),
        list: Some("Best & worst".to_owned()),
        ..Filters::default()
    };
    let request = Request { weights: Weights::CLASSIC, variety: 0.85, filters, ..Request::default() };
    let scope = Scope { latest: Some(50), stars_from: Stars::from_halves(9), ..Scope::default() };
    assert_eq!(
        write(&request, &scope),
        "genres=Drama&genres=Science+Fiction&genres_all=true&directors=Agn%C3%A8s+Varda&year_from=1970\
         &list=Best+%26+worst&neighbours=0.3&content=0.5&quality=0.2&variety=0.85&by_latest=50&by_stars_from=4.5"
    );
    assert_eq!(write(&Request::default(), &Scope::default()), "");
    let shown = Request { limit: 480, ..Request::default() };
    assert_eq!(write(&shown, &Scope::default()), "", "how far somebody scrolled is not a setting");
}

#[test]
fn what_is_not_understood_is_told_and_the_rest_kept() {
    let text = "genres=Drama&colour=red&year_from=soon&watchlist=maybe&variety=much&by_stars_from=7&fresh&genres=War";
    let (request, scope, errors) = read(text);
    let words = Translation::default();
    let told: Vec<_> = errors.iter().map(|error| error.sentence(&words)).collect();
    assert_eq!(
        told,
        [
            "“colour” is no setting that this version knows, so it was left out.",
            "“year_from” cannot be “soon”, so it was left out: it has to be a whole number of 1 to 9999.",
            "“watchlist” cannot be “maybe”, so it was left out: it has to be one of third, any, only, hide.",
            "“variety” cannot be “much”, so it was left out: it has to be a number of 0 to 1.",
            "“by_stars_from” cannot be “7”, so it was left out: it has to be half a star to 5.",
            "“fresh” cannot be “”, so it was left out: it has to be one of true, false.",
        ]
    );
    assert_eq!(request.filters.genres, ["Drama", "War"]);
    assert_eq!(request.filters.set().collect::<Vec<_>>(), [FilterName::Genre]);
    assert_eq!((request.variety, scope), (Request::default().variety, Scope::default()));
}

#[test]
fn numbers_out_of_bounds_are_told_and_left_out() {
    let words = Translation::default();
    for (text, expected) in [
        ("variety=1.01", "a number of 0 to 1"),
        ("variety=-0.1", "a number of 0 to 1"),
        ("variety=NaN", "a number of 0 to 1"),
        ("content=-0.5", "a number of 0 to 999"),
        ("content=999.5", "a number of 0 to 999"),
        ("popularity=-1000", "a number of -999 to 999"),
        ("by_latest=0", "a whole number of 1 to 99999"),
        ("by_latest=4294967295", "a whole number of 1 to 99999"),
        ("by_year_from=0", "a whole number of 1 to 9999"),
        ("by_year_to=65535", "a whole number of 1 to 9999"),
        ("by_stars_from=127.5", "half a star to 5"),
        ("year_from=0", "a whole number of 1 to 9999"),
        ("year_to=10000", "a whole number of 1 to 9999"),
        ("runtime_from=0", "a whole number of 1 to 9999"),
        ("runtime_to=65536", "a whole number of 1 to 9999"),
    ] {
        let (request, scope, errors) = read(text);
        let (key, value) = text.split_once('=').expect("a pair");
        let told: Vec<_> = errors.iter().map(|error| error.sentence(&words)).collect();
        assert_eq!(told, [format!("“{key}” cannot be “{value}”, so it was left out: it has to be {expected}.")]);
        assert_eq!((request, scope), Default::default(), "{text}");
    }
    // How long a shelf is was never a part of these.
    for text in ["limit=0", "limit=4294967295"] {
        let (request, _, errors) = read(text);
        assert_eq!((request, errors.len()), (Request::default(), 1), "{text}");
    }
}

#[test]
fn the_ends_of_every_bound_are_read() {
    for text in [
        "content=999",
        "popularity=-999",
        "popularity=999",
        "variety=1",
        "by_latest=1",
        "by_latest=99999",
        "by_year_from=1&by_year_to=9999",
        "by_stars_from=0.5",
        "by_stars_from=5",
        "year_from=1&year_to=9999&runtime_from=1&runtime_to=9999",
    ] {
        let (request, scope, errors) = read(text);
        assert_eq!((write(&request, &scope).as_str(), errors), (text, Vec::new()));
    }
}

#[test]
fn numbers_are_short_and_exact() {
    let check = |number: f32, text: &str| {
        assert_eq!(decimal::write(number).as_deref(), Some(text));
        assert_eq!(decimal::read(text), Some(number));
    };
    check(0.0, "0");
    check(0.3, "0.3");
    check(-0.36, "-0.36");
    check(1.0, "1");
    check(0.007, "0.007");
    check(1.0 / 3.0, "0.33333334");
    for number in [f32::NAN, f32::INFINITY, 1000.0, -1e9, 1e-20] {
        assert_eq!(decimal::write(number), None, "{number}");
    }
    for text in ["", "-", ".", ".5", "1e3", "+1", "1.2.3", "NaN", "1000", "0.1234567890123", "½"] {
        assert_eq!(decimal::read(text), None, "{text}");
    }
}
