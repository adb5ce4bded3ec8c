//! Which of two films the member liked more: what to ask, what they say, and where a film stands by it.

use super::{Profile, Session};
use crate::protocol::{FilmSummary, PlacedView, Report};
use crate::storage::ledger::KeptComparison;
use crate::view;
use halfstar_core::comparisons::Comparison;
use halfstar_core::elicit;
use halfstar_core::film::{FilmId, Stars};
use halfstar_core::opinions::Opinions;
use halfstar_core::predict::Interval;
use halfstar_core::taste::Taste;

impl Session {
    /// Which two films to ask about next; nothing where there are no two left.
    pub fn next_duel(&self) -> Option<[FilmSummary; 2]> {
        let Self { bundle, member, own, .. } = self;
        let ask = |opinions: &Opinions| elicit::next_duel(bundle, &member.taste, opinions, &own.comparisons);
        // Of somebody of whom nothing is known there are none.
        let films = member.opinions.as_ref().map_or_else(|| ask(&Opinions::of(bundle, &member.taste)), ask)?;
        Some(films.map(|film| view::film_summary(&bundle.catalogue, film, self.rating(film))))
    }

    /// The member says which of two films they liked more, or takes it back.
    pub fn compare(&mut self, comparison: Comparison, take_back: bool, at: u64) -> Report {
        if !self.member.is_own {
            self.member = Profile { is_own: true, ..Profile::default() };
        }
        if let [Some(first), Some(second)] = comparison.films.map(|film| self.key(film)) {
            let said = Some(comparison).filter(|_| !take_back);
            if let Some(kept) = KeptComparison::new([first, second], said.map(|said| said.answer), at) {
                self.own.ledger.compare(kept);
                self.own.comparisons.retain(|known| !known.is_of(comparison.films));
                self.own.comparisons.extend(said);
                self.own.changed = true;
            }
        }
        self.understand()
    }

    /// Where a film stands among those that the member rated.
    pub fn place(&self, film: FilmId) -> Option<PlacedView> {
        let Self { bundle, member, own, .. } = self;
        let opinions = member.opinions.as_ref().filter(|_| film.index() < bundle.catalogue.len())?;
        let place = |taste: &Taste, opinions: &Opinions| elicit::place(bundle, taste, opinions, film, &own.comparisons);
        // What they gave it already is what is asked for.
        let placed = if self.rating(film).is_some() {
            let mut others = self.statements();
            others.remove(&film);
            let taste = member.taste.made_of(&others, &bundle.catalogue, &bundle.tuning, &member.scope);
            place(&taste, &Opinions::of(bundle, &taste))
        } else {
            place(&member.taste, opinions)
        };
        let summary = |film| view::film_summary(&bundle.catalogue, film, self.rating(film));
        Some(PlacedView {
            film: summary(film),
            stars: placed.stars,
            likely: Interval::ratings(placed.likely).unwrap_or([Stars::MOST; 2]),
            next: placed.next.filter(|_| !placed.is_done()).map(summary),
            compared: placed.compared,
        })
    }
}
