use super::*;
use crate::words::Translation;
use std::collections::BTreeSet;

/// Every parameter set to something.
fn all_set() -> Filters {
    let name = |name: &str| vec![name.to_owned()];
    let mut filters = Filters {
        genres: vec!["Drama".to_owned(), "War".to_owned()],
        without_genres: name("Horror"),
        languages: name("fr"),
        without_languages: name("de"),
        directors: name("Agnès Varda"),
        cast: name("Jean Seberg"),
        keywords: name("heist"),
        without_keywords: name("zombie"),
        services: name("Arte"),
        year_from: Number::new(1970),
        year_to: Number::new(1990),
        runtime_from: Number::new(60),
        runtime_to: Number::new(95),
        predicted_from: Stars::from_halves(7),
        average_from: Some(Stars::FOUR),
        watchlist: WatchlistFilter::Only,
        list: Some("Best".to_owned()),
        ..Filters::default()
    };
    for value in filters.values_mut().into_iter().filter(|value| value.texts().is_empty()) {
        let text = match value.form() {
            Form::Switch => "true",
            Form::Number(_) | Form::Decimal(_) | Form::Stars => "1",
            Form::Name | Form::Names => "some",
            Form::Choice(choices) => choices[1],
        };
        assert!(value.read(text), "{text}");
    }
    filters
}

#[test]
fn names_and_parameters_are_told_apart() {
    let keys: BTreeSet<_> = PARAMETERS.iter().map(|parameter| parameter.key).collect();
    assert_eq!(keys.len(), PARAMETERS.len());
    for (place, name) in FilterName::ALL.into_iter().enumerate() {
        assert_eq!(name as usize, place);
        assert!(name.parameters().count() > 0, "{name:?}");
        for flag in name.flags() {
            assert!(name.parameters().any(|parameter| parameter.key == flag.key), "{flag:?}");
            assert!(!flag.help.is_empty() && !flag.flag.is_empty(), "{flag:?}");
        }
    }
    let flags: Vec<_> = FilterName::ALL.into_iter().flat_map(FilterName::flags).map(|flag| flag.flag).collect();
    assert_eq!(flags.iter().collect::<BTreeSet<_>>().len(), flags.len());
}

#[test]
fn texts_set_what_they_were_written_of() {
    let filters = all_set();
    let mut read = Filters::default();
    for (key, text) in filters.texts() {
        read.read(key, &text).expect("a value");
    }
    assert_eq!(read, filters);
    assert_eq!(Filters::default().texts(), []);
    let keys: BTreeSet<_> = filters.texts().into_iter().map(|(key, _)| key).collect();
    assert_eq!(keys.len(), PARAMETERS.len(), "every one was set above");
}

#[test]
fn wrong_texts_change_nothing() {
    let words = Translation::default();
    let mut filters = all_set();
    for (key, text, sentence) in [
        ("fresh", "yes", "“fresh” cannot be “yes”, so it was left out: it has to be one of true, false."),
        (
            "year_to",
            "70000",
            "“year_to” cannot be “70000”, so it was left out: it has to be a whole number of 1 to 9999.",
        ),
        (
            "runtime_from",
            "0",
            "“runtime_from” cannot be “0”, so it was left out: it has to be a whole number of 1 to 9999.",
        ),
        ("watchlist", "", "“watchlist” cannot be “”, so it was left out: it has to be one of third, any, only, hide."),
        ("predicted_from", "9", "“predicted_from” cannot be “9”, so it was left out: it has to be half a star to 5."),
        ("genre", "War", "“genre” is no setting that this version knows, so it was left out."),
    ] {
        assert_eq!(filters.read(key, text).map_err(|error| error.sentence(&words)), Err(sentence.to_owned()));
    }
    assert_eq!(filters, all_set());
}

#[test]
fn every_filter_can_be_lifted_and_put_back() {
    let mut filters = all_set();
    assert!(filters.set().eq(FilterName::ALL), "all are set");
    for name in FilterName::ALL {
        name.lift(&mut filters);
        assert!(!name.narrows(&filters), "{name:?}");
    }
    // Nothing that cannot be seen stays set: what is left lets more in.
    let mut lifted = Filters::default();
    Filters::default().narrowing().for_each(|name| name.lift(&mut lifted));
    assert_eq!(filters, lifted);
    assert!(lifted.include_low_quality && lifted.include_series);
    FilterName::ALL.into_iter().for_each(|name| name.reset(&mut filters));
    assert_eq!(filters, Filters::default());
    let all_genres = Filters { genres_all: true, ..Filters::default() };
    assert_eq!(all_genres.set().count(), 0, "all of no genres is no wish");
}

#[test]
fn every_filter_says_what_it_is_set_to() {
    let words = Translation::default();
    let filters = all_set();
    let told = |name: FilterName| {
        let parts = name.described(&filters).into_iter();
        let parts: Vec<_> = parts.map(|part| words.fill(part.text, &[&part.value.unwrap_or_default()])).collect();
        parts.join(", ")
    };
    for (name, expected) in [
        (FilterName::Genre, "Drama, War"),
        (FilterName::UnwantedGenre, "not Horror"),
        (FilterName::Language, "fr"),
        (FilterName::Director, "by Agnès Varda"),
        (FilterName::Cast, "with Jean Seberg"),
        (FilterName::Keyword, "on heist"),
        (FilterName::Service, "Arte"),
        (FilterName::Year, "from 1970, until 1990"),
        (FilterName::Runtime, "60 or longer, 95 at most"),
        (FilterName::Watchlist, "Only my watchlist"),
        (FilterName::UnwantedLanguage, "not de"),
        (FilterName::UnwantedKeyword, "not on zombie"),
        (FilterName::Predicted, "predicted 3.5 and up"),
        (FilterName::Acclaim, "average 4 and up"),
        (FilterName::Quality, "Include low-rated films"),
        (FilterName::Series, "Include TV"),
        (FilterName::List, "Only from my list"),
        (FilterName::LovedDirectors, "Only directors you love"),
        (FilterName::Fresh, "Only films not shown on an earlier day"),
    ] {
        assert_eq!(told(name), expected);
    }
    assert!(FilterName::ALL.into_iter().all(|name| !told(name).is_empty()));
}

#[test]
fn texts_fit_the_sort_of_choice() {
    for name in FilterName::ALL {
        let texts = name.texts();
        let needed = match name.kind() {
            Kind::Range => 2,
            Kind::Names | Kind::TypedNames | Kind::Stars => 1,
            Kind::Switch | Kind::Choice(_) | Kind::OwnList => 0,
        };
        assert_eq!(texts.set.len(), needed, "{name:?}");
        assert!(texts.controls.len() >= needed, "{name:?}");
        if let Kind::Choice(choices) = name.kind() {
            let key = name.parameters().next().expect("a parameter").key;
            assert!(choices.iter().all(|(text, _)| Filters::default().read(key, text).is_ok()), "{name:?}");
        }
    }
}

#[test]
fn programs_hear_of_what_is_none() {
    let error = serde_json::from_str::<Filters>("{\"genre\": \"War\"}").expect_err("no such field").to_string();
    assert!(error.starts_with("unknown field `genre`, expected one of `genres`, "), "{error}");
    let error = serde_json::from_str::<Filters>("{\"year_from\": \"soon\"}").expect_err("no year").to_string();
    assert!(error.contains("invalid type: string \"soon\", expected u16"), "{error}");
    let error = serde_json::from_str::<Filters>("{\"year_from\": 0}").expect_err("no year").to_string();
    assert!(error.starts_with("a year or a number of minutes has to be 1 to 9999"), "{error}");
    let some: Filters = serde_json::from_str("{\"genres\": [\"War\"], \"watchlist\": \"hide\"}").expect("filters");
    assert_eq!(
        some,
        Filters { genres: vec!["War".to_owned()], watchlist: WatchlistFilter::Hide, ..Filters::default() }
    );
}

#[test]
fn what_was_left_out_goes_by_name() {
    let left_out: LeftOut = [(FilterName::Genre, 7), (FilterName::Fresh, 2)].into_iter().collect();
    let json = serde_json::to_value(left_out).expect("JSON");
    assert_eq!((json["genre"].as_u64(), json["fresh"].as_u64(), json["series"].as_u64()), (Some(7), Some(2), Some(0)));
    assert_eq!(serde_json::from_value::<LeftOut>(json).expect("counts"), left_out);
    let bytes = postcard::to_allocvec(&left_out).expect("bytes");
    assert_eq!(bytes.len(), FilterName::COUNT);
    assert_eq!(postcard::from_bytes::<LeftOut>(&bytes), Ok(left_out));
}
