//! Values as they lie in the store. Those of SecureStrings are encrypted by KMS in the context of their parameter's ARN:
//! <https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html>.
//!
//! ```text
//! plain      0 | text
//! direct     1 | ciphertext of KMS                                                up to 4,096 bytes
//! enveloped  2 | length (2 bytes BE) ciphertext of a data key | text sealed under the data key
//! ```

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use tradewind_cloud::Context;
use tradewind_seal::Key;
use tradewind_store::StoreError;
use tradewind_wire::{Document, ErrorDocument};

use crate::error::SsmError;
use crate::{Ssm, limits};

const PLAIN: u8 = 0;
const DIRECT: u8 = 1;
const ENVELOPED: u8 = 2;

/// The context in which KMS encrypts a parameter's values.
fn context(arn: &str) -> Document {
    Document::Map(vec![(Cow::Borrowed("PARAMETER_ARN"), arn.into())])
}

fn damaged() -> SsmError {
    SsmError::Store(StoreError::corrupt("a parameter's value"))
}

/// A value that anybody may read.
pub(crate) fn plain(text: &str) -> Bytes {
    [&[PLAIN], text.as_bytes()].concat().into()
}

impl Ssm {
    async fn kms(&self, ctx: &Context, operation: &str, input: Document) -> Result<Document, SsmError> {
        let origin = ctx.origin(ctx.principal().clone());
        let failed = |error: ErrorDocument| SsmError::Kms {
            code: error.code.into_owned(),
            text: error.message.unwrap_or_else(|| "null".to_owned()),
            request: ctx.request_id().to_owned(),
        };
        self.parts.cloud.call(&origin, "kms", operation, input).await.map_err(failed)
    }

    /// Encrypts a value under a key for a parameter.
    pub(crate) async fn encrypt(&self, ctx: &Context, arn: &str, key: &str, text: &str) -> Result<Bytes, SsmError> {
        let key = ("KeyId", Document::from(key));
        if text.len() <= limits::KMS_BYTES {
            let plaintext = Document::Blob(Bytes::copy_from_slice(text.as_bytes()));
            let input = Document::from([key, ("Plaintext", plaintext), ("EncryptionContext", context(arn))]);
            let answer = self.kms(ctx, "Encrypt", input).await?;
            let blob = blob(&answer, "CiphertextBlob").ok_or_else(damaged)?;
            return Ok([&[DIRECT], &blob[..]].concat().into());
        }
        let input = Document::from([key, ("KeySpec", "AES_256".into()), ("EncryptionContext", context(arn))]);
        let answer = self.kms(ctx, "GenerateDataKey", input).await?;
        let wrapped = blob(&answer, "CiphertextBlob").ok_or_else(damaged)?;
        let data_key = blob(&answer, "Plaintext").and_then(|bytes| Key::from_slice(&bytes)).ok_or_else(damaged)?;
        let length = u16::try_from(wrapped.len()).map_err(|_| damaged())?.to_be_bytes();
        let sealed = data_key.seal(&self.parts.random, &[arn.as_bytes()], text.as_bytes());
        Ok([&[ENVELOPED], &length[..], &wrapped, &sealed].concat().into())
    }

    /// A value as a caller gets it: in the clear if it asks for that, and as it lies in the store, in base64, if not.
    pub(crate) async fn show(
        &self,
        ctx: &Context,
        arn: &str,
        stored: &[u8],
        decrypt: Option<bool>,
    ) -> Result<String, SsmError> {
        let (kind, rest) = stored.split_first().ok_or_else(damaged)?;
        if *kind != PLAIN && decrypt != Some(true) {
            return Ok(STANDARD.encode(rest));
        }
        match *kind {
            PLAIN => text(rest),
            DIRECT => text(&self.decrypt(ctx, arn, rest).await?),
            ENVELOPED => {
                let (length, rest) = rest.split_first_chunk::<2>().ok_or_else(damaged)?;
                let (wrapped, sealed) =
                    rest.split_at_checked(usize::from(u16::from_be_bytes(*length))).ok_or_else(damaged)?;
                let data_key = self.decrypt(ctx, arn, wrapped).await?;
                let data_key = Key::from_slice(&data_key).ok_or_else(damaged)?;
                text(&data_key.open(&[arn.as_bytes()], sealed).map_err(|_| damaged())?)
            }
            _ => Err(damaged()),
        }
    }

    async fn decrypt(&self, ctx: &Context, arn: &str, ciphertext: &[u8]) -> Result<Bytes, SsmError> {
        let ciphertext = Document::Blob(Bytes::copy_from_slice(ciphertext));
        let input = Document::from([("CiphertextBlob", ciphertext), ("EncryptionContext", context(arn))]);
        let answer = self.kms(ctx, "Decrypt", input).await?;
        blob(&answer, "Plaintext").ok_or_else(damaged)
    }
}

fn text(bytes: &[u8]) -> Result<String, SsmError> {
    String::from_utf8(bytes.to_vec()).map_err(|_| damaged())
}

fn blob(answer: &Document, name: &str) -> Option<Bytes> {
    match answer.get(name) {
        Some(Document::Blob(bytes)) => Some(bytes.clone()),
        _ => None,
    }
}
