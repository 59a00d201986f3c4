//! Signature Version 4 as a client makes it.
//!
//! Follows "Create a signed AWS API request" in the IAM user guide. Every request is signed for real, because every SDK
//! does so and the server's check of it is part of what is measured. The key of the day is derived once and kept as an
//! HMAC state that has already absorbed it.

use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

use crate::watch::Stamp;

type HmacSha256 = Hmac<Sha256>;

/// Who signs, and for which region.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// The access key id, sent in clear.
    pub access_key: String,
    /// The secret, never sent.
    pub secret_key: String,
    /// The region of the credential scope.
    pub region: String,
}

impl Default for Credentials {
    /// What people type when a server checks no signatures; it selects account 000000000000.
    fn default() -> Self {
        Self { access_key: "test".to_owned(), secret_key: "test".to_owned(), region: "us-east-1".to_owned() }
    }
}

/// The parts of a request that the signature covers.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// `POST`, `GET`, ...
    pub method: &'a str,
    /// The path, URI-encoded.
    pub path: &'a str,
    /// The canonical query string: sorted, encoded; empty without one.
    pub query: &'a str,
    /// The signed headers: names in lower case and sorted, values without outer blanks.
    pub headers: &'a [(&'a str, &'a str)],
    /// The whole body.
    pub body: &'a [u8],
    /// The service of the credential scope: `sqs`, `events`.
    pub service: &'a str,
    /// The moment said in `x-amz-date`.
    pub stamp: Stamp,
}

struct DayKey {
    service: String,
    day: String,
    primed: HmacSha256,
}

/// Signs requests of one set of credentials; keeps the derived keys and its buffers.
pub struct Signer {
    credentials: Credentials,
    keys: Vec<DayKey>,
    canonical: Vec<u8>,
    to_sign: Vec<u8>,
}

impl Signer {
    /// A signer that has derived nothing yet.
    #[must_use]
    pub fn new(credentials: Credentials) -> Self {
        Self { credentials, keys: Vec::new(), canonical: Vec::with_capacity(1_024), to_sign: Vec::with_capacity(256) }
    }

    /// Appends the value of the `Authorization` header to `out`.
    pub fn authorize(&mut self, request: &Request<'_>, out: &mut Vec<u8>) {
        self.write_canonical(request);
        self.write_string_to_sign(request);
        let signature = {
            let mut mac = self.primed(request);
            mac.update(&self.to_sign);
            hex32(mac.finalize().into_bytes().into())
        };
        out.extend_from_slice(b"AWS4-HMAC-SHA256 Credential=");
        out.extend_from_slice(self.credentials.access_key.as_bytes());
        out.push(b'/');
        push_scope(out, request, &self.credentials.region);
        out.extend_from_slice(b", SignedHeaders=");
        push_names(out, request.headers);
        out.extend_from_slice(b", Signature=");
        out.extend_from_slice(&signature);
    }

    fn write_canonical(&mut self, request: &Request<'_>) {
        let text = &mut self.canonical;
        text.clear();
        for part in [request.method, "\n", request.path, "\n", request.query, "\n"] {
            text.extend_from_slice(part.as_bytes());
        }
        for (name, value) in request.headers {
            for part in [name, ":", value, "\n"] {
                text.extend_from_slice(part.as_bytes());
            }
        }
        text.push(b'\n');
        push_names(text, request.headers);
        text.push(b'\n');
        text.extend_from_slice(&hex32(Sha256::digest(request.body).into()));
    }

    fn write_string_to_sign(&mut self, request: &Request<'_>) {
        let text = &mut self.to_sign;
        text.clear();
        text.extend_from_slice(b"AWS4-HMAC-SHA256\n");
        text.extend_from_slice(request.stamp.as_str().as_bytes());
        text.push(b'\n');
        push_scope(text, request, &self.credentials.region);
        text.push(b'\n');
        text.extend_from_slice(&hex32(Sha256::digest(&self.canonical).into()));
    }

    /// The HMAC that has absorbed the key of the request's day and service.
    fn primed(&mut self, request: &Request<'_>) -> HmacSha256 {
        let day = request.stamp.day();
        let known = |key: &&DayKey| key.service == request.service && key.day == day;
        if let Some(key) = self.keys.iter().find(known) {
            return key.primed.clone();
        }
        let key = derive(&self.credentials, day, request.service);
        let primed = keyed(&key);
        self.keys.push(DayKey { service: request.service.to_owned(), day: day.to_owned(), primed: primed.clone() });
        primed
    }
}

/// The signing key of one day, region and service.
fn derive(credentials: &Credentials, day: &str, service: &str) -> [u8; 32] {
    let secret = format!("AWS4{}", credentials.secret_key);
    let day_key = hmac(secret.as_bytes(), day.as_bytes());
    let region_key = hmac(&day_key, credentials.region.as_bytes());
    let service_key = hmac(&region_key, service.as_bytes());
    hmac(&service_key, b"aws4_request")
}

fn hmac(key: &[u8], data: &[u8]) -> [u8; 32] {
    let mut mac = keyed(key);
    mac.update(data);
    mac.finalize().into_bytes().into()
}

#[allow(clippy::expect_used, reason = "HMAC is defined for keys of every length")]
fn keyed(key: &[u8]) -> HmacSha256 {
    HmacSha256::new_from_slice(key).expect("HMAC takes keys of every length")
}

fn push_scope(out: &mut Vec<u8>, request: &Request<'_>, region: &str) {
    for part in [request.stamp.day(), "/", region, "/", request.service, "/aws4_request"] {
        out.extend_from_slice(part.as_bytes());
    }
}

fn push_names(out: &mut Vec<u8>, headers: &[(&str, &str)]) {
    for (index, (name, _)) in headers.iter().enumerate() {
        if index > 0 {
            out.push(b';');
        }
        out.extend_from_slice(name.as_bytes());
    }
}

fn hex32(bytes: [u8; 32]) -> [u8; 64] {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = [0; 64];
    for (pair, byte) in text.chunks_exact_mut(2).zip(bytes) {
        pair[0] = DIGITS[usize::from(byte >> 4)];
        pair[1] = DIGITS[usize::from(byte & 15)];
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The credentials and the moment of AWS's published Signature Version 4 test suite.
    fn suite(service: &'static str) -> (Signer, Request<'static>) {
        let signer = Signer::new(Credentials {
            access_key: "AKIDEXAMPLE".to_owned(),
            secret_key: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY".to_owned(),
            region: "us-east-1".to_owned(),
        });
        let request = Request {
            method: "GET",
            path: "/",
            query: "",
            headers: &[("host", "example.amazonaws.com"), ("x-amz-date", "20150830T123600Z")],
            body: b"",
            service,
            stamp: Stamp::from_unix(1_440_938_160),
        };
        (signer, request)
    }

    fn authorization(signer: &mut Signer, request: &Request<'_>) -> String {
        let mut out = Vec::new();
        signer.authorize(request, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn suite_get_vanilla() {
        let (mut signer, request) = suite("service");
        assert_eq!(
            authorization(&mut signer, &request),
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, \
             SignedHeaders=host;x-amz-date, \
             Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
        );
    }

    #[test]
    fn suite_post_vanilla() {
        let (mut signer, mut request) = suite("service");
        request.method = "POST";
        assert!(
            authorization(&mut signer, &request)
                .ends_with("Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b")
        );
    }

    #[test]
    fn suite_post_with_a_body() {
        let (mut signer, mut request) = suite("service");
        request.method = "POST";
        request.headers = &[
            ("content-type", "application/x-www-form-urlencoded"),
            ("host", "example.amazonaws.com"),
            ("x-amz-date", "20150830T123600Z"),
        ];
        request.body = b"Param1=value1";
        assert!(
            authorization(&mut signer, &request)
                .ends_with("Signature=ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a")
        );
    }

    /// The worked example of the AWS General Reference: IAM's ListUsers.
    #[test]
    fn general_reference_list_users() {
        let (mut signer, mut request) = suite("iam");
        request.query = "Action=ListUsers&Version=2010-05-08";
        request.headers = &[
            ("content-type", "application/x-www-form-urlencoded; charset=utf-8"),
            ("host", "iam.amazonaws.com"),
            ("x-amz-date", "20150830T123600Z"),
        ];
        assert!(
            authorization(&mut signer, &request)
                .ends_with("Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7")
        );
        assert_eq!(
            hex::encode(derive(&signer.credentials, "20150830", "iam")),
            "c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9"
        );
    }

    #[test]
    fn a_kept_key_serves_its_own_day_and_service_only() {
        let (mut signer, request) = suite("service");
        let first = authorization(&mut signer, &request);
        let mut tomorrow = request;
        tomorrow.stamp = Stamp::from_unix(1_440_938_160 + 86_400);
        assert_ne!(authorization(&mut signer, &tomorrow), first);
        let mut elsewhere = request;
        elsewhere.service = "iam";
        assert_ne!(authorization(&mut signer, &elsewhere), first);
        assert_eq!(signer.keys.len(), 3);
        assert_eq!(authorization(&mut signer, &request), first);
        assert_eq!(signer.keys.len(), 3);
    }
}
