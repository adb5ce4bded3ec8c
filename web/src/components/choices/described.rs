//! What a filter is set to, in words.

use super::Filter;
use crate::components::words;
use crate::language::{self, Label as Word, fill, say};
use halfstar_core::shelf::{Filters, WatchlistFilter};

/// What one that is set is set to. Languages have a name for each code.
pub(crate) fn described(filter: Filter, filters: &Filters, language: &dyn Fn(&str) -> String) -> String {
    let each = |word, names: &[String]| names.iter().map(|name| fill(word, &[name])).collect();
    let limits = |ends: [(Word, Option<String>); 2]| {
        ends.into_iter().filter_map(|(word, end)| Some(fill(word, &[&end?]))).collect::<Vec<_>>()
    };
    let one = |word| vec![say(word).to_owned()];
    let parts: Vec<String> = match filter {
        Filter::Genre => vec![words::genres(&filters.genres)],
        Filter::Unwanted => {
            let genres = filters.without_genres.iter().map(|genre| language::words().genre(genre));
            genres.map(|genre| fill(Word::NotGenre, &[genre])).collect()
        }
        Filter::Language => filters.languages.iter().map(|code| language(code)).collect(),
        Filter::By => each(Word::ByDirector, &filters.directors),
        Filter::Cast => each(Word::WithActor, &filters.cast),
        Filter::Keyword => each(Word::OnTheme, &filters.keywords),
        Filter::Service => filters.services.clone(),
        Filter::Years => limits([
            (Word::FromYear, filters.year_from.map(|year| year.to_string())),
            (Word::ToYear, filters.year_to.map(|year| year.to_string())),
        ]),
        Filter::Runtime => limits([
            (Word::AtLeastLong, filters.runtime_from.map(words::runtime)),
            (Word::AtMostLong, filters.runtime_to.map(words::runtime)),
        ]),
        Filter::Watchlist if filters.watchlist == WatchlistFilter::Hide => one(Word::WatchlistHide),
        Filter::Watchlist => one(Word::WatchlistOnly),
        Filter::Quality => one(Word::LowRatedToo),
        Filter::Series => one(Word::SeriesToo),
        Filter::List => one(Word::OnlyFromList),
        Filter::Directors => one(Word::OnlyLovedDirectors),
        Filter::Fresh => one(Word::OnlyFresh),
    };
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_filter_has_words() {
        let name = |name: &str| vec![name.to_owned()];
        let filters = Filters {
            genres: vec!["Drama".to_owned(), "War".to_owned()],
            without_genres: name("Horror"),
            languages: name("fr"),
            directors: name("Agnès Varda"),
            cast: name("Jean Seberg"),
            keywords: name("heist"),
            services: vec!["Arte".to_owned(), "Mubi".to_owned()],
            year_from: Some(1970),
            year_to: Some(1990),
            runtime_to: Some(95),
            watchlist: WatchlistFilter::Only,
            include_low_quality: true,
            include_series: true,
            list: Some(1),
            loved_directors: true,
            fresh: true,
            ..Filters::default()
        };
        let expected = [
            "Drama, War",
            "not Horror",
            "FR",
            "by Agnès Varda",
            "with Jean Seberg",
            "on heist",
            "Arte, Mubi",
            "from 1970, until 1990",
            "1h 35m at most",
            "Only my watchlist",
            "Low-rated films too",
            "Series too",
            "Only from my list",
            "Only directors you love",
            "Nothing shown on an earlier day",
        ];
        assert!(Filter::set_in(&filters).eq(Filter::ALL), "all are set");
        let told = Filter::ALL.map(|filter| described(filter, &filters, &str::to_uppercase));
        assert_eq!(told, expected);
    }
}
