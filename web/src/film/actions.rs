//! What the member says of films.

use crate::film::state::Undo;
use crate::language::{Label, say};
use crate::protocol::{FindByTmdb, SetRemark};
use crate::shared::places;
use crate::shelf::address;
use crate::store::Store;
use halfstar_core::film::FilmId;
use halfstar_core::remarks::Says;
use leptos::reactive::spawn_local;

impl Store {
    /// The member says something of a film, or takes it back with nothing. Who was nobody becomes a member by it.
    pub(crate) fn remark(self, film: FilmId, says: Option<Says>) {
        let before = self
            .member
            .state
            .with_untracked(|member| member.report()?.said_of(film).map(|said| (said.says, said.film.title.clone())));
        let (before, title) = before.unzip();
        self.film.offer_undo(Undo { film, says, before, title });
        self.say_of(film, says);
    }

    /// What they said of a film on this page, by now.
    pub(crate) fn said_of(self, film: FilmId) -> Option<Says> {
        self.member.state.with_untracked(|member| member.report()?.said_of(film).map(|said| said.says))
    }

    /// To be seen, or no longer. Whether it is.
    pub(crate) fn want(self, film: FilmId) -> bool {
        let wants = self.said_of(film) != Some(Says::Wanted);
        self.remark(film, wants.then_some(Says::Wanted));
        wants
    }

    /// Takes back what was last said of a film.
    pub(crate) fn undo(self) {
        if let Some(Undo { film, before, .. }) = self.film.undo.get_untracked() {
            self.say_of(film, before);
        }
        self.film.undo.set(None);
        self.film.undone.update(|times| *times = times.wrapping_add(1));
    }

    /// Opens what the address names beside the shelf, as soon as it can be found.
    pub(crate) fn open_wanted(self) {
        if places::fragment() == address::AGAIN && !self.again.is_open.get_untracked() {
            self.again.open();
        }
        let is_there = self.library.details_ready.get_untracked() && self.shelf.view.with_untracked(Option::is_some);
        let Some(tmdb) = self.film.wanted.get_untracked().filter(|_| is_there) else { return };
        self.film.wanted.set(None);
        spawn_local(async move {
            match self.connection.ask(FindByTmdb { tmdb }).await {
                Ok(Some(film)) => self.film.return_to(film),
                Ok(None) => {
                    places::replace("#");
                    self.connection.warn(say(Label::NoSuchFilmHere));
                }
                Err(why) => self.connection.explain(why),
            }
        });
    }

    fn say_of(self, film: FilmId, says: Option<Says>) {
        self.tell(SetRemark { film, says });
    }
}
