//! What is found by what is typed: films by their titles, and people with theirs.

use super::Session;
use crate::protocol::{Found, FoundFilm};
use crate::view;
use halfstar_core::film::{FilmId, FilmSet};
use halfstar_core::numeric::top_k;
use halfstar_core::predict;
use halfstar_core::search::{Person, SearchIndex, people};
use halfstar_core::taste::Statement;
use std::collections::BTreeMap;

/// So many films are found by what is typed, and of each person.
const FOUND: usize = 8;
/// So many people.
const PEOPLE: usize = 2;

impl Session {
    /// Films and people by what is typed, best first. Somebody whose name is typed comes before films that only sound like it.
    pub fn search(&mut self, typed: &str) -> Vec<Found> {
        let Self { bundle, search, .. } = self;
        let search = search.get_or_insert_with(|| SearchIndex::new(&bundle.catalogue));
        let films = search.search(&bundle.catalogue, typed, FOUND);
        let statements = self.statements();
        let catalogue = &self.bundle.catalogue;
        let titled = films.first().map(|film| catalogue.title(*film).to_lowercase());
        let is_title = titled.is_some_and(|title| title == typed.trim().to_lowercase());
        let mut found: Vec<Found> = Vec::new();
        if !films.is_empty() {
            found.push(Found { who: None, films: self.found(&statements, films) });
        }
        for (place, person) in people(catalogue, typed, PEOPLE).into_iter().enumerate() {
            let Person { role, name, is_whole, films } = person;
            let films = self.found(&statements, self.best(films));
            let at = if is_whole && !is_title { place } else { found.len() };
            found.insert(at.min(found.len()), Found { who: Some((role, name)), films });
        }
        // A film has one row, where it is found first.
        let mut told = FilmSet::default();
        for Found { films, .. } in &mut found {
            films.retain(|it| !told.contains(it.film.film));
            films.iter().for_each(|it| told.insert(it.film.film));
        }
        found.retain(|found| !found.films.is_empty());
        found
    }

    /// The films that the member would like most, seen or not; the best known where there is nobody.
    fn best(&self, films: Vec<FilmId>) -> Vec<FilmId> {
        let Some(opinions) = &self.member.opinions else { return films.into_iter().take(FOUND).collect() };
        let stars = |film: FilmId| predict::stars_for(&self.bundle, &self.member.taste, opinions, film);
        let best = top_k(films.into_iter().map(|film| (stars(film), film.0)), FOUND);
        best.into_iter().map(|(_, film)| FilmId(film)).collect()
    }

    fn found(&self, statements: &BTreeMap<FilmId, Statement>, films: Vec<FilmId>) -> Vec<FoundFilm> {
        let catalogue = &self.bundle.catalogue;
        let found = |film: FilmId| {
            // Whatever the shelf goes by: what was said is said.
            let said = statements.get(&film).copied().unwrap_or_default();
            FoundFilm {
                film: view::film_summary(catalogue, film, said.rating),
                opens: film.index() < catalogue.pool() && self.member.opinions.is_some(),
                is_seen: said.seen,
                is_wanted: said.wanted,
            }
        };
        films.into_iter().map(found).collect()
    }
}
