//! What is said about the account as a whole.

use std::collections::BTreeMap;

use tradewind_cloud::Context;
use tradewind_store::{Decoder, Encoder};

use crate::api::{
    CreateAccountAliasRequest, DeleteAccountAliasRequest, GetAccountSummaryResponse, ListAccountAliasesRequest,
    ListAccountAliasesResponse,
};
use crate::counts::Counts;
use crate::error::IamError;
use crate::page::Page;
use crate::{Iam, keys, limits};

const VERSION: u8 = 1;

pub(super) fn summary(iam: &Iam, ctx: &Context, (): ()) -> Result<GetAccountSummaryResponse, IamError> {
    let counts = iam.read(ctx, Counts::of)?;
    let many = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
    let number = |count: u32| i32::try_from(count).unwrap_or(i32::MAX);
    let entries = [
        ("AccessKeysPerUserQuota", many(limits::ACCESS_KEYS)),
        ("AccountAccessKeysPresent", 0),
        ("AccountMFAEnabled", 0),
        ("AccountPasswordPresent", 0),
        ("AccountSigningCertificatesPresent", 0),
        ("AssumeRolePolicySizeQuota", many(limits::TRUST_CHARS)),
        ("AttachedPoliciesPerGroupQuota", many(limits::ATTACHED)),
        ("AttachedPoliciesPerRoleQuota", many(limits::ATTACHED)),
        ("AttachedPoliciesPerUserQuota", many(limits::ATTACHED)),
        ("GlobalEndpointTokenVersion", 1),
        ("GroupPolicySizeQuota", many(limits::GROUP_INLINE_CHARS)),
        ("Groups", number(counts.groups)),
        ("GroupsPerUserQuota", many(limits::GROUPS_OF_USER)),
        ("GroupsQuota", number(limits::GROUPS)),
        ("InstanceProfiles", number(counts.profiles)),
        ("InstanceProfilesQuota", number(limits::PROFILES)),
        ("MFADevices", 0),
        ("MFADevicesInUse", 0),
        ("Policies", number(counts.policies)),
        ("PoliciesQuota", number(limits::POLICIES)),
        ("PolicySizeQuota", many(limits::MANAGED_CHARS)),
        ("PolicyVersionsInUse", number(counts.versions)),
        ("PolicyVersionsInUseQuota", 10_000),
        ("Providers", 0),
        ("RolePolicySizeQuota", many(limits::ROLE_INLINE_CHARS)),
        ("Roles", number(counts.roles)),
        ("RolesQuota", number(limits::ROLES)),
        ("ServerCertificates", 0),
        ("ServerCertificatesQuota", 20),
        ("SigningCertificatesPerUserQuota", 2),
        ("UserPolicySizeQuota", many(limits::USER_INLINE_CHARS)),
        ("Users", number(counts.users)),
        ("UsersQuota", number(limits::USERS)),
        ("VersionsPerPolicyQuota", many(limits::VERSIONS)),
    ];
    let map: BTreeMap<String, i32> = entries.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    Ok(GetAccountSummaryResponse { summary_map: Some(map) })
}

/// An account has one alias at most; a new one takes the old one's place.
pub(super) fn create_alias(iam: &Iam, ctx: &Context, input: CreateAccountAliasRequest) -> Result<(), IamError> {
    let alias = input.account_alias;
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let ends = [alias.bytes().next(), alias.bytes().next_back()];
    // The published pattern looks ahead, which the validation of inputs can't.
    let good = alias.bytes().all(|byte| plain(byte) || byte == b'-')
        && ends.into_iter().flatten().all(plain)
        && !alias.contains("--");
    if !good {
        let text = format!(
            "1 validation error detected: Value '{alias}' at 'accountAlias' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-z0-9]([a-z0-9]|-(?!-)){{1,61}}[a-z0-9]$"
        );
        return Err(IamError::Validation(text.into()));
    }
    iam.write(ctx, |tx| {
        tx.put(keys::alias(), Encoder::new(VERSION).str(&alias).finish());
        Ok(())
    })
}

pub(super) fn list_aliases(
    iam: &Iam,
    ctx: &Context,
    input: ListAccountAliasesRequest,
) -> Result<ListAccountAliasesResponse, IamError> {
    let page = Page::asked(input.marker.as_deref(), input.max_items)?;
    let paged = page.take_in_order(alias(iam, ctx)?)?;
    Ok(ListAccountAliasesResponse {
        account_aliases: paged.items,
        is_truncated: paged.is_truncated,
        marker: paged.marker,
    })
}

fn alias(iam: &Iam, ctx: &Context) -> Result<Option<String>, IamError> {
    iam.read(ctx, |view| {
        let Some(row) = view.get(keys::alias())? else { return Ok(None) };
        Ok(Some(Decoder::new("an account's alias", VERSION, &row)?.str()?.to_owned()))
    })
}

pub(super) fn delete_alias(iam: &Iam, ctx: &Context, input: DeleteAccountAliasRequest) -> Result<(), IamError> {
    if alias(iam, ctx)?.as_deref() != Some(&input.account_alias) {
        let text = format!("The account alias {} cannot be found.", input.account_alias);
        return Err(IamError::NoSuchEntity(text));
    }
    iam.write(ctx, |tx| {
        tx.delete(keys::alias());
        Ok(())
    })
}
