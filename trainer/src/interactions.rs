//! Who rated what, over the films of the pool, compact enough for 17 million ratings.

use crate::sources::Ratings;
use halfstar_core::film::Stars;
use halfstar_core::tuning::Tuning;

/// Ratings by member; a member's films in ascending order.
#[derive(Clone, Debug, Default)]
pub struct Interactions {
    starts: Vec<usize>,
    films: Vec<u16>,
    halves: Vec<u8>,
    members: Vec<u64>,
}

/// One member's ratings.
#[derive(Clone, Copy, Debug)]
pub struct History<'a> {
    /// The member's number in the source, which decides the split.
    pub id: u64,
    /// Films of the pool, ascending.
    pub films: &'a [u16],
    /// Half stars, 1 to 10, in the same order.
    pub halves: &'a [u8],
}

impl Interactions {
    /// Keeps the ratings of pool films. `place` maps a film of the dataset to its place in the catalogue.
    pub fn new(ratings: &Ratings, place: &[u32], pool: usize) -> Self {
        let mut all = Self { starts: vec![0], ..Self::default() };
        let mut row: Vec<(u16, u8)> = Vec::new();
        for (member, range) in ratings.starts.windows(2).enumerate() {
            let range = range[0]..range[1];
            row.clear();
            for (&film, &halves) in ratings.films[range.clone()].iter().zip(&ratings.halves[range]) {
                let place = place[film as usize];
                if (place as usize) < pool {
                    row.push((place as u16, halves));
                }
            }
            row.sort_by_key(|&(film, _)| film);
            all.push(ratings.member_ids[member], &row);
        }
        all
    }

    /// Adds a member.
    pub fn push(&mut self, id: u64, row: &[(u16, u8)]) {
        if self.starts.is_empty() {
            self.starts.push(0);
        }
        self.films.extend(row.iter().map(|&(film, _)| film));
        self.halves.extend(row.iter().map(|&(_, halves)| halves));
        self.members.push(id);
        self.starts.push(self.films.len());
    }

    /// How many members.
    pub fn members(&self) -> usize {
        self.members.len()
    }

    /// How many ratings.
    pub fn ratings(&self) -> usize {
        self.films.len()
    }

    /// The member at `index`.
    pub fn member(&self, index: usize) -> History<'_> {
        let range = self.starts[index]..self.starts[index + 1];
        History { id: self.members[index], films: &self.films[range.clone()], halves: &self.halves[range] }
    }

    /// All members.
    pub fn iter(&self) -> impl Iterator<Item = History<'_>> {
        (0..self.members()).map(|index| self.member(index))
    }

    /// The members that `keep` accepts, by id.
    pub fn subset(&self, keep: impl Fn(u64) -> bool) -> Self {
        let mut subset = Self { starts: vec![0], ..Self::default() };
        for member in self.iter().filter(|member| keep(member.id)) {
            subset.films.extend_from_slice(member.films);
            subset.halves.extend_from_slice(member.halves);
            subset.members.push(member.id);
            subset.starts.push(subset.films.len());
        }
        subset
    }

    /// Count and sum of stars of every film.
    pub fn totals(&self, pool: usize) -> Vec<(u32, f64)> {
        let mut totals = vec![(0, 0.0); pool];
        for (&film, &halves) in self.films.iter().zip(&self.halves) {
            let (count, sum) = &mut totals[usize::from(film)];
            *count += 1;
            *sum += f64::from(halves) / 2.0;
        }
        totals
    }
}

impl History<'_> {
    /// What each half star says to the neighbours when this member gives it: the table that inference uses too.
    pub fn levels(&self, tuning: &Tuning) -> [f32; 11] {
        let total: f32 = self.halves.iter().map(|&halves| f32::from(halves) / 2.0).sum();
        let mean = (total + tuning.mean_prior * tuning.typical_mean) / (self.halves.len() as f32 + tuning.mean_prior);
        std::array::from_fn(|halves| Stars::from_halves(halves as u8).map_or(0.0, |rating| tuning.level(rating, mean)))
    }
}
