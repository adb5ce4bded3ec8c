//! A small world with a known answer: two tribes of films, one of space and one of love, that never mix.
#![allow(dead_code, reason = "each test binary uses its own part of the world")]
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use halfstar_core::Bundle;
use halfstar_core::bundle::{Models, Provenance};
use halfstar_core::film::{Catalogue, Details, FilmId, Kind, Lists, Services, Stars};
use halfstar_core::series::Series;
use halfstar_core::signals::{Autoencoder, Content, Factors, Layers, Neighbours, Prior, Quality, Reach};
use halfstar_core::taste::{Statement, Taste};
use halfstar_core::tuning::Tuning;

/// Title, year, genre (0 space, 1 love), director, mean stars. Even places are space, odd are love.
pub(crate) const FILMS: [(&str, u16, u8, &str, f32); 12] = [
    ("Orbit", 1968, 0, "Ada Vance", 4.3),
    ("The Letter", 1945, 1, "Noor Hale", 4.2),
    ("Far Side", 1979, 0, "Ada Vance", 4.1),
    ("Harbour Lights", 1953, 1, "Noor Hale", 4.0),
    ("Vacuum", 1982, 0, "Ada Vance", 3.9),
    ("Two Tickets", 1988, 1, "Noor Hale", 3.8),
    ("Perihelion", 1997, 0, "Ilse Brandt", 3.7),
    ("A Slow Dance", 1995, 1, "Tomas Reyes", 3.6),
    ("Signal Lost", 2013, 0, "Ilse Brandt", 3.5),
    ("Wedding Weather", 2010, 1, "Tomas Reyes", 3.4),
    ("Moonbase Blues", 2021, 0, "Ilse Brandt", 2.4),
    ("Love Again Again", 2022, 1, "Tomas Reyes", 2.3),
];

/// A film that is known but never recommended: outside the pool.
pub(crate) const OUTSIDE: FilmId = FilmId(12);

pub(crate) fn bundle() -> Bundle {
    world(None, None)
}

/// The same world, with a bridge from content to neighbours.
pub(crate) fn bridged() -> Bundle {
    world(Some(Reach::new(&[0.1; 12], &[1.0; 12])), None)
}

/// The same again, but for one film that no neighbour speaks for.
pub(crate) fn bridged_without(title: &str) -> Bundle {
    world(Some(Reach::new(&[0.1; 12], &[1.0; 12])), Some(film(title)))
}

/// The small world with everything that a bundle may have.
pub(crate) fn full() -> Bundle {
    let mut bundle = bridged();
    let (first, second) = (film("Harbour Lights"), film("Two Tickets"));
    bundle.series = Series::new(&[(first, None), (second, Some(first))]).unwrap();
    let details = &mut bundle.catalogue.details;
    details.map = (0..12).map(|film| [20 * film, 255 - film]).collect();
    details.map_names = vec![("Space".to_owned(), [40, 250]), ("Love".to_owned(), [200, 3])];
    details.services = Some(Services {
        country: "DE".to_owned(),
        as_of: "2026-11-05".to_owned(),
        names: ["Filmfreund", "Kanal Eins"].iter().collect(),
        films: Lists::new((0..12).map(|film| if film == 2 { vec![0, 1] } else { vec![] })),
    });
    bundle
}

fn world(reach: Option<Reach>, unrated: Option<FilmId>) -> Bundle {
    let tribe = |film: usize| FILMS[film].2;
    let rows: Vec<Vec<(u32, f32)>> = (0..12)
        .map(|film| {
            let rated = |film: usize| unrated.is_none_or(|unrated| unrated.index() != film);
            let kin = (0..12).filter(|&other| other != film && tribe(other) == tribe(film) && rated(other));
            // The nearer in the list, the stronger: an order to check against.
            kin.map(|other| (other as u32, 0.5 / (1.0 + film.abs_diff(other) as f32))).collect()
        })
        .collect();
    // Space is rated apart from love along the first of two numbers.
    let factors: Vec<f32> = (0..12).flat_map(|film| [if tribe(film) == 0 { 0.8 } else { -0.8 }, 0.1]).collect();
    // One hidden unit knows space from love, and one the old from the new; the last two films it does not know.
    let layer = |strength: f32| -> Vec<f32> {
        let row = |film: usize| [if tribe(film) == 0 { strength } else { -strength }, 0.1 * (film as f32 - 5.0)];
        (0..10).flat_map(row).collect()
    };
    let bias = (0..10).map(|film| -0.1 * film as f32).collect();
    let layers = Layers { encoder: layer(1.0), decoder: layer(0.8), rest: vec![0.2, -0.1], bias };
    let vectors: Vec<f32> = (0..12)
        .flat_map(|film| {
            let (space, love) = if tribe(film) == 0 { (1.0, 0.1) } else { (0.1, 1.0) };
            [space, love, 0.02 * film as f32]
        })
        .collect();
    let means: Vec<f32> = FILMS.iter().map(|film| film.4).collect();
    let names = ["Ada Vance", "Noor Hale", "Ilse Brandt", "Tomas Reyes"];
    let director = |name: &str| vec![names.iter().position(|known| *known == name).unwrap() as u32];
    let all = 13;
    let column = |of: fn(usize) -> u32| (0..all).map(of).collect::<Vec<u32>>();
    let catalogue = Catalogue {
        pool: 12,
        titles: FILMS.iter().map(|film| film.0).chain(["Home Movie"]).collect(),
        years: FILMS.iter().map(|film| film.1).chain([0]).collect(),
        letterboxd_ids: column(|film| 1000 + film as u32),
        kinds: vec![Kind::Movie; all],
        genres: FILMS.iter().map(|film| 1 << film.2).chain([0]).collect(),
        genre_names: ["Science Fiction", "Romance"].iter().collect(),
        repeated: halfstar_core::film::FilmSet::default(),
        genre_orders: Vec::new(),
        languages: vec![1; all],
        language_codes: ["", "en"].iter().collect(),
        runtimes: (0..all).map(|film| 80 + 5 * film as u16).collect(),
        directors: Lists::new(FILMS.iter().map(|film| director(film.3)).chain([Vec::new()])),
        people: names.iter().collect(),
        rating_counts: column(|film| 5000 - 100 * film as u32),
        details: Details {
            tmdb_ids: column(|film| 1 + film as u32),
            imdb_ids: column(|film| 50 + film as u32),
            original_titles: (0..all).map(|film| if film == 1 { "La lettre" } else { "" }).collect(),
            cast: Lists::new((0..all).map(|_| [0u32])),
            people: ["Kit Moreau"].iter().collect(),
            keywords: Lists::new((0..all).map(|film| if film % 2 == 0 { vec![0u32] } else { vec![] })),
            keyword_names: ["moon"].iter().collect(),
            posters: (0..all).map(|_| "").collect(),
            ..Details::default()
        },
    };
    Bundle::new(
        catalogue,
        Models {
            neighbours: Neighbours::new(&rows),
            content: match reach {
                Some(reach) => Content::new(&vectors, 3).with_reach(reach),
                None => Content::new(&vectors, 3),
            },
            quality: Quality::new(&means),
            factors: Factors::new(&factors, 2, Prior::TYPICAL),
            autoencoder: Autoencoder::new(&layers),
            ..Models::default()
        },
        Tuning { typical_mean: 3.4, ..Tuning::default() },
        Provenance { made_by: "the small world".into(), sources: vec!["made up".into()], ratings: 1, members: 1 },
    )
    .unwrap()
}

pub(crate) fn film(title: &str) -> FilmId {
    FilmId(FILMS.iter().position(|film| film.0 == title).unwrap() as u32)
}

/// A taste from titles and stars.
pub(crate) fn taste(bundle: &Bundle, ratings: &[(&str, f32)]) -> Taste {
    let statements = ratings.iter().map(|&(title, stars)| {
        (film(title), Statement { rating: Stars::from_stars(stars), seen: true, ..Statement::default() })
    });
    Taste::new(&statements.collect(), &bundle.tuning)
}

/// Someone who loves space, and has tried love.
pub(crate) fn stargazer(bundle: &Bundle) -> Taste {
    taste(bundle, &[("Orbit", 5.0), ("Far Side", 4.5), ("The Letter", 2.0)])
}
