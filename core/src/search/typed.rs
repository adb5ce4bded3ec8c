//! What was typed, word by word, and how well each word of the titles serves for it.

use super::words::Vocabulary;
use crate::matching::distance::{begins_within, letters, within};

/// The words typed, each compared with every word of the titles.
pub(super) struct Typed<'t> {
    texts: Vec<&'t str>,
    known: &'t Vocabulary,
    /// One row a word typed, one column a word of the titles.
    fits: Vec<u8>,
    /// The rows in which a word of the titles serves, as bits.
    serves: Vec<u16>,
}

/// How a stretch of a title answers to what was typed.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Reading {
    /// In halvings of fame.
    pub(super) cost: u32,
    /// How many words typed it answers to.
    pub(super) typed: usize,
    /// How many words of the title it takes.
    pub(super) read: usize,
    /// Whether more of the title's last word is to come.
    pub(super) begun: bool,
}

// A fit is a byte: 1 + what it costs, or 0 if the word does not serve as a whole, and three flags.
const COST: u8 = 31;
/// Only the beginning of the word was typed.
const BEGUN: u8 = 32;
/// The word typed and the next are this one word: `spider man` for `spiderman`.
const JOINED: u8 = 64;
/// The word is how the word typed begins: `star` of `starwars`.
const HEAD: u8 = 128;

/// What a number in another spelling costs, and a space too many.
const SPELLING: u8 = 1;
/// What a space too few costs: `alien` is rather `Alien` than `A Lien`.
const APART: u32 = 3;
/// What a longer word costs, if another follows it: `lord ring` for `lords`.
const LONGER: u8 = 4;
/// What a slip costs, and one more. Fame hardly ever makes up for it: slips are the last resort.
const SLIP: u8 = 14;
const ANOTHER_SLIP: u8 = 4;
/// What it costs more if the first letter is another: hardly anyone misses that.
const FIRST_LETTER: u8 = 3;

/// Ways to write a number. An `i` is rather a word.
const NUMBERS: [[&str; 3]; 32] = [
    ["1", "one", "one"],
    ["2", "two", "ii"],
    ["3", "three", "iii"],
    ["4", "four", "iv"],
    ["5", "five", "v"],
    ["6", "six", "vi"],
    ["7", "seven", "vii"],
    ["8", "eight", "viii"],
    ["9", "nine", "ix"],
    ["10", "ten", "x"],
    ["11", "eleven", "xi"],
    ["12", "twelve", "xii"],
    ["13", "thirteen", "xiii"],
    ["14", "fourteen", "xiv"],
    ["15", "fifteen", "xv"],
    ["16", "sixteen", "xvi"],
    ["17", "seventeen", "xvii"],
    ["18", "eighteen", "xviii"],
    ["19", "nineteen", "xix"],
    ["20", "twenty", "xx"],
    ["30", "thirty", "thirty"],
    ["40", "forty", "forty"],
    ["50", "fifty", "fifty"],
    ["60", "sixty", "sixty"],
    ["70", "seventy", "seventy"],
    ["80", "eighty", "eighty"],
    ["90", "ninety", "ninety"],
    ["100", "hundred", "hundred"],
    ["1000", "thousand", "thousand"],
    ["1st", "first", "first"],
    ["2nd", "second", "second"],
    ["3rd", "third", "third"],
];

/// The same words with the numbers in them the other way: `twenty eight` for `28`, `101` for `one hundred and one`. Nothing
/// where there are none; what is one word both ways is a way of [`NUMBERS`].
pub(super) fn other_numbers(words: &[&str]) -> Option<String> {
    let mut others: Vec<String> = Vec::new();
    let mut place = 0;
    let mut is_other = false;
    while let Some(word) = words.get(place) {
        let (number, read) = spelt(words.get(place..).unwrap_or(&[]));
        if read > 1 {
            others.push(number.to_string());
        } else if let Some(number) = word.parse().ok().filter(|&number: &usize| (21..1000).contains(&number)) {
            spell(number, &mut others);
        } else {
            others.push((*word).to_owned());
        }
        let last = others.last().map_or("", String::as_str);
        is_other |= read > 1 || last != *word;
        place += read.max(1);
    }
    is_other.then(|| others.join(" "))
}

/// The number up to 999 that these words begin with, and how many of them say it.
fn spelt(words: &[&str]) -> (usize, usize) {
    let value = |place: usize| {
        let word = words.get(place)?;
        let ways = NUMBERS.iter().find(|[digits, spelt, _]| spelt == word && digits.parse::<usize>().is_ok())?;
        ways[0].parse().ok().filter(|&number: &usize| number < 100)
    };
    let below_hundred = |place: usize| match (value(place), value(place + 1)) {
        (Some(tens), Some(unit)) if tens >= 20 && unit < 10 => (tens + unit, 2),
        (Some(number), _) => (number, 1),
        (None, _) => (0, 0),
    };
    let (hundreds, read) = match (value(0), words.get(1)) {
        (Some(hundreds), Some(&"hundred")) if hundreds < 10 => (hundreds * 100, 2),
        _ => (0, 0),
    };
    let and = usize::from(read > 0 && words.get(read) == Some(&"and") && below_hundred(read + 1).1 > 0);
    let (rest, more) = below_hundred(read + and);
    (hundreds + rest, read + and + more)
}

/// A number of 21 to 999 in words.
fn spell(number: usize, words: &mut Vec<String>) {
    let say = |number: usize, words: &mut Vec<String>| {
        let ways = NUMBERS.iter().find(|[digits, ..]| digits.parse() == Ok(number));
        words.extend(ways.map(|[_, word, _]| (*word).to_owned()));
    };
    let rest = number % 100;
    if number >= 100 {
        say(number / 100, words);
        say(100, words);
        words.extend((rest > 0).then(|| "and".to_owned()));
    }
    if rest > 20 {
        say(rest - rest % 10, words);
        say(rest % 10, words);
    } else {
        say(rest, words);
    }
}

impl<'t> Typed<'t> {
    /// At most 16 words are compared.
    pub(super) fn new(texts: Vec<&'t str>, known: &'t Vocabulary) -> Self {
        let columns = known.letters().len();
        let mut typed = Self { fits: vec![0; columns * texts.len()], serves: vec![0; columns], texts, known };
        for row in 0..typed.texts.len() {
            typed.compare(row);
        }
        typed
    }

    /// The words typed that any of the title's words serves, as bits.
    pub(super) fn served(&self, title: &[u32]) -> u16 {
        title.iter().fold(0, |served, &word| served | self.serves.get(word as usize).copied().unwrap_or(0))
    }

    fn compare(&mut self, row: usize) {
        let text = self.texts[row];
        let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
        let word = TypedWord {
            text,
            letters: letters(text),
            next: self.texts.get(row + 1).copied(),
            is_last: row + 1 == self.texts.len(),
            is_next_last: row + 2 == self.texts.len(),
            slips: match text.chars().count() {
                _ if is_number => 0,
                0..4 => 0,
                4..8 => 1,
                _ => 2,
            },
            // A `v` may be anything.
            number: NUMBERS.iter().find(|ways| ways.contains(&text) && (is_number || text.len() > 1)),
        };
        for &place in self.known.mixed() {
            let at = row * self.serves.len() + place as usize;
            if let (Some(begun), Some(fit)) = (word.disguised(self.known.get(place)), self.fits.get_mut(at)) {
                *fit = (1 + SPELLING) | if begun { BEGUN } else { 0 };
                if let Some(serves) = self.serves.get_mut(place as usize) {
                    *serves |= 1 << row;
                }
            }
        }
        // No word has all letters there are.
        let number = word.number.map_or([u32::MAX; 3], |ways| ways.map(letters));
        let start = row * self.serves.len();
        let fits = self.fits.iter_mut().skip(start);
        for (((place, &others), fit), serves) in self.known.letters().iter().enumerate().zip(fits).zip(&mut self.serves)
        {
            // Most words are out by their letters alone: a slip hides one letter at most.
            let missing = (0..word.slips).fold(word.letters & !others, |missing, _| missing & missing.wrapping_sub(1));
            if missing != 0 && others & !word.letters != 0 && !number.contains(&others) {
                continue;
            }
            if *fit != 0 {
                continue;
            }
            *fit = word.fit(self.known.get(place as u32), others);
            if *fit != 0 {
                *serves |= if *fit & JOINED == 0 { 1 << row } else { 3 << row };
            }
        }
    }

    /// Reads the title from one of its words on: all the words typed, in their order, with nothing between.
    pub(super) fn read(&self, title: &[u32], typed: usize) -> Option<Reading> {
        let mut all = Reading::default();
        while all.typed < typed {
            let next = self.step(title.get(all.read..)?, all.typed)?;
            all.cost += next.cost;
            all.typed += next.typed;
            all.read += next.read;
            all.begun = next.begun;
        }
        Some(all)
    }

    /// What it costs to find the words typed anywhere in the title, in any order.
    pub(super) fn gather(&self, title: &[u32], typed: usize) -> Option<u32> {
        let (mut cost, mut row) = (0, 0);
        while row < typed {
            let places = (0..title.len()).filter_map(|from| self.step(title.get(from..)?, row));
            let best = places.min_by_key(|reading| reading.cost)?;
            cost += best.cost;
            row += best.typed;
        }
        Some(cost)
    }

    /// Reads one word typed, or two where the title has them as one.
    fn step(&self, title: &[u32], row: usize) -> Option<Reading> {
        let fit = self.fit(row, *title.first()?);
        let cost = u32::from(fit & COST);
        let begun = fit & BEGUN != 0;
        let whole = (cost > 0).then(|| Reading {
            cost: cost - 1 + u32::from(begun),
            typed: if fit & JOINED == 0 { 1 } else { 2 },
            read: 1,
            begun,
        });
        let parts = if fit & HEAD == 0 { None } else { self.parts(title, row) };
        match (whole, parts) {
            (Some(whole), Some(parts)) if parts.cost < whole.cost => Some(parts),
            (None, parts) => parts,
            (whole, _) => whole,
        }
    }

    /// Reads a word typed that is several of the title: `starwars`, and `its` for `it’s`.
    fn parts(&self, title: &[u32], row: usize) -> Option<Reading> {
        let mut rest = *self.texts.get(row)?;
        for (place, &word) in title.iter().enumerate() {
            let part = self.known.get(word);
            let is_last = row + 1 == self.texts.len();
            let begun = is_last && part.len() > rest.len() && part.starts_with(rest);
            rest = if begun { "" } else { rest.strip_prefix(part)? };
            if rest.is_empty() {
                let cost = APART + u32::from(begun);
                return Some(Reading { cost, typed: 1, read: place + 1, begun });
            }
        }
        None
    }

    fn fit(&self, row: usize, word: u32) -> u8 {
        self.fits.get(row * self.serves.len() + word as usize).copied().unwrap_or(0)
    }
}

/// One word typed.
struct TypedWord<'t> {
    text: &'t str,
    letters: u32,
    next: Option<&'t str>,
    is_last: bool,
    is_next_last: bool,
    /// How many are forgiven.
    slips: u32,
    number: Option<&'static [&'static str; 3]>,
}

impl TypedWord<'_> {
    fn fit(&self, other: &str, others: u32) -> u8 {
        if let Some(rest) = other.strip_prefix(self.text) {
            return self.longer(rest);
        }
        if self.number.is_some_and(|ways| ways.contains(&other)) {
            return 1 + SPELLING;
        }
        let head = if self.text.starts_with(other) { HEAD } else { 0 };
        // In a short word, two letters may still be in the wrong order: `teh`.
        let is_reordered = others == self.letters && self.text.len() == 3 && other.len() == 3;
        let slips = self.slips.max(u32::from(is_reordered)) as usize;
        let found = if slips == 0 {
            None
        } else if self.is_last {
            begins_within(self.text, other, slips)
        } else {
            within(self.text, other, slips)
        };
        let Some(found) = found.filter(|&found| found > 0) else { return head };
        let mut fit = 1 + SLIP + ANOTHER_SLIP * (found as u8 - 1);
        if self.text.chars().next() != other.chars().next() {
            fit += FIRST_LETTER;
        }
        if other.len() > self.text.len() + slips {
            fit |= BEGUN;
        }
        fit | head
    }

    /// Whether it is the other in letters, where that has digits in their places: `seven` of `se7en`; and if so, whether there
    /// is more of that to come.
    fn disguised(&self, other: &str) -> Option<bool> {
        let (mut typed, mut theirs) = (self.text.chars(), other.chars());
        let (mut digits, mut last) = (0, false);
        let mut letters = 0;
        loop {
            match (typed.next(), theirs.next()) {
                (Some(one), Some(two)) if one == two => (letters, last) = (letters + 1, true),
                (Some(one), Some(two)) if one.is_alphabetic() && two.is_ascii_digit() && letters > 0 => {
                    (digits, last) = (digits + 1, false);
                }
                (None, rest) if digits > 0 && letters > 1 && last => {
                    return (rest.is_none() || self.is_last).then_some(rest.is_some());
                }
                _ => return None,
            }
        }
    }

    /// How a word fits of which this one is the beginning.
    fn longer(&self, rest: &str) -> u8 {
        if rest.is_empty() {
            return 1;
        }
        match self.next {
            Some(next) if rest == next => (1 + SPELLING) | JOINED,
            Some(next) if self.is_next_last && rest.starts_with(next) => (1 + SPELLING) | JOINED | BEGUN,
            Some(_) if self.text.len() < 3 => 0,
            Some(_) => 1 + LONGER,
            None => 1 | BEGUN,
        }
    }
}
