//! Encrypt, Decrypt, ReEncrypt.

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;
use tradewind_cloud::{Access, Context};
use tradewind_seal::Secret;

use crate::Kms;
use crate::api::{
    DecryptRequest, DecryptResponse, EncryptRequest, EncryptResponse, ReEncryptRequest, ReEncryptResponse,
};
use crate::blob::{self, Blob};
use crate::error::KmsError;
use crate::key::{KeyRecord, Spec, Usable};
use crate::names::{self, Named};
use crate::region::Place;

pub(super) const ALGORITHM: &str = "SYMMETRIC_DEFAULT";

type Encryption = BTreeMap<String, String>;

/// Ends a call that only wanted to know whether it would do.
pub(super) fn unless_dry(dry_run: Option<bool>) -> Result<(), KmsError> {
    if dry_run == Some(true) { Err(KmsError::DryRun) } else { Ok(()) }
}

/// Refuses a key that can't do that, in its state or at all.
fn can(key: &KeyRecord, algorithm: Option<&str>, operation: &'static str) -> Result<(), KmsError> {
    key.enabled()?;
    if key.spec != Spec::Symmetric {
        return Err(KmsError::InvalidUsage { arn: key.arn.clone(), usage: key.spec.usage(), operation });
    }
    match algorithm.filter(|algorithm| *algorithm != ALGORITHM) {
        Some(other) => Err(KmsError::InvalidAlgorithm { algorithm: other.to_owned(), spec: key.spec.name() }),
        None => Ok(()),
    }
}

impl Kms {
    /// The key a call wants to encrypt with, opened; and where it is.
    pub(super) fn encrypting(
        &self,
        ctx: &Context,
        name: &str,
        algorithm: Option<&str>,
        operation: &'static str,
    ) -> Result<Usable, KmsError> {
        let node = self.node(ctx.mark())?;
        self.look(ctx, name, |_, _, key| {
            can(key, algorithm, operation)?;
            Ok(key.current(node)?)
        })
    }

    /// A ciphertext of a key.
    pub(super) fn seal(&self, key: &Usable, context: &Encryption, content: &[u8]) -> Result<Bytes, KmsError> {
        let account = key.arn.split(':').nth(4).unwrap_or_default();
        let id = key.arn.rsplit('/').next().and_then(names::id_bytes);
        let id = id.ok_or_else(|| KmsError::NoKey(key.arn.clone()))?;
        let blob = blob::seal(&self.parts.random, (account, &id, key.number), &key.key()?, context, content);
        Ok(blob.into())
    }

    /// What a ciphertext holds, and the key it names, which must be the one the caller names, if it names one.
    fn open(
        &self,
        ctx: &Context,
        ciphertext: &[u8],
        (wanted, algorithm): (Option<&str>, Option<&str>),
        context: &Encryption,
    ) -> Result<(Usable, Secret), KmsError> {
        let node = self.node(ctx.mark())?;
        let wanted = match wanted {
            Some(name) => Some(self.look(ctx, name, |_, _, key| {
                can(key, algorithm, "Decrypt")?;
                Ok(key.arn.clone())
            })?),
            None => None,
        };
        let blob = Blob::read(ciphertext).ok_or(KmsError::InvalidCiphertext)?;
        let place = Place { account: blob.account.to_owned(), region: ctx.region().to_owned() };
        let id = names::id_text(&blob.key);
        if wanted.is_some_and(|wanted| wanted != place.key_arn(&id)) {
            return Err(KmsError::IncorrectKey);
        }
        let access = || Access { action: "kms:Decrypt".to_owned(), resource: place.key_arn(&id) };
        ctx.may_reach(&place.account, access).map_err(|_| KmsError::CiphertextKeyGone)?;
        let usable = self.cell(&place).read(ctx.mark(), |_, region| {
            let found = region.find(&place, &Named::Id(id.clone())).map_err(|_| KmsError::CiphertextKeyGone)?;
            can(found, algorithm, "Decrypt")?;
            found.material(node, blob.material)?.ok_or(KmsError::InvalidCiphertext)
        })?;
        let content = blob.open(&usable.key()?, context).map_err(|_| KmsError::InvalidCiphertext)?;
        Ok((usable, content))
    }
}

/// Encrypts up to 4,096 bytes.
pub(crate) async fn encrypt(kms: Arc<Kms>, ctx: Context, input: EncryptRequest) -> Result<EncryptResponse, KmsError> {
    let key = kms.encrypting(&ctx, &input.key_id, input.encryption_algorithm.as_deref(), "Encrypt")?;
    unless_dry(input.dry_run)?;
    let blob = kms.seal(&key, &input.encryption_context.unwrap_or_default(), &input.plaintext)?;
    Ok(EncryptResponse {
        ciphertext_blob: Some(blob),
        key_id: Some(key.arn),
        encryption_algorithm: Some(ALGORITHM.to_owned()),
    })
}

/// The ciphertext of a request, which only dry runs of a kind that is not built may leave out.
fn given(ciphertext: Option<Bytes>, modifiers: Option<&[String]>) -> Result<Bytes, KmsError> {
    if modifiers.is_some_and(|modifiers| !modifiers.is_empty()) {
        return Err(KmsError::not_built("DryRunModifiers"));
    }
    ciphertext.ok_or_else(|| {
        KmsError::invalid("1 validation error detected: Value null at 'ciphertextBlob' failed to satisfy constraint: Member must not be null")
    })
}

/// Decrypts what Encrypt, ReEncrypt or a data key's operation made.
pub(crate) async fn decrypt(kms: Arc<Kms>, ctx: Context, input: DecryptRequest) -> Result<DecryptResponse, KmsError> {
    if input.recipient.is_some() {
        return Err(KmsError::not_built("Recipient"));
    }
    let ciphertext = given(input.ciphertext_blob, input.dry_run_modifiers.as_deref())?;
    let named = (input.key_id.as_deref(), input.encryption_algorithm.as_deref());
    let (key, content) = kms.open(&ctx, &ciphertext, named, &input.encryption_context.unwrap_or_default())?;
    unless_dry(input.dry_run)?;
    Ok(DecryptResponse {
        key_id: Some(key.arn),
        plaintext: Some(Bytes::copy_from_slice(&content)),
        encryption_algorithm: Some(ALGORITHM.to_owned()),
        ciphertext_for_recipient: None,
        key_material_id: Some(key.material_id),
    })
}

/// Decrypts, and encrypts again under another key or in another context.
pub(crate) async fn re_encrypt(
    kms: Arc<Kms>,
    ctx: Context,
    input: ReEncryptRequest,
) -> Result<ReEncryptResponse, KmsError> {
    let ciphertext = given(input.ciphertext_blob, input.dry_run_modifiers.as_deref())?;
    let named = (input.source_key_id.as_deref(), input.source_encryption_algorithm.as_deref());
    let (from, content) = kms.open(&ctx, &ciphertext, named, &input.source_encryption_context.unwrap_or_default())?;
    let algorithm = input.destination_encryption_algorithm.as_deref();
    let to = kms.encrypting(&ctx, &input.destination_key_id, algorithm, "ReEncrypt")?;
    unless_dry(input.dry_run)?;
    let blob = kms.seal(&to, &input.destination_encryption_context.unwrap_or_default(), &content)?;
    Ok(ReEncryptResponse {
        ciphertext_blob: Some(blob),
        source_key_id: Some(from.arn),
        key_id: Some(to.arn),
        source_encryption_algorithm: Some(ALGORITHM.to_owned()),
        destination_encryption_algorithm: Some(ALGORITHM.to_owned()),
        source_key_material_id: Some(from.material_id),
        destination_key_material_id: Some(to.material_id),
    })
}
