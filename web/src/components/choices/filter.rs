//! What keeps films away, and how it is turned.

use crate::language::Label as Word;
use halfstar_core::shelf::{Filters, LeftOut, WatchlistFilter};

/// How a genre stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Stand {
    /// Neither wanted nor not.
    Off,
    /// Wanted.
    With,
    /// Not wanted.
    Without,
}

/// Something that keeps films away.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Filter {
    Genre,
    Unwanted,
    Language,
    By,
    Cast,
    Keyword,
    Service,
    Years,
    Runtime,
    Watchlist,
    Quality,
    Series,
    List,
    Directors,
    Fresh,
}

impl Filter {
    pub(crate) const ALL: [Self; 15] = [
        Self::Genre,
        Self::Unwanted,
        Self::Language,
        Self::By,
        Self::Cast,
        Self::Keyword,
        Self::Service,
        Self::Years,
        Self::Runtime,
        Self::Watchlist,
        Self::Quality,
        Self::Series,
        Self::List,
        Self::Directors,
        Self::Fresh,
    ];

    /// Whether it keeps anything away as it is set.
    pub(crate) fn bites(self, filters: &Filters) -> bool {
        match self {
            Self::Genre => !filters.genres.is_empty(),
            Self::Unwanted => !filters.without_genres.is_empty(),
            Self::Language => !filters.languages.is_empty(),
            Self::By => !filters.directors.is_empty(),
            Self::Cast => !filters.cast.is_empty(),
            Self::Keyword => !filters.keywords.is_empty(),
            Self::Service => !filters.services.is_empty(),
            Self::Years => filters.year_from.is_some() || filters.year_to.is_some(),
            Self::Runtime => filters.runtime_from.is_some() || filters.runtime_to.is_some(),
            Self::Watchlist => filters.watchlist != WatchlistFilter::Any,
            Self::Quality => !filters.include_low_quality,
            Self::Series => !filters.include_series,
            Self::List => filters.list.is_some(),
            Self::Directors => filters.loved_directors,
            Self::Fresh => filters.fresh,
        }
    }

    /// Those that the member has set.
    pub(crate) fn set_in(filters: &Filters) -> impl Iterator<Item = Self> {
        let plain = Filters::default();
        Self::ALL.into_iter().filter(move |filter| filter.bites(filters) != filter.bites(&plain))
    }

    /// The one whose place in [`Self::ALL`] the page wrote down.
    pub(crate) fn at(place: &str) -> Option<Self> {
        Self::ALL.get(place.parse::<usize>().ok()?).copied()
    }

    /// How many films it kept away.
    pub(crate) fn kept_away(self, left_out: &LeftOut) -> u32 {
        match self {
            Self::Genre => left_out.genre,
            Self::Unwanted => left_out.unwanted_genre,
            Self::Language => left_out.language,
            Self::By => left_out.by_director,
            Self::Cast => left_out.cast,
            Self::Keyword => left_out.keyword,
            Self::Service => left_out.service,
            Self::Years => left_out.year,
            Self::Runtime => left_out.runtime,
            Self::Watchlist => left_out.watchlist,
            Self::Quality => left_out.quality,
            Self::Series => left_out.series,
            Self::List => left_out.list,
            Self::Directors => left_out.director,
            Self::Fresh => left_out.shown,
        }
    }

    /// Lets everything through.
    pub(crate) fn lift(self, filters: &mut Filters) {
        match self {
            Self::Genre => {
                filters.genres.clear();
                filters.genres_all = false;
            }
            Self::Unwanted => filters.without_genres.clear(),
            Self::Language => filters.languages.clear(),
            Self::By => filters.directors.clear(),
            Self::Cast => filters.cast.clear(),
            Self::Keyword => filters.keywords.clear(),
            Self::Service => filters.services.clear(),
            Self::Years => (filters.year_from, filters.year_to) = (None, None),
            Self::Runtime => (filters.runtime_from, filters.runtime_to) = (None, None),
            Self::Watchlist => filters.watchlist = WatchlistFilter::Any,
            Self::Quality => filters.include_low_quality = true,
            Self::Series => filters.include_series = true,
            Self::List => filters.list = None,
            Self::Directors => filters.loved_directors = false,
            Self::Fresh => filters.fresh = false,
        }
    }

    /// Puts it back to where it was at first.
    pub(crate) fn reset(self, filters: &mut Filters) {
        match self {
            Self::Quality => filters.include_low_quality = false,
            Self::Series => filters.include_series = false,
            other => other.lift(filters),
        }
    }

    /// That it keeps so many films away.
    pub(crate) fn keeps(self) -> Word {
        match self {
            Self::Genre => Word::GenresKeep,
            Self::Unwanted => Word::UnwantedKeep,
            Self::Language => Word::LanguagesKeep,
            Self::By => Word::NamedDirectorsKeep,
            Self::Cast => Word::CastKeeps,
            Self::Keyword => Word::ThemesKeep,
            Self::Service => Word::ServicesKeep,
            Self::Years => Word::YearsKeep,
            Self::Runtime => Word::RuntimeKeeps,
            Self::Watchlist => Word::WatchlistKeeps,
            Self::Quality => Word::QualityKeeps,
            Self::Series => Word::SeriesKeep,
            Self::List => Word::ListKeeps,
            Self::Directors => Word::DirectorsKeep,
            Self::Fresh => Word::FreshKeeps,
        }
    }

    /// What the button that lifts it says.
    pub(crate) fn way_back(self) -> Word {
        match self {
            Self::Genre => Word::AnyGenre,
            Self::Unwanted => Word::NothingUnwanted,
            Self::Language => Word::AnyLanguage,
            Self::By => Word::AnybodysFilms,
            Self::Cast => Word::AnyCast,
            Self::Keyword => Word::AnyTheme,
            Self::Service => Word::AnyService,
            Self::Years => Word::AnyYear,
            Self::Runtime => Word::AnyLength,
            Self::Watchlist => Word::OnWatchlistOrNot,
            Self::Quality => Word::LowRatedToo,
            Self::Series => Word::SeriesToo,
            Self::List => Word::OnListOrNot,
            Self::Directors => Word::AnyDirector,
            Self::Fresh => Word::ShownOrNot,
        }
    }
}

/// How many filters the member has set.
pub(crate) fn set_filters(filters: &Filters) -> u32 {
    Filter::set_in(filters).count() as u32
}

/// The filters to blame for an empty shelf: each that bites, with how many films it keeps away.
pub(crate) fn to_blame(filters: &Filters, left_out: &LeftOut) -> Vec<(Filter, u32)> {
    let biting = Filter::ALL.into_iter().filter(|filter| filter.bites(filters));
    biting.map(|filter| (filter, filter.kept_away(left_out))).filter(|(_, films)| *films > 0).collect()
}

/// How this genre stands.
pub(crate) fn genre_stand(filters: &Filters, name: &str) -> Stand {
    let among = |names: &[String]| names.iter().any(|genre| genre == name);
    if among(&filters.without_genres) {
        Stand::Without
    } else if among(&filters.genres) {
        Stand::With
    } else {
        Stand::Off
    }
}

/// Turns a genre on: from off to wanted, to not wanted, to off.
pub(crate) fn turn_genre(filters: &mut Filters, name: &str) {
    let stand = genre_stand(filters, name);
    filters.genres.retain(|genre| genre != name);
    filters.without_genres.retain(|genre| genre != name);
    match stand {
        Stand::Off => filters.genres.push(name.to_owned()),
        Stand::With => filters.without_genres.push(name.to_owned()),
        Stand::Without => {}
    }
    // One genre has no "all of them", and nothing that cannot be seen stays set.
    filters.genres_all &= filters.genres.len() > 1;
}

/// Whether exactly the decade that begins with this year is asked for.
pub(crate) fn in_decade(filters: &Filters, from: u16) -> bool {
    (filters.year_from, filters.year_to) == (Some(from), from.checked_add(9))
}

/// Asks for a decade, or for any year with none.
pub(crate) fn set_decade(filters: &mut Filters, from: Option<u16>) {
    (filters.year_from, filters.year_to) = (from, from.and_then(|from| from.checked_add(9)));
}

/// Asks for a decade, or for any year if it is asked for already.
pub(crate) fn turn_decade(filters: &mut Filters, from: u16) {
    let is_asked_for = in_decade(filters, from);
    set_decade(filters, (!is_asked_for).then_some(from));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_filter_can_be_lifted() {
        let mut filters = Filters {
            genres: vec!["War".to_owned(), "Drama".to_owned()],
            genres_all: true,
            without_genres: vec!["Horror".to_owned()],
            languages: vec!["fr".to_owned()],
            directors: vec!["Agnès Varda".to_owned()],
            cast: vec!["Toni Servillo".to_owned()],
            keywords: vec!["heist".to_owned()],
            services: vec!["Arte".to_owned()],
            year_from: Some(1990),
            runtime_to: Some(90),
            watchlist: WatchlistFilter::Only,
            ..Filters::default()
        };
        assert_eq!(set_filters(&filters), 10);
        let left_out = LeftOut {
            genre: 5,
            unwanted_genre: 1,
            language: 2,
            by_director: 4,
            cast: 0,
            keyword: 6,
            service: 8,
            year: 7,
            runtime: 0,
            watchlist: 9,
            quality: 3,
            ..LeftOut::default()
        };
        let blamed = [
            (Filter::Genre, 5),
            (Filter::Unwanted, 1),
            (Filter::Language, 2),
            (Filter::By, 4),
            (Filter::Keyword, 6),
            (Filter::Service, 8),
            (Filter::Years, 7),
            (Filter::Watchlist, 9),
            (Filter::Quality, 3),
        ];
        assert_eq!(to_blame(&filters, &left_out), blamed);
        for filter in Filter::ALL {
            filter.lift(&mut filters);
            assert!(!filter.bites(&filters));
        }
        let lifted = Filters { include_low_quality: true, include_series: true, ..Filters::default() };
        assert_eq!(filters, lifted, "nothing that cannot be seen stays set");
        Filter::ALL.into_iter().for_each(|filter| filter.reset(&mut filters));
        assert_eq!(filters, Filters::default());
    }

    #[test]
    fn the_page_finds_each_filter_in_its_place() {
        for (place, filter) in Filter::ALL.into_iter().enumerate() {
            assert_eq!(filter as usize, place);
        }
    }

    #[test]
    fn a_genre_goes_round() {
        let mut filters = Filters::default();
        turn_genre(&mut filters, "Drama");
        turn_genre(&mut filters, "War");
        filters.genres_all = true;
        assert_eq!(genre_stand(&filters, "War"), Stand::With);
        turn_genre(&mut filters, "War");
        assert_eq!(genre_stand(&filters, "War"), Stand::Without);
        assert_eq!(filters.genres, ["Drama"]);
        assert!(!filters.genres_all, "one is all of them");
        turn_genre(&mut filters, "War");
        turn_genre(&mut filters, "Drama");
        turn_genre(&mut filters, "Drama");
        assert_eq!(filters, Filters::default());
        // Another program may have bookmarked both.
        filters.genres.push("War".to_owned());
        filters.without_genres.push("War".to_owned());
        turn_genre(&mut filters, "War");
        assert_eq!(filters, Filters::default());
    }

    #[test]
    fn a_decade_is_ten_years() {
        let mut filters = Filters { year_from: Some(1975), ..Filters::default() };
        turn_decade(&mut filters, 1970);
        assert_eq!((filters.year_from, filters.year_to), (Some(1970), Some(1979)));
        assert!(in_decade(&filters, 1970) && !in_decade(&filters, 1980));
        turn_decade(&mut filters, 1970);
        assert_eq!(filters, Filters::default());
        turn_decade(&mut filters, u16::MAX);
        assert_eq!(filters.year_to, None, "no year is too late");
    }
}
