//! Which films are loved together: counted, not fitted.

use crate::foundation::split::POSITIVE;
use crate::interactions::Interactions;
use halfstar_core::companions::Companions;
use halfstar_core::film::FilmId;
use halfstar_core::numeric::top_k;
use rayon::prelude::*;

/// Films with fewer lovers get no list: chance would write it.
const LOVERS: u32 = 150;
/// And no more than the best-loved so many: a list takes two dozen bytes.
const LISTS: usize = 4_000;
/// How long a list is.
const LENGTH: usize = 16;
/// Added to the share of members who love a film, so that those that hardly anyone knows do not lead.
const ADDEND: f64 = 0.01;
/// A companion has this many lovers in common with the film, at least.
const IN_COMMON: u32 = 15;
/// And those love it at least so many times as often as people do.
const LEAST_LIFT: f64 = 1.3;

/// Counts over all members.
pub fn count(data: &Interactions, pool: usize) -> Companions {
    let (lovers, loved) = positives(data, pool);
    let members = loved.len().max(1) as f64;
    let popular = top_k((0..).zip(&lovers).map(|(film, lovers)| (lovers.len() as f32, film)), LISTS);
    let mut has_list = vec![false; pool];
    for (count, film) in popular {
        has_list[film as usize] = count >= LOVERS as f32;
    }
    let list = |film: usize| {
        if !has_list[film] {
            return Vec::new();
        }
        let mut common = vec![0u32; pool];
        for &member in &lovers[film] {
            loved[member as usize].iter().for_each(|&other| common[usize::from(other)] += 1);
        }
        let own = lovers[film].len() as f64;
        let lift = |other: usize| f64::from(common[other]) * members / (own * lovers[other].len() as f64);
        let worth = |other: usize| {
            let share = lovers[other].len() as f64 / members;
            f64::from(common[other]) / own / (share + ADDEND)
        };
        let fits = |&other: &usize| other != film && common[other] >= IN_COMMON && lift(other) >= LEAST_LIFT;
        let best = top_k((0..pool).filter(fits).map(|other| (worth(other) as f32, other as u32)), LENGTH);
        best.into_iter().map(|(_, other)| (FilmId(other), lift(other as usize) as f32)).collect()
    };
    Companions::new(&(0..pool).into_par_iter().map(list).collect::<Vec<_>>())
}

/// Who loves each film, and what each member loves.
fn positives(data: &Interactions, pool: usize) -> (Vec<Vec<u32>>, Vec<Vec<u16>>) {
    let (mut lovers, mut loved) = (vec![Vec::new(); pool], Vec::new());
    for member in data.iter() {
        let positive = member.films.iter().zip(member.halves).filter(|(_, halves)| **halves >= POSITIVE);
        let films: Vec<u16> = positive.map(|(film, _)| *film).collect();
        films.iter().for_each(|&film| lovers[usize::from(film)].push(loved.len() as u32));
        loved.push(films);
    }
    (lovers, loved)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two circles of 200: one loves films 0 and 1, the other 2 and 3; everybody loves 4.
    #[test]
    fn circles_are_found_and_what_everybody_loves_is_nobodys_companion() {
        let mut data = Interactions::default();
        for member in 0..400 {
            let first = if member < 200 { 0 } else { 2 };
            data.push(member, &[(first, 10), (first + 1, 9), (4, 8), (5, 3)]);
        }
        let companions = count(&data, 6);
        let of = |film| companions.of(FilmId(film)).map(|(other, _)| other.0).collect::<Vec<_>>();
        assert_eq!([of(0), of(1), of(2), of(3)], [[1], [0], [3], [2]]);
        assert!(of(4).is_empty(), "lift 1");
        assert!(of(5).is_empty(), "loved by nobody");
        assert!((companions.lift(FilmId(0), FilmId(1)).expect("a companion") - 2.0).abs() < 0.1);
    }
}
