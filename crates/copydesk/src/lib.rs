//! copydesk: raw news in; clean, tagged, grouped, cited story briefs out.

pub use copydesk_cluster as cluster;
pub use copydesk_ingest as ingest;
pub use copydesk_normalize as normalize;
pub use copydesk_pipeline as pipeline;
pub use copydesk_publish as publish;
pub use copydesk_record as record;
pub use copydesk_stage as stage;
pub use copydesk_summarize as summarize;
pub use copydesk_tag as tag;
pub use copydesk_text as text;
