//! Without this rating it would be number N: a film's place on the shelf, and what it would be had the member not seen
//! one of theirs. Computed anew each time, through the same pipeline; nothing is estimated.

use crate::bundle::Bundle;
use crate::film::FilmId;
use crate::opinions::Opinions;
use crate::recommend::{rank, speakers};
use crate::request::{Request, Sort};
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
    /// Its place among the films that pass the filters, from 1; `None` if it does not pass them itself.
    /// As on the shelf, as far as that is shown; behind it variety moves nothing.
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
        let loud = speakers(member.taste, &bundle.models.neighbours.because(&member.taste.known(), film), limit);
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

/// A film's place among those that pass, but for one that is not counted: on the shelf that the request asks for as it stands
/// there, whatever it is sorted by; behind it, where variety moves nothing, after all that are shown.
fn place(bundle: &Bundle, taste: &Taste, request: &Request, film: FilmId, uncounted: Option<FilmId>) -> Option<u32> {
    let opinions = Opinions::of(bundle, taste);
    let at = |request: &Request| {
        let films = rank(bundle, taste, &opinions, request);
        let counted = films.into_iter().filter(|other| Some(*other) != uncounted);
        counted.zip(1..).find(|(other, _)| *other == film).map(|(_, place)| place)
    };
    let shown = Request { sort: Sort::default(), ..request.clone() };
    let all = Request { variety: 0.0, limit: bundle.catalogue.pool, ..shown.clone() };
    let behind = |place: u32| place.max(request.limit.saturating_add(1));
    at(&shown).or_else(|| at(&all).map(behind))
}
