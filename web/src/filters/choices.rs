//! What keeps films away, and how it is turned.

use halfstar_core::filters::{FilterName, Filters, LeftOut};

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

/// The filter whose place among all the page wrote down.
pub(crate) fn filter_at(place: &str) -> Option<FilterName> {
    FilterName::ALL.get(place.parse::<usize>().ok()?).copied()
}

/// A year or a length as typed; nothing where it is no number above 0.
pub(crate) fn typed(text: &str) -> Option<u16> {
    text.trim().parse().ok().filter(|&number| number > 0)
}

/// How many filters the member has set.
pub(crate) fn set_filters(filters: &Filters) -> u32 {
    filters.set().count() as u32
}

/// The filters to blame for an empty shelf: each that narrows it, with how many films it keeps away.
pub(crate) fn to_blame(filters: &Filters, left_out: &LeftOut) -> Vec<(FilterName, u32)> {
    filters.narrowing().map(|filter| (filter, left_out[filter])).filter(|(_, films)| *films > 0).collect()
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
    fn filters_to_blame_are_those_set_that_keep_something_away() {
        let filters = Filters {
            genres: vec!["War".to_owned(), "Drama".to_owned()],
            genres_all: true,
            cast: vec!["Toni Servillo".to_owned()],
            year_from: Some(1990),
            ..Filters::default()
        };
        assert_eq!(set_filters(&filters), 3);
        let kept = [(FilterName::Genre, 5), (FilterName::Year, 7), (FilterName::Quality, 3), (FilterName::List, 9)];
        let blamed = [(FilterName::Genre, 5), (FilterName::Year, 7), (FilterName::Quality, 3)];
        assert_eq!(to_blame(&filters, &kept.into_iter().collect()), blamed);
        assert_eq!(filter_at("1"), Some(FilterName::UnwantedGenre));
        assert_eq!((filter_at("x"), filter_at("99")), (None, None));
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
