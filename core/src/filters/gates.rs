//! Who passes the filters. One that keeps nothing away is not asked.

use super::filter::Gate;
use super::{Context, FilterName, LeftOut};
use crate::film::FilmId;
use crate::series::Series;
use crate::taste::Taste;

/// The filters that a film failed, a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Failed(u32);

const _: () = assert!(FilterName::COUNT <= u32::BITS as usize, "a filter has a bit");

impl Failed {
    /// Whether it passed them all.
    pub(crate) fn none(self) -> bool {
        self.0 == 0
    }

    /// The one that it failed, if it passed all others: it would be on the shelf if that were lifted.
    pub(crate) fn only(self) -> Option<FilterName> {
        self.0.is_power_of_two().then(|| FilterName::ALL.get(self.0.trailing_zeros() as usize).copied()).flatten()
    }

    /// Counts the film under the filter that alone keeps it away, if one does.
    pub(crate) fn count_alone(self, brings_back: &mut LeftOut) {
        if let Some(name) = self.only() {
            brings_back[name] += 1;
        }
    }

    /// What it failed as well.
    pub(crate) fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// That it failed this one, or nothing.
    pub(crate) fn of(name: FilterName, failed: bool) -> Self {
        Self(u32::from(failed) << name as u32)
    }

    /// Counts the film under every filter that it failed.
    pub(crate) fn count(self, left_out: &mut LeftOut) {
        let mut rest = self.0;
        while let Some(&name) = FilterName::ALL.get(rest.trailing_zeros() as usize) {
            left_out[name] += 1;
            rest &= rest - 1;
        }
    }
}

/// Filters with names looked up.
pub(crate) struct Gates<'a> {
    taste: &'a Taste,
    series: &'a Series,
    gates: Vec<(u32, Gate<'a>)>,
}

impl<'a> Gates<'a> {
    pub(crate) fn new(context: Context<'a>) -> Self {
        let Context { bundle, taste, filters, .. } = context;
        let gates = filters.narrowing().map(|name| (1 << name as u32, name.filter().gate(context))).collect();
        Self { taste, series: &bundle.series, gates }
    }

    /// What a film fails; `None` if the member is done with it, or has an earlier part of its series to see first, whatever
    /// the filters.
    pub(crate) fn ask(&self, film: FilmId) -> Option<Failed> {
        let is_asked = !self.taste.is_done_with(film) && !self.series.waits(self.taste, film);
        is_asked.then(|| self.failed(film))
    }

    /// Whether a film passes, whoever is done with it and whatever it waits for.
    pub(crate) fn passes(&self, film: FilmId) -> bool {
        self.failed(film).none()
    }

    /// What a film fails, whoever is done with it.
    pub(crate) fn failed(&self, film: FilmId) -> Failed {
        let failed = self.gates.iter().filter(|(_, passes)| !passes(film));
        Failed(failed.fold(0, |failed, (bit, _)| failed | bit))
    }
}
