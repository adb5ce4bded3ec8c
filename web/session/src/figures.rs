//! The numbers behind the page's pictures: how long a bar is, where a dot lies. The page draws them and reckons nothing.

use crate::protocol::MapView;
use halfstar_core::film::{FilmId, Stars};
use halfstar_core::together::{MOST, Match};

/// A stretch of a line, in hundredths of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Where it begins.
    pub from: u32,
    /// How long it is.
    pub width: u32,
}

/// A share as the nearest whole number of hundredths.
pub fn percent(share: f32) -> u32 {
    (share.clamp(0.0, 1.0) * 100.0 + 0.5) as u32
}

/// A part of a whole, as the nearest whole number of hundredths.
pub fn percent_of(part: u32, whole: u32) -> u32 {
    (part.saturating_mul(100).saturating_add(whole / 2)) / whole.max(1)
}

/// How far a download is, in hundredths; 0 while its length is not known.
pub fn progress(loaded: u32, total: u32) -> u32 {
    (loaded / (total / 100).max(1)).min(100)
}

/// A part of a whole, 0 to 1.
pub fn share(part: u32, whole: u32) -> f32 {
    part as f32 / whole.max(1) as f32
}

/// Amounts in proportion to the one that says most, −1 to 1; the largest counts as `least` if all are smaller.
pub fn proportions(amounts: impl Iterator<Item = f32> + Clone, least: f32) -> impl Iterator<Item = f32> {
    let largest = amounts.clone().map(f32::abs).fold(least, f32::max);
    amounts.map(move |amount| amount / largest)
}

/// The root of the mean of squared errors.
pub fn root_mean(sum_of_squares: f32, count: u32) -> f32 {
    (sum_of_squares / count.max(1) as f32).sqrt()
}

/// Upright bars: each one's height in hundredths of the tallest. Something is there, however little.
pub fn columns(counts: &[u32]) -> Vec<Span> {
    let most = counts.iter().copied().max().unwrap_or(0).max(1) as f32;
    let column = |&count: &u32| {
        let height = (count as f32 / most * 100.0 + 0.5) as u32;
        let height = if count > 0 { height.max(2) } else { 0 };
        Span { from: 100 - height, width: height }
    };
    counts.iter().map(column).collect()
}

/// The same in so many points from `top` on, rounded down: for a picture of fixed size.
pub fn bars(counts: &[u32], top: u32, room: u32) -> Vec<Span> {
    let most = counts.iter().copied().max().unwrap_or(0).max(1);
    let bar = |&count: &u32| {
        let height = (u64::from(count) * u64::from(room) / u64::from(most)) as u32;
        Span { from: top + room - height, width: height }
    };
    counts.iter().map(bar).collect()
}

/// A bar to the right of a middle line, or to the left of it, from how far it reaches: −1 to 1.
pub fn leaning(reach: f32) -> Span {
    let half = percent(reach.abs()) / 2;
    Span { from: if reach < 0.0 { 50 - half } else { 50 }, width: half.max(1) }
}

/// ½ to 5 stars on a line with room for dots at both ends.
pub fn on_line(stars: f32) -> u32 {
    (4.0 + (stars - 0.5) / 4.5 * 92.0 + 0.5) as u32
}

/// Between two places of a line.
pub fn between(one: u32, other: u32) -> Span {
    Span { from: one.min(other), width: one.abs_diff(other) }
}

/// The stars of a level, 0 to 9.
pub fn stars_of_level(level: usize) -> f32 {
    (level + 1) as f32 / 2.0
}

/// In which of so many parts a place of 0 to 1 falls.
pub fn part_of(place: f32, parts: usize) -> usize {
    ((place * parts as f32) as usize).min(parts.saturating_sub(1))
}

/// Whole hours of these minutes.
pub fn hours(minutes: u32) -> u32 {
    minutes / 60
}

/// Whole days and nights of these minutes.
pub fn days(minutes: u32) -> u32 {
    hours(minutes) / 24
}

/// The first year of a year's decade.
pub fn decade_of(year: u16) -> u16 {
    year / 10 * 10
}

/// Places below each other: the first one `step` below `top`.
pub fn rows_below(top: u32, step: u32) -> impl Iterator<Item = u32> {
    (1..).map(move |row| top.saturating_add(step.saturating_mul(row)))
}

/// Milliseconds from one time to another.
pub fn elapsed(from: f64, to: f64) -> f64 {
    to - from
}

/// How many people guests and the member are.
pub fn with_the_member(guests: usize) -> usize {
    guests.saturating_add(1)
}

/// Whether as many guests have joined as find room.
pub fn is_full(guests: usize) -> bool {
    with_the_member(guests) >= MOST
}

/// Whoever likes a film by so much less than somebody else is named.
const APART: f32 = 0.15;

/// The place of the member whom a film says least, if it says much more to somebody else. Who has seen it does not count.
pub fn least_keen(members: &[Match]) -> Option<usize> {
    let likings = members.iter().enumerate().filter(|(_, to)| !to.seen);
    let (place, least) = likings.reduce(|least, next| if next.1.liking < least.1.liking { next } else { least })?;
    members.iter().any(|to| to.liking > least.liking + APART).then_some(place)
}

/// Room for the bytes of files.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    left: f64,
    taken: f64,
}

/// How often files lie in the page's memory, beside themselves, while they are made a message: that takes up to twice its
/// length as it grows, and once more as it was before.
const COPIES: f64 = 3.0;

impl Room {
    /// So many bytes.
    pub fn new(bytes: f64) -> Self {
        Self { left: bytes, taken: 0.0 }
    }

    /// Whether a file of this size still fits.
    pub fn holds(self, size: f64) -> bool {
        size <= self.left
    }

    /// Takes the room that it needs.
    pub fn take(&mut self, size: f64) {
        self.left -= size;
        self.taken += size;
    }

    /// How many bytes more the page's memory has to have before one of the files that were taken, of this size, is copied
    /// there, and all of them are sent on.
    pub fn to_send(self, size: f64) -> usize {
        (size + COPIES * self.taken) as usize
    }
}

/// Where a picture lies on the screen.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    /// Its left edge.
    pub left: f64,
    /// Its upper edge.
    pub top: f64,
    /// From left to right.
    pub width: f64,
    /// From top to bottom.
    pub height: f64,
}

/// A film is found from this far away, in steps of the plane.
const NEAR: f64 = 6.0;
/// And from this far away on the screen, if that is more: a fingertip covers a dozen dots of a small picture.
const FINGER: f64 = 16.0;
/// The map's picture is so many steps wide and high, with an edge around the plane.
const MAP: f64 = 264.0;
const EDGE: f64 = 4.0;

/// The film nearest to a point of the map's picture, those of the member's first.
pub fn film_at(view: &MapView, frame: Frame, x: i32, y: i32) -> Option<FilmId> {
    let at = |from: f64, length: f64, point: i32| ((f64::from(point) - from) / length * MAP - EDGE) as i32;
    let (x, y) = (at(frame.left, frame.width, x), at(frame.top, frame.height, y));
    let distance = |film: FilmId| {
        let [left, top] = *view.places.get(film.index())?;
        let (across, down) = (i32::from(left).saturating_sub(x), i32::from(top).saturating_sub(y));
        Some((across.saturating_mul(across).saturating_add(down.saturating_mul(down)), film))
    };
    let within = |reach: f64| move |(square, _): &(i32, FilmId)| f64::from(*square) <= reach * reach;
    let own = || view.own.iter().filter_map(|(film, _)| distance(*film)).min();
    let any = || (0..view.places.len() as u32).map(FilmId).filter_map(distance).min();
    let nearest = |reach: f64| own().filter(within(reach)).or_else(|| any().filter(within(reach)));
    let finger = FINGER / frame.width * MAP;
    let far = || Some(finger).filter(|reach| reach.is_finite()).and_then(nearest);
    nearest(NEAR).or_else(far).map(|(_, film)| film)
}

/// Which way a key points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// To the left.
    Left,
    /// To the right.
    Right,
    /// Up.
    Up,
    /// Down.
    Down,
}

/// The next film of the member's on the map from one of them, this way: the nearest, where a step aside counts twice. Without
/// one to begin from, the one that they love most.
pub fn next_on_map(view: &MapView, from: Option<FilmId>, way: Way) -> Option<FilmId> {
    let place = |film: FilmId| view.places.get(film.index()).map(|at| at.map(i32::from));
    let Some([x, y]) = from.and_then(place) else {
        let shown = view.own.iter().filter(|(film, _)| place(*film).is_some());
        return shown.reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|(film, _)| *film);
    };
    let distance = |film: FilmId| {
        let [left, top] = place(film)?;
        let (across, down) = (left - x, top - y);
        let (ahead, aside) = match way {
            Way::Left => (-across, down),
            Way::Right => (across, down),
            Way::Up => (-down, across),
            Way::Down => (down, across),
        };
        (ahead > 0).then(|| (ahead + 2 * aside.abs(), film))
    };
    view.own.iter().filter_map(|(film, _)| distance(*film)).min().map(|(_, film)| film).or(from)
}

/// How wide a letter is in usual type without serifs, in hundredths of its size: rather too wide than too narrow.
fn advance(letter: char) -> u32 {
    match letter {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '’' | '|' | '!' | ' ' => 29,
        'f' | 't' | 'r' | '(' | ')' | '-' | '/' | '1' => 40,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' | '★' | '—' => 95,
        'a'..='z' | '0'..='9' | '\u{df}'..='\u{ff}' => 58,
        // Letters as wide as they are high.
        '\u{1100}'.. => 105,
        _ => 76,
    }
}

/// How wide a text is at this size.
pub fn width(text: &str, size: u32) -> u32 {
    (text.chars().map(advance).sum::<u32>().saturating_mul(size)).div_ceil(100)
}

/// Where a text stands that begins here, ends here, or has its middle here: left, top, right, bottom.
pub fn text_box(text: &str, size: u32, [x, y]: [u8; 2], anchor: &str) -> [i32; 4] {
    let wide = width(text, size) as i32;
    let left = i32::from(x) - if anchor == "start" { 0 } else { wide / if anchor == "end" { 1 } else { 2 } };
    [left, i32::from(y) - size as i32, left + wide, i32::from(y)]
}

/// Whether two boxes lie over each other.
pub fn overlap(one: [i32; 4], other: [i32; 4]) -> bool {
    one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3]
}

/// A text, or as much of it as has room at this size.
pub fn fit(text: &str, size: u32, room: u32) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let left = room.saturating_sub(width("…", size));
    let mut kept = String::new();
    for letter in text.chars() {
        kept.push(letter);
        if width(&kept, size) > left {
            kept.pop();
            break;
        }
    }
    kept.trim_end_matches([' ', ',', '-']).to_owned() + "…"
}

/// A text in lines that have room at this size, broken between words.
pub fn lines(text: &str, size: u32, room: u32) -> Vec<String> {
    let mut lines = Vec::<String>::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line)
                if width(line, size).saturating_add(width(" ", size)).saturating_add(width(word, size)) <= room =>
            {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(fit(word, size, room)),
        }
    }
    lines
}

/// The difference of two counts, and whether the first is the larger; nothing where they are equal.
pub fn difference(now: u32, before: u32) -> Option<(u32, bool)> {
    Some((now.abs_diff(before), now > before)).filter(|(difference, _)| *difference > 0)
}

/// By how many stars a prediction would have been off; nothing where it is less than a quarter of one.
pub fn off_by(predicted: f32, given: Stars) -> Option<f32> {
    let off = (predicted - given.stars()).abs();
    (off >= 0.25).then_some(off)
}

/// So many films are told to have moved up.
const TOLD: usize = 6;
/// Whoever was further down, or not there, is new among so many.
const FIRST: usize = 20;

/// The films that stand higher on the shelf than before, or are new among its first; the first of them.
pub fn moved_up(before: &[FilmId], now: &[FilmId]) -> Vec<FilmId> {
    let has_moved = |(place, film): &(usize, &FilmId)| match before.iter().position(|known| known == *film) {
        Some(was) => *place < was,
        None => *place < FIRST,
    };
    now.iter().enumerate().filter(has_moved).take(TOLD).map(|(_, film)| *film).collect()
}

/// How far a card follows a finger, and what it means to let go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Swipe {
    /// CSS pixels, to the right.
    pub by: f64,
    /// Whether it says something: true to the right.
    pub says: Option<bool>,
}

/// Closer than this a finger taps.
const TAP: f64 = 12.0;
/// So much of a card's width is a swipe, or so many pixels of a wide one.
const SWIPED: f64 = 0.45;
const FAR: f64 = 110.0;

/// A finger that went from one spot (to the right, down) to another, on a card of this width. Nothing for a tap, and for what
/// goes up or down.
pub fn swipe(from: (f64, f64), to: (f64, f64), width: f64) -> Option<Swipe> {
    let (right, down) = (to.0 - from.0, to.1 - from.1);
    let is_swipe = right.abs() > TAP && right.abs() > 1.5 * down.abs();
    let is_far = right.abs() >= (SWIPED * width).min(FAR);
    is_swipe.then(|| Swipe { by: right, says: is_far.then_some(right > 0.0) })
}

/// On which sides of a row that scrolls there is more than is seen: `before`, `after`, both or neither. A pixel is nothing:
/// screens divide them.
pub fn hidden_beyond(left: i32, width: i32, all: i32) -> &'static str {
    match (left > 1, all - width - left > 1) {
        (false, false) => "",
        (true, false) => "before",
        (false, true) => "after",
        (true, true) => "before after",
    }
}

/// How far such a row goes on at once: most of what is seen, so that its end stays in sight.
pub fn nudge(width: i32, back: bool) -> f64 {
    f64::from(width) * if back { -0.8 } else { 0.8 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(from: u32, width: u32) -> Span {
        Span { from, width }
    }

    #[test]
    fn shares_are_rounded_and_stay_within_the_whole() {
        assert_eq!([-1.0, 0.0, 0.004, 0.005, 0.5, 1.0, 7.0].map(percent), [0, 0, 0, 1, 50, 100, 100]);
        let check = |part, whole, expected| assert_eq!(percent_of(part, whole), expected, "{part} of {whole}");
        check(1, 3, 33);
        check(2, 3, 67);
        check(0, 0, 0);
        assert_eq!([(0, 0), (50, 0), (1_000, 2_000), (9_999, 2_000)].map(|(a, b)| progress(a, b)), [0, 50, 50, 100]);
        assert_eq!((share(1, 4), share(3, 0)), (0.25, 3.0));
    }

    #[test]
    fn columns_stand_on_the_ground() {
        assert_eq!(columns(&[0, 1, 100, 50]), [span(100, 0), span(98, 2), span(0, 100), span(50, 50)]);
        assert_eq!(columns(&[0, 0]), [span(100, 0), span(100, 0)]);
        assert_eq!(bars(&[3, 1, 0], 404, 170), [span(404, 170), span(518, 56), span(574, 0)]);
        assert_eq!(bars(&[u32::MAX], 0, 170), [span(0, 170)]);
    }

    #[test]
    fn bars_lean_to_their_side() {
        assert_eq!(
            [1.0, 0.5, 0.0, -0.5, -1.0].map(leaning),
            [span(50, 50), span(50, 25), span(50, 1), span(25, 25), span(0, 50)]
        );
        assert_eq!(proportions([1.0, -2.0].into_iter(), 0.1).collect::<Vec<_>>(), [0.5, -1.0]);
        assert_eq!(proportions([0.05].into_iter(), 0.1).collect::<Vec<_>>(), [0.5]);
    }

    #[test]
    fn stars_lie_on_a_line_with_room_at_both_ends() {
        assert_eq!([0.5, 5.0].map(on_line), [4, 96]);
        assert_eq!([0, 9].map(stars_of_level), [0.5, 5.0]);
        assert_eq!((between(20, 50), between(50, 20)), (span(20, 30), span(20, 30)));
        assert_eq!([0.0, 0.49, 1.0].map(|place| part_of(place, 4)), [0, 1, 3]);
    }

    #[test]
    fn time_is_told_in_hours_days_and_decades() {
        assert_eq!((hours(119), days(60 * 24 * 2 - 1), decade_of(1999)), (1, 1, 1990));
        assert_eq!(rows_below(100, 50).take(2).collect::<Vec<_>>(), [150, 200]);
        assert_eq!(root_mean(18.0, 2), 3.0);
    }

    #[test]
    fn who_likes_it_least_is_named_where_others_like_it_much_more() {
        let to = |liking, seen| Match { liking, place: 1, predicted_stars: 4.0, seen, rating: None, wanted: false };
        assert_eq!(least_keen(&[to(0.9, false), to(0.5, false)]), Some(1));
        assert_eq!(least_keen(&[to(0.9, false), to(0.8, false)]), None, "near enough");
        assert_eq!(least_keen(&[to(0.9, false), to(0.1, true)]), None, "who has seen it is not asked");
        assert_eq!(least_keen(&[]), None);
    }

    #[test]
    fn a_press_finds_the_nearest_film_and_the_members_first() {
        let view = MapView {
            places: vec![[10, 10], [14, 10], [200, 200]],
            names: Vec::new(),
            own: vec![(FilmId(1), None)],
            titles: Vec::new(),
        };
        // As large on the screen as it is drawn, with its edge.
        let frame = Frame { left: 0.0, top: 0.0, width: 264.0, height: 264.0 };
        assert_eq!(film_at(&view, frame, 14, 14), Some(FilmId(1)), "the member's own is near enough");
        assert_eq!(film_at(&view, frame, 204, 204), Some(FilmId(2)));
        assert_eq!(film_at(&view, frame, 100, 100), None);
        let small = Frame { width: 66.0, height: 66.0, ..frame };
        assert_eq!(film_at(&view, small, 66, 51), Some(FilmId(2)), "a fingertip away on a small picture");
        assert_eq!(film_at(&view, frame, 264, 204), None, "as many steps away on a large one");
        let nowhere = Frame { width: 0.0, ..frame };
        assert_eq!(film_at(&view, nowhere, i32::MAX, i32::MIN), None, "a picture that is not drawn");
    }

    #[test]
    fn keys_go_from_film_to_film() {
        let own = (0..5).map(|film| (FilmId(film), Stars::from_halves(if film == 2 { 10 } else { 6 })));
        let places = vec![[100, 100], [150, 104], [120, 160], [100, 20], [104, 100], [0, 0]];
        let view = MapView { places, own: own.collect(), ..MapView::default() };
        let check = |from: u32, way, to: u32| {
            assert_eq!(next_on_map(&view, Some(FilmId(from)), way), Some(FilmId(to)), "{from} {way:?}");
        };
        assert_eq!(next_on_map(&view, None, Way::Left), Some(FilmId(2)), "it begins with the one they love most");
        check(0, Way::Right, 4);
        check(4, Way::Right, 1);
        check(1, Way::Right, 1);
        check(1, Way::Left, 4);
        check(0, Way::Down, 2);
        check(0, Way::Up, 3);
        check(2, Way::Up, 4);
        assert_eq!(next_on_map(&MapView::default(), Some(FilmId(7)), Way::Up), None);
    }

    #[test]
    fn texts_are_cut_and_broken_to_the_room_there_is() {
        assert_eq!(fit("Ozu", 30, 400), "Ozu");
        assert_eq!(fit("Apichatpong Weerasethakul", 30, 250), "Apichatpong W…");
        assert_eq!(fit("WWWWWWWWWWWW", 30, 250), "WWWWWWW…");
        assert_eq!(fit("illillillill", 30, 250), "illillillill");
        assert_eq!(fit("x", 30, 0), "…");
        for text in ["Apichatpong Weerasethakul", "千と千尋の神隠し", "Donaudampfschifffahrt", "éàü ÉÀÜ"]
        {
            for room in 40..400 {
                assert!(width(&fit(text, 30, room), 30) <= room, "{text} {room}");
            }
        }
        assert_eq!(lines("obscurity, out of 100", 27, 210), ["obscurity, out", "of 100"]);
        assert_eq!(lines("hours of film", 27, 210), ["hours of film"]);
        assert_eq!(text_box("WW", 10, [100, 50], "start"), [100, 40, 119, 50]);
        assert_eq!(text_box("WW", 10, [100, 50], "end"), [81, 40, 100, 50]);
        assert!(overlap([0, 0, 10, 10], [9, 9, 20, 20]) && !overlap([0, 0, 10, 10], [10, 0, 20, 10]));
        assert_eq!((difference(7, 5), difference(5, 7), difference(5, 5)), (Some((2, true)), Some((2, false)), None));
    }

    #[test]
    fn films_move_up_from_below_or_from_nowhere() {
        let films = |films: &[u32]| films.iter().copied().map(FilmId).collect::<Vec<_>>();
        let check = |before: &[u32], now: &[u32], expected: &[u32]| {
            assert_eq!(moved_up(&films(before), &films(now)), films(expected), "{before:?} to {now:?}");
        };
        check(&[1, 2, 3], &[1, 2, 3], &[]);
        check(&[1, 2, 3], &[3, 1, 2], &[3]);
        check(&[1, 2, 3], &[1, 4, 2, 3], &[4]);
        check(&[1, 2, 3], &[2, 3], &[2, 3]);
        check(&[], &[7, 8, 9, 10, 11, 12, 13], &[7, 8, 9, 10, 11, 12]);
        let before: Vec<u32> = (0..30).collect();
        let with_new: Vec<u32> = (0..20).chain([99]).chain(20..30).collect();
        check(&before, &with_new, &[]);
    }

    #[test]
    fn files_fit_until_the_room_is_taken() {
        let mut room = Room::new(10.0);
        assert!(room.holds(10.0) && !room.holds(11.0));
        room.take(4.0);
        assert!(room.holds(6.0) && !room.holds(7.0));
    }

    #[test]
    fn a_finger_taps_scrolls_or_swipes() {
        let to = |x: f64, y: f64| swipe((100.0, 200.0), (x, y), 160.0);
        assert_eq!(to(105.0, 203.0), None, "a tap");
        assert_eq!(to(130.0, 260.0), None, "scrolling");
        assert_eq!(to(140.0, 205.0), Some(Swipe { by: 40.0, says: None }), "not yet");
        assert_eq!(to(180.0, 205.0), Some(Swipe { by: 80.0, says: Some(true) }));
        assert_eq!(to(20.0, 190.0), Some(Swipe { by: -80.0, says: Some(false) }));
        assert_eq!(swipe((0.0, 0.0), (115.0, 0.0), 390.0), Some(Swipe { by: 115.0, says: Some(true) }), "a wide card");
    }

    #[test]
    fn a_row_says_where_it_goes_on() {
        let check = |left, expected| assert_eq!(hidden_beyond(left, 300, 800), expected, "{left}");
        check(0, "after");
        check(1, "after");
        check(2, "before after");
        check(498, "before after");
        check(499, "before");
        check(500, "before");
        assert_eq!(hidden_beyond(0, 300, 300), "");
        assert_eq!((nudge(300, false), nudge(300, true)), (240.0, -240.0));
    }
}
