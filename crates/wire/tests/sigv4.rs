//! Signatures: requests signed by botocore (`golden/sigv4.py`; the first is `get-vanilla` of AWS's published suite), and
//! everything that can be wrong with one.
#![allow(clippy::unwrap_used, reason = "a test ends where its preparation fails")]

use http::{HeaderMap, HeaderName, HeaderValue};
use tradewind_clock::Timestamp;
use tradewind_wire::sigv4::{Claim, Credential, Request, Signer, SigningKey, presign, sign};
use tradewind_wire::{CommonError, Document};

const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

/// 2015-08-30T12:36:00Z
const SIGNED_AT: u64 = 1_440_938_160;

struct Case {
    name: String,
    method: String,
    path: String,
    query: String,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Case {
    fn request(&self) -> Request<'_> {
        Request { method: &self.method, path: &self.path, query: &self.query, headers: &self.headers, body: &self.body }
    }

    fn verify_at(&self, seconds: u64) -> Result<(), CommonError> {
        let request = self.request();
        let claim = Claim::of(&request)?.expect("a signature");
        claim.verify(&request, &SigningKey::derive(SECRET, &claim.credential), Timestamp::from_secs(seconds))
    }

    fn verify(&self) -> Result<(), CommonError> {
        self.verify_at(SIGNED_AT + 30)
    }
}

fn cases() -> Vec<Case> {
    let golden = Document::from_json(include_bytes!("golden/sigv4.json")).unwrap();
    let text = |case: &Document, key: &str| case.get(key).and_then(Document::as_str).unwrap().to_owned();
    golden
        .as_list()
        .unwrap()
        .iter()
        .map(|case| {
            let mut headers = HeaderMap::new();
            for pair in case.get("headers").and_then(Document::as_list).unwrap() {
                let pair = pair.as_list().unwrap();
                let name: HeaderName = pair[0].as_str().unwrap().parse().unwrap();
                headers.append(name, HeaderValue::from_str(pair[1].as_str().unwrap()).unwrap());
            }
            Case {
                name: text(case, "name"),
                method: text(case, "method"),
                path: text(case, "path"),
                query: text(case, "query"),
                headers,
                body: text(case, "body").into_bytes(),
            }
        })
        .collect()
}

fn case(name: &str) -> Case {
    cases().into_iter().find(|case| case.name == name).unwrap()
}

fn message(error: CommonError) -> String {
    error.document().message.unwrap()
}

#[test]
fn accepts_what_botocore_signs() {
    let cases = cases();
    assert_eq!(cases.len(), 12);
    for case in cases {
        assert_eq!(case.verify(), Ok(()), "{}", case.name);
    }
}

#[test]
fn refuses_every_change_to_what_was_signed() {
    type Change = fn(&mut Case);
    let changes: [(&str, Change); 7] = [
        ("method", |case| case.method = "DELETE".to_owned()),
        ("path", |case| case.path.push('x')),
        ("query", |case| case.query = format!("{}&Extra=1", case.query)),
        ("body", |case| case.body.push(b' ')),
        ("host", |case| {
            case.headers.insert("host", HeaderValue::from_static("elsewhere"));
        }),
        ("target", |case| {
            case.headers.insert("x-amz-target", HeaderValue::from_static("AmazonSQS.PurgeQueue"));
        }),
        ("date", |case| {
            case.headers.insert("x-amz-date", HeaderValue::from_static("20150830T123601Z"));
        }),
    ];
    for (name, change) in changes {
        let mut case = case("post-json");
        change(&mut case);
        assert_eq!(case.verify(), Err(CommonError::SignatureMismatch), "{name}");
    }
    let mut unsigned = case("get-vanilla");
    unsigned.headers.insert("x-amz-target", HeaderValue::from_static("AmazonSQS.PurgeQueue"));
    assert!(matches!(unsigned.verify(), Err(CommonError::AccessDenied(_))));
}

#[test]
fn refuses_another_secret_and_a_damaged_signature() {
    let case = case("post-form");
    let request = case.request();
    let mut claim = Claim::of(&request).unwrap().unwrap();
    let now = Timestamp::from_secs(SIGNED_AT);
    let other = SigningKey::derive("another", &claim.credential);
    assert_eq!(claim.verify(&request, &other, now), Err(CommonError::SignatureMismatch));
    let key = SigningKey::derive(SECRET, &claim.credential);
    for damaged in ["", "00", "zz", &"0".repeat(64), &"0".repeat(66)] {
        claim.signature = damaged.to_owned();
        assert_eq!(claim.verify(&request, &key, now), Err(CommonError::SignatureMismatch), "{damaged}");
    }
}

#[test]
fn a_signature_is_good_for_fifteen_minutes_around_its_date() {
    let case = case("post-form");
    assert_eq!(case.verify_at(SIGNED_AT + 900), Ok(()));
    assert_eq!(case.verify_at(SIGNED_AT - 900), Ok(()));
    assert_eq!(
        message(case.verify_at(SIGNED_AT + 901).unwrap_err()),
        "Signature expired: 20150830T123600Z is now earlier than 20150830T123601Z (20150830T125101Z - 15 min.)"
    );
    assert_eq!(
        message(case.verify_at(SIGNED_AT - 901).unwrap_err()),
        "Signature not yet current: 20150830T123600Z is still later than 20150830T123559Z (20150830T122059Z + 15 min.)"
    );
}

#[test]
fn a_presigned_url_is_good_for_as_long_as_it_says() {
    let sts = case("presigned-sts");
    assert_eq!(sts.verify_at(SIGNED_AT + 60), Ok(()));
    assert!(matches!(sts.verify_at(SIGNED_AT + 61), Err(CommonError::SignatureExpired(_))));
    let s3 = case("presigned-s3");
    assert_eq!(s3.verify_at(SIGNED_AT + 604_800), Ok(()));
    assert_eq!(s3.verify_at(SIGNED_AT + 604_801), Err(CommonError::RequestExpired));
    let mut long = case("presigned-s3");
    long.query = long.query.replace("604800", "604801");
    assert!(message(long.verify().unwrap_err()).starts_with("X-Amz-Expires must be less than a week (in seconds)"));
}

#[test]
fn an_unsigned_request_makes_no_claim() {
    let headers = HeaderMap::new();
    let request = Request { method: "POST", path: "/", query: "Action=ListQueues", headers: &headers, body: b"" };
    assert_eq!(Claim::of(&request), Ok(None));
}

#[test]
fn broken_authorization_headers_are_named() {
    let expect = |header: &str, text: &str| {
        let mut headers = HeaderMap::new();
        headers.insert("authorization", HeaderValue::from_str(header).unwrap());
        headers.insert("x-amz-date", HeaderValue::from_static("20150830T123600Z"));
        let request = Request { method: "POST", path: "/", query: "", headers: &headers, body: b"" };
        assert_eq!(message(Claim::of(&request).unwrap_err()), text, "{header}");
    };
    expect(
        "AWS4-HMAC-SHA256 nonsense",
        "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. \
         Authorization header requires 'SignedHeaders' parameter. Authorization=AWS4-HMAC-SHA256 nonsense",
    );
    expect("Bearer abc", "Unsupported AWS 'algorithm': 'Bearer'. ");
    expect(
        "AWS4-ECDSA-P256-SHA256 Credential=A/20150830/sqs/aws4_request, SignedHeaders=host, Signature=0",
        "AWS4-ECDSA-P256-SHA256 (Signature Version 4A) is not supported. Sign with AWS4-HMAC-SHA256.",
    );
    expect(
        "AWS4-HMAC-SHA256 Credential=A/us-east-1/sqs, SignedHeaders=host, Signature=0",
        "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'A/us-east-1/sqs'",
    );
    expect(
        "AWS4-HMAC-SHA256 Credential=A/20150830/us-east-1/sqs/aws5, SignedHeaders=host, Signature=0",
        "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5'.",
    );
}

#[test]
fn the_scope_must_be_of_the_day_and_the_host_signed() {
    let mut case = case("post-form");
    let header = case.headers["authorization"].to_str().unwrap().to_owned();
    let with = |case: &mut Case, from: &str, to: &str| {
        let changed = header.replace(from, to);
        assert_ne!(changed, header);
        case.headers.insert("authorization", HeaderValue::from_str(&changed).unwrap());
    };
    with(&mut case, "/20150830/", "/20150831/");
    assert_eq!(
        message(case.verify().unwrap_err()),
        "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: \
         '20150831' != '20150830', from '20150830T123600Z'."
    );
    with(&mut case, ";host;", ";");
    assert_eq!(
        message(case.verify().unwrap_err()),
        "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."
    );
}

#[test]
fn scopes_are_read_without_looking_further() {
    let header =
        "AWS4-HMAC-SHA256 Credential=AK/ID/20150830/eu-west-1/sqs/aws4_request, SignedHeaders=host, Signature=x";
    let credential = Credential::of_header(header).unwrap();
    assert_eq!((&*credential.access_key, &*credential.region, &*credential.service), ("AK/ID", "eu-west-1", "sqs"));
    let query = "a=b&X-Amz-Credential=123456789012%2F20150830%2Feu-west-1%2Fs3%2Faws4_request&c=d";
    assert_eq!(Credential::of_query(query).unwrap().access_key, "123456789012");
    for bad in ["", "Credential=", "Credential=a/b/c/d", "Credential=a/b/c/d/e", "Basic Zm9v"] {
        assert_eq!(Credential::of_header(bad), None, "{bad}");
    }
}

#[test]
fn what_is_signed_here_verifies_here() {
    let now = Timestamp::from_secs(1_800_000_000);
    let mut headers = HeaderMap::new();
    headers.insert("host", HeaderValue::from_static("127.0.0.1:4566"));
    headers.insert("x-amz-target", HeaderValue::from_static("AWSEvents.PutEvents"));
    let signer = Signer {
        access_key: "AK",
        secret: SECRET,
        session_token: Some("token"),
        region: "eu-west-1",
        service: "events",
    };
    let request = Request { method: "POST", path: "/", query: "", headers: &headers, body: b"{}" };
    let mut signed = headers.clone();
    for (name, value) in sign(&request, &signer, now) {
        signed.insert(name, HeaderValue::from_str(&value).unwrap());
    }
    let request = Request { headers: &signed, ..request };
    let claim = Claim::of(&request).unwrap().unwrap();
    assert_eq!(claim.session_token.as_deref(), Some("token"));
    let key = SigningKey::derive(SECRET, &claim.credential);
    assert_eq!(claim.verify(&request, &key, now), Ok(()));

    let mut plain = HeaderMap::new();
    plain.insert("host", HeaderValue::from_static("127.0.0.1:4566"));
    let request = Request { method: "GET", path: "/b/key", query: "versionId=1", headers: &plain, body: b"" };
    let query = presign(&request, &Signer { service: "s3", ..signer }, 60, now);
    let request = Request { query: &query, ..request };
    let claim = Claim::of(&request).unwrap().unwrap();
    let key = SigningKey::derive(SECRET, &claim.credential);
    assert_eq!(claim.verify(&request, &key, now), Ok(()));
}
