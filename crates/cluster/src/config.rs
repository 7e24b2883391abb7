//! What can be set, with the values that were found best on development data.

/// Settings of [`Cluster`](crate::Cluster). Likeness is counted 0…1000 throughout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClusterConfig {
    /// How many of the last documents are remembered. At about 2 KB each.
    pub window_documents: usize,
    /// From this likeness on, an article joins a story.
    pub join_min: u32,
    /// From this likeness to both on, an article makes two stories one.
    pub merge_min: u32,
    /// How alike the members of two stories are on average that become one.
    pub one_min: u32,
    /// From this likeness on, two stories with the same actors are of one thread.
    pub thread_min: u32,
    /// How many actors two stories of a thread have in common at least.
    pub thread_actors_min: usize,
    /// From this likeness on, one actor in common is enough.
    pub thread_alike_min: u32,
    /// The share of names in the likeness; the rest is the share of terms.
    pub names_share: u32,
    /// The share of the best member in the likeness to a story; the rest is the share of the members' mean.
    pub best_share: u32,
}

impl Default for ClusterConfig {
    fn default() -> Self {
        Self {
            window_documents: 100_000,
            join_min: 205,
            merge_min: 220,
            one_min: 170,
            thread_min: 120,
            thread_actors_min: 2,
            thread_alike_min: 300,
            names_share: 320,
            best_share: 700,
        }
    }
}
