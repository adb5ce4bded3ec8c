//! Movie night: films for several members at once, each with a taste of their own.
//!
//! Every member is asked alone, and the answers are joined film by film, as group recommenders have done since PolyLens
//! (O'Connor, Cosley, Konstan and Riedl 2001): by *least misery*, a film being as good as it is for whom it is worst,
//! or by the *average*. Masthoff (2004) found that people themselves choose so for each other, with an eye on misery.
//!
//! Joining needs a scale on which members can be compared, and scores are none: they spread as far as a history is
//! long. Places do not: of the films that a member has yet to see one is the best for them and one the worst, whoever
//! they are. Half of the [`Match::liking`] is the logarithm of that place, for a night is about the top: between first and
//! tenth lies as much as between hundredth and thousandth. The rest are predicted stars and the watchlists: what somebody would
//! give three stars had better not go before what all have been meaning to see. By places alone, of 463 films that two real members both rated ★★★★ or more, hidden
//! a fifth at a time, 289 came back among their first twenty by the average, 252 by least misery, and 130 by fame
//! (`real_members_are_served_together`). Tried beside it, with all films hidden that both had rated: places as they are (percentiles) came to a twelfth less by the
//! average, and to the same by least misery, which knows no distances; means of predicted stars found a tenth of the
//! films, for many an obscure one has four.

mod affinity;
mod places;

pub use affinity::{Affinity, Both, FEWEST, PRIOR, affinities};

use crate::blend::Blend;
use crate::bundle::Bundle;
use crate::film::{FilmId, Stars};
use crate::filters::{Context, Failed, FilterName, Filters, Gates, LeftOut, WatchlistFilter};
use crate::numeric::{pack, rank, sort_pairs};
use crate::opinions::Opinions;
use crate::predict;
use crate::request::Request;
use crate::series::PartOf;
use crate::shelf::{self, MMR_REACH};
use crate::taste::Taste;
use places::Places;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// So many members at most: more never agree.
pub const MOST: usize = 6;

/// How the members agree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Agreement {
    /// How their likings become one.
    pub rule: Rule,
    /// What to do with films that some of them have seen.
    pub seen: Seen,
}

/// How several likings of a film become one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// The smallest of them: nobody suffers. Of equals the larger mean wins.
    LeastMisery,
    /// Their mean: the most pleasure in sum, though one may suffer. Of equals the one with less misery wins. It finds
    /// more of what all love.
    #[default]
    Average,
}

/// What to do with films that some of the members have seen. What all have seen is never shown, nor what anybody
/// dismissed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seen {
    /// Nobody may have seen it.
    #[default]
    Nobody,
    /// Some may, and are marked.
    SomeMay,
}

/// A member, and what the signals say for them, kept while dials are turned.
#[derive(Clone, Copy, Debug)]
pub struct Participant<'a> {
    /// Their taste.
    pub taste: &'a Taste,
    /// The opinions of that taste.
    pub opinions: &'a Opinions,
}

/// Films for all of them, in order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Night {
    /// Best first.
    pub films: Vec<Proposal>,
    /// How many films passed the filters.
    pub candidates: u32,
    /// How many films pass the filters that some, not all, have seen: what [`Seen::SomeMay`] adds.
    pub seen_by_some: u32,
    /// How many of the other films each filter kept away.
    pub left_out: LeftOut,
    /// How many would come back if one filter alone were lifted.
    pub brings_back: LeftOut,
}

/// One film for all of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Proposal {
    /// Which film.
    pub film: FilmId,
    /// The joint liking, 0 to 1, by the rule.
    pub score: f32,
    /// What it is to each member, in the order they were given in.
    pub members: Vec<Match>,
    /// How it stands to the others of its series, where that is worth a word.
    pub part_of: Option<PartOf>,
}

/// What a film is to one member.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Match {
    /// 0 to 1: half by the logarithm of its place, from 1 for the best of the films that they have yet to see to 0 for the
    /// worst; 0.4 by their rating, given or predicted, from two stars to five; and 0.1 where it is on their watchlist.
    pub liking: f32,
    /// Its place among the films that they have yet to see, from 1; where a film that they have seen would stand: by
    /// their rating among the stars predicted for the others, without a rating by its score.
    pub place: u32,
    /// Their rating as predicted: 0.5 to 5.
    pub predicted_stars: f32,
    /// Whether they have seen it.
    pub seen: bool,
    /// Their rating, if they gave one.
    pub rating: Option<Stars>,
    /// Whether it is on their watchlist.
    pub wanted: bool,
}

/// Finds films for a night. The same bundle, tastes and request give the same bits, native and in WebAssembly.
///
/// Weights and variety mean what they mean for one; weights left at zero are each member's own default. A film passes
/// the filters where it passes them for everyone, but for two: a watchlist is anybody's (`Only` lets in what somebody
/// wants, `Hide` what nobody does), and a list is one of the first member's. Of a series all must have seen the earlier parts. In which order the members come matters
/// for nothing else.
pub fn together(bundle: &Bundle, tastes: &[Taste], request: &Request, agreement: Agreement) -> Night {
    let opinions: Vec<Opinions> = tastes.iter().map(|taste| Opinions::of(bundle, taste)).collect();
    let members = tastes.iter().zip(&opinions).map(|(taste, opinions)| Participant { taste, opinions });
    together_from(bundle, &members.collect::<Vec<_>>(), request, agreement)
}

/// The same from opinions kept since the last request: what a turned dial costs.
pub fn together_from(bundle: &Bundle, members: &[Participant<'_>], request: &Request, agreement: Agreement) -> Night {
    if members.is_empty() {
        return Night::default();
    }
    let by_rating = agreement.seen == Seen::SomeMay;
    let places: Vec<Places> = members
        .iter()
        .map(|member| Places::of(bundle, *member, &Blend::new(member.opinions, &request.weights), by_rating))
        .collect();
    let mut night = Night::default();
    let scores = |film| {
        let (least, mean) = join(&places, film);
        if agreement.rule == Rule::LeastMisery { (least, mean) } else { (mean, least) }
    };
    let score = |film| scores(film).0;
    let place = |film| {
        let (first, second) = scores(film);
        pack(!rank(first), !rank(second))
    };
    let has_veto = |film| members.iter().any(|member| is_vetoed(bundle, *member, film));
    let (films, waiting) = admitted(bundle, members, &request.filters, agreement.seen, &mut night);
    let stand_ins = StandIns::of(waiting, place, has_veto);
    let (mut order, mut vetoed) = (Vec::<(u64, u32)>::new(), Vec::new());
    for film in films {
        let is_vetoed = has_veto(film);
        if is_vetoed { &mut vetoed } else { &mut order }.push((place(stand_ins.for_the_sake_of(film)), film.0));
    }
    night.candidates = (order.len() + vetoed.len()) as u32;
    sort_pairs(&mut order);
    let limit = request.limit as usize;
    order.truncate(if request.variety > 0.0 { limit.max(MMR_REACH) } else { limit });
    let head: Vec<(f32, u32)> =
        order.into_iter().map(|(_, film)| (score(stand_ins.for_the_sake_of(FilmId(film))), film)).collect();
    let mut films = shelf::with_variety(bundle, &[], &head, request.variety, limit);
    // Behind all others, where little else passes the filters.
    sort_pairs(&mut vetoed);
    let left = limit.saturating_sub(films.len());
    films.extend(vetoed.into_iter().take(left).map(|(_, film)| FilmId(film)));
    let to_each =
        |film| members.iter().zip(&places).map(|(member, places)| places.describe(bundle, *member, film)).collect();
    let part_of =
        |film| PartOf::new(&bundle.series, film, stand_ins.of_part(film), |part| all_have_seen(members, part));
    let proposal = |film| Proposal { film, score: score(film), members: to_each(film), part_of: part_of(film) };
    night.films = films.into_iter().map(proposal).collect();
    night
}

fn all_have_seen(members: &[Participant<'_>], film: FilmId) -> bool {
    members.iter().all(|member| member.taste.has_seen(film))
}

/// Parts of series that take the better places of later ones, for which it is too early; each with the best of these.
struct StandIns(BTreeMap<FilmId, FilmId>);

impl StandIns {
    /// Of later parts, each with the one that it waits for; the smaller a place, the better.
    fn of(waiting: Vec<(FilmId, FilmId)>, place: impl Fn(FilmId) -> u64, has_veto: impl Fn(FilmId) -> bool) -> Self {
        let mut all = Self(BTreeMap::new());
        for (later, first) in waiting {
            if place(later) < place(all.for_the_sake_of(first)) && !has_veto(later) && !has_veto(first) {
                all.0.insert(first, later);
            }
        }
        all
    }

    fn of_part(&self, film: FilmId) -> Option<FilmId> {
        self.0.get(&film).copied()
    }

    /// The later part, or the film itself.
    fn for_the_sake_of(&self, film: FilmId) -> FilmId {
        self.of_part(film).unwrap_or(film)
    }
}

/// Whether a member who has not seen a film, or has rated it, would suffer from it.
fn is_vetoed(bundle: &Bundle, member: Participant<'_>, film: FilmId) -> bool {
    let is_rated = member.taste.evidence_of(film).is_some_and(|evidence| evidence.rating.is_some());
    if is_rated {
        return member.taste.disliked(film);
    }
    predict::is_disliked(bundle, member.taste, member.opinions, film)
}

/// The smallest liking and the mean.
fn join(places: &[Places], film: FilmId) -> (f32, f32) {
    let likings = || places.iter().map(|places| places.liking(film));
    // In f64 a handful of these add up without rounding: whoever comes first, the sum is the same.
    let sum: f64 = likings().map(f64::from).sum();
    (likings().fold(1.0, f32::min), (sum / places.len() as f64) as f32)
}

/// The films of the pool that may be proposed; and those that might if somebody had not an earlier part of their series to see
/// first, each with that part.
fn admitted<'a>(
    bundle: &'a Bundle,
    members: &[Participant<'a>],
    filters: &Filters,
    seen: Seen,
    night: &mut Night,
) -> (Vec<FilmId>, Vec<(FilmId, FilmId)>) {
    let own = Filters { watchlist: WatchlistFilter::Any, ..filters.clone() };
    let others = Filters { list: None, ..own.clone() };
    let of = |at: usize| if at == 0 { &own } else { &others };
    let gates = |(at, member): (usize, &Participant<'a>)| {
        Gates::new(Context { bundle, taste: member.taste, opinions: Some(member.opinions), filters: of(at) })
    };
    let gates: Vec<Gates<'_>> = members.iter().enumerate().map(gates).collect();
    let failed = |film: FilmId| {
        let wanted = members.iter().any(|member| member.taste.on_watchlist(film));
        let mut failed = Failed::of(FilterName::Watchlist, !filters.watchlist.admits(wanted));
        for gates in &gates {
            failed = failed.and(gates.failed(film));
        }
        failed
    };
    let (mut films, mut waiting) = (Vec::new(), Vec::new());
    for film in bundle.catalogue.films().take(bundle.catalogue.pool()) {
        let have_seen = members.iter().filter(|member| member.taste.has_seen(film)).count();
        if have_seen == members.len() || members.iter().any(|member| member.taste.has_dismissed(film)) {
            continue;
        }
        let counted = have_seen == 0 || seen == Seen::SomeMay;
        if let Some(first) = bundle.series.earlier_unseen(film, |part| all_have_seen(members, part)) {
            if counted && failed(film).none() {
                waiting.push((film, first));
            }
            continue;
        }
        let failed = failed(film);
        if failed.none() {
            night.seen_by_some += u32::from(have_seen > 0);
            if counted {
                films.push(film);
            }
        } else if counted {
            failed.count(&mut night.left_out);
            failed.count_alone(&mut night.brings_back);
        }
    }
    (films, waiting)
}
