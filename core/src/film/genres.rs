//! In which order a film's genres are told: the one that tells most first.
//!
//! A film's genres are bits, and bits have one order for all films. What order a film's own are told in is one number of a
//! byte: which of its bits comes first, then which of those that are left, and so on, in a number system whose base is how
//! many are left. What does not fit into the byte (of eight genres or so, the last ones) stays in the order of the bits.

/// The places of a film's genres, in its own order. Whatever the code is, each set bit comes exactly once.
pub(super) fn in_order(mut bits: u32, mut code: u8) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let left = bits.count_ones() as u8;
        let nth = code.checked_rem(left)?;
        code /= left;
        let mut rest = bits;
        for _ in 0..nth {
            rest &= rest - 1;
        }
        bits &= !(rest & rest.wrapping_neg());
        Some(rest.trailing_zeros() as usize)
    })
}

/// The code of an order: the places of a film's genres, the most telling first.
pub fn order_code(places: impl IntoIterator<Item = usize>) -> u8 {
    let order: Vec<usize> = places.into_iter().collect();
    let (mut code, mut unit) = (0, 1);
    for (at, place) in order.iter().enumerate() {
        let left = &order[at..];
        let digit = unit * left.iter().filter(|other| *other < place).count();
        if code + digit > usize::from(u8::MAX) {
            break;
        }
        code += digit;
        unit *= left.len();
    }
    code as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn orders_come_back() {
        for order in [&[][..], &[31], &[0, 1], &[1, 0], &[7, 3, 12], &[4, 3, 2, 1, 0], &[2, 9, 0, 30, 11]] {
            let bits = order.iter().fold(0, |bits, &place| bits | 1 << place);
            assert_eq!(in_order(bits, order_code(order.iter().copied())).collect::<Vec<_>>(), order);
        }
        assert_eq!(order_code([2, 5, 9]), 0, "the order of the bits costs nothing");
    }

    proptest! {
        /// Up to five genres in any order; of more, at least the first comes first.
        #[test]
        fn the_first_comes_first(order in Just((0..32usize).collect::<Vec<_>>()).prop_shuffle(), genres in 0..32usize) {
            let order = &order[..genres];
            let bits = order.iter().fold(0u32, |bits, &place| bits | 1 << place);
            let told: Vec<usize> = in_order(bits, order_code(order.iter().copied())).collect();
            prop_assert_eq!(told.first(), order.first());
            prop_assert!(genres > 5 || told == order);
        }

        #[test]
        fn every_genre_comes_once_whatever_the_code(bits: u32, code: u8) {
            let mut told: Vec<usize> = in_order(bits, code).collect();
            told.sort_unstable();
            prop_assert_eq!(told, (0..32).filter(|bit| bits >> bit & 1 == 1).collect::<Vec<_>>());
        }
    }
}
