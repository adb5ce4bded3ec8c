//! What a title says of a series: its name, which part it is, and whether a subtitle follows.

use crate::sources::title_key;

/// A title taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Name {
    /// The name that parts share, as a key.
    pub(super) name: String,
    /// The number right behind it: `2`, `II`, `Part Two`, `Chapter 2`, `Vol. 2`.
    pub(super) number: Option<u32>,
    /// Whether more follows behind a colon or a dash.
    pub(super) has_subtitle: bool,
    /// A number of parts further on: *Mockingjay – Part 2*. 0 for none.
    pub(super) further: u32,
}

enum Token {
    Word(String),
    Break,
}

/// Takes a title apart.
pub(super) fn name(title: &str) -> Name {
    let tokens = tokens(title);
    let mut found = Name::default();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let is_inside = !found.name.is_empty();
        let numbered = if is_inside { number_at(&tokens, at) } else { None };
        match token {
            _ if numbered.is_some() => {
                let (number, next) = numbered.unwrap_or_default();
                found.number = Some(number);
                at = next;
                break;
            }
            Token::Word(word) => found.name.push_str(word),
            Token::Break if is_inside => {
                let part = number_at(&tokens, at + 1);
                found.number = part.map(|(number, _)| number);
                found.has_subtitle = part.is_none();
                at = part.map_or(at, |(_, next)| next);
                break;
            }
            Token::Break => {}
        }
        at += 1;
    }
    let rest = tokens.get(at..).unwrap_or_default();
    found.has_subtitle |= rest.iter().any(|token| matches!(token, Token::Word(_)));
    let further = (0..rest.len()).filter(|at| is_part(&rest[*at])).find_map(|at| number_at(rest, at));
    found.further = further.map_or(0, |(number, _)| number);
    found
}

/// The number of a part at a place, and the place behind it: `Part Two` wherever it stands, a number alone at the end of a name.
fn number_at(tokens: &[Token], at: usize) -> Option<(u32, usize)> {
    let word = |at: usize| match tokens.get(at) {
        Some(Token::Word(word)) => Some(word.as_str()),
        _ => None,
    };
    if is_part(tokens.get(at)?) {
        return Some((numeral(word(at + 1)?)?, at + 2));
    }
    let number = numeral(word(at)?).filter(|_| word(at + 1).is_none())?;
    Some((number, at + 1))
}

fn is_part(token: &Token) -> bool {
    let Token::Word(word) = token else { return false };
    ["part", "chapter", "vol", "volume", "episode"].contains(&word.as_str())
}

/// 1 to 20: larger numbers are years and names.
fn numeral(word: &str) -> Option<u32> {
    const ROMAN: [&str; 13] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii"];
    const WORDS: [&str; 10] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let listed = |words: &[&str]| words.iter().position(|known| *known == word).map(|place| place as u32 + 1);
    let plain = || word.parse().ok().filter(|number| (1..=20).contains(number));
    listed(&ROMAN).or_else(|| listed(&WORDS)).or_else(plain)
}

/// Words, and what parts a name from a subtitle: a colon, a long dash, one between spaces, a bracket.
fn tokens(title: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut word = String::new();
    let end = |word: &mut String, tokens: &mut Vec<Token>| {
        let key = title_key(&std::mem::take(word));
        if !key.is_empty() {
            tokens.push(Token::Word(key));
        }
    };
    let mut before = ' ';
    let mut chars = title.chars().peekable();
    while let Some(c) = chars.next() {
        let is_dash = c == '-' && before == ' ' && chars.peek() == Some(&' ');
        let raised = "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|digit| digit == c);
        match c {
            ':' | '–' | '—' | '(' => {
                end(&mut word, &mut tokens);
                tokens.push(Token::Break);
            }
            _ if is_dash => tokens.push(Token::Break),
            '\'' | '’' => {}
            _ if raised.is_some() => {
                end(&mut word, &mut tokens);
                tokens.push(Token::Word(raised.unwrap_or_default().to_string()));
                tokens.push(Token::Break);
            }
            '&' => word.push('&'),
            c if c.is_alphanumeric() => word.push(c),
            _ => end(&mut word, &mut tokens),
        }
        before = c;
    }
    end(&mut word, &mut tokens);
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_of_every_kind() {
        let check = |title: &str, expected: &str, number: u32, has_subtitle: bool, further: u32| {
            let number = Some(number).filter(|number| *number > 0);
            assert_eq!(name(title), Name { name: expected.to_owned(), number, has_subtitle, further }, "{title}");
        };
        check("The Godfather", "thegodfather", 0, false, 0);
        check("The Godfather Part II", "thegodfather", 2, false, 0);
        check("Dune: Part Two", "dune", 2, false, 0);
        check("John Wick: Chapter 3 – Parabellum", "johnwick", 3, true, 0);
        check("Kill Bill: Vol. 1", "killbill", 1, false, 0);
        check("Toy Story 3", "toystory", 3, false, 0);
        check("Terminator 2: Judgment Day", "terminator", 2, true, 0);
        check("Saw VI", "saw", 6, false, 0);
        check("[REC]²", "rec", 2, false, 0);
        check("[REC]³ Genesis", "rec", 3, true, 0);
        check("It Chapter Two", "it", 2, false, 0);
        check("Friday the 13th Part VII - The New Blood", "fridaythe13th", 7, true, 0);
        check("The Hunger Games: Mockingjay – Part 2", "thehungergames", 0, true, 2);
        check("Mission: Impossible – Fallout", "mission", 0, true, 0);
        check("Kick-Ass 2", "kickass", 2, false, 0);
        check("Ant-Man", "antman", 0, false, 0);
        check("Paul Blart: Mall Cop 2", "paulblart", 0, true, 0);
        check("Lilo & Stitch 2: Stitch Has a Glitch", "liloandstitch", 2, true, 0);
        check("The Human Centipede 2 (Full Sequence)", "thehumancentipede", 2, true, 0);
        check("World of Tomorrow Episode Two: The Burden", "worldoftomorrow", 2, true, 0);
        check("Child's Play 2", "childsplay", 2, false, 0);
        // No numbers of parts.
        check("Blade Runner 2049", "bladerunner2049", 0, false, 0);
        check("Jungle 2 Jungle", "jungle2jungle", 0, false, 0);
        check("Batman v Superman: Dawn of Justice", "batmanvsuperman", 0, true, 0);
        check("2 Fast 2 Furious", "2fast2furious", 0, false, 0);
        check("2", "2", 0, false, 0);
        check("", "", 0, false, 0);
        check(": 2", "2", 0, false, 0);
    }
}
