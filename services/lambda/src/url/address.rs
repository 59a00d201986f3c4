//! Ids of function URLs, and the URLs.

use tradewind_clock::Random;

/// Letters and digits of an id. AWS's ids have 32 of them.
const ID_CHARS: usize = 32;

const ALPHABET: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";

/// A new id: 32 lower-case letters and digits, about 165 bits of chance.
pub(crate) fn draw_id(random: &Random) -> String {
    let letter = || {
        let place = usize::try_from(random.below(ALPHABET.len() as u64)).unwrap_or_default();
        char::from(ALPHABET.get(place).copied().unwrap_or(b'a'))
    };
    std::iter::repeat_with(letter).take(ID_CHARS).collect()
}

/// `http://<id>.lambda-url.<region>.localhost:<port>/` with the scheme and the port of the endpoint by which the client reaches
/// the server. Every name below `localhost` is this machine, so that the URL works without a name server.
pub(crate) fn url(id: &str, region: &str, endpoint: &str) -> String {
    let (scheme, authority) = endpoint.split_once("://").unwrap_or(("http", endpoint));
    let authority = authority.split('/').next().unwrap_or_default();
    let port = authority.rsplit_once(':').map(|(_, port)| port);
    let port = port.filter(|port| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()));
    let (colon, port) = port.map_or(("", ""), |port| (":", port));
    [scheme, "://", id, ".lambda-url.", region, ".localhost", colon, port, "/"].concat()
}

/// The id and the region in the `Host` of a request to a function URL: `<id>.lambda-url.<region>.<any domain>`.
pub(crate) fn read_host(host: &str) -> Option<(&str, &str)> {
    let mut labels = host.split('.');
    let (id, word, region) = (labels.next()?, labels.next()?, labels.next()?);
    let is_id = id.len() == ID_CHARS && id.bytes().all(|byte| ALPHABET.contains(&byte));
    let is_region = !region.is_empty() && region.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    (is_id && word == "lambda-url" && is_region && labels.next().is_some()).then_some((id, region))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_have_the_endpoints_scheme_and_port() {
        let table = [
            ("http://127.0.0.1:4566", "http://x.lambda-url.us-east-1.localhost:4566/"),
            ("https://tradewind.example:443", "https://x.lambda-url.us-east-1.localhost:443/"),
            ("http://tradewind.example", "http://x.lambda-url.us-east-1.localhost/"),
            ("http://[::1]:80", "http://x.lambda-url.us-east-1.localhost:80/"),
            ("http://[::1]", "http://x.lambda-url.us-east-1.localhost/"),
            ("", "http://x.lambda-url.us-east-1.localhost/"),
        ];
        for (endpoint, expected) in table {
            assert_eq!(url("x", "us-east-1", endpoint), expected, "{endpoint}");
        }
    }

    #[test]
    fn ids_are_letters_and_digits_and_differ() {
        let random = Random::seeded(1);
        let (one, two) = (draw_id(&random), draw_id(&random));
        assert_ne!(one, two);
        for id in [&one, &two] {
            assert_eq!(id.len(), ID_CHARS);
            assert!(id.bytes().all(|byte| ALPHABET.contains(&byte)), "{id}");
        }
    }
}
