//! Chance that is none: what a number says is the same on every machine, so that a day's draw stays a day's draw.

use crate::numeric::{ln, sort_pairs};

/// What is drawn first: the places 0 to `count`, those at the front likelier to come early. The first has about twelve times
/// the chance of the sixtieth. Another seed is another order.
pub fn order(count: usize, seed: u64) -> Vec<usize> {
    // Weighted sampling without replacement (Efraimidis and Spirakis): the smallest of −ln(u) ÷ weight comes first.
    let key = |place: u32| -ln(uniform(seed, place)) * (place as f32 + STEADY);
    let mut keys: Vec<(u64, u32)> = (0..count as u32).map(|place| (key(place).to_bits().into(), place)).collect();
    sort_pairs(&mut keys);
    keys.into_iter().map(|(_, place)| place as usize).collect()
}

/// At 1 the first place has twice the chance of the second; with a large number all have the same.
const STEADY: f32 = 5.0;

/// A number above 0 and below 1 for a place: of 24 bits, so that it is exact.
fn uniform(seed: u64, place: u32) -> f32 {
    ((mix(mix(seed) ^ u64::from(place)) >> 40) as f32 + 0.5) / (1 << 24) as f32
}

/// Numbers that are nearly of the standard normal distribution: sums of twelve even ones. The same for the same seed.
pub(crate) fn normals(seed: u64) -> impl FnMut() -> f32 {
    let mut place = 0;
    move || {
        place += 12;
        (place - 12..place).map(|place| uniform(seed, place)).sum::<f32>() - 6.0
    }
}

/// SplitMix64: every bit of what comes in moves every bit of what goes out.
fn mix(seed: u64) -> u64 {
    let mut bits = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ bits >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ bits >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ bits >> 31
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_drawn_once_and_a_seed_says_when() {
        for count in [0, 1, 2, 60] {
            let mut places = order(count, 20_785);
            assert_eq!(places, order(count, 20_785));
            places.sort_unstable();
            assert_eq!(places, (0..count).collect::<Vec<_>>());
        }
        assert_ne!(order(60, 20_785), order(60, 20_786));
    }

    #[test]
    fn normal_numbers_are_about_normal() {
        let mut next = normals(7);
        let drawn: Vec<f32> = (0..20_000).map(|_| next()).collect();
        let mean = drawn.iter().sum::<f32>() / 20_000.0;
        let variance = drawn.iter().map(|x| x * x).sum::<f32>() / 20_000.0;
        let far = drawn.iter().filter(|x| x.abs() > 1.96).count();
        assert!(
            mean.abs() < 0.03 && (variance - 1.0).abs() < 0.03 && (800..1_200).contains(&far),
            "{mean} {variance} {far}"
        );
        assert_ne!(drawn[0], normals(8)());
    }

    #[test]
    fn the_front_is_likelier_and_the_back_has_a_chance() {
        let mut first = [0_u32; 60];
        (0..6_000).for_each(|day| first[order(60, day)[0]] += 1);
        let half: u32 = first[..15].iter().sum();
        assert!((3_000..4_600).contains(&half), "{half}");
        assert!(first.iter().all(|&times| times > 5), "{first:?}");
        assert!(first[0] > 4 * first[59], "{first:?}");
    }
}
