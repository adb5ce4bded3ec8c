//! What the page and its worker say to each other: plain data, request ids, a version.
//!
//! The page sends a [`Question`], the worker answers every one with a [`Response`] of the same id (and may send
//! [`Response::Progress`] before, and [`Response::Remembered`] or why not after; [`Response::Details`] comes by itself). Each question is an [`Ask`] with the type of its
//! reply, so nobody meets a reply to something else. A page and a worker from two deployments refuse each other by
//! [`PROTOCOL`].
//!
//! A message travels as bytes: a header, then one postcard value. That is half the code of building JavaScript objects
//! (50 KB less of compressed WASM).

mod ask;
mod failure;
mod header;
mod ids;
mod message;
mod report;
mod shelf;
mod views;

pub use ask::{
    Ask, BackUp, CatchUp, ChangeGuests, Compare, ComparePeople, CompareWithout, Correct, CountChoices, CountFile,
    DescribeFilm, DrawMap, DrawPortrait, DroppedFile, FetchDetails, FindByTmdb, FindTogether, Guess, GuestChange,
    ImportFiles, KeepPreset, LeaveOut, NextDuel, OpenBundle, Place, Question, Recommend, ReviewYear, RunTrial, Search,
    SetLanguage, SetRemark, SetToday, SuggestNames, Tonight, WatchAgain,
};
pub use failure::{Failure, FailureKind};
pub use header::{PROTOCOL, Unreadable};
pub use ids::{GuestId, RequestId, Turn};
pub use message::{
    FromWorker, Message, Response, ToWorker, decode_details, decode_reply, encode_details, encode_reply,
};
pub use report::{Fared, FileReport, List, Preset, Report, Said, Since, TallyView, UnmatchedRow};
pub use shelf::{Card, FilmSummary, Found, FoundFilm, ShelfView};
pub use views::{
    AgainCard, BackupFile, BundleSummary, DetailsView, EstimateView, FilmView, Guest, MapView, News, NightCard,
    NightView, PairsView, PlacedView, PortraitView, RatedFilm, Streaming, TonightCard, TonightView, WithoutView,
    YearView,
};
