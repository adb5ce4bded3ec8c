//! The member's taste in numbers, and where their films lie.

use crate::connection::Connection;
use crate::protocol::{DrawMap, DrawPortrait, MapView, PortraitView};
use crate::shared::field::Field;
use leptos::reactive::spawn_local;

/// A taste.
#[derive(Clone, Copy)]
pub(crate) struct Taste {
    /// The member's taste.
    pub(crate) portrait: Field<Option<PortraitView>>,
    /// All films on a plane.
    pub(crate) map: Field<Option<MapView>>,
    connection: Connection,
}

impl Taste {
    pub(crate) fn new(connection: Connection) -> Self {
        Self { portrait: Field::default(), map: Field::default(), connection }
    }

    /// Draws both.
    pub(crate) fn draw(self) {
        spawn_local(async move {
            if let Ok(portrait) = self.connection.ask(DrawPortrait).await {
                self.portrait.set(Some(portrait));
            }
            if let Ok(map) = self.connection.ask(DrawMap).await {
                self.map.set(Some(map));
            }
        });
    }

    /// It was another member's.
    pub(crate) fn clear(self) {
        self.portrait.set(None);
        self.map.set(None);
    }
}
