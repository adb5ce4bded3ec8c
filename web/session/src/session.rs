//! One member's session with one bundle: everything the worker computes, without anything of a browser.

mod asides;
mod night;

use crate::language::{self, Label, say};
use crate::protocol::{
    BundleSummary, DroppedFile, FilmSummary, ImportFiles, Recommend, Report, ShelfView, encode_reply,
};
use crate::storage::film_key::FilmKey;
use crate::storage::kept::{Backup, Keep, KeptCorrection, KeptPick, KeptRemark, Ledger};
use crate::storage::{Remembered, ToRemember};
use crate::{sample, view};
use halfstar_core::bundle::BundleError;
use halfstar_core::film::{FilmId, Stars};
use halfstar_core::filters::Filters;
use halfstar_core::import::{Day, Entry, Import, NamedFile, Warning, import};
use halfstar_core::matching::{Correction, Matching, TitleIndex, match_entries};
use halfstar_core::opinions::Opinions;
use halfstar_core::recommend::{recommend, recommend_from};
use halfstar_core::record::{Change, Recommended, Record};
use halfstar_core::remarks::{self, Remark, Says};
use halfstar_core::search::SearchIndex;
use halfstar_core::taste::{Lists, Scope, Statement, Taste, lists, merge};
use halfstar_core::trial::{Part, Trial};
use halfstar_core::{Bundle, Request, Shelf};
use std::collections::BTreeMap;

/// So many films of a shelf count as recommended: what a screen or two shows.
const NOTED: usize = 24;
/// No more are remembered; the oldest go first.
const MOST_NOTED: usize = 1_000;
/// So many films are found by what is typed.
const FOUND: usize = 8;

/// A bundle, and a member of whom something is known.
pub struct Session {
    bundle: Bundle,
    /// Built when first needed: the bundle is worth showing before.
    titles: Option<TitleIndex>,
    search: Option<SearchIndex>,
    /// Whether the details are there.
    pub has_details: bool,
    member: Profile,
    /// Who joined for a night.
    guests: Vec<night::Visitor>,
    /// Who left last, and from which place.
    left: Option<(usize, night::Visitor)>,
    /// The day it is, if whoever runs this has a clock.
    today: Option<Day>,
    /// What the member said and was told. It outlives imports, and a look at the sample.
    own: Own,
}

/// Whose taste it is.
#[derive(Default)]
struct Profile {
    import: Import,
    /// The made-up member's corrections; an own export's are [`Own::corrections`].
    corrections: Vec<Correction>,
    is_own: bool,
    matching: Matching,
    /// What the files say, without the remarks.
    statements: BTreeMap<FilmId, Statement>,
    lists: Lists,
    scope: Scope,
    /// How the files differ from the member's last.
    change: Option<Change>,
    /// Those last files, where both are to be compared again once every film is there.
    before: Option<Import>,
    taste: Taste,
    /// Kept from one turned dial to the next; none while there is nobody.
    opinions: Option<Opinions>,
    record: Record,
}

/// What the member said and was told.
#[derive(Default)]
struct Own {
    corrections: Vec<Correction>,
    remarks: Vec<Remark>,
    recommended: Vec<Recommended>,
    /// What is remembered of films that are not there yet.
    waiting: Ledger,
    /// Whether it was changed since it was last kept.
    changed: bool,
}

impl Session {
    /// A session with nobody yet.
    pub fn new(bundle: Bundle) -> Self {
        Self {
            bundle,
            titles: None,
            search: None,
            has_details: false,
            member: Profile::default(),
            guests: Vec::new(),
            left: None,
            today: None,
            own: Own::default(),
        }
    }

    /// Tells it the day: what was recommended on an earlier one is no news.
    pub fn set_today(&mut self, today: Day) {
        self.today = Some(today);
    }

    /// What the page needs to know of the bundle.
    pub fn summary(&self) -> BundleSummary {
        view::bundle_summary(&self.bundle)
    }

    /// Adds what arrives later: the films that are only matched, original titles and other services' numbers. All rows are
    /// matched anew, those too that had found a film: theirs may have come only now. A new report where that can differ.
    ///
    /// # Errors
    /// Any [`BundleError`]; all is then as it was.
    pub fn add_details(&mut self, bytes: &[u8]) -> Result<Option<Report>, BundleError> {
        let mut is_news = !self.bundle.is_whole();
        self.bundle.add_details(bytes)?;
        (self.titles, self.search, self.has_details) = (None, None, true);
        self.weigh_guests();
        let waiting = std::mem::take(&mut self.own.waiting);
        is_news |= !waiting.is_empty();
        self.take_up(waiting);
        let matched = std::mem::take(&mut self.member.matching);
        self.match_again();
        if let Some(before) = self.member.before.take() {
            let before = self.statements_of(&before);
            self.compare(&before);
        }
        let is_nobody = !self.member.is_own && self.member.import.entries.is_empty();
        is_news |= self.member.matching != matched;
        Ok(if is_nobody || !is_news { None } else { Some(self.understand()) })
    }

    /// Whether these files would be understood better with the details: they carry numbers of other services.
    pub fn wants_details(&self, import: &Import) -> bool {
        let is_foreign = |entry: &Entry| entry.letterboxd_id.is_none() && entry.imdb_id.or(entry.tmdb_id).is_some();
        !self.has_details && import.entries.iter().any(is_foreign)
    }

    /// Plays an import through with the made-up member, while nobody waits. A browser compiles a function when it is first
    /// called, and well after many calls: without it the first shelf takes twice as long as the second.
    pub fn warm_up(&mut self) {
        self.prepare();
        if !self.member.is_own {
            let member = std::mem::take(&mut self.member);
            if let Ok(report) = self.import(&sample::many_files(), false, None) {
                let view = self.view(self.shelf(&Request::default()), &Filters::default());
                encode_reply::<ImportFiles>(&Some(report));
                encode_reply::<Recommend>(&view);
            }
            self.member = member;
        }
    }

    fn prepare(&mut self) {
        if self.titles.is_none() {
            self.titles = Some(TitleIndex::new(&self.bundle.catalogue));
        }
    }

    /// Reads and matches files; `own` says whether they are the member's, to be remembered.
    ///
    /// # Errors
    /// A sentence when there is no film in them; the member then stays who they were.
    pub fn import(&mut self, files: &[DroppedFile], own: bool, today: Option<Day>) -> Result<Report, String> {
        read(files, today).map(|import| self.accept(import, own))
    }

    /// Makes an import the member's.
    pub fn accept(&mut self, import: Import, own: bool) -> Report {
        let before = std::mem::take(&mut self.member);
        let had_files = own && before.is_own && !before.statements.is_empty();
        self.member = Profile { import, is_own: own, ..Profile::default() };
        self.match_again();
        if had_files {
            self.compare(&before.statements);
            self.member.before = Some(before.import).filter(|_| !self.bundle.is_whole());
        }
        self.understand()
    }

    /// Notes how the files differ from what was said before.
    fn compare(&mut self, before: &BTreeMap<FilmId, Statement>) {
        let change = Change::new(before, &self.member.statements);
        self.member.change = Some(change).filter(|change| *change != Change::default());
    }

    /// What other files of the member's say.
    fn statements_of(&self, import: &Import) -> BTreeMap<FilmId, Statement> {
        let Some(titles) = &self.titles else { return BTreeMap::new() };
        merge(&import.entries, &match_entries(&self.bundle.catalogue, titles, import, &self.own.corrections))
    }

    /// Rows with this title and year mean this film; later answers win.
    pub fn correct(&mut self, title: String, year: Option<u16>, film: FilmId) -> Report {
        if film.index() < self.bundle.catalogue.len() {
            self.own.changed |= self.member.is_own;
            let corrections = if self.member.is_own { &mut self.own.corrections } else { &mut self.member.corrections };
            corrections.retain(|known| known.title != title || known.year != year);
            if self.member.is_own {
                self.own.waiting.corrections.retain(|known| known.title != title || known.year != year);
            }
            corrections.push(Correction { title, year, film });
        }
        self.match_again();
        self.understand()
    }

    /// The member says something of a film, or takes it back. Who said nothing before becomes a member by it.
    pub fn remark(&mut self, film: FilmId, says: Option<Says>, day: Option<Day>) -> Report {
        if !self.member.is_own {
            self.member = Profile { is_own: true, ..Profile::default() };
        }
        if film.index() < self.bundle.catalogue.len() {
            self.own.remarks.retain(|known| known.film != film);
            self.own.remarks.extend(says.map(|says| Remark { film, says, day }));
            self.own.changed = true;
        }
        self.understand()
    }

    /// Films by what is typed.
    pub fn search(&mut self, typed: &str) -> Vec<FilmSummary> {
        let Self { bundle, search, .. } = self;
        let search = search.get_or_insert_with(|| SearchIndex::new(&bundle.catalogue));
        let found = search.search(&bundle.catalogue, typed, FOUND);
        found.into_iter().map(|film| view::film_summary(&self.bundle.catalogue, film, self.rating(film))).collect()
    }

    fn rating(&self, film: FilmId) -> Option<Stars> {
        self.member.taste.evidence_of(film)?.rating
    }

    /// Back to nobody.
    pub fn forget(&mut self) {
        self.own = Own::default();
        self.member = Profile::default();
        self.guests.clear();
        self.left = None;
    }

    /// What is to be remembered, if the member is not the made-up one: all of it, or what has changed since it was last
    /// asked for.
    pub fn keep(&mut self, all: bool) -> Option<ToRemember> {
        let changed = std::mem::take(&mut self.own.changed);
        if !self.member.is_own || !(all || changed) {
            return None;
        }
        Some(ToRemember { import: all.then(|| self.member.import.clone()), ledger: Some(self.ledger()) })
    }

    /// Everything that is remembered, as one file.
    pub fn backup(&mut self) -> Vec<u8> {
        let import = if self.member.is_own { self.member.import.clone() } else { Import::default() };
        Backup(import, self.ledger()).encode()
    }

    /// What the member said and was told, in words that another bundle understands.
    fn ledger(&mut self) -> Ledger {
        self.prepare();
        let Self { bundle: Bundle { catalogue, .. }, titles: Some(titles), own, .. } = self else {
            return Ledger::default();
        };
        let key = |film| FilmKey::new(catalogue, titles, film);
        let mut ledger = own.waiting.clone();
        for Correction { title, year, film } in &own.corrections {
            ledger.corrections.push(KeptCorrection { title: title.clone(), year: *year, film: key(*film) });
        }
        for &Remark { film, says, day } in &own.remarks {
            ledger.remarks.push(KeptRemark { film: key(film), says, day });
        }
        for &Recommended { film, stars, day } in &own.recommended {
            ledger.recommended.push(KeptPick { film: key(film), stars, day });
        }
        ledger
    }

    /// Takes up what was remembered, perhaps with another bundle; a report if that makes somebody.
    pub fn restore(&mut self, mut remembered: Remembered) -> Option<Report> {
        remembered.hold_to_bounds(self.today);
        let changed = self.own.changed;
        self.own = Own { changed, ..Own::default() };
        self.take_up(remembered.ledger);
        let has_files = remembered.import.as_ref().is_some_and(|import| !import.entries.is_empty());
        if !has_files && self.own.remarks.is_empty() && self.own.waiting.remarks.is_empty() {
            return None;
        }
        self.member = Profile { import: remembered.import.unwrap_or_default(), is_own: true, ..Profile::default() };
        self.match_again();
        Some(self.understand())
    }

    /// Finds the films of what was remembered. What means none waits for the films that are not there yet, or is dropped.
    fn take_up(&mut self, ledger: Ledger) {
        self.prepare();
        let Self { bundle, titles: Some(titles), own, .. } = self else { return };
        let (catalogue, is_whole) = (&bundle.catalogue, bundle.is_whole());
        let find = |key: &FilmKey| {
            // By its name alone a film is known only where no other can turn up.
            let is_sure = |film: &FilmId| is_whole || catalogue.letterboxd_id(*film) == key.letterboxd_id;
            key.resolve(catalogue, titles).filter(is_sure)
        };
        let mut waiting = Ledger::default();
        // Older than what was said meanwhile, which therefore stands behind, and wins.
        let mut corrections = found(ledger.corrections, &mut waiting.corrections, |known| {
            Some(Correction { film: find(&known.film)?, title: known.title.clone(), year: known.year })
        });
        corrections.retain(|old| own.corrections.iter().all(|new| new.title != old.title || new.year != old.year));
        corrections.append(&mut own.corrections);
        let mut remarks = found(ledger.remarks, &mut waiting.remarks, |known| {
            Some(Remark { film: find(&known.film)?, says: known.says, day: known.day })
        });
        remarks.retain(|old| own.remarks.iter().all(|new| new.film != old.film));
        remarks.append(&mut own.remarks);
        let mut recommended = found(ledger.recommended, &mut waiting.recommended, |known| {
            Some(Recommended { film: find(&known.film)?, stars: known.stars, day: known.day })
        });
        recommended.retain(|old| own.recommended.iter().all(|new| new.film != old.film));
        recommended.append(&mut own.recommended);
        (own.corrections, own.remarks, own.recommended) = (corrections, remarks, recommended);
        own.waiting = if is_whole { Ledger::default() } else { waiting };
    }

    /// Goes by these of the member's films from now on.
    pub fn go_by(&mut self, scope: &Scope) {
        if *scope != self.member.scope {
            self.member.scope = scope.clone();
            self.weigh();
        }
    }

    /// Hides a part of the member's films and asks for it back.
    pub fn trial(&self, part: Part) -> Trial {
        Trial::of_part(&self.bundle, &self.statements(), part)
    }

    /// What files and remarks say together.
    fn statements(&self) -> BTreeMap<FilmId, Statement> {
        let mut statements = self.member.statements.clone();
        if self.member.is_own {
            remarks::apply(&mut statements, &self.own.remarks);
        }
        statements
    }

    /// The shelf as core computes it.
    pub fn shelf(&self, request: &Request) -> Shelf {
        let taste = &self.member.taste;
        match &self.member.opinions {
            Some(opinions) => recommend_from(&self.bundle, taste, opinions, request),
            None => recommend(&self.bundle, taste, request),
        }
    }

    /// Notes what a shelf recommends to the member, for the day when a later export tells how it fared.
    pub fn note(&mut self, shelf: &Shelf, day: Option<Day>) {
        if !self.member.is_own {
            return;
        }
        let noted = &mut self.own.recommended;
        for pick in shelf.picks.iter().take(NOTED) {
            if noted.iter().all(|known| known.film != pick.film) {
                // As the model has it: what was learnt of our errors is measured against that.
                let stars = (pick.predicted_stars - self.member.taste.lift).clamp(0.5, 5.0);
                noted.push(Recommended { film: pick.film, stars, day });
                self.own.changed = true;
            }
        }
        noted.drain(..noted.len().saturating_sub(MOST_NOTED));
    }

    /// The shelf of these filters as the page shows it, but for the time it took.
    pub fn view(&self, shelf: Shelf, filters: &Filters) -> ShelfView {
        let learned = self.member.opinions.as_ref().map_or_else(Default::default, Opinions::default_weights);
        let problems = filters.check(&self.bundle, &self.member.taste);
        let problems = problems.iter().map(|problem| problem.sentence(language::words())).collect();
        let waits = !self.has_details && filters.waiting_for_details().next().is_some();
        ShelfView { waits, ..view::shelf(&self.bundle.catalogue, shelf, learned, problems) }
    }

    /// Finds the films of the files' rows.
    fn match_again(&mut self) {
        self.prepare();
        let Self { bundle, titles, member, own, .. } = self;
        let corrections = if member.is_own { &own.corrections } else { &member.corrections };
        if let Some(titles) = titles {
            member.matching = match_entries(&bundle.catalogue, titles, &member.import, corrections);
        }
        member.statements = merge(&member.import.entries, &member.matching);
        member.lists = lists(&member.import, &member.matching);
    }

    /// Reads the taste off what is known, and reports.
    fn understand(&mut self) -> Report {
        let statements = self.weigh();
        let Self { bundle, member, own, .. } = self;
        let catalogue = &bundle.catalogue;
        let mut report = view::report(bundle, &member.import, &member.matching, &statements);
        view::loved(catalogue, &mut report, &Taste::new(&statements, &bundle.tuning));
        report.was_here = member.is_own && own.recommended.iter().any(|known| known.day < self.today);
        view::said(catalogue, &mut report, if member.is_own { &own.remarks } else { &[] });
        view::fared(catalogue, &mut report, member.change.as_ref(), &member.record);
        report
    }

    /// Reads the taste off what is known, which it returns.
    fn weigh(&mut self) -> BTreeMap<FilmId, Statement> {
        let statements = self.statements();
        let Self { bundle, member, own, .. } = self;
        member.record = Record::default();
        if member.is_own {
            // What is said on the page itself is no answer from outside.
            member.record = Record::new(&own.recommended, &member.statements);
        }
        member.taste =
            Taste::within(&statements, member.lists.clone(), &bundle.catalogue, &bundle.tuning, &member.scope);
        member.taste.lift = member.record.lift;
        if member.is_own {
            let before = own.recommended.iter().filter(|known| known.day < self.today);
            member.taste.note_shown(before.map(|known| known.film));
        }
        member.opinions = Some(Opinions::of(bundle, &member.taste));
        statements
    }
}

/// What was found of what is remembered; the rest waits.
fn found<K, T>(kept: Vec<K>, waiting: &mut Vec<K>, find: impl Fn(&K) -> Option<T>) -> Vec<T> {
    let mut found = Vec::with_capacity(kept.len());
    for known in kept {
        match find(&known) {
            Some(known) => found.push(known),
            None => waiting.push(known),
        }
    }
    found
}

/// Reads files; those that the page left out are told of with the rest.
///
/// # Errors
/// A sentence when there is no film in them.
pub fn read(files: &[DroppedFile], today: Option<Day>) -> Result<Import, String> {
    let whole = files.iter().filter(|file| file.left_out.is_none());
    let named: Vec<_> = whole.map(|file| NamedFile { name: &file.name, bytes: &file.bytes }).collect();
    let mut import = import(&named);
    if let Some(today) = today {
        import.forget_future(today);
    }
    let left_out = |file: &DroppedFile| Some(Warning::of_file(&file.name, file.left_out?, &[]));
    import.warnings.extend(files.iter().filter_map(left_out));
    if import.entries.is_empty() { Err(nothing_found(&import)) } else { Ok(import) }
}

fn nothing_found(import: &Import) -> String {
    match import.warnings.first() {
        Some(warning) => [warning.file.as_str(), ": ", &warning.sentence(language::words())].concat(),
        None => say(Label::NothingInThere).to_owned(),
    }
}
