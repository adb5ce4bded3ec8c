//! How many films each filter kept away.

use super::FilterName;
use serde::de::{self, MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeMap, SerializeTuple};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::ops::{Index, IndexMut};

/// How many unseen films each filter kept away; a film can be counted under several. In JSON and the like a map of all
/// filters by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(as = "std::collections::BTreeMap<FilterName, u32>"))]
pub struct LeftOut([u32; FilterName::COUNT]);

impl Index<FilterName> for LeftOut {
    type Output = u32;

    fn index(&self, name: FilterName) -> &u32 {
        &self.0[name as usize]
    }
}

impl IndexMut<FilterName> for LeftOut {
    fn index_mut(&mut self, name: FilterName) -> &mut u32 {
        &mut self.0[name as usize]
    }
}

impl FromIterator<(FilterName, u32)> for LeftOut {
    fn from_iter<I: IntoIterator<Item = (FilterName, u32)>>(counts: I) -> Self {
        let mut left_out = Self::default();
        counts.into_iter().for_each(|(name, films)| left_out[name] += films);
        left_out
    }
}

impl Serialize for LeftOut {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            let mut map = serializer.serialize_map(Some(FilterName::COUNT))?;
            for name in FilterName::ALL {
                map.serialize_entry(name.as_str(), &self[name])?;
            }
            return map.end();
        }
        let mut tuple = serializer.serialize_tuple(FilterName::COUNT)?;
        self.0.iter().try_for_each(|films| tuple.serialize_element(films))?;
        tuple.end()
    }
}

impl<'de> Deserialize<'de> for LeftOut {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            deserializer.deserialize_map(Counts)
        } else {
            deserializer.deserialize_tuple(FilterName::COUNT, Counts)
        }
    }
}

struct Counts;

impl<'de> Visitor<'de> for Counts {
    type Value = LeftOut;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("how many films each filter kept away")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut counts: A) -> Result<LeftOut, A::Error> {
        let mut left_out = LeftOut::default();
        for (place, films) in left_out.0.iter_mut().enumerate() {
            *films = counts.next_element()?.ok_or_else(|| de::Error::invalid_length(place, &self))?;
        }
        Ok(left_out)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut counts: A) -> Result<LeftOut, A::Error> {
        let mut left_out = LeftOut::default();
        while let Some((name, films)) = counts.next_entry::<FilterName, u32>()? {
            left_out[name] = films;
        }
        Ok(left_out)
    }
}
