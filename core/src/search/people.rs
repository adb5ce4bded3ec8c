//! Directors and actors by what is typed of their names.

use crate::film::{Catalogue, FilmId, Lists, Strings};
use crate::matching::distance::within;
use crate::matching::normalise::Normalised;
use crate::numeric::top_k;
use serde::{Deserialize, Serialize};

/// What somebody does in films.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Role {
    /// Directs them.
    Director,
    /// Plays in them.
    Actor,
}

/// Somebody who was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// In which role.
    pub role: Role,
    /// As the catalogue writes it.
    pub name: String,
    /// Whether whole words of the name were typed, and not their beginnings.
    pub is_whole: bool,
    /// Their films of the pool, most rated first.
    pub films: Vec<FilmId>,
}

/// Fewer letters begin too many names.
const LETTERS: usize = 3;
/// From so many letters on a slip of the hand is forgiven.
const LONG: usize = 5;

/// So many ratings of one's films are half of all the fame there is.
const KNOWN: f32 = 100_000.0;

/// How what is typed fits a name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// With a slip.
    Near,
    /// Its words begin so.
    Begun,
    /// Its words are these.
    Whole,
}

/// The directors and actors whose names have a word for each of those typed, best first: whole words before begun ones and these
/// before misspelt ones, then whose films are rated most. Actors are known once the details are.
pub fn people(catalogue: &Catalogue, typed: &str, limit: usize) -> Vec<Person> {
    let typed = Normalised::new(typed).words;
    let words: Vec<&str> = typed.split(' ').filter(|word| !word.is_empty()).collect();
    if typed.chars().count() < LETTERS {
        return Vec::new();
    }
    let details = &catalogue.details;
    let roles: [(Role, &Strings, &Lists); 2] =
        [(Role::Director, &catalogue.people, &catalogue.directors), (Role::Actor, &details.people, &details.cast)];
    let mut found: Vec<(f32, Person)> = Vec::new();
    for (role, names, films) in roles {
        let fits = fitting(names, &words);
        let mut fame = vec![0.0; names.len()];
        for film in catalogue.films().take(catalogue.pool()) {
            for &name in films.get(film.index()) {
                if let Some(fame) = fame.get_mut(name as usize) {
                    *fame += catalogue.rating_count(film) as f32;
                }
            }
        }
        // However famous, a better fit comes first. Who has no film that may be recommended is none to be found.
        let worth = |&(place, fit): &(u32, Fit)| {
            let fame = fame.get(place as usize).copied().filter(|fame| *fame > 0.0)?;
            Some((f32::from(fit as u8) + fame / (fame + KNOWN), place))
        };
        for (worth, place) in top_k(fits.iter().filter_map(worth), limit) {
            let is_theirs = |film: &FilmId| films.get(film.index()).contains(&place);
            let person = Person {
                role,
                name: names.get(place as usize).to_owned(),
                is_whole: worth >= f32::from(Fit::Whole as u8),
                films: catalogue.films().take(catalogue.pool()).filter(is_theirs).collect(),
            };
            let at = found.partition_point(|(better, _)| *better >= worth);
            found.insert(at, (worth, person));
        }
    }
    found.into_iter().take(limit).map(|(_, person)| person).collect()
}

/// The names that fit, by their places; misspelt ones only where no other does.
fn fitting(names: &Strings, words: &[&str]) -> Vec<(u32, Fit)> {
    let mut name = Normalised::default();
    let mut fits = Vec::new();
    for forgives in [false, true] {
        for (text, place) in names.iter().zip(0..) {
            name.set(text);
            let of_word = |word: &&str| name.words.split(' ').filter_map(|theirs| fit(word, theirs, forgives)).max();
            // The worst of its words counts.
            if let Some(Some(fit)) = words.iter().map(of_word).min() {
                fits.push((place, fit));
            }
        }
        if !fits.is_empty() {
            break;
        }
    }
    fits
}

fn fit(word: &str, theirs: &str, forgives: bool) -> Option<Fit> {
    if theirs == word {
        Some(Fit::Whole)
    } else if theirs.starts_with(word) {
        Some(Fit::Begun)
    } else {
        let is_near = forgives && word.len() >= LONG && within(word, theirs, 1).is_some();
        is_near.then_some(Fit::Near)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::film::Details;

    #[test]
    fn people_are_found_by_their_names() {
        let film = |people: &[&[u32]]| Lists::new(people.iter().map(|film| film.to_vec()));
        let catalogue = Catalogue {
            pool: 4,
            titles: ["A", "B", "C", "D", "E"].iter().collect(),
            rating_counts: vec![900, 800, 300, 20, 10],
            people: ["Agnès Varda", "Jane Campion", "Martin Scorsese", "Nobody Here"].iter().collect(),
            directors: film(&[&[2], &[2], &[0], &[1], &[3]]),
            details: Details {
                people: ["Jane Fonda", "Martin Sheen", "Agnes Moore"].iter().collect(),
                cast: film(&[&[0, 1], &[2], &[1], &[], &[]]),
                ..Details::default()
            },
            ..Catalogue::default()
        };
        let check = |typed: &str, expected: &[(&str, Role, bool)]| {
            let found = people(&catalogue, typed, 2);
            let found: Vec<_> = found.iter().map(|it| (it.name.as_str(), it.role, it.is_whole)).collect();
            assert_eq!(found, expected, "{typed:?}");
        };
        check("varda", &[("Agnès Varda", Role::Director, true)]);
        check("AGNES VAR", &[("Agnès Varda", Role::Director, false)]);
        check("agnes", &[("Agnes Moore", Role::Actor, true), ("Agnès Varda", Role::Director, true)]);
        check("jan", &[("Jane Fonda", Role::Actor, false), ("Jane Campion", Role::Director, false)]);
        check("martin", &[("Martin Scorsese", Role::Director, true), ("Martin Sheen", Role::Actor, true)]);
        check("scorcese", &[("Martin Scorsese", Role::Director, false)]);
        check("martin jane", &[]);
        check("nobody", &[]);
        check("ma", &[]);
        check("", &[]);
        let films = |typed: &str| people(&catalogue, typed, 1).into_iter().flat_map(|it| it.films).collect::<Vec<_>>();
        assert_eq!(films("scorsese"), [FilmId(0), FilmId(1)]);
        assert_eq!(films("sheen"), [FilmId(0), FilmId(2)]);
    }
}
