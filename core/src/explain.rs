//! Contributions → reasons in words. Reads what the blend kept and what the signals answer, so it cannot disagree.

mod grounds;

pub use grounds::Grounds;

use crate::blend::Blend;
use crate::bundle::Bundle;
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

/// Why a film is on the shelf.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Reason {
    /// People who love these films of yours love this one.
    Loved {
        /// One or two, strongest first.
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
    for contribution in blend.contributions(film).into_iter().filter(|contribution| contribution.amount > 0.0) {
        match contribution.signal {
            SignalName::Neighbours => reasons.extend(loved(taste, grounds.neighbours(film))),
            // The same in other words: for films that no neighbour speaks for.
            SignalName::Autoencoder if grounds.neighbours(film).is_empty() => {
                reasons.extend(loved(taste, &bundle.models.autoencoder.because(&taste.evidence, film)));
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

/// The films that speak loudest as a reason, if the member would own up to any.
fn loved(taste: &Taste, shares: &[Share]) -> Option<Reason> {
    let films = speakers(taste, shares);
    (!films.is_empty()).then_some(Reason::Loved { films })
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
            Self::Director { name, lift, films } => {
                words.fill(Phrase::DirectedBy, &[name, &words.tenths(*lift), &films.to_string()])
            }
            Self::Alike { films } => {
                let titles: Vec<_> = films.iter().map(|yours| catalogue.title(yours.film).to_owned()).collect();
                words.fill(Phrase::CloseInKind, &[&words.and(&titles)])
            }
            Self::Acclaimed { stars, ratings } => {
                words.fill(Phrase::Acclaimed, &[&words.tenths(*stars), &words.thousands(*ratings)])
            }
            Self::Wanted => words.say(Phrase::OnYourWatchlist).to_owned(),
        }
    }
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
        let mut film = catalogue.title(yours.film).to_owned();
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
