//! What a bucket may be called (Amazon S3 User Guide, "General purpose bucket naming rules").

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::error::S3Error;

const RESERVED_STARTS: &[&str] = &["xn--", "sthree-", "amzn-s3-demo-"];
const RESERVED_ENDS: &[&str] = &["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3", "-an"];

/// Refuses what can't be a new bucket's name.
pub(crate) fn check_name(name: &str) -> Result<(), S3Error> {
    if is_name(name) { Ok(()) } else { Err(S3Error::invalid_bucket_name(name)) }
}

fn is_name(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let bytes = name.as_bytes();
    let ends = [bytes.first(), bytes.last()];
    (3..=63).contains(&name.len())
        && bytes.iter().all(|byte| plain(*byte) || matches!(byte, b'.' | b'-'))
        && ends.into_iter().flatten().all(|byte| plain(*byte))
        && !name.contains("..")
        && name.parse::<std::net::Ipv4Addr>().is_err()
        && !RESERVED_STARTS.iter().any(|start| name.starts_with(start))
        && !RESERVED_ENDS.iter().any(|end| name.ends_with(end))
}

/// Whether a location constraint has the form of a region.
pub(crate) fn is_region(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let number = parts.last().is_some_and(|last| last.len() == 1 && last.bytes().all(|byte| byte.is_ascii_digit()));
    let words = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase());
    parts.len() >= 3 && number && parts.iter().take(parts.len() - 1).all(words)
}

/// A place in a listing, as a continuation token.
pub(crate) fn seal(place: &str) -> String {
    URL_SAFE_NO_PAD.encode(place)
}

/// The place a continuation token stands for.
pub(crate) fn unseal(token: &str) -> Result<String, S3Error> {
    let place = URL_SAFE_NO_PAD.decode(token).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let text = "The continuation token provided is incorrect";
    place.ok_or_else(|| S3Error::new("InvalidArgument", 400, text).with("ArgumentName", "continuation-token"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_buckets() {
        for good in ["abc", "a.b-c", "my-bucket-1", "1.2.3.4.5", &"a".repeat(63)] {
            assert!(is_name(good), "{good}");
        }
        let bad =
            ["ab", "Abc", "a_b", "-ab", "ab-", ".ab", "a..b", "192.168.5.4", "xn--a", "sthree-a", "a--x-s3", "a b"];
        for bad in bad.into_iter().chain([&*"a".repeat(64)]) {
            assert!(!is_name(bad), "{bad}");
        }
    }

    #[test]
    fn regions() {
        for good in ["eu-west-1", "us-gov-east-1", "ap-southeast-2"] {
            assert!(is_region(good), "{good}");
        }
        for bad in ["", "eu", "eu-west", "EU-west-1", "eu--1", "mars"] {
            assert!(!is_region(bad), "{bad}");
        }
    }
}
