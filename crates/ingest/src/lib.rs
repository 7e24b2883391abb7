//! Takes what people have, text dumps, saved pages, JSON lines, folders of them, and gives source texts.

mod charset;
mod cut;
mod dump;
mod error;
mod form;
mod html;
mod json_line;
mod limits;
mod lines;
mod metadata;
mod source;
mod walk;

pub use dump::read_text;
pub use error::{IngestError, Unusable};
pub use html::read_html;
pub use json_line::read_json_line;
pub use limits::*;
pub use source::{Ingest, STDIN};
