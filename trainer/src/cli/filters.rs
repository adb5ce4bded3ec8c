//! The filters that every shelf in a terminal knows.

use super::grouped;
use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use halfstar_core::film::{Catalogue, Details, Strings};
use halfstar_core::shelf::{Filters, LeftOut, WatchlistFilter};

/// What may be on the shelf.
#[derive(Args, Debug)]
pub(super) struct FilterArgs {
    /// Only films with this genre, or one of these when given again
    #[arg(long = "genre", value_name = "GENRE")]
    genres: Vec<String>,
    /// Only films with every --genre
    #[arg(long, requires = "genres")]
    all_genres: bool,
    /// No films with this genre, nor with any of these when given again
    #[arg(long = "genre-not", value_name = "GENRE")]
    without_genres: Vec<String>,
    /// Only films in this language, by its code (fr), or one of these when given again
    #[arg(long = "language", value_name = "CODE")]
    languages: Vec<String>,
    /// Only films by this director, or one of these when given again
    #[arg(long = "director", value_name = "NAME")]
    directors: Vec<String>,
    /// Only films with this actor, or one of these when given again
    #[arg(long = "actor", value_name = "NAME")]
    actors: Vec<String>,
    /// Only films with this keyword, or one of these when given again
    #[arg(long = "keyword", value_name = "KEYWORD")]
    keywords: Vec<String>,
    /// Only films on this streaming service, or one of these when given again
    #[arg(long = "service", value_name = "NAME")]
    services: Vec<String>,
    /// Only films of this year or later
    #[arg(long, value_name = "YEAR")]
    year_from: Option<u16>,
    /// Only films of this year or earlier
    #[arg(long, value_name = "YEAR")]
    year_to: Option<u16>,
    /// Only films of at most this many minutes
    #[arg(long, value_name = "MINUTES")]
    max_runtime: Option<u16>,
    /// What to do with films on the watchlist
    #[arg(long, value_enum, default_value_t)]
    watchlist: Watchlist,
    /// Films that hardly anyone finds good, too
    #[arg(long)]
    include_low_quality: bool,
    /// Series, too
    #[arg(long)]
    include_series: bool,
    /// Only films by directors whom the member rates well above their mean
    #[arg(long)]
    loved_directors: bool,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Watchlist {
    /// Show them
    #[default]
    Any,
    /// Leave them out
    Hide,
    /// Show nothing else
    Only,
}

impl FilterArgs {
    /// As the core has them; names as the bundle writes them.
    pub(super) fn filters(&self, catalogue: &Catalogue) -> Result<Filters> {
        let genres = |wanted: &[String]| -> Result<Vec<String>> {
            wanted.iter().map(|genre| known_genre(catalogue, genre)).collect()
        };
        let details = &catalogue.details;
        Ok(Filters {
            genres: genres(&self.genres)?,
            genres_all: self.all_genres,
            without_genres: genres(&self.without_genres)?,
            languages: known_names("language", &catalogue.language_codes, &self.languages)?,
            directors: known_names("director", &catalogue.people, &self.directors)?,
            cast: known_names("actor", &details.people, &self.actors)?,
            keywords: known_names("keyword", &details.keyword_names, &self.keywords)?,
            services: self.services(details)?,
            year_from: self.year_from,
            year_to: self.year_to,
            runtime_to: self.max_runtime,
            watchlist: match self.watchlist {
                Watchlist::Any => WatchlistFilter::Any,
                Watchlist::Hide => WatchlistFilter::Hide,
                Watchlist::Only => WatchlistFilter::Only,
            },
            include_low_quality: self.include_low_quality,
            include_series: self.include_series,
            loved_directors: self.loved_directors,
            ..Filters::default()
        })
    }

    fn services(&self, details: &Details) -> Result<Vec<String>> {
        match &details.services {
            Some(known) => known_names("streaming service", &known.names, &self.services),
            None if self.services.is_empty() => Ok(Vec::new()),
            None => bail!("the bundle knows of no streaming services; `halfstar build --services` notes them"),
        }
    }
}

/// For `--variety`.
pub(super) fn variety(text: &str) -> Result<f32, String> {
    let variety: f32 = text.parse().map_err(|_| "not a number".to_owned())?;
    if (0.0..=1.0).contains(&variety) { Ok(variety) } else { Err("not between 0 and 1".to_owned()) }
}

/// The genre as the bundle writes it, however the member did.
fn known_genre(catalogue: &Catalogue, wanted: &str) -> Result<String> {
    let mut names: Vec<&str> = catalogue.genre_names.iter().collect();
    if let Some(name) = names.iter().find(|name| name.to_lowercase() == wanted.to_lowercase()) {
        return Ok((*name).to_owned());
    }
    names.sort_unstable();
    bail!("there is no genre “{wanted}”. The bundle knows {}", names.join(", "))
}

/// Names as the bundle writes them, however the member did.
fn known_names(what: &str, names: &Strings, wanted: &[String]) -> Result<Vec<String>> {
    let known = |wanted: &String| {
        let lower = wanted.to_lowercase();
        let found = names.iter().find(|name| !name.is_empty() && name.to_lowercase() == lower);
        found.map(str::to_owned).with_context(|| format!("the bundle knows no {what} “{wanted}”"))
    };
    wanted.iter().map(known).collect()
}

/// What kept films away, for whoever sees none.
pub(super) fn left_out(left: &LeftOut) -> String {
    let filters = [
        (left.genre, "--genre"),
        (left.unwanted_genre, "--genre-not"),
        (left.language, "--language"),
        (left.by_director, "--director"),
        (left.cast, "--actor"),
        (left.keyword, "--keyword"),
        (left.service, "--service"),
        (left.year, "--year-from and --year-to"),
        (left.runtime, "--max-runtime"),
        (left.watchlist, "--watchlist"),
        (left.quality, "the quality floor (--include-low-quality lifts it)"),
        (left.list, "--list"),
        (left.director, "--loved-directors"),
        (left.series, "being series (--include-series lets them in)"),
    ];
    let told = filters.iter().filter(|(count, _)| *count > 0);
    let told: Vec<_> = told.map(|(count, filter)| format!("{} by {filter}", grouped(*count))).collect();
    if told.is_empty() { "Everything has been seen".to_owned() } else { format!("Left out: {}", told.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variety_has_bounds() {
        assert_eq!(variety("0.5"), Ok(0.5));
        for text in ["-0.1", "1.1", "NaN", "much"] {
            assert!(variety(text).is_err(), "{text}");
        }
    }
}
