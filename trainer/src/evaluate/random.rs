//! Seeded draws: the same in every run and on every machine.

/// SplitMix64 (Steele et al. 2014): a stream from one seed.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// The stream of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        let bits = hash(self.0);
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        bits
    }

    /// A number below `limit`. The bias of the multiplication is one in 2^32 at most.
    pub fn below(&mut self, limit: u32) -> u32 {
        ((u64::from((self.bits() >> 32) as u32) * u64::from(limit)) >> 32) as u32
    }

    /// Between 0 and 1, evenly.
    pub fn unit(&mut self) -> f32 {
        (self.bits() >> 40) as f32 / (1u64 << 24) as f32
    }

    /// Any order, each as likely (Fisher and Yates; Durstenfeld 1964).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last as u32 + 1) as usize);
        }
    }

    /// Between −1 and 1, evenly.
    pub fn signed(&mut self) -> f32 {
        (self.bits() >> 40) as f32 / (1u64 << 23) as f32 - 1.0
    }
}

/// SplitMix64's finaliser: a number that belongs to `key` for ever.
pub(super) fn hash(key: u64) -> u64 {
    let x = key.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// The places of `keys` in a shuffled order that depends on the seed and on each key alone.
pub(super) fn shuffled(seed: u64, keys: impl IntoIterator<Item = u64>) -> Vec<usize> {
    let mut drawn: Vec<(u64, usize)> =
        keys.into_iter().enumerate().map(|(place, key)| (hash(hash(seed) ^ hash(key)), place)).collect();
    drawn.sort_unstable();
    drawn.into_iter().map(|(_, place)| place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first outputs for seed 0, as the reference implementation prints them.
    #[test]
    fn the_stream_is_splitmix64() {
        let mut random = Random::new(0);
        assert_eq!(random.bits(), 0xe220_a839_7b1d_cdaf);
        assert_eq!(random.bits(), 0x6e78_9e6a_a1b9_65f4);
    }

    #[test]
    fn draws_cover_their_range_evenly() {
        let mut random = Random::new(7);
        let mut counts = [0; 5];
        (0..5000).for_each(|_| counts[random.below(5) as usize] += 1);
        assert!(counts.iter().all(|count| (900..1100).contains(count)), "{counts:?}");
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
