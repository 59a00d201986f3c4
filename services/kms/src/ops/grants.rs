//! CreateGrant, RevokeGrant, RetireGrant.
//!
//! ```text
//! token    base64 of: version 1 | key id (16 bytes) | grant id (32 bytes) | random (32 bytes)
//! ```

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tradewind_cloud::Context;

use super::crypto::unless_dry;
use crate::api::{CreateGrantRequest, CreateGrantResponse, RetireGrantRequest, RevokeGrantRequest};
use crate::error::KmsError;
use crate::key::KeyRecord;
use crate::names::{self, KeyRef};
use crate::region::{GrantRecord, Place, Region};
use crate::{Kms, here, limits};

const VERSION: u8 = 1;

impl Kms {
    fn token(&self, key: &str, grant: &str) -> String {
        let mut token = vec![VERSION];
        token.extend(names::id_bytes(key).unwrap_or_default());
        token.extend(hex::decode(grant).unwrap_or_default());
        let mut random = [0; 32];
        self.parts.random.fill(&mut random);
        token.extend(random);
        STANDARD.encode(token)
    }
}

/// The key's and the grant's ids.
fn read_token(token: &str) -> Option<(String, String)> {
    let bytes = STANDARD.decode(token).ok()?;
    let (version, rest) = bytes.split_first()?;
    let (key, rest) = rest.split_first_chunk::<16>()?;
    let (grant, rest) = rest.split_first_chunk::<32>()?;
    (*version == VERSION && rest.len() == 32).then(|| (names::id_text(key), hex::encode(grant)))
}

/// Operations that a key of this kind can be granted.
fn check_operations(key: &KeyRecord, operations: &[String]) -> Result<(), KmsError> {
    if operations.is_empty() {
        return Err(KmsError::invalid(
            "1 validation error detected: Value '[]' at 'operations' failed to satisfy constraint: Member must have length greater than or equal to 1",
        ));
    }
    const ENCRYPT: &[&str] = &[
        "Encrypt",
        "Decrypt",
        "GenerateDataKey",
        "GenerateDataKeyWithoutPlaintext",
        "ReEncryptFrom",
        "ReEncryptTo",
        "GenerateDataKeyPair",
        "GenerateDataKeyPairWithoutPlaintext",
    ];
    const MAC: &[&str] = &["GenerateMac", "VerifyMac"];
    const ALL: &[&str] = &["CreateGrant", "RetireGrant", "DescribeKey"];
    let fitting = if key.spec.usage() == "ENCRYPT_DECRYPT" { ENCRYPT } else { MAC };
    match operations.iter().find(|name| !fitting.contains(&name.as_str()) && !ALL.contains(&name.as_str())) {
        Some(other) => Err(KmsError::invalid(format!(
            "The operation {other} is not compatible with a key usage of {}.",
            key.spec.usage()
        ))),
        None => Ok(()),
    }
}

fn check_principal(text: &str) -> Result<(), KmsError> {
    if text.starts_with("arn:") && text.splitn(6, ':').filter(|part| !part.is_empty()).count() >= 5 {
        return Ok(());
    }
    Err(KmsError::InvalidArn(format!("ARN does not refer to a valid principal: {text}")))
}

/// The grant as it will be kept.
fn record(ctx: &Context, input: &CreateGrantRequest) -> Result<GrantRecord, KmsError> {
    check_principal(&input.grantee_principal)?;
    input.retiring_principal.as_deref().map_or(Ok(()), check_principal)?;
    let constraints = input.constraints.clone().unwrap_or_default();
    Ok(GrantRecord {
        name: input.name.clone(),
        created: ctx.now().as_micros(),
        grantee: input.grantee_principal.clone(),
        retiring: input.retiring_principal.clone(),
        issuer: format!("arn:aws:iam::{}:root", ctx.account()),
        operations: input.operations.clone(),
        context_subset: constraints.encryption_context_subset,
        context_equals: constraints.encryption_context_equals,
    })
}

/// The grant that this one would repeat: one with a name and the same in everything is not made twice.
fn repeated(region: &Region, key: &str, grant: &GrantRecord) -> Option<String> {
    grant.name.as_ref()?;
    let of_key = region.grants_of(key);
    let same = |other: &GrantRecord| GrantRecord { created: grant.created, ..other.clone() } == *grant;
    of_key.filter(|(_, other)| same(other)).map(|(id, _)| id.to_owned()).next()
}

impl Region {
    /// A key's grants in the order of their ids.
    pub(super) fn grants_of<'a>(&'a self, key: &str) -> impl Iterator<Item = (&'a str, &'a GrantRecord)> {
        let key = key.to_owned();
        let all = self.grants.range((key.clone(), String::new())..);
        all.take_while(move |((of, _), _)| *of == key).map(|((_, id), grant)| (id.as_str(), grant))
    }
}

/// Lets a principal use a key.
pub(crate) async fn create_grant(
    kms: Arc<Kms>,
    ctx: Context,
    input: CreateGrantRequest,
) -> Result<CreateGrantResponse, KmsError> {
    let (account, id) = KeyRef::by_id(&ctx, &input.key_id)?;
    let place = Place { account, region: ctx.region().to_owned() };
    let grant = record(&ctx, &input)?;
    let grant_id = kms.cell(&place).write(ctx.mark(), |tx, region| {
        let key = region.key(&place, &id)?;
        key.enabled()?;
        check_operations(key, &input.operations)?;
        unless_dry(input.dry_run)?;
        if let Some(before) = repeated(region, &id, &grant) {
            return Ok(before);
        }
        if region.grants_of(&id).count() >= limits::GRANTS {
            return Err(KmsError::LimitExceeded(format!("A key has at most {} grants.", limits::GRANTS)));
        }
        let mut bytes = [0; 32];
        kms.parts.random.fill(&mut bytes);
        let grant_id = hex::encode(bytes);
        region.put_grant(tx, (id.clone(), grant_id.clone()), grant);
        Ok(grant_id)
    })?;
    Ok(CreateGrantResponse { grant_token: Some(kms.token(&id, &grant_id)), grant_id: Some(grant_id) })
}

/// Ends a grant.
pub(crate) async fn revoke_grant(kms: Arc<Kms>, ctx: Context, input: RevokeGrantRequest) -> Result<(), KmsError> {
    let (account, id) = KeyRef::by_id(&ctx, &input.key_id)?;
    let place = Place { account, region: ctx.region().to_owned() };
    end(&kms, &ctx, &place, (id, input.grant_id), input.dry_run)
}

/// Ends a grant that is no longer needed.
pub(crate) async fn retire_grant(kms: Arc<Kms>, ctx: Context, input: RetireGrantRequest) -> Result<(), KmsError> {
    match (input.grant_token, input.key_id, input.grant_id) {
        (Some(token), None, None) => {
            let names = read_token(&token).ok_or(KmsError::InvalidGrantToken)?;
            let gone = |error| if let KmsError::NoKey(_) = error { KmsError::InvalidGrantToken } else { error };
            end(&kms, &ctx, &here(&ctx), names, input.dry_run).map_err(gone)
        }
        (None, Some(key), Some(grant)) => {
            let (account, id) = KeyRef::by_id(&ctx, &key)?;
            let place = Place { account, region: ctx.region().to_owned() };
            end(&kms, &ctx, &place, (id, grant), input.dry_run)
        }
        _ => Err(KmsError::invalid("Either a grant token or a grant ID with its key ID is required.")),
    }
}

fn end(
    kms: &Kms,
    ctx: &Context,
    place: &Place,
    names: (String, String),
    dry_run: Option<bool>,
) -> Result<(), KmsError> {
    kms.cell(place).write(ctx.mark(), |tx, region| {
        region.key(place, &names.0)?;
        if !region.grants.contains_key(&names) {
            return Err(KmsError::InvalidGrantId(names.1.clone()));
        }
        unless_dry(dry_run)?;
        region.drop_grant(tx, &names);
        Ok(())
    })
}
