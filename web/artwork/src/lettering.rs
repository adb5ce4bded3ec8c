//! Titles that fit: words broken into lines, as large as their box allows, the same on every machine.
//!
//! Widths come from a table, and `textLength` holds the browser to them: whichever font it finds, nothing overflows.

use super::pen::{Colour, Pen};

/// Widths of the characters from space to tilde in a bold grotesque, in hundredths of the size.
const WIDTHS: &[u8; 95] = &[
    28, 33, 47, 56, 56, 89, 72, 24, 33, 33, 39, 58, 28, 33, 28, 28, 56, 56, 56, 56, 56, 56, 56, 56, 56, 56, 33, 33, 58,
    58, 58, 61, 98, 72, 72, 72, 72, 67, 61, 78, 72, 28, 56, 72, 61, 83, 72, 78, 67, 78, 72, 67, 61, 72, 67, 94, 67, 67,
    61, 33, 28, 33, 58, 56, 33, 56, 61, 56, 61, 56, 33, 61, 61, 28, 28, 56, 28, 89, 61, 61, 61, 61, 39, 56, 33, 61, 56,
    78, 56, 56, 50, 39, 28, 39, 58,
];

/// A way to set a title.
#[derive(Clone, Copy)]
pub(crate) struct Face {
    /// A class that chooses family, weight and slant.
    pub(crate) class: &'static str,
    /// Whether it is set in capitals.
    pub(crate) capitals: bool,
    /// Width of its characters in percent of the table's.
    pub(crate) stretch: i32,
    /// Space between characters, in hundredths of the size.
    pub(crate) tracking: i32,
    /// From line to line, in hundredths of the size.
    pub(crate) leading: i32,
    /// The largest size.
    pub(crate) largest: i32,
}

/// Where a line begins.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Left,
    Middle,
    Right,
}

/// A title broken into lines.
pub(crate) struct Setting {
    face: Face,
    lines: Vec<Set>,
    /// How tall it is.
    pub(crate) height: i32,
}

struct Set {
    text: String,
    size: i32,
    width: i32,
}

impl Face {
    /// Width of a text at size 100.
    fn width(&self, text: &str) -> i32 {
        let characters = text.chars().map(|c| {
            let wide = match c {
                ' '..='~' => i32::from(WIDTHS[c as usize - 32]),
                'À'..='Þ' | 'Α'..='Ω' | 'А'..='Я' => 72,
                '\u{1100}'..='\u{11ff}'
                | '\u{2e80}'..='\u{9fff}'
                | '\u{ac00}'..='\u{d7af}'
                | '\u{ff00}'..='\u{ffef}' => 100,
                '’' | '·' => 28,
                _ => 58,
            };
            wide * self.stretch / 100 + self.tracking
        });
        (characters.sum::<i32>() - self.tracking).max(1)
    }

    /// Sets a title into a box, in lines of one size.
    pub(crate) fn set(self, title: &str, width: i32, height: i32) -> Setting {
        self.fitted(title, width, height, |face, lines| {
            let widest = lines.iter().map(|line| face.width(line)).max().unwrap_or(1);
            vec![(width * 100 / widest).min(face.largest); lines.len()]
        })
    }

    /// Sets a title into a box, every line as large as the width allows.
    pub(crate) fn stacked(self, title: &str, width: i32, height: i32) -> Setting {
        self.fitted(title, width, height, |face, lines| {
            let full: Vec<i32> = lines.iter().map(|line| (width * 100 / face.width(line)).min(face.largest)).collect();
            // A short word between long ones would shout.
            let smallest = full.iter().copied().min().unwrap_or(0);
            full.into_iter().map(|size| size.min(smallest * 7 / 4)).collect()
        })
    }

    /// Tries ever more lines and keeps the largest setting.
    fn fitted(self, title: &str, width: i32, height: i32, sizes: impl Fn(&Self, &[String]) -> Vec<i32>) -> Setting {
        let title = if self.capitals { title.chars().map(capital).collect() } else { title.to_owned() };
        let words = words(&title);
        let mut best: Option<(i32, Vec<Set>, i32)> = None;
        for count in 1..=words.len().min(9) {
            let lines = self.broken(&words, count);
            let mut sizes = sizes(&self, &lines);
            let tall = sizes.iter().sum::<i32>() * self.leading / 100;
            if tall > height {
                sizes.iter_mut().for_each(|size| *size = *size * height / tall);
            }
            // The smallest line decides how well it reads; more lines must earn their place.
            let value = sizes.iter().copied().min().unwrap_or(0) * 20 - count as i32;
            if best.as_ref().is_none_or(|(most, ..)| value > *most) {
                let tall = sizes.iter().sum::<i32>() * self.leading / 100;
                let set = |(text, size): (String, i32)| Set {
                    width: (self.width(&text) * size / 100).min(width),
                    text,
                    size,
                };
                best = Some((value, lines.into_iter().zip(sizes).map(set).collect(), tall));
            }
        }
        let (_, lines, height) = best.unwrap_or_default();
        Setting { face: self, lines, height }
    }

    /// Breaks words into at most `count` lines whose longest is as short as can be.
    fn broken(&self, words: &[&str], count: usize) -> Vec<String> {
        let widths: Vec<i32> = words.iter().map(|word| self.width(word)).collect();
        let space = self.width(" ") + 2 * self.tracking;
        let (mut low, mut high) =
            (widths.iter().copied().max().unwrap_or(1), widths.iter().sum::<i32>() + space * words.len() as i32);
        let lines_at = |limit: i32| {
            let (mut lines, mut used) = (1, 0);
            for &width in &widths {
                let next = if used == 0 { width } else { used + space + width };
                if next > limit && used > 0 {
                    lines += 1;
                    used = width;
                } else {
                    used = next;
                }
            }
            lines
        };
        while low < high {
            let middle = (low + high) / 2;
            if lines_at(middle) <= count { high = middle } else { low = middle + 1 }
        }
        let mut lines: Vec<String> = Vec::new();
        let mut used = 0;
        for (word, &width) in words.iter().zip(&widths) {
            match lines.last_mut() {
                Some(line) if used + space + width <= low => {
                    line.push(' ');
                    line.push_str(word);
                    used += space + width;
                }
                _ => {
                    lines.push((*word).to_owned());
                    used = width;
                }
            }
        }
        lines
    }
}

/// The capital of a letter, where it is one letter: the full table of Unicode would weigh more than the lettering.
fn capital(c: char) -> char {
    let back = match c {
        'à'..='ö' | 'ø'..='þ' | 'α'..='ρ' | 'σ'..='ω' | 'а'..='я' => 32,
        'ѐ'..='џ' => 80,
        'ÿ' => return 'Ÿ',
        'ά' => return 'Ά',
        'έ'..='ί' => 37,
        // Pairs of capital and small letter; three runs of them.
        'Ā'..='ķ' | 'Ŋ'..='ŷ' if c != 'ı' => c as u32 % 2,
        'Ĺ'..='ň' | 'Ź'..='ž' => 1 - c as u32 % 2,
        _ => return c.to_ascii_uppercase(),
    };
    char::from_u32(c as u32 - back).unwrap_or(c)
}

/// The words of a title. What is longer than any word of a language is cut, so that it fits all the same.
fn words(title: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for mut word in title.split_whitespace() {
        let long = if word.is_ascii() { 16 } else { 9 };
        while let Some((cut, _)) = word.char_indices().nth(long) {
            // After a hyphen or a dash where there is one.
            let cut = word[..cut].rfind(['-', '–', '/']).map_or(cut, |place| place + 1);
            let cut = (cut..=word.len()).find(|&cut| word.is_char_boundary(cut)).unwrap_or(word.len());
            words.push(&word[..cut]);
            word = &word[cut..];
        }
        if !word.is_empty() {
            words.push(word);
        }
    }
    words
}

impl Setting {
    /// Draws it with its top at `y`.
    pub(crate) fn draw(&self, pen: &mut Pen, x: i32, y: i32, side: Side, ink: Colour) {
        pen.raw("<g class=\"").raw(self.face.class).raw("\"").attr("fill", ink);
        pen.raw(">");
        let mut baseline = y;
        for line in &self.lines {
            // Capitals stand about 72 hundredths of the size above the baseline; leading is shared above and below.
            let pitch = line.size * self.face.leading / 100;
            let left = match side {
                Side::Left => x,
                Side::Middle => x - line.width / 2,
                Side::Right => x - line.width,
            };
            pen.raw("<text")
                .attr("x", left)
                .attr("y", baseline + (pitch + line.size * 72 / 100) / 2)
                .attr("font-size", line.size);
            if line.text.chars().count() > 1 {
                // With the space after the last character, which browsers count too.
                let space = line.size * self.face.tracking / 100;
                pen.attr("letter-spacing", space).attr("textLength", line.width + space);
                pen.attr("lengthAdjust", "spacingAndGlyphs");
            }
            pen.raw(">").text(&line.text).raw("</text>");
            baseline += pitch;
        }
        pen.raw("</g>");
    }
}
