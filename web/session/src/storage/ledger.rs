//! What the member said and was told, whatever they import.
//!
//! Two tabs, or a tab and a backup, may each know what the other does not. [`Ledger::merge`] keeps what both know: of two
//! things said of one film the later stands, and taking something back is a thing said. So it does not matter who writes
//! first, nor how often: merging is commutative, associative and idempotent, and nothing is lost but what was overruled.
//!
//! Each list has one entry a film (or a title, or two films), in the order of their identity, and so all but that of pairs are
//! no longer than the catalogue. [`Ledger::tidy`] keeps it shorter still. It is no part of merging, which has to come to the same everywhere.

mod written;

use super::film_key::FilmKey;
use halfstar_core::comparisons::Answer;
use halfstar_core::container::write;
use halfstar_core::import::Day;
use halfstar_core::import::kept::day;
use halfstar_core::remarks::Says;
use halfstar_core::tonight::{Kind, REST};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
pub(super) use written::{WrittenSays, picks};
use written::{comparisons, nights, presets, remarks};

/// No more recommendations are remembered; the oldest go first.
pub const MOST_RECOMMENDED: usize = 2_000;
/// No more pairs of films are remembered; those that were compared first go first.
pub const MOST_COMPARED: usize = 5_000;
/// So long it is remembered that something was taken back, in milliseconds. A tab that still knows what was said, and was
/// not told, would bring it back: none stays open for three months.
const TAKEN_BACK: u64 = 90 * MILLISECONDS_A_DAY;
const MILLISECONDS_A_DAY: u64 = 86_400_000;
/// No clock of a person's says more than JavaScript can count to; what does was not written by one.
const LATEST: u64 = 1 << 53;

/// What the member said and was told.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ledger {
    /// What rows mean, where they were asked or mended it.
    pub corrections: Vec<KeptCorrection>,
    /// What they said about films on the page.
    #[serde(deserialize_with = "remarks")]
    pub remarks: Vec<KeptRemark>,
    /// What was recommended.
    #[serde(deserialize_with = "picks")]
    pub recommended: Vec<KeptPick>,
    /// What was offered for which evening; of a film, the last one.
    #[serde(deserialize_with = "nights")]
    pub nights: Vec<KeptNight>,
    /// Shelves of the member's own.
    #[serde(deserialize_with = "presets")]
    pub presets: Vec<KeptPreset>,
    /// What they said of two films.
    #[serde(deserialize_with = "comparisons")]
    pub comparisons: Vec<KeptComparison>,
}

/// A shelf of the member's own: everything that is turned, under a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptPreset {
    /// What they call it.
    pub name: String,
    /// What is turned, as [`halfstar_core::address`] writes it; nothing if it was removed.
    pub view: Option<String>,
    /// When that was said, in milliseconds since 1970.
    pub at: u64,
}

/// A correction that survives a new bundle, which numbers films anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptCorrection {
    /// The title as the rows write it.
    pub title: String,
    /// The year as the rows write it.
    pub year: Option<u16>,
    /// The film meant.
    pub film: FilmKey,
    /// When it was made, in milliseconds since 1970.
    pub at: u64,
}

/// A remark that survives a new bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KeptRemark {
    /// The film.
    pub film: FilmKey,
    /// What was said; nothing if it was taken back.
    pub says: Option<Says>,
    /// On which day.
    pub day: Option<Day>,
    /// When, in milliseconds since 1970.
    pub at: u64,
}

/// A recommendation that survives a new bundle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeptPick {
    /// The film.
    pub film: FilmKey,
    /// The stars we predicted.
    pub stars: f32,
    /// When it was first on the shelf.
    #[serde(deserialize_with = "day")]
    pub day: Option<Day>,
}

/// A film that was offered for an evening, so that a new bundle finds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptNight {
    /// The film.
    pub film: FilmKey,
    /// Which evening.
    pub day: Day,
    /// Why it was offered.
    pub kind: Kind,
    /// Whether it was skipped.
    pub is_skipped: bool,
}

/// What was said of two films, so that a new bundle finds them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptComparison {
    /// The two, in the order of their identity: there is one entry about both, in whichever order they were shown.
    pub films: [FilmKey; 2],
    /// Which was liked more; nothing if that was taken back.
    pub answer: Option<Answer>,
    /// When that was said, in milliseconds since 1970.
    pub at: u64,
}

impl KeptComparison {
    /// Of two films in the order in which they were shown; nothing if they are the same.
    pub fn new([first, second]: [FilmKey; 2], answer: Option<Answer>, at: u64) -> Option<Self> {
        let order = first.identity().cmp(&second.identity());
        match order {
            Ordering::Less => Some(Self { films: [first, second], answer, at }),
            Ordering::Equal => None,
            Ordering::Greater => Some(Self { films: [second, first], answer: answer.map(Answer::turned), at }),
        }
    }
}

impl Ledger {
    /// Whether nothing was said, and nothing recommended.
    pub fn is_empty(&self) -> bool {
        let is_silent = self.corrections.is_empty() && self.remarks.is_empty();
        let was_told = !self.recommended.is_empty() || !self.nights.is_empty();
        is_silent && !was_told && self.presets.is_empty() && self.comparisons.is_empty()
    }

    /// The member says something of a film, after all that was said of it before: a clock that was set back changes no
    /// order.
    pub fn say(&mut self, mut remark: KeptRemark) {
        remark.at = remark.at.max(after(&self.remarks, &remark));
        add(&mut self.remarks, remark);
    }

    /// The member says what a title means, likewise.
    pub fn mend(&mut self, mut correction: KeptCorrection) {
        correction.at = correction.at.max(after(&self.corrections, &correction));
        add(&mut self.corrections, correction);
    }

    /// The member keeps a shelf under a name, or removes it, likewise.
    pub fn keep(&mut self, mut preset: KeptPreset) {
        preset.at = preset.at.max(after(&self.presets, &preset));
        add(&mut self.presets, preset);
    }

    /// The member says which of two films they liked more, or takes it back, likewise.
    pub fn compare(&mut self, mut comparison: KeptComparison) {
        comparison.at = comparison.at.max(after(&self.comparisons, &comparison));
        add(&mut self.comparisons, comparison);
        self.shorten();
    }

    /// A film is recommended, for the first time or again.
    pub fn note(&mut self, pick: KeptPick) {
        add(&mut self.recommended, pick);
        self.shorten();
    }

    /// A film is offered for an evening, or skipped on it.
    pub fn offer(&mut self, night: KeptNight) {
        add(&mut self.nights, night);
    }

    /// Takes in what another knows.
    pub fn merge(&mut self, other: Self) {
        other.corrections.into_iter().for_each(|correction| add(&mut self.corrections, correction));
        other.remarks.into_iter().for_each(|remark| add(&mut self.remarks, remark));
        other.recommended.into_iter().for_each(|pick| add(&mut self.recommended, pick));
        other.nights.into_iter().for_each(|night| add(&mut self.nights, night));
        other.presets.into_iter().for_each(|preset| add(&mut self.presets, preset));
        other.comparisons.into_iter().for_each(|comparison| add(&mut self.comparisons, comparison));
    }

    /// Lets go of what is not needed any more at this time: recommendations beyond the latest two thousand, comparisons beyond
    /// the latest five thousand, evenings after which their films have rested, and after three months that something was taken
    /// back or removed.
    pub fn tidy(&mut self, now: u64) {
        self.remarks.retain(|remark| remark.says.is_some() || now.saturating_sub(remark.at) < TAKEN_BACK);
        self.presets.retain(|preset| preset.view.is_some() || now.saturating_sub(preset.at) < TAKEN_BACK);
        self.comparisons.retain(|pair| pair.answer.is_some() || now.saturating_sub(pair.at) < TAKEN_BACK);
        let today = (now / MILLISECONDS_A_DAY) as i64;
        self.nights.retain(|night| today - i64::from(night.day.0) <= i64::from(REST) + 1);
        self.shorten();
    }

    fn shorten(&mut self) {
        while self.recommended.len() > MOST_RECOMMENDED {
            let oldest = self.recommended.iter().enumerate().min_by_key(|(_, pick)| pick.day);
            let Some((place, _)) = oldest else { break };
            self.recommended.remove(place);
        }
        while self.comparisons.len() > MOST_COMPARED {
            let oldest = self.comparisons.iter().enumerate().min_by_key(|(_, comparison)| comparison.at);
            let Some((place, _)) = oldest else { break };
            self.comparisons.remove(place);
        }
    }

    /// The same from lists of any order, as bytes may hold them.
    pub(super) fn in_order(self) -> Self {
        let mut ordered = Self::default();
        ordered.merge(self);
        ordered.corrections.iter_mut().for_each(|correction| correction.at = correction.at.min(LATEST));
        ordered.remarks.iter_mut().for_each(|remark| remark.at = remark.at.min(LATEST));
        ordered.presets.iter_mut().for_each(|preset| preset.at = preset.at.min(LATEST));
        ordered.comparisons.iter_mut().for_each(|comparison| comparison.at = comparison.at.min(LATEST));
        ordered
    }
}

/// An entry of a ledger.
trait Entry: PartialEq + Serialize {
    /// What it is about: there is one entry about each.
    fn about(&self) -> impl Ord + '_;

    /// Of two about the same, that with the greater of these stands.
    fn stands(&self) -> i64;
}

impl Entry for KeptCorrection {
    fn about(&self) -> impl Ord + '_ {
        (self.title.as_str(), self.year)
    }

    fn stands(&self) -> i64 {
        self.at as i64
    }
}

impl Entry for KeptRemark {
    fn about(&self) -> impl Ord + '_ {
        self.film.identity()
    }

    fn stands(&self) -> i64 {
        self.at as i64
    }
}

impl Entry for KeptPreset {
    fn about(&self) -> impl Ord + '_ {
        self.name.as_str()
    }

    fn stands(&self) -> i64 {
        self.at as i64
    }
}

impl Entry for KeptComparison {
    fn about(&self) -> impl Ord + '_ {
        let [first, second] = &self.films;
        (first.identity(), second.identity())
    }

    fn stands(&self) -> i64 {
        self.at as i64
    }
}

impl Entry for KeptPick {
    fn about(&self) -> impl Ord + '_ {
        self.film.identity()
    }

    /// It is remembered when a film was first recommended.
    fn stands(&self) -> i64 {
        self.day.map_or(i64::MIN, |day| -i64::from(day.0))
    }
}

impl Entry for KeptNight {
    fn about(&self) -> impl Ord + '_ {
        self.film.identity()
    }

    /// The last evening counts, and on it that the film was skipped.
    fn stands(&self) -> i64 {
        i64::from(self.day.0) * 2 + i64::from(self.is_skipped)
    }
}

fn place<E: Entry>(list: &[E], of: &E) -> Result<usize, usize> {
    list.binary_search_by(|known| known.about().cmp(&of.about()))
}

/// A moment after what is known about the same.
fn after<E: Entry>(list: &[E], of: &E) -> u64 {
    place(list, of).map_or(0, |place| list[place].stands() as u64 + 1)
}

/// Puts an entry in its place, unless what stands there does so with more right.
fn add<E: Entry>(list: &mut Vec<E>, new: E) {
    match place(list, &new) {
        Err(place) => list.insert(place, new),
        Ok(place) => {
            let known = &list[place];
            let stands = match new.stands().cmp(&known.stands()) {
                // Either would do, but it has to be the same one everywhere.
                Ordering::Equal => new != *known && write(&new) > write(known),
                order => order.is_gt(),
            };
            if stands {
                list[place] = new;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use halfstar_core::film::Stars;
    use proptest::prelude::*;

    /// One of a few films: two tabs have to meet.
    fn film() -> impl Strategy<Value = FilmKey> {
        (0..6u16).prop_map(|of| {
            let letterboxd_id = (of < 4).then_some(1000 + u32::from(of));
            FilmKey { letterboxd_id, title: "Crash".to_owned(), year: Some(2004), place: of }
        })
    }

    fn says() -> impl Strategy<Value = Option<Says>> {
        prop::sample::select(vec![None, Some(Says::Rated(Stars::THREE)), Some(Says::Dismissed), Some(Says::Wanted)])
    }

    fn day() -> impl Strategy<Value = Option<Day>> {
        prop::option::of((0..4).prop_map(Day))
    }

    fn ledger() -> impl Strategy<Value = Ledger> {
        let remark =
            (film(), says(), day(), 0..5u64).prop_map(|(film, says, day, at)| KeptRemark { film, says, day, at });
        let correction = (0..3u8, prop::option::of(1990..1992u16), film(), 0..5u64);
        let correction =
            correction.prop_map(|(title, year, film, at)| KeptCorrection { title: title.to_string(), year, film, at });
        let pick = (film(), 1..5u8, day());
        let pick = pick.prop_map(|(film, stars, day)| KeptPick { film, stars: f32::from(stars), day });
        let night = (film(), 0..4, prop::sample::select(Kind::ALL.to_vec()), any::<bool>());
        let night = night.prop_map(|(film, day, kind, is_skipped)| KeptNight { film, day: Day(day), kind, is_skipped });
        let preset = (0..3u8, prop::option::of(0..3u8), 0..5u64).prop_map(|(name, view, at)| KeptPreset {
            name: name.to_string(),
            view: view.map(|view| view.to_string()),
            at,
        });
        let lists = (
            prop::collection::vec(comparison(), 0..9),
            prop::collection::vec(correction, 0..5),
            prop::collection::vec(remark, 0..9),
            prop::collection::vec(pick, 0..9),
            prop::collection::vec(night, 0..9),
            prop::collection::vec(preset, 0..5),
        );
        lists.prop_map(|(comparisons, corrections, remarks, recommended, nights, presets)| {
            Ledger { corrections, remarks, recommended, nights, presets, comparisons }.in_order()
        })
    }

    fn answer() -> impl Strategy<Value = Option<Answer>> {
        prop::option::of(prop::sample::select(Answer::ALL.to_vec()))
    }

    fn comparison() -> impl Strategy<Value = KeptComparison> {
        (film(), film(), answer(), 0..5u64).prop_filter_map("one film alone", |(first, second, answer, at)| {
            KeptComparison::new([first, second], answer, at)
        })
    }

    fn merged(mut one: Ledger, other: &Ledger) -> Ledger {
        one.merge(other.clone());
        one
    }

    proptest! {
        #[test]
        fn it_does_not_matter_who_writes_first_or_how_often(a in ledger(), b in ledger(), c in ledger()) {
            let ab = merged(a.clone(), &b);
            prop_assert_eq!(&merged(b.clone(), &a), &ab, "commutative");
            prop_assert_eq!(merged(ab.clone(), &c), merged(a.clone(), &merged(b.clone(), &c)), "associative");
            prop_assert_eq!(&merged(ab.clone(), &b), &ab, "idempotent");
        }

        #[test]
        fn nothing_is_lost_but_what_was_overruled(a in ledger(), b in ledger()) {
            let both = merged(a.clone(), &b);
            for old in a.remarks.iter().chain(&b.remarks) {
                let now = both.remarks.iter().find(|now| now.film.identity() == old.film.identity());
                prop_assert!(now.is_some_and(|now| now.stands() >= old.stands()));
            }
            for old in a.corrections.iter().chain(&b.corrections) {
                let now = both.corrections.iter().find(|now| (&now.title, now.year) == (&old.title, old.year));
                prop_assert!(now.is_some_and(|now| now.stands() >= old.stands()));
            }
            for old in a.recommended.iter().chain(&b.recommended) {
                let now = both.recommended.iter().find(|now| now.film.identity() == old.film.identity());
                prop_assert!(now.is_some_and(|now| now.stands() >= old.stands()));
            }
            for old in a.nights.iter().chain(&b.nights) {
                let now = both.nights.iter().find(|now| now.film.identity() == old.film.identity());
                prop_assert!(now.is_some_and(|now| now.stands() >= old.stands()));
            }
            for old in a.presets.iter().chain(&b.presets) {
                let now = both.presets.iter().find(|now| now.name == old.name);
                prop_assert!(now.is_some_and(|now| now.stands() >= old.stands()));
            }
            for old in a.comparisons.iter().chain(&b.comparisons) {
                let now = both.comparisons.iter().find(|now| now.about() == old.about());
                prop_assert!(now.is_some_and(|now| now.stands() >= old.stands()));
            }
            let known = |now: &KeptRemark| a.remarks.contains(now) || b.remarks.contains(now);
            prop_assert!(both.remarks.iter().all(known), "and nothing is made up");
        }

        /// In whichever order the two are shown, it is said of both, and the last word stands.
        #[test]
        fn there_is_one_word_about_two_films(before in ledger(), said in comparison(), now in answer()) {
            let [first, second] = said.films.clone();
            let is_about = |known: &&KeptComparison| known.films == said.films;
            let mut after = before.clone();
            after.compare(said.clone());
            after.compare(KeptComparison::new([second, first], now, 0).expect("two films"));
            let known: Vec<_> = after.comparisons.iter().filter(is_about).collect();
            prop_assert_eq!(known.len(), 1);
            prop_assert_eq!(known[0].answer, now.map(Answer::turned));
            let both = merged(before, &after);
            prop_assert_eq!(both.comparisons.iter().find(is_about).map(|known| known.answer), Some(now.map(Answer::turned)));
        }

        #[test]
        fn what_is_said_last_stands_whatever_the_clock_says(before in ledger(), film in film(), says in says()) {
            let remark = KeptRemark { film, says, day: None, at: 0 };
            let mut after = before.clone();
            after.say(remark.clone());
            let now = |ledger: &Ledger| {
                let about = ledger.remarks.iter().find(|now| now.film.identity() == remark.film.identity());
                about.map(|now| now.says)
            };
            prop_assert_eq!(now(&after), Some(says));
            prop_assert_eq!(now(&merged(before, &after)), Some(says));
        }
    }

    fn remark(letterboxd_id: u32, says: Option<Says>, at: u64) -> KeptRemark {
        let film = FilmKey { letterboxd_id: Some(letterboxd_id), title: String::new(), year: None, place: 0 };
        KeptRemark { film, says, day: None, at }
    }

    /// "Not for me" five times here, once in a tab that was opened before: all six are kept, and what was taken back is.
    #[test]
    fn two_tabs_are_both_kept() {
        let (mut here, mut there) = (Ledger::default(), Ledger::default());
        for film in 1..=5 {
            here.say(remark(film, Some(Says::Dismissed), 10 + u64::from(film)));
        }
        there.say(remark(6, Some(Says::Dismissed), 12));
        here.merge(there.clone());
        assert_eq!(here.remarks.len(), 6);
        here.say(remark(6, None, 20));
        there.merge(here.clone());
        assert_eq!(there, here);
        assert_eq!(there.remarks.iter().filter(|remark| remark.says.is_some()).count(), 5);
    }

    #[test]
    fn it_stays_short() {
        let mut ledger = Ledger::default();
        ledger.say(remark(1, None, 5));
        ledger.say(remark(2, Some(Says::Wanted), 5));
        for film in 0..MOST_RECOMMENDED as i32 + 30 {
            let film_key = remark(film as u32, None, 0).film;
            ledger.note(KeptPick { film: film_key, stars: 4.0, day: Some(Day(film / 10)) });
        }
        assert_eq!(ledger.recommended.len(), MOST_RECOMMENDED);
        assert!(ledger.recommended.iter().all(|pick| pick.day >= Some(Day(3))), "the oldest went");
        let mut other = Ledger::default();
        other.note(KeptPick { film: remark(0, None, 0).film, stars: 4.0, day: Some(Day(0)) });
        ledger.merge(other);
        ledger.tidy(TAKEN_BACK + 4);
        assert_eq!((ledger.recommended.len(), ledger.remarks.len()), (MOST_RECOMMENDED, 2));
        ledger.tidy(TAKEN_BACK + 5);
        assert_eq!(ledger.remarks.len(), 1, "what stands is never let go");
    }

    #[test]
    fn an_evening_is_let_go_once_its_films_have_rested() {
        let night = |id, day, is_skipped| KeptNight {
            film: remark(id, None, 0).film,
            day: Day(day),
            kind: Kind::Safe,
            is_skipped,
        };
        let mut ledger = Ledger::default();
        for (id, day, is_skipped) in [(1, 100, false), (2, 113, false), (2, 113, true), (2, 113, false)] {
            ledger.offer(night(id, day, is_skipped));
        }
        assert_eq!(ledger.nights, [night(1, 100, false), night(2, 113, true)], "what is skipped stays so");
        ledger.tidy(114 * MILLISECONDS_A_DAY);
        assert_eq!(ledger.nights.len(), 2, "days begin elsewhere earlier");
        ledger.tidy(115 * MILLISECONDS_A_DAY);
        assert_eq!(ledger.nights, [night(2, 113, true)]);
        ledger.offer(night(2, 200, false));
        assert_eq!(ledger.nights, [night(2, 200, false)], "another evening is another offer");
    }

    #[test]
    fn a_removed_shelf_stays_removed_and_is_let_go() {
        let preset =
            |view: Option<&str>, at| KeptPreset { name: "Rainy".to_owned(), view: view.map(str::to_owned), at };
        let (mut here, mut there) = (Ledger::default(), Ledger::default());
        here.keep(preset(Some("genres=War"), 5));
        there.merge(here.clone());
        here.keep(preset(None, 3));
        there.merge(here.clone());
        assert_eq!(there.presets, [preset(None, 6)], "a clock that was set back changes no order");
        there.tidy(TAKEN_BACK + 5);
        assert_eq!(there.presets.len(), 1);
        there.tidy(TAKEN_BACK + 6);
        assert!(there.is_empty());
    }

    fn compared(films: [u32; 2], answer: Option<Answer>, at: u64) -> KeptComparison {
        KeptComparison::new(films.map(|film| remark(film, None, 0).film), answer, at).expect("two films")
    }

    #[test]
    fn comparisons_are_let_go_as_remarks_are() {
        let mut ledger = Ledger::default();
        ledger.compare(compared([1, 2], Some(Answer::First), 5));
        ledger.compare(compared([2, 3], Some(Answer::Unknown), 5));
        ledger.compare(compared([3, 2], None, 2));
        assert_eq!(ledger.comparisons[1], compared([2, 3], None, 6), "a clock that was set back changes no order");
        ledger.tidy(TAKEN_BACK + 5);
        assert_eq!(ledger.comparisons.len(), 2);
        ledger.tidy(TAKEN_BACK + 6);
        assert_eq!(ledger.comparisons, [compared([1, 2], Some(Answer::First), 5)], "what stands is never let go");
        for film in 0..MOST_COMPARED as u32 {
            ledger.compare(compared([1, 10 + film], Some(Answer::Second), 100 + u64::from(film)));
        }
        assert_eq!(ledger.comparisons.len(), MOST_COMPARED);
        assert!(ledger.comparisons.iter().all(|known| known.at >= 100), "but the first of very many");
    }

    #[test]
    fn times_that_no_clock_shows_are_none() {
        let from_bytes = Ledger { remarks: vec![remark(2, None, u64::MAX), remark(1, None, 7)], ..Ledger::default() };
        let mut ledger = from_bytes.in_order();
        assert_eq!(ledger.remarks, [remark(1, None, 7), remark(2, None, LATEST)]);
        ledger.say(remark(2, Some(Says::Seen), 9));
        assert_eq!(ledger.remarks[1], remark(2, Some(Says::Seen), LATEST + 1), "a later word stands all the same");
        let said = compared([1, 2], Some(Answer::Equal), u64::MAX);
        let ledger = Ledger { comparisons: vec![said], ..Ledger::default() }.in_order();
        assert_eq!(ledger.comparisons, [compared([1, 2], Some(Answer::Equal), LATEST)]);
    }
}
