//! Links to films. The code of a `boxd.it` link is a number in base 62: ten times an id, plus what the id counts.

/// What a link leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Link {
    /// A film, by Letterboxd's number for it.
    Film(u32),
    /// A title, by IMDb's number for it.
    Imdb(u32),
    /// A film, by TMDB's number for it.
    Tmdb(u32),
    /// Something else on one of these sites: a log entry, a list, a page by name.
    Other,
    /// Not a link to a site that knows films, or not to a film that can exist.
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
        "imdb.com" | "m.imdb.com" => path.split('/').find_map(imdb_id).map_or(Link::Other, Link::Imdb),
        "themoviedb.org" => {
            let id = path.split_once("movie/").map(|(_, rest)| leading_digits(rest)).and_then(number);
            id.map_or(Link::Other, Link::Tmdb)
        }
        _ => Link::Unreadable,
    }
}

/// IMDb's number as files write it: `tt0133093`, or without its letters.
pub(super) fn imdb_id(text: &str) -> Option<u32> {
    number(text.strip_prefix("tt")?)
}

/// A number that can be an id.
pub(super) fn number(text: &str) -> Option<u32> {
    text.parse().ok().filter(|&number| number > 0)
}

/// The number of the film whose picture this is: `…/film-poster/5/1/8/1/8/51818-the-godfather-0-600-0-900-crop.jpg`.
pub(super) fn of_poster(address: &str) -> Option<u32> {
    let (_, path) = address.split_once("/film-poster/")?;
    let (spelt, file) =
        path.split_once(|c: char| !c.is_ascii_digit() && c != '/').map(|(before, _)| before.rsplit_once('/'))??;
    // The folders spell the number too: then it is no other number that happens to stand there.
    let digits = file.as_bytes().iter().eq(spelt.as_bytes().iter().filter(|&&byte| byte != b'/'));
    digits.then(|| number(file)).flatten()
}

fn leading_digits(text: &str) -> &str {
    &text[..text.bytes().take_while(u8::is_ascii_digit).count()]
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
        check("https://www.imdb.com/title/tt0133093/", Link::Imdb(133_093));
        check("http://m.imdb.com/title/tt0133093?ref_=x", Link::Other);
        check("https://www.imdb.com/list/ls1/", Link::Other);
        check("https://www.themoviedb.org/movie/603-the-matrix", Link::Tmdb(603));
        check("https://www.themoviedb.org/tv/1396", Link::Other);
        check("https://example.com/2aNK", Link::Unreadable);
        check("2aNK", Link::Unreadable);
        check("", Link::Unreadable);
    }

    #[test]
    fn posters_are_numbered() {
        fn check(address: &str, expected: Option<u32>) {
            assert_eq!(of_poster(address), expected, "{address}");
        }
        check(
            "https://a.ltrbxd.com/resized/film-poster/5/1/8/1/8/51818-the-godfather-0-600-0-900-crop.jpg",
            Some(51_818),
        );
        check("https://a.ltrbxd.com/resized/film-poster/5/1/8/1/9/51818-the-godfather.jpg", None);
        check("https://a.ltrbxd.com/resized/sm/upload/x1/film-poster/", None);
        check("https://a.ltrbxd.com/film-poster/7", None);
        check("", None);
    }
}
