//! Identifiers: BLAKE3 over what the thing is, never random and never taken from a clock.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A 16-byte BLAKE3 digest: 32 lower-case hex digits for people, 16 bytes on the wire.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Id([u8; 16]);

/// What is wrong with the text of an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an id: 32 hexadecimal digits are")]
pub struct IdError(String);

impl Id {
    /// The id of a document: BLAKE3 over its path (relative to the argument it came from) or URL, its position in a
    /// container (empty if it is none) and its bytes. Lengths go in first, so no two triples run together.
    pub fn of_document(source: &str, position: &str, bytes: &[u8]) -> Self {
        Self::of_parts("copydesk document 1", &[source.as_bytes(), position.as_bytes(), bytes])
    }

    /// The id of anything else that is named by its `parts`; `context` keeps ids of different kinds apart.
    pub fn of_parts(context: &str, parts: &[&[u8]]) -> Self {
        let mut hasher = blake3::Hasher::new_derive_key(context);
        for part in parts {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        let mut out = [0; 16];
        hasher.finalize_xof().fill(&mut out);
        Self(out)
    }

    /// The id with exactly these bytes.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The sixteen bytes.
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Id({self})")
    }
}

impl FromStr for Id {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let wrong = || IdError(text.chars().take(64).collect());
        if text.len() != 32 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(wrong());
        }
        let value = u128::from_str_radix(text, 16).map_err(|_| wrong())?;
        Ok(Self(value.to_be_bytes()))
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            serde_bytes::Bytes::new(&self.0).serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
        } else {
            serde_bytes::ByteArray::<16>::deserialize(deserializer).map(|bytes| Self(*bytes))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_back() {
        let id = Id::of_document("a.txt", "", b"words");
        assert_eq!(id.to_string().parse::<Id>().unwrap(), id);
        assert!("xyz".parse::<Id>().is_err());
        assert!("é".repeat(16).parse::<Id>().is_err());
    }

    #[test]
    fn parts_do_not_run_together() {
        assert_ne!(Id::of_parts("x", &[b"ab", b"c"]), Id::of_parts("x", &[b"a", b"bc"]));
        assert_ne!(Id::of_parts("x", &[b"ab"]), Id::of_parts("y", &[b"ab"]));
    }
}
