//! Which streaming services have the films: read from TMDB's answers, of one country, as of one day.

use crate::sources::{Country, Dataset};
use halfstar_core::film::{Lists, Services};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// What is asked of the sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServicesRequest {
    /// Of which country.
    pub country: Country,
    /// The day that the answers are of, as `2026-11-05`.
    pub as_of: String,
}

/// The services of these films of the data set; none where no answer names any.
pub fn gather(data: &Dataset, films: &[usize], asked: &ServicesRequest) -> Option<Services> {
    let named = |film: usize| data.films[film].services.iter().map(String::as_str);
    let mut uses = BTreeMap::<&str, usize>::new();
    for name in films.iter().flat_map(|&film| named(film)) {
        *uses.entry(name).or_default() += 1;
    }
    let mut names: Vec<(&str, usize)> = uses.into_iter().collect();
    names.sort_by_key(|&(name, films)| (Reverse(films), name));
    let places: BTreeMap<&str, u32> = names.iter().zip(0..).map(|(&(name, _), place)| (name, place)).collect();
    let list = |&film: &usize| {
        let mut list: Vec<u32> = named(film).map(|name| places[name]).collect();
        list.sort_unstable();
        list.dedup();
        list
    };
    (!names.is_empty()).then(|| Services {
        country: asked.country.to_string(),
        as_of: asked.as_of.clone(),
        names: names.iter().map(|(name, _)| name).collect(),
        films: Lists::new(films.iter().map(list)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::SourceFilm;

    #[test]
    fn services_are_named_by_how_much_they_have() {
        let film = |services: &[&str]| SourceFilm {
            services: services.iter().map(|&name| name.to_owned()).collect(),
            ..SourceFilm::default()
        };
        let films = vec![film(&["Arte"]), film(&[]), film(&["Netflix", "Arte"]), film(&["Elsewhere"])];
        let data = Dataset { films, ..Dataset::default() };
        let asked = ServicesRequest { country: "de".parse().expect("a country"), as_of: "2026-11-05".to_owned() };
        let services = gather(&data, &[2, 1, 0], &asked).expect("services");
        assert_eq!((services.country.as_str(), services.as_of.as_str()), ("DE", "2026-11-05"));
        assert_eq!(services.names.iter().collect::<Vec<_>>(), ["Arte", "Netflix"], "of the films asked for");
        assert_eq!([0, 1, 2].map(|film| services.films.get(film).to_vec()), [vec![0, 1], vec![], vec![0]]);
        assert_eq!(gather(&data, &[1], &asked), None);
    }
}
