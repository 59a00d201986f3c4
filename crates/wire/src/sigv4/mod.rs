//! AWS Signature Version 4: who signed a request, and whether they did.
//!
//! Follows <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>. A request is
//! read in two steps: [`Claim::of`] says who claims to have signed it (all that is needed while authentication is off),
//! [`Claim::verify`] checks the claim. Signature Version 4A is refused by name; of Signature Version 2 only S3's presigned URLs are
//! read ([`PresignedUrl`]).

mod canonical;
mod chunks;
mod claim;
mod credential;
mod date;
mod explain;
mod key;
mod policy;
mod sign;
mod verify;
mod version2;

use http::HeaderMap;

use crate::{CommonError, ErrorDocument, Protocol};

pub use self::chunks::ChunkSigner;
pub(crate) use self::chunks::same as same_signature;
pub use self::claim::{Carrier, Claim};
pub use self::credential::Credential;
pub use self::explain::explain;
pub use self::key::SigningKey;
pub use self::policy::SignedPolicy;
pub use self::sign::{Signer, presign, sign};
pub use self::verify::{MAX_EXPIRES, MAX_SKEW};
pub use self::version2::{PresignedRequest, PresignedUrl};

/// The only algorithm accepted.
pub const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// The payload hash of a request whose body is not signed.
pub const UNSIGNED_PAYLOAD: &str = "UNSIGNED-PAYLOAD";

/// What a signature covers, as it came off the socket.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// `POST`
    pub method: &'a str,
    /// The path as the client wrote it, still percent-encoded.
    pub path: &'a str,
    /// What follows the question mark, or nothing.
    pub query: &'a str,
    /// The headers; `host` must be among them (HTTP/2's `:authority`, put there by the edge).
    pub headers: &'a HeaderMap,
    /// The body.
    pub body: &'a [u8],
}

/// S3's answer to a signature that is another one, with what was signed: a client finds out so what it spells otherwise. `canonical`
/// is the canonical request, where the signature is one over a request.
pub fn mismatch(access_key: &str, signed: &str, given: &str, canonical: Option<&str>) -> ErrorDocument {
    let bytes = |text: &str| text.bytes().map(|byte| hex::encode([byte])).collect::<Vec<_>>().join(" ");
    let document = CommonError::SignatureMismatch.document_for(Protocol::RestXml);
    let document = document.with("AWSAccessKeyId", access_key).with("StringToSign", signed);
    let document = document.with("SignatureProvided", given).with("StringToSignBytes", bytes(signed));
    match canonical {
        Some(text) => document.with("CanonicalRequest", text).with("CanonicalRequestBytes", bytes(text)),
        None => document,
    }
}

/// Whether a service signs paths and bodies as S3 does.
fn is_s3(service: &str) -> bool {
    matches!(service, "s3" | "s3express" | "s3-outposts" | "s3-object-lambda")
}
