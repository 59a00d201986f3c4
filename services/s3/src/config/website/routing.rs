//! Where a request to a site leads: pure, from the configuration and what is in the bucket.

use crate::api::{Redirect, RoutingRule, WebsiteConfiguration};

/// Where a request leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// To this object.
    Object(String),
    /// Somewhere else, with this status: an absolute address, or a path on the same host.
    Elsewhere {
        /// 301, 302, 303, 307, 308 ...
        status: u16,
        /// The `Location`.
        location: String,
    },
}

/// How the site was addressed, for redirects that stay on it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Here<'a> {
    /// `http` or `https`.
    pub(crate) scheme: &'a str,
    /// The host, with its port if it was given.
    pub(crate) host: &'a str,
}

/// Where a request for a key (percent-decoded, without the first slash) leads before anything is read.
pub(crate) fn enter(site: &WebsiteConfiguration, here: Here<'_>, key: &str) -> Way {
    if let Some(all) = &site.redirect_all_requests_to {
        let scheme = all.protocol.as_deref().unwrap_or(here.scheme);
        return Way::Elsewhere { status: 301, location: address(scheme, &all.host_name, key) };
    }
    let rules = site.routing_rules.as_deref().unwrap_or_default();
    let found = rules.iter().find(|rule| code_of(rule).is_none() && fits_prefix(rule, key));
    if let Some(rule) = found {
        return follow(rule, here, key);
    }
    let suffix = site.index_document.as_ref().map_or("", |index| index.suffix.as_str());
    if key.is_empty() || key.ends_with('/') { Way::Object([key, suffix].concat()) } else { Way::Object(key.to_owned()) }
}

/// Where a request leads that has found an error, if a rule says so. The key is the one that was asked for.
pub(crate) fn on_error(site: &WebsiteConfiguration, here: Here<'_>, key: &str, status: u16) -> Option<Way> {
    let rules = site.routing_rules.as_deref().unwrap_or_default();
    let status = status.to_string();
    let rule = rules.iter().find(|rule| code_of(rule) == Some(status.as_str()) && fits_prefix(rule, key))?;
    Some(follow(rule, here, key))
}

/// Where a key that is no object leads when it is a folder with an index document.
pub(crate) fn folder(key: &str) -> Way {
    Way::Elsewhere { status: 302, location: ["/", &encoded(key), "/"].concat() }
}

fn code_of(rule: &RoutingRule) -> Option<&str> {
    rule.condition.as_ref().and_then(|condition| condition.http_error_code_returned_equals.as_deref())
}

fn prefix_of(rule: &RoutingRule) -> &str {
    rule.condition.as_ref().and_then(|condition| condition.key_prefix_equals.as_deref()).unwrap_or_default()
}

fn fits_prefix(rule: &RoutingRule, key: &str) -> bool {
    key.starts_with(prefix_of(rule))
}

fn follow(rule: &RoutingRule, here: Here<'_>, key: &str) -> Way {
    let redirect = &rule.redirect;
    let status = redirect.http_redirect_code.as_deref().and_then(|code| code.parse().ok()).unwrap_or(301);
    let host = redirect.host_name.as_deref().unwrap_or(here.host);
    let scheme = redirect.protocol.as_deref().unwrap_or(here.scheme);
    Way::Elsewhere { status, location: address(scheme, host, &replaced(redirect, prefix_of(rule), key)) }
}

fn replaced(redirect: &Redirect, prefix: &str, key: &str) -> String {
    match (&redirect.replace_key_with, &redirect.replace_key_prefix_with) {
        (Some(whole), _) => whole.clone(),
        (None, Some(start)) => [start, key.strip_prefix(prefix).unwrap_or(key)].concat(),
        (None, None) => key.to_owned(),
    }
}

fn address(scheme: &str, host: &str, key: &str) -> String {
    [scheme, "://", host, "/", &encoded(key)].concat()
}

/// A key as the path of an address.
fn encoded(key: &str) -> String {
    use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
    const PATH: &AsciiSet = &NON_ALPHANUMERIC
        .remove(b'/')
        .remove(b'-')
        .remove(b'_')
        .remove(b'.')
        .remove(b'~')
        .remove(b'?')
        .remove(b'=')
        .remove(b'&')
        .remove(b'#')
        .remove(b'%');
    utf8_percent_encode(key, PATH).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::{Condition, IndexDocument, RedirectAllRequestsTo};

    const HERE: Here<'_> = Here { scheme: "http", host: "b.s3-website.localhost:4566" };

    fn site(rules: Vec<RoutingRule>) -> WebsiteConfiguration {
        WebsiteConfiguration {
            index_document: Some(IndexDocument { suffix: "index.html".to_owned() }),
            routing_rules: Some(rules),
            ..WebsiteConfiguration::default()
        }
    }

    fn elsewhere(status: u16, location: &str) -> Way {
        Way::Elsewhere { status, location: location.to_owned() }
    }

    fn text(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn folders_have_index_documents() {
        let plain = site(Vec::new());
        for (key, object) in
            [("", "index.html"), ("a/", "a/index.html"), ("a/b.txt", "a/b.txt"), ("a", "a"), ("//", "//index.html")]
        {
            assert_eq!(enter(&plain, HERE, key), Way::Object(object.to_owned()), "{key}");
        }
        assert_eq!(folder("a b/c"), elsewhere(302, "/a%20b/c/"));
    }

    #[test]
    fn everything_goes_elsewhere() {
        let to = |protocol| WebsiteConfiguration {
            redirect_all_requests_to: Some(RedirectAllRequestsTo { host_name: "example.com".to_owned(), protocol }),
            ..WebsiteConfiguration::default()
        };
        assert_eq!(enter(&to(None), HERE, "a/b"), elsewhere(301, "http://example.com/a/b"));
        assert_eq!(enter(&to(text("https")), HERE, ""), elsewhere(301, "https://example.com/"));
    }

    #[test]
    fn rules_of_prefixes_and_of_errors() {
        // The examples of the user guide.
        let renamed = RoutingRule {
            condition: Some(Condition { key_prefix_equals: text("docs/"), ..Condition::default() }),
            redirect: Redirect { replace_key_prefix_with: text("documents/"), ..Redirect::default() },
        };
        let gone = RoutingRule {
            condition: Some(Condition { key_prefix_equals: text("images/"), ..Condition::default() }),
            redirect: Redirect { replace_key_with: text("folderdeleted.html"), ..Redirect::default() },
        };
        let missing = RoutingRule {
            condition: Some(Condition { http_error_code_returned_equals: text("404"), ..Condition::default() }),
            redirect: Redirect {
                host_name: text("ec2.example.com"),
                replace_key_prefix_with: text("report-404/"),
                http_redirect_code: text("307"),
                protocol: text("https"),
                ..Redirect::default()
            },
        };
        let site = site(vec![renamed, gone, missing]);
        let own = "http://b.s3-website.localhost:4566";
        let table = [
            ("docs/a.html", elsewhere(301, &[own, "/documents/a.html"].concat())),
            ("images/a.png", elsewhere(301, &[own, "/folderdeleted.html"].concat())),
            ("other", Way::Object("other".to_owned())),
        ];
        for (key, way) in table {
            assert_eq!(enter(&site, HERE, key), way, "{key}");
        }
        let expected = elsewhere(307, "https://ec2.example.com/report-404/a/page.html");
        assert_eq!(on_error(&site, HERE, "a/page.html", 404), Some(expected));
        assert_eq!(on_error(&site, HERE, "a/page.html", 403), None);
    }
}
