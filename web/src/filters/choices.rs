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

/// No film is older, and what has fewer digits is half a year.
const FIRST_YEAR: u16 = 1000;

/// A year or a length as typed, or nothing; an error where it is none.
pub(crate) fn typed(text: &str, is_year: bool) -> Result<Option<Number>, ()> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let number = text.parse().ok().and_then(Number::new).filter(|number| !is_year || number.get() >= FIRST_YEAR);
    number.map(Some).ok_or(())
}

/// How many filters the member has set.
pub(crate) fn set_filters(filters: &Filters) -> u32 {
    filters.set().count() as u32
}

/// The filters to blame for an empty shelf: each that alone keeps films away, with how many, most first.
pub(crate) fn to_blame(filters: &Filters, brings_back: &LeftOut) -> Vec<(FilterName, u32)> {
    let mut blamed: Vec<(FilterName, u32)> = Vec::new();
    for filter in filters.narrowing() {
        let films = brings_back[filter];
        if films > 0 {
            let place = blamed.partition_point(|(_, more)| *more >= films);
            blamed.insert(place, (filter, films));
        }
    }
    blamed
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
        let blamed = [(FilterName::Year, 7), (FilterName::Genre, 5), (FilterName::Quality, 3)];
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
        let check = |text: &str, is_year, expected: Result<Option<u16>, ()>| {
            let read = typed(text, is_year).map(|number| number.map(Number::get));
            assert_eq!(read, expected, "{text:?}");
        };
        check(" 1970 ", true, Ok(Some(1970)));
        check("9999", true, Ok(Some(9999)));
        check("90", false, Ok(Some(90)));
        check("1", false, Ok(Some(1)));
        for empty in ["", "  "] {
            check(empty, true, Ok(None));
            check(empty, false, Ok(None));
        }
        for wrong in ["0", "10000", "65536", "-1", "1970.5", "soon", "x", "9O"] {
            check(wrong, true, Err(()));
            check(wrong, false, Err(()));
        }
        check("12", true, Err(()));
    }
}
