//! Integration tests over the whole workspace, one binary.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "tests end at the first thing that is not as it must be"
)]

mod bench;
mod cli;
mod frames;
mod golden;
mod hostile;
mod hostile_set;
mod injected;
mod laws;
mod output;
mod outside;
mod pipeline;
mod resume;
mod schema;
mod seeds;
mod suspects;
mod text;
