//! What the page and its worker say to each other: plain data, request ids, a version.
//!
//! The page sends [`ToWorker`], the worker answers every one with a [`FromWorker`] of the same id (and may send
//! [`Reply::Progress`] before and [`Reply::NotRemembered`] after). A page and a worker from two deployments refuse
//! each other by [`PROTOCOL`].
//!
//! A message travels as bytes: version and id, four each, then one postcard value. That is half the code of building
//! JavaScript objects (50 KB less of compressed WASM), and as with the bundle the version stands outside of postcard.

mod views;

pub use views::{Aside, FilmView, Guest, MapView, NightCard, NightView, PortraitView, Streaming, WithoutView};

use halfstar_core::Request;
use halfstar_core::blend::Weights;
use halfstar_core::facets::{Choice, Facets};
use halfstar_core::film::Stars;
use halfstar_core::filters::{FilterName, Filters, LeftOut};
use halfstar_core::import::{EntryKind, SourceFile, Warning};
use halfstar_core::matching::How;
use halfstar_core::recommend::Contribution;
use halfstar_core::remarks::Says;
use halfstar_core::taste::Scope;
use halfstar_core::together::Agreement;
use halfstar_core::trial::Trial;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// Raised with every change to this file.
pub const PROTOCOL: u32 = 8;

/// A message to the worker.
pub type ToWorker = Message<Ask>;
/// A message from the worker.
pub type FromWorker = Message<Reply>;

/// A request, or a reply to the one of the same id.
#[derive(Clone, Debug, PartialEq)]
pub struct Message<T> {
    /// Counts up; the reply carries it back.
    pub id: u32,
    /// What is said.
    pub body: T,
}

/// Why bytes are not a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// The other side speaks another [`PROTOCOL`].
    OtherVersion {
        /// The message's id.
        id: u32,
    },
    /// They make no sense.
    Damaged {
        /// The message's id; 0 if there is none.
        id: u32,
    },
}

impl<T: Serialize + DeserializeOwned> Message<T> {
    /// As bytes.
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(64);
        bytes.extend_from_slice(&PROTOCOL.to_le_bytes());
        bytes.extend_from_slice(&self.id.to_le_bytes());
        // Writing to memory fails only for types that postcard cannot hold; the other side then says `Damaged`.
        postcard::to_extend(&self.body, bytes).unwrap_or_default()
    }

    /// From bytes.
    ///
    /// # Errors
    /// [`Unreadable`].
    pub fn decode(bytes: &[u8]) -> Result<Self, Unreadable> {
        let number = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
        let (Some(protocol), Some(id)) = (number(0), number(4)) else { return Err(Unreadable::Damaged { id: 0 }) };
        if protocol != PROTOCOL {
            return Err(Unreadable::OtherVersion { id });
        }
        match postcard::take_from_bytes(&bytes[8..]) {
            Ok((body, [])) => Ok(Self { id, body }),
            _ => Err(Unreadable::Damaged { id }),
        }
    }
}

/// What the page can ask.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Ask {
    /// Fetch and decode the bundle; then say what remembered export there is.
    Open {
        /// Address of `manifest.json`.
        manifest: String,
    },
    /// Speak the language of this file, or English without one: [`crate::language`]. Answered by [`Reply::Spoken`].
    Speak(Option<String>),
    /// Fetch what is looked at later. Answered by [`Reply::Detailed`].
    Details,
    /// Read the member's files, match them, remember them on the device.
    Import {
        /// The files.
        files: Vec<Dropped>,
        /// Whether to keep the import for the next visit.
        remember: bool,
    },
    /// A row means this film; see [`halfstar_core::matching::Correction`].
    Correct {
        /// The title as the row writes it.
        title: String,
        /// The year as the row writes it.
        year: Option<u16>,
        /// The film's number in this bundle.
        film: u32,
    },
    /// The member says something about a film, or takes back what they said. Answered as an import is.
    Remark {
        /// The film's number in this bundle.
        film: u32,
        /// What they say; nothing to take it back.
        says: Option<Says>,
    },
    /// Films by what is typed. Answered by [`Reply::Found`].
    Search(String),
    /// A shelf for the member, going by the films that count.
    Recommend {
        /// What they have turned.
        request: Request,
        /// Which of their films count.
        scope: Scope,
    },
    /// All about one film, on the shelf or not. Answered by [`Reply::Film`].
    Film {
        /// The film's number in this bundle.
        film: u32,
        /// What the member has turned.
        request: Request,
    },
    /// Where a film would be without each of the member's that speak loudest. Answered by [`Reply::Without`].
    Without {
        /// The film's number in this bundle.
        film: u32,
        /// What the member has turned.
        request: Request,
    },
    /// How many films each further choice would leave. Answered by [`Reply::Facets`].
    Facets(Filters),
    /// Names to filter by. Answered by [`Reply::Names`].
    Names {
        /// Whose choices.
        of: FilterName,
        /// How they begin.
        typed: String,
        /// The filters that stand.
        filters: Filters,
    },
    /// The member's taste in numbers. Answered by [`Reply::Portrait`].
    Portrait,
    /// All films on a plane, with the member's. Answered by [`Reply::Map`]; nothing before the details are there.
    Map,
    /// Reads the files of somebody who joins for a night; they are not remembered. Answered by [`Reply::Guests`].
    Invite {
        /// Their export.
        files: Vec<Dropped>,
    },
    /// The guest in this seat leaves. Answered by [`Reply::Guests`].
    Leave(u32),
    /// Who left last comes back, if there is room. Answered by [`Reply::Guests`].
    BringBack,
    /// The guest in this seat is called so. Answered by [`Reply::Guests`].
    Rename {
        /// Whose.
        seat: u32,
        /// What they are called.
        name: String,
    },
    /// Films for the member and all guests. Answered by [`Reply::Night`].
    Together {
        /// What is turned: weights, variety, filters, how many.
        request: Request,
        /// How they agree.
        agreement: Agreement,
    },
    /// Hides this part of the member's films and asks for it back. Answered by [`Reply::Trial`].
    Trial(u32),
    /// Everything that is remembered, as one file. Answered by [`Reply::Backup`]; dropped like an export, it restores all.
    Backup,
    /// Drop the import, here and in the device's storage.
    Forget,
}

/// A file as dropped.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dropped {
    /// Name, with its path where the browser tells one.
    pub name: String,
    /// Contents; none of a file that is too large to be read.
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
    /// Why it was not read, if so.
    #[serde(default)]
    pub left_out: Option<String>,
}

/// What the worker can answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    /// The worker has started. Its first message, with id 0; nothing is asked before.
    Hello,
    /// Still fetching: bytes so far, and in all.
    Progress {
        /// So far.
        loaded: u32,
        /// In all, from the manifest.
        total: u32,
    },
    /// The language is spoken from now on.
    Spoken,
    /// The bundle is there.
    Opened(Opened),
    /// The details are there, or have been before.
    Detailed {
        /// A new report where they may change what is known of the member's files.
        report: Option<Report>,
        /// Whose streaming services they know, if any.
        streaming: Option<Streaming>,
    },
    /// Films found by what was typed, best first.
    Found(Vec<Candidate>),
    /// The files were read.
    Imported(Report),
    /// The files were read too late: others came, or all was forgotten.
    Superseded,
    /// Follows [`Reply::Imported`] with the same id, if the import will not be there at the next visit: why.
    NotRemembered(String),
    /// What came of the part.
    Trial(Trial),
    /// Everything that is remembered.
    Backup(#[serde(with = "serde_bytes")] Vec<u8>),
    /// The shelf.
    Shelf(ShelfView),
    /// All about one film; nothing of one that cannot be recommended.
    Film(Option<Box<FilmView>>),
    /// Where a film would be.
    Without(WithoutView),
    /// How many films each further choice would leave.
    Facets(Facets),
    /// Names, each with the films it would leave.
    Names(Vec<Choice>),
    /// The member's taste in numbers.
    Portrait(Box<PortraitView>),
    /// All films on a plane; empty while the details are not there.
    Map(MapView),
    /// Who has joined, in order.
    Guests(Vec<Guest>),
    /// Films for a night.
    Night(NightView),
    /// All is forgotten.
    Forgotten,
    /// It did not work.
    Failed(Failure),
}

/// What the page needs to know of a bundle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Opened {
    /// How many films can be matched, once the details are there.
    pub films: u32,
    /// How many can be recommended.
    pub pool: u32,
    /// Names of genres, for the filter.
    pub genres: Vec<String>,
    /// First and last year of the pool.
    pub years: (u16, u16),
    /// Films to start from without an export.
    pub starters: Vec<Candidate>,
    /// The report of the export remembered on this device, if any.
    pub remembered: Option<Report>,
    /// Why what was remembered had to be dropped, if so.
    pub dropped: Option<String>,
    /// Lines on where the bundle comes from.
    pub sources: Vec<String>,
}

/// What was found in the files.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The files, with rows read of each.
    pub files: Vec<SourceFile>,
    /// Rows that carry a film, and how many found theirs.
    pub rows: u32,
    /// Rows whose film was found.
    pub matched: u32,
    /// Different films seen.
    pub films_seen: u32,
    /// Films rated.
    pub films_rated: u32,
    /// Films on the watchlist.
    pub watchlist: u32,
    /// The member's mean rating.
    pub mean: f32,
    /// Titles that may mean several films.
    pub ambiguous: Vec<UnmatchedRow>,
    /// Titles that mean no film of the catalogue.
    pub unmatched: Vec<UnmatchedRow>,
    /// Series, episodes and games that the catalogue does not know.
    pub no_film: Vec<UnmatchedRow>,
    /// Titles that are in none of the lists above: they may mean one of the films that arrive with the details. 0 once
    /// those are there.
    pub pending: u32,
    /// How many rows were matched for which reason.
    pub matched_by: Vec<(How, u32)>,
    /// The member's lists.
    pub lists: Vec<List>,
    /// Films of theirs to look for more like: the most loved, the latest first.
    pub loved: Vec<Candidate>,
    /// Genres that stand out among the films they love, by the catalogue's names: the most telling first.
    pub loved_genres: Vec<String>,
    /// Decades that do, by their first years.
    pub loved_decades: Vec<u16>,
    /// Whether a shelf was recommended to them on an earlier day.
    pub was_here: bool,
    /// What they said on this page.
    pub said: Vec<Said>,
    /// How this export differs from the one before, if there was one.
    pub since: Option<Since>,
    /// Films that were recommended and since seen.
    pub fared: Vec<Fared>,
    /// How many of these are rated, their mean rating, and our mean prediction for the same films.
    pub means: Option<(u32, f32, f32)>,
    /// What could not be read.
    pub warnings: Vec<Warning>,
    /// Why this import will not be there at the next visit, if so.
    pub not_remembered: Option<String>,
}

/// A list of the member's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct List {
    /// What it is called; lists of one name count together.
    pub name: String,
    /// How many of its films were found.
    pub films: u32,
}

/// A remark made on this page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Said {
    /// The film.
    pub film: Candidate,
    /// What was said of it.
    pub says: Says,
}

/// How an export differs from the one before: how many films, and the first of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Since {
    /// Films seen now and not before.
    pub new_films: (u32, Vec<String>),
    /// Films rated anew or otherwise.
    pub new_ratings: (u32, Vec<String>),
    /// Films that are gone.
    pub removed: (u32, Vec<String>),
}

/// A film that was recommended and since seen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fared {
    /// Title.
    pub title: String,
    /// Year.
    pub year: Option<u16>,
    /// The stars we predicted.
    pub predicted: f32,
    /// The member's rating.
    pub rating: Option<Stars>,
    /// Whether they liked it.
    pub liked: bool,
}

/// A title that found no film, or several. Rows of the same title and year are one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UnmatchedRow {
    /// As written, or the number by which the row names its film.
    pub title: String,
    /// Whether it is the number.
    pub is_numbered: bool,
    /// As written.
    pub year: Option<u16>,
    /// File of the first such row.
    pub file: String,
    /// Its line.
    pub line: u32,
    /// What the row states.
    pub kind: EntryKind,
    /// The films it may mean; empty where none.
    pub candidates: Vec<Candidate>,
}

/// A film that a row may mean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// The film's number in this bundle.
    pub film: u32,
    /// Title.
    pub title: String,
    /// Year.
    pub year: Option<u16>,
    /// Directors.
    pub directors: Vec<String>,
    /// Genres.
    pub genres: Vec<String>,
    /// Minutes.
    pub runtime: Option<u16>,
    /// TMDB's poster file, as on a [`Card`].
    pub poster: Option<String>,
    /// The member's rating.
    pub rating: Option<Stars>,
}

/// A shelf with everything that a card shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShelfView {
    /// Best first.
    pub cards: Vec<Card>,
    /// How many films passed the filters.
    pub candidates: u32,
    /// How many films each filter kept away.
    pub left_out: LeftOut,
    /// What is wrong with the filters, a sentence each.
    pub problems: Vec<String>,
    /// Whether the filters ask for what comes with the details, and these had not arrived.
    pub waits: bool,
    /// The weights that the bundle learned for members with as many films as this one.
    pub learned: Weights,
    /// How long it took to rank, in milliseconds.
    pub milliseconds: f64,
}

/// A film as the page shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// The film's number in this bundle.
    pub film: u32,
    /// Title.
    pub title: String,
    /// Year.
    pub year: Option<u16>,
    /// Directors.
    pub directors: Vec<String>,
    /// Genres.
    pub genres: Vec<String>,
    /// Minutes.
    pub runtime: Option<u16>,
    /// ISO 639-1.
    pub language: Option<String>,
    /// Letterboxd's film number: `https://letterboxd.com/film:{id}` leads to its page.
    pub letterboxd_id: Option<u32>,
    /// TMDB's number, once the details are there.
    pub tmdb_id: Option<u32>,
    /// IMDb's number, without `tt`, once the details are there.
    pub imdb_id: Option<u32>,
    /// TMDB's poster file, without the slash and `.jpg`, once the details are there.
    pub poster: Option<String>,
    /// Streaming services that have it, once the details are there.
    pub services: Vec<String>,
    /// Predicted stars, 0.5 to 5.
    pub predicted_stars: f32,
    /// The blend's score.
    pub score: f32,
    /// What each signal added, largest first.
    pub contributions: Vec<Contribution>,
    /// Why, in sentences without their full stops, most telling first.
    pub sentences: Vec<String>,
    /// The member's films that speak for it or against it, and how loud, loudest first.
    pub speakers: Vec<(String, f32)>,
    /// Whether it is on the watchlist.
    pub on_watchlist: bool,
}

/// What went wrong, in words for the member.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Failure {
    /// What kind, which decides the way out.
    pub kind: FailureKind,
    /// A sentence that says what to do.
    pub message: String,
}

/// The way out of a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FailureKind {
    /// The bundle could not be fetched or read: try again.
    Bundle,
    /// Page, worker or bundle are of different versions: reload.
    Version,
    /// The files could not be used: choose others.
    Import,
    /// The device's storage did not do its part: nothing else is lost.
    Storage,
    /// A message made no sense: a fault of ours.
    Protocol,
}
