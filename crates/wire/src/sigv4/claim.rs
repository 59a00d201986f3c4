//! What a request says about its own signature.

use percent_encoding::percent_decode_str;

use super::{ALGORITHM, Credential, Request};
use crate::CommonError;

/// Where the signature stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carrier {
    /// In the `Authorization` header.
    Header,
    /// In the query of a presigned URL, good for this many seconds.
    Query {
        /// `X-Amz-Expires`.
        expires: u64,
    },
}

/// A signature as claimed, not yet checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim<'a> {
    /// Who, when, where and for what.
    pub credential: Credential<'a>,
    /// Names of the signed headers, in lower case, sorted as the client sent them.
    pub signed_headers: Vec<String>,
    /// The signature, 64 hexadecimal digits if it is one.
    pub signature: String,
    /// The date of signing, `20150830T123600Z`.
    pub date: String,
    /// The session token of temporary credentials.
    pub session_token: Option<String>,
    /// Where it stands.
    pub carrier: Carrier,
}

impl<'a> Claim<'a> {
    /// Reads a request's claim; `None` if it carries no signature at all.
    pub fn of(request: &Request<'a>) -> Result<Option<Self>, CommonError> {
        if let Some(value) = request.headers.get(http::header::AUTHORIZATION) {
            let text = value.to_str().map_err(|_| incomplete("Authorization header is not readable."))?;
            return Self::of_header(text, request).map(Some);
        }
        if request.query.contains("X-Amz-Algorithm=") || request.query.contains("X-Amz-Signature=") {
            return Self::of_query(request).map(Some);
        }
        Ok(None)
    }

    fn of_header(text: &'a str, request: &Request<'a>) -> Result<Self, CommonError> {
        let (algorithm, rest) = text.split_once(' ').unwrap_or((text, ""));
        check_algorithm(algorithm)?;
        let part = |name: &str| rest.split(',').find_map(|part| part.trim().strip_prefix(name)?.strip_prefix('='));
        let date = header_date(request);
        let (scope, headers, signature) = (part("Credential"), part("SignedHeaders"), part("Signature"));
        let (Some(scope), Some(headers), Some(signature), Some(date)) = (scope, headers, signature, &date) else {
            return Err(missing_parts(text, scope, signature, headers, date.as_deref()));
        };
        Ok(Self {
            credential: credential(scope)?,
            signed_headers: headers.split(';').map(str::to_ascii_lowercase).collect(),
            signature: signature.to_owned(),
            date: date.clone(),
            session_token: header_text(request, "x-amz-security-token"),
            carrier: Carrier::Header,
        })
    }

    fn of_query(request: &Request<'a>) -> Result<Self, CommonError> {
        let parameter = |name: &str| {
            let value = request.query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))?;
            percent_decode_str(value).decode_utf8().ok().map(std::borrow::Cow::into_owned)
        };
        check_algorithm(&parameter("X-Amz-Algorithm").unwrap_or_default())?;
        let needed = |name: &str| {
            parameter(name).ok_or_else(|| incomplete(&format!("AWS query-string parameters must include '{name}'. ")))
        };
        let scope = needed("X-Amz-Credential")?;
        let expires = needed("X-Amz-Expires")?;
        let expires = expires
            .parse()
            .map_err(|_| incomplete(&format!("'X-Amz-Expires' must be a number of seconds, not '{expires}'.")))?;
        Ok(Self {
            credential: credential(&scope)?.into_owned(),
            signed_headers: needed("X-Amz-SignedHeaders")?.split(';').map(str::to_ascii_lowercase).collect(),
            signature: needed("X-Amz-Signature")?,
            date: needed("X-Amz-Date")?,
            session_token: parameter("X-Amz-Security-Token"),
            carrier: Carrier::Query { expires },
        })
    }
}

fn incomplete(text: &str) -> CommonError {
    CommonError::IncompleteSignature(text.to_owned())
}

fn check_algorithm(algorithm: &str) -> Result<(), CommonError> {
    match algorithm {
        ALGORITHM => Ok(()),
        "AWS4-ECDSA-P256-SHA256" => Err(CommonError::NotSupported(format!(
            "AWS4-ECDSA-P256-SHA256 (Signature Version 4A) is not supported. Sign with {ALGORITHM}."
        ))),
        other => Err(incomplete(&format!("Unsupported AWS 'algorithm': '{other}'. "))),
    }
}

fn credential(scope: &str) -> Result<Credential<'_>, CommonError> {
    if scope.split('/').count() < 5 {
        return Err(incomplete(&format!(
            "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '{scope}'"
        )));
    }
    Credential::parse_scope(scope).ok_or_else(|| {
        let terminator = scope.rsplit('/').next().unwrap_or_default();
        CommonError::InvalidScope(format!(
            "Credential should be scoped with a valid terminator: 'aws4_request', not '{terminator}'."
        ))
    })
}

/// Everything an `Authorization` header lacks, in AWS's order.
fn missing_parts(
    text: &str,
    scope: Option<&str>,
    signature: Option<&str>,
    headers: Option<&str>,
    date: Option<&str>,
) -> CommonError {
    let mut message = String::new();
    for (part, name) in [(scope, "Credential"), (signature, "Signature"), (headers, "SignedHeaders")] {
        if part.is_none() {
            message.push_str(&format!("Authorization header requires '{name}' parameter. "));
        }
    }
    if date.is_none() {
        message.push_str("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ");
    }
    message.push_str(&format!("Authorization={text}"));
    CommonError::IncompleteSignature(message)
}

/// The date of signing: `X-Amz-Date`, or `Date` in any of its forms.
fn header_date(request: &Request<'_>) -> Option<String> {
    header_text(request, "x-amz-date").or_else(|| {
        let text = header_text(request, "date")?;
        if super::date::parse(&text).is_some() {
            return Some(text);
        }
        crate::timestamp::parse(&text).map(super::date::compact)
    })
}

pub(super) fn header_text(request: &Request<'_>, name: &str) -> Option<String> {
    request.headers.get(name)?.to_str().ok().map(str::to_owned)
}
