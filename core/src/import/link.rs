//! `boxd.it` links. A code is a number in base 62: ten times an id, plus what the id counts.

/// What a link leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Link {
    /// A film, by Letterboxd's number for it.
    Film(u32),
    /// Something else on Letterboxd: a log entry, a list, a page by name.
    Other,
    /// Not a link to Letterboxd, or not to a film that can exist.
    Unreadable,
}

/// Reads a link, with or without its scheme.
pub(super) fn read(text: &str) -> Link {
    let text = text.trim();
    let address = text.split_once("://").map_or(text, |(_, address)| address);
    let (host, path) = address.split_once('/').unwrap_or((address, ""));
    let host = host.to_ascii_lowercase();
    match host.strip_prefix("www.").unwrap_or(&host) {
        "boxd.it" => decode(path.split(['/', '?', '#']).next().unwrap_or("")),
        "letterboxd.com" => Link::Other,
        _ => Link::Unreadable,
    }
}

fn decode(code: &str) -> Link {
    let number = code.bytes().try_fold(0u64, |number, byte| {
        let digit = match byte {
            b'0'..=b'9' => byte - b'0',
            b'a'..=b'z' => byte - b'a' + 10,
            b'A'..=b'Z' => byte - b'A' + 36,
            _ => return None,
        };
        number.checked_mul(62)?.checked_add(u64::from(digit))
    });
    match number {
        Some(number) if number >= 10 && number % 10 == 0 => {
            u32::try_from(number / 10).map_or(Link::Unreadable, Link::Film)
        }
        Some(number) if number >= 10 => Link::Other,
        _ => Link::Unreadable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_decoded() {
        fn check(text: &str, expected: Link) {
            assert_eq!(read(text), expected, "{text:?}");
        }
        check("https://boxd.it/2aNK", Link::Film(51_818));
        check("http://boxd.it/2aNK", Link::Film(51_818));
        check("boxd.it/2aNK", Link::Film(51_818));
        check(" HTTPS://BOXD.IT/2aNK/ ", Link::Film(51_818));
        check("https://www.boxd.it/hTha?x=1", Link::Film(426_406));
        check("https://boxd.it/2b0k", Link::Film(51_896));
        check("https://boxd.it/29Nu", Link::Film(51_432));
        check("https://boxd.it/4P7hnr", Link::Other);
        check("https://boxd.it/tuaCm", Link::Other);
        check("https://letterboxd.com/film/the-godfather/", Link::Other);
        check("https://boxd.it/", Link::Unreadable);
        check("https://boxd.it/0", Link::Unreadable);
        check("https://boxd.it/a-b", Link::Unreadable);
        check("https://boxd.it/é", Link::Unreadable);
        check("https://boxd.it/ZZZZZZZZZZZZZZZZZZZZ", Link::Unreadable);
        check("https://example.com/2aNK", Link::Unreadable);
        check("2aNK", Link::Unreadable);
        check("", Link::Unreadable);
    }
}
