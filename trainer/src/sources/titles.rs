//! `Matrix, The (1999)` → The Matrix, 1999. MovieLens and Letterboxd write titles differently.

/// What a title says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Title {
    /// As Letterboxd would show it.
    pub(super) title: String,
    /// With the alternatives in brackets, where there are any: not every bracket holds an alternative.
    pub(super) full: String,
    /// Other titles of the same film; one that is not marked `a.k.a.` is most likely the original title.
    pub(super) alternatives: Vec<Alternative>,
    /// The year in brackets at the end.
    pub(super) year: Option<u16>,
}

/// Another title of the same film.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Alternative {
    pub(super) title: String,
    /// Marked `a.k.a.`: another name in the same language.
    pub(super) also: bool,
}

/// Letterboxd's: only the year comes off.
pub(super) fn plain(text: &str) -> Title {
    let (title, year) = split_year(text);
    Title { title: title.to_owned(), full: title.to_owned(), alternatives: Vec::new(), year }
}

/// MovieLens': articles go to the front, `(a.k.a. …)` and original titles in brackets come off.
pub(super) fn movielens(text: &str) -> Title {
    let (full, year) = split_year(text);
    let mut rest = full;
    let mut alternatives = Vec::new();
    while let Some((before, inside)) = split_brackets(rest) {
        let (also, inside) = match strip_also_known_as(inside) {
            Some(inside) => (true, inside),
            None => (false, inside),
        };
        // `Birdman: Or (The Unexpected Virtue of Ignorance)` is one title.
        if !also && (before.is_empty() || before.to_lowercase().ends_with(" or")) {
            break;
        }
        if before.is_empty() {
            break;
        }
        alternatives.push(Alternative { title: article_first(inside), also });
        rest = before;
    }
    alternatives.reverse();
    // `Human Centipede, The (First Sequence)` in full is The Human Centipede (First Sequence).
    let title = article_first(rest);
    let full = format!("{title}{}", &full[rest.len()..]);
    Title { title, full, alternatives, year }
}

/// The year of `2019-05-30`, or of `2019`.
pub(super) fn year_of(date: &str) -> Option<u16> {
    plausible(date.get(..4)?).filter(|_| date.as_bytes().get(4).is_none_or(|byte| !byte.is_ascii_digit()))
}

/// Takes `(1999)` or `(2006–2007)` off the end.
fn split_year(text: &str) -> (&str, Option<u16>) {
    let text = text.trim();
    if let Some((before, inside)) = split_brackets(text)
        && let Some(year) = year_of(inside)
        && inside[4..].chars().all(|c| c.is_ascii_digit() || c == '-' || c == '–' || c == ' ')
        && !before.is_empty()
    {
        return (before, Some(year));
    }
    (text, None)
}

fn plausible(digits: &str) -> Option<u16> {
    if digits.len() != 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok().filter(|year| (1870..=2100).contains(year))
}

/// Splits the last bracket off, minding brackets inside it.
fn split_brackets(text: &str) -> Option<(&str, &str)> {
    if !text.ends_with(')') {
        return None;
    }
    let mut depth = 0;
    for (at, c) in text.char_indices().rev() {
        match c {
            ')' => depth += 1,
            '(' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((text[..at].trim_end(), text[at + 1..text.len() - 1].trim()));
        }
    }
    None
}

fn strip_also_known_as(inside: &str) -> Option<&str> {
    let marks = ["a.k.a. ", "a.k.a ", "aka "];
    let mark =
        marks.iter().find(|mark| inside.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark)))?;
    Some(inside[mark.len()..].trim())
}

/// Articles that MovieLens moves behind a comma.
const ARTICLES: [&str; 33] = [
    "The", "A", "An", "Le", "La", "Les", "L'", "L’", "Un", "Une", "Des", "Il", "Lo", "Gli", "I", "Uno", "Una", "El",
    "Los", "Las", "Der", "Die", "Das", "Ein", "Eine", "De", "Het", "Den", "Det", "En", "Ett", "O", "Os",
];

/// `Postino, Il` → Il Postino.
fn article_first(text: &str) -> String {
    if let Some((rest, article)) = text.rsplit_once(", ")
        && let Some(article) = ARTICLES.iter().find(|known| known.eq_ignore_ascii_case(article))
    {
        let space = if article.ends_with(['\'', '’']) { "" } else { " " };
        return format!("{article}{space}{rest}");
    }
    text.to_owned()
}

/// The words of a title by which two records of a film agree: without case, accents, marks and a leading article, numerals
/// as digits.
pub(super) fn bare_words(title: &str) -> Vec<String> {
    const NUMERALS: [(&str, &str); 9] = [
        ("ii", "2"),
        ("iii", "3"),
        ("iv", "4"),
        ("v", "5"),
        ("vi", "6"),
        ("vii", "7"),
        ("viii", "8"),
        ("ix", "9"),
        ("fourth", "4th"),
    ];
    let split = title.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '.' | '&'));
    let words = split.map(key).filter(|word| !word.is_empty());
    let numeral = |word: String| NUMERALS.iter().find(|known| known.0 == word).map_or(word, |known| known.1.to_owned());
    let mut words: Vec<String> = words.map(numeral).collect();
    if words.len() > 1 && matches!(words[0].as_str(), "the" | "a" | "an") {
        words.remove(0);
    }
    words
}

/// Letters and digits only, without case, so that two spellings of a title agree.
pub(crate) fn key(title: &str) -> String {
    let mut key = String::with_capacity(title.len());
    for c in title.chars() {
        match c {
            '&' => key.push_str("and"),
            'À'..='Å' | 'à'..='å' => key.push('a'),
            'Ç' | 'ç' => key.push('c'),
            'È'..='Ë' | 'è'..='ë' => key.push('e'),
            'Ì'..='Ï' | 'ì'..='ï' => key.push('i'),
            'Ñ' | 'ñ' => key.push('n'),
            'Ò'..='Ö' | 'ò'..='ö' | 'Ø' | 'ø' => key.push('o'),
            'Ù'..='Ü' | 'ù'..='ü' => key.push('u'),
            c if c.is_alphanumeric() => key.extend(c.to_lowercase()),
            _ => {}
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn movielens_titles() {
        let cases = [
            ("Toy Story (1995)", "Toy Story", Some(1995), ""),
            ("Matrix, The (1999)", "The Matrix", Some(1999), ""),
            ("Beautiful Mind, A (2001)", "A Beautiful Mind", Some(2001), ""),
            ("Affair to Remember, An (1957)", "An Affair to Remember", Some(1957), ""),
            ("Dolce vita, La (1960)", "La Dolce vita", Some(1960), ""),
            ("Avventura, L' (1960)", "L'Avventura", Some(1960), ""),
            ("Postman, The (Postino, Il) (1994)", "The Postman", Some(1994), "Il Postino"),
            (
                "City of Lost Children, The (Cité des enfants perdus, La) (1995)",
                "The City of Lost Children",
                Some(1995),
                "La Cité des enfants perdus",
            ),
            ("Star Maker, The (Uomo delle stelle, L') (1995)", "The Star Maker", Some(1995), "L'Uomo delle stelle"),
            ("Seven (a.k.a. Se7en) (1995)", "Seven", Some(1995), "aka Se7en"),
            (
                "Léon: The Professional (a.k.a. The Professional) (Léon) (1994)",
                "Léon: The Professional",
                Some(1994),
                "aka The Professional|Léon",
            ),
            (
                "Men in Black II (a.k.a. MIIB) (a.k.a. MIB 2) (2002)",
                "Men in Black II",
                Some(2002),
                "aka MIIB|aka MIB 2",
            ),
            ("Boat, The (Boot, Das (Boat, The)) (1981)", "The Boat", Some(1981), "Boot, Das (Boat, The)"),
            ("(500) Days of Summer (2009)", "(500) Days of Summer", Some(2009), ""),
            ("(Untitled) (2009)", "(Untitled)", Some(2009), ""),
            (
                "Birdman: Or (The Unexpected Virtue of Ignorance) (2014)",
                "Birdman: Or (The Unexpected Virtue of Ignorance)",
                Some(2014),
                "",
            ),
            ("Jack's Back (1988) ", "Jack's Back", Some(1988), ""),
            ("Skokie\u{a0}(1981)", "Skokie", Some(1981), ""),
            ("Deadly Advice(1994)", "Deadly Advice", Some(1994), ""),
            ("Death Note: Desu nôto (2006–2007)", "Death Note: Desu nôto", Some(2006), ""),
            ("Babylon 5", "Babylon 5", None, ""),
            ("Millions Game, The (Das Millionenspiel)", "The Millions Game", None, "Das Millionenspiel"),
            ("1984 (1984)", "1984", Some(1984), ""),
            ("2012 (2009)", "2012", Some(2009), ""),
            ("(1999)", "(1999)", None, ""),
            ("1-900 (06) (1994)", "1-900", Some(1994), "06"),
            (
                "Good, the Bad and the Ugly, The (Buono, il brutto, il cattivo, Il) (1966)",
                "The Good, the Bad and the Ugly",
                Some(1966),
                "Il Buono, il brutto, il cattivo",
            ),
            ("Girl, Interrupted (1999)", "Girl, Interrupted", Some(1999), ""),
            ("Paris, Texas (1984)", "Paris, Texas", Some(1984), ""),
        ];
        for (text, title, year, alternatives) in cases {
            let read = movielens(text);
            let others: Vec<_> = read
                .alternatives
                .iter()
                .map(|other| format!("{}{}", if other.also { "aka " } else { "" }, other.title))
                .collect();
            assert_eq!(
                (read.title.as_str(), read.year, others.join("|").as_str()),
                (title, year, alternatives),
                "{text}"
            );
        }
        assert_eq!(
            movielens("Human Centipede, The (First Sequence) (2009)").full,
            "The Human Centipede (First Sequence)"
        );
    }

    #[test]
    fn letterboxd_titles_keep_everything_but_the_year() {
        for (text, title, year) in [
            ("Parasite (2019)", "Parasite", Some(2019)),
            ("Pamela, A Love Story (2023)", "Pamela, A Love Story", Some(2023)),
            ("Dìdi (弟弟) (2024)", "Dìdi (弟弟)", Some(2024)),
            ("The Backrooms (Found Footage) (2022)", "The Backrooms (Found Footage)", Some(2022)),
            ("Tyler, The (2022)", "Tyler, The", Some(2022)),
            ("The Haunted Mask", "The Haunted Mask", None),
            ("Blade Runner (9999)", "Blade Runner (9999)", None),
        ] {
            let read = plain(text);
            assert_eq!((read.title.as_str(), read.year), (title, year), "{text}");
        }
    }

    #[test]
    fn years_of_dates() {
        for (date, year) in [
            ("2019-05-30", Some(2019)),
            ("1999", Some(1999)),
            ("", None),
            ("19", None),
            ("20190530", None),
            ("0000-00-00", None),
            ("é999", None),
        ] {
            assert_eq!(year_of(date), year, "{date}");
        }
    }

    #[test]
    fn records_of_a_film_agree() {
        let agree = |a: &str, b: &str| assert_eq!(bare_words(a).concat(), bare_words(b).concat(), "{a}");
        agree("EverAfter", "Ever After");
        agree("Sid & Nancy", "Sid and Nancy");
        agree("Pusher 3", "Pusher III");
        agree("The Bad Lieutenant: Port of Call - New Orleans", "Bad Lieutenant: Port of Call – New Orleans");
        agree("Dont Look Back", "Don't Look Back");
        assert_ne!(bare_words("Saw II"), bare_words("Saw III"));
        assert_eq!(bare_words("A"), ["a"]);
    }

    #[test]
    fn spellings_agree() {
        assert_eq!(key("Amélie & Co."), key("AMELIE and co"));
        assert_ne!(key("Alien"), key("Aliens"));
    }
}
