//! Numbers that travelled in a few bits.

/// Writes row-major vectors that travelled dimension by dimension: a step each, and codes around `reach`, which is zero.
#[inline(never)]
pub fn unpack_vectors(steps: &[f32], codes: &[u8], reach: u8, vectors: &mut [f32]) {
    let dimensions = steps.len();
    let rows = codes.len().checked_div(dimensions).unwrap_or(0);
    for (dimension, (&step, codes)) in steps.iter().zip(codes.chunks_exact(rows.max(1))).enumerate() {
        for (row, &code) in vectors.chunks_exact_mut(dimensions).zip(codes) {
            row[dimension] = (f32::from(code) - f32::from(reach)) * step;
        }
    }
}

/// What each code stands for.
#[inline(never)]
pub fn look_up(codes: &[u8], table: &[f32; 256]) -> Vec<f32> {
    codes.iter().map(|&code| table[usize::from(code)]).collect()
}

/// Appends the places that lie so far apart, the first so far from 0, and counts each; false where one has no count.
#[inline(never)]
pub fn append_places(gaps: &[u16], places: &mut Vec<u16>, counts: &mut [u16]) -> bool {
    let mut place = 0u32;
    for &gap in gaps {
        place += u32::from(gap);
        let Some(count) = counts.get_mut(place as usize) else { return false };
        *count += 1;
        places.push(place as u16);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vectors_are_unpacked() {
        let mut vectors = [9.0; 6];
        unpack_vectors(&[0.5, 2.0], &[0, 1, 2, 2, 1, 0], 1, &mut vectors);
        assert_eq!(vectors, [-0.5, 2.0, 0.0, 0.0, 0.5, -2.0]);
        unpack_vectors(&[], &[], 1, &mut vectors);
        assert_eq!(vectors[0], -0.5, "nothing of nothing");
    }

    #[test]
    fn codes_are_looked_up() {
        let table = std::array::from_fn(|code| code as f32 / 2.0);
        assert_eq!(look_up(&[0, 3, 255], &table), [0.0, 1.5, 127.5]);
    }

    #[test]
    fn gaps_become_places() {
        let (mut places, mut counts) = (vec![7], [0; 5]);
        assert!(append_places(&[0, 3, 1], &mut places, &mut counts));
        assert_eq!((&places[..], counts), (&[7, 0, 3, 4][..], [1, 0, 0, 1, 1]));
        assert!(!append_places(&[4, 1], &mut places, &mut counts), "beyond the last");
    }
}
