//! Cross-origin requests to a function URL, as its configuration answers them:
//! <https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html#urls-cors>.

use super::answer::Head;
use super::event::header;
use crate::api::Cors;

/// The answer to a preflight, which the function never sees; none if the request is no preflight.
pub(super) fn preflight(cors: &Cors, method: &str, headers: &[(String, String)]) -> Option<Head> {
    if !method.eq_ignore_ascii_case("OPTIONS") {
        return None;
    }
    let origin = header(headers, "origin")?;
    header(headers, "access-control-request-method")?;
    let mut head = Head { status: 200, headers: Vec::new() };
    if allow_origin(cors, origin, &mut head) {
        list(&mut head, "access-control-allow-methods", cors.allow_methods.as_deref());
        list(&mut head, "access-control-allow-headers", cors.allow_headers.as_deref());
        if let Some(age) = cors.max_age.filter(|age| *age > 0) {
            head.set("access-control-max-age", age.to_string());
        }
    }
    Some(head)
}

/// Adds to an answer what a browser needs to hand it on. What the function says about this counts for less.
pub(super) fn allow(cors: &Cors, headers: &[(String, String)], head: &mut Head) {
    let Some(origin) = header(headers, "origin") else { return };
    if allow_origin(cors, origin, head) {
        list(head, "access-control-expose-headers", cors.expose_headers.as_deref());
    }
}

fn allow_origin(cors: &Cors, origin: &str, head: &mut Head) -> bool {
    let origins = cors.allow_origins.as_deref().unwrap_or_default();
    let any = origins.iter().any(|allowed| allowed == "*");
    let credentials = cors.allow_credentials.unwrap_or(false);
    if !any && !origins.iter().any(|allowed| allowed == origin) {
        return false;
    }
    // A browser takes no star for a request with credentials.
    let star = any && !credentials;
    head.set("access-control-allow-origin", if star { "*".to_owned() } else { origin.to_owned() });
    if credentials {
        head.set("access-control-allow-credentials", "true".to_owned());
    }
    if !star {
        head.set("vary", "Origin".to_owned());
    }
    true
}

fn list(head: &mut Head, name: &str, values: Option<&[String]>) {
    if let Some(values) = values.filter(|values| !values.is_empty()) {
        head.set(name, values.join(","));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cors(origins: &[&str], credentials: bool) -> Cors {
        let texts = |texts: &[&str]| Some(texts.iter().map(|text| (*text).to_owned()).collect());
        Cors {
            allow_credentials: Some(credentials),
            allow_headers: texts(&["x-a", "x-b"]),
            allow_methods: texts(&["GET", "PUT"]),
            allow_origins: texts(origins),
            expose_headers: texts(&["x-c"]),
            max_age: Some(60),
        }
    }

    fn asks(origin: &str) -> Vec<(String, String)> {
        [("Origin", origin), ("Access-Control-Request-Method", "PUT")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .to_vec()
    }

    fn find<'a>(head: &'a Head, name: &str) -> Option<&'a str> {
        header(&head.headers, name)
    }

    #[test]
    fn a_preflight_is_answered() {
        let head = preflight(&cors(&["*"], false), "OPTIONS", &asks("https://a.example")).expect("a preflight");
        assert_eq!((head.status, find(&head, "access-control-allow-origin")), (200, Some("*")));
        assert_eq!(find(&head, "access-control-allow-methods"), Some("GET,PUT"));
        assert_eq!(find(&head, "access-control-allow-headers"), Some("x-a,x-b"));
        assert_eq!(find(&head, "access-control-max-age"), Some("60"));
        assert_eq!(find(&head, "access-control-expose-headers"), None);
    }

    #[test]
    fn credentials_name_the_origin() {
        let head = preflight(&cors(&["*"], true), "OPTIONS", &asks("https://a.example")).expect("a preflight");
        assert_eq!(find(&head, "access-control-allow-origin"), Some("https://a.example"));
        assert_eq!(
            (find(&head, "access-control-allow-credentials"), find(&head, "vary")),
            (Some("true"), Some("Origin"))
        );
    }

    #[test]
    fn another_origin_gets_nothing() {
        let head = preflight(&cors(&["https://b.example"], false), "OPTIONS", &asks("https://a.example"));
        assert_eq!(head.expect("a preflight").headers, []);
        let mut head = Head::plain(200, "text/plain");
        allow(&cors(&["https://b.example"], false), &asks("https://a.example"), &mut head);
        assert_eq!(head, Head::plain(200, "text/plain"));
    }

    #[test]
    fn other_requests_are_the_functions() {
        let any = cors(&["*"], false);
        assert_eq!(preflight(&any, "GET", &asks("https://a.example")), None);
        assert_eq!(preflight(&any, "OPTIONS", &[]), None);
        assert_eq!(preflight(&any, "OPTIONS", &asks("https://a.example")[..1]), None);
    }

    #[test]
    fn the_configuration_counts_for_more_than_the_function() {
        let mut head = Head::plain(200, "text/plain");
        head.set("access-control-allow-origin", "https://evil.example".to_owned());
        allow(&cors(&["https://a.example"], false), &asks("https://a.example"), &mut head);
        let origins: Vec<_> = head.headers.iter().filter(|(name, _)| name == "access-control-allow-origin").collect();
        assert_eq!(origins.len(), 1);
        assert_eq!(origins[0].1, "https://a.example");
        assert_eq!(find(&head, "access-control-expose-headers"), Some("x-c"));
    }
}
