//! The different words of all titles: what is typed is compared with each once, not with each of its many places.

use crate::matching::distance::letters;
use crate::matching::normalise::hash;

/// Vocabulary by number, in the order in which they came.
#[derive(Clone, Debug, Default)]
pub(super) struct Vocabulary {
    text: String,
    ends: Vec<u32>,
    /// The letters of each.
    letters: Vec<u32>,
    /// Those that have digits among their letters: `se7en`.
    mixed: Vec<u32>,
}

impl Vocabulary {
    /// The word of this number, or the empty text past the last.
    pub(super) fn get(&self, word: u32) -> &str {
        let word = word as usize;
        let start = word.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |&end| end as usize);
        self.ends.get(word).and_then(|&end| self.text.get(start..end as usize)).unwrap_or("")
    }

    /// The letters of every word.
    pub(super) fn letters(&self) -> &[u32] {
        &self.letters
    }

    /// The words that have digits among their letters.
    pub(super) fn mixed(&self) -> &[u32] {
        &self.mixed
    }

    fn push(&mut self, word: &str) {
        let has_digit = word.bytes().any(|byte| byte.is_ascii_digit());
        if has_digit && word.bytes().any(|byte| byte.is_ascii_alphabetic()) {
            self.mixed.push(self.ends.len() as u32);
        }
        self.text.push_str(word);
        self.ends.push(self.text.len() as u32);
        self.letters.push(letters(word));
    }
}

/// Gives words their numbers.
#[derive(Default)]
pub(super) struct Numbering {
    pub(super) words: Vocabulary,
    /// By hash, the last word that has it; [`NONE`] for none.
    lasts: Vec<u32>,
    /// The word before it with the same hash.
    befores: Vec<u32>,
}

impl Numbering {
    /// For about so many words; more only take longer.
    pub(super) fn new(words: usize) -> Self {
        Self { lasts: vec![NONE; words.next_power_of_two()], ..Self::default() }
    }

    /// The word's number, a new one if it is new.
    pub(super) fn number(&mut self, word: &str) -> u32 {
        let hash = hash(word);
        let bucket = (hash ^ hash >> 32) as usize & (self.lasts.len() - 1);
        let mut number = self.lasts[bucket];
        while let Some(&before) = self.befores.get(number as usize) {
            if self.words.get(number) == word {
                return number;
            }
            number = before;
        }
        let number = self.befores.len() as u32;
        self.befores.push(std::mem::replace(&mut self.lasts[bucket], number));
        self.words.push(word);
        number
    }
}

const NONE: u32 = u32::MAX;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_word_has_one_number(words in prop::collection::vec("[ab東]{0,3}", 0..40), expected in 0usize..9) {
            let mut numbering = Numbering::new(expected);
            let numbers: Vec<u32> = words.iter().map(|word| numbering.number(word)).collect();
            for (word, &number) in words.iter().zip(&numbers) {
                prop_assert_eq!(numbering.words.get(number), word.as_str());
                prop_assert_eq!(numbering.number(word), number);
            }
            prop_assert_eq!(numbering.words.get(99), "");
            prop_assert_eq!(numbering.words.letters().len(), numbers.iter().max().map_or(0, |&most| most as usize + 1));
        }
    }
}
