//! Which lines to keep: those that together promise the best F1.

/// Keeps the likeliest lines down to where `2 Σ p·w / (Σ w of the kept + Σ p·w of all)` is highest: the F1 to be expected
/// over words when a line of `w` words is text with chance `p` (Nan et al., 2012, "Optimizing F-measure").
pub fn best_lines(chances: &[f32], weights: &[f32]) -> Vec<bool> {
    let mut order: Vec<(f32, f32, usize)> =
        chances.iter().zip(weights).enumerate().map(|(at, (p, w))| (*p, w.max(0.1), at)).collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.2.cmp(&b.2)));
    let expected: f32 = order.iter().map(|(p, w, _)| p * w).sum();
    let (mut right, mut kept) = (0.0, 0.0);
    let (mut best, mut n_best) = (0.0, 0);
    for (n, (p, w, _)) in order.iter().enumerate() {
        right += p * w;
        kept += w;
        let f1 = 2.0 * right / (kept + expected).max(f32::MIN_POSITIVE);
        if f1 > best {
            (best, n_best) = (f1, n + 1);
        }
    }
    let mut out = vec![false; chances.len()];
    for (_, _, at) in order.iter().take(n_best) {
        if let Some(is_kept) = out.get_mut(*at) {
            *is_kept = true;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_what_promises_most() {
        // With the first: 1.8 / (1 + 1.5) = .72; with the second, 2.8 / (2 + 1.5) = .8; with the third, 3 / (3 + 1.5).
        assert_eq!(best_lines(&[0.9, 0.5, 0.1], &[1.0, 1.0, 1.0]), [true, true, false]);
        assert_eq!(best_lines(&[0.1, 0.9], &[1.0, 1.0]), [false, true]);
        assert_eq!(best_lines(&[0.0], &[4.0]), [false]);
        assert_eq!(best_lines(&[], &[]), Vec::<bool>::new());
    }
}
