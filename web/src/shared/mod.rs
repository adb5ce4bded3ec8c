//! What every feature stands on: markup, hooks, lists, words of the browser.

pub(crate) mod channel;
pub(crate) mod clock;
pub(crate) mod device;
pub(crate) mod download;
pub(crate) mod field;
pub(crate) mod hooks;
pub(crate) mod intl;
pub(crate) mod keyed;
pub(crate) mod markup;
pub(crate) mod notice;
pub(crate) mod offline;
pub(crate) mod places;
pub(crate) mod request;
pub(crate) mod tab;
pub(crate) mod trusted;
