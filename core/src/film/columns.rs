//! Columns of texts and of lists: many short values in one allocation.

use serde::{Deserialize, Serialize};

/// Many strings in one allocation; on the wire, one text with a newline between strings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    /// How many strings there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The string at `index`, or the empty string past the end.
    pub fn get(&self, index: usize) -> &str {
        let Some(&end) = self.ends.get(index) else { return "" };
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before] as usize + 1);
        &self.text[start..end as usize]
    }

    /// Puts other strings behind.
    pub(super) fn append(&mut self, other: &Self) {
        if other.is_empty() {
            return;
        }
        if !self.is_empty() {
            self.text.push('\n');
        }
        let start = self.text.len() as u32;
        self.text.push_str(&other.text);
        self.ends.extend(other.ends.iter().map(|&end| start + end));
    }

    /// All strings in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|index| self.get(index))
    }
}

impl<S: AsRef<str>> FromIterator<S> for Strings {
    /// Newlines inside a string become spaces: the newline is the separator.
    fn from_iter<I: IntoIterator<Item = S>>(strings: I) -> Self {
        let mut all = Self::default();
        for string in strings {
            if !all.ends.is_empty() {
                all.text.push('\n');
            }
            all.text.extend(string.as_ref().chars().map(|c| if c == '\n' { ' ' } else { c }));
            all.ends.push(all.text.len() as u32);
        }
        all
    }
}

// Zero strings and one empty string are the same text, so the count travels too.
impl Serialize for Strings {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.ends.len() as u32, &self.text).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Strings {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (count, text) = <(u32, String)>::deserialize(deserializer)?;
        let mut ends: Vec<u32> = text.match_indices('\n').map(|(at, _)| at as u32).collect();
        if count > 0 {
            ends.push(text.len() as u32);
        }
        if ends.len() != count as usize {
            return Err(serde::de::Error::custom("a string table disagrees with its own count"));
        }
        Ok(Self { text, ends })
    }
}

/// One short list of numbers a film, all in one allocation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Lists {
    lengths: Vec<u8>,
    values: Vec<u32>,
    #[serde(skip)]
    starts: Vec<u32>,
}

impl Lists {
    /// From one list a film; a list keeps its first 255 values.
    pub fn new<L: AsRef<[u32]>>(lists: impl IntoIterator<Item = L>) -> Self {
        let mut all = Self::default();
        for list in lists {
            let list = list.as_ref();
            let list = &list[..list.len().min(usize::from(u8::MAX))];
            all.lengths.push(list.len() as u8);
            all.values.extend_from_slice(list);
        }
        all.index();
        all
    }

    /// The list at `index`; empty past the end.
    pub fn get(&self, index: usize) -> &[u32] {
        match (self.starts.get(index), self.starts.get(index + 1)) {
            (Some(&start), Some(&end)) => &self.values[start as usize..end as usize],
            _ => &[],
        }
    }

    /// How many lists there are.
    pub fn len(&self) -> usize {
        self.lengths.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.lengths.is_empty()
    }

    /// Puts other lists behind.
    pub(super) fn append(&mut self, other: &Self) {
        self.lengths.extend_from_slice(&other.lengths);
        self.values.extend_from_slice(&other.values);
        self.index();
    }

    /// Restores what the wire leaves out; false when lengths and values disagree or a value reaches `limit`.
    pub(crate) fn restore(&mut self, limit: usize) -> bool {
        self.index();
        self.starts.last().copied().unwrap_or(0) as usize == self.values.len()
            && self.values.iter().all(|&value| (value as usize) < limit)
    }

    fn index(&mut self) {
        let mut end = 0;
        self.starts = std::iter::once(0)
            .chain(self.lengths.iter().map(|&length| {
                end += u32::from(length);
                end
            }))
            .collect();
    }
}
