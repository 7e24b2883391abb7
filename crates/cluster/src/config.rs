//! What can be set, with the values that were found best on development data.

/// How many terms a headline and a full article have; between the two a setting goes from the one to the other.
const SHORT_TERMS: u32 = 8;
const LONG_TERMS: u32 = 48;

/// A setting that depends on how much there is to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ByLength {
    /// For a headline.
    pub short: u32,
    /// For a full article.
    pub long: u32,
}

impl ByLength {
    /// The setting for a text of so many terms.
    pub(crate) fn at(self, n_terms: usize) -> u32 {
        let along = (n_terms as u32).clamp(SHORT_TERMS, LONG_TERMS) - SHORT_TERMS;
        let span = LONG_TERMS - SHORT_TERMS;
        (self.short * (span - along) + self.long * along) / span
    }
}

/// Settings of [`Cluster`](crate::Cluster). Likeness is counted 0…1000 throughout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClusterConfig {
    /// How many of the last documents are remembered, at about 3 KB each: with 100,000 articles of 5 KB read, 298 MiB for a
    /// window of 100,000 and 35 MiB for one of 10,000.
    pub window_documents: usize,
    /// From this likeness on, an article of a few words, a headline, joins a story, and one of full length.
    pub join_min: ByLength,
    /// From this likeness on the model is asked, where both have so many terms.
    pub asked_min: u32,
    /// How many terms a text has at least that the model is asked for.
    pub text_terms: usize,
    /// From this chance on, in thousandths, a text joins a story.
    pub chance_min: u32,
    /// From this likeness to both on, an article makes two stories one, if they are alike.
    pub bridge_min: u32,
    /// From this likeness on, two stories of headlines become one, and two of full articles.
    pub merge_min: ByLength,
    /// From this likeness on, two stories with the same actors are of one thread.
    pub thread_min: u32,
    /// How many actors two stories of a thread have in common at least.
    pub thread_actors_min: usize,
    /// From this likeness on, one actor in common is enough.
    pub thread_alike_min: u32,
    /// Of fewer terms than this a text is a headline, which is compared with all of a story's articles.
    pub headline_terms: usize,
    /// The share of names in the likeness where both sides have many; the rest is the share of terms.
    pub names_share: u32,
    /// From so many on, names are many.
    pub names_many: u32,
    /// What is left, in thousandths, of the likeness of two articles that have a single word in common.
    pub lone_left: u32,
    /// What is left, in thousandths, of the likeness of two articles that name others throughout.
    pub clash_left: u32,
    /// The share of the most alike member in the likeness to a story; the rest is the share of what all have in common.
    pub best_share: ByLength,
    /// After so many more documents it is looked again where a headline belongs.
    pub second_look_after: usize,
    /// How many articles its story has at most: one of more is no longer moved for one of them.
    pub second_look_members: usize,
    /// How much of [`join_min`](Self::join_min), in thousandths, is then enough, of all articles of its story in the mean.
    pub second_look_share: u32,
}

impl Default for ClusterConfig {
    fn default() -> Self {
        Self {
            window_documents: 100_000,
            join_min: ByLength { short: 190, long: 212 },
            asked_min: 80,
            text_terms: 32,
            chance_min: 375,
            bridge_min: 967,
            merge_min: ByLength { short: 230, long: 1000 },
            thread_min: 120,
            thread_actors_min: 2,
            thread_alike_min: 300,
            headline_terms: 24,
            names_share: 440,
            names_many: 14,
            lone_left: 950,
            clash_left: 800,
            best_share: ByLength { short: 350, long: 250 },
            second_look_after: 512,
            second_look_members: 16,
            second_look_share: 350,
        }
    }
}
