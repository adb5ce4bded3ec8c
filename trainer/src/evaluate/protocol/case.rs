//! What is shown of a member, and what is hidden and asked back.

use super::cohort::Rater;
use crate::foundation::random::shuffled;
use crate::foundation::split::{Holdout, POSITIVE, split};
use crate::interactions::History;
use serde::Serialize;

/// A way to hide ratings. Everyone judged has at least 20 ratings and 5 positives; a positive is a rating of 4 or
/// more; all that is shown is masked, and the rest of the pool ranked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Protocol {
    /// Strong generalisation (Liang et al. 2018): of members that no model saw, a random fifth is hidden.
    StrongGeneralisation,
    /// One random positive is hidden, everything else shown.
    LeaveOneOut,
    /// The fifth that was rated last is hidden, as it happens to a real member. The models themselves are not set back
    /// in time. Only for sources with timestamps.
    InTimeOrder,
}

/// A member under a protocol.
#[derive(Clone, Debug)]
pub struct Case {
    /// The member's number.
    pub member: u64,
    /// What is shown and what is hidden.
    pub split: Holdout,
}

impl Protocol {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::StrongGeneralisation, Self::LeaveOneOut, Self::InTimeOrder];

    /// A heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::StrongGeneralisation => "Strong generalisation: a random fifth of a member's ratings hidden",
            Self::LeaveOneOut => "Leave one out: one film rated 4 or more hidden",
            Self::InTimeOrder => "In time order: the last fifth of a member's ratings hidden",
        }
    }

    /// Every member to whom the protocol applies.
    pub fn cases(self, raters: &[Rater]) -> Vec<Case> {
        let case = |rater: &Rater| Some(Case { member: rater.id, split: self.hide(rater)? });
        raters.iter().filter_map(case).collect()
    }

    fn hide(self, rater: &Rater) -> Option<Holdout> {
        match self {
            Self::StrongGeneralisation => {
                let (films, halves): (Vec<u16>, Vec<u8>) = rater.rows.iter().copied().unzip();
                split(&History { id: rater.id, films: &films, halves: &halves })
            }
            Self::LeaveOneOut => {
                let liked: Vec<usize> = (0..rater.rows.len()).filter(|&row| rater.rows[row].1 >= POSITIVE).collect();
                let drawn = *shuffled(rater.id, liked.iter().map(|&row| u64::from(rater.rows[row].0))).first()?;
                Some(part(rater, &[liked[drawn]]))
            }
            Self::InTimeOrder => {
                let times = rater.times.as_ref()?;
                let mut order: Vec<usize> = (0..rater.rows.len()).collect();
                order.sort_by_key(|&row| (times[row], rater.rows[row].0));
                let split = part(rater, &order[order.len() - order.len() / 5..]);
                (!split.positives().is_empty()).then_some(split)
            }
        }
    }
}

fn part(rater: &Rater, hidden: &[usize]) -> Holdout {
    let pick = |hide: bool| {
        let rows = rater.rows.iter().enumerate().filter(|(row, _)| hidden.contains(row) == hide);
        rows.map(|(_, &rated)| rated).collect()
    };
    Holdout { shown: pick(false), hidden: pick(true) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Thirty films rated in the order of their numbers, but for the first, which was rated last; every third loved.
    fn rater() -> Rater {
        let rows = (0..30).map(|film| (film, if film % 3 == 0 { 9 } else { 5 })).collect();
        let times = (0..30).map(|film| if film == 0 { 99 } else { i64::from(film) }).collect();
        Rater { id: 7, rows, times: Some(times) }
    }

    #[test]
    fn every_protocol_keeps_every_row_once() {
        for (protocol, hidden) in Protocol::ALL.into_iter().zip([6, 1, 6]) {
            let cases = protocol.cases(&[rater()]);
            let split = &cases[0].split;
            assert_eq!(split.hidden.len(), hidden, "{protocol:?}");
            let mut all = [split.shown.clone(), split.hidden.clone()].concat();
            all.sort_unstable();
            assert_eq!(all, rater().rows, "{protocol:?}");
            assert!(!split.positives().is_empty(), "{protocol:?}");
        }
    }

    #[test]
    fn leaving_one_out_hides_a_positive_that_depends_on_the_member() {
        let hidden = |id| Protocol::LeaveOneOut.cases(&[Rater { id, ..rater() }])[0].split.hidden[0];
        assert!((0..50).all(|id| hidden(id).1 >= POSITIVE));
        assert!((0..50).any(|id| hidden(id) != hidden(50)));
    }

    #[test]
    fn time_hides_the_last_fifth_and_needs_times() {
        let split = Protocol::InTimeOrder.cases(&[rater()])[0].split.clone();
        let hidden: Vec<u16> = split.hidden.iter().map(|&(film, _)| film).collect();
        assert_eq!(hidden, [0, 25, 26, 27, 28, 29]);
        assert!(Protocol::InTimeOrder.cases(&[Rater { times: None, ..rater() }]).is_empty());
    }
}
