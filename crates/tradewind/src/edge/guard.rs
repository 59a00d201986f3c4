//! Requests that a web page could have forged.
//!
//! A server on a developer's machine that takes any credentials is within reach of every web page the developer visits: the
//! page's script runs in the developer's browser, and the browser can reach `127.0.0.1`. Two ways lead in, and emulators have
//! been attacked on both:
//!
//! - **A request across origins.** The page posts a form or calls `fetch("http://127.0.0.1:4566/?Action=DeleteQueue...")`. It
//!   can't read the answer, but the queue is gone. Browsers say where such a request comes from: in `Origin` for everything
//!   but the simplest reads, in `Sec-Fetch-Site` for those too. We answer only origins that the user has allow-listed, and
//!   pages this server has served itself.
//! - **DNS rebinding.** The page comes from `http://evil.example:4566`; once it runs, the attacker's name server lets
//!   `evil.example` point to `127.0.0.1`. Now the page and this server are one origin to the browser, and answers can be read.
//!   What gives it away is the `Host` header, which still says `evil.example`. So we answer only to names that a stranger
//!   can't point anywhere: IP addresses of this machine, `localhost` and names below it (RFC 6761 keeps them on the machine),
//!   AWS's own endpoints (clients behind a proxy or a hosts file), and names the user has configured.
//!
//! Public names that happen to lead to `127.0.0.1` (there are several such services) are not among them: whoever owns
//! such a name can point it elsewhere and back. They can be configured with `--host-name`.
//!
//! The guard stands before every service while authentication is off, and always before the admin endpoints. Where signatures
//! are verified, a page can't forge a service's request, because it does not have the key.

use std::net::IpAddr;

use super::head::{Head, text};

/// Web origins that may call: exact, or with any port.
#[derive(Clone, Debug, Default)]
pub struct Origins {
    exact: Vec<String>,
    /// Ends before the port: `http://localhost:`.
    any_port: Vec<String>,
}

impl Origins {
    /// Reads origins such as `http://localhost:3000` or `http://localhost:*`.
    ///
    /// # Errors
    /// A sentence about what is not an origin.
    pub fn parse(origins: &[String]) -> Result<Origins, String> {
        let mut parsed = Origins::default();
        for origin in origins {
            let lower = origin.to_ascii_lowercase();
            let rest = lower.split_once("://").map(|(scheme, rest)| (scheme.is_empty(), rest));
            match rest {
                Some((false, rest)) if !rest.is_empty() && !rest.contains(['/', '?', '#', '@', ' ']) => {
                    match lower.strip_suffix('*') {
                        None if !lower.contains('*') => parsed.exact.push(lower),
                        Some(start) if start.ends_with(':') && !start.contains('*') => {
                            parsed.any_port.push(start.to_owned())
                        }
                        _ => return Err(not_an_origin(origin)),
                    }
                }
                _ => return Err(not_an_origin(origin)),
            }
        }
        Ok(parsed)
    }

    /// Whether pages of that origin may call.
    pub fn allows(&self, origin: &str) -> bool {
        let lower = origin.to_ascii_lowercase();
        self.exact.contains(&lower)
            || self.any_port.iter().any(|start| {
                lower
                    .strip_prefix(start.as_str())
                    .is_some_and(|port| !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()))
            })
    }
}

fn not_an_origin(text: &str) -> String {
    format!(
        "{text:?} is not an origin to allow: write scheme://host or scheme://host:port; the port may be *, the host may not"
    )
}

/// Names of this server beyond those that always mean this machine.
#[derive(Clone, Debug, Default)]
pub struct Hosts {
    exact: Vec<String>,
    /// With the leading dot: `.example.com`.
    below: Vec<String>,
}

impl Hosts {
    /// Reads names such as `tradewind.internal`, `192.168.1.5` or `*.example.com`.
    ///
    /// # Errors
    /// A sentence about what is not a name.
    pub fn parse(names: &[String]) -> Result<Hosts, String> {
        let mut parsed = Hosts::default();
        for name in names {
            let lower = name.to_ascii_lowercase();
            let (list, rest) = match lower.strip_prefix('*') {
                Some(rest) if rest.starts_with('.') => (&mut parsed.below, rest.to_owned()),
                _ => (&mut parsed.exact, lower.trim_start_matches('[').trim_end_matches(']').to_owned()),
            };
            let is_name = |b: u8| b.is_ascii_alphanumeric() || b"-._:".contains(&b);
            if rest.trim_matches('.').is_empty() || !rest.bytes().all(is_name) {
                return Err(format!(
                    "{name:?} is not the name of a host: write a name without a port, an address or *.example.com"
                ));
            }
            list.push(rest);
        }
        Ok(parsed)
    }

    fn names(&self, host: &str) -> bool {
        self.exact.iter().any(|name| name == host)
            || self.below.iter().any(|end| host.len() > end.len() && host.ends_with(end.as_str()))
    }
}

/// Why a request is taken for forged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Forged {
    /// It was sent to a name that is not ours.
    Host(String),
    /// A page of an origin that is not allow-listed sent it.
    Origin(String),
    /// A page of another site sent it without saying which.
    Site,
}

impl std::fmt::Display for Forged {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Forged::Host(host) => write!(
                f,
                "The host {host} is not known to be this server, so a web page could have sent this request; \
                 if it is this server, start it with --host-name {host}."
            ),
            Forged::Origin(origin) => write!(
                f,
                "Pages of the origin {origin} may not call this server; to allow them, start it with --allow-origin {origin}."
            ),
            Forged::Site => f.write_str(
                "A page of another site sent this request (Sec-Fetch-Site); this server does not answer it.",
            ),
        }
    }
}

/// Decides whether a web page could have forged the request.
///
/// `local` is the address the connection came in on.
///
/// # Errors
/// What gives the request away.
pub fn check(head: &Head<'_>, local: IpAddr, hosts: &Hosts, origins: &Origins) -> Result<(), Forged> {
    if let Some(host) = head.host {
        let named = text(Some(host)).is_some_and(|host| is_ours(host, local, hosts));
        if !named {
            return Err(Forged::Host(printable(host)));
        }
    }
    match head.origin {
        Some(origin) => {
            let allowed =
                text(Some(origin)).is_some_and(|text| origins.allows(text) || is_same_origin(text, head.host));
            if allowed { Ok(()) } else { Err(Forged::Origin(printable(origin))) }
        }
        None => match head.fetch_site {
            Some(b"cross-site" | b"same-site") => Err(Forged::Site),
            _ => Ok(()),
        },
    }
}

fn is_ours(host: &str, local: IpAddr, hosts: &Hosts) -> bool {
    let name = without_port(host);
    // What nearly every request says, without touching the allocator.
    if matches!(name, "127.0.0.1" | "localhost") {
        return true;
    }
    if let Ok(address) = name.parse::<IpAddr>() {
        return address.is_loopback() || address.to_canonical() == local.to_canonical() || hosts.names(name);
    }
    let name = name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase();
    name == "localhost" || name.ends_with(".localhost") || is_aws(&name) || hosts.names(&name)
}

/// Ends of AWS's own endpoints' names, in the public and the China partition.
pub(super) const AWS_DOMAINS: &[&str] = &[".amazonaws.com", ".amazonaws.com.cn", ".api.aws"];

fn is_aws(name: &str) -> bool {
    AWS_DOMAINS.iter().any(|domain| name.len() > domain.len() && name.ends_with(domain))
}

/// The host of an authority: `localhost:4566` is `localhost`, `[::1]:4566` is `::1`.
pub(super) fn without_port(authority: &str) -> &str {
    if let Some(rest) = authority.strip_prefix('[') {
        return rest.split_once(']').map_or(rest, |(address, _)| address);
    }
    match authority.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => authority,
    }
}

/// A page this server has served: its origin is the host it calls. The host has been found to be ours before.
fn is_same_origin(origin: &str, host: Option<&[u8]>) -> bool {
    let authority = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
    authority.zip(host).is_some_and(|(authority, host)| authority.as_bytes().eq_ignore_ascii_case(host))
}

/// Foreign bytes, made fit for an error text: at most 100 printable ASCII characters.
fn printable(bytes: &[u8]) -> String {
    bytes.iter().take(100).map(|b| if b.is_ascii_graphic() { char::from(*b) } else { '?' }).collect()
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    const LOCAL: IpAddr = IpAddr::V4(Ipv4Addr::new(10, 0, 0, 7));

    fn strings(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    fn judge(host: &str, origin: Option<&str>, site: Option<&str>) -> Result<(), Forged> {
        let head = Head {
            host: Some(host.as_bytes()),
            origin: origin.map(str::as_bytes),
            fetch_site: site.map(str::as_bytes),
            ..Head::default()
        };
        let hosts = Hosts::parse(&strings(&["tradewind.test", "*.compose.test", "192.168.1.5"])).unwrap();
        let origins =
            Origins::parse(&strings(&["http://localhost:3000", "https://app.test", "http://dev.test:*"])).unwrap();
        check(&head, LOCAL, &hosts, &origins)
    }

    #[test]
    fn names_that_strangers_can_not_point_anywhere_are_ours() {
        for host in [
            "127.0.0.1:4566",
            "127.0.0.1",
            "127.8.8.8:1",
            "localhost:4566",
            "LocalHost",
            "localhost.",
            "sqs.us-east-1.localhost:4566",
            "[::1]:4566",
            "[::1]",
            "[::ffff:10.0.0.7]:80",
            "10.0.0.7:4566",
            "sqs.us-east-1.amazonaws.com",
            "queue.amazonaws.com:443",
            "sqs.cn-north-1.amazonaws.com.cn",
            "sqs.us-east-1.api.aws",
            "tradewind.test:4566",
            "a.b.compose.test",
            "192.168.1.5:4566",
        ] {
            assert_eq!(judge(host, None, None), Ok(()), "{host}");
        }
    }

    #[test]
    fn all_other_names_could_be_rebound() {
        for host in [
            "evil.test",
            "evil.test:4566",
            "localhost.evil.test",
            "127.0.0.1.evil.test",
            "notlocalhost",
            "amazonaws.com.evil.test",
            "evilamazonaws.com",
            "compose.test",
            "10.0.0.8",
            "0.0.0.0:4566",
            "[::]:4566",
            "[::2]",
            "2130706433",
            "",
            ":4566",
            "localhost@evil.test",
            "local\u{e9}",
        ] {
            assert!(matches!(judge(host, None, None), Err(Forged::Host(_))), "{host}");
        }
    }

    #[test]
    fn pages_call_only_from_listed_origins_or_our_own() {
        for origin in ["http://localhost:3000", "HTTPS://APP.test", "http://dev.test:5173", "http://127.0.0.1:4566"] {
            assert_eq!(judge("127.0.0.1:4566", Some(origin), Some("cross-site")), Ok(()), "{origin}");
        }
        for origin in [
            "null",
            "",
            "http://evil.test",
            "http://localhost:3001",
            "http://localhost:30000",
            "http://dev.test:",
            "http://dev.test:80.evil.test",
            "https://app.test:8443",
            "http://127.0.0.1:4567",
            "ftp://127.0.0.1:4566",
        ] {
            let said = judge("127.0.0.1:4566", Some(origin), None);
            assert!(matches!(said, Err(Forged::Origin(_))), "{origin}");
        }
    }

    #[test]
    fn reads_without_an_origin_are_known_by_their_site() {
        assert_eq!(judge("localhost", None, Some("cross-site")), Err(Forged::Site));
        assert_eq!(judge("localhost", None, Some("same-site")), Err(Forged::Site));
        assert_eq!(judge("localhost", None, Some("same-origin")), Ok(()));
        assert_eq!(judge("localhost", None, Some("none")), Ok(()));
    }

    #[test]
    fn origins_and_names_that_mean_everything_are_refused() {
        for origin in
            ["*", "http://*", "http://*.test", "localhost:3000", "://x", "http://", "http://a/b", "http://a*:1"]
        {
            assert!(Origins::parse(&strings(&[origin])).is_err(), "{origin}");
        }
        for name in ["*", "*.", "", "a b", "a/b", "*a.test"] {
            assert!(Hosts::parse(&strings(&[name])).is_err(), "{name}");
        }
    }
}
