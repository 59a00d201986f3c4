//! Who calls, which account and which region.

use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use http::HeaderMap;
use http::header::{self, HeaderValue};
use http::request::Parts;
use rustc_hash::FxHashMap;
use tradewind_clock::Clock;
use tradewind_cloud::{Definition, Principal};
use tradewind_wire::sigv4::{Claim, Credential, Request, SigningKey};
use tradewind_wire::{CommonError, Protocol};

use super::detect::{Refusal, seeming_protocol};
use super::head::{Head, text};
use super::host::Labels;
use crate::config::{Auth, Config, DEFAULT_ACCOUNT, Key, Keys, is_account, is_region};

/// Derived signing keys that are kept: one a key, day, region and service.
const DERIVED: usize = 1024;

/// Who calls.
#[derive(Debug, PartialEq, Eq)]
pub struct Caller {
    /// The account called.
    pub account: String,
    /// The region called.
    pub region: String,
    /// On whose behalf.
    pub principal: Principal,
}

/// A request at the door.
#[derive(Debug)]
pub struct Knock<'a> {
    /// Method, target and headers.
    pub parts: &'a Parts,
    /// The headers that count.
    pub head: &'a Head<'a>,
    /// The credential scope, if the request has one.
    pub credential: Option<&'a Credential<'a>>,
    /// The body as it came.
    pub body: &'a Bytes,
    /// The service it is for.
    pub service: &'static Definition,
    /// The protocol it speaks.
    pub protocol: Protocol,
}

/// Finds out who calls, and with `--auth=verify` lets in only whoever signed with a known key.
#[derive(Debug)]
pub struct Doorkeeper {
    auth: Auth,
    keys: Keys,
    region: String,
    derived: Mutex<FxHashMap<String, SigningKey>>,
}

/// What the request says about who signed it, unchecked; from the `Authorization` header or else from the query string.
///
/// # Errors
/// For Signature Version 4A, whose scope names no region: taking it for something else would put the call into the wrong account.
pub fn claimed<'a>(head: &Head<'a>, query: Option<&str>) -> Result<Option<Credential<'a>>, Box<Refusal>> {
    let asymmetric = "AWS4-ECDSA-P256-SHA256";
    let header = text(head.authorization);
    let refused = match header {
        Some(header) => header.starts_with(asymmetric),
        None => query.is_some_and(|query| query.contains(asymmetric)),
    };
    if refused {
        let message = format!("{asymmetric} (Signature Version 4A) is not supported. Sign with AWS4-HMAC-SHA256.");
        return Err(Refusal::new(&CommonError::NotSupported(message), seeming_protocol(head)));
    }
    Ok(match (header, query) {
        (Some(header), _) => Credential::of_header(header),
        (None, Some(query)) => Credential::of_query(query),
        (None, None) => None,
    })
}

impl Doorkeeper {
    /// What the configuration says about callers.
    pub fn new(config: &Config) -> Doorkeeper {
        Doorkeeper {
            auth: config.auth,
            keys: config.keys.clone(),
            region: config.region.clone(),
            derived: Mutex::default(),
        }
    }

    /// Who makes this request.
    ///
    /// # Errors
    /// AWS's answer to a request that is not signed, or not well.
    pub fn identify(&self, knock: &Knock<'_>) -> Result<Caller, Box<Refusal>> {
        let refuse = |error: CommonError| Refusal::of(knock.service, &error, knock.protocol);
        let region = self.region(knock).map_err(refuse)?;
        match self.auth {
            Auth::Off => {
                let key = knock.credential.map(|credential| credential.access_key.as_ref());
                let account = key.filter(|key| is_account(key)).unwrap_or(DEFAULT_ACCOUNT).to_owned();
                Ok(Caller { account, region, principal: Principal::Account })
            }
            Auth::Verify => {
                let key = self.verified(knock).map_err(refuse)?;
                let principal = match &key.user {
                    Some(_) => Principal::User { arn: key.arn(), access_key: key.access_key_id.clone() },
                    None => Principal::Root { access_key: key.access_key_id.clone() },
                };
                Ok(Caller { account: key.account.clone(), region, principal })
            }
        }
    }

    /// By the credential scope, the host, or else the configuration.
    fn region(&self, knock: &Knock<'_>) -> Result<String, CommonError> {
        if let Some(credential) = knock.credential {
            if !is_region(&credential.region) {
                return Err(CommonError::InvalidScope("Credential should be scoped to a valid region.".to_owned()));
            }
            return Ok(credential.region.clone().into_owned());
        }
        let labels = text(knock.head.host).and_then(Labels::of);
        Ok(labels.as_ref().and_then(Labels::region).unwrap_or(&self.region).to_owned())
    }

    /// The key the request is signed with.
    fn verified(&self, knock: &Knock<'_>) -> Result<&Key, CommonError> {
        let parts = knock.parts;
        let named = with_host(parts, knock.head);
        let request = Request {
            method: parts.method.as_str(),
            path: parts.uri.path(),
            query: parts.uri.query().unwrap_or_default(),
            headers: named.as_ref().unwrap_or(&parts.headers),
            body: knock.body,
        };
        let claim = Claim::of(&request)?.ok_or(CommonError::MissingAuthenticationToken)?;
        // Session tokens belong to temporary credentials, and no known key is temporary.
        let key = self.keys.find(&claim.credential.access_key).filter(|_| claim.session_token.is_none());
        let key = key.ok_or(CommonError::UnknownAccessKey)?;
        let service = claim.credential.service.as_ref();
        if !knock.service.signing_names.contains(&service) {
            let wanted = knock.service.signing_names.first().unwrap_or(&knock.service.name);
            return Err(CommonError::InvalidScope(format!(
                "Credential should be scoped to correct service: '{wanted}'."
            )));
        }
        // Clients sign with the machine's time, so it is that time their dates are held against, also under a virtual clock.
        claim.verify(&request, &self.signing_key(key, &claim.credential), Clock::system().now())?;
        Ok(key)
    }

    fn signing_key(&self, key: &Key, credential: &Credential<'_>) -> SigningKey {
        let scope = [&*credential.access_key, "/", &credential.scope()].concat();
        let mut derived = self.derived.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = derived.get(&scope) {
            return known.clone();
        }
        let fresh = SigningKey::derive(key.secret_access_key.reveal(), credential);
        // Scopes come from clients, so there may be any number; who asks for that many pays for deriving them again.
        if derived.len() >= DERIVED {
            derived.clear();
        }
        derived.insert(scope, fresh.clone());
        fresh
    }
}

/// The headers with the `:authority` of HTTP/2 as the `Host` that was signed; none when they have it already.
fn with_host(parts: &Parts, head: &Head<'_>) -> Option<HeaderMap> {
    if parts.headers.contains_key(header::HOST) {
        return None;
    }
    let host = HeaderValue::from_bytes(head.host?).ok()?;
    let mut headers = parts.headers.clone();
    headers.insert(header::HOST, host);
    Some(headers)
}
