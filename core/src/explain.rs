//! Contributions → reasons in words. Reads what the blend kept and what the signals answer, so it cannot disagree.

mod grounds;

pub use grounds::Grounds;

use crate::blend::Blend;
use crate::bundle::Bundle;
use crate::evidence::Evidence;
use crate::film::{Catalogue, FilmId, Stars};
use crate::numeric::top_k;
use crate::signals::{Share, Signal, SignalName};
use crate::taste::{Taste, directors};
use crate::words::{Phrase, Translation};
use serde::{Deserialize, Serialize};

/// Likeness is worth a reason where it made this part of the score: as a crumb of it, it would be an excuse. It is
/// also the one reason that compares a film with all of the member's.
const TELLING: f32 = 0.1;
/// Nobody is moved by "because you gave it two stars", even where that is above their mean.
const PROUD: Stars = Stars::THREE;
/// Quality is worth a reason from this many deviations above the typical film.
const QUALITY_LIFT: f32 = 1.0;

/// Two films go together where those who love one love the other so many times as often as people do.
const STRONG: f32 = 1.7;
/// Or where they are so alike, 1 being the same.
const ALIKE: f32 = 0.5;
/// So many favourites are a reason, though none of them is like the film.
const MANY: u32 = 3;

/// Why a film is on the shelf.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Reason {
    /// People who love these films of yours love this one.
    Loved {
        /// One or two, strongest first.
        films: Vec<Yours>,
    },
    /// People who love this film of yours love this one so many times as often as people do.
    LovedByLovers {
        /// The film that was asked about.
        film: FilmId,
        /// How many times as often.
        lift: f32,
    },
    /// People who love these films of yours love this one, though none of them is like it.
    LovedByMany {
        /// How many of your favourites.
        count: u32,
        /// One or two of them, strongest first.
        films: Vec<Yours>,
    },
    /// A director whom you rate above your mean.
    Director {
        /// The name.
        name: String,
        /// Stars above your mean.
        lift: f32,
        /// Over how many films of yours.
        films: u32,
    },
    /// Alike in theme, genre or people.
    Alike {
        /// One or two, strongest first.
        films: Vec<Yours>,
    },
    /// Everyone rates it high.
    Acclaimed {
        /// The shrunk mean.
        stars: f32,
        /// Over how many ratings.
        ratings: u32,
    },
    /// On your watchlist.
    Wanted,
}

/// A film of the member's, with what they said of it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Yours {
    /// The film.
    pub film: FilmId,
    /// Their rating.
    pub rating: Option<Stars>,
    /// Whether they liked it.
    pub liked: bool,
}

/// The reasons for a film, most telling first: each comes from a signal that raised the score.
/// The grounds are those of the shelf that the film stands on.
pub fn reasons(bundle: &Bundle, taste: &Taste, blend: &Blend<'_>, grounds: &Grounds, film: FilmId) -> Vec<Reason> {
    let mut reasons = Vec::new();
    reasons.extend(taste.because_of.and_then(|asked| near(bundle, taste, asked, film)));
    for contribution in blend.contributions(film).into_iter().filter(|contribution| contribution.amount > 0.0) {
        match contribution.signal {
            SignalName::Neighbours => reasons.extend(loved(bundle, taste, grounds.neighbours(film), film)),
            // The same in other words: for films that no neighbour speaks for.
            SignalName::Autoencoder if grounds.neighbours(film).is_empty() => {
                reasons.extend(loved(bundle, taste, &bundle.models.autoencoder.because(&taste.known(), film), film));
            }
            SignalName::Content => {
                reasons.extend(favourite_director(&bundle.catalogue, taste, grounds, film));
                if contribution.amount >= blend.score(film) * TELLING {
                    let liked = taste.evidence.iter().filter(|evidence| evidence.leaning > 0.0);
                    let pulls: Vec<_> = liked.map(|evidence| bundle.models.content.pull(evidence, film)).collect();
                    let films = speakers(taste, &pulls);
                    if !films.is_empty() {
                        reasons.push(Reason::Alike { films });
                    }
                }
            }
            SignalName::Quality => {
                let stars = bundle.models.quality.stars(film).unwrap_or(0.0);
                if blend.opinion(SignalName::Quality, film) >= QUALITY_LIFT {
                    reasons.push(Reason::Acclaimed { stars, ratings: bundle.catalogue.rating_count(film) });
                }
            }
            // Stars are on the card already, nobody loves a film because others know it, and of a signal without a reason of
            // its own there is nothing to say.
            _ => {}
        }
    }
    if taste.on_watchlist(film) {
        reasons.push(Reason::Wanted);
    }
    reasons
}

/// What a film has to do with the one that the shelf was asked for.
fn near(bundle: &Bundle, taste: &Taste, asked: FilmId, film: FilmId) -> Option<Reason> {
    let lift = bundle.catalogue.details.companions.lift(asked, film).filter(|lift| *lift >= STRONG);
    if let Some(lift) = lift {
        return Some(Reason::LovedByLovers { film: asked, lift });
    }
    let evidence = taste.evidence_of(asked).filter(|_| goes_with(bundle, asked, film))?;
    Some(Reason::Alike { films: vec![Yours { film: asked, rating: evidence.rating, liked: evidence.liked }] })
}

/// The films that speak loudest as a reason, if the member would own up to any: those that go with the film, so that a person
/// nods; where none does, how many of their favourites speak for it.
fn loved(bundle: &Bundle, taste: &Taste, shares: &[Share], film: FilmId) -> Option<Reason> {
    let fits = |share: &&Share| share.amount > 0.0 && goes_with(bundle, share.film, film);
    let fitting: Vec<Share> = shares.iter().filter(fits).copied().collect();
    let films = speakers(taste, &fitting);
    if !films.is_empty() {
        return Some(Reason::Loved { films });
    }
    let is_favourite = |share: &&Share| taste.evidence_of(share.film).is_some_and(Evidence::is_favourite);
    let favourites: Vec<Share> =
        shares.iter().filter(|share| share.amount > 0.0).filter(is_favourite).copied().collect();
    let (count, films) = (favourites.len() as u32, speakers(taste, &favourites));
    (count >= MANY && !films.is_empty()).then_some(Reason::LovedByMany { count, films })
}

/// Whether a person would nod at one film as a reason for another: those who love it love the other far more often than people
/// do, or the two are alike in kind, or by the same director.
fn goes_with(bundle: &Bundle, one: FilmId, other: FilmId) -> bool {
    let catalogue = &bundle.catalogue;
    let directors = catalogue.directors.get(one.index());
    directors.iter().any(|director| catalogue.directors.get(other.index()).contains(director))
        || bundle.models.content.similarity(one, other) >= ALIKE
        || catalogue.details.companions.lift(one, other).is_some_and(|lift| lift >= STRONG)
}

/// The one or two films that speak loudest, and that the member would own up to.
fn speakers(taste: &Taste, shares: &[Share]) -> Vec<Yours> {
    let loudest = shares.iter().fold(0.0, |most: f32, share| most.max(share.amount));
    // The second is named only where it says at least half as much as the first.
    let loud = shares.iter().filter(|share| share.amount > 0.0 && share.amount >= loudest * 0.5);
    let loud = top_k(loud.map(|share| (share.amount, share.film.0)), usize::MAX);
    let mut films: Vec<_> = loud
        .into_iter()
        .filter_map(|(_, film)| taste.evidence_of(FilmId(film)))
        .filter(|evidence| evidence.rating.is_none_or(|rating| rating >= PROUD && rating.stars() >= taste.mean))
        .map(|evidence| Yours { film: evidence.film, rating: evidence.rating, liked: evidence.liked })
        .take(2)
        .collect();
    // "You gave X ★★★★★" says more than "you liked X", and that more than "you watched X".
    if let [first, second] = films.as_mut_slice()
        && (second.rating, second.liked) > (first.rating, first.liked)
    {
        std::mem::swap(first, second);
    }
    films
}

/// The director of this film whom the member rates highest above their mean, over at least two of their films.
fn favourite_director(catalogue: &Catalogue, taste: &Taste, grounds: &Grounds, film: FilmId) -> Option<Reason> {
    let best = catalogue.directors.get(film.index()).iter().filter_map(|&director| {
        let rated = grounds.director(director);
        directors::lift(taste, rated).map(|lift| (lift, director, rated.1))
    });
    let (lift, director, films) = best.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))?;
    Some(Reason::Director { name: catalogue.people.get(director as usize).to_owned(), lift, films })
}

impl Reason {
    /// The reason as a sentence without its full stop.
    pub fn sentence(&self, catalogue: &Catalogue, words: &Translation) -> String {
        match self {
            Self::Loved { films } => words.fill(Phrase::BecauseYou, &[&what_you_did(films, catalogue, words)]),
            Self::LovedByLovers { film, lift } => {
                words.fill(Phrase::LovedByLovers, &[&words.tenths(*lift), &catalogue.name(*film)])
            }
            Self::LovedByMany { count, films } => {
                words.fill(Phrase::LovedByMany, &[&count.to_string(), &names(films, catalogue, words)])
            }
            Self::Director { name, lift, films } => {
                words.fill(Phrase::DirectedBy, &[name, &words.tenths(*lift), &films.to_string()])
            }
            Self::Alike { films } => words.fill(Phrase::CloseInKind, &[&names(films, catalogue, words)]),
            Self::Acclaimed { stars, ratings } => {
                words.fill(Phrase::Acclaimed, &[&words.tenths(*stars), &words.thousands(*ratings)])
            }
            Self::Wanted => words.say(Phrase::OnYourWatchlist).to_owned(),
        }
    }
}

fn names(films: &[Yours], catalogue: &Catalogue, words: &Translation) -> String {
    let names: Vec<_> = films.iter().map(|yours| catalogue.name(yours.film)).collect();
    words.and(&names)
}

/// "gave A ★★★★★ and B ★★★★", "gave A ★★★★★ and liked B", "watched A".
fn what_you_did(films: &[Yours], catalogue: &Catalogue, words: &Translation) -> String {
    let mut told: Vec<(Phrase, Vec<String>)> = Vec::new();
    for yours in films {
        let verb = match (yours.rating, yours.liked) {
            (Some(_), _) => Phrase::Gave,
            (None, true) => Phrase::Liked,
            (None, false) => Phrase::Watched,
        };
        let mut film = catalogue.name(yours.film);
        if let Some(rating) = yours.rating {
            film = [&film, " ", &rating.to_string()].concat();
        }
        match told.last_mut() {
            Some((last, films)) if *last == verb => films.push(film),
            _ => told.push((verb, vec![film])),
        }
    }
    let told: Vec<_> = told.into_iter().map(|(verb, films)| words.fill(verb, &[&words.and(&films)])).collect();
    words.and(&told)
}
