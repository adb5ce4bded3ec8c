//! One contract that every ranker keeps, in the small world, where the answer is known.

use crate::commands::{bundle, decoded};
use crate::world::{self, Form};
use halfstar_trainer::baselines::Ranker;
use halfstar_trainer::evaluate::{Cohort, Judged, choose, competitors};
use halfstar_trainer::foundation::split::Role;
use halfstar_trainer::sources::{ReadOptions, read};

/// Someone who loves every third film, by its number in the data, and has seen others: half stars by place in the pool.
fn fan(titles: &[u32]) -> Vec<(u16, u8)> {
    let mut shown: Vec<(u16, u8)> = titles
        .iter()
        .enumerate()
        .filter(|&(_, &film)| film % 2 == 0)
        .map(|(place, &film)| (place as u16, if film % 3 == 0 { 10 } else { 4 }))
        .collect();
    shown.sort_unstable();
    shown
}

#[test]
fn every_ranker_keeps_the_contract() {
    let bundle = decoded(bundle());
    let folder = world::movielens(Form::Plain);
    world::write(folder.path(), "films.csv", &world::facts(), Form::Plain);
    let data = read(folder.path(), None, &ReadOptions::default()).expect("the world");
    let members = Cohort::new(&data, &bundle.catalogue, Judged::Role(Role::Test)).expect("members");
    assert_eq!(members.joined.films_known, world::FILMS as usize);
    // The catalogue keeps Letterboxd's numbers: 1000 and the film's.
    let films: Vec<u32> = bundle.catalogue.letterboxd_ids.iter().map(|id| id - 1000).collect();
    let (shown, pool) = (fan(&films), bundle.catalogue.pool());

    for row in choose(competitors(&bundle), &[], true).expect("all rows") {
        let key = row.key.as_str();
        let ranker = row.ready(&bundle, &members).expect(key);
        keeps_the_contract(key, ranker.as_ref(), &shown, pool);
        let best: Vec<u32> =
            ranker.rank(&shown, pool).into_iter().take(3).map(|film| films[usize::from(film)]).collect();
        let personal = ["default", "neighbours", "user-knn-sum", "item-cosine", "ials", "ease"];
        if personal.contains(&key) {
            assert!(best.iter().all(|film| film % 3 == 0), "{key} puts {best:?} first");
        }
        if key == "popularity" || key == "most-liked" {
            let likes = |film: u32| {
                let raters = members.train.iter().map(|member| member.id as u32);
                raters.filter(|&member| world::halves(member, film).is_some_and(|halves| halves >= 8)).count()
            };
            let most = films.iter().filter(|&film| film % 2 == 1).map(|&film| likes(film)).max();
            assert_eq!(Some(likes(best[0])), most, "{key} puts {best:?} first");
        }
    }
}

fn keeps_the_contract(key: &str, ranker: &dyn Ranker, shown: &[(u16, u8)], pool: usize) {
    for shown in [shown, &shown[..1], &[]] {
        let mut scores = vec![f32::NAN; pool];
        ranker.score(shown, &mut scores);
        assert!(scores.iter().all(|score| score.is_finite()), "{key}: {scores:?}");
        let mut again = vec![7.0; pool];
        ranker.score(shown, &mut again);
        assert_eq!(scores, again, "{key} changes its mind");

        let ranked = ranker.rank(shown, pool);
        assert_eq!(ranked.len(), pool - shown.len(), "{key}");
        assert!(ranked.iter().all(|film| !shown.iter().any(|(seen, _)| seen == film)), "{key} shows what was seen");
        let in_order = |pair: &[u16]| {
            let (a, b) = (scores[usize::from(pair[0])], scores[usize::from(pair[1])]);
            a > b || (a == b && pair[0] < pair[1])
        };
        assert!(ranked.windows(2).all(in_order), "{key} does not rank by its scores");
    }
}
