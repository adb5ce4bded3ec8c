//! CRC-32, as ZIP and the bundle's container have it.

use std::sync::OnceLock;

/// The checksum of `bytes`, four bytes a step. The tables are made when first needed: rawzip brings ready-made ones,
/// and those are 16 KB that no compression makes smaller.
#[inline(never)]
pub fn crc32(bytes: &[u8]) -> u32 {
    static TABLES: OnceLock<[[u32; 256]; 4]> = OnceLock::new();
    let tables = TABLES.get_or_init(make_tables);
    let (words, rest) = bytes.as_chunks::<4>();
    let crc = words.iter().fold(!0, |crc: u32, word| {
        let [a, b, c, d] = (crc ^ u32::from_le_bytes(*word)).to_le_bytes().map(usize::from);
        tables[3][a] ^ tables[2][b] ^ tables[1][c] ^ tables[0][d]
    });
    !rest.iter().fold(crc, |crc, &byte| (crc >> 8) ^ tables[0][usize::from(crc as u8 ^ byte)])
}

fn make_tables() -> [[u32; 256]; 4] {
    let mut tables = [[0; 256]; 4];
    for byte in 0..256 {
        let mut crc = byte as u32;
        for table in &mut tables {
            for _ in 0..8 {
                crc = (crc >> 1) ^ if crc & 1 == 1 { 0xEDB8_8320 } else { 0 };
            }
            table[byte] = crc;
        }
    }
    tables
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_standards_own_example() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
        assert_eq!(crc32(b""), 0);
    }

    proptest! {
        #[test]
        fn agrees_with_another_implementation(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            prop_assert_eq!(crc32(&bytes), rawzip::crc32(&bytes));
        }
    }
}
