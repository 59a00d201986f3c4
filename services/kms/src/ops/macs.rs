//! GenerateMac, VerifyMac.

use std::sync::Arc;

use bytes::Bytes;
use hmac::{Hmac, Mac as _};
use sha2::{Sha224, Sha256, Sha384, Sha512};
use subtle::ConstantTimeEq as _;
use tradewind_cloud::Context;

use super::crypto::unless_dry;
use crate::Kms;
use crate::api::{GenerateMacRequest, GenerateMacResponse, VerifyMacRequest, VerifyMacResponse};
use crate::error::KmsError;
use crate::key::{Spec, Usable};

impl Kms {
    /// The HMAC key a call names, opened.
    fn mac_key(&self, ctx: &Context, name: &str, algorithm: &str, operation: &'static str) -> Result<Usable, KmsError> {
        let node = self.node(ctx.mark())?;
        self.look(ctx, name, |_, _, key| {
            key.enabled()?;
            if key.spec == Spec::Symmetric {
                return Err(KmsError::InvalidUsage { arn: key.arn.clone(), usage: key.spec.usage(), operation });
            }
            if key.spec.algorithm() != algorithm {
                return Err(KmsError::InvalidAlgorithm { algorithm: algorithm.to_owned(), spec: key.spec.name() });
            }
            Ok(key.current(node)?)
        })
    }
}

/// The MAC of a message under a key's algorithm.
fn mac(key: &Usable, message: &[u8]) -> Vec<u8> {
    // HMAC takes keys of any length, so the other branch is never taken; what it leaves is no MAC.
    macro_rules! with {
        ($hash:ty) => {
            Hmac::<$hash>::new_from_slice(&key.bytes)
                .map(|mac| mac.chain_update(message).finalize().into_bytes().to_vec())
                .unwrap_or_default()
        };
    }
    match key.spec {
        Spec::Hmac224 => with!(Sha224),
        Spec::Hmac384 => with!(Sha384),
        Spec::Hmac512 => with!(Sha512),
        Spec::Hmac256 | Spec::Symmetric => with!(Sha256),
    }
}

/// Makes a message's MAC.
pub(crate) async fn generate_mac(
    kms: Arc<Kms>,
    ctx: Context,
    input: GenerateMacRequest,
) -> Result<GenerateMacResponse, KmsError> {
    let key = kms.mac_key(&ctx, &input.key_id, &input.mac_algorithm, "GenerateMac")?;
    unless_dry(input.dry_run)?;
    Ok(GenerateMacResponse {
        mac: Some(Bytes::from(mac(&key, &input.message))),
        mac_algorithm: Some(input.mac_algorithm),
        key_id: Some(key.arn),
    })
}

/// Holds a MAC against its message.
pub(crate) async fn verify_mac(
    kms: Arc<Kms>,
    ctx: Context,
    input: VerifyMacRequest,
) -> Result<VerifyMacResponse, KmsError> {
    let key = kms.mac_key(&ctx, &input.key_id, &input.mac_algorithm, "VerifyMac")?;
    unless_dry(input.dry_run)?;
    if !bool::from(mac(&key, &input.message).ct_eq(&input.mac)) {
        return Err(KmsError::InvalidMac);
    }
    Ok(VerifyMacResponse { key_id: Some(key.arn), mac_valid: Some(true), mac_algorithm: Some(input.mac_algorithm) })
}
