//! The member's taste in numbers, where their films lie, and a year of them.

use crate::connection::Connection;
use crate::protocol::{DrawMap, DrawPortrait, MapView, PortraitView, ReviewYear, YearView};
use crate::shared::field::Field;
use crate::shared::hooks;
use leptos::reactive::spawn_local;

/// A taste.
#[derive(Clone, Copy)]
pub(crate) struct Taste {
    /// The member's taste.
    pub(crate) portrait: Field<Option<PortraitView>>,
    /// All films on a plane.
    pub(crate) map: Field<Option<MapView>>,
    /// A year of the member's.
    pub(crate) year: Field<Option<YearView>>,
    connection: Connection,
}

impl Taste {
    pub(crate) fn new(connection: Connection) -> Self {
        Self { portrait: Field::default(), map: Field::default(), year: Field::default(), connection }
    }

    /// Draws all of it.
    pub(crate) fn draw(self) {
        spawn_local(async move {
            if let Ok(portrait) = self.connection.ask(DrawPortrait).await {
                self.portrait.set(Some(portrait));
            }
            let year = self.year.with_untracked(|view| view.as_ref()?.year.as_ref().map(|year| year.year));
            self.review(year).await;
            if let Ok(map) = self.connection.ask(DrawMap).await {
                self.map.set(Some(map));
            }
        });
    }

    /// Looks back on another year.
    pub(crate) fn look_back(self, year: u16) {
        spawn_local(async move {
            self.review(Some(year)).await;
            // What was pressed is drawn anew.
            hooks::before_paint(|| hooks::focus_first("[data-year][aria-pressed=true]"));
        });
    }

    async fn review(self, year: Option<u16>) {
        if let Ok(view) = self.connection.ask(ReviewYear { year }).await {
            self.year.set(Some(view));
        }
    }

    /// It was another member's.
    pub(crate) fn clear(self) {
        self.portrait.set(None);
        self.map.set(None);
        self.year.set(None);
    }
}
