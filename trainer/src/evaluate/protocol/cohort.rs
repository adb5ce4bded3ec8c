//! Who is judged, and whom the baselines are fitted on, in the films of the bundle that is judged.

use super::join::{UNKNOWN, places};
use crate::foundation::random::shuffled;
use crate::foundation::split::{MIN_POSITIVES, MIN_RATINGS, POSITIVE, Role, role};
use crate::interactions::Interactions;
use crate::sources::Dataset;
use anyhow::{Result, bail};
use halfstar_core::film::Catalogue;
use serde::Serialize;

/// A member with enough ratings to be judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rater {
    /// The source's number.
    pub id: u64,
    /// Film and half stars, ascending by film.
    pub rows: Vec<(u16, u8)>,
    /// When each row was rated, in seconds since 1970; `None` where the source does not say.
    pub times: Option<Vec<i64>>,
}

/// Which members of a source are judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judged {
    /// Those of a role; the baselines may be fitted on those who are neither judged nor kept for the test.
    Role(Role),
    /// Everyone: the source holds people that no trainer saw.
    Everyone,
}

/// The members of a data set, split by what they are for.
pub struct Cohort {
    /// Who can be judged, in the order of their numbers.
    pub judged: Vec<Rater>,
    /// Whom the baselines may be fitted on; empty when everyone is judged.
    pub train: Interactions,
    /// How the data met the bundle.
    pub joined: Joined,
}

/// How a data set's films and ratings meet a bundle's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Joined {
    /// Films with ratings.
    pub films: usize,
    /// Of these, in the bundle's pool.
    pub films_known: usize,
    /// Ratings.
    pub ratings: usize,
    /// Of these, of films in the pool.
    pub ratings_known: usize,
    /// Members.
    pub members: usize,
    /// Members of the judged role, before those with too few ratings are left out.
    pub of_role: usize,
}

impl Cohort {
    /// Finds the members of a data set in a bundle's films.
    ///
    /// # Errors
    /// When no rated film is in the bundle, or nobody has enough ratings.
    pub fn new(data: &Dataset, catalogue: &Catalogue, judged: Judged) -> Result<Self> {
        let (place, pool) = (places(catalogue, &data.films), catalogue.pool());
        let known = |film: u32| (place[film as usize] as usize) < pool;
        let ratings = &data.ratings;
        let mut rated = vec![false; data.films.len()];
        ratings.films.iter().for_each(|&film| rated[film as usize] = true);
        let rated = || (0..data.films.len() as u32).filter(|&film| rated[film as usize]);
        let mut joined = Joined {
            films: rated().count(),
            films_known: rated().filter(|&film| known(film)).count(),
            ratings: ratings.films.len(),
            ratings_known: ratings.films.iter().filter(|&&film| known(film)).count(),
            members: ratings.member_ids.len(),
            of_role: 0,
        };
        if joined.ratings_known == 0 {
            bail!(
                "none of the {} rated films is in the bundle. Films are joined by the numbers in links.csv and films.csv, \
                 then by title and year: check that movies.csv belongs to the ratings, and lay links.csv beside it",
                joined.films
            );
        }
        let mut raters = Vec::new();
        for (member, range) in ratings.starts.windows(2).enumerate() {
            let id = ratings.member_ids[member];
            if judged == Judged::Everyone || judged == Judged::Role(role(id)) {
                joined.of_role += 1;
                raters.extend(Rater::new(data, id, range[0]..range[1], |film| {
                    let place = place[film as usize];
                    (place != UNKNOWN && (place as usize) < pool).then_some(place as u16)
                }));
            }
        }
        if raters.is_empty() {
            bail!(
                "none of the {} members to judge has {MIN_RATINGS} ratings of the bundle's films, {MIN_POSITIVES} of them \
                 of four stars or more. Pass more ratings with --data or --ratings",
                joined.of_role
            );
        }
        let keep: fn(Role) -> bool = match judged {
            Judged::Role(Role::Test) => |role| role != Role::Test,
            Judged::Role(_) => |role| role == Role::Train,
            Judged::Everyone => |_| false,
        };
        let train = match judged {
            Judged::Everyone => Interactions::default(),
            Judged::Role(_) => Interactions::new(ratings, &place, pool).subset(|id| keep(role(id))),
        };
        Ok(Self { judged: raters, train, joined })
    }

    /// Keeps so many of the judged, drawn by a seeded hash of their numbers.
    pub fn sample(&mut self, count: usize) {
        let mut kept = shuffled(0x5361_6d70, self.judged.iter().map(|rater| rater.id));
        kept.truncate(count);
        kept.sort_unstable();
        self.judged = kept.into_iter().map(|place| self.judged[place].clone()).collect();
    }
}

impl Rater {
    fn new(data: &Dataset, id: u64, rows: std::ops::Range<usize>, place: impl Fn(u32) -> Option<u16>) -> Option<Self> {
        let ratings = &data.ratings;
        let mut kept: Vec<(u16, usize)> = rows.filter_map(|row| Some((place(ratings.films[row])?, row))).collect();
        kept.sort_unstable();
        let rater = Self {
            id,
            rows: kept.iter().map(|&(film, row)| (film, ratings.halves[row])).collect(),
            times: ratings.times.as_ref().map(|times| kept.iter().map(|&(_, row)| times[row]).collect()),
        };
        let positives = rater.rows.iter().filter(|(_, halves)| *halves >= POSITIVE).count();
        (rater.rows.len() >= MIN_RATINGS && positives >= MIN_POSITIVES).then_some(rater)
    }
}
