//! Who passes the filters: names are looked up once, then every film is asked in a few bits.

use super::{Filters, WatchlistFilter};
use crate::bundle::Bundle;
use crate::explain;
use crate::film::{FilmId, Kind, Lists, Services, Strings};
use crate::taste::Taste;

/// What each filter asks of a film, in the order of `LeftOut`'s counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Test {
    Genre,
    UnwantedGenre,
    Language,
    Director,
    Cast,
    Keyword,
    Service,
    Year,
    Runtime,
    Watchlist,
    Quality,
    Series,
    List,
    LovedDirector,
    Shown,
}

/// How many there are.
pub(crate) const TESTS: usize = Test::Shown as usize + 1;

/// The tests that a film failed, a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Failed(u16);

impl Failed {
    /// Whether it passed them all.
    pub(crate) fn none(self) -> bool {
        self.0 == 0
    }

    /// Whether it passed every other test: whether it would be on the shelf if this one were lifted.
    pub(crate) fn none_but(self, test: Test) -> bool {
        self.0 & !(1 << test as u16) == 0
    }

    /// Counts the film under every test that it failed, in their order.
    pub(super) fn count(self, counts: &mut [u32; TESTS]) {
        for (bit, count) in counts.iter_mut().enumerate() {
            *count += u32::from(self.0) >> bit & 1;
        }
    }
}

/// Filters with names looked up.
pub(crate) struct Gate<'a> {
    bundle: &'a Bundle,
    taste: &'a Taste,
    filters: &'a Filters,
    genres: u32,
    /// Whether every genre asked for is one of the catalogue's.
    genres_known: bool,
    unwanted: u32,
    languages: Named,
    directors: Named,
    cast: Named,
    keywords: Named,
    services: Named,
    /// By their place among the people; none where they do not matter.
    loved: Vec<bool>,
}

impl<'a> Gate<'a> {
    pub(crate) fn new(bundle: &'a Bundle, taste: &'a Taste, filters: &'a Filters) -> Self {
        let catalogue = &bundle.catalogue;
        let (names, streaming) = (&catalogue.genre_names, catalogue.details.services.as_ref());
        Self {
            bundle,
            taste,
            filters,
            genres: bits(names, &filters.genres),
            genres_known: filters.genres.iter().all(|genre| names.iter().any(|name| name == genre)),
            unwanted: bits(names, &filters.without_genres),
            languages: Named::new(&catalogue.language_codes, &filters.languages),
            directors: Named::new(&catalogue.people, &filters.directors),
            cast: Named::new(&catalogue.details.people, &filters.cast),
            keywords: Named::new(&catalogue.details.keyword_names, &filters.keywords),
            services: Named::new(streaming.map_or(&Strings::default(), |known| &known.names), &filters.services),
            loved: if filters.loved_directors { explain::loved_directors(bundle, taste) } else { Vec::new() },
        }
    }

    /// What a film fails; `None` if the member is done with it, whatever the filters.
    pub(crate) fn ask(&self, film: FilmId) -> Option<Failed> {
        (!self.taste.is_done_with(film)).then(|| self.failed(film))
    }

    /// Whether a film passes, counting what it fails; what the member is done with is not asked.
    pub(crate) fn admits(&self, film: FilmId, counts: &mut [u32; TESTS]) -> bool {
        let failed = self.failed(film);
        failed.count(counts);
        failed.none()
    }

    fn failed(&self, film: FilmId) -> Failed {
        let (catalogue, filters) = (&self.bundle.catalogue, self.filters);
        let within = |value: Option<u16>, from: Option<u16>, to: Option<u16>| match value {
            Some(value) => from.is_none_or(|from| value >= from) && to.is_none_or(|to| value <= to),
            None => from.is_none() && to.is_none(),
        };
        let genres = catalogue.genre_bits(film);
        let mut failed = 0;
        let mut test = |test: Test, fine: bool| failed |= u16::from(!fine) << test as u16;
        test(Test::Genre, self.has_genres(genres));
        test(Test::UnwantedGenre, genres & self.unwanted == 0);
        test(Test::Language, self.languages.is(catalogue.languages.get(film.index()).copied().unwrap_or(0).into()));
        test(Test::Director, self.directors.any_of(&catalogue.directors, film));
        test(Test::Cast, self.cast.any_of(&catalogue.details.cast, film));
        test(Test::Keyword, self.keywords.any_of(&catalogue.details.keywords, film));
        let streaming = catalogue.details.services.as_ref();
        let on_service = |known: &Services| self.services.any_of(&known.films, film);
        test(Test::Service, streaming.map_or(filters.services.is_empty(), on_service));
        test(Test::Year, within(catalogue.year(film), filters.year_from, filters.year_to));
        test(Test::Runtime, within(catalogue.runtime(film), filters.runtime_from, filters.runtime_to));
        test(
            Test::Watchlist,
            match filters.watchlist {
                WatchlistFilter::Any => true,
                WatchlistFilter::Hide => !self.taste.on_watchlist(film),
                WatchlistFilter::Only => self.taste.on_watchlist(film),
            },
        );
        test(Test::Quality, filters.include_low_quality || is_good(self.bundle, film));
        test(Test::Series, filters.include_series || catalogue.kind(film) == Kind::Movie);
        test(Test::List, filters.list.is_none_or(|list| self.taste.on_list(list, film)));
        test(Test::LovedDirector, !filters.loved_directors || is_by(self.bundle, film, &self.loved));
        test(Test::Shown, !filters.fresh || !self.taste.was_shown(film));
        Failed(failed)
    }

    fn has_genres(&self, genres: u32) -> bool {
        self.filters.genres.is_empty()
            || if self.filters.genres_all { self.has_all_genres(genres) } else { genres & self.genres != 0 }
    }

    /// Whether all that are asked for are among these.
    pub(crate) fn has_all_genres(&self, genres: u32) -> bool {
        self.genres_known && genres & self.genres == self.genres
    }
}

/// Whether everyone finds it good enough to be shown unasked; so does a bundle that does not know how good films are.
pub(crate) fn is_good(bundle: &Bundle, film: FilmId) -> bool {
    bundle.models.quality.stars(film).is_none_or(|stars| stars >= bundle.tuning.quality_floor)
}

/// Whether it is by one of these directors, given by their place among the people.
pub(crate) fn is_by(bundle: &Bundle, film: FilmId, directors: &[bool]) -> bool {
    let by = |director: &u32| directors.get(*director as usize) == Some(&true);
    bundle.catalogue.directors.get(film.index()).iter().any(by)
}

/// The bits of these genres.
fn bits(names: &Strings, wanted: &[String]) -> u32 {
    let names = names.iter().enumerate().filter(|(_, name)| wanted.iter().any(|wanted| wanted == name));
    names.fold(0, |bits, (bit, _)| bits | 1 << bit)
}

/// The names that were asked for, by their place; `None` where nobody asked.
struct Named(Option<Vec<bool>>);

impl Named {
    fn new(names: &Strings, wanted: &[String]) -> Self {
        // The empty name stands for what is not known.
        let is_wanted = |name: &str| !name.is_empty() && wanted.iter().any(|wanted| wanted == name);
        Self((!wanted.is_empty()).then(|| names.iter().map(is_wanted).collect()))
    }

    fn is(&self, place: usize) -> bool {
        self.0.as_ref().is_none_or(|wanted| wanted.get(place) == Some(&true))
    }

    fn any_of(&self, lists: &Lists, film: FilmId) -> bool {
        self.0.is_none() || lists.get(film.index()).iter().any(|&place| self.is(place as usize))
    }
}
