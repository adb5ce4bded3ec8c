//! How many slips of the hand lie between two texts, where they are few.
//!
//! A slip is a letter too many, too few or wrong, or two neighbours in the wrong order: the optimal string alignment
//! distance. It counts characters, not bytes, so that a letter of Greek or Japanese weighs as much as one of English.

use std::str::Chars;

/// The distance, if it is `most` or less. More than [`LIMIT`] is never looked for.
pub(crate) fn within(a: &str, b: &str, most: usize) -> Option<usize> {
    slips(a.chars(), b.chars(), most.min(LIMIT), false)
}

/// The same between `typed` and the nearest of all beginnings of `word`: for a word that is still being typed.
pub(crate) fn begins_within(typed: &str, word: &str, most: usize) -> Option<usize> {
    slips(typed.chars(), word.chars(), most.min(LIMIT), true)
}

/// Which letters a text has, as bits, to spare the distance of texts that have too few in common. Different letters may
/// share a bit; a letter more or less changes one at most, a wrong one two.
pub(crate) fn letters(text: &str) -> u32 {
    text.chars().fold(0, |letters, letter| letters | 1 << (letter as u32 % u32::BITS))
}

/// The work grows fourfold with every slip.
const LIMIT: usize = 3;

/// Walks to the first difference, which costs a slip of one kind or another, and goes on from there with one less. For
/// one or two slips that is quicker than a table of all pairs, needs no memory, and sets no limit to the lengths.
fn slips(mut a: Chars<'_>, mut b: Chars<'_>, most: usize, begun: bool) -> Option<usize> {
    loop {
        let (from_a, from_b) = (a.clone(), b.clone());
        let (x, y) = match (a.next(), b.next()) {
            (None, None) => return Some(0),
            (None, Some(_)) if begun => return Some(0),
            (None, Some(_)) => return few(from_b, most),
            (Some(_), None) => return few(from_a, most),
            (Some(x), Some(y)) if x == y => continue,
            (Some(x), Some(y)) => (x, y),
        };
        let mut left = most.checked_sub(1)?;
        let mut best = None;
        let (mut after_a, mut after_b) = (a.clone(), b.clone());
        let swapped = after_a.next() == Some(y) && after_b.next() == Some(x);
        let ways = [(a.clone(), b.clone()), (a, from_b), (from_a, b), (after_a, after_b)];
        for (a, b) in ways.into_iter().take(if swapped { 4 } else { 3 }) {
            if let Some(more) = slips(a, b, left, begun) {
                best = Some(more + 1);
                // Another way must be better, not as good.
                let Some(fewer) = more.checked_sub(1) else { break };
                left = fewer;
            }
        }
        return best;
    }
}

fn few(rest: Chars<'_>, most: usize) -> Option<usize> {
    let count = rest.take(most + 1).count();
    (count <= most).then_some(count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The whole table, as in the textbook.
    fn reference(a: &[char], b: &[char]) -> Vec<Vec<usize>> {
        let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                table[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let replaced = table[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                    let mut best = replaced.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1);
                    if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                        best = best.min(table[i - 2][j - 2] + 1);
                    }
                    best
                };
            }
        }
        table
    }

    #[test]
    fn slips_are_counted() {
        fn check(a: &str, b: &str, most: usize, expected: Option<usize>) {
            assert_eq!(within(a, b, most), expected, "{a:?} {b:?}");
            assert_eq!(within(b, a, most), expected, "{b:?} {a:?}");
        }
        check("", "", 0, Some(0));
        check("", "ab", 1, None);
        check("", "ab", 2, Some(2));
        check("heat", "heat", 0, Some(0));
        check("heat", "heart", 0, None);
        check("heat", "heart", 1, Some(1));
        check("alien", "alein", 1, Some(1));
        check("interstellar", "intersteller", 2, Some(1));
        check("schindler", "shindlers", 1, None);
        check("schindler", "shindlers", 2, Some(2));
        // Swapped letters stay as they are: nothing may come between them afterwards.
        check("ca", "abc", 3, Some(3));
        check("Сталкер", "Сталкир", 1, Some(1));
        check("東京物語", "東京暮色", 1, None);
        check("abcdef", "ghijkl", 9, None);
    }

    #[test]
    fn beginnings_are_found() {
        fn check(typed: &str, word: &str, most: usize, expected: Option<usize>) {
            assert_eq!(begins_within(typed, word, most), expected, "{typed:?} {word:?}");
        }
        check("", "godfather", 0, Some(0));
        check("godf", "godfather", 0, Some(0));
        check("gofd", "godfather", 1, Some(1));
        check("godfth", "godfather", 1, Some(1));
        check("godfathers", "godfather", 1, Some(1));
        check("fath", "godfather", 2, None);
    }

    proptest! {
        #[test]
        fn they_are_those_of_the_textbook(a in "[abcé]{0,9}", b in "[abcé]{0,9}", most in 0usize..=LIMIT) {
            let [a_letters, b_letters] = [&a, &b].map(|text| text.chars().collect::<Vec<_>>());
            let table = reference(&a_letters, &b_letters);
            let row = &table[a_letters.len()];
            let few = |slips: usize| (slips <= most).then_some(slips);
            prop_assert_eq!(within(&a, &b, most), few(row[b_letters.len()]));
            prop_assert_eq!(begins_within(&a, &b, most), row.iter().min().and_then(|&slips| few(slips)));
        }
    }
}
