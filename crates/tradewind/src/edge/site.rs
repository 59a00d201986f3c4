//! Sites: web requests that a service answers itself, by the host they are sent to or by their path.
//!
//! ```text
//! http://<32 letters and digits>.lambda-url.<region>.<any domain>/...   a function's URL
//! http://<bucket>.s3-website[.-]<region>.amazonaws.com/...                a bucket's site; also <bucket>.s3-website.localhost
//! /_tradewind/lambda/...                                                a download of a package, with a ticket in its query
//! /_tradewind/cloudformation/...                                        the answer of a custom resource, a wait condition's signal
//! ```
//!
//! A function's URL is public by its nature, and its configuration says which web pages may read its answers; so the guard against
//! forged requests does not stand before it, and everything sent to such a host goes to the function: no other path of this server
//! is reachable under that name, whoever may have made it point here. Its 32 letters are drawn by chance and can't be guessed.
//!
//! A bucket's site is public by its nature too: it is read only, there is none without a configuration, and pages elsewhere link to
//! it. Its host must be below a name that strangers can't point anywhere; so no page gets to read it by pointing its own name here.

use http::Uri;
use http::request::Parts;
use tradewind_cloud::web;

use super::guard::{AWS_DOMAINS, without_port};
use super::head::{Head, text};
use crate::config::is_region;

/// Letters and digits of a function URL's id.
const ID_CHARS: usize = 32;

/// The label behind the id.
const LABEL: &str = "lambda-url";

/// Where packages are downloaded.
const DOWNLOADS: &str = "/_tradewind/lambda/";

/// A site, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// The service that keeps it.
    pub service: &'static str,
    /// The internal operation that answers.
    pub operation: &'static str,
    /// The region its host names.
    pub region: Option<String>,
    /// Whether it has a host of its own, where nothing else is.
    pub by_host: bool,
}

impl Site {
    /// The site that a request visits.
    pub fn of(uri: &Uri, head: &Head<'_>) -> Option<Site> {
        if let Some(region) = head.host.and_then(function_url) {
            let operation = "InvokeFunctionUrl";
            return Some(Site { service: "lambda", operation, region: Some(region), by_host: true });
        }
        if let Some(region) = head.host.and_then(website) {
            return Some(Site { service: "s3", operation: "ServeWebsite", region, by_host: true });
        }
        let by_path = |service, operation| Some(Site { service, operation, region: None, by_host: false });
        match uri.path() {
            path if path.starts_with(DOWNLOADS) => by_path("lambda", "DownloadPackage"),
            path if path.starts_with(tradewind_cloudformation::PATH) => {
                by_path("cloudformation", tradewind_cloudformation::RECEIVE)
            }
            _ => None,
        }
    }

    /// Whether it has a host of its own, where nothing else is.
    pub fn is_by_host(&self) -> bool {
        self.by_host
    }
}

/// Whether a host is a site's own.
pub fn is_host(host: &[u8]) -> bool {
    function_url(host).is_some() || website(host).is_some()
}

/// The region, if it names one, in the host of a bucket's site.
fn website(host: &[u8]) -> Option<Option<String>> {
    let name = without_port(text(Some(host))?).to_ascii_lowercase();
    let (name, local) = match name.strip_suffix(".localhost") {
        Some(name) => (name, true),
        None => (AWS_DOMAINS.iter().find_map(|domain| name.strip_suffix(domain))?, false),
    };
    let (bucket, region) = name.rsplit_once(".s3-website")?;
    let region = match region.strip_prefix(['.', '-']) {
        Some(region) if is_region(region) => Some(region.to_owned()),
        None if region.is_empty() && local => None,
        _ => return None,
    };
    (!bucket.is_empty()).then_some(region)
}

/// The region in a function URL's host.
fn function_url(host: &[u8]) -> Option<String> {
    let name = without_port(text(Some(host))?).to_ascii_lowercase();
    let mut labels = name.split('.');
    let (id, label, region) = (labels.next()?, labels.next()?, labels.next()?);
    let is_id = id.len() == ID_CHARS && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    let is_below = labels.next().is_some_and(|domain| !domain.is_empty());
    (is_id && label == LABEL && is_region(region) && is_below).then(|| region.to_owned())
}

/// The request as its service gets it.
pub fn request(parts: &Parts, head: &Head<'_>, body: bytes::Bytes, source_ip: &str) -> web::Request {
    let header = |(name, value): (&http::HeaderName, &http::HeaderValue)| {
        web::Header::new(name.as_str(), String::from_utf8_lossy(value.as_bytes()))
    };
    let forwarded = parts.headers.get("x-forwarded-proto").is_some_and(|proto| proto == "https");
    web::Request {
        method: parts.method.as_str().to_owned(),
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().map(str::to_owned),
        headers: parts.headers.iter().map(header).collect(),
        body,
        source_ip: Some(source_ip.to_owned()),
        // Names of hosts know no case.
        host: text(head.host).unwrap_or_default().to_ascii_lowercase(),
        scheme: if forwarded { "https" } else { "http" }.to_owned(),
        protocol: format!("{:?}", parts.version),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "abcdefghijklmnopqrstuvwxyz012345";

    fn site(host: &str, uri: &'static str) -> Option<Site> {
        let head = Head { host: Some(host.as_bytes()), ..Head::default() };
        Site::of(&Uri::from_static(uri), &head)
    }

    #[test]
    fn a_function_url_is_known_by_its_host() {
        for domain in ["localhost:4566", "localhost", "on.aws", "tradewind.test:80", "LOCALHOST"] {
            let host = format!("{ID}.lambda-url.eu-west-1.{domain}");
            for uri in ["/", "/_tradewind/clock", "/_tradewind/lambda/x", "/2015-03-31/functions"] {
                let found = site(&host, uri).unwrap();
                assert_eq!((found.operation, found.region.as_deref()), ("InvokeFunctionUrl", Some("eu-west-1")));
            }
        }
        let upper = format!("{}.Lambda-URL.us-east-1.localhost", ID.to_ascii_uppercase());
        assert!(site(&upper, "/").unwrap().is_by_host());
    }

    #[test]
    fn a_buckets_site_is_known_by_its_host() {
        for (host, region) in [
            ("photos.s3-website.localhost:4566", None),
            ("my.photos.S3-Website.eu-west-1.localhost", Some("eu-west-1")),
            ("photos.s3-website-eu-west-1.amazonaws.com", Some("eu-west-1")),
            ("photos.s3-website.cn-north-1.amazonaws.com.cn", Some("cn-north-1")),
        ] {
            let found = site(host, "/_tradewind/clock").unwrap();
            assert_eq!((found.operation, found.region.as_deref(), found.by_host), ("ServeWebsite", region, true));
        }
        for host in [
            "s3-website.localhost",
            ".s3-website.localhost",
            "photos.s3-website.localhost.evil.test",
            "photos.s3-website.evil.test",
            "photos.s3-website.amazonaws.com",
            "photos.s3-website.a.b.localhost",
        ] {
            assert_eq!(site(host, "/"), None, "{host}");
        }
    }

    #[test]
    fn other_hosts_are_no_sites() {
        for host in [
            "localhost:4566",
            "lambda.us-east-1.localhost",
            &format!("{ID}.lambda-url.us-east-1"),
            &format!("{ID}.lambda-url.us-east-1."),
            &format!("{ID}.lambda-url.US_EAST.localhost"),
            &format!("{ID}.lambda.us-east-1.localhost"),
            &format!("{ID}x.lambda-url.us-east-1.localhost"),
            &format!("x.{ID}.lambda-url.us-east-1.localhost"),
            &format!("{}-.lambda-url.us-east-1.localhost", &ID[1..]),
            "",
        ] {
            assert_eq!(site(host, "/"), None, "{host}");
            assert!(!is_host(host.as_bytes()));
        }
    }

    #[test]
    fn a_download_is_known_by_its_path() {
        let found = site("localhost", "/_tradewind/lambda/code/x?t=1").unwrap();
        assert_eq!((found.operation, found.is_by_host()), ("DownloadPackage", false));
        assert_eq!(site("localhost", "/_tradewind/lambda"), None);
    }
}
