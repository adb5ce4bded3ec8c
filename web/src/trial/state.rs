//! How far the test of the member's own films is.

use crate::connection::Connection;
use crate::protocol::RunTrial;
use crate::shared::field::Field;
use halfstar_core::trial::{Part, Trial};
use leptos::reactive::spawn_local;

/// How far a test is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Testing {
    /// Not begun.
    Not,
    /// So many parts are through, and what came of them.
    Parts(u32, Trial),
}

/// The test.
#[derive(Clone, Copy)]
pub(crate) struct OwnTrial {
    /// How far it is.
    pub(crate) testing: Field<Testing>,
    /// Counts tests: what comes of one that was left is not shown.
    round: Field<u32>,
    connection: Connection,
}

impl OwnTrial {
    pub(crate) fn new(connection: Connection) -> Self {
        Self { testing: Field::new(Testing::Not), round: Field::new(0), connection }
    }

    /// Puts it to the test with the member's own films, a part at a time: the worker answers others in between.
    pub(crate) fn run(self) {
        let round = self.round.get_untracked();
        self.testing.set(Testing::Parts(0, Trial::default()));
        spawn_local(async move {
            let mut trial = Trial::default();
            for (part, done) in Part::all().zip(1..) {
                let Ok(one) = self.connection.ask(RunTrial { part }).await else {
                    return self.testing.set(Testing::Not);
                };
                if self.round.get_untracked() != round {
                    return;
                }
                trial = trial.and(one);
                self.testing.set(Testing::Parts(done, trial));
            }
        });
    }

    /// Another member has another.
    pub(crate) fn clear(self) {
        self.round.update(|round| *round = round.wrapping_add(1));
        self.testing.set(Testing::Not);
    }
}
