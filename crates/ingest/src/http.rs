//! An HTTP response as a crawler kept it (RFC 9112): its status, what it says of its body, and the body as it was sent.

use std::io::{Cursor, Read};

use encoding_rs::Encoding;

use crate::Unusable;
use crate::unpack::{Packing, unpacked, unreadable};

/// A response.
#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) status: u16,
    /// In lower case, without parameters: `text/html`.
    pub(crate) media_type: String,
    /// What the header declares.
    pub(crate) charset: Option<&'static Encoding>,
    /// Unchunked and unpacked.
    pub(crate) body: Vec<u8>,
}

/// What `Content-Type` says: the media type in lower case and the charset.
pub(crate) fn media_type(value: &str) -> (String, Option<&'static Encoding>) {
    let (media_type, parameters) = value.split_once(';').unwrap_or((value, ""));
    let charset = parameters.split(';').find_map(|parameter| {
        let (name, label) = parameter.split_once('=')?;
        let label = label.trim().trim_matches(['"', '\'']);
        name.trim().eq_ignore_ascii_case("charset").then(|| Encoding::for_label(label.as_bytes()))?
    });
    (media_type.trim().to_lowercase(), charset)
}

/// Reads a response whose body is at most `body_bytes_max` bytes long.
///
/// A body that was kept unchunked or unpacked under a header that says otherwise is taken as it is.
pub(crate) fn response(bytes: &[u8], body_bytes_max: usize) -> Result<Response, Unusable> {
    let (head, body) = split(bytes).ok_or_else(|| Unusable::new("not-http", "no header of a response"))?;
    let head = String::from_utf8_lossy(head);
    let mut lines = head.lines();
    let status =
        lines.next().and_then(status_of).ok_or_else(|| Unusable::new("not-http", "no status line"))?;
    let fields: Vec<(String, &str)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.trim().to_lowercase(), value.trim()))
        .collect();
    let field = |name: &str| fields.iter().find(|(there, _)| there == name).map_or("", |(_, value)| *value);
    let (media_type, charset) = media_type(field("content-type"));
    let is_chunked = field("transfer-encoding").to_lowercase().contains("chunked");
    let body = Some(body).filter(|_| is_chunked).and_then(unchunked).unwrap_or_else(|| body.to_vec());
    let body = decoded(body, &field("content-encoding").to_lowercase(), body_bytes_max)?;
    Ok(Response { status, media_type, charset, body })
}

/// The header and the body.
fn split(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut at = 0;
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        at += line.len();
        if line.trim_ascii().is_empty() {
            return bytes.split_at_checked(at);
        }
    }
    None
}

fn status_of(line: &str) -> Option<u16> {
    let mut words = line.split_whitespace();
    words.next().filter(|word| word.starts_with("HTTP/"))?;
    words.next()?.parse().ok()
}

/// The body put together from its chunks; `None` if it is not in chunks. One that breaks off ends there.
fn unchunked(body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    let mut n_chunks = 0;
    loop {
        let end = rest.iter().take(64).position(|&byte| byte == b'\n');
        let size = end.and_then(|end| {
            let line = std::str::from_utf8(rest.get(..end)?).ok()?;
            usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()
        });
        let (Some(end), Some(size)) = (end, size) else { return (n_chunks > 0).then_some(out) };
        rest = rest.get(end + 1..).unwrap_or_default();
        out.extend_from_slice(rest.get(..size.min(rest.len())).unwrap_or_default());
        if size == 0 {
            return Some(out);
        }
        rest = rest.get(size..).unwrap_or_default();
        rest = rest.strip_prefix(b"\r").unwrap_or(rest);
        rest = rest.strip_prefix(b"\n").unwrap_or(rest);
        n_chunks += 1;
    }
}

fn decoded(body: Vec<u8>, encoding: &str, bytes_max: usize) -> Result<Vec<u8>, Unusable> {
    if Packing::of_bytes(&body).is_none() {
        return match encoding {
            "br" | "deflate" | "compress" => {
                Err(Unusable::new("unsupported", format!("the content encoding `{encoding}` is not read")))
            }
            _ => Ok(body),
        };
    }
    let read = || {
        let (reader, _) = unpacked(Box::new(Cursor::new(body)))?;
        let mut out = Vec::new();
        reader.take(bytes_max as u64 + 1).read_to_end(&mut out)?;
        Ok(out)
    };
    let out: Vec<u8> = read().map_err(|error: std::io::Error| unreadable(&error))?;
    if out.len() > bytes_max {
        return Err(Unusable::too_large(bytes_max));
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unpack::tests::{gzip, zstd, zstd_bomb};

    fn body(head: &str, body: &[u8]) -> Result<String, &'static str> {
        let bytes = [format!("HTTP/1.1 200 OK\r\n{head}\r\n").as_bytes(), body].concat();
        let response = response(&bytes, 1 << 19).map_err(|unusable| unusable.code)?;
        Ok(String::from_utf8(response.body).unwrap())
    }

    #[test]
    fn bodies_as_they_were_sent() {
        let check = |head: &str, bytes: &[u8], expected: &str| {
            assert_eq!(body(head, bytes).as_deref(), Ok(expected), "{head}");
        };
        let chunked = "Transfer-Encoding: Chunked\r\n";
        check("", b"Calm sea.", "Calm sea.");
        check(chunked, b"5\r\nCalm \r\n4;x=1\r\nsea.\r\n0\r\n\r\n", "Calm sea.");
        check(chunked, b"5\r\nCalm \r\nff\r\nsea", "Calm sea");
        check(chunked, b"5\r\nCalm \r\nno number", "Calm ");
        check(chunked, b"<p>Kept without chunks", "<p>Kept without chunks");
        check("Content-Encoding: gzip\r\n", &gzip(b"Calm sea."), "Calm sea.");
        check("Content-Encoding: gzip\r\n", b"Kept unpacked", "Kept unpacked");
        check("Content-Encoding: zstd\r\n", &zstd(b"Calm sea."), "Calm sea.");
        let packed = gzip(b"Calm sea.");
        let both = [format!("{:x}\r\n", packed.len()).as_bytes(), &packed, b"\r\n0\r\n\r\n"].concat();
        check(&format!("{chunked}Content-Encoding: gzip\r\n"), &both, "Calm sea.");
    }

    #[test]
    fn bad_responses_say_why() {
        assert_eq!(response(b"GET / HTTP/1.1\r\n\r\n", 9).unwrap_err().code, "not-http");
        assert_eq!(response(b"HTTP/1.1 200 OK\r\n", 9).unwrap_err().code, "not-http");
        assert_eq!(body("Content-Encoding: br\r\n", b"\x0b\x02"), Err("unsupported"));
        assert_eq!(body("", &gzip(b"Calm sea.")[..15]), Err("unreadable"));
        assert_eq!(body("", &zstd_bomb(1_000)), Err("too-large"));
        let bomb = [b"HTTP/1.1 200 OK\r\n\r\n".to_vec(), zstd_bomb(1_000)].concat();
        assert_eq!(response(&bomb, 8 << 20).unwrap_err().code, "compression-ratio");
        assert_eq!(body("", &gzip(&vec![b'x'; (1 << 19) + 1])), Err("too-large"));
    }

    #[test]
    fn what_the_header_says() {
        let (kind, charset) = media_type("Text/HTML; boundary=x; Charset=\"windows-1251\"");
        assert_eq!((kind.as_str(), charset.map(Encoding::name)), ("text/html", Some("windows-1251")));
        assert_eq!(media_type(""), (String::new(), None));
        assert_eq!(response(b"HTTP/1.0 404 Not Found\n\nGone", 9).unwrap().status, 404);
    }
}
