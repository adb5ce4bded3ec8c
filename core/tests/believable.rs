//! What a film lover expects of a shelf, on the committed bundle: that finds are finds, that stars and places agree, that dials
//! bite, that "because of" means it. The members are made up of well-known films.

mod real;

use halfstar_core::explain::Reason;
use halfstar_core::film::{FilmId, Kind, Stars};
use halfstar_core::filters::{Filters, WatchlistFilter};
use halfstar_core::numeric::ln;
use halfstar_core::opinions::Opinions;
use halfstar_core::recommend::{Pick, recommend, recommend_from};
use halfstar_core::request::Request;
use halfstar_core::signals::{SignalName, Weights};
use halfstar_core::similar::similar;
use halfstar_core::taste::{Statement, Taste};
use halfstar_core::together::{Agreement, Rule, Seen, together};
use halfstar_core::{Bundle, Shelf};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// What most people look at.
const FIRST: usize = 20;

/// Ten members: what they love, and a film that left them cold.
const MEMBERS: [(&[&str], &str); 10] = [
    (&["Alien", "The Thing", "Hereditary", "The Shining", "Suspiria", "It Follows", "The Witch"], "Barbie"),
    (&["Stalker", "Persona", "Mirror", "Tokyo Story", "La Dolce Vita", "Ikiru"], "Avatar"),
    (&["The Dark Knight", "Inception", "The Avengers", "Avengers: Infinity War", "Joker", "Deadpool"], "Roma"),
    (&["Before Sunrise", "La La Land", "Past Lives", "Call Me by Your Name", "Little Women"], "Saw"),
    (&["Spirited Away", "Princess Mononoke", "Akira", "Perfect Blue", "Your Name.", "Paprika"], "Cats"),
    (&["Home Alone", "Mean Girls", "Shrek", "Clueless", "Legally Blonde", "The Princess Diaries"], "The Lighthouse"),
    (&["GoodFellas", "Heat", "The Godfather", "Casino", "Scarface", "Taxi Driver", "Pulp Fiction"], "Twilight"),
    (&["Parasite", "Oldboy", "Memories of Murder", "The Handmaiden", "Burning", "Train to Busan"], "Cats"),
    (&["Citizen Kane", "Casablanca", "Vertigo", "Sunset Boulevard", "Some Like It Hot"], "Joker"),
    (&["Toy Story", "Up", "WALL·E", "Ratatouille", "Coco", "Inside Out", "The Lion King"], "Hereditary"),
];

fn bundle() -> &'static Bundle {
    static BUNDLE: OnceLock<Bundle> = OnceLock::new();
    BUNDLE.get_or_init(real::bundle)
}

/// The best known film of the pool with this title.
fn named(title: &str) -> FilmId {
    let catalogue = &bundle().catalogue;
    let mut films = catalogue.films().take(catalogue.pool());
    films.find(|film| catalogue.title(*film) == title).unwrap_or_else(|| panic!("{title} is in the pool"))
}

fn rated(stars: f32) -> Statement {
    Statement { rating: Stars::from_stars(stars), seen: true, ..Statement::default() }
}

fn members() -> impl Iterator<Item = Taste> {
    MEMBERS.into_iter().map(|(loved, cold)| {
        let loved = loved.iter().zip([5.0, 4.5, 4.0].into_iter().cycle());
        let mut statements: BTreeMap<_, _> = loved.map(|(title, stars)| (named(title), rated(stars))).collect();
        statements.insert(named(cold), rated(1.5));
        Taste::new(&statements, &bundle().tuning)
    })
}

fn first(shelf: &Shelf) -> BTreeSet<FilmId> {
    shelf.picks.iter().take(FIRST).map(|pick| pick.film).collect()
}

fn titles(picks: &[Pick]) -> Vec<String> {
    picks.iter().map(|pick| bundle().catalogue.name(pick.film)).collect()
}

fn known(film: FilmId) -> f32 {
    bundle().catalogue.rating_count(film) as f32
}

#[test]
fn whoever_loves_hits_gets_hits_and_others_finds() {
    let fame = |member: usize| {
        let shelf = recommend(bundle(), &members().nth(member).expect("ten members"), &Request::default());
        shelf.picks.iter().take(FIRST).map(|pick| ln(known(pick.film))).sum::<f32>() / FIRST as f32
    };
    let (hits, art) = (fame(2), fame(1));
    assert!(hits > art + 1.0, "e-folds of ratings: {hits} for hits, {art} for art");
}

#[test]
fn gems_are_gems() {
    for (at, taste) in members().enumerate() {
        let request = Request { filters: Filters { hidden_gems: true, ..Filters::default() }, ..Request::default() };
        let shelf = recommend(bundle(), &taste, &request);
        let catalogue = &bundle().catalogue;
        assert!(shelf.picks.len() >= FIRST, "{at}: {}", shelf.picks.len());
        for pick in &shelf.picks {
            let title = catalogue.name(pick.film);
            assert!(pick.film.0 >= 1000 && known(pick.film) >= 100.0, "{at}: {title}, {} ratings", known(pick.film));
            assert!(catalogue.runtime(pick.film).is_some_and(|minutes| minutes >= 40), "{at}: {title}");
            assert!(bundle().models.quality.stars(pick.film).is_some_and(|stars| stars >= 3.5), "{at}: {title}");
        }
    }
}

/// Every dial at its end, where a signal says 64 times what the loudest did, against where it was learned.
#[test]
fn dials_bite_in_the_direction_of_their_name() {
    // How many films each dial changes, and by how much what it is named for moves, over all members.
    let mut turned_by: BTreeMap<&str, (Vec<usize>, f32)> = BTreeMap::new();
    for taste in members() {
        let opinions = Opinions::of(bundle(), &taste);
        let learned = opinions.shares(&Weights::default());
        let plain = recommend_from(bundle(), &taste, &opinions, &Request::default());
        let loudest = SignalName::ALL.into_iter().filter(|signal| !signal.is_balance());
        let loudest = loudest.map(|signal| learned.get(signal)).fold(0.0, f32::max);
        let mut turned = |name: &'static str, request: Request, says: &dyn Fn(FilmId) -> f32| {
            let shelf = recommend_from(bundle(), &taste, &opinions, &request);
            let mean = |shelf: &Shelf| first(shelf).into_iter().map(says).sum::<f32>() / FIRST as f32;
            let (changed, moved) = turned_by.entry(name).or_default();
            changed.push(first(&shelf).difference(&first(&plain)).count());
            *moved += mean(&shelf) - mean(&plain);
        };
        for signal in SignalName::ALL {
            let says = |film: FilmId| opinions.get(signal, film);
            if signal.is_balance() {
                let to = |weight: f32| Request { weights: learned.with(signal, weight), ..Request::default() };
                turned("crowd-pleasers", to(3.0), &says);
                turned("hidden gems", to(-1.2), &|film| -says(film));
            } else {
                let weights = learned.with(signal, 64.0 * loudest);
                turned(signal.as_str(), Request { weights, ..Request::default() }, &says);
            }
        }
        let variety = Request { variety: 1.0, ..Request::default() };
        let shelf = recommend_from(bundle(), &taste, &opinions, &variety);
        let nearest = |shelf: &Shelf| {
            let films: Vec<FilmId> = first(shelf).into_iter().collect();
            let likeness = |one: &FilmId, other: &FilmId| bundle().models.content.similarity(*one, *other);
            films.iter().flat_map(|one| films.iter().map(move |other| likeness(one, other))).sum::<f32>()
        };
        let (changed, moved) = turned_by.entry("variety").or_default();
        changed.push(first(&shelf).difference(&first(&plain)).count());
        *moved += nearest(&plain) - nearest(&shelf);
    }
    for (name, (changed, moved)) in turned_by {
        assert!(moved > 0.0, "{name} moves the shelves by {moved}");
        let mean = changed.iter().sum::<usize>() as f32 / changed.len() as f32;
        // What the default is made of for the most part cannot lead to another shelf, nor can hits whoever loves hits.
        let least = match name {
            "neighbours" | "content" | "autoencoder" | "crowd-pleasers" => 2.5,
            _ => FIRST as f32 / 2.0,
        };
        assert!(mean >= least, "{name} changes {mean} of {FIRST}: {changed:?}");
    }
}

#[test]
fn because_of_means_it() {
    let because = |title: &str| {
        let film = named(title);
        let statements =
            BTreeMap::from([(film, rated(5.0)), (named("Parasite"), rated(4.5)), (named("Toy Story"), rated(4.0))]);
        let mut taste = Taste::new(&statements, &bundle().tuning);
        taste.because_of(film);
        recommend(bundle(), &taste, &Request { limit: 10, ..Request::default() }).picks
    };
    for (title, near, far) in [
        ("Home Alone", "Elf", "The Shawshank Redemption"),
        ("The Shawshank Redemption", "The Green Mile", "Mean Girls"),
        ("Scream", "A Nightmare on Elm Street", "La La Land"),
    ] {
        let picks = because(title);
        let names = titles(&picks);
        assert!(names.iter().any(|name| name.starts_with(near)), "{title}: {names:?}");
        assert!(!names.iter().any(|name| name.starts_with(far)), "{title}: {names:?}");
        let says_so = |pick: &&Pick| matches!(pick.reasons.first(), Some(Reason::LovedByLovers { film, lift }) if *film == named(title) && *lift >= 1.7);
        assert!(picks.iter().filter(says_so).count() >= 5, "{title}: {names:?}");
    }
}

/// Three members who love romances and have been meaning to see *About Time*: it goes before *(500) Days of Summer*, which one
/// of them would rate lower, by either rule.
#[test]
fn a_night_begins_with_what_all_have_been_meaning_to_see() {
    let wanting = |loved: &[&str], cold: &str| {
        let mut statements: BTreeMap<_, _> = loved.iter().map(|title| (named(title), rated(4.5))).collect();
        statements.insert(named(cold), rated(1.0));
        statements.insert(named("About Time"), Statement { wanted: true, ..Statement::default() });
        Taste::new(&statements, &bundle().tuning)
    };
    let tastes = [
        wanting(&["Notting Hill", "Pride & Prejudice", "When Harry Met Sally..."], "Garden State"),
        wanting(&["Before Sunrise", "La La Land", "Past Lives"], "Saw"),
        wanting(&["Little Women", "Love Actually", "The Holiday"], "Juno"),
    ];
    for rule in [Rule::LeastMisery, Rule::Average] {
        let request = Request { limit: 600, ..Request::default() };
        let night = together(bundle(), &tastes, &request, Agreement { rule, seen: Seen::Nobody });
        let place = |title: &str| night.films.iter().position(|proposal| proposal.film == named(title));
        let (wanted, other) = (place("About Time"), place("(500) Days of Summer"));
        assert!(wanted.is_some_and(|place| place < 3), "{rule:?}: About Time is at {wanted:?}");
        assert!(other.is_none_or(|other| Some(other) > wanted), "{rule:?}: {other:?}");
    }
}

#[test]
fn films_near_a_film_are_of_its_kind() {
    let catalogue = &bundle().catalogue;
    let nobody = Taste::new(&BTreeMap::new(), &bundle().tuning);
    let best_known = catalogue.films().filter(|film| catalogue.kind(*film) == Kind::Movie).take(300);
    let mut mostly = 0;
    for film in best_known {
        let near = similar(bundle(), &nobody, film, 10);
        let shares_a_genre = |other: &&(FilmId, f32)| catalogue.genre_bits(other.0) & catalogue.genre_bits(film) != 0;
        mostly += usize::from(near.iter().filter(shares_a_genre).count() >= 5);
    }
    assert!(mostly >= 285, "{mostly} of 300 lists share a genre with the film for the most part");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Whatever somebody rated, and however much of the pool they want to see.
    #[test]
    fn the_first_please_and_finds_are_not_what_was_found(
        rated in prop::collection::btree_map(0u32..5000, 1u8..=10, 5..60),
        wanted in prop::collection::btree_set(0u32..3000, 0..1500),
        variety in prop_oneof![Just(0f32), 0f32..1.0],
    ) {
        let mut statements: BTreeMap<FilmId, Statement> = wanted
            .into_iter()
            .map(|film| (FilmId(film), Statement { wanted: true, ..Statement::default() }))
            .collect();
        for (film, halves) in rated {
            let rating = Stars::from_halves(halves);
            statements.insert(FilmId(film), Statement { rating, seen: true, ..Statement::default() });
        }
        let taste = Taste::new(&statements, &bundle().tuning);
        let shelf = recommend(bundle(), &taste, &Request { variety, ..Request::default() });
        prop_assert_eq!(shelf.picks.len(), 60);
        for pick in shelf.picks.iter().take(FIRST) {
            prop_assert!(pick.predicted_stars >= taste.mean, "{:?} below {}", pick, taste.mean);
        }
        for places in 1..=60 {
            let wanted = shelf.picks[..places].iter().filter(|pick| pick.on_watchlist).count();
            let most = if places.is_multiple_of(20) { places / 3 } else { places.div_ceil(3) };
            prop_assert!(wanted <= most, "{wanted} of the first {places}");
        }
        let any = Filters { watchlist: WatchlistFilter::Any, ..Filters::default() };
        let all = recommend(bundle(), &taste, &Request { variety, filters: any, ..Request::default() });
        prop_assert_eq!(all.candidates, shelf.candidates, "nothing is lost");
    }
}
