//! Values as they lie in the store: sealed under a data key of KMS, in the context AWS documents, of the secret's ARN and the
//! version's id: <https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html>.
//!
//! ```text
//! stored     version 1 | length (2 bytes BE) ciphertext of the data key | sealed
//! content    0 and text, or 1 and bytes
//! ```

use std::borrow::Cow;

use bytes::Bytes;
use subtle::ConstantTimeEq as _;
use tradewind_cloud::Context;
use tradewind_seal::{Key, Secret};
use tradewind_store::StoreError;
use tradewind_wire::{Document, ErrorDocument};

use crate::SecretsManager;
use crate::error::SecretsManagerError;

const VERSION: u8 = 1;
const TEXT: u8 = 0;
const BYTES: u8 = 1;

/// The key of secrets for which none is named.
pub(crate) const DEFAULT_KEY: &str = "alias/aws/secretsmanager";

/// A secret's value in the clear: its kind and its content.
pub(crate) struct Value(Secret);

impl Value {
    /// The value a call gives; none if it gives none.
    pub(crate) fn given(text: Option<String>, bytes: Option<Bytes>) -> Result<Option<Value>, SecretsManagerError> {
        let of = |kind: u8, content: &[u8]| Value(Secret::new([&[kind], content].concat()));
        match (text, bytes) {
            (Some(_), Some(_)) => Err(SecretsManagerError::parameter(
                "You can't specify both a binary secret value and a string secret value in the same secret.",
            )),
            (Some(text), None) => Ok(Some(of(TEXT, text.as_bytes()))),
            (None, Some(bytes)) => Ok(Some(of(BYTES, &bytes))),
            (None, None) => Ok(None),
        }
    }

    /// As answers carry it: text or bytes.
    pub(crate) fn parts(&self) -> Result<(Option<String>, Option<Bytes>), SecretsManagerError> {
        match self.0.split_first() {
            Some((&TEXT, text)) => Ok((Some(String::from_utf8(text.to_vec()).map_err(|_| damaged())?), None)),
            Some((&BYTES, bytes)) => Ok((None, Some(Bytes::copy_from_slice(bytes)))),
            _ => Err(damaged()),
        }
    }

    /// Whether both are the same, in a time that does not tell where they differ.
    pub(crate) fn same(&self, other: &Value) -> bool {
        bool::from(self.0.ct_eq(&other.0))
    }
}

fn damaged() -> SecretsManagerError {
    SecretsManagerError::Store(StoreError::corrupt("a secret's value"))
}

fn context(arn: &str, version: &str) -> Document {
    let of = |name: &'static str, value: &str| (Cow::Borrowed(name), Document::from(value));
    Document::Map(vec![of("SecretARN", arn), of("SecretVersionId", version)])
}

fn blob(answer: &Document, name: &str) -> Result<Bytes, SecretsManagerError> {
    match answer.get(name) {
        Some(Document::Blob(bytes)) => Ok(bytes.clone()),
        _ => Err(damaged()),
    }
}

fn told(error: ErrorDocument) -> String {
    error.message.unwrap_or_else(|| error.code.into_owned())
}

impl SecretsManager {
    async fn kms(&self, ctx: &Context, operation: &str, input: Document) -> Result<Document, ErrorDocument> {
        self.parts.cloud.call(&ctx.origin(ctx.principal().clone()), "kms", operation, input).await
    }

    /// A value as it is to lie in the store, under a key, for a version of a secret.
    pub(crate) async fn seal(
        &self,
        ctx: &Context,
        key: Option<&str>,
        (arn, version): (&str, &str),
        value: &Value,
    ) -> Result<Bytes, SecretsManagerError> {
        let key = ("KeyId", Document::from(key.unwrap_or(DEFAULT_KEY)));
        let context = ("EncryptionContext", context(arn, version));
        let input = Document::from([key, ("KeySpec", "AES_256".into()), context]);
        let answer = self.kms(ctx, "GenerateDataKey", input).await;
        let answer = answer.map_err(|error| SecretsManagerError::Encryption(told(error)))?;
        let wrapped = blob(&answer, "CiphertextBlob")?;
        let data_key = Key::from_slice(&blob(&answer, "Plaintext")?).ok_or_else(damaged)?;
        let length = u16::try_from(wrapped.len()).map_err(|_| damaged())?.to_be_bytes();
        let sealed = data_key.seal(&self.parts.random, &[arn.as_bytes(), version.as_bytes()], &value.0);
        Ok([&[VERSION], &length[..], &wrapped, &sealed].concat().into())
    }

    /// A value in the clear.
    pub(crate) async fn open(
        &self,
        ctx: &Context,
        (arn, version): (&str, &str),
        stored: &[u8],
    ) -> Result<Value, SecretsManagerError> {
        let rest = stored.strip_prefix(&[VERSION]).ok_or_else(damaged)?;
        let (length, rest) = rest.split_first_chunk::<2>().ok_or_else(damaged)?;
        let length = usize::from(u16::from_be_bytes(*length));
        let (wrapped, sealed) = rest.split_at_checked(length).ok_or_else(damaged)?;
        let wrapped = ("CiphertextBlob", Document::Blob(Bytes::copy_from_slice(wrapped)));
        let input = Document::from([wrapped, ("EncryptionContext", context(arn, version))]);
        let answer = self.kms(ctx, "Decrypt", input).await;
        let answer = answer.map_err(|error| SecretsManagerError::Decryption(told(error)))?;
        let data_key = Key::from_slice(&blob(&answer, "Plaintext")?).ok_or_else(damaged)?;
        data_key.open(&[arn.as_bytes(), version.as_bytes()], sealed).map(Value).map_err(|_| damaged())
    }
}
