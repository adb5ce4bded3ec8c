//! What the member says of films.

use crate::film::state::Undo;
use crate::protocol::SetRemark;
use crate::store::Store;
use halfstar_core::film::FilmId;
use halfstar_core::remarks::Says;

impl Store {
    /// The member says something of a film, or takes it back with nothing. Who was nobody becomes a member by it.
    pub(crate) fn remark(self, film: FilmId, says: Option<Says>) {
        let before = self.member.state.with_untracked(|member| {
            let said = member.report().map(|report| report.said.as_slice()).unwrap_or_default();
            said.iter().find(|said| said.film.film == film).map(|said| (said.says, said.film.title.clone()))
        });
        let (before, title) = before.unzip();
        self.film.offer_undo(Undo { film, says, before, title });
        self.say_of(film, says);
    }

    /// Takes back what was last said of a film.
    pub(crate) fn undo(self) {
        if let Some(Undo { film, before, .. }) = self.film.undo.get_untracked() {
            self.say_of(film, before);
        }
        self.film.undo.set(None);
        self.film.undone.update(|times| *times = times.wrapping_add(1));
    }

    fn say_of(self, film: FilmId, says: Option<Says>) {
        self.tell(SetRemark { film, says });
    }
}
