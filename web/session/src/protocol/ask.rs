//! What the page can ask, each with the type of its answer.

use super::ids::{GuestId, Turn};
use super::report::{Preset, Report};
use super::shelf::{FilmSummary, Found, ShelfView};
use super::views::{
    AgainCard, BackupFile, BundleSummary, EstimateView, FilmView, Guest, MapView, News, NightView, PairsView,
    PlacedView, PortraitView, TonightView, WithoutView, YearView,
};
use halfstar_core::Request;
use halfstar_core::comparisons::Comparison;
use halfstar_core::facets::{Choice, Facets};
use halfstar_core::film::FilmId;
use halfstar_core::filters::{FilterName, Filters};
use halfstar_core::import::Day;
use halfstar_core::remarks::Says;
use halfstar_core::taste::Scope;
use halfstar_core::together::Agreement;
use halfstar_core::trial::{Part, Trial};
use halfstar_core::words::FileProblem;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// Something that the page can ask.
pub trait Ask: Into<Question> {
    /// What answers it, unless it fails.
    type Reply: Serialize + DeserializeOwned;
}

macro_rules! asks {
    ($($ask:ident => $reply:ty,)*) => {
        /// Any of them, as it travels.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[allow(missing_docs, reason = "each is documented as a type")]
        pub enum Question { $($ask($ask),)* }

        $(
            impl From<$ask> for Question {
                fn from(ask: $ask) -> Self {
                    Self::$ask(ask)
                }
            }

            impl Ask for $ask {
                type Reply = $reply;
            }
        )*
    };
}

asks! {
    OpenBundle => BundleSummary,
    SetLanguage => (),
    SetToday => Option<Report>,
    FetchDetails => (),
    ImportFiles => Option<Report>,
    Correct => Report,
    CountFile => Report,
    SetRemark => Report,
    KeepPreset => Report,
    Search => Vec<Found>,
    Recommend => ShelfView,
    DescribeFilm => Option<FilmView>,
    CompareWithout => WithoutView,
    CountChoices => Facets,
    SuggestNames => Vec<Choice>,
    DrawPortrait => PortraitView,
    DrawMap => MapView,
    ReviewYear => YearView,
    ChangeGuests => Vec<Guest>,
    FindTogether => NightView,
    ComparePeople => PairsView,
    RunTrial => Trial,
    BackUp => BackupFile,
    CatchUp => Option<News>,
    Tonight => TonightView,
    WatchAgain => Vec<AgainCard>,
    Guess => Option<EstimateView>,
    NextDuel => Option<[FilmSummary; 2]>,
    Compare => Report,
    Place => Option<PlacedView>,
    FindByTmdb => Option<FilmId>,
}

impl Question {
    /// Whether somebody looks at a screen and waits for the answer.
    pub fn is_awaited(&self) -> bool {
        !matches!(
            self,
            Self::FetchDetails(_) | Self::CatchUp(_) | Self::SetToday(_) | Self::Tonight(Tonight { skip: None })
        )
    }
}

/// Fetch and decode the bundle; then say what remembered export there is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OpenBundle {
    /// Address of `manifest.json`.
    pub manifest: String,
    /// What is not to be read of what this device remembers.
    pub leave_out: LeaveOut,
}

/// What a worker got stuck on, of what a device remembers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum LeaveOut {
    /// Nothing.
    #[default]
    Nothing,
    /// The member's files.
    Files,
    /// Those, and what they said and were told.
    All,
}

/// Speak the language of this file: [`crate::language`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SetLanguage {
    /// Its texts; nothing for English.
    pub file: Option<String>,
}

/// This is the day on the page's clock: the worker reads none of its own, so that there is one. A new report where it is
/// another than before, and somebody is there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SetToday {
    /// It, where the member is.
    pub day: Day,
}

/// Fetch what is looked at later. What it brings comes as [`Response::Details`](super::Response::Details), whoever asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FetchDetails;

/// Read the member's files, match them, remember them on the device. Nothing if they were read too late: others that were
/// chosen later are there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImportFiles {
    /// The files.
    pub files: Vec<DroppedFile>,
    /// Whether to keep the import for the next visit.
    pub remember: bool,
    /// Which choice of this page's they are.
    pub turn: Turn,
    /// When they were chosen, in milliseconds since 1970: other tabs have choices of their own.
    pub chosen: u64,
}

/// Rows with this title and year mean this film; see [`halfstar_core::matching::Correction`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Correct {
    /// The title as the rows write it.
    pub title: String,
    /// The year as the rows write it.
    pub year: Option<u16>,
    /// The film meant.
    pub film: FilmId,
}

/// Whether the films of a file that is no part of the export count as seen; see [`halfstar_core::import::Import::answer`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CountFile {
    /// The file's name.
    pub file: String,
    /// Whether they do.
    pub counts: bool,
}

/// The member says something about a film, or takes back what they said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SetRemark {
    /// The film.
    pub film: FilmId,
    /// What they say; nothing to take it back.
    pub says: Option<Says>,
}

/// The member keeps what is turned as a shelf of their own, gives one another name, or removes one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeepPreset {
    /// The one that it takes the place of.
    pub before: Option<String>,
    /// What it is called now, and what is turned; nothing to remove it.
    pub now: Option<Preset>,
}

/// Films by what is typed, and people: best first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Search {
    /// What is typed.
    pub typed: String,
}

/// A shelf for the member, going by the films that count.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recommend {
    /// What they have turned.
    pub request: Request,
    /// Which of their films count.
    pub scope: Scope,
}

/// All about one film, on the shelf or not; nothing of one that cannot be recommended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DescribeFilm {
    /// The film.
    pub film: FilmId,
    /// What the member has turned.
    pub request: Request,
}

/// Where a film would be without each of the member's that speak loudest.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CompareWithout {
    /// The film.
    pub film: FilmId,
    /// What the member has turned.
    pub request: Request,
}

/// How many films each further choice would leave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CountChoices {
    /// The filters that stand.
    pub filters: Filters,
}

/// Names to filter by, each with the films it would leave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SuggestNames {
    /// Whose choices.
    pub of: FilterName,
    /// How they begin.
    pub typed: String,
    /// The filters that stand.
    pub filters: Filters,
}

/// The member's taste in numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DrawPortrait;

/// All films on a plane, with the member's; empty before the details are there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DrawMap;

/// A year of the member's films, and which there are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReviewYear {
    /// Which; without one, or where it is none to look back on, the latest that is.
    pub year: Option<u16>,
}

/// Somebody comes for a night, goes, or is called otherwise: who is there then?
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChangeGuests {
    /// What happens.
    pub change: GuestChange,
}

/// What happens to guests.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum GuestChange {
    /// Somebody joins; their files are not remembered.
    Invite {
        /// Their export.
        files: Vec<DroppedFile>,
    },
    /// A guest leaves.
    Remove {
        /// Who.
        guest: GuestId,
    },
    /// Who left last comes back, if there is room.
    BringBack,
    /// A guest is called so.
    Rename {
        /// Who.
        guest: GuestId,
        /// What they are called.
        name: String,
    },
}

/// Films for the member and all guests.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FindTogether {
    /// What is turned: weights, variety, filters, how many.
    pub request: Request,
    /// How they agree.
    pub agreement: Agreement,
}

/// How alike the member and the guests are, every two of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ComparePeople;

/// Hides a part of the member's films and asks for it back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunTrial {
    /// Which part.
    pub part: Part,
}

/// Everything that is remembered, as one file; dropped like an export, it restores all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BackUp;

/// Take up what another tab remembered meanwhile. Nothing if that changes nothing that is shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CatchUp;

/// Films for tonight, the same all day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tonight {
    /// The film that is skipped now: another takes its place.
    pub skip: Option<FilmId>,
}

/// Films that the member loved long ago.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WatchAgain;

/// What the member would give a film, seen or not; nothing of one that cannot be recommended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Guess {
    /// The film.
    pub film: FilmId,
}

/// Which two films to ask about: "Which did you like more?" Nothing where there are no two left.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NextDuel;

/// The member says which of two films they liked more, or takes it back. Who said nothing before becomes a member by it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Compare {
    /// The films, and what is said.
    pub comparison: Comparison,
    /// Whether that is taken back.
    pub take_back: bool,
}

/// Where a film stands among those that the member rated, by what they compared it with, and which to compare it with next;
/// nothing of a film that is not there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The film.
    pub film: FilmId,
}

/// A file as dropped.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct DroppedFile {
    /// Name, with its path where the browser tells one.
    pub name: String,
    /// Contents; none of a file that is too large to be read.
    #[serde(with = "serde_bytes")]
    #[cfg_attr(feature = "typescript", ts(type = "Uint8Array"))]
    pub bytes: Vec<u8>,
    /// Why the page could not read it, if so. Other programs hand on what they have read.
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(skip))]
    pub left_out: Option<FileProblem>,
}

/// The film of this number of TMDB, if it can be recommended. With the details only.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FindByTmdb {
    /// TMDB's number.
    pub tmdb: u32,
}
