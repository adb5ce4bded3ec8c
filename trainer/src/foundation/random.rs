//! Seeded numbers, the same in every run and on every machine.
//!
//! Streams are ChaCha's ([`Generator`]). What belongs to a member or a film for ever, whoever else is there, is a hash of
//! its number.

use rand::{RngExt as _, SeedableRng as _};

/// ChaCha with 8 rounds: as good as random for every statistical purpose, and the same on every machine.
pub type Generator = rand_chacha::ChaCha8Rng;

/// The stream of a seed.
pub fn seeded(seed: u64) -> Generator {
    Generator::seed_from_u64(seed)
}

/// Between −1 and 1, evenly.
pub fn signed(random: &mut Generator) -> f32 {
    2.0 * random.random::<f32>() - 1.0
}

/// A number that belongs to `key` for ever: the finaliser of SplitMix64 (Steele et al. 2014).
pub fn hash(key: u64) -> u64 {
    let x = key.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// The places of `keys` in a shuffled order that depends on the seed and on each key alone.
pub fn shuffled(seed: u64, keys: impl IntoIterator<Item = u64>) -> Vec<usize> {
    let mut drawn: Vec<(u64, usize)> =
        keys.into_iter().enumerate().map(|(place, key)| (hash(hash(seed) ^ hash(key)), place)).collect();
    drawn.sort_unstable();
    drawn.into_iter().map(|(_, place)| place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first outputs of SplitMix64 for seed 0, as the reference implementation prints them.
    #[test]
    fn the_hash_is_splitmix64s() {
        assert_eq!(hash(0), 0xe220_a839_7b1d_cdaf);
        assert_eq!(hash(0x9e37_79b9_7f4a_7c15), 0x6e78_9e6a_a1b9_65f4);
    }

    /// Whoever updates a crate and changes these changes every model.
    #[test]
    fn the_stream_stays_what_it_is() {
        let mut random = seeded(7);
        assert_eq!([(); 4].map(|()| random.random::<u32>()), [601_310_139, 677_729_076, 781_920_570, 721_508_819]);
        assert_eq!([(); 4].map(|()| random.random_range(0..1000u32)), [270, 704, 36, 726]);
    }

    #[test]
    fn draws_cover_their_range_evenly() {
        let mut random = seeded(7);
        let mut tenths = [0; 10];
        for _ in 0..10_000 {
            let drawn = signed(&mut random);
            assert!((-1.0..1.0).contains(&drawn));
            tenths[((drawn + 1.0) * 5.0) as usize] += 1;
        }
        assert!(tenths.iter().all(|count| (900..1100).contains(count)), "{tenths:?}");
    }

    #[test]
    fn a_shuffle_moves_everything_and_loses_nothing() {
        let order = shuffled(3, 0..100);
        assert_ne!(order, (0..100).collect::<Vec<_>>());
        assert_ne!(order, shuffled(4, 0..100));
        let mut sorted = order;
        sorted.sort_unstable();
        assert_eq!(sorted, (0..100).collect::<Vec<_>>());
    }
}
