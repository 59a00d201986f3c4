//! Which rule lets a page do what it asks for, and what its browser is told.

use crate::api::CORSRule;

/// What a page asks for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked<'a> {
    /// `Origin`.
    pub(crate) origin: &'a str,
    /// The method of the call, or of the one that is to follow (`Access-Control-Request-Method`).
    pub(crate) method: &'a str,
    /// `Access-Control-Request-Headers`, if this asks what may follow.
    pub(crate) headers: Option<&'a str>,
}

/// The headers of an answer to a page that may; nothing if no rule lets it.
pub(crate) fn answer(rules: &[CORSRule], asked: Asked<'_>) -> Option<Vec<(&'static str, String)>> {
    let wanted: Vec<String> = asked
        .headers
        .unwrap_or_default()
        .split(',')
        .map(|name| name.trim().to_ascii_lowercase())
        .filter(|name| !name.is_empty())
        .collect();
    let rule = rules.iter().find(|rule| lets(rule, asked, &wanted))?;
    let everybody = rule.allowed_origins.iter().find(|pattern| fits(pattern, asked.origin))? == "*";
    let origin = if everybody { "*" } else { asked.origin };
    let mut told = vec![
        ("access-control-allow-origin", origin.to_owned()),
        ("access-control-allow-methods", rule.allowed_methods.join(", ")),
    ];
    if !wanted.is_empty() {
        told.push(("access-control-allow-headers", wanted.join(", ")));
    }
    if let Some(exposed) = rule.expose_headers.as_ref().filter(|exposed| !exposed.is_empty()) {
        told.push(("access-control-expose-headers", exposed.join(", ")));
    }
    if let Some(seconds) = rule.max_age_seconds {
        told.push(("access-control-max-age", seconds.to_string()));
    }
    if !everybody {
        told.push(("access-control-allow-credentials", "true".to_owned()));
    }
    told.push(("vary", "Origin, Access-Control-Request-Headers, Access-Control-Request-Method".to_owned()));
    Some(told)
}

fn lets(rule: &CORSRule, asked: Asked<'_>, headers: &[String]) -> bool {
    let allowed = rule.allowed_headers.as_deref().unwrap_or_default();
    rule.allowed_methods.iter().any(|method| method == asked.method)
        && rule.allowed_origins.iter().any(|pattern| fits(pattern, asked.origin))
        && headers.iter().all(|name| allowed.iter().any(|pattern| fits(&pattern.to_ascii_lowercase(), name)))
}

/// A pattern with at most one `*`, which stands for any text.
fn fits(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == text,
        Some((start, end)) => text.len() >= start.len() + end.len() && text.starts_with(start) && text.ends_with(end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(origins: &[&str], methods: &[&str], headers: &[&str]) -> CORSRule {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        CORSRule {
            allowed_origins: owned(origins),
            allowed_methods: owned(methods),
            allowed_headers: Some(owned(headers)),
            ..CORSRule::default()
        }
    }

    #[test]
    fn rules_and_what_pages_ask_for() {
        let rules = [
            rule(&["http://*.example.com"], &["GET"], &["x-amz-*"]),
            rule(&["http://www.example.org"], &["PUT", "DELETE"], &["Content-Type"]),
            rule(&["*"], &["HEAD"], &[]),
        ];
        let table = [
            ("http://a.example.com", "GET", None, Some("http://a.example.com")),
            ("http://a.example.com", "GET", Some("X-Amz-Date, x-amz-meta-a"), Some("http://a.example.com")),
            ("http://a.example.com", "GET", Some("x-other"), None),
            ("http://a.example.com", "PUT", None, None),
            ("http://.example.com", "GET", None, Some("http://.example.com")),
            ("http://example.com", "GET", None, None),
            ("https://a.example.com", "GET", None, None),
            ("http://www.example.org", "DELETE", Some("content-type"), Some("http://www.example.org")),
            ("http://www.example.org", "HEAD", None, Some("*")),
            ("null", "HEAD", None, Some("*")),
        ];
        for (origin, method, headers, expected) in table {
            let told = answer(&rules, Asked { origin, method, headers });
            let allowed = told.as_ref().and_then(|told| told.first()).map(|(_, value)| value.as_str());
            assert_eq!(allowed, expected, "{origin} {method} {headers:?}");
        }
    }

    #[test]
    fn a_wildcard_does_not_overlap() {
        assert!(!fits("http://aba*ba", "http://aba"));
        assert!(fits("http://aba*ba", "http://ababa"));
    }

    #[test]
    fn what_the_browser_is_told() {
        let mut rule = rule(&["https://a.test"], &["GET", "PUT"], &["*"]);
        rule.expose_headers = Some(vec!["ETag".to_owned(), "x-amz-request-id".to_owned()]);
        rule.max_age_seconds = Some(3000);
        let asked = Asked { origin: "https://a.test", method: "PUT", headers: Some("X-A,x-b") };
        let told = answer(std::slice::from_ref(&rule), asked).unwrap();
        let expected = [
            ("access-control-allow-origin", "https://a.test"),
            ("access-control-allow-methods", "GET, PUT"),
            ("access-control-allow-headers", "x-a, x-b"),
            ("access-control-expose-headers", "ETag, x-amz-request-id"),
            ("access-control-max-age", "3000"),
            ("access-control-allow-credentials", "true"),
            ("vary", "Origin, Access-Control-Request-Headers, Access-Control-Request-Method"),
        ];
        assert_eq!(told.iter().map(|(name, value)| (*name, value.as_str())).collect::<Vec<_>>(), expected);
    }
}
