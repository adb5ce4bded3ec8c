//! A made-up member, for looking around: slow, strange and beautiful films, a soft spot for animation and heists,
//! little patience for franchises.

use crate::protocol::Dropped;

/// Their files, as Letterboxd would export them.
pub fn files() -> Vec<Dropped> {
    let file = |name: &str, text: &str| Dropped { name: name.to_owned(), bytes: text.as_bytes().to_vec() };
    vec![
        file("ratings.csv", include_str!("sample/ratings.csv")),
        file("watchlist.csv", include_str!("sample/watchlist.csv")),
        file("likes/films.csv", include_str!("sample/likes.csv")),
    ]
}
