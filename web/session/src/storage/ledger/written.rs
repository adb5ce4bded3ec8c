//! What the member said and was told as it lies there. A remark or a pick whose number can be none is left out, and the rest
//! stays.

use super::{KeptComparison, KeptNight, KeptPick, KeptPreset, KeptRemark};
use crate::storage::film_key::FilmKey;
use halfstar_core::film::Stars;
use halfstar_core::import::Day;
use halfstar_core::import::kept::day;
use halfstar_core::remarks::Says;
use serde::{Deserialize, Deserializer};

/// A remark; its rating may be none.
#[derive(Deserialize)]
struct WrittenRemark {
    film: FilmKey,
    says: Option<WrittenSays>,
    #[serde(deserialize_with = "day")]
    day: Option<Day>,
    at: u64,
}

/// In the order of [`Says`].
#[derive(Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
pub(in crate::storage) enum WrittenSays {
    Rated(u8),
    Liked,
    Seen,
    Dismissed,
    Wanted,
}

impl WrittenSays {
    /// What it says, unless it is a rating that is none.
    pub(in crate::storage) fn read(self) -> Option<Says> {
        Some(match self {
            Self::Rated(halves) => Says::Rated(Stars::from_halves(halves)?),
            Self::Liked => Says::Liked,
            Self::Seen => Says::Seen,
            Self::Dismissed => Says::Dismissed,
            Self::Wanted => Says::Wanted,
        })
    }
}

impl WrittenRemark {
    fn read(self) -> Option<KeptRemark> {
        let Self { film, says, day, at } = self;
        let says = match says {
            Some(says) => Some(says.read()?),
            None => None,
        };
        Some(KeptRemark { film, says, day, at })
    }
}

pub(super) fn remarks<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<KeptRemark>, D::Error> {
    let written = Vec::<WrittenRemark>::deserialize(deserializer)?;
    Ok(written.into_iter().filter_map(WrittenRemark::read).collect())
}

pub(in crate::storage) fn picks<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<KeptPick>, D::Error> {
    let mut picks = Vec::<KeptPick>::deserialize(deserializer)?;
    picks.retain(|pick| (0.5..=5.0).contains(&pick.stars));
    Ok(picks)
}

pub(super) fn nights<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<KeptNight>, D::Error> {
    let mut nights = Vec::<KeptNight>::deserialize(deserializer)?;
    nights.retain(|night| night.day.is_date());
    Ok(nights)
}

pub(super) fn presets<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<KeptPreset>, D::Error> {
    let mut presets = Vec::<KeptPreset>::deserialize(deserializer)?;
    presets.retain(|preset| !preset.name.is_empty());
    Ok(presets)
}

/// Whoever wrote a pair may have had its films in another order, and one film is no pair.
pub(super) fn comparisons<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<KeptComparison>, D::Error> {
    let written = Vec::<KeptComparison>::deserialize(deserializer)?;
    let in_order = |KeptComparison { films, answer, at }| KeptComparison::new(films, answer, at);
    Ok(written.into_iter().filter_map(in_order).collect())
}
