//! The web sites this service keeps beside its API: function URLs, and links to packages.

use crate::{download, url};

/// The internal operations that answer visits.
pub(crate) const INVOKE_FUNCTION_URL: &str = "InvokeFunctionUrl";
pub(crate) const DOWNLOAD_PACKAGE: &str = "DownloadPackage";

/// Which site a web request is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// The internal operation that answers it ([`tradewind_cloud::web::Visit`]); callers need not be known.
    pub operation: &'static str,
    /// The region the site is in; none for sites that are the same in all.
    pub region: Option<String>,
}

/// The site of Lambda that a web request with this `Host` and this path is for, if it is for one.
pub fn site(host: &str, path: &str) -> Option<Site> {
    if path.starts_with(download::PATH) {
        return Some(Site { operation: DOWNLOAD_PACKAGE, region: None });
    }
    let (_, region) = url::read_host(host)?;
    Some(Site { operation: INVOKE_FUNCTION_URL, region: Some(region.to_owned()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sites_are_known_by_host_or_path() {
        let id = "abcdefghijklmnopqrstuvwxyz012345";
        let visited = |host: &str, path: &str| site(host, path).map(|site| (site.operation, site.region));
        let url = Some((INVOKE_FUNCTION_URL, Some("eu-west-1".to_owned())));
        assert_eq!(visited(&format!("{id}.lambda-url.eu-west-1.localhost:4566"), "/x"), url);
        assert_eq!(visited(&format!("{id}.lambda-url.eu-west-1.on.aws"), "/"), url);
        assert_eq!(visited("127.0.0.1:4566", "/_tradewind/lambda/code/00"), Some((DOWNLOAD_PACKAGE, None)));
        for host in ["localhost:4566", "short.lambda-url.eu-west-1.localhost", "lambda-url.eu-west-1.localhost", ""] {
            assert_eq!(visited(host, "/2015-03-31/functions"), None, "{host}");
        }
    }
}
