//! Numbers that differ and still agree: one is the other rounded.

/// A rounded number is no further from the other than this share of it, and than one in its last digit that tells something.
const ROUNDED_MAX: f64 = 0.01;
/// Who counts so many rounds them.
const MANY: f64 = 1_000.0;

/// Whether one number is the other with fewer digits.
pub(super) fn agree(a: f64, b: f64) -> bool {
    let (digits, there) = (significant(a), significant(b));
    let rough = if digits < there { a } else { b };
    let last = libm::pow(10.0, libm::floor(libm::log10(rough)) + 1.0 - digits.min(there) as f64);
    a.min(b) >= MANY && digits != there && (a - b).abs() <= (ROUNDED_MAX * a.max(b)).min(last)
}

/// How many digits of a number tell something: 3 of 384,000 and of 44.8.
fn significant(number: f64) -> usize {
    let digits: String = format!("{number}").chars().filter(char::is_ascii_digit).collect();
    digits.trim_start_matches('0').trim_end_matches('0').len().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounded_numbers_agree() {
        let check = |a, b, expected| {
            assert_eq!(agree(a, b), expected, "{a} {b}");
            assert_eq!(agree(b, a), expected, "{b} {a}");
        };
        check(383_942.0, 384_000.0, true);
        check(44.8e9, 45e9, true);
        check(1_060.0, 1_100.0, false);
        check(9_842.0, 9_860.0, false);
        check(498.0, 502.0, false);
        check(3_010.0, 3_020.0, false);
    }
}
