//! What keeps films away, and how it is turned.

use halfstar_core::bounds::Number;
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

/// A year or a length as typed; nothing where it is none.
pub(crate) fn typed(text: &str) -> Option<Number> {
    text.trim().parse().ok().and_then(Number::new)
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
    let (first, last) = years_of(from);
    first.is_some() && (filters.year_from, filters.year_to) == (first, last)
}

/// Asks for a decade, or for any year with none.
pub(crate) fn set_decade(filters: &mut Filters, from: Option<u16>) {
    (filters.year_from, filters.year_to) = from.map(years_of).unwrap_or_default();
}

/// The first year of a decade and its last.
fn years_of(from: u16) -> (Option<Number>, Option<Number>) {
    (Number::new(from), from.checked_add(9).and_then(Number::new))
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
            year_from: Number::new(1990),
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
        let mut filters = Filters { year_from: Number::new(1975), ..Filters::default() };
        turn_decade(&mut filters, 1970);
        assert_eq!((filters.year_from, filters.year_to), (Number::new(1970), Number::new(1979)));
        assert!(in_decade(&filters, 1970) && !in_decade(&filters, 1980));
        turn_decade(&mut filters, 1970);
        assert_eq!(filters, Filters::default());
        for beyond in [0, u16::MAX] {
            turn_decade(&mut filters, beyond);
            assert!(!in_decade(&filters, beyond), "{beyond} is no year");
        }
    }

    #[test]
    fn a_number_is_typed_within_its_bounds() {
        let check = |text: &str, number: Option<u16>| assert_eq!(typed(text).map(Number::get), number, "{text:?}");
        check(" 1970 ", Some(1970));
        check("1", Some(1));
        check("9999", Some(9999));
        for wrong in ["", "0", "10000", "65536", "-1", "1970.5", "soon"] {
            check(wrong, None);
        }
    }
}
