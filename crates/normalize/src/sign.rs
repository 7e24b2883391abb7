//! Signs: what is seen of a line or a name, hashed, so that each has a weight of its own in a table of fixed size.

/// Where the hash of a sign of this kind begins (Fowler, Noll and Vo).
pub(crate) const fn kind(name: &str) -> u32 {
    let (mut hash, mut rest) = (0x811c_9dc5_u32, name.as_bytes());
    while let [byte, after @ ..] = rest {
        hash = (hash ^ *byte as u32).wrapping_mul(0x0100_0193);
        rest = after;
    }
    hash
}

/// The place of a sign in a table of `n_buckets`.
pub(crate) fn sign(kind: u32, parts: &[&str], n_buckets: u32) -> u32 {
    let mut hash = kind;
    for part in parts {
        hash = hash.wrapping_mul(0x0100_0193);
        for byte in part.bytes() {
            hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
    }
    hash = (hash ^ (hash >> 15)).wrapping_mul(0x2c1b_3c6d);
    (hash ^ (hash >> 13)) % n_buckets
}
