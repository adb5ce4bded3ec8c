//! What to do with films on the watchlist.

#[cfg(not(target_family = "wasm"))]
use super::Flag;
use super::facet::Order;
use super::filter::{Filter, Gate};
use super::{Context, Facet, Filters, Form, Kind, Texts, Value};
use crate::film::FilmId;
use crate::words::Phrase;
use serde::{Deserialize, Serialize};

/// What to do with films on the watchlist.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum WatchlistFilter {
    /// Show them, marked, but make them no more than a third of the shelf: it is for finds.
    #[default]
    Third,
    /// Show them, marked.
    Any,
    /// Show nothing else.
    Only,
    /// Leave them out.
    Hide,
}

impl WatchlistFilter {
    const ALL: [Self; 4] = [Self::Third, Self::Any, Self::Only, Self::Hide];

    /// As texts, in the same order.
    const TEXTS: [&str; 4] = ["third", "any", "only", "hide"];

    /// Whether a film passes that is on a watchlist, or not.
    pub(crate) fn admits(self, is_wanted: bool) -> bool {
        match self {
            Self::Third | Self::Any => true,
            Self::Only => is_wanted,
            Self::Hide => !is_wanted,
        }
    }
}

impl Value for WatchlistFilter {
    fn form(&self) -> Form {
        Form::Choice(&Self::TEXTS)
    }

    fn texts(&self) -> Vec<String> {
        if *self == Self::default() { Vec::new() } else { vec![Self::TEXTS[*self as usize].to_owned()] }
    }

    fn read(&mut self, text: &str) -> bool {
        let read = Self::ALL.into_iter().zip(Self::TEXTS).find(|(_, theirs)| *theirs == text);
        *self = read.map_or(*self, |(read, _)| read);
        read.is_some()
    }

    fn clear(&mut self) {
        *self = Self::default();
    }
}

/// Films on the watchlist alone, or without them.
pub(super) struct Watchlist;

impl Filter for Watchlist {
    fn kind(&self) -> Kind {
        const CHOICES: [(&str, Phrase); 4] = [
            ("third", Phrase::WatchlistThird),
            ("any", Phrase::WatchlistAny),
            ("only", Phrase::WatchlistOnly),
            ("hide", Phrase::WatchlistHide),
        ];
        Kind::Choice(&CHOICES)
    }

    fn texts(&self) -> Texts {
        Texts {
            label: Phrase::Watchlist,
            keeps: Phrase::ChoiceKeeps,
            way_back: Phrase::OnWatchlistOrNot,
            set: &[],
            controls: &[],
        }
    }

    #[cfg(not(target_family = "wasm"))]
    fn flags(&self) -> &'static [Flag] {
        &[Flag {
            key: "watchlist",
            flag: "watchlist",
            value: "WATCHLIST",
            help: "What to do with films on the watchlist",
            ..Flag::PLAIN
        }]
    }

    fn narrows(&self, filters: &Filters) -> bool {
        matches!(filters.watchlist, WatchlistFilter::Only | WatchlistFilter::Hide)
    }

    fn gate<'a>(&self, Context { taste, filters, .. }: Context<'a>) -> Gate<'a> {
        Box::new(move |film| filters.watchlist.admits(taste.on_watchlist(film)))
    }

    fn facet<'a>(&self, Context { taste, .. }: Context<'a>) -> Option<Facet<'a>> {
        let count = |film: FilmId, counts: &mut [u32]| {
            let is_wanted = taste.on_watchlist(film);
            for (count, choice) in counts.iter_mut().zip(WatchlistFilter::ALL) {
                *count += u32::from(choice.admits(is_wanted));
            }
        };
        let texts = WatchlistFilter::TEXTS;
        Some(Facet::new(texts.len(), Order::All, count, move |place| texts[place].to_owned()))
    }
}
