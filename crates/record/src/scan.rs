//! Measures a MessagePack value without building it: its lengths and nesting are known to be sane before anything is
//! allocated. The format is the MessagePack specification's table of first bytes.

use crate::frame::{FrameError, NESTING_MAX};

/// The length in bytes of the one MessagePack value that `bytes` begins with.
///
/// # Errors
/// `Truncated` if the value runs past the end, `TooDeep` above [`NESTING_MAX`] levels.
pub(crate) fn value_bytes(bytes: &[u8]) -> Result<usize, FrameError> {
    let mut at = 0_usize;
    // How many values each open array or map still wants; a map of n wants 2n.
    let mut open: Vec<u64> = Vec::with_capacity(8);
    loop {
        let (skip, children) = head(bytes.get(at..).unwrap_or_default())?;
        at = at.checked_add(skip).filter(|&end| end <= bytes.len()).ok_or(FrameError::Truncated)?;
        if children > 0 {
            // Each child takes at least one byte: a length that the rest cannot hold is a lie.
            if children > (bytes.len() - at) as u64 {
                return Err(FrameError::Truncated);
            }
            if open.len() >= NESTING_MAX {
                return Err(FrameError::TooDeep);
            }
            open.push(children);
            continue;
        }
        loop {
            let Some(wanted) = open.last_mut() else { return Ok(at) };
            *wanted -= 1;
            if *wanted > 0 {
                break;
            }
            open.pop();
        }
    }
}

/// How many bytes the head of a value takes together with its scalar content, and how many values stand inside it.
fn head(bytes: &[u8]) -> Result<(usize, u64), FrameError> {
    let &first = bytes.first().ok_or(FrameError::Truncated)?;
    let length = |n: usize| -> Result<u64, FrameError> {
        let field = bytes.get(1..=n).ok_or(FrameError::Truncated)?;
        Ok(field.iter().fold(0, |value, &byte| (value << 8) | u64::from(byte)))
    };
    let scalar = |n: usize, more: usize| -> Result<(usize, u64), FrameError> {
        let content = usize::try_from(length(n)?).map_err(|_| FrameError::Truncated)?;
        Ok((content.saturating_add(1 + n + more), 0))
    };
    Ok(match first {
        0x00..=0x7f | 0xc0 | 0xc2 | 0xc3 | 0xe0..=0xff => (1, 0),
        0x80..=0x8f => (1, 2 * u64::from(first & 0x0f)),
        0x90..=0x9f => (1, u64::from(first & 0x0f)),
        0xa0..=0xbf => (1 + usize::from(first & 0x1f), 0),
        0xc1 => return Err(FrameError::Malformed("byte 0xc1 starts no value".to_owned())),
        0xc4 | 0xd9 => scalar(1, 0)?,
        0xc5 | 0xda => scalar(2, 0)?,
        0xc6 | 0xdb => scalar(4, 0)?,
        0xc7 => scalar(1, 1)?,
        0xc8 => scalar(2, 1)?,
        0xc9 => scalar(4, 1)?,
        0xcc | 0xd0 => (2, 0),
        0xcd | 0xd1 => (3, 0),
        0xca | 0xce | 0xd2 => (5, 0),
        0xcb | 0xcf | 0xd3 => (9, 0),
        0xd4..=0xd8 => (2 + (1 << (first - 0xd4)), 0),
        0xdc => (3, length(2)?),
        0xdd => (5, length(4)?),
        0xde => (3, 2 * length(2)?),
        0xdf => (5, 2 * length(4)?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_values() {
        let check =
            |bytes: &[u8], expected: usize| assert_eq!(value_bytes(bytes).unwrap(), expected, "{bytes:x?}");
        check(&[0x01, 0xff], 1);
        check(&[0x93, 1, 2, 3, 9], 4);
        check(&[0x81, 0xa1, b'a', 0x92, 1, 2], 6);
        check(&[0xc4, 2, 0, 0], 4);
        check(&[0x90], 1);
        check(&[0xcb, 0, 0, 0, 0, 0, 0, 0, 0], 9);
    }

    #[test]
    fn lies_and_depth_are_errors() {
        assert!(value_bytes(&[0xdd, 0xff, 0xff, 0xff, 0xff]).is_err(), "an array of 4 G values in 5 bytes");
        assert!(value_bytes(&[0xc6, 0xff, 0xff, 0xff, 0xff]).is_err());
        assert!(matches!(value_bytes(&vec![0x91; 100_000]), Err(FrameError::TooDeep)));
        assert!(value_bytes(&[]).is_err());
    }
}
