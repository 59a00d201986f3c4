//! URLs of objects.

use std::borrow::Cow;

/// Bucket, key and version that a URL of S3 names: by path (`https://s3.eu-west-1.amazonaws.com/bucket/key`,
/// `http://localhost:4566/bucket/key`), by host (`https://bucket.s3.amazonaws.com/key`), or `s3://bucket/key`.
pub(crate) fn object(url: &str) -> Option<(String, String, Option<String>)> {
    let (scheme, rest) = url.split_once("://")?;
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = rest.split_once('/')?;
    let version = query.split('&').find_map(|pair| pair.strip_prefix("versionId=")).map(str::to_owned);
    let in_path = |path: &str| {
        let (bucket, key) = path.split_once('/')?;
        (!bucket.is_empty() && !key.is_empty()).then(|| (decoded(bucket), decoded(key)))
    };
    let (bucket, key) = match scheme {
        "s3" => (!host.is_empty() && !path.is_empty()).then(|| (host.to_owned(), path.to_owned()))?,
        "http" | "https" => {
            let name = host.split(':').next().unwrap_or_default();
            match bucket_of(name) {
                Some(bucket) => (!path.is_empty()).then(|| (bucket.to_owned(), decoded(path)))?,
                None => in_path(path)?,
            }
        }
        _ => return None,
    };
    Some((bucket, key, version))
}

/// The bucket that a host names before `.s3.` or `.s3-`.
fn bucket_of(host: &str) -> Option<&str> {
    let at = host.find(".s3.").or_else(|| host.find(".s3-"))?;
    host.get(..at).filter(|bucket| !bucket.is_empty())
}

/// A path without percent signs.
fn decoded(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let hex = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        let mut ahead = bytes.clone();
        let pair = (byte == b'%').then(|| Some(hex(ahead.next()?)? << 4 | hex(ahead.next()?)?)).flatten();
        match pair {
            Some(found) => {
                out.push(found);
                bytes = ahead;
            }
            None => out.push(byte),
        }
    }
    match String::from_utf8_lossy(&out) {
        Cow::Borrowed(text) => text.to_owned(),
        Cow::Owned(text) => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_named_by_path_or_host() {
        for (url, bucket, key) in [
            ("https://s3.amazonaws.com/b/a/t.yaml", "b", "a/t.yaml"),
            ("https://s3.eu-west-1.amazonaws.com/b/t.yaml", "b", "t.yaml"),
            ("https://b.s3.eu-west-1.amazonaws.com/t%20x.yaml", "b", "t x.yaml"),
            ("https://b.s3-eu-west-1.amazonaws.com/t.yaml", "b", "t.yaml"),
            ("https://b.s3.amazonaws.com/t.yaml", "b", "t.yaml"),
            ("http://127.0.0.1:4566/b/t.yaml", "b", "t.yaml"),
            ("http://b.s3.localhost:4566/t.yaml", "b", "t.yaml"),
            ("s3://b/a/t.yaml", "b", "a/t.yaml"),
        ] {
            assert_eq!(object(url), Some((bucket.to_owned(), key.to_owned(), None)), "{url}");
        }
        let version = object("https://b.s3.amazonaws.com/k?versionId=7").and_then(|(.., version)| version);
        assert_eq!(version.as_deref(), Some("7"));
        for url in
            ["", "t.yaml", "ftp://b/k", "https://s3.amazonaws.com/b", "https://s3.amazonaws.com/", "s3://b", "s3://b/"]
        {
            assert_eq!(object(url), None, "{url}");
        }
    }
}
