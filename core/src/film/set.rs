//! A set of films, one bit each: asked for every film of the pool, at every turn of a dial.

use super::FilmId;

const BITS: usize = u64::BITS as usize;

/// Films, as bits up to the largest of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilmSet {
    // No film is ever taken out, so the last word is never zero, and equal sets have equal words.
    words: Vec<u64>,
}

impl FilmSet {
    /// Puts a film in.
    pub fn insert(&mut self, film: FilmId) {
        let word = film.index() / BITS;
        if word >= self.words.len() {
            self.words.resize(word + 1, 0);
        }
        self.words[word] |= 1 << (film.index() % BITS);
    }

    /// Whether it is in.
    pub fn contains(&self, film: FilmId) -> bool {
        self.words.get(film.index() / BITS).is_some_and(|word| word >> (film.index() % BITS) & 1 == 1)
    }
}

impl FromIterator<FilmId> for FilmSet {
    fn from_iter<I: IntoIterator<Item = FilmId>>(films: I) -> Self {
        let mut set = Self::default();
        films.into_iter().for_each(|film| set.insert(film));
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn it_holds_what_a_set_holds(films in prop::collection::vec(0u32..300, 0..40)) {
            let set: FilmSet = films.iter().copied().map(FilmId).collect();
            let reference: BTreeSet<u32> = films.iter().copied().collect();
            for film in 0..400 {
                prop_assert_eq!(set.contains(FilmId(film)), reference.contains(&film));
            }
            let sorted: FilmSet = reference.into_iter().map(FilmId).collect();
            prop_assert_eq!(set, sorted);
        }
    }
}
