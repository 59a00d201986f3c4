//! A request's head, looked at once.

use http::{HeaderMap, Uri};

/// The headers that decide what becomes of a request. Everything borrows from the request.
#[derive(Debug, Default)]
pub struct Head<'a> {
    /// `Host`, or the authority of an HTTP/2 or absolute-form request.
    pub host: Option<&'a [u8]>,
    /// `Origin`: set by browsers.
    pub origin: Option<&'a [u8]>,
    /// `Sec-Fetch-Site`: set by browsers.
    pub fetch_site: Option<&'a [u8]>,
    /// `X-Amz-Target`.
    pub target: Option<&'a [u8]>,
    /// `Content-Type`.
    pub content_type: Option<&'a [u8]>,
    /// `Authorization`.
    pub authorization: Option<&'a [u8]>,
    /// `User-Agent`.
    pub user_agent: Option<&'a [u8]>,
    /// `X-Amzn-Trace-Id`.
    pub trace: Option<&'a [u8]>,
    /// `Smithy-Protocol`.
    pub smithy_protocol: Option<&'a [u8]>,
    /// Whether the client waits for a go-ahead before it sends the body.
    pub expects_continue: bool,
    /// Bytes of names and values, and four a line for the colon, the space and the line's end.
    pub bytes: usize,
    /// A header that must stand once and stands twice, with the authority counted as a `Host`.
    pub doubled: Option<&'static str>,
}

impl<'a> Head<'a> {
    /// Goes through the headers once.
    pub fn read(uri: &'a Uri, headers: &'a HeaderMap) -> Head<'a> {
        let mut head = Head::default();
        for (name, value) in headers {
            let (name, value) = (name.as_str(), value.as_bytes());
            head.bytes += name.len() + value.len() + 4;
            head.note(name, value);
        }
        if let Some(authority) = uri.authority() {
            head.take_authority(authority.as_str().as_bytes());
        }
        head
    }

    fn note(&mut self, name: &str, value: &'a [u8]) {
        // The length decides most comparisons: this runs for every header of every request.
        let (slot, known): (&mut Option<&'a [u8]>, &'static str) = match (name.len(), name) {
            (4, "host") => (&mut self.host, "Host"),
            (6, "origin") => (&mut self.origin, "Origin"),
            (6, "expect") => {
                self.expects_continue = value.eq_ignore_ascii_case(b"100-continue");
                return;
            }
            (10, "user-agent") => (&mut self.user_agent, "User-Agent"),
            (12, "x-amz-target") => (&mut self.target, "X-Amz-Target"),
            (12, "content-type") => (&mut self.content_type, "Content-Type"),
            (13, "authorization") => (&mut self.authorization, "Authorization"),
            (14, "sec-fetch-site") => (&mut self.fetch_site, "Sec-Fetch-Site"),
            (15, "x-amzn-trace-id") => (&mut self.trace, "X-Amzn-Trace-Id"),
            (15, "smithy-protocol") => (&mut self.smithy_protocol, "Smithy-Protocol"),
            _ => return,
        };
        if slot.replace(value).is_some() {
            self.doubled = Some(known);
        }
    }

    /// The authority names the server before any `Host` does; two different names are an attempt to be two things at once.
    fn take_authority(&mut self, authority: &'a [u8]) {
        if self.host.is_some_and(|host| !host.eq_ignore_ascii_case(authority)) {
            self.doubled = Some("Host");
        }
        self.host = Some(authority);
    }
}

/// A header's value as text, if it is text.
pub fn text(value: Option<&[u8]>) -> Option<&str> {
    value.and_then(|bytes| std::str::from_utf8(bytes).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(lines: &[(&'static str, &'static str)]) -> HeaderMap {
        let mut map = HeaderMap::new();
        for (name, value) in lines {
            map.append(*name, value.parse().unwrap());
        }
        map
    }

    #[test]
    fn finds_what_decides_and_counts_the_bytes() {
        let map =
            headers(&[("host", "localhost"), ("x-amz-target", "AmazonSQS.SendMessage"), ("expect", "100-Continue")]);
        let uri = Uri::from_static("/");
        let head = Head::read(&uri, &map);
        assert_eq!(text(head.host), Some("localhost"));
        assert_eq!(text(head.target), Some("AmazonSQS.SendMessage"));
        assert!(head.expects_continue);
        assert_eq!(head.bytes, 13 + 4 + 33 + 4 + 18 + 4);
        assert_eq!(head.doubled, None);
    }

    #[test]
    fn what_must_stand_once_is_noticed_when_it_stands_twice() {
        let map = headers(&[("host", "localhost"), ("host", "evil.test")]);
        assert_eq!(Head::read(&Uri::from_static("/"), &map).doubled, Some("Host"));
        let map = headers(&[("host", "localhost")]);
        assert_eq!(Head::read(&Uri::from_static("http://evil.test/"), &map).doubled, Some("Host"));
        assert_eq!(Head::read(&Uri::from_static("http://LOCALHOST/"), &map).doubled, None);
    }
}
