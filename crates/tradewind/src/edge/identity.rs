//! Who calls, which account and which region.

use std::borrow::Cow;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use http::HeaderMap;
use http::header::{self, HeaderValue};
use http::request::Parts;
use rustc_hash::FxHashMap;
use tradewind_clock::Clock;
use tradewind_cloud::sessions::{self, Now, Session, SessionError};
use tradewind_cloud::{AccessKeys, Cloud, Definition, Principal, Sessions, UserKey, access_keys};
use tradewind_functions::Function;
use tradewind_wire::sigv4::{
    self, ChunkSigner, Claim, Credential, PresignedRequest, PresignedUrl, Request, SignedPolicy, SigningKey,
};
use tradewind_wire::{CommonError, ErrorDocument, Protocol};

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
#[derive(Clone, Copy, Debug)]
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
    /// The function whose instance makes it, through an endpoint of its own; none for all other clients.
    pub function: Option<&'a Function>,
}

/// Finds out who calls, and with `--auth=verify` lets in only whoever signed with a known key.
pub struct Doorkeeper {
    auth: Auth,
    keys: Keys,
    region: String,
    sessions: Option<Arc<Sessions>>,
    users: Option<Arc<dyn AccessKeys>>,
    clock: Clock,
    derived: Mutex<FxHashMap<String, SigningKey>>,
}

impl std::fmt::Debug for Doorkeeper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Doorkeeper").field("auth", &self.auth).finish_non_exhaustive()
    }
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
    pub fn new(config: &Config, cloud: &Cloud) -> Doorkeeper {
        Doorkeeper {
            auth: config.auth,
            keys: config.keys.clone(),
            region: config.region.clone(),
            sessions: cloud.sessions().cloned(),
            users: cloud.access_keys(),
            clock: cloud.clock().clone(),
            derived: Mutex::default(),
        }
    }

    /// Who makes this request.
    ///
    /// # Errors
    /// AWS's answer to a request that is not signed, or not well.
    pub fn identify(&self, knock: &Knock<'_>) -> Result<Caller, Box<Refusal>> {
        self.identify_signer(knock, false).map(|(caller, _)| caller)
    }

    /// The same, and for a body whose `chunks` are signed what verifies them; none where nobody verifies.
    fn identify_signer(&self, knock: &Knock<'_>, chunks: bool) -> Result<(Caller, Option<ChunkSigner>), Box<Refusal>> {
        let refuse = |error: CommonError| refusal(knock, &error);
        let region = self.region(knock).map_err(refuse)?;
        match self.auth {
            Auth::Off => {
                check_url(knock).map_err(refuse)?;
                Ok((self.believed(knock, region), None))
            }
            Auth::Verify => {
                let (bearer, signer) = self.verified(knock, chunks).map_err(refuse)?;
                self.note_use(&bearer, knock, &region);
                Ok((bearer.caller(region), signer))
            }
        }
    }

    /// Who visits a site: whoever has signed well, otherwise nobody in particular. What an unknown visitor may do the site decides,
    /// and a signature may be meant for somebody else there.
    pub fn identify_visitor(&self, knock: &Knock<'_>) -> Caller {
        self.identify(knock).unwrap_or_else(|refusal| {
            tracing::debug!(why = %refusal.error, "a visitor is taken for nobody");
            let region = knock.function.map_or(&self.region, |function| &function.region).clone();
            Caller { account: DEFAULT_ACCOUNT.to_owned(), region, principal: Principal::Anonymous }
        })
    }

    /// As [`Doorkeeper::identify`], but who does not sign at all is nobody in particular: the service says what everybody may do.
    /// For a body whose `chunks` are signed also what verifies them; none where nobody verifies.
    ///
    /// # Errors
    /// AWS's answer to a request that is not signed well.
    pub fn identify_or_nobody(
        &self,
        knock: &Knock<'_>,
        chunks: bool,
    ) -> Result<(Caller, Option<ChunkSigner>), Box<Refusal>> {
        let headers = &knock.parts.headers;
        let unsigned = presigned(knock).is_none() && matches!(Claim::of(&request(knock, headers)), Ok(None));
        if self.auth == Auth::Verify && unsigned {
            let region = self.region(knock).map_err(|error| refusal(knock, &error))?;
            let nobody = Caller { account: DEFAULT_ACCOUNT.to_owned(), region, principal: Principal::Anonymous };
            return Ok((nobody, None));
        }
        self.identify_signer(knock, chunks)
    }

    /// Who sends a form: whoever signed its policy, otherwise as [`Doorkeeper::identify_or_nobody`].
    ///
    /// # Errors
    /// AWS's answer to a form that is not signed well, or signed twice.
    pub fn identify_form(&self, knock: &Knock<'_>, fields: &[(String, String)]) -> Result<Caller, Box<Refusal>> {
        let refuse = |error: ErrorDocument| Refusal::document(knock.service, error, knock.protocol);
        let Some(signed) = SignedPolicy::of(fields).map_err(refuse)? else {
            return self.identify_or_nobody(knock, false).map(|(caller, _)| caller);
        };
        if knock.credential.is_some() || presigned(knock).is_some() {
            let text = "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string \
                        parameter or the Authorization header should be specified";
            return Err(refuse(ErrorDocument::sender("InvalidArgument", text)));
        }
        let scoped = Knock { credential: signed.credential.as_ref(), ..*knock };
        let common = |error: CommonError| match error {
            CommonError::UnknownAccessKey => {
                refuse(error.document_for(knock.protocol).with("AWSAccessKeyId", signed.access_key))
            }
            error => Refusal::of(knock.service, &error, knock.protocol),
        };
        let region = self.region(&scoped).map_err(common)?;
        let (key, token) = (signed.access_key, signed.session_token);
        match self.auth {
            Auth::Off => {
                let session = token.and_then(|token| self.session(key, token));
                Ok(self.taken_for(knock, Some(key), session, region))
            }
            Auth::Verify => {
                let service = signed.credential.as_ref().map_or("s3", |credential| credential.service.as_ref());
                if !knock.service.signing_names.contains(&service) {
                    return Err(refuse(wrong_service(service)));
                }
                let bearer = self.bearer(key, token).map_err(common)?;
                signed.verify(bearer.secret()).map_err(refuse)?;
                self.note_use(&bearer, knock, &region);
                Ok(bearer.caller(region))
            }
        }
    }

    /// Where nobody verifies: the function whose instance calls, whoever bears one of our tokens, otherwise the account that the
    /// access key names.
    fn believed(&self, knock: &Knock<'_>, region: String) -> Caller {
        let url = presigned(knock);
        let key = knock.credential.map(|credential| credential.access_key.as_ref());
        let key = key.or_else(|| url.as_ref().map(|url| url.access_key.as_str()));
        self.taken_for(knock, key, self.bearer_of_token(knock), region)
    }

    /// The same for whoever names a key, and perhaps bears temporary credentials.
    fn taken_for(&self, knock: &Knock<'_>, key: Option<&str>, session: Option<Bearer<'_>>, region: String) -> Caller {
        if let Some(function) = knock.function {
            let principal = Principal::AssumedRole {
                role_arn: function.role.clone(),
                session_name: function.name.clone(),
                access_key: key.unwrap_or_default().to_owned(),
            };
            return Caller { account: function.account.clone(), region, principal };
        }
        if let Some(bearer) = session {
            return bearer.caller(region);
        }
        if let Some(bearer) = key.and_then(|key| self.user(key).ok().flatten()) {
            self.note_use(&bearer, knock, &region);
            return bearer.caller(region);
        }
        let account = key.filter(|key| is_account(key)).unwrap_or(DEFAULT_ACCOUNT).to_owned();
        Caller { account, region, principal: Principal::Account }
    }

    fn bearer_of_token(&self, knock: &Knock<'_>) -> Option<Bearer<'_>> {
        // Looked for before it is read: nearly no request has one.
        let named = |query: &str| query.contains("X-Amz-Security-Token=");
        if !knock.parts.headers.contains_key("x-amz-security-token") && !knock.parts.uri.query().is_some_and(named) {
            return None;
        }
        let headers = &knock.parts.headers;
        let claim = Claim::of(&request(knock, headers)).ok().flatten()?;
        self.session(&claim.credential.access_key, claim.session_token.as_deref()?)
    }

    /// Whoever bears temporary credentials with this key and token.
    fn session(&self, key: &str, token: &str) -> Option<Bearer<'_>> {
        let session = self.sessions.as_ref()?.open(key, token, self.now()).ok()?;
        Some(Bearer::Session(session, key.to_owned()))
    }

    fn now(&self) -> Now {
        Now { machine: Clock::system().now(), server: self.clock.now() }
    }

    /// Whoever holds an access key that a service keeps.
    fn user(&self, key: &str) -> Result<Option<Bearer<'_>>, CommonError> {
        let Some(users) = self.users.as_ref().filter(|_| key.starts_with(access_keys::LONG_TERM)) else {
            return Ok(None);
        };
        match users.find(key) {
            Ok(found) => Ok(found.map(|user| Bearer::User(user, key.to_owned()))),
            Err(error) => {
                tracing::error!(%error, "an access key could not be looked up");
                Err(CommonError::InternalFailure)
            }
        }
    }

    fn note_use(&self, bearer: &Bearer<'_>, knock: &Knock<'_>, region: &str) {
        if let (Bearer::User(_, key), Some(users)) = (bearer, &self.users) {
            users.used(key, knock.service.signing_names.first().unwrap_or(&knock.service.name), region);
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
        let default = knock.function.map_or(&self.region, |function| &function.region);
        Ok(labels.as_ref().and_then(Labels::region).unwrap_or(default).to_owned())
    }

    /// Whose signature the request bears; and what verifies its `chunks`, where they are signed.
    fn verified(&self, knock: &Knock<'_>, chunks: bool) -> Result<(Bearer<'_>, Option<ChunkSigner>), CommonError> {
        if let Some(url) = presigned(knock) {
            return self.verified_url(knock, &url).map(|bearer| (bearer, None));
        }
        let named = with_host(knock.parts, knock.head);
        let request = request(knock, named.as_ref().unwrap_or(&knock.parts.headers));
        let claim = Claim::of(&request)?.ok_or(CommonError::MissingAuthenticationToken)?;
        // Clients sign with the machine's time, so it is that time their dates are held against, also under a virtual clock.
        let now = Clock::system().now();
        let bearer = self.bearer(&claim.credential.access_key, claim.session_token.as_deref())?;
        let service = claim.credential.service.as_ref();
        if !knock.service.signing_names.contains(&service) {
            let wanted = knock.service.signing_names.first().unwrap_or(&knock.service.name);
            return Err(CommonError::InvalidScope(format!(
                "Credential should be scoped to correct service: '{wanted}'."
            )));
        }
        let key = self.signing_key(bearer.secret(), &claim.credential);
        match knock.protocol {
            // The body has not arrived yet; what the head says of it is checked on its way.
            Protocol::RestXml => claim.verify_head(&request, &key, now)?,
            _ => claim.verify(&request, &key, now)?,
        }
        Ok((bearer, chunks.then(|| ChunkSigner::new(key, &claim))))
    }

    /// Whose presigned URL it is.
    fn verified_url(&self, knock: &Knock<'_>, url: &PresignedUrl) -> Result<Bearer<'_>, CommonError> {
        let bearer = self.bearer(&url.access_key, url.session_token.as_deref())?;
        let resource = resource(knock);
        url.verify(&presigned_request(knock, &resource), bearer.secret(), Clock::system().now())?;
        Ok(bearer)
    }

    /// Whose access key it is.
    fn bearer(&self, key: &str, token: Option<&str>) -> Result<Bearer<'_>, CommonError> {
        match (token, &self.sessions) {
            // A session token belongs to temporary credentials, and no configured key is temporary.
            (Some(token), Some(sessions)) => match sessions.open(key, token, self.now()) {
                Ok(session) => Ok(Bearer::Session(session, key.to_owned())),
                Err(SessionError::Expired) => Err(CommonError::ExpiredToken),
                Err(SessionError::Invalid) => Err(CommonError::UnknownAccessKey),
            },
            (Some(_), None) => Err(CommonError::UnknownAccessKey),
            (None, _) => match self.keys.find(key) {
                Some(configured) => Ok(Bearer::Key(configured)),
                None => self.user(key)?.ok_or(CommonError::UnknownAccessKey),
            },
        }
    }

    /// An access key id has one secret only, also that of temporary credentials: it is part of what the secret is derived from.
    fn signing_key(&self, secret: &str, credential: &Credential<'_>) -> SigningKey {
        let scope = [&*credential.access_key, "/", &credential.scope()].concat();
        let mut derived = self.derived.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = derived.get(&scope) {
            return known.clone();
        }
        let fresh = SigningKey::derive(secret, credential);
        // Scopes come from clients, so there may be any number; who asks for that many pays for deriving them again.
        if derived.len() >= DERIVED {
            derived.clear();
        }
        derived.insert(scope, fresh.clone());
        fresh
    }
}

/// Whose secret a request is signed with.
enum Bearer<'k> {
    /// A configured key.
    Key(&'k Key),
    /// A user's key, and its id.
    User(UserKey, String),
    /// Temporary credentials, and their access key id.
    Session(Session, String),
}

impl Bearer<'_> {
    fn secret(&self) -> &str {
        match self {
            Bearer::Key(key) => key.secret_access_key.reveal(),
            Bearer::User(user, _) => &user.secret,
            Bearer::Session(session, _) => &session.secret,
        }
    }

    fn caller(self, region: String) -> Caller {
        match self {
            Bearer::Key(key) => {
                let access_key = key.access_key_id.clone();
                let principal = match &key.user {
                    Some(_) => Principal::User { arn: key.arn(), access_key },
                    None => Principal::Root { access_key },
                };
                Caller { account: key.account.clone(), region, principal }
            }
            Bearer::User(UserKey { account, user_arn: arn, .. }, access_key) => {
                Caller { account, region, principal: Principal::User { arn, access_key } }
            }
            Bearer::Session(session, access_key) => {
                let Session { bearer, account, arn, session_name, .. } = session;
                let principal = match bearer {
                    sessions::Bearer::Role => Principal::AssumedRole { role_arn: arn, session_name, access_key },
                    sessions::Bearer::User => Principal::User { arn, access_key },
                    sessions::Bearer::Root => Principal::Root { access_key },
                    sessions::Bearer::Federated => Principal::FederatedUser { arn, access_key },
                };
                Caller { account, region, principal }
            }
        }
    }
}

/// A form's signature that is for another service.
fn wrong_service(service: &str) -> ErrorDocument {
    let service = super::detect::shortened(service);
    let text = format!(
        "Error parsing the X-Amz-Credential parameter; incorrect service \"{service}\". This endpoint belongs to \"s3\"."
    );
    ErrorDocument::sender("InvalidArgument", text).with("ArgumentName", "x-amz-credential")
}

/// What a presigned URL of Signature Version 2 says; SDKs make such for S3 only.
fn presigned(knock: &Knock<'_>) -> Option<PresignedUrl> {
    let query = knock.parts.uri.query().filter(|_| knock.protocol == Protocol::RestXml)?;
    PresignedUrl::of_query(query)
}

/// Where nobody verifies signatures, a presigned URL still ends when it says: whoever hands one out counts on it.
fn check_url(knock: &Knock<'_>) -> Result<(), CommonError> {
    let now = Clock::system().now();
    if let Some(url) = presigned(knock) {
        return url.check_expiry(now);
    }
    let signed = |query: &str| query.contains("X-Amz-Signature=");
    if knock.protocol != Protocol::RestXml || !knock.parts.uri.query().is_some_and(signed) {
        return Ok(());
    }
    Claim::of(&request(knock, &knock.parts.headers))?.map_or(Ok(()), |claim| claim.check_url(now))
}

/// The path as presigned URLs of version 2 sign it: with the bucket that the host names before it.
fn resource<'a>(knock: &Knock<'a>) -> Cow<'a, str> {
    let host = text(knock.head.host).and_then(|host| super::s3::named(host, true));
    let path = knock.parts.uri.path();
    match host.and_then(|named| named.bucket) {
        Some(bucket) => Cow::Owned(["/", &bucket, path].concat()),
        None => Cow::Borrowed(path),
    }
}

/// The request as presigned URLs of version 2 see it.
fn presigned_request<'a>(knock: &Knock<'a>, resource: &'a str) -> PresignedRequest<'a> {
    PresignedRequest {
        method: knock.parts.method.as_str(),
        resource,
        query: knock.parts.uri.query().unwrap_or_default(),
        headers: &knock.parts.headers,
    }
}

/// The answer to a request that is not signed well. S3's says more than others'.
fn refusal(knock: &Knock<'_>, error: &CommonError) -> Box<Refusal> {
    if knock.protocol != Protocol::RestXml {
        return Refusal::of(knock.service, error, knock.protocol);
    }
    let now = Clock::system().now();
    let document = match presigned(knock) {
        Some(url) => url.explain(error, &presigned_request(knock, &resource(knock)), now),
        None => {
            let named = with_host(knock.parts, knock.head);
            let request = request(knock, named.as_ref().unwrap_or(&knock.parts.headers));
            let service = knock.service.signing_names.first().unwrap_or(&knock.service.name);
            sigv4::explain(error, &request, service, now)
        }
    };
    Refusal::document(knock.service, document, knock.protocol)
}

/// The request as signatures see it.
fn request<'a>(knock: &'a Knock<'_>, headers: &'a HeaderMap) -> Request<'a> {
    Request {
        method: knock.parts.method.as_str(),
        path: knock.parts.uri.path(),
        query: knock.parts.uri.query().unwrap_or_default(),
        headers,
        body: knock.body,
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
