//! Numbers with decimals, to text and back. std's own way of both is large, and this is all that a weight needs.

/// So many decimals at most.
const MOST: u32 = 12;

/// With as few decimals as it takes to read the same number again. `None` for one that is no number, or is too large or
/// too small for a weight.
pub(super) fn write(number: f32) -> Option<String> {
    let size = f64::from(number.abs());
    // Nothing is lost in 64 bits: 2^53 is more than this with all its decimals.
    if size.is_nan() || size >= 1000.0 {
        return None;
    }
    let (mut power, mut decimals) = (1u64, 0);
    loop {
        let digits = (size * power as f64 + 0.5) as u64;
        if (digits as f64 / power as f64) as f32 == number.abs() {
            let sign = if number < 0.0 { "-" } else { "" };
            let mut text = [sign, &(digits / power).to_string()].concat();
            if decimals > 0 {
                let part = (digits % power).to_string();
                text.push('.');
                text.push_str(&"0".repeat(decimals - part.len()));
                text.push_str(&part);
            }
            return Some(text);
        }
        if decimals as u32 == MOST {
            return None;
        }
        power *= 10;
        decimals += 1;
    }
}

/// Digits, perhaps with a point between them and a minus before.
pub(super) fn read(text: &str) -> Option<f32> {
    let (sign, digits) = text.strip_prefix('-').map_or((1.0, text), |rest| (-1.0, rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let is_number = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || part.len() > MOST as usize || !is_number(whole) || !is_number(part) {
        return None;
    }
    let digits: u64 = [whole, part].concat().parse().ok()?;
    let power = 10u64.pow(part.len() as u32);
    Some(sign * (digits as f64 / power as f64) as f32)
}
