//! One member's session with one bundle: everything the worker computes, without anything of a browser.

use super::view;
use crate::protocol::{Dropped, FromWorker, Opened, Reply, Report, ShelfView};
use crate::sample;
use crate::storage::kept::{Kept, KeptCorrection};
use halfstar_core::blend::Opinions;
use halfstar_core::bundle::BundleError;
use halfstar_core::film::FilmId;
use halfstar_core::import::{Import, NamedFile, import};
use halfstar_core::matching::{Correction, Matching, TitleIndex, match_entries};
use halfstar_core::recommend::{recommend, recommend_from};
use halfstar_core::taste::{Taste, merge};
use halfstar_core::{Bundle, Request, Shelf};

/// A bundle, and a member of whom something is known.
pub struct Session {
    bundle: Bundle,
    /// Built when first needed: the bundle is worth showing before.
    titles: Option<TitleIndex>,
    member: Member,
    /// What the member said of their own rows; it outlives a look at the sample.
    own: Vec<Correction>,
}

/// Whose taste it is.
#[derive(Default)]
struct Member {
    import: Import,
    /// The made-up member's corrections; an own export's are [`Session::own`].
    corrections: Vec<Correction>,
    is_own: bool,
    taste: Taste,
    /// Kept from one turned dial to the next; none while there is nobody.
    opinions: Option<Opinions>,
}

impl Session {
    /// A session with nobody yet.
    pub fn new(bundle: Bundle) -> Self {
        Self { bundle, titles: None, member: Member::default(), own: Vec::new() }
    }

    /// What the page needs to know of the bundle.
    pub fn opened(&self) -> Opened {
        view::opened(&self.bundle)
    }

    /// Adds what arrives later.
    ///
    /// # Errors
    /// Any [`BundleError`]; all is then as it was.
    pub fn add_details(&mut self, bytes: &[u8]) -> Result<(), BundleError> {
        // The titles keep their index: the same export must match alike before and after.
        self.prepare();
        self.bundle.add_details(bytes)
    }

    /// Plays an import through with the made-up member, while nobody waits. A browser compiles a function when it is first
    /// called, and well after many calls: without rehearsals the first shelf takes twice as long as the second.
    pub fn rehearse(&mut self) {
        self.prepare();
        if !self.member.is_own {
            let member = std::mem::take(&mut self.member);
            if let Ok(report) = self.import(&sample::many_files(), false) {
                let view = self.view(self.shelf(&Request::default()));
                for body in [Reply::Imported(report), Reply::Shelf(view)] {
                    FromWorker { id: 0, body }.encode();
                }
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
    pub fn import(&mut self, files: &[Dropped], own: bool) -> Result<Report, String> {
        let named: Vec<_> = files.iter().map(|file| NamedFile { name: &file.name, bytes: &file.bytes }).collect();
        let import = import(&named);
        if import.entries.is_empty() {
            return Err(nothing_found(&import));
        }
        self.member = Member { import, is_own: own, ..Member::default() };
        Ok(self.match_again())
    }

    /// Rows with this title and year mean this film; later answers win.
    pub fn correct(&mut self, title: String, year: Option<u16>, film: u32) -> Report {
        if (film as usize) < self.bundle.catalogue.len() {
            let corrections = if self.member.is_own { &mut self.own } else { &mut self.member.corrections };
            corrections.retain(|known| known.title != title || known.year != year);
            corrections.push(Correction { title, year, film: FilmId(film) });
        }
        self.match_again()
    }

    /// Back to nobody.
    pub fn forget(&mut self) {
        self.own.clear();
        self.member = Member::default();
    }

    /// What to remember, if the member is not the made-up one.
    pub fn keep(&self) -> Option<Kept> {
        let keep = |correction: &Correction| KeptCorrection::new(&self.bundle.catalogue, correction);
        self.member
            .is_own
            .then(|| Kept { import: self.member.import.clone(), corrections: self.own.iter().map(keep).collect() })
    }

    /// Takes up what was remembered, perhaps with another bundle.
    pub fn restore(&mut self, kept: Kept) -> Report {
        self.own = kept.corrections.into_iter().filter_map(|known| known.resolve(&self.bundle.catalogue)).collect();
        self.member = Member { import: kept.import, is_own: true, ..Member::default() };
        self.match_again()
    }

    /// The shelf as core computes it.
    pub fn shelf(&self, request: &Request) -> Shelf {
        let taste = &self.member.taste;
        match &self.member.opinions {
            Some(opinions) => recommend_from(&self.bundle, taste, opinions, request),
            None => recommend(&self.bundle, taste, request),
        }
    }

    /// The shelf as the page shows it, but for the time it took.
    pub fn view(&self, shelf: Shelf) -> ShelfView {
        let learned = self.member.opinions.as_ref().map_or_else(Default::default, Opinions::default_weights);
        view::shelf(&self.bundle.catalogue, shelf, learned)
    }

    fn match_again(&mut self) -> Report {
        self.prepare();
        let Self { bundle, titles, member, own } = self;
        let corrections = if member.is_own { &*own } else { &member.corrections };
        let matching = match titles {
            Some(titles) => match_entries(&bundle.catalogue, titles, &member.import, corrections),
            None => Matching::default(),
        };
        let statements = merge(&member.import.entries, &matching);
        member.taste = Taste::new(&statements, &bundle.tuning);
        member.opinions = Some(Opinions::of(bundle, &member.taste));
        view::report(&bundle.catalogue, &member.import, &matching, &statements)
    }
}

fn nothing_found(import: &Import) -> String {
    match import.warnings.first() {
        Some(warning) => [warning.file.as_str(), ": ", &warning.message].concat(),
        None => "No film was found in there. Choose the ZIP that Letterboxd gave you.".to_owned(),
    }
}
