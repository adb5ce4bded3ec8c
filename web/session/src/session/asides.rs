//! One film, the choices of a filter, the taste in numbers: what is looked at beside the shelf.

use super::{MOST_AGAIN, Profile, Session};
use crate::protocol::{
    AgainCard, EstimateView, FilmView, MapView, PortraitView, RatedFilm, Streaming, WithoutView, YearView,
};
use crate::view;
use halfstar_core::again::again;
use halfstar_core::counterfactual::{Counterfactual, TasteSource};
use halfstar_core::estimate::Estimate;
use halfstar_core::facets::{self, Choice, Facets};
use halfstar_core::film::FilmId;
use halfstar_core::filters::{Context, FilterName, Filters};
use halfstar_core::recommend::{SPEAKERS, pick};
use halfstar_core::record::Record;
use halfstar_core::similar::similar;
use halfstar_core::year::{Viewings, year};
use halfstar_core::{Request, portrait};

/// So many similar films fill two rows.
const SIMILAR: usize = 12;

impl Session {
    /// All about one film; nothing of one that cannot be recommended.
    pub fn film(&self, film: FilmId, request: &Request) -> Option<FilmView> {
        let catalogue = &self.bundle.catalogue;
        let pick = pick(&self.bundle, &self.member.taste, self.member.opinions.as_ref()?, request, film)?;
        let near = similar(&self.bundle, &self.member.taste, film, SIMILAR).into_iter();
        Some(FilmView {
            card: view::card(catalogue, pick),
            original_title: catalogue.original_title(film).map(str::to_owned),
            cast: catalogue.cast(film).map(str::to_owned).collect(),
            keywords: catalogue.keywords(film).map(str::to_owned).collect(),
            own: self.member.taste.has_seen(film).then(|| self.rated_film(film)),
            similar: near.map(|(film, _)| view::film_summary(catalogue, film, self.rating(film))).collect(),
        })
    }

    /// The film of this number of TMDB, if it can be recommended.
    pub fn find_by_tmdb(&self, tmdb: u32) -> Option<FilmId> {
        let catalogue = &self.bundle.catalogue;
        (0..catalogue.pool).map(FilmId).find(|film| catalogue.tmdb_id(*film) == Some(tmdb))
    }

    /// Where a film would be without each of the member's that speak loudest.
    pub fn without(&self, film: FilmId, request: &Request) -> WithoutView {
        let statements = self.statements();
        let member = TasteSource {
            taste: &self.member.taste,
            statements: &statements,
            scope: &self.member.scope.on(self.today),
        };
        let found = Counterfactual::of(&self.bundle, member, request, film, SPEAKERS);
        WithoutView {
            place: found.place,
            without: found.without.into_iter().map(|without| (self.rated_film(without.film), without.place)).collect(),
        }
    }

    /// Films that the member loved long ago.
    pub fn again(&self) -> Vec<AgainCard> {
        let loved = again(&self.statements(), self.bundle.catalogue.pool, self.today, MOST_AGAIN).into_iter();
        let film = |film, rating| view::film_summary(&self.bundle.catalogue, film, rating);
        loved.map(|loved| AgainCard { film: film(loved.film, loved.rating), day: loved.day }).collect()
    }

    /// What the member would give a film, by what they said of all others.
    pub fn guess(&self, film: FilmId) -> Option<EstimateView> {
        let statements = self.statements();
        let member = TasteSource {
            taste: &self.member.taste,
            statements: &statements,
            scope: &self.member.scope.on(self.today),
        };
        let others = self.own.recommended.iter().filter(|known| known.film != film && self.member.is_own);
        let lift = Record::new(&others.copied().collect::<Vec<_>>(), &self.member.statements).lift;
        let request = Request::default();
        let found = Estimate::of(&self.bundle, member, self.member.opinions.as_ref()?, &request, film, lift)?;
        Some(EstimateView {
            card: view::card(&self.bundle.catalogue, found.pick),
            surety: found.surety,
            own_ratings: found.own_ratings,
            ratings: found.ratings,
            is_seen: self.member.taste.has_seen(film),
            given: found.given,
        })
    }

    fn rated_film(&self, film: FilmId) -> RatedFilm {
        RatedFilm { title: self.bundle.catalogue.title(film).to_owned(), rating: self.rating(film) }
    }

    /// Which streaming services are known, once the details are there.
    pub fn streaming(&self) -> Option<Streaming> {
        let known = self.bundle.catalogue.details.services.as_ref()?;
        Some(Streaming { country: known.country.clone(), as_of: known.as_of.clone() })
    }

    /// How many films each further choice would leave.
    pub fn facets(&self, filters: &Filters) -> Facets {
        match &self.member.opinions {
            Some(opinions) => facets::facets_from(&self.bundle, &self.member.taste, opinions, filters),
            None => facets::facets(&self.bundle, &self.member.taste, filters),
        }
    }

    /// Names to filter by.
    pub fn names(&self, filters: &Filters, of: FilterName, typed: &str) -> Vec<Choice> {
        let Self { bundle, member: Profile { taste, opinions, .. }, .. } = self;
        facets::suggestions_from(Context { bundle, taste, opinions: opinions.as_ref(), filters }, of, typed)
    }

    /// The member's taste in numbers.
    pub fn portrait(&self) -> PortraitView {
        let catalogue = &self.bundle.catalogue;
        let portrait = portrait(&self.bundle, &self.statements());
        let title = |film: FilmId| view::titled(catalogue, film);
        PortraitView { titles: portrait.films().map(title).collect(), portrait }
    }

    /// A year of the member's films: the one that is asked for, or the latest.
    pub fn review(&self, wanted: Option<u16>) -> YearView {
        let catalogue = &self.bundle.catalogue;
        let viewings = Viewings::new(&self.member.import.entries, &self.member.matching);
        let years = viewings.years();
        let chosen = wanted.filter(|year| years.contains(year)).or(years.first().copied());
        let year = chosen.and_then(|chosen| year(&self.bundle, &viewings, &self.statements(), chosen));
        let films = year.iter().flat_map(halfstar_core::year::Year::films);
        let films = films.map(|film| view::film_summary(catalogue, film, self.rating(film))).collect();
        YearView { years, films, pool: catalogue.pool, year }
    }

    /// All films on a plane, with the member's.
    pub fn map(&self) -> MapView {
        let details = &self.bundle.catalogue.details;
        let statements = self.statements();
        let seen = || statements.iter().filter(|(_, statement)| statement.seen).map(|(&film, it)| (film, it.rating));
        let catalogue = &self.bundle.catalogue;
        let shown = seen().filter(|(film, _)| film.index() < details.map.len());
        MapView {
            titles: shown.map(|(film, _)| view::titled(catalogue, film)).collect(),
            places: details.map.clone(),
            names: details.map_names.clone(),
            own: seen().collect(),
        }
    }
}
