//! Real exports: a fifth of the films that a member liked are hidden, every row about them, and asked back.

use crate::baselines::Ranker;
use crate::evaluate::metrics::Hits;
use crate::evaluate::protocol::Case;
use crate::evaluate::report::{grouped, row, rule};
use crate::foundation::ask::plain;
use crate::foundation::random::shuffled;
use crate::foundation::split::Holdout;
use halfstar_core::Bundle;
use halfstar_core::film::FilmId;
use halfstar_core::import::{EntryKind, Import};
use halfstar_core::matching::{Matching, Outcome};
use halfstar_core::opinions::Opinions;
use halfstar_core::recommend::{rank, recommend};
use halfstar_core::request::Request;
use halfstar_core::signals::Weights;
use halfstar_core::taste::{Taste, merge};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// An export, read and matched.
pub struct Export {
    /// Its folder or file.
    pub name: String,
    /// What was read.
    pub import: Import,
    /// What it means.
    pub matching: Matching,
}

/// Ranks of the hidden films over all exports.
#[derive(Clone, Debug, Serialize)]
pub struct ExportReport {
    /// One per member with likes.
    pub members: Vec<ExportMember>,
    /// Halfstar's default blend.
    pub ours: Ranks,
    /// Popularity's, on the same films.
    pub popularity: Ranks,
    /// One per export with a watchlist.
    pub watchlists: Vec<WatchlistShare>,
}

/// How much of a member's shelf stands on their watchlist.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WatchlistShare {
    /// The export's name.
    pub name: String,
    /// The share of the first sixty films, as the page shows them.
    pub of_sixty: f64,
}

/// The ranks of one member's hidden films.
#[derive(Clone, Debug, Serialize)]
pub struct ExportMember {
    /// The export's name.
    pub name: String,
    /// Films of the pool that they liked.
    pub liked: usize,
    /// How many of them were hidden.
    pub hidden: usize,
    /// Halfstar's median rank of these.
    pub median: usize,
    /// Popularity's.
    pub median_popularity: usize,
}

/// A distribution of ranks, counted from 1.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Ranks {
    /// How many.
    pub count: usize,
    /// A quarter is at this rank or better.
    pub lower_quartile: usize,
    /// Half is.
    pub median: usize,
    /// Three quarters are.
    pub upper_quartile: usize,
    /// Shares in the first 100, 500 and 1,000 of the pool.
    pub in_top: [f64; 3],
}

impl Ranks {
    /// Sorts and counts. A quartile is the smallest rank that at least so many reach.
    pub fn new(mut ranks: Vec<usize>) -> Self {
        ranks.sort_unstable();
        let count = ranks.len();
        let part = |quarters: usize| ranks.get((count * quarters).div_ceil(4).max(1) - 1).copied().unwrap_or(0);
        let within = |k: usize| ranks.partition_point(|&rank| rank <= k) as f64 / count.max(1) as f64;
        Self {
            count,
            lower_quartile: part(1),
            median: part(2),
            upper_quartile: part(3),
            in_top: [100, 500, 1000].map(within),
        }
    }
}

/// Hides and asks back. Of exports that one member made at different times, the one with most likes counts.
pub fn judge(bundle: &Bundle, exports: &[Export], popularity: &dyn Ranker) -> ExportReport {
    let likes = exports.iter().map(|export| liked(bundle, export)).collect();
    let (mut members, mut ours, mut theirs) = (Vec::new(), Vec::new(), Vec::new());
    for (export, liked) in exports.iter().zip(once_each(likes)) {
        if liked.is_empty() {
            continue;
        }
        let mut hidden: Vec<u16> = shuffled(liked.len() as u64, liked.iter().map(|&film| u64::from(film)))
            .into_iter()
            .take((liked.len() / 5).max(1))
            .map(|place| liked[place])
            .collect();
        hidden.sort_unstable();
        let (mine, popular) = ranks(bundle, export, &hidden, popularity);
        members.push(ExportMember {
            name: export.name.clone(),
            liked: liked.len(),
            hidden: hidden.len(),
            median: Ranks::new(mine.clone()).median,
            median_popularity: Ranks::new(popular.clone()).median,
        });
        ours.extend(mine);
        theirs.extend(popular);
    }
    let watchlists = exports.iter().filter_map(|export| from_watchlist(bundle, export)).collect();
    ExportReport { members, ours: Ranks::new(ours), popularity: Ranks::new(theirs), watchlists }
}

/// The tables of [`ExportReport`].
pub fn tables(report: &ExportReport) -> String {
    let mut text = format!(
        "\n### Real exports: a fifth of the liked films hidden, {} films of {} members\n\n",
        report.ours.count,
        report.members.len()
    );
    row(&mut text, ["ranks", "lower quartile", "median", "upper quartile", "top 100", "top 500", "top 1,000"]);
    rule(&mut text, 7);
    for (name, Ranks { lower_quartile, median, upper_quartile, in_top, .. }) in
        [("Halfstar, default blend", &report.ours), ("Popularity", &report.popularity)]
    {
        let ranks = [lower_quartile, median, upper_quartile].map(|&rank| grouped(rank));
        let shares = in_top.map(|share| format!("{:.0} %", share * 100.0));
        row(&mut text, std::iter::once(name.to_owned()).chain(ranks).chain(shares));
    }
    text.push('\n');
    row(&mut text, ["export", "liked", "hidden", "median rank", "popularity's"]);
    rule(&mut text, 5);
    for member in &report.members {
        let numbers = [member.liked, member.hidden, member.median, member.median_popularity].map(grouped);
        row(&mut text, std::iter::once(member.name.clone()).chain(numbers));
    }
    text.push('\n');
    row(&mut text, ["export", "of the first sixty on the watchlist"]);
    rule(&mut text, 2);
    for share in &report.watchlists {
        row(&mut text, [share.name.clone(), format!("{:.0} %", share.of_sixty * 100.0)]);
    }
    text
}

/// `None` where the export has no watchlist.
fn from_watchlist(bundle: &Bundle, export: &Export) -> Option<WatchlistShare> {
    let taste = Taste::of(&export.import.entries, &export.matching, &bundle.tuning);
    bundle.catalogue.films().any(|film| taste.on_watchlist(film)).then(|| {
        let shelf = recommend(bundle, &taste, &Request::default());
        let wanted = shelf.picks.iter().filter(|pick| pick.on_watchlist).count();
        WatchlistShare { name: export.name.clone(), of_sixty: wanted as f64 / shelf.picks.len().max(1) as f64 }
    })
}

/// Empties every list of likes, more than half of which a longer one holds: two people do not agree so far.
fn once_each(mut likes: Vec<Vec<u16>>) -> Vec<Vec<u16>> {
    let mut longest: Vec<usize> = (0..likes.len()).collect();
    longest.sort_by_key(|&at| Reverse(likes[at].len()));
    for (rank, &at) in longest.iter().enumerate() {
        let shared = |&other: &usize| likes[at].iter().filter(|film| likes[other].binary_search(film).is_ok()).count();
        if longest[..rank].iter().any(|other| shared(other) * 2 > likes[at].len()) {
            likes[at].clear();
        }
    }
    likes
}

/// The films of the pool that the export's likes mean, ascending.
fn liked(bundle: &Bundle, export: &Export) -> Vec<u16> {
    let rows = export.import.entries.iter().zip(&export.matching.outcomes);
    let films = rows.filter_map(|(entry, outcome)| match outcome {
        Outcome::Film(film, _) if entry.kind == EntryKind::Like => Some(*film),
        _ => None,
    });
    let pool: BTreeSet<FilmId> = films.filter(|film| film.index() < bundle.catalogue.pool()).collect();
    pool.into_iter().map(|film| film.0 as u16).collect()
}

/// Ranks of the hidden films, by the pipeline and by popularity, both among what the rest of the export has not seen.
fn ranks(bundle: &Bundle, export: &Export, hidden: &[u16], popularity: &dyn Ranker) -> (Vec<usize>, Vec<usize>) {
    let gone = |outcome: &Outcome| matches!(outcome, Outcome::Film(film, _) if hidden.contains(&(film.0 as u16)));
    let rows = export.import.entries.iter().zip(&export.matching.outcomes).filter(|(_, outcome)| !gone(outcome));
    let (entries, outcomes): (Vec<_>, Vec<_>) = rows.map(|(entry, outcome)| (entry.clone(), outcome.clone())).unzip();
    let matching = Matching { outcomes };
    let taste = Taste::of(&entries, &matching, &bundle.tuning);
    let opinions = Opinions::of(bundle, &taste);
    let pool = bundle.catalogue.pool();
    let request = Request { limit: pool as u32, ..plain(Weights::default()) };
    let ranked: Vec<u16> = rank(bundle, &taste, &opinions, &request).into_iter().map(|film| film.0 as u16).collect();
    let seen: Vec<(u16, u8)> = merge(&entries, &matching)
        .into_iter()
        .filter(|(film, statement)| statement.seen && film.index() < pool)
        .map(|(film, _)| (film.0 as u16, 6))
        .collect();
    let case =
        Case { member: 0, split: Holdout { shown: seen, hidden: hidden.iter().map(|&film| (film, 10)).collect() } };
    let places = |ranked: &[u16]| Hits::new(ranked, &case).places.into_iter().map(|(_, place)| place + 1).collect();
    (places(&ranked), places(&popularity.rank(&case.split.shown, pool)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_member_counts_once() {
        let likes = vec![vec![1, 2, 3], vec![1, 2, 3, 4], vec![4, 5, 6], vec![3, 7], Vec::new()];
        assert_eq!(once_each(likes), [vec![], vec![1, 2, 3, 4], vec![4, 5, 6], vec![3, 7], vec![]]);
    }

    #[test]
    fn ranks_by_hand() {
        let ranks = Ranks::new(vec![900, 3, 40, 2000]);
        assert_eq!((ranks.lower_quartile, ranks.median, ranks.upper_quartile), (3, 40, 900));
        assert_eq!(ranks.in_top, [0.5, 0.5, 0.75]);
        assert_eq!(Ranks::new(Vec::new()), Ranks::default());
    }
}
