//! What people type, on the committed bundle with its details.

mod real;

use halfstar_core::film::{Catalogue, FilmId};
use halfstar_core::search::SearchIndex;

fn catalogue() -> Catalogue {
    real::bundle().catalogue
}

/// What is typed, and the film that must come first: its title and year.
const FIRST: [(&str, &str, u16); 62] = [
    // Unfinished.
    ("godf", "The Godfather", 1972),
    ("the godf", "The Godfather", 1972),
    ("lord of the r", "The Lord of the Rings: The Fellowship of the Ring", 2001),
    ("parasi", "Parasite", 2019),
    ("the dark kni", "The Dark Knight", 2008),
    ("everything every", "Everything Everywhere All at Once", 2022),
    ("la hain", "La Haine", 1995),
    ("portrait lady fire", "Portrait of a Lady on Fire", 2019),
    ("mr fox", "Fantastic Mr. Fox", 2009),
    ("harry potter azk", "Harry Potter and the Prisoner of Azkaban", 2004),
    // Short.
    ("up", "Up", 2009),
    ("her", "Her", 2013),
    ("it", "It", 2017),
    ("m", "M", 1931),
    ("x", "X", 2022),
    ("alien", "Alien", 1979),
    ("dune", "Dune", 2021),
    ("heat", "Heat", 1995),
    ("e.t.", "E.T. the Extra-Terrestrial", 1982),
    // Misspelt.
    ("intersteller", "Interstellar", 2014),
    ("pulp ficton", "Pulp Fiction", 1994),
    ("spirted away", "Spirited Away", 2001),
    ("shindlers list", "Schindler's List", 1993),
    ("inglorious basterds", "Inglourious Basterds", 2009),
    ("apocalipse now", "Apocalypse Now", 1979),
    ("whiplsh", "Whiplash", 2014),
    ("ratatouile", "Ratatouille", 2007),
    ("brokeback mountian", "Brokeback Mountain", 2005),
    ("shawshak redempt", "The Shawshank Redemption", 1994),
    ("mulholand dr", "Mulholland Drive", 2001),
    ("parasight", "Parasite", 2019),
    ("teh godfather", "The Godfather", 1972),
    ("goodfelas", "GoodFellas", 1990),
    // Spaces and signs.
    ("starwars", "Star Wars", 1977),
    ("spiderman", "Spider-Man", 2002),
    ("spider man", "Spider-Man", 2002),
    ("walle", "WALL·E", 2008),
    ("wall-e", "WALL·E", 2008),
    ("old boy", "Oldboy", 2003),
    ("lala land", "La La Land", 2016),
    ("dont look up", "Don't Look Up", 2021),
    ("its a wonderful life", "It's a Wonderful Life", 1946),
    ("mash", "M*A*S*H", 1970),
    ("500 days summer", "(500) Days of Summer", 2009),
    ("amelie", "Amélie", 2001),
    // Numbers and years.
    ("2001", "2001: A Space Odyssey", 1968),
    ("1917", "1917", 2019),
    ("blade runner 2049", "Blade Runner 2049", 2017),
    ("blade runner 1982", "Blade Runner", 1982),
    ("solaris 1972", "Solaris", 1972),
    ("Solaris (2002)", "Solaris", 2002),
    ("solaris 197", "Solaris", 1972),
    ("fallen angels 95", "Fallen Angels", 1995),
    ("suspiria 2018", "Suspiria", 2018),
    ("alien 3", "Alien³", 1992),
    ("toy story 3", "Toy Story 3", 2010),
    ("rocky 4", "Rocky IV", 1985),
    ("7 samurai", "Seven Samurai", 1954),
    ("oceans 11", "Ocean's Eleven", 2001),
    // Original titles.
    ("千と千尋", "Spirited Away", 2001),
    ("сталкер", "Stalker", 1979),
    ("fabuleux destin", "Amélie", 2001),
];

#[test]
fn what_people_type_finds_what_they_mean() {
    let catalogue = catalogue();
    let index = SearchIndex::new(&catalogue);
    let mut wrong = Vec::new();
    for (query, title, year) in FIRST {
        let found = index.search(&catalogue, query, 3);
        let is_meant = |film: &FilmId| catalogue.title(*film) == title && catalogue.year(*film) == Some(year);
        if !found.first().is_some_and(is_meant) {
            wrong.push((query, found.iter().map(|&film| catalogue.title(film)).collect::<Vec<_>>()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_title_with_its_year_finds_its_film() {
    let catalogue = catalogue();
    let index = SearchIndex::new(&catalogue);
    for film in catalogue.films().step_by(97) {
        let query = format!("{} ({})", catalogue.title(film), catalogue.year(film).unwrap_or(0));
        let found = index.search(&catalogue, &query, 5);
        assert!(found.contains(&film), "{query}: {found:?}");
        // The title alone is enough where it is one film's.
        let has_namesake =
            catalogue.films().any(|other| other != film && catalogue.title(other) == catalogue.title(film));
        let found = index.search(&catalogue, catalogue.title(film), 40);
        assert!(has_namesake || found.contains(&film), "{}: {found:?}", catalogue.title(film));
    }
}
