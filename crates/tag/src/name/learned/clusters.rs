//! Clusters of words that stand beside the same words in much text, coarse and fine.

use std::sync::LazyLock;

use copydesk_text::fold;

use crate::quick::QuickMap;
use crate::sequence::hash_of;

/// The clusters of a word, coarse first; 0 for a word of none.
pub(super) type Clusters = [u16; 3];

/// Each line has the numbers of three clusters, coarse first, then the words that are in all three.
static CLUSTERS: LazyLock<QuickMap<u64, Clusters>> = LazyLock::new(|| {
    let mut out = QuickMap::default();
    for line in include_str!("../../../data/word_clusters.txt").lines() {
        let mut parts = line.split(' ');
        let clusters = [(); 3].map(|()| {
            let number = parts.next().and_then(|part| part.parse::<u16>().ok());
            number.map_or(0, |number| number + 1)
        });
        for word in parts {
            out.entry(hash_of(fold(word))).or_insert(clusters);
        }
    }
    out
});

/// The clusters of a word, by the hash of its folded form.
pub(super) fn clusters_of(word: u64) -> Clusters {
    CLUSTERS.get(&word).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_kind_share_a_cluster() {
        let of = |word: &str| clusters_of(hash_of(word));
        assert_eq!(of("monday")[1], of("thursday")[1]);
        assert_ne!(of("monday")[1], of("guitarist")[1]);
        assert!(of("monday").iter().all(|cluster| *cluster > 0));
        assert_eq!(of("xqzt"), [0; 3]);
    }
}
