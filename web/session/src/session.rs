//! One member's session with one bundle: everything the worker computes, without anything of a browser.

mod asides;
mod comparing;
mod finding;
mod night;
mod tonight;

use crate::language::{self, Label, say};
use crate::protocol::{
    BundleSummary, DroppedFile, ImportFiles, KeepPreset, News, Preset, Recommend, Report, ShelfView, encode_reply,
};
use crate::storage::film_key::FilmKey;
use crate::storage::kept::{Backup, Keep};
use crate::storage::ledger::{KeptCorrection, KeptPick, KeptPreset, KeptRemark, Ledger, MOST_RECOMMENDED};
use crate::storage::{Chosen, Remembered, ToRemember};
use crate::{sample, view};
use halfstar_core::again::again;
use halfstar_core::bundle::BundleError;
use halfstar_core::comparisons::{self, Answer, Comparison};
use halfstar_core::film::{FilmId, FilmSet, Stars};
use halfstar_core::filters::Filters;
use halfstar_core::import::{Day, Entry, Import, NamedFile, Warning, import};
use halfstar_core::matching::{Correction, Matching, TitleIndex, match_entries};
use halfstar_core::opinions::Opinions;
use halfstar_core::recommend::{recommend, recommend_from};
use halfstar_core::record::{Change, Recommended, Record};
use halfstar_core::remarks::{self, Remark, Says};
use halfstar_core::search::SearchIndex;
use halfstar_core::tally::Tally;
use halfstar_core::taste::{Lists, Scope, Statement, Taste, lists, merge};
use halfstar_core::trial::{Part, Trial};
use halfstar_core::{Bundle, Request, Shelf};
use std::collections::BTreeMap;

/// So many films to watch again are a shelf.
const MOST_AGAIN: usize = 60;

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
    /// When the import's files were chosen.
    chosen: u64,
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
    /// The films that the files before these called seen; nothing where these were not read on this visit.
    seen_before: Option<FilmSet>,
    /// What the made-up member was offered for tonight; an own member's is [`Own::offers`].
    offers: Vec<tonight::Offer>,
}

/// What the member said and was told: as it is kept, and what of it is about films that are there, the latest last.
#[derive(Default)]
struct Own {
    ledger: Ledger,
    corrections: Vec<Correction>,
    remarks: Vec<Remark>,
    /// In the order in which they were answered.
    comparisons: Vec<Comparison>,
    recommended: Vec<Recommended>,
    /// What was offered for which evening.
    offers: Vec<tonight::Offer>,
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

    /// Tells it the day: what was recommended on an earlier one is no news. A new report where another day was known before,
    /// and somebody is there.
    pub fn set_today(&mut self, today: Day) -> Option<Report> {
        let is_another = self.today.replace(today).is_some_and(|before| before != today);
        let is_known = self.member.is_own || !self.member.import.entries.is_empty();
        (is_another && is_known).then(|| self.understand())
    }

    /// The day it is, if whoever runs this has a clock.
    pub fn today(&self) -> Option<Day> {
        self.today
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
        is_news |= self.take_up(Ledger::default());
        let matched = std::mem::take(&mut self.member.matching);
        self.match_again();
        if let Some(before) = self.member.before.take() {
            let before = self.statements_of(&before);
            self.note_change(&before);
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
        read(files, today).map(|import| self.accept(Chosen { import, at: 0 }, own))
    }

    /// Makes an import the member's.
    pub fn accept(&mut self, Chosen { import, at }: Chosen, own: bool) -> Report {
        let before = std::mem::take(&mut self.member);
        let had_files = own && before.is_own && !before.statements.is_empty();
        self.member = Profile { import, chosen: at, is_own: own, ..Profile::default() };
        self.match_again();
        self.member.seen_before = own.then(FilmSet::default);
        if had_files {
            self.note_change(&before.statements);
            self.member.before = Some(before.import).filter(|_| !self.bundle.is_whole());
        }
        self.understand()
    }

    /// Notes how the files differ from what was said before.
    fn note_change(&mut self, before: &BTreeMap<FilmId, Statement>) {
        let seen = before.iter().filter(|(_, statement)| statement.seen);
        self.member.seen_before = Some(seen.map(|(&film, _)| film).collect());
        let change = Change::new(before, &self.member.statements);
        self.member.change = Some(change).filter(|change| *change != Change::default());
    }

    /// What other files of the member's say.
    fn statements_of(&self, import: &Import) -> BTreeMap<FilmId, Statement> {
        let Some(titles) = &self.titles else { return BTreeMap::new() };
        merge(&import.entries, &match_entries(&self.bundle.catalogue, titles, import, &self.own.corrections))
    }

    /// Rows with this title and year mean this film; later answers win.
    pub fn correct(&mut self, title: String, year: Option<u16>, film: FilmId, at: u64) -> Report {
        if let Some(key) = self.key(film) {
            let corrections = if self.member.is_own {
                self.own.changed = true;
                self.own.ledger.mend(KeptCorrection { title: title.clone(), year, film: key, at });
                &mut self.own.corrections
            } else {
                &mut self.member.corrections
            };
            corrections.retain(|known| known.title != title || known.year != year);
            corrections.push(Correction { title, year, film });
        }
        self.match_again();
        self.understand()
    }

    /// Whether the films of a file that is no part of the export count as seen. These are other files from now on: other
    /// tabs take them up.
    pub fn count_file(&mut self, file: &str, counts: bool, at: u64) -> Report {
        self.member.import.answer(file, counts);
        self.member.chosen = self.member.chosen.max(at);
        self.match_again();
        self.understand()
    }

    /// The member says something of a film, or takes it back. Who said nothing before becomes a member by it.
    pub fn remark(&mut self, film: FilmId, says: Option<Says>, day: Option<Day>, at: u64) -> Report {
        if !self.member.is_own {
            self.member = Profile { is_own: true, ..Profile::default() };
        }
        if let Some(key) = self.key(film) {
            self.own.ledger.say(KeptRemark { film: key, says, day, at });
            self.own.remarks.retain(|known| known.film != film);
            self.own.remarks.extend(says.map(|says| Remark { film, says, day }));
            self.own.changed = true;
        }
        self.understand()
    }

    /// The member keeps a shelf of their own, gives one another name, or removes it.
    pub fn keep_preset(&mut self, KeepPreset { before, now }: KeepPreset, at: u64) -> Report {
        let is_gone = |name: &String| now.as_ref().is_none_or(|now| now.name != *name);
        if let Some(name) = before.filter(is_gone) {
            self.own.ledger.keep(KeptPreset { name, view: None, at });
        }
        if let Some(Preset { name, view }) = now {
            self.own.ledger.keep(KeptPreset { name, view: Some(view), at });
        }
        self.own.changed = true;
        self.understand()
    }

    /// A film, so that another bundle finds it again.
    fn key(&mut self, film: FilmId) -> Option<FilmKey> {
        self.prepare();
        let catalogue = &self.bundle.catalogue;
        let titles = self.titles.as_ref().filter(|_| film.index() < catalogue.len())?;
        Some(FilmKey::new(catalogue, titles, film))
    }

    fn rating(&self, film: FilmId) -> Option<Stars> {
        self.member.taste.evidence_of(film)?.rating
    }

    /// What is to be remembered, if the member is not the made-up one: all of it, or what has changed since it was last
    /// asked for.
    pub fn keep(&mut self, all: bool) -> Option<ToRemember> {
        let changed = std::mem::take(&mut self.own.changed);
        if !self.member.is_own || !(all || changed) {
            return None;
        }
        let import = all.then(|| Chosen { import: self.member.import.clone(), at: self.member.chosen });
        Some(ToRemember { import, ledger: Some(self.own.ledger.clone()) })
    }

    /// Everything that is remembered, as one file.
    pub fn backup(&self) -> Vec<u8> {
        let import = if self.member.is_own { self.member.import.clone() } else { Import::default() };
        Backup(import, self.own.ledger.clone()).encode()
    }

    /// When the files were chosen that the member is known by.
    pub fn chosen(&self) -> u64 {
        self.member.chosen
    }

    /// Takes up what was remembered, perhaps with another bundle; a report if that makes somebody. What was said since
    /// stands, and so do the files if none were remembered.
    pub fn restore(&mut self, mut remembered: Remembered) -> Option<Report> {
        remembered.hold_to_bounds(self.today);
        self.take_up(remembered.ledger);
        match remembered.import.filter(|known| !known.import.entries.is_empty()) {
            Some(Chosen { import, at }) => {
                self.member = Profile { import, chosen: at, is_own: true, ..Profile::default() };
            }
            None if self.member.is_own => {}
            None if self.has_spoken() => self.member = Profile { is_own: true, ..Profile::default() },
            None => return None,
        }
        self.match_again();
        Some(self.understand())
    }

    /// Takes up what another tab remembered meanwhile: what there is to show for it. Whoever looks at the made-up member
    /// goes on doing so.
    pub fn catch_up(&mut self, mut remembered: Remembered) -> Option<News> {
        remembered.hold_to_bounds(self.today);
        let is_news = self.take_up(remembered.ledger);
        if !self.member.is_own && !self.member.import.entries.is_empty() {
            return None;
        }
        if let Some(chosen) = remembered.import.filter(|known| known.at > self.member.chosen) {
            return Some(News { report: self.accept(chosen, true), is_another: true });
        }
        let is_nobody = !self.member.is_own;
        if is_nobody && self.has_spoken() {
            self.member.is_own = true;
        } else if is_nobody || !is_news {
            return None;
        }
        self.match_again();
        Some(News { report: self.understand(), is_another: is_nobody })
    }

    /// Whether something was said that stands, be it of films that are not there yet.
    fn has_spoken(&self) -> bool {
        let Ledger { remarks, comparisons, .. } = &self.own.ledger;
        remarks.iter().any(|remark| remark.says.is_some())
            || comparisons.iter().any(|known| known.answer.is_some_and(Answer::is_telling))
    }

    /// Adds to what was said and told, and finds the films of all of it. What means none stays in the ledger: it may be one
    /// that is not there yet. Says whether what was said of films that are there is another.
    fn take_up(&mut self, ledger: Ledger) -> bool {
        self.prepare();
        let presets = self.own.ledger.presets.clone();
        self.own.ledger.merge(ledger);
        let Self { bundle, titles: Some(titles), own, .. } = self else { return false };
        let (catalogue, is_whole) = (&bundle.catalogue, bundle.is_whole());
        let find = |key: &FilmKey| {
            // By its name alone a film is known only where no other can turn up.
            let is_sure = |film: &FilmId| is_whole || catalogue.letterboxd_id(*film) == key.letterboxd_id;
            key.resolve(catalogue, titles).filter(is_sure)
        };
        let corrections = own.ledger.corrections.iter();
        let corrections = corrections.filter_map(|known| {
            let correction = Correction { film: find(&known.film)?, title: known.title.clone(), year: known.year };
            Some((known.at, correction))
        });
        let remarks = own.ledger.remarks.iter();
        let remarks = remarks.filter_map(|known| Some((known.at, (find(&known.film)?, known.says, known.day))));
        let recommended = own.ledger.recommended.iter();
        let recommended = recommended.filter_map(|&KeptPick { ref film, stars, day }| {
            Some((day, Recommended { film: find(film)?, stars, day }))
        });
        let pairs = own.ledger.comparisons.iter().filter_map(|known| {
            let [first, second] = &known.films;
            Some((known.at, ([find(first)?, find(second)?], known.answer)))
        });
        let corrections = in_order(corrections);
        let mut said: Vec<Remark> = Vec::new();
        for (film, says, day) in in_order(remarks) {
            // Another bundle may have called the same film otherwise.
            said.retain(|known| known.film != film);
            said.extend(says.map(|says| Remark { film, says, day }));
        }
        let mut compared: Vec<Comparison> = Vec::new();
        for (films, answer) in in_order(pairs) {
            compared.retain(|known| !known.is_of(films));
            // Those of this visit stay in the order in which they were shown.
            let said = answer.map(|answer| Comparison { films, answer });
            compared.extend(said.map(|said| {
                let turned = said.turned();
                if own.comparisons.contains(&turned) { turned } else { said }
            }));
        }
        let mut noted = FilmSet::default();
        let mut recommended = in_order(recommended);
        recommended.retain(|known| {
            let is_first = !noted.contains(known.film);
            noted.insert(known.film);
            is_first
        });
        own.offers = own.ledger.nights.iter().filter_map(|night| tonight::Offer::of(night, find)).collect();
        let known = (&own.corrections, &own.remarks, &own.comparisons);
        let is_news = own.ledger.presets != presets || known != (&corrections, &said, &compared);
        (own.corrections, own.remarks, own.recommended) = (corrections, said, recommended);
        own.comparisons = compared;
        is_news
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
            comparisons::apply(&mut statements, &self.own.comparisons);
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

    /// Notes what a shelf recommends to the member, for the day when a later export tells how it fared: all that stands on
    /// it, for what does is not new on another day.
    pub fn note(&mut self, shelf: &Shelf, day: Option<Day>) {
        let films: Vec<_> = shelf.picks.iter().map(|pick| (pick.film, pick.predicted_stars)).collect();
        self.note_films(&films, day);
    }

    /// The same of films with the stars that are shown.
    fn note_films(&mut self, films: &[(FilmId, f32)], day: Option<Day>) {
        if !self.member.is_own {
            return;
        }
        let mut noted: FilmSet = self.own.recommended.iter().map(|known| known.film).collect();
        for &(film, shown) in films {
            if noted.contains(film) {
                continue;
            }
            noted.insert(film);
            let Some(key) = self.key(film) else { continue };
            // As the model has it: what was learnt of our errors is measured against that.
            let stars = (shown - self.member.taste.lift).clamp(0.5, 5.0);
            self.own.ledger.note(KeptPick { film: key, stars, day });
            self.own.recommended.push(Recommended { film, stars, day });
            self.own.changed = true;
        }
        let noted = &mut self.own.recommended;
        noted.drain(..noted.len().saturating_sub(MOST_RECOMMENDED));
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
        let Self { bundle, titles, member, own, .. } = self;
        let catalogue = &bundle.catalogue;
        let mut report = view::report(bundle, titles.as_ref(), &member.import, &member.matching, &statements);
        let is_seen = |film| member.statements.get(&film).is_some_and(|statement| statement.seen);
        report.starters = view::telling(bundle, is_seen);
        view::loved(catalogue, &mut report, &Taste::new(&statements, &bundle.tuning));
        report.was_here = member.is_own && own.recommended.iter().any(|known| known.day < self.today);
        view::said(catalogue, &mut report, if member.is_own { &own.remarks } else { &[] });
        view::presets(&mut report, if member.is_own { &own.ledger.presets } else { &[] });
        view::fared(catalogue, &mut report, member.change.as_ref(), &member.record);
        let tally = |seen: &FilmSet| Tally::new(&own.recommended, &member.record, &member.statements, seen);
        report.tally = member.seen_before.as_ref().and_then(tally).map(|tally| view::tally(catalogue, &tally));
        report.again = again(&statements, catalogue.pool, self.today, MOST_AGAIN).len() as u32;
        report
    }

    /// Reads the taste off what is known, which it returns.
    fn weigh(&mut self) -> BTreeMap<FilmId, Statement> {
        let statements = self.statements();
        let Self { bundle, member, own, today, .. } = self;
        let scope = member.scope.on(*today);
        member.record = Record::default();
        if member.is_own {
            // What is said on the page itself is no answer from outside.
            member.record = Record::new(&own.recommended, &member.statements);
        }
        member.taste = Taste::within(&statements, member.lists.clone(), &bundle.catalogue, &bundle.tuning, &scope);
        member.taste.lift = member.record.lift;
        if member.is_own {
            member.taste.compare(&own.comparisons);
        }
        if member.is_own {
            let before = own.recommended.iter().filter(|known| known.day < *today);
            member.taste.note_shown(before.map(|known| known.film));
        }
        member.opinions = Some(Opinions::of(bundle, &member.taste));
        statements
    }
}

/// Puts values in the order of their keys. One by one: a sort of the library's is kilobytes for each type of value.
fn in_order<K: Ord, T>(values: impl Iterator<Item = (K, T)>) -> Vec<T> {
    let (mut keys, mut ordered) = (Vec::new(), Vec::new());
    for (key, value) in values {
        let place = keys.partition_point(|known| *known <= key);
        keys.insert(place, key);
        ordered.insert(place, value);
    }
    ordered
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
