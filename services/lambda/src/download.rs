//! Links to packages: `Code.Location` of functions, `Content.Location` of layers.
//!
//! ```text
//! http://<endpoint>/_tradewind/lambda/code/<token>
//!
//! token   hexadecimal of: version 1 | expires (8 bytes BE, seconds) | blob (16 bytes) | HMAC-SHA256 of all before (32 bytes)
//! ```
//!
//! Whoever has a link may use it for ten minutes, as with AWS's presigned ones. The key of the code is made once and kept in the
//! cell `lambda/keys`.

use std::time::Duration;

use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use tradewind_clock::Timestamp;
use tradewind_cloud::Context;
use tradewind_cloud::web::{Request, Response};
use tradewind_store::{BlobId, StoreError, Watermark};

use crate::Lambda;
use crate::error::LambdaError;
use crate::function::rows::Code;

/// Where links lead, behind the server's address.
pub(crate) const PATH: &str = "/_tradewind/lambda/code/";

/// How long a link is good: <https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html>.
const LIFETIME: Duration = Duration::from_secs(600);

const CELL: &str = "lambda/keys";
const KEY: &[u8] = b"downloads";
const VERSION: u8 = 1;
const SEAL: usize = 32;

impl Lambda {
    /// A link to a package, for the client of this call.
    pub(crate) fn location(&self, ctx: &Context, code: &Code) -> Result<String, LambdaError> {
        let key = self.download_key(ctx.mark())?;
        let expires = (ctx.now() + LIFETIME).as_secs();
        Ok([ctx.endpoint(), PATH, &hex::encode(seal(&key, expires, code.blob))].concat())
    }

    fn download_key(&self, mark: &Watermark) -> Result<[u8; 32], StoreError> {
        let cell = self.parts.store.cell::<()>(CELL);
        if let Some(kept) = cell.read(mark, |view, ()| view.get(KEY))? {
            return read_key(&kept);
        }
        cell.write(mark, |tx, ()| {
            if let Some(kept) = tx.get(KEY)? {
                return read_key(&kept);
            }
            let mut key = [0; 32];
            tx.rng().fill(&mut key);
            tx.put(KEY, [&[VERSION][..], &key].concat());
            Ok(key)
        })
    }

    /// Answers a visit of a link.
    pub(crate) async fn download(&self, ctx: &Context, request: &Request) -> Result<Response, LambdaError> {
        if !matches!(request.method.as_str(), "GET" | "HEAD") {
            return Ok(refusal(405, "MethodNotAllowed", "The specified method is not allowed against this resource."));
        }
        let token = request.path.strip_prefix(PATH).and_then(|token| hex::decode(token).ok()).unwrap_or_default();
        let key = self.download_key(ctx.mark())?;
        let Some((expires, blob)) = open(&key, &token) else {
            return Ok(refusal(403, "SignatureDoesNotMatch", "The link was not made by this server, or was changed."));
        };
        if Timestamp::from_secs(expires) <= ctx.now() {
            return Ok(refusal(403, "AccessDenied", "Request has expired"));
        }
        let blobs = self.parts.store.blobs().clone();
        let read = tokio::task::spawn_blocking(move || blobs.get(&BlobId::new(blob))).await;
        let read = read.map_err(|error| LambdaError::Service(error.to_string()))?;
        Ok(match read? {
            Some(zip) => Response::new(200, zip).header("content-type", "application/zip"),
            None => refusal(404, "NoSuchKey", "The specified key does not exist."),
        })
    }
}

fn read_key(kept: &[u8]) -> Result<[u8; 32], StoreError> {
    kept.strip_prefix(&[VERSION])
        .and_then(|key| <[u8; 32]>::try_from(key).ok())
        .ok_or_else(|| StoreError::corrupt("the key of links to packages has not 32 bytes"))
}

fn mac(key: &[u8; 32], fields: &[u8]) -> Hmac<Sha256> {
    // HMAC takes keys of any length, so there is no error to hand on; the empty key stands in for the branch.
    let mac = Hmac::<Sha256>::new_from_slice(key).unwrap_or_else(|_| Hmac::new(&Default::default()));
    mac.chain_update(fields)
}

fn seal(key: &[u8; 32], expires: u64, blob: [u8; 16]) -> Vec<u8> {
    let mut token = [&[VERSION][..], &expires.to_be_bytes(), &blob].concat();
    let seal = mac(key, &token).finalize().into_bytes();
    token.extend(seal);
    token
}

/// Until when a token is good, and for which blob; none for one that was not made with this key.
fn open(key: &[u8; 32], token: &[u8]) -> Option<(u64, [u8; 16])> {
    let (fields, sealed) = token.split_at_checked(token.len().checked_sub(SEAL)?)?;
    mac(key, fields).verify_slice(sealed).ok()?;
    let rest = fields.strip_prefix(&[VERSION])?;
    let (expires, blob) = rest.split_first_chunk::<8>()?;
    Some((u64::from_be_bytes(*expires), blob.try_into().ok()?))
}

/// A refusal in the form of S3, where AWS's links lead.
fn refusal(status: u16, code: &str, message: &str) -> Response {
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>{code}</Code><Message>{message}</Message></Error>"
    );
    Response::new(status, body).header("content-type", "application/xml")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_open_what_they_were_made_for_and_nothing_else() {
        let token = seal(&[7; 32], 1_767_323_045, [9; 16]);
        assert_eq!(open(&[7; 32], &token), Some((1_767_323_045, [9; 16])));
        assert_eq!(open(&[8; 32], &token), None);
        for place in 0..token.len() {
            let mut changed = token.clone();
            changed[place] ^= 1;
            assert_eq!(open(&[7; 32], &changed), None, "{place}");
            assert_eq!(open(&[7; 32], &token[..place]), None, "{place}");
        }
    }
}
