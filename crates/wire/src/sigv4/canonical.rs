//! The canonical request: the one spelling of a request that both sides sign.

use http::HeaderMap;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::key::sha256_hex;
use super::{ALGORITHM, Credential, Request, is_s3};

/// Everything but RFC 3986's unreserved characters.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The string to sign of a request.
pub(super) fn string_to_sign(
    request: &Request<'_>,
    signed_headers: &[&str],
    payload_hash: &str,
    date: &str,
    credential: &Credential<'_>,
) -> String {
    let canonical = canonical_request(request, signed_headers, payload_hash, &credential.service);
    format!("{ALGORITHM}\n{date}\n{}\n{}", credential.scope(), sha256_hex(canonical.as_bytes()))
}

/// Method, path, query, headers, names of the signed headers and payload hash, a line each.
pub(super) fn canonical_request(
    request: &Request<'_>,
    signed_headers: &[&str],
    payload_hash: &str,
    service: &str,
) -> String {
    let mut out = String::with_capacity(512);
    out.push_str(request.method);
    out.push('\n');
    if is_s3(service) {
        out.push_str(&encode_once(request.path));
    } else {
        out.push_str(&encode_twice(request.path));
    }
    out.push('\n');
    canonical_query(request.query, &mut out);
    out.push('\n');
    for name in signed_headers {
        out.push_str(name);
        out.push(':');
        header_values(request.headers, name, &mut out);
        out.push('\n');
    }
    out.push('\n');
    out.push_str(&signed_headers.join(";"));
    out.push('\n');
    out.push_str(payload_hash);
    out
}

/// S3 takes the path as it is: every character encoded once, nothing normalised.
fn encode_once(path: &str) -> String {
    if path.is_empty() {
        return "/".to_owned();
    }
    let mut out = String::with_capacity(path.len());
    for (i, segment) in path.split('/').enumerate() {
        if i > 0 {
            out.push('/');
        }
        reencode(segment, &mut out);
    }
    out
}

/// Every other service removes dot segments and empty ones, and encodes what is already encoded once more.
fn encode_twice(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                kept.pop();
            }
            other => kept.push(other),
        }
    }
    let mut out = String::with_capacity(path.len() + 1);
    for segment in &kept {
        out.push('/');
        out.extend(utf8_percent_encode(segment, RESERVED));
    }
    if kept.is_empty() || path.ends_with('/') {
        out.push('/');
    }
    out
}

/// Parameters encoded once, sorted by name and value. A presigned URL's signature is not part of what it signs.
fn canonical_query(query: &str, out: &mut String) {
    if query.is_empty() {
        return;
    }
    let mut pairs: Vec<(String, String)> = query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let (mut left, mut right) = (String::new(), String::new());
            reencode(name, &mut left);
            reencode(value, &mut right);
            (left, right)
        })
        .filter(|(name, _)| name != "X-Amz-Signature")
        .collect();
    pairs.sort_unstable();
    for (i, (name, value)) in pairs.iter().enumerate() {
        if i > 0 {
            out.push('&');
        }
        out.push_str(name);
        out.push('=');
        out.push_str(value);
    }
}

/// One spelling for text that clients may have encoded more or less than they should.
fn reencode(text: &str, out: &mut String) {
    let decoded: Vec<u8> = percent_decode_str(text).collect();
    out.extend(percent_encoding::percent_encode(&decoded, RESERVED));
}

/// A header's values, joined by commas, with white space trimmed and runs of spaces made one.
fn header_values(headers: &HeaderMap, name: &str, out: &mut String) {
    for (i, value) in headers.get_all(name).iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        let text = String::from_utf8_lossy(value.as_bytes());
        for (j, word) in text.split_ascii_whitespace().enumerate() {
            if j > 0 {
                out.push(' ');
            }
            out.push_str(word);
        }
    }
}
