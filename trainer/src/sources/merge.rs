//! One film listed under several numbers: merged into the one with most ratings.

use super::SourceFilm;
use super::films::Listed;
use super::titles;
use halfstar_core::film::OtherRecord;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Sources differ by so many minutes on the length of one film.
const MINUTES: u16 = 2;

/// The films that remain, and where each of the old ones went.
pub(super) struct Merged {
    pub(super) films: Vec<Listed>,
    pub(super) place: Vec<u32>,
    /// How many films gave way.
    pub(super) given_way: usize,
}

/// Merges films with the same Letterboxd number; and films without one that agree in title, year, language and
/// length, all of them known, or of which nobody rated the other and nothing known contradicts. Nothing else: two
/// films may well share a title and a year.
pub(super) fn merge(films: &[Listed], ratings: &[u32]) -> Merged {
    let mut strongest: Vec<usize> = (0..films.len()).collect();
    strongest.sort_by_key(|&at| {
        let film = &films[at].film;
        (Reverse((ratings[at], film.listed_ratings, film.tmdb_id.is_some())), at)
    });
    // The film that each merges into; the strongest of its kind comes first and leads.
    let mut leader: Vec<usize> = (0..films.len()).collect();
    let mut by_id: BTreeMap<u32, usize> = BTreeMap::new();
    let mut by_title: BTreeMap<(&str, u16), Vec<usize>> = BTreeMap::new();
    for &at in &strongest {
        let film = &films[at].film;
        if let Some(id) = film.letterboxd_id {
            leader[at] = *by_id.entry(id).or_insert(at);
        } else if let Some(year) = film.year {
            let leaders = by_title.entry((&film.title, year)).or_default();
            let unrated = ratings[at] == 0 && film.listed_ratings == 0;
            // To have no rating means something only where the source counts ratings at all.
            let shadow = |other: usize| unrated && films[other].film.listed_ratings > 0;
            match leaders.iter().find(|&&other| agree(&films[other], &films[at], shadow(other))) {
                Some(&other) => leader[at] = other,
                None => leaders.push(at),
            }
        }
    }
    let given_way = leader.iter().enumerate().filter(|&(at, &leader)| at != leader).count();
    let mut filled = films.to_vec();
    for &at in strongest.iter().filter(|&&at| leader[at] != at) {
        fill(&mut filled[leader[at]], &films[at]);
    }
    let mut place = vec![0; films.len()];
    let mut kept = 0;
    for at in 0..films.len() {
        if leader[at] == at {
            place[at] = kept;
            kept += 1;
        }
    }
    for at in 0..films.len() {
        place[at] = place[leader[at]];
    }
    let films = filled.into_iter().enumerate().filter(|&(at, _)| leader[at] == at).map(|(_, film)| film).collect();
    Merged { films, place, given_way }
}

/// Whether two films of one title and year are the same: all that is known must agree, and if `lenient` is off, it
/// must be known.
fn agree(a: &Listed, b: &Listed, lenient: bool) -> bool {
    let (a, b) = (&a.film, &b.film);
    let same = |a: Option<u32>, b: Option<u32>| a.zip(b).is_none_or(|(a, b)| a == b);
    let language = a.language.as_ref().zip(b.language.as_ref()).map_or(lenient, |(a, b)| a == b);
    let runtime = a.runtime.zip(b.runtime).map_or(lenient, |(a, b)| a.abs_diff(b) <= MINUTES);
    same(a.tmdb_id, b.tmdb_id) && same(a.imdb_id, b.imdb_id) && language && runtime
}

/// What is not known of the leader is taken from the film that gives way; what that one is called, and under which
/// numbers, goes on meaning the film.
pub(super) fn fill(leader: &mut Listed, other: &Listed) {
    leader.kind = leader.kind.or(other.kind);
    leader.said.imdb_year = leader.said.imdb_year.or(other.said.imdb_year);
    leader.said.runtime = leader.said.runtime.or(other.said.runtime);
    if leader.said.tmdb.is_none() {
        leader.said.tmdb.clone_from(&other.said.tmdb);
    }
    let (film, other) = (&mut leader.film, &other.film);
    film.tmdb_id = film.tmdb_id.or(other.tmdb_id);
    film.imdb_id = film.imdb_id.or(other.imdb_id);
    film.year = film.year.or(other.year);
    film.runtime = film.runtime.or(other.runtime);
    // A table of films to recognise counts otherwise.
    if film.is_matched_only == other.is_matched_only {
        film.listed_ratings = film.listed_ratings.max(other.listed_ratings);
    }
    if film.language.is_none() {
        film.language.clone_from(&other.language);
    }
    for (mine, theirs) in [
        (&mut film.genres, &other.genres),
        (&mut film.directors, &other.directors),
        (&mut film.cast, &other.cast),
        (&mut film.keywords, &other.keywords),
        (&mut film.services, &other.services),
    ] {
        if mine.is_empty() {
            mine.clone_from(theirs);
        }
    }
    if film.poster.is_none() {
        film.poster.clone_from(&other.poster);
    }
    if film.tmdb_votes < other.tmdb_votes {
        (film.tmdb_votes, film.tmdb_mean) = (other.tmdb_votes, other.tmdb_mean);
    }
    if film.original_title.is_empty() {
        film.original_title.clone_from(&other.original_title);
    }
    film.other_titles.extend_from_slice(&other.other_titles);
    film.other_records.extend(record(film, other));
    film.other_records.extend_from_slice(&other.other_records);
}

/// What the other record says that the film's own does not; none if that is nothing.
fn record(film: &SourceFilm, other: &SourceFilm) -> Option<OtherRecord> {
    let number = |mine: Option<u32>, theirs: Option<u32>| theirs.filter(|_| mine != theirs).unwrap_or(0);
    let record = OtherRecord {
        film: 0,
        title: other.title.clone(),
        year: other.year.or(film.year).unwrap_or(0),
        letterboxd_id: number(film.letterboxd_id, other.letterboxd_id),
        tmdb_id: number(film.tmdb_id, other.tmdb_id),
        imdb_id: number(film.imdb_id, other.imdb_id),
    };
    let says_more = titles::key(&record.title) != titles::key(&film.title)
        || Some(record.year) != film.year
        || (record.letterboxd_id | record.tmdb_id | record.imdb_id) > 0;
    says_more.then_some(record)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Film(&'static str, u16, Option<u32>, Option<&'static str>, Option<u16>, Option<u32>);

    fn check(films: &[Film], ratings: &[u32], expected: &[u32]) -> Merged {
        let listed = films.iter().map(|&Film(title, year, letterboxd_id, language, runtime, tmdb_id)| Listed {
            film: SourceFilm {
                title: title.to_owned(),
                year: Some(year),
                letterboxd_id,
                language: language.map(str::to_owned),
                runtime,
                tmdb_id,
                ..SourceFilm::default()
            },
            ..Listed::default()
        });
        let mut listed: Vec<_> = listed.collect();
        listed.iter_mut().zip(ratings).for_each(|(film, &ratings)| film.film.listed_ratings = ratings);
        let merged = merge(&listed, ratings);
        assert_eq!(merged.place, expected);
        merged
    }

    #[test]
    fn one_letterboxd_number_is_one_film() {
        let films = [
            Film("Glass Onion: A Knives Out Mystery", 2022, Some(7), None, Some(139), Some(661_374)),
            Film("Other", 2022, Some(8), None, None, None),
            Film("Glass Onion", 2022, Some(7), Some("en"), Some(140), None),
        ];
        let merged = check(&films, &[3, 1, 5], &[1, 0, 1]);
        let kept = &merged.films[1].film;
        assert_eq!((kept.title.as_str(), kept.runtime), ("Glass Onion", Some(140)));
        assert_eq!(kept.tmdb_id, Some(661_374), "taken from the one that gave way");
    }

    #[test]
    fn without_numbers_everything_known_must_agree() {
        let a = || Film("A Silent Voice", 2016, None, Some("ja"), Some(129), Some(1));
        check(&[a(), Film("A Silent Voice", 2016, None, Some("ja"), Some(130), None)], &[2, 1], &[0, 0]);
        check(&[a(), Film("A Silent Voice", 2016, None, Some("ja"), Some(132), None)], &[2, 1], &[0, 1]);
        check(&[a(), Film("A Silent Voice", 2016, None, Some("en"), Some(129), None)], &[2, 1], &[0, 1]);
        check(&[a(), Film("A Silent Voice", 2015, None, Some("ja"), Some(129), None)], &[2, 1], &[0, 1]);
        check(&[a(), Film("A Silent Voice", 2016, None, Some("ja"), None, None)], &[2, 1], &[0, 1]);
        check(&[a(), Film("A Silent Voice", 2016, None, None, Some(129), None)], &[2, 1], &[0, 1]);
        check(&[a(), Film("A Silent Voice", 2016, None, Some("ja"), Some(129), Some(2))], &[2, 1], &[0, 1]);
        check(&[a(), Film("A Silent Voice", 2016, None, None, None, None)], &[2, 0], &[0, 0]);
        check(&[a(), Film("A Silent Voice", 2016, None, None, None, Some(2))], &[2, 0], &[0, 1]);
        check(&[a(), Film("A Silent Voice", 2016, Some(9), Some("ja"), Some(129), None)], &[2, 1], &[0, 1]);
    }
}
