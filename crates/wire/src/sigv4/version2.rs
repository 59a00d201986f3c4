//! Presigned URLs of Signature Version 2, which SDKs still make for S3 unless they are told otherwise.
//!
//! Only the form of URLs is read; requests that are signed so in their head are refused, as AWS refuses them in newer regions.
//! See <https://docs.aws.amazon.com/AmazonS3/latest/userguide/RESTAuthentication.html>.

use std::fmt::Write as _;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac as _};
use http::HeaderMap;
use percent_encoding::percent_decode_str;
use sha1::Sha1;
use subtle::ConstantTimeEq as _;
use tradewind_clock::Timestamp;

use crate::{CommonError, ErrorDocument, Protocol};

/// Parameters that belong to the resource, and so to what is signed.
const SIGNED: &[&str] = &[
    "accelerate",
    "acl",
    "analytics",
    "cors",
    "defaultObjectAcl",
    "delete",
    "inventory",
    "lifecycle",
    "location",
    "logging",
    "metrics",
    "notification",
    "object-lock",
    "partNumber",
    "policy",
    "replication",
    "requestPayment",
    "response-cache-control",
    "response-content-disposition",
    "response-content-encoding",
    "response-content-language",
    "response-content-type",
    "response-expires",
    "restore",
    "select",
    "select-type",
    "storageClass",
    "tagging",
    "torrent",
    "uploadId",
    "uploads",
    "versionId",
    "versioning",
    "versions",
    "website",
];

/// What such a URL says about its signature, not yet checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PresignedUrl {
    /// Whose signature it is said to be.
    pub access_key: String,
    /// The session token of temporary credentials.
    pub session_token: Option<String>,
    /// `Expires`: the second after which it is good for nothing.
    expires: String,
    signature: String,
}

/// A request with such a URL, as its signature sees it.
#[derive(Debug, Clone, Copy)]
pub struct PresignedRequest<'a> {
    /// `GET`
    pub method: &'a str,
    /// The path as the client wrote it, after `/<bucket>` where the host names the bucket.
    pub resource: &'a str,
    /// The query string as the client wrote it.
    pub query: &'a str,
    /// The headers.
    pub headers: &'a HeaderMap,
}

impl PresignedUrl {
    /// Reads a query string; none if it has no such signature.
    pub fn of_query(query: &str) -> Option<PresignedUrl> {
        if !query.contains("AWSAccessKeyId=") {
            return None;
        }
        let value = |name: &str| pairs(query).find_map(|(found, value)| (found == name).then_some(value));
        Some(PresignedUrl {
            access_key: value("AWSAccessKeyId")?,
            session_token: value("x-amz-security-token"),
            expires: value("Expires")?,
            signature: value("Signature")?,
        })
    }

    /// Checks that it can still be used.
    ///
    /// # Errors
    /// [`CommonError::RequestExpired`], also for what is no time.
    pub fn check_expiry(&self, now: Timestamp) -> Result<(), CommonError> {
        if self.until().is_some_and(|until| now <= until) { Ok(()) } else { Err(CommonError::RequestExpired) }
    }

    /// Checks that the request was signed with this secret, and can still be used.
    ///
    /// # Errors
    /// [`CommonError::RequestExpired`], [`CommonError::SignatureMismatch`].
    pub fn verify(&self, request: &PresignedRequest<'_>, secret: &str, now: Timestamp) -> Result<(), CommonError> {
        self.check_expiry(now)?;
        let expected = Hmac::<Sha1>::new_from_slice(secret.as_bytes())
            .map(|mac| mac.chain_update(self.string_to_sign(request)).finalize().into_bytes());
        let given = STANDARD.decode(&self.signature).unwrap_or_default();
        let same = expected.is_ok_and(|expected| bool::from(expected.as_slice().ct_eq(&given)));
        if same { Ok(()) } else { Err(CommonError::SignatureMismatch) }
    }

    /// S3's answer to a request with such a URL that was refused with `error`.
    pub fn explain(&self, error: &CommonError, request: &PresignedRequest<'_>, now: Timestamp) -> ErrorDocument {
        let plain = error.document_for(Protocol::RestXml);
        match error {
            CommonError::UnknownAccessKey => plain.with("AWSAccessKeyId", self.access_key.as_str()),
            CommonError::SignatureMismatch => {
                super::mismatch(&self.access_key, &self.string_to_sign(request), &self.signature, None)
            }
            CommonError::RequestExpired => match self.until() {
                Some(end) => plain.with("Expires", end.iso8601_seconds()).with("ServerTime", now.iso8601_seconds()),
                None => {
                    let text = format!("Invalid date (should be seconds since epoch): {}", self.expires);
                    ErrorDocument::sender("AccessDenied", text).with_status(403)
                }
            },
            _ => plain,
        }
    }

    fn until(&self) -> Option<Timestamp> {
        self.expires.parse().ok().map(|seconds| Timestamp::ZERO.plus(Duration::from_secs(seconds)))
    }

    fn string_to_sign(&self, request: &PresignedRequest<'_>) -> String {
        let parameter = |name: &str| pairs(request.query).find_map(|(found, value)| (found == name).then_some(value));
        let header = |name: &str| request.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let standard = |name: &str| header(name).or_else(|| parameter(name)).unwrap_or_default();
        let (md5, kind) = (standard("content-md5"), standard("content-type"));
        let mut text = format!("{}\n{md5}\n{kind}\n{}\n", request.method, self.expires);
        for (name, value) in amz_fields(request) {
            // Writing to a string can't fail.
            let _ = writeln!(text, "{name}:{value}");
        }
        text.push_str(request.resource);
        let mut signed: Vec<(&str, Option<String>)> = raw_pairs(request.query)
            .filter(|(name, _)| SIGNED.contains(name))
            .map(|(name, value)| (name, value.map(decoded)))
            .collect();
        signed.sort_by_key(|(name, _)| *name);
        for (position, (name, value)) in signed.iter().enumerate() {
            text.push(if position == 0 { '?' } else { '&' });
            text.push_str(name);
            if let Some(value) = value {
                text.push('=');
                text.push_str(value);
            }
        }
        text
    }
}

/// The fields that begin with `x-amz-`, in order: headers, and parameters that stand in for headers.
fn amz_fields(request: &PresignedRequest<'_>) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = pairs(request.query)
        .map(|(name, value)| (name.to_ascii_lowercase(), value))
        .filter(|(name, _)| name.starts_with("x-amz-"))
        .collect();
    for name in request.headers.keys().filter(|name| name.as_str().starts_with("x-amz-")) {
        let values = request.headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
        fields.push((name.as_str().to_owned(), values.map(str::trim).collect::<Vec<_>>().join(",")));
    }
    fields.sort();
    fields
}

fn raw_pairs(query: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    let split = |pair: &'_ str| -> (usize, bool) { pair.find('=').map_or((pair.len(), false), |at| (at, true)) };
    query.split('&').filter(|pair| !pair.is_empty()).map(move |pair| {
        let (at, has_value) = split(pair);
        (pair.get(..at).unwrap_or_default(), has_value.then(|| pair.get(at + 1..).unwrap_or_default()))
    })
}

fn pairs(query: &str) -> impl Iterator<Item = (&str, String)> {
    raw_pairs(query).map(|(name, value)| (name, decoded(value.unwrap_or_default())))
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of AWS's page on query string authentication, with the bucket it was signed for.
    const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    const QUERY: &str =
        "AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Signature=NpgCjnDzrM%2BWFzoENXmpNDUsSn8%3D&Expires=1175139620";

    fn request<'a>(query: &'a str, headers: &'a HeaderMap) -> PresignedRequest<'a> {
        PresignedRequest { method: "GET", resource: "/johnsmith/photos/puppy.jpg", query, headers }
    }

    fn verified(query: &str, secret: &str, seconds: u64) -> Result<(), CommonError> {
        let url = PresignedUrl::of_query(query).ok_or(CommonError::MissingAuthenticationToken)?;
        url.verify(&request(query, &HeaderMap::new()), secret, Timestamp::ZERO + Duration::from_secs(seconds))
    }

    #[test]
    fn the_published_example_is_good_until_it_expires() {
        assert_eq!(verified(QUERY, SECRET, 1_175_139_620), Ok(()));
        assert_eq!(verified(QUERY, SECRET, 1_175_139_621), Err(CommonError::RequestExpired));
        assert_eq!(verified(QUERY, "another", 1_175_139_620), Err(CommonError::SignatureMismatch));
    }

    #[test]
    fn what_belongs_to_the_resource_is_signed() {
        for added in ["versionId=1", "acl", "response-content-type=text/html", "x-amz-meta-a=b"] {
            let query = format!("{QUERY}&{added}");
            assert_eq!(verified(&query, SECRET, 0), Err(CommonError::SignatureMismatch), "{added}");
        }
        let later = QUERY.replace("1175139620", "1175139621");
        assert_eq!(verified(&later, SECRET, 0), Err(CommonError::SignatureMismatch));
        assert_eq!(verified(&format!("{QUERY}&prefix=a"), SECRET, 0), Ok(()));
    }

    #[test]
    fn what_lacks_a_part_is_not_signed() {
        for part in ["Signature=x", "AWSAccessKeyId=x&Expires=1", "AWSAccessKeyId=x&Signature=y", ""] {
            assert_eq!(PresignedUrl::of_query(part), None, "{part}");
        }
    }
}
