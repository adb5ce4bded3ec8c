//! What is known of a film besides its ratings, as weighted tokens: TF-IDF over genres, people, keywords, time, place.

use crate::foundation::matrix::SparseRows;
use crate::sources::{Dataset, SourceFilm};
use halfstar_core::numeric::ln;
use std::collections::HashMap;

/// Tokens that fewer films share cannot make them alike.
const MIN_FILMS: usize = 3;

/// What is known of films, token by token.
pub struct Features {
    /// A row of length 1 per film, in the order of the catalogue.
    pub rows: SparseRows,
    /// How many different tokens.
    pub columns: usize,
}

/// Each family of tokens, and how much it says beside the others.
const GENRE: f32 = 1.0;
const DIRECTOR: f32 = 1.2;
const CAST: f32 = 0.6;
const KEYWORD: f32 = 0.9;
const DECADE: f32 = 0.7;
const LANGUAGE: f32 = 0.7;
const RUNTIME: f32 = 0.3;

/// Reads the features of the given films.
pub fn extract(data: &Dataset, films: &[usize]) -> Features {
    let mut uses: HashMap<String, usize> = HashMap::new();
    let tokens: Vec<Vec<(String, f32)>> = films.iter().map(|&film| tokens(&data.films[film])).collect();
    for (token, _) in tokens.iter().flatten() {
        *uses.entry(token.clone()).or_default() += 1;
    }
    let mut names: Vec<&String> = uses.iter().filter(|&(_, &films)| films >= MIN_FILMS).map(|(name, _)| name).collect();
    names.sort_unstable();
    let places: HashMap<&str, u32> =
        names.iter().enumerate().map(|(place, name)| (name.as_str(), place as u32)).collect();
    let mut rows = SparseRows::default();
    for tokens in &tokens {
        let mut row: Vec<(u32, f32)> = tokens
            .iter()
            .filter_map(|(token, weight)| {
                let rarity = ln(films.len() as f32 / uses[token] as f32).max(0.1);
                Some((*places.get(token.as_str())?, weight * rarity))
            })
            .collect();
        row.sort_by_key(|&(column, _)| column);
        let length = row.iter().map(|(_, x)| x * x).sum::<f32>().sqrt();
        rows.push(row.into_iter().map(|(column, x)| (column, if length > 0.0 { x / length } else { x })));
    }
    Features { rows, columns: names.len() }
}

fn tokens(film: &SourceFilm) -> Vec<(String, f32)> {
    let mut tokens = Vec::new();
    let mut add = |family: &str, name: &str, weight: f32| tokens.push((format!("{family}:{name}"), weight));
    for genre in &film.genres {
        add("genre", genre, GENRE);
    }
    for director in &film.directors {
        add("director", director, DIRECTOR);
    }
    for (billing, actor) in film.cast.iter().take(8).enumerate() {
        add("cast", actor, CAST / (1.0 + billing as f32 / 4.0));
    }
    for word in &film.keywords {
        add("keyword", word, KEYWORD);
    }
    if let Some(year) = film.year {
        let decade = year / 10;
        add("decade", &decade.to_string(), DECADE);
        // Years near a decade's edge belong a little to the next one.
        let neighbour = if year % 10 < 5 { decade - 1 } else { decade + 1 };
        add("decade", &neighbour.to_string(), DECADE * 0.4);
    }
    if let Some(language) = &film.language {
        add("language", language, LANGUAGE);
    }
    if let Some(runtime) = film.runtime {
        let length = match runtime {
            0..40 => "short",
            40..80 => "brief",
            80..100 => "usual",
            100..130 => "long",
            130..170 => "epic",
            _ => "vast",
        };
        add("runtime", length, RUNTIME);
    }
    tokens
}
