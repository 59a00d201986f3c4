//! How requests name S3's buckets: by a host of their own, or in the path.
//!
//! ```text
//! s3.localhost   s3.eu-west-1.amazonaws.com            the bucket is in the path
//! photos.s3.localhost   my.photos.s3.eu-west-1.localhost   photos.s3.amazonaws.com   photos.s3.dualstack.eu-west-1.amazonaws.com
//! photos.localhost                                     only where the signature says S3: what SDKs make of http://localhost:4566;
//!                                                      forms with a file are signed in their body, and only S3 takes them
//! ```

use http::{Method, Uri};
use tradewind_wire::upload;

use super::guard::{AWS_DOMAINS, without_port};

/// An S3 host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The bucket in it; none where the path says.
    pub bucket: Option<String>,
}

/// What a host says of S3; none if it says nothing. `signed` is whether the request's signature names S3.
pub fn named(host: &str, signed: bool) -> Option<Named> {
    let name = without_port(host).to_ascii_lowercase();
    let domains = AWS_DOMAINS.iter().copied().chain([".localhost"]);
    let (labels, domain) = domains.into_iter().find_map(|domain| Some((name.strip_suffix(domain)?, domain)))?;
    let before = endpoint_label(labels);
    match before {
        Some(bucket) => Some(Named { bucket: (!bucket.is_empty()).then(|| bucket.to_owned()) }),
        None if signed && domain == ".localhost" && is_bucket(labels) => {
            Some(Named { bucket: Some(labels.to_owned()) })
        }
        None => None,
    }
}

/// What stands before `s3`, `s3.<region>` or `s3.dualstack.<region>` at the end of a host's labels.
fn endpoint_label(labels: &str) -> Option<&str> {
    let all: Vec<&str> = labels.split('.').collect();
    let after = match all.as_slice() {
        [.., "s3"] => 1,
        [.., "s3", "dualstack", _] => 3,
        [.., "s3", _] => 2,
        // The form of old endpoints.
        [.., last] if last.starts_with("s3-") && *last != "s3-website" && !last.starts_with("s3-website-") => 1,
        _ => return None,
    };
    let kept: usize = all.iter().take(all.len() - after).map(|label| label.len() + 1).sum();
    Some(labels.get(..kept.saturating_sub(1)).unwrap_or_default())
}

/// Whether a request is a form with a file, to a bucket.
pub fn is_form(method: &Method, content_type: Option<&str>) -> bool {
    *method == Method::POST && upload::is_form(content_type)
}

/// Whether an unsigned request, to a host that says nothing, is one that S3 would know: a bucket in its path, and nothing that
/// other protocols have. `form` is whether it is a form with a file.
pub fn seems(method: &Method, uri: &Uri, form: bool) -> bool {
    let query = uri.query().unwrap_or_default();
    let has = |name: &str| query.split('&').any(|pair| pair.split('=').next() == Some(name));
    if has("Action") {
        return false;
    }
    let path = uri.path().trim_start_matches('/');
    let bucket = path.split('/').next().unwrap_or_default();
    let posts = ["uploads", "uploadId", "delete", "restore", "select"];
    let to_bucket = form && path.trim_end_matches('/') == bucket;
    is_bucket(bucket) && (*method != Method::POST || to_bucket || posts.iter().any(|name| has(name)))
}

/// Whether a text can be a bucket's name, as far as detection needs to know.
fn is_bucket(name: &str) -> bool {
    (3..=63).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'.'))
}

/// Whether it is a presigned URL of Signature Version 2, which SDKs make for S3 only.
pub fn is_presigned(uri: &Uri) -> bool {
    uri.query().is_some_and(|query| query.contains("AWSAccessKeyId="))
}

/// Whether the request's head is signed with Signature Version 2, which S3 has given up but for presigned URLs.
pub fn is_version_2(authorization: Option<&str>) -> bool {
    authorization.is_some_and(|header| header.starts_with("AWS "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_name_buckets() {
        let bucket = |host: &str, signed| named(host, signed).map(|named| named.bucket.unwrap_or_default());
        for (host, found) in [
            ("s3.localhost:4566", ""),
            ("s3.eu-west-1.localhost", ""),
            ("s3.amazonaws.com", ""),
            ("s3.us-gov-west-1.amazonaws.com:443", ""),
            ("photos.s3.localhost:4566", "photos"),
            ("Photos.S3.localhost", "photos"),
            ("my.photos.s3.eu-west-1.localhost", "my.photos"),
            ("lambda.s3.localhost", "lambda"),
            ("sqs.s3.eu-west-1.amazonaws.com", "sqs"),
            ("photos.s3.dualstack.eu-west-1.amazonaws.com", "photos"),
            ("photos.s3-eu-west-1.amazonaws.com", "photos"),
            ("s3.s3.localhost", "s3"),
        ] {
            assert_eq!(bucket(host, false).as_deref(), Some(found), "{host}");
        }
        for host in [
            "localhost:4566",
            "127.0.0.1:4566",
            "sqs.us-east-1.localhost",
            "photos.localhost",
            "photos.s3-website.localhost",
            "photos.s3-website-eu-west-1.amazonaws.com",
            "s3.example.com",
        ] {
            assert_eq!(bucket(host, false), None, "{host}");
        }
        assert_eq!(bucket("photos.localhost:4566", true).as_deref(), Some("photos"));
        assert_eq!(bucket("x_y.localhost:4566", true), None);
        assert_eq!(bucket("localhost:4566", true), None);
    }

    #[test]
    fn unsigned_requests_of_s3_have_a_bucket_in_their_path() {
        let is = |method: Method, uri: &'static str| seems(&method, &Uri::from_static(uri), false);
        let form = |uri: &'static str| seems(&Method::POST, &Uri::from_static(uri), true);
        assert!(form("/photos") && form("/photos/"));
        assert!(!form("/") && !form("/000000000000/queue") && !form("/photos?Action=SendMessage"));
        assert!(!is(Method::POST, "/photos"));
        assert!(is_form(&Method::POST, Some("Multipart/Form-Data; boundary=x")));
        assert!(!is_form(&Method::POST, Some("application/x-www-form-urlencoded")) && !is_form(&Method::POST, None));
        assert!(!is_form(&Method::PUT, Some("multipart/form-data; boundary=x")));
        assert!(is(Method::GET, "/photos/a.jpg"));
        assert!(is(Method::HEAD, "/photos"));
        assert!(is(Method::PUT, "/photos/a.jpg"));
        assert!(is(Method::POST, "/photos?delete"));
        assert!(is(Method::POST, "/photos/a?uploadId=x"));
        for uri in ["/", "/ab/c", "/Photos/a", "/_tradewind/x", "/000000000000/queue?Action=SendMessage&Version=1"] {
            assert!(!is(Method::GET, uri), "{uri}");
        }
        assert!(!is(Method::POST, "/000000000000/queue"));
    }
}
