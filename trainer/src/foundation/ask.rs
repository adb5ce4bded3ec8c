//! How a member of whom only some ratings are known is put to the core's pipeline.

use halfstar_core::film::{FilmId, Stars};
use halfstar_core::filters::{Filters, WatchlistFilter};
use halfstar_core::request::Request;
use halfstar_core::signals::Weights;
use halfstar_core::taste::{Statement, Taste};
use halfstar_core::tuning::Tuning;

/// The taste of a held-out member, from what is shown of them.
pub fn taste_of(shown: &[(u16, u8)], tuning: &Tuning) -> Taste {
    let statements = shown.iter().map(|&(film, halves)| {
        let rating = Stars::from_halves(halves);
        (FilmId(u32::from(film)), Statement { rating, seen: true, ..Statement::default() })
    });
    Taste::new(&statements.collect(), tuning)
}

/// The request that ranks everything unseen by score alone.
pub fn plain(weights: Weights) -> Request {
    let filters = Filters {
        include_low_quality: true,
        include_series: true,
        watchlist: WatchlistFilter::Any,
        ..Filters::default()
    };
    Request { weights, variety: 0.0, filters, limit: 100, ..Request::default() }
}
