//! Film series: which film is to be seen before which. No shelf shows a later part while the member has yet to see an
//! earlier one; the earliest of those stands in for it. (Series on television are [`Kind::Tv`](crate::film::Kind).)
//!
//! Parts follow each other in order of release, but not always in one line: *Halloween* of 2018 follows that of 1978 and knows
//! nothing of those between. So each part names the one that it follows, and a series is a tree.

use crate::film::{Catalogue, FilmId};
use crate::taste::Taste;
use crate::words::{Phrase, Translation};
use serde::{Deserialize, Serialize};

/// The film series of the pool. A film is part of one at most.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Series {
    /// The parts of all series, each behind the one that it follows.
    films: Vec<u32>,
    /// Of each part how many places back that one stands; 0 for the first of a series. So nothing can run in a circle.
    back: Vec<u32>,
    /// Of each film up to the largest its place in `films` and 1, or 0.
    #[serde(skip)]
    places: Vec<u32>,
}

impl Series {
    /// From parts and the ones that they follow. `None` where a film comes twice, or before the one that it follows.
    pub fn new(parts: &[(FilmId, Option<FilmId>)]) -> Option<Self> {
        let mut series = Self { films: parts.iter().map(|(film, _)| film.0).collect(), ..Self::default() };
        let place = |film: FilmId, end: usize| parts.get(..end)?.iter().position(|(other, _)| *other == film);
        let back = |(at, (_, before)): (usize, &(FilmId, Option<FilmId>))| match before {
            Some(before) => Some((at - place(*before, at)?) as u32),
            None => Some(0),
        };
        series.back = parts.iter().enumerate().map(back).collect::<Option<_>>()?;
        series.restore(usize::MAX).then_some(series)
    }

    /// Rebuilds what the wire leaves out; false where a film comes twice or lies outside of the pool, or follows none.
    pub(crate) fn restore(&mut self, pool: usize) -> bool {
        let is_inside = |film: &u32| (*film as usize) < pool.min(usize::from(u16::MAX));
        let follows = |(at, back): (usize, &u32)| *back as usize <= at;
        if self.films.len() != self.back.len()
            || !self.films.iter().all(is_inside)
            || !self.back.iter().enumerate().all(follows)
        {
            return false;
        }
        self.places = vec![0; self.films.iter().max().map_or(0, |most| *most as usize + 1)];
        for (film, place) in self.films.iter().zip(1..) {
            match self.places.get_mut(*film as usize) {
                Some(free) if *free == 0 => *free = place,
                _ => return false,
            }
        }
        true
    }

    /// Whether none is known.
    pub fn is_empty(&self) -> bool {
        self.films.is_empty()
    }

    /// Every part with the one that it follows, those of a series in order.
    pub fn parts(&self) -> impl Iterator<Item = (FilmId, Option<FilmId>)> {
        self.films.iter().map(|&film| (FilmId(film), self.before(FilmId(film))))
    }

    /// The part that a film follows.
    pub fn before(&self, film: FilmId) -> Option<FilmId> {
        let place = self.places.get(film.index())?.checked_sub(1)? as usize;
        let back = self.back.get(place).filter(|back| **back > 0)?;
        self.films.get(place.checked_sub(*back as usize)?).copied().map(FilmId)
    }

    /// All parts that lead to a film, the latest first.
    pub fn earlier(&self, film: FilmId) -> impl Iterator<Item = FilmId> {
        std::iter::successors(self.before(film), |part| self.before(*part))
    }

    /// The first of the parts that follow a film.
    pub fn next(&self, film: FilmId) -> Option<FilmId> {
        self.parts().find(|(_, before)| *before == Some(film)).map(|(part, _)| part)
    }

    /// The earliest of the parts that lead to a film, of those that were not seen.
    pub fn earlier_unseen(&self, film: FilmId, seen: impl Fn(FilmId) -> bool) -> Option<FilmId> {
        self.earlier(film).filter(|part| !seen(*part)).last()
    }

    /// Whether a film has to wait for an earlier part.
    pub(crate) fn waits(&self, taste: &Taste, film: FilmId) -> bool {
        self.earlier_unseen(film, |part| taste.has_seen(part)).is_some()
    }

    /// Whether the member disliked the part that they rated last on the way to a film. One that they liked since speaks louder
    /// than one before it.
    pub(crate) fn follows_a_dislike(&self, taste: &Taste, film: FilmId) -> bool {
        let is_rated = |part: &FilmId| taste.evidence_of(*part).is_some_and(|evidence| evidence.rating.is_some());
        self.earlier(film).find(is_rated).is_some_and(|part| taste.disliked(part))
    }

    /// Gives every part that others wait for the best score of these, where that is better than its own. Only what `counts`, a
    /// later part and the one that it waits for, does so. Returns each part that was raised with the one it stands in for.
    pub(crate) fn raise(
        &self,
        scores: &mut [f32],
        seen: impl Fn(FilmId) -> bool,
        counts: impl Fn(FilmId, FilmId) -> bool,
    ) -> Vec<(FilmId, FilmId)> {
        let mut raised = Vec::new();
        let later = self.films.iter().map(|film| FilmId(*film)).filter(|film| !seen(*film));
        for (later, first) in later.filter_map(|later| Some((later, self.earlier_unseen(later, &seen)?))) {
            // What others wait for waits for none: its score says nothing of theirs.
            let Some(&score) = scores.get(later.index()) else { continue };
            if let Some(own) = scores.get_mut(first.index())
                && score > *own
                && counts(later, first)
            {
                *own = score;
                raised.retain(|(other, _)| *other != first);
                raised.push((first, later));
            }
        }
        raised
    }
}

/// What is said of a film and the others of its series.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartOf {
    /// The first of a series, in the place of the next part.
    StartFor(FilmId),
    /// In the place of a part further on.
    WayTo(FilmId),
    /// The first of a series, for its own sake; the next part.
    FirstBefore(FilmId),
    /// The earliest part that is to be seen before it.
    After(FilmId),
}

impl PartOf {
    /// Of a film, to be seen as far as `seen` says, that stands in for another, if it does.
    pub(crate) fn new(
        series: &Series,
        film: FilmId,
        stands_for: Option<FilmId>,
        seen: impl Fn(FilmId) -> bool,
    ) -> Option<Self> {
        let is_first = series.before(film).is_none();
        match stands_for {
            Some(later) if is_first && series.before(later) == Some(film) => Some(Self::StartFor(later)),
            Some(later) => Some(Self::WayTo(later)),
            None if is_first => series.next(film).map(Self::FirstBefore),
            None => series.earlier_unseen(film, seen).map(Self::After),
        }
    }

    /// The other film.
    pub fn other(self) -> FilmId {
        let (Self::StartFor(film) | Self::WayTo(film) | Self::FirstBefore(film) | Self::After(film)) = self;
        film
    }

    /// The same as a sentence without its full stop.
    pub fn sentence(self, catalogue: &Catalogue, words: &Translation) -> String {
        let phrase = match self {
            Self::StartFor(_) => Phrase::StartHere,
            Self::WayTo(_) => Phrase::SeeItBefore,
            Self::FirstBefore(_) => Phrase::FirstOfSeries,
            Self::After(_) => Phrase::SeeFirst,
        };
        words.fill(phrase, &[&catalogue.name(self.other())])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(parts: &[(u32, Option<u32>)]) -> Option<Series> {
        let parts: Vec<_> = parts.iter().map(|&(film, before)| (FilmId(film), before.map(FilmId))).collect();
        Series::new(&parts)
    }

    /// 7 → 2 → 9, and 4 after 7.
    fn tree() -> Series {
        series(&[(7, None), (2, Some(7)), (9, Some(2)), (4, Some(7)), (5, None), (3, Some(5))]).expect("a series")
    }

    #[test]
    fn each_part_knows_the_earlier_ones() {
        let series = tree();
        let earlier = |film| series.earlier(FilmId(film)).map(|part| part.0).collect::<Vec<_>>();
        assert_eq!([earlier(9), earlier(2), earlier(4)], [vec![2, 7], vec![7], vec![7]]);
        assert_eq!([earlier(7), earlier(0), earlier(10), earlier(u32::MAX)], [(); 4].map(|()| Vec::<u32>::new()));
        assert_eq!((series.next(FilmId(7)), series.next(FilmId(9))), (Some(FilmId(2)), None));
        let unseen = |film, seen: &[u32]| series.earlier_unseen(FilmId(film), |part| seen.contains(&part.0));
        assert_eq!(unseen(9, &[]), Some(FilmId(7)), "the earliest");
        assert_eq!(unseen(9, &[7]), Some(FilmId(2)));
        assert_eq!(unseen(9, &[2]), Some(FilmId(7)), "whatever was seen since");
        assert_eq!(unseen(9, &[2, 7]), None);
        assert_eq!(unseen(4, &[7]), None, "it knows nothing of 2");
    }

    #[test]
    fn what_cannot_be_is_none() {
        assert_eq!(series(&[(1, None), (1, None)]), None);
        assert_eq!(series(&[(1, Some(2)), (2, None)]), None, "before the one that it follows");
        assert_eq!(series(&[(1, Some(1))]), None);
        assert_eq!(series(&[(70_000, None)]), None, "no place in a pool");
        assert_eq!(series(&[]), Some(Series::default()));
        assert!(!tree().restore(9), "9 is not in a pool of 9");
        assert!(tree().restore(10));
        let forged = |films: &[u32], back: &[u32]| {
            Series { films: films.to_vec(), back: back.to_vec(), places: Vec::new() }.restore(10)
        };
        assert!(forged(&[3, 1], &[0, 1]));
        assert!(!forged(&[3, 1], &[0, 2]) && !forged(&[3, 1], &[0]) && !forged(&[3, 1], &[u32::MAX, 0]));
    }

    #[test]
    fn a_part_inherits_the_better_place_and_no_other() {
        let raise = |seen: &[u32], scores: &mut [f32], never: u32| {
            tree().raise(scores, |part| seen.contains(&part.0), |later, _| later.0 != never)
        };
        //                 0    1    2    3    4    5    6    7    8    9
        let scores: [f32; 10] = [0.0, 0.0, 2.0, 1.0, 3.0, 4.0, 0.0, 1.5, 0.0, 5.0];
        let mut raised = scores;
        assert_eq!(raise(&[], &mut raised, 10), [(FilmId(7), FilmId(9))], "5 stands higher than 3 by itself");
        assert_eq!(raised, [0.0, 0.0, 2.0, 1.0, 3.0, 4.0, 0.0, 5.0, 0.0, 5.0]);
        let mut raised = scores;
        assert_eq!(raise(&[], &mut raised, 9), [(FilmId(7), FilmId(4))], "the next best where the best does not count");
        assert_eq!(raised[7], 3.0);
        let mut raised = scores;
        assert_eq!(raise(&[7], &mut raised, 10), [(FilmId(2), FilmId(9))], "4 waits for none any more");
        let mut raised = scores;
        assert_eq!(raise(&[9], &mut raised, 10), [(FilmId(7), FilmId(4))], "what was seen stands nowhere");
        // Fewer scores than parts say nothing of the rest.
        assert_eq!(raise(&[], &mut [0.0; 3], 10), []);
        assert_eq!(tree().raise(&mut [0.0; 10], |_| true, |_, _| true), []);
    }

    #[test]
    fn a_film_is_told_with_the_others_of_its_series() {
        let series = tree();
        let told = |film: u32, stands_for: Option<u32>, seen: &[u32]| {
            PartOf::new(&series, FilmId(film), stands_for.map(FilmId), |part| seen.contains(&part.0))
        };
        assert_eq!(told(7, Some(2), &[]), Some(PartOf::StartFor(FilmId(2))));
        assert_eq!(told(7, Some(4), &[]), Some(PartOf::StartFor(FilmId(4))));
        assert_eq!(told(7, Some(9), &[]), Some(PartOf::WayTo(FilmId(9))));
        assert_eq!(told(2, Some(9), &[7]), Some(PartOf::WayTo(FilmId(9))));
        assert_eq!(told(7, None, &[]), Some(PartOf::FirstBefore(FilmId(2))));
        assert_eq!(told(2, None, &[7]), None);
        assert_eq!(told(9, None, &[2]), Some(PartOf::After(FilmId(7))));
        assert_eq!(told(0, None, &[]), None);
    }
}
