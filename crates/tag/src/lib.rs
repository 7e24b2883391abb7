//! tag
