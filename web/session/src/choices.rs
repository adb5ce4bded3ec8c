//! Which of the files that a member chooses are theirs: those chosen last, of all that can be read.
//!
//! Reading one may take longer than choosing, reading and showing the next. What counts is when it was chosen, so a number
//! is given then, and goes with the files to the end of the way: the page keeps [`Choices`], the worker a [`LastTurn`].

use crate::protocol::Turn;

/// What was chosen and is not decided yet, in the order of choice. `S` is what is read.
pub struct Choices<S> {
    last: Turn,
    forgotten: Turn,
    open: Vec<Choice<S>>,
}

struct Choice<S> {
    turn: Turn,
    /// Nothing while it is being looked for: a folder lists what it holds in its own time.
    source: Option<S>,
    stage: Stage,
}

/// How far it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Until there is a worker to give it to.
    Waiting,
    /// The page reads it.
    Read,
    /// The worker has it.
    Sent,
}

impl<S> Default for Choices<S> {
    fn default() -> Self {
        Self { last: Turn::default(), forgotten: Turn::default(), open: Vec::new() }
    }
}

impl<S: Clone> Choices<S> {
    /// Something is chosen now. What it is may be found later.
    pub fn choose(&mut self) -> Turn {
        self.last = self.last.next();
        self.open.push(Choice { turn: self.last, source: None, stage: Stage::Waiting });
        self.last
    }

    /// This is what was chosen. False if it is too late for it.
    pub fn find(&mut self, turn: Turn, source: S) -> bool {
        self.get(turn).map(|choice| choice.source = Some(source)).is_some()
    }

    /// Whether it is still to become the member's: nothing chosen later has, and nothing was forgotten since.
    pub fn is_open(&self, turn: Turn) -> bool {
        self.open.iter().any(|choice| choice.turn == turn)
    }

    /// Whether anything is.
    pub fn is_any_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// Begins to read it.
    pub fn begin(&mut self, turn: Turn) -> Option<S> {
        let choice = self.get(turn)?;
        choice.stage = Stage::Read;
        choice.source.clone()
    }

    /// It is with the worker now. False if it is too late for it.
    pub fn send(&mut self, turn: Turn) -> bool {
        self.get(turn).map(|choice| choice.stage = Stage::Sent).is_some()
    }

    /// There is nobody to give it to yet. False if it is too late for it.
    pub fn put_off(&mut self, turn: Turn) -> bool {
        self.get(turn).map(|choice| choice.stage = Stage::Waiting).is_some()
    }

    /// It has become the member's, and whatever was chosen before it is not waited for. Nothing if that was decided
    /// otherwise.
    pub fn accept(&mut self, turn: Turn) -> Option<S> {
        let source = self.get(turn)?.source.take();
        self.open.retain(|choice| choice.turn > turn);
        source
    }

    /// It could not be read, and what was chosen before it may still become the member's. Whether that is news.
    pub fn fail(&mut self, turn: Turn) -> bool {
        let before = self.open.len();
        self.open.retain(|choice| choice.turn != turn);
        self.open.len() < before
    }

    /// All is forgotten: nothing that was chosen before this turn becomes the member's.
    pub fn forget(&mut self) -> Turn {
        self.last = self.last.next();
        self.forgotten = self.last;
        self.open.clear();
        self.last
    }

    /// When all was forgotten last.
    pub fn forgotten(&self) -> Turn {
        self.forgotten
    }

    /// What was read once is to be read again, in its old turn: the worker that knew it is no more.
    pub fn repeat(&mut self, turn: Turn, source: S) {
        let place = self.open.partition_point(|choice| choice.turn < turn);
        self.open.insert(place, Choice { turn, source: Some(source), stage: Stage::Waiting });
    }

    /// What waits for a worker, the last choice first: it is the one to see.
    pub fn waiting(&self) -> Vec<Turn> {
        let waits = |choice: &&Choice<S>| choice.stage == Stage::Waiting && choice.source.is_some();
        self.open.iter().rev().filter(waits).map(|choice| choice.turn).collect()
    }

    /// The worker is no more: what it was given and did not get through is told, and not given to the next one.
    pub fn lose_sent(&mut self, tell: &mut dyn FnMut(&S)) {
        self.open.retain(|choice| {
            let is_sent = choice.stage == Stage::Sent;
            if let Some(source) = choice.source.as_ref().filter(|_| is_sent) {
                tell(source);
            }
            !is_sent
        });
    }

    fn get(&mut self, turn: Turn) -> Option<&mut Choice<S>> {
        self.open.iter_mut().find(|choice| choice.turn == turn)
    }
}

/// The turn of whoever the worker knows, or in which they were forgotten.
#[derive(Debug, Default)]
pub struct LastTurn(Turn);

impl LastTurn {
    /// Takes this turn, unless a later one was taken before it.
    pub fn take(&mut self, turn: Turn) -> bool {
        let takes = turn >= self.0;
        if takes {
            self.0 = turn;
        }
        takes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page, and a worker that answers at once.
    #[derive(Default)]
    struct Story {
        choices: Choices<char>,
        worker: LastTurn,
        turns: Vec<(char, Turn)>,
        /// Whose files the worker knows, and whose the page shows.
        known: Option<char>,
        shown: Option<char>,
        told: String,
    }

    impl Story {
        /// `+a`: a is chosen, `=a`: it was read, `!a`: it turned out to be no export, `x`: all is forgotten.
        fn step(&mut self, step: &str) {
            let (act, name) = step.split_at(1);
            let name = name.chars().next().unwrap_or_default();
            let turn = self.turns.iter().find(|(known, _)| *known == name).map(|(_, turn)| *turn);
            match (act, turn) {
                ("+", _) => {
                    let turn = self.choices.choose();
                    assert!(self.choices.find(turn, name));
                    assert_eq!(self.choices.begin(turn), Some(name));
                    self.turns.push((name, turn));
                }
                ("=", Some(turn)) if self.choices.send(turn) && self.worker.take(turn) => {
                    self.known = Some(name);
                    self.shown = self.choices.accept(turn).or(self.shown);
                }
                ("!", Some(turn)) if self.choices.fail(turn) => self.told.push(name),
                ("x", _) => {
                    let turn = self.choices.forget();
                    assert!(self.worker.take(turn));
                    (self.known, self.shown) = (None, None);
                }
                _ => {}
            }
        }
    }

    /// Who is known in the end, and of which failures the member is told.
    fn check(story: &str, known: Option<char>, told: &str) {
        let mut told_so_far = Story::default();
        story.split(' ').for_each(|step| told_so_far.step(step));
        assert_eq!(told_so_far.known, known, "{story}");
        assert_eq!(told_so_far.shown, known, "the page shows whom the worker knows: {story}");
        assert_eq!(told_so_far.told, told, "{story}");
        assert!(!told_so_far.choices.is_any_open(), "{story}");
    }

    #[test]
    fn the_last_choice_that_can_be_read_is_theirs() {
        check("+a =a", Some('a'), "");
        check("+a +b =a =b", Some('b'), "");
        // A slow file, then a quick one.
        check("+a +b =b =a", Some('b'), "");
        check("+a =a +b +c =c =b", Some('c'), "");
        // What cannot be read takes nothing away.
        check("+a +b !b =a", Some('a'), "b");
        check("+a +b =a !b", Some('a'), "b");
        check("+a =a +b !b", Some('a'), "b");
        // And nobody needs to know of it once there is something better.
        check("+a +b =b !a", Some('b'), "");
        check("+a x =a", None, "");
        check("+a x +b =a =b", Some('b'), "");
        check("+a x +b =b =a", Some('b'), "");
        check("+a =a x", None, "");
    }

    #[test]
    fn a_worker_takes_no_turn_before_its_last() {
        let mut last = LastTurn::default();
        // Of the same turn is what is read once more.
        let turns = [2, 1, 2, 3, 0].map(|turn| last.take(Turn(turn)));
        assert_eq!(turns, [true, false, true, true, false]);
    }

    #[test]
    fn what_a_worker_did_not_get_through_is_not_given_to_the_next() {
        let mut choices = Choices::default();
        let [first, poison, next, folder] = [0; 4].map(|_| choices.choose());
        for (turn, name) in [(first, 'a'), (poison, 'p'), (next, 'n')] {
            choices.find(turn, name);
            choices.begin(turn);
        }
        assert!(choices.send(first));
        assert_eq!(choices.accept(first), Some('a'));
        assert!(choices.send(poison));
        let lost = |choices: &mut Choices<char>| {
            let mut lost = String::new();
            choices.lose_sent(&mut |name| lost.push(*name));
            lost
        };
        assert_eq!(lost(&mut choices), "p");
        assert!(!choices.is_open(poison));
        // The rest is: what was known, what is read, and what is only being looked for once it is found.
        assert!(choices.put_off(next) && !choices.put_off(poison));
        choices.repeat(first, 'a');
        assert_eq!(choices.waiting(), [next, first]);
        assert!(choices.find(folder, 'f'));
        assert_eq!(choices.waiting(), [folder, next, first]);
        assert_eq!(choices.begin(folder), Some('f'));
        assert_eq!(choices.accept(folder), Some('f'));
        assert!(!choices.is_any_open(), "nothing before it is waited for");
        assert_eq!(lost(&mut choices), "");
    }

    #[test]
    fn a_late_folder_is_not_looked_into() {
        let mut choices = Choices::default();
        let folder = choices.choose();
        assert_eq!(choices.begin(folder), None, "it is not found yet");
        let forgotten = choices.forget();
        assert!(!choices.find(folder, 'f') && !choices.send(folder) && choices.accept(folder).is_none());
        assert_eq!(choices.forgotten(), forgotten);
        assert!(choices.choose() > forgotten);
    }
}
