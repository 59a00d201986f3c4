//! GenerateDataKey, GenerateDataKeyWithoutPlaintext, GenerateRandom.

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;
use tradewind_cloud::Context;
use tradewind_seal::Secret;

use super::crypto::unless_dry;
use crate::Kms;
use crate::api::{
    GenerateDataKeyRequest, GenerateDataKeyResponse, GenerateDataKeyWithoutPlaintextRequest,
    GenerateDataKeyWithoutPlaintextResponse, GenerateRandomRequest, GenerateRandomResponse,
};
use crate::error::KmsError;
use crate::key::Usable;

/// How long the data key is to be, in bytes.
fn length(spec: Option<&str>, bytes: Option<i32>) -> Result<usize, KmsError> {
    match (spec, bytes) {
        (Some("AES_128"), None) => Ok(16),
        (Some(_), None) => Ok(32),
        (None, Some(bytes)) => Ok(usize::try_from(bytes).unwrap_or(0)),
        _ => Err(KmsError::invalid("Please specify either number of bytes or key spec.")),
    }
}

impl Kms {
    fn random_bytes(&self, length: usize) -> Secret {
        let mut bytes = Secret::new(vec![0; length]);
        self.parts.random.fill(&mut bytes);
        bytes
    }

    /// A data key, and its ciphertext.
    fn data_key(
        &self,
        ctx: &Context,
        (name, operation): (&str, &'static str),
        length: usize,
        context: Option<BTreeMap<String, String>>,
        dry_run: Option<bool>,
    ) -> Result<(Usable, Secret, Bytes), KmsError> {
        let key = self.encrypting(ctx, name, None, operation)?;
        unless_dry(dry_run)?;
        let plain = self.random_bytes(length);
        let blob = self.seal(&key, &context.unwrap_or_default(), &plain)?;
        Ok((key, plain, blob))
    }
}

/// Makes a data key: in the clear for use now, and encrypted for keeping.
pub(crate) async fn generate_data_key(
    kms: Arc<Kms>,
    ctx: Context,
    input: GenerateDataKeyRequest,
) -> Result<GenerateDataKeyResponse, KmsError> {
    if input.recipient.is_some() {
        return Err(KmsError::not_built("Recipient"));
    }
    let length = length(input.key_spec.as_deref(), input.number_of_bytes)?;
    let named = (input.key_id.as_str(), "GenerateDataKey");
    let (key, plain, blob) = kms.data_key(&ctx, named, length, input.encryption_context, input.dry_run)?;
    Ok(GenerateDataKeyResponse {
        ciphertext_blob: Some(blob),
        plaintext: Some(Bytes::copy_from_slice(&plain)),
        key_id: Some(key.arn),
        ciphertext_for_recipient: None,
        key_material_id: Some(key.material_id),
    })
}

/// Makes a data key, encrypted only.
pub(crate) async fn generate_data_key_without_plaintext(
    kms: Arc<Kms>,
    ctx: Context,
    input: GenerateDataKeyWithoutPlaintextRequest,
) -> Result<GenerateDataKeyWithoutPlaintextResponse, KmsError> {
    let length = length(input.key_spec.as_deref(), input.number_of_bytes)?;
    let named = (input.key_id.as_str(), "GenerateDataKeyWithoutPlaintext");
    let (key, _, blob) = kms.data_key(&ctx, named, length, input.encryption_context, input.dry_run)?;
    Ok(GenerateDataKeyWithoutPlaintextResponse {
        ciphertext_blob: Some(blob),
        key_id: Some(key.arn),
        key_material_id: Some(key.material_id),
    })
}

/// Random bytes.
pub(crate) async fn generate_random(
    kms: Arc<Kms>,
    _: Context,
    input: GenerateRandomRequest,
) -> Result<GenerateRandomResponse, KmsError> {
    if input.recipient.is_some() {
        return Err(KmsError::not_built("Recipient"));
    }
    if input.custom_key_store_id.is_some() {
        return Err(KmsError::not_built("CustomKeyStoreId"));
    }
    let Some(length) = input.number_of_bytes.and_then(|bytes| usize::try_from(bytes).ok()) else {
        return Err(KmsError::invalid("NumberOfBytes is required."));
    };
    let bytes = kms.random_bytes(length);
    Ok(GenerateRandomResponse { plaintext: Some(Bytes::copy_from_slice(&bytes)), ciphertext_for_recipient: None })
}
