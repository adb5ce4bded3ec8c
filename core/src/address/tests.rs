use super::*;
use crate::filters::{FilterName, Filters, PARAMETERS};
use crate::signals::{PerSignal, Weights};
use proptest::prelude::*;

fn any_request() -> impl Strategy<Value = Request> {
    let texts = prop::collection::vec((0..PARAMETERS.len(), ".{0,6}", 0u16..3000, any::<bool>()), 0..12);
    let number = || prop_oneof![Just(0.0f32), -5.0f32..5.0, (0u8..=100).prop_map(|knob| f32::from(knob) / 100.0)];
    (texts, prop::collection::vec(number(), SignalName::ALL.len()), 0.0f32..1.0).prop_map(
        |(texts, weights, variety)| {
            let mut filters = Filters::default();
            for (place, text, number, is_on) in texts {
                let key = PARAMETERS[place].key;
                let choices = match filters.get(key).map(Value::form) {
                    Some(Form::Switch) => is_on.to_string(),
                    Some(Form::Number) => number.to_string(),
                    Some(Form::Choice(choices)) => choices[usize::from(number) % choices.len()].to_owned(),
                    _ => text,
                };
                filters.read(key, &choices).expect("one of its values");
            }
            // The least that is written exactly is far below what any knob sets.
            let tidy = |weight: f32| if weight.abs() < 1e-3 { 0.0 } else { weight };
            let weights = PerSignal::from_fn(|signal| tidy(weights[signal as usize])).into();
            Request { weights, variety, filters, ..Request::default() }
        },
    )
}

fn any_scope() -> impl Strategy<Value = Scope> {
    let year = || prop::option::of(any::<u16>());
    let halves = prop::option::of(1u8..=10);
    (prop::option::of(any::<u32>()), halves, prop::option::of(".{0,6}"), year(), year()).prop_map(
        |(latest, halves, list, year_from, year_to)| Scope {
            latest,
            stars_from: halves.and_then(Stars::from_halves),
            list,
            year_from,
            year_to,
            film: None,
        },
    )
}

proptest! {
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
        year_from: Some(1970),
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
    let words = Words::default();
    let told: Vec<_> = errors.iter().map(|error| error.sentence(&words)).collect();
    assert_eq!(
        told,
        [
            "“colour” is no setting that this version knows, so it was left out.",
            "“year_from” cannot be “soon”, so it was left out: it has to be a whole number.",
            "“watchlist” cannot be “maybe”, so it was left out: it has to be one of any, only, hide.",
            "“variety” cannot be “much”, so it was left out: it has to be a number.",
            "“by_stars_from” cannot be “7”, so it was left out: it has to be half a star to 5.",
            "“fresh” cannot be “”, so it was left out: it has to be one of true, false.",
        ]
    );
    assert_eq!(request.filters.genres, ["Drama", "War"]);
    assert_eq!(request.filters.set().collect::<Vec<_>>(), [FilterName::Genre]);
    assert_eq!((request.variety, scope), (Request::default().variety, Scope::default()));
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
