//! Nights in the small world, and how well real members are served together.

mod real;
mod world;

use halfstar_core::bounds::Number;
use halfstar_core::film::{FilmId, Stars};
use halfstar_core::filters::{FilterName, Filters, WatchlistFilter};
use halfstar_core::matching::{TitleIndex, match_entries};
use halfstar_core::numeric::ln;
use halfstar_core::opinions::Opinions;
use halfstar_core::recommend::rank;
use halfstar_core::request::Request;
use halfstar_core::signals::Weights;
use halfstar_core::taste::{Statement, merge};
use halfstar_core::together::{Agreement, Match, Night, Participant, Proposal, Rule, Seen, together, together_from};
use halfstar_core::{Bundle, Taste};
use proptest::prelude::*;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use world::{bundle, film, stargazer, taste};

const RULES: [Rule; 2] = [Rule::LeastMisery, Rule::Average];

fn plain() -> Request {
    let filters = Filters { include_low_quality: true, ..Filters::default() };
    Request { weights: Weights::CLASSIC, variety: 0.0, filters, ..Request::default() }
}

/// Someone who loves love.
fn romantic(bundle: &Bundle) -> Taste {
    taste(bundle, &[("The Letter", 5.0), ("Harbour Lights", 4.5), ("Vacuum", 1.0)])
}

fn films(night: &Night) -> Vec<FilmId> {
    night.films.iter().map(|proposal| proposal.film).collect()
}

fn to(night: &Night, film: FilmId) -> Option<&Proposal> {
    night.films.iter().find(|proposal| proposal.film == film)
}

fn with(rule: Rule, seen: Seen) -> Agreement {
    Agreement { rule, seen }
}

/// What is left of a liking without stars and wish: 0 to 1.
fn by_place(told: Match) -> f32 {
    let stars = told.rating.map_or(told.predicted_stars, Stars::stars);
    let wish = if told.wanted { 0.1 } else { 0.0 };
    (told.liking - 0.4 * ((stars - 2.0) / 3.0).clamp(0.0, 1.0) - wish) / 0.5
}

#[test]
fn likings_are_of_places_stars_and_wishes() {
    let bundle = bundle();
    let tastes = [stargazer(&bundle), romantic(&bundle)];
    let night = together(&bundle, &tastes, &plain(), Agreement::default());
    // Twelve films: either has seen three, and both The Letter, so five are known to somebody.
    assert_eq!((night.candidates, night.seen_by_some), (7, 4));
    let bytes = postcard::to_allocvec(&night).unwrap();
    assert_eq!(postcard::from_bytes::<Night>(&bytes).unwrap(), night, "it travels");
    for (at, taste) in tastes.iter().enumerate() {
        let own = rank(&bundle, taste, &Opinions::of(&bundle, taste), &plain());
        assert_eq!(own.len(), 9, "what they have yet to see");
        for proposal in &night.films {
            let place = own.iter().position(|film| *film == proposal.film).unwrap() + 1;
            let told = proposal.members[at];
            assert_eq!(told.place, place as u32);
            let expected = 1.0 - ln(place as f32) / ln(9.0);
            assert!((by_place(told) - expected).abs() < 1e-5, "{told:?} at {place} of 9");
        }
    }
}

#[test]
fn least_misery_and_average_are_what_they_say() {
    let bundle = bundle();
    let tastes = [stargazer(&bundle), romantic(&bundle)];
    for rule in RULES {
        let night = together(&bundle, &tastes, &plain(), with(rule, Seen::Nobody));
        assert!(night.films.is_sorted_by(|a, b| a.score >= b.score));
        for Proposal { score, members, .. } in &night.films {
            let [a, b] = [members[0].liking, members[1].liking];
            let expected = if rule == Rule::LeastMisery { a.min(b) } else { (a + b) / 2.0 };
            assert!((score - expected).abs() < 1e-6);
        }
    }
}

#[test]
fn what_some_have_seen_is_hidden_or_marked() {
    let bundle = bundle();
    let mut wanting = BTreeMap::from([(film("Orbit"), Statement { wanted: true, ..Statement::default() })]);
    wanting.insert(film("Perihelion"), Statement { seen: true, ..Statement::default() });
    let tastes = [stargazer(&bundle), romantic(&bundle), Taste::new(&wanting, &bundle.tuning)];
    let night = together(&bundle, &tastes, &plain(), with(Rule::Average, Seen::Nobody));
    assert!(to(&night, film("Orbit")).is_none() && to(&night, film("The Letter")).is_none());
    let night = together(&bundle, &tastes, &plain(), with(Rule::Average, Seen::SomeMay));
    assert_eq!((night.candidates, night.seen_by_some), (12, 6), "nothing is known to all three");
    let orbit = to(&night, film("Orbit")).unwrap();
    let told: Vec<_> = orbit.members.iter().map(|it| (it.seen, it.rating.map(Stars::stars), it.wanted)).collect();
    assert_eq!(told, [(true, Some(5.0), false), (false, None, false), (false, None, true)]);
    assert_eq!(orbit.members[0].place, 1, "no film is predicted more than five stars");
    let hated = to(&night, film("Vacuum")).unwrap().members[1];
    assert!(hated.liking < 0.1, "{hated:?}");
    assert!(to(&night, film("Perihelion")).unwrap().members[2].seen, "seen without a rating");
}

#[test]
fn a_watchlist_is_anybodys() {
    let bundle = bundle();
    let wanting = BTreeMap::from([(film("Wedding Weather"), Statement { wanted: true, ..Statement::default() })]);
    let tastes = [stargazer(&bundle), Taste::new(&wanting, &bundle.tuning)];
    let asked = |watchlist| {
        let filters = Filters { watchlist, ..plain().filters };
        together(&bundle, &tastes, &Request { filters, ..plain() }, Agreement::default())
    };
    assert_eq!(films(&asked(WatchlistFilter::Only)), [film("Wedding Weather")]);
    let hidden = asked(WatchlistFilter::Hide);
    assert_eq!((hidden.candidates, hidden.left_out[FilterName::Watchlist]), (8, 1));
}

#[test]
fn filters_hold_for_everyone() {
    let bundle = bundle();
    let filters = Filters { year_to: Number::new(1990), ..Filters::default() };
    let tastes = [stargazer(&bundle), romantic(&bundle)];
    let night = together(&bundle, &tastes, &Request { filters, ..plain() }, Agreement::default());
    assert_eq!(films(&night), [film("Two Tickets")], "of five old films four are known to somebody");
    assert_eq!(
        (night.left_out[FilterName::Year], night.left_out[FilterName::Quality]),
        (6, 2),
        "each is counted once, not once a member"
    );
}

#[test]
fn nobody_has_a_night_of_nothing() {
    assert_eq!(together(&bundle(), &[], &plain(), Agreement::default()), Night::default());
}

/// However much either has seen, the first place is worth 1 and the last 0.
#[test]
fn short_and_long_histories_are_comparable() {
    let bundle = bundle();
    let long: Vec<_> =
        world::FILMS[..6].iter().zip([5.0, 4.5, 4.0, 1.0, 2.0, 3.0]).map(|(it, stars)| (it.0, stars)).collect();
    let tastes = [taste(&bundle, &[("Moonbase Blues", 4.0)]), taste(&bundle, &long)];
    let night = together(&bundle, &tastes, &plain(), with(Rule::Average, Seen::SomeMay));
    for (at, taste) in tastes.iter().enumerate() {
        let unseen = night.films.iter().map(|proposal| proposal.members[at]).filter(|it| !it.seen);
        let mut places: Vec<u32> = unseen.clone().map(|it| it.place).collect();
        places.sort_unstable();
        let left = (0..12).filter(|&film| !taste.has_seen(FilmId(film))).count() as u32;
        assert_eq!(places, (1..=left).collect::<Vec<_>>());
        let likings = unseen.map(by_place);
        assert!((likings.clone().fold(0.0, f32::max) - 1.0).abs() < 1e-6);
        assert!(likings.fold(1.0, f32::min) < 1e-6);
    }
}

/// Any history of the small world: stars in halves, or 0 for seen, 11 for dismissed, 12 for wanted.
fn anybody() -> impl Strategy<Value = Taste> {
    prop::collection::btree_map(0u32..12, 0u8..=12, 0..8).prop_map(|films| {
        let said = |(film, it)| {
            let statement = Statement {
                rating: Stars::from_halves(it),
                seen: it <= 10,
                dismissed: it == 11,
                wanted: it == 12,
                ..Statement::default()
            };
            (FilmId(film), statement)
        };
        Taste::new(&films.into_iter().map(said).collect(), &bundle().tuning)
    })
}

fn agreement() -> impl Strategy<Value = Agreement> {
    (any::<bool>(), any::<bool>()).prop_map(|(average, some)| Agreement {
        rule: if average { Rule::Average } else { Rule::LeastMisery },
        seen: if some { Seen::SomeMay } else { Seen::Nobody },
    })
}

proptest! {
    #[test]
    fn the_same_member_twice_has_their_own_night(member in anybody(), agreement in agreement(), times in 1usize..=6) {
        let bundle = bundle();
        let alone = films(&together(&bundle, std::slice::from_ref(&member), &plain(), agreement));
        let own: BTreeSet<FilmId> = rank(&bundle, &member, &Opinions::of(&bundle, &member), &plain()).into_iter().collect();
        prop_assert_eq!(alone.iter().copied().collect::<BTreeSet<_>>(), own);
        prop_assert_eq!(films(&together(&bundle, &vec![member; times], &plain(), agreement)), alone);
    }

    #[test]
    fn who_comes_first_does_not_matter(
        tastes in prop::collection::vec(anybody(), 2..=6),
        agreement in agreement(),
        turn in 1usize..6,
        variety in 0f32..=1.0,
    ) {
        let bundle = bundle();
        let request = Request { variety, ..plain() };
        let night = together(&bundle, &tastes, &request, agreement);
        let turn = turn % tastes.len();
        let mut turned = tastes;
        turned.rotate_left(turn);
        let mut expected = night;
        expected.films.iter_mut().for_each(|proposal| proposal.members.rotate_left(turn));
        prop_assert_eq!(together(&bundle, &turned, &request, agreement), expected);
    }

    #[test]
    fn the_first_film_is_the_best_by_the_rule(tastes in prop::collection::vec(anybody(), 1..=6), agreement in agreement()) {
        let bundle = bundle();
        let night = together(&bundle, &tastes, &plain(), agreement);
        let joint = |proposal: &Proposal| {
            let likings = proposal.members.iter().map(|it| it.liking);
            match agreement.rule {
                Rule::LeastMisery => likings.fold(1.0, f32::min),
                Rule::Average => likings.sum::<f32>() / tastes.len() as f32,
            }
        };
        // What somebody would dislike, or did, comes behind all else.
        let is_vetoed = |proposal: &&Proposal| {
            tastes.iter().zip(&proposal.members).any(|(taste, it)| match it.rating {
                Some(_) => taste.disliked(proposal.film),
                None => it.predicted_stars < taste.mean - 1.0,
            })
        };
        let welcome = night.films.iter().take_while(|proposal| !is_vetoed(proposal)).count();
        prop_assert!(night.films[welcome..].iter().all(|proposal| is_vetoed(&proposal)));
        for part in [&night.films[..welcome], &night.films[welcome..]] {
            if let Some(first) = part.first() {
                prop_assert!(part.iter().all(|other| joint(first) >= joint(other) - 1e-6));
            }
        }
        for proposal in &night.films {
            prop_assert!(tastes.iter().all(|taste| !taste.has_dismissed(proposal.film)), "dismissed by somebody");
            prop_assert!(!tastes.iter().all(|taste| taste.has_seen(proposal.film)), "seen by all");
            let seen = tastes.iter().any(|taste| taste.has_seen(proposal.film));
            prop_assert!(!seen || agreement.seen == Seen::SomeMay);
            prop_assert!(proposal.members.iter().all(|it| (0.0..=1.0).contains(&it.liking)));
        }
    }
}

/// Films that two members both rated ★★★★ or more, a fifth at a time hidden from both: how many are among the first
/// twenty of their night?
#[test]
fn real_members_are_served_together() {
    const LOVED: u8 = 8;
    const FIRST: u32 = 20;
    let Some(data) = real::data() else { return };
    let bundle = real::bundle();
    let titles = TitleIndex::new(&bundle.catalogue);
    let members: Vec<BTreeMap<FilmId, Statement>> = real::exports(&data)
        .iter()
        .map(|(_, import)| merge(&import.entries, &match_entries(&bundle.catalogue, &titles, import, &[])))
        .collect();
    let (mut hidden_films, mut found) = (0, [0; 3]);
    for (at, first) in members.iter().enumerate() {
        for second in &members[at + 1..] {
            let halves = |of: &BTreeMap<FilmId, Statement>, film: &FilmId| Some(of.get(film)?.rating?.halves());
            let loved: Vec<FilmId> = (0..bundle.catalogue.pool)
                .map(FilmId)
                .filter(|film| halves(first, film).min(halves(second, film)) >= Some(LOVED))
                .collect();
            if loved.len() < 5 {
                continue;
            }
            for part in 0..5 {
                let hidden: BTreeSet<_> = loved.iter().skip(part).step_by(5).copied().collect();
                hidden_films += hidden.len();
                let tastes = [first, second].map(|statements| {
                    let mut shown = statements.clone();
                    shown.retain(|film, _| !hidden.contains(film));
                    Taste::new(&shown, &bundle.tuning)
                });
                let opinions = tastes.each_ref().map(|taste| Opinions::of(&bundle, taste));
                // The best-known as they are, without caution.
                let plainly = opinions.clone().map(Opinions::without_reserve);
                let fame = Weights { popularity: 1.0, ..Weights::NONE };
                let ways = [(Weights::NONE, Rule::LeastMisery), (Weights::NONE, Rule::Average), (fame, Rule::Average)];
                for ((weights, rule), found) in ways.into_iter().zip(&mut found) {
                    let request = Request {
                        weights,
                        limit: FIRST,
                        filters: Filters { include_series: true, ..plain().filters },
                        ..plain()
                    };
                    let opinions = if weights == fame { &plainly } else { &opinions };
                    let members = tastes.iter().zip(opinions);
                    let members = members.map(|(taste, opinions)| Participant { taste, opinions }).collect::<Vec<_>>();
                    let night = together_from(&bundle, &members, &request, with(rule, Seen::Nobody));
                    *found += films(&night).iter().filter(|film| hidden.contains(film)).count();
                }
            }
        }
    }
    let [least_misery, average, fame] = found;
    println!("of {hidden_films} hidden films: {least_misery} by least misery, {average} by average, {fame} by fame");
    let figures = json!({ "hidden": hidden_films, "first": FIRST, "average": average, "least_misery": least_misery, "fame": fame });
    real::found("together", &figures);
    assert!(hidden_films > 100 && average > fame && least_misery > fame);
}
