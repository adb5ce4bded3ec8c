//! Without this rating it would be number N: a film's place on the shelf, and what it would be had the member not seen
//! one of theirs. Computed anew each time, through the same pipeline; nothing is estimated.

use crate::blend::Blend;
use crate::bundle::Bundle;
use crate::film::FilmId;
use crate::filters::{Failed, Gates};
use crate::numeric::by_score;
use crate::opinions::Opinions;
use crate::predict;
use crate::recommend::speakers;
use crate::request::Request;
use crate::shelf::stand_ins;
use crate::signals::Signal;
use crate::taste::{Scope, Statement, Taste};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A member, with what their taste was made of: it has to be made again without a film.
#[derive(Clone, Copy, Debug)]
pub struct TasteSource<'m> {
    /// Their taste, as it is.
    pub taste: &'m Taste,
    /// What was said of each film, remarks included.
    pub statements: &'m BTreeMap<FilmId, Statement>,
    /// Which of the films count.
    pub scope: &'m Scope,
}

/// A film's place, and what it hangs on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counterfactual {
    /// Its place by score among the films that pass the filters, from 1; `None` if it does not pass them itself.
    /// Variety is left out: it would move a film for the sake of those around it.
    pub place: Option<u32>,
    /// The member's films that speak loudest for it or against it, in the order of
    /// [`Pick::speakers`](crate::recommend::Pick::speakers).
    pub without: Vec<Without>,
}

/// What would be if the member had said nothing of one of their films.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Without {
    /// The film of theirs.
    pub film: FilmId,
    /// The place then, as [`Counterfactual::place`]; the film taken away, unseen as it would be, is not counted. `None`
    /// too where the film would no longer pass: its director may be loved for the sake of the one taken away.
    pub place: Option<u32>,
}

impl Counterfactual {
    /// Of a film, without each of the `limit` loudest of the member's. Asks every signal once for each, and once more.
    pub fn of(bundle: &Bundle, member: TasteSource<'_>, request: &Request, film: FilmId, limit: usize) -> Self {
        let loud = speakers(member.taste, &bundle.models.neighbours.because(&member.taste.evidence, film), limit);
        let mut statements = member.statements.clone();
        let without = loud.into_iter().map(|share| {
            let said = statements.remove(&share.film);
            let taste = member.taste.made_of(&statements, &bundle.catalogue, &bundle.tuning, member.scope);
            statements.extend(said.map(|said| (share.film, said)));
            Without { film: share.film, place: place(bundle, &taste, request, film, Some(share.film)) }
        });
        Self { without: without.collect(), place: place(bundle, member.taste, request, film, None) }
    }
}

/// A film's place among those that pass, but for one that is not counted.
fn place(bundle: &Bundle, taste: &Taste, request: &Request, film: FilmId, uncounted: Option<FilmId>) -> Option<u32> {
    let gates = Gates::new(bundle, taste, &request.filters);
    let passes = |film: FilmId| gates.ask(film).is_some_and(Failed::none);
    let opinions = Opinions::of(bundle, taste);
    let scores = Blend::new(&opinions, &request.weights).scores();
    let (scores, _) = stand_ins::in_order(bundle, taste, &opinions, &gates, scores);
    // As on the shelf, what the member would dislike comes behind all else.
    let disliked = |film: u32| predict::is_disliked(bundle, taste, &opinions, FilmId(film));
    let (own, is_last) = ((*scores.get(film.index())?, film.0), disliked(film.0));
    let scored = scores.into_iter().zip(0..).filter(|other| match disliked(other.1) {
        is_disliked if is_disliked == is_last => by_score(other, &own).is_lt(),
        is_disliked => !is_disliked,
    });
    let before = scored.map(|(_, other)| FilmId(other)).filter(|&other| Some(other) != uncounted && passes(other));
    passes(film).then(|| before.count() as u32 + 1)
}
