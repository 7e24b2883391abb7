//! From bytes to text: which charset, and how that was found.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use copydesk_record::Note;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::Unusable;
use crate::limits::{ENCODED_GROWTH_MAX, NOT_TEXT_SHARE_MAX};

/// Of the longer sequences of a text in UTF-8, one in this many may be broken.
const BROKEN_UTF8_ONE_IN: usize = 10;
/// A file in UTF-16 without a byte order mark shows by its zero bytes: at least three of ten pairs hold one on the same
/// side, at most one in twenty on the other.
const ZERO_SHARE_MIN: usize = 300;
const ZERO_SHARE_OTHER_MAX: usize = 50;
/// How many bytes are looked at for that.
const ZERO_SAMPLE_BYTES: usize = 64 << 10;

/// First bytes of common files that hold no text.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "gzip data"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"\x7fELF", "a program"),
];

/// Text with what is known of its charset.
#[derive(Debug)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    /// Name and how it was found: `windows-1251 (detected)`.
    pub(crate) charset: String,
    pub(crate) notes: Vec<Note>,
    /// Whether `text` is the bytes exactly.
    pub(crate) is_verbatim: bool,
}

/// Decodes a document. `declared` is what the document says of itself; it counts after a byte order mark and after
/// valid UTF-8, because declarations are copied from page to page.
pub(crate) fn decode(
    bytes: &[u8],
    declared: Option<&'static Encoding>,
    bytes_max: usize,
) -> Result<Decoded, Unusable> {
    if let Some((_, what)) = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)) {
        return Err(Unusable::new("not-text", format!("this is {what}")));
    }
    if bytes.len() > bytes_max.saturating_mul(ENCODED_GROWTH_MAX) {
        return Err(Unusable::too_large(bytes_max));
    }
    let decoded = decode_any(bytes, declared);
    if decoded.text.len() > bytes_max {
        return Err(Unusable::too_large(bytes_max));
    }
    check_is_text(&decoded.text)?;
    Ok(decoded)
}

fn decode_any(bytes: &[u8], declared: Option<&'static Encoding>) -> Decoded {
    if let Some((encoding, bom_bytes)) = Encoding::for_bom(bytes)
        && encoding != UTF_8
    {
        let rest = bytes.get(bom_bytes..).unwrap_or_default();
        return decode_with(rest, encoding, "byte order mark");
    }
    if let Some(encoding) = utf16_by_zeros(bytes) {
        return decode_with(bytes, encoding, "zero bytes");
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded {
            text: text.to_owned(),
            charset: "utf-8 (valid)".to_owned(),
            notes: Vec::new(),
            is_verbatim: true,
        };
    }
    if is_mostly_utf8(bytes) {
        return decode_with(bytes, UTF_8, "mostly valid");
    }
    // A page declared as UTF-8 that is not is as good as undeclared.
    if let Some(encoding) = declared.filter(|&encoding| encoding != UTF_8 && encoding.is_ascii_compatible()) {
        return decode_with(bytes, encoding, "declared");
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    decode_with(bytes, detector.guess(None, Utf8Detection::Deny), "detected")
}

fn decode_with(bytes: &[u8], encoding: &'static Encoding, how: &str) -> Decoded {
    let (text, has_errors) = encoding.decode_without_bom_handling(bytes);
    let charset = format!("{} ({how})", encoding.name().to_ascii_lowercase());
    let mut notes = vec![Note::new("charset", format!("the text was decoded from `{charset}`"))];
    if has_errors {
        let n_bad = text.chars().filter(|&character| character == char::REPLACEMENT_CHARACTER).count();
        let message = format!("`{n_bad}` places could not be decoded from `{charset}`");
        notes.push(Note::new("charset", message));
    }
    Decoded { text: text.into_owned(), charset, notes, is_verbatim: false }
}

/// UTF-16 without a byte order mark: the upper halves of Latin letters, digits and spaces are zero.
fn utf16_by_zeros(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..bytes.len().min(ZERO_SAMPLE_BYTES)).unwrap_or_default();
    let (pairs, _) = sample.as_chunks::<2>();
    if pairs.is_empty() {
        return None;
    }
    let share = |n: usize| n * 1000 / pairs.len();
    let even = share(pairs.iter().filter(|pair| pair[0] == 0).count());
    let odd = share(pairs.iter().filter(|pair| pair[1] == 0).count());
    if odd >= ZERO_SHARE_MIN && even <= ZERO_SHARE_OTHER_MAX {
        Some(UTF_16LE)
    } else if even >= ZERO_SHARE_MIN && odd <= ZERO_SHARE_OTHER_MAX {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether the bytes are UTF-8 with a few broken places: a cut last character, a stray byte of another charset.
/// Detection knows only valid UTF-8 and would garble all of it for the sake of one byte.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let mut n_good = 0_usize;
    let mut n_bad = 0_usize;
    for chunk in bytes.utf8_chunks() {
        n_good += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        n_bad += usize::from(!chunk.invalid().is_empty());
    }
    n_good >= n_bad.saturating_mul(BROKEN_UTF8_ONE_IN)
}

/// Refuses what decodes but is no text: too many control characters and undecodable places.
pub(crate) fn check_is_text(text: &str) -> Result<(), Unusable> {
    let bytes = text.as_bytes();
    // Bytes are counted rather than characters, in steps that a vector takes: this looks at every byte of every document.
    let is_control = |byte: u8| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c);
    let n_chars = count(bytes, |byte| byte & 0xc0 != 0x80);
    let n_low = count(bytes, |byte| is_control(byte) || byte == 0x7f);
    // U+0080 to U+009F, but for the line end U+0085.
    let n_high = if bytes.contains(&0xc2) {
        bytes.windows(2).filter(|pair| matches!(pair, [0xc2, 0x80..=0x84 | 0x86..=0x9f])).count()
    } else {
        0
    };
    let n_strange = n_low + n_high + text.matches(char::REPLACEMENT_CHARACTER).count();
    if n_strange.saturating_mul(1000) > n_chars.saturating_mul(NOT_TEXT_SHARE_MAX) {
        let message =
            format!("`{n_strange}` of `{n_chars}` characters are control characters or undecodable");
        return Err(Unusable::new("not-text", message));
    }
    Ok(())
}

/// How many bytes are so.
fn count(bytes: &[u8], is: impl Fn(u8) -> bool) -> usize {
    let runs = bytes.chunks(usize::from(u8::MAX));
    runs.map(|run| usize::from(run.iter().map(|byte| u8::from(is(*byte))).sum::<u8>())).sum()
}

#[cfg(test)]
mod tests {
    use encoding_rs::{KOI8_R, WINDOWS_1251, WINDOWS_1252};
    use proptest::prelude::*;

    use super::*;
    use crate::DOCUMENT_BYTES_MAX;

    const RUSSIAN: &str = "Губернатор сообщил, что мост через реку закрыт до понедельника. «Мы откроем его, \
        как только спадёт вода», — сказал он.";
    const UKRAINIAN: &str = "Міська рада вирішила відкласти голосування. «Ми повернемося до цього питання наступного \
        тижня», — сказала її голова Ганна Їжакевич.";
    const FRENCH: &str =
        "Le conseil a reporté le vote. « Nous y reviendrons à la rentrée », a déclaré la maire.";

    fn decoded(bytes: &[u8]) -> Result<Decoded, Unusable> {
        decode(bytes, None, DOCUMENT_BYTES_MAX)
    }

    #[test]
    fn the_charset_is_found_and_said() {
        let check = |bytes: &[u8], charset: &str, text: &str| {
            let got = decoded(bytes).unwrap();
            assert_eq!((got.charset.as_str(), got.text.as_str()), (charset, text));
            assert_eq!(got.is_verbatim, bytes == text.as_bytes());
            assert_eq!(got.notes.is_empty(), got.is_verbatim, "{:?}", got.notes);
        };
        check("Café\r\n".as_bytes(), "utf-8 (valid)", "Café\r\n");
        check("\u{feff}Café".as_bytes(), "utf-8 (valid)", "\u{feff}Café");
        check(&WINDOWS_1251.encode(RUSSIAN).0, "windows-1251 (detected)", RUSSIAN);
        check(&WINDOWS_1251.encode(UKRAINIAN).0, "windows-1251 (detected)", UKRAINIAN);
        check(
            &KOI8_R.encode("Мост закрыт до понедельника, сказал губернатор").0,
            "koi8-u (detected)",
            "Мост закрыт до понедельника, сказал губернатор",
        );
        check(&WINDOWS_1252.encode(FRENCH).0, "windows-1252 (detected)", FRENCH);
        let utf16 = |text: &str, big: bool| -> Vec<u8> {
            text.encode_utf16()
                .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
                .collect()
        };
        check(&utf16(&format!("\u{feff}{RUSSIAN}"), false), "utf-16le (byte order mark)", RUSSIAN);
        check(&utf16(&format!("\u{feff}{RUSSIAN}"), true), "utf-16be (byte order mark)", RUSSIAN);
        check(&utf16("The ferry sailed.", false), "utf-16le (zero bytes)", "The ferry sailed.");
        check(&utf16("The ferry sailed.", true), "utf-16be (zero bytes)", "The ferry sailed.");
    }

    #[test]
    fn one_broken_byte_does_not_change_the_charset() {
        let mut bytes = RUSSIAN.as_bytes().to_vec();
        bytes.pop();
        bytes.extend_from_slice(b"\xd0");
        let got = decoded(&bytes).unwrap();
        assert_eq!(got.charset, "utf-8 (mostly valid)");
        assert!(got.text.starts_with("Губернатор") && !got.is_verbatim);
        assert_eq!(got.notes.len(), 2);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let check = |bytes: &[u8], code: &str| {
            let got = decoded(bytes);
            assert_eq!(got.err().map_or("", |error| error.code), code, "{:?}", bytes.get(..20));
        };
        let mut state = 1_u64;
        let noise: Vec<u8> = std::iter::repeat_with(|| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 56) as u8
        })
        .take(100_000)
        .collect();
        check(&noise, "not-text");
        check(b"\0\0\0\0\0\0\0\0", "not-text");
        check(b"%PDF-1.7 ...", "not-text");
        check(b"\x01\x02words", "not-text");
        // A stray control character in a long text is no reason.
        check(format!("{}\0", "The ferry sailed. ".repeat(10)).as_bytes(), "");
        check(b"tabs\tand\x0cpages\r\n", "");
        check(&vec![b'x'; DOCUMENT_BYTES_MAX], "");
        check(&vec![b'x'; DOCUMENT_BYTES_MAX + 1], "too-large");
        check(&vec![b'x'; DOCUMENT_BYTES_MAX * 3], "too-large");
        check(&WINDOWS_1251.encode(&"мост ".repeat(DOCUMENT_BYTES_MAX / 8)).0, "too-large");
    }

    proptest! {
        #[test]
        fn any_bytes_are_decoded_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(got) = decoded(&bytes) {
                prop_assert_eq!(got.is_verbatim, got.text.as_bytes() == bytes.as_slice());
            }
        }
    }
}
