//! The operation table, and what several operations share.

mod access_keys;
mod account;
mod attached;
mod by_kind;
mod details;
mod groups;
mod inline;
mod linked;
mod policies;
mod profiles;
pub(crate) mod roles;
mod tagging;
mod tags_of;
mod users;
mod versions;

use std::future::{Ready, ready};
use std::sync::Arc;

use tradewind_cloud::{Context, Operations};
use tradewind_store::Tx;

use crate::counts::Counts;
use crate::error::IamError;
use crate::identity::Identity;
use crate::{Iam, keys, policy};

/// Operations AWS has that are not built yet.
const ABSENT: &[&str] = &[
    "AcceptDelegationRequest",
    "AddClientIDToOpenIDConnectProvider",
    "AssociateDelegationRequest",
    "ChangePassword",
    "CreateDelegationRequest",
    "CreateLoginProfile",
    "CreateOpenIDConnectProvider",
    "CreateSAMLProvider",
    "CreateServiceSpecificCredential",
    "CreateVirtualMFADevice",
    "DeactivateMFADevice",
    "DeleteAccountPasswordPolicy",
    "DeleteLoginProfile",
    "DeleteOpenIDConnectProvider",
    "DeleteSAMLProvider",
    "DeleteSSHPublicKey",
    "DeleteServerCertificate",
    "DeleteServiceSpecificCredential",
    "DeleteSigningCertificate",
    "DeleteVirtualMFADevice",
    "DisableOrganizationsRootCredentialsManagement",
    "DisableOrganizationsRootSessions",
    "DisableOutboundWebIdentityFederation",
    "EnableMFADevice",
    "EnableOrganizationsRootCredentialsManagement",
    "EnableOrganizationsRootSessions",
    "EnableOutboundWebIdentityFederation",
    "GenerateCredentialReport",
    "GenerateOrganizationsAccessReport",
    "GenerateServiceLastAccessedDetails",
    "GetAccountPasswordPolicy",
    "GetContextKeysForCustomPolicy",
    "GetContextKeysForPrincipalPolicy",
    "GetCredentialReport",
    "GetDelegationRequest",
    "GetHumanReadableSummary",
    "GetLoginProfile",
    "GetMFADevice",
    "GetOpenIDConnectProvider",
    "GetOrganizationsAccessReport",
    "GetOutboundWebIdentityFederationInfo",
    "GetSAMLProvider",
    "GetSSHPublicKey",
    "GetServerCertificate",
    "GetServiceLastAccessedDetails",
    "GetServiceLastAccessedDetailsWithEntities",
    "ListDelegationRequests",
    "ListMFADeviceTags",
    "ListMFADevices",
    "ListOpenIDConnectProviderTags",
    "ListOpenIDConnectProviders",
    "ListOrganizationsFeatures",
    "ListPoliciesGrantingServiceAccess",
    "ListSAMLProviderTags",
    "ListSAMLProviders",
    "ListSSHPublicKeys",
    "ListServerCertificateTags",
    "ListServerCertificates",
    "ListServiceSpecificCredentials",
    "ListSigningCertificates",
    "ListVirtualMFADevices",
    "RejectDelegationRequest",
    "RemoveClientIDFromOpenIDConnectProvider",
    "ResetServiceSpecificCredential",
    "ResyncMFADevice",
    "SendDelegationToken",
    "SetSecurityTokenServicePreferences",
    "SimulateCustomPolicy",
    "SimulatePrincipalPolicy",
    "TagMFADevice",
    "TagOpenIDConnectProvider",
    "TagSAMLProvider",
    "TagServerCertificate",
    "UntagMFADevice",
    "UntagOpenIDConnectProvider",
    "UntagSAMLProvider",
    "UntagServerCertificate",
    "UpdateAccountPasswordPolicy",
    "UpdateDelegationRequest",
    "UpdateLoginProfile",
    "UpdateOpenIDConnectProviderThumbprint",
    "UpdateSAMLProvider",
    "UpdateSSHPublicKey",
    "UpdateServerCertificate",
    "UpdateServiceSpecificCredential",
    "UpdateSigningCertificate",
    "UploadSSHPublicKey",
    "UploadServerCertificate",
    "UploadSigningCertificate",
];

/// What IAM can do.
pub(crate) fn table(iam: Arc<Iam>) -> Operations {
    Operations::new(iam)
        .add("CreateRole", now(roles::create))
        .add("GetRole", now(roles::get))
        .add("ListRoles", now(roles::list))
        .add("UpdateRole", now(roles::update))
        .add("UpdateRoleDescription", now(roles::update_description))
        .add("UpdateAssumeRolePolicy", now(roles::update_trust))
        .add("DeleteRole", now(roles::delete))
        .add("CreateServiceLinkedRole", now(linked::create))
        .add("DeleteServiceLinkedRole", now(linked::delete))
        .add("GetServiceLinkedRoleDeletionStatus", now(linked::deletion_status))
        .add("CreateUser", now(users::create))
        .add("GetUser", now(users::get))
        .add("ListUsers", now(users::list))
        .add("UpdateUser", now(users::update))
        .add("DeleteUser", now(users::delete))
        .add("CreateGroup", now(groups::create))
        .add("GetGroup", now(groups::get))
        .add("ListGroups", now(groups::list))
        .add("ListGroupsForUser", now(groups::list_of_user))
        .add("UpdateGroup", now(groups::update))
        .add("DeleteGroup", now(groups::delete))
        .add("AddUserToGroup", now(groups::add_user))
        .add("RemoveUserFromGroup", now(groups::remove_user))
        .add("CreateAccessKey", now(access_keys::create))
        .add("ListAccessKeys", now(access_keys::list))
        .add("UpdateAccessKey", now(access_keys::update))
        .add("DeleteAccessKey", now(access_keys::delete))
        .add("GetAccessKeyLastUsed", now(access_keys::get_last_used))
        .add("CreatePolicy", now(policies::create))
        .add("GetPolicy", now(policies::get))
        .add("ListPolicies", now(policies::list))
        .add("DeletePolicy", now(policies::delete))
        .add("ListEntitiesForPolicy", now(policies::entities))
        .add("CreatePolicyVersion", now(versions::create))
        .add("GetPolicyVersion", now(versions::get))
        .add("ListPolicyVersions", now(versions::list))
        .add("SetDefaultPolicyVersion", now(versions::set_default))
        .add("DeletePolicyVersion", now(versions::delete))
        .add("CreateInstanceProfile", now(profiles::create))
        .add("GetInstanceProfile", now(profiles::get))
        .add("ListInstanceProfiles", now(profiles::list))
        .add("ListInstanceProfilesForRole", now(profiles::list_of_role))
        .add("AddRoleToInstanceProfile", now(profiles::add_role))
        .add("RemoveRoleFromInstanceProfile", now(profiles::remove_role))
        .add("DeleteInstanceProfile", now(profiles::delete))
        .add("GetAccountSummary", now(account::summary))
        .add("CreateAccountAlias", now(account::create_alias))
        .add("ListAccountAliases", now(account::list_aliases))
        .add("DeleteAccountAlias", now(account::delete_alias))
        .add("GetAccountAuthorizationDetails", now(details::get))
        .add("AttachRolePolicy", now(by_kind::role::attach))
        .add("DetachRolePolicy", now(by_kind::role::detach))
        .add("ListAttachedRolePolicies", now(by_kind::role::list_attached))
        .add("PutRolePolicy", now(by_kind::role::put))
        .add("GetRolePolicy", now(by_kind::role::get))
        .add("ListRolePolicies", now(by_kind::role::list))
        .add("DeleteRolePolicy", now(by_kind::role::delete))
        .add("AttachUserPolicy", now(by_kind::user::attach))
        .add("DetachUserPolicy", now(by_kind::user::detach))
        .add("ListAttachedUserPolicies", now(by_kind::user::list_attached))
        .add("PutUserPolicy", now(by_kind::user::put))
        .add("GetUserPolicy", now(by_kind::user::get))
        .add("ListUserPolicies", now(by_kind::user::list))
        .add("DeleteUserPolicy", now(by_kind::user::delete))
        .add("AttachGroupPolicy", now(by_kind::group::attach))
        .add("DetachGroupPolicy", now(by_kind::group::detach))
        .add("ListAttachedGroupPolicies", now(by_kind::group::list_attached))
        .add("PutGroupPolicy", now(by_kind::group::put))
        .add("GetGroupPolicy", now(by_kind::group::get))
        .add("ListGroupPolicies", now(by_kind::group::list))
        .add("DeleteGroupPolicy", now(by_kind::group::delete))
        .add("PutRolePermissionsBoundary", now(by_kind::put_role_permissions_boundary))
        .add("DeleteRolePermissionsBoundary", now(by_kind::delete_role_permissions_boundary))
        .add("PutUserPermissionsBoundary", now(by_kind::put_user_permissions_boundary))
        .add("DeleteUserPermissionsBoundary", now(by_kind::delete_user_permissions_boundary))
        .add("TagRole", now(tags_of::tag_role))
        .add("UntagRole", now(tags_of::untag_role))
        .add("ListRoleTags", now(tags_of::list_role_tags))
        .add("TagUser", now(tags_of::tag_user))
        .add("UntagUser", now(tags_of::untag_user))
        .add("ListUserTags", now(tags_of::list_user_tags))
        .add("TagPolicy", now(tags_of::tag_policy))
        .add("UntagPolicy", now(tags_of::untag_policy))
        .add("ListPolicyTags", now(tags_of::list_policy_tags))
        .add("TagInstanceProfile", now(tags_of::tag_instance_profile))
        .add("UntagInstanceProfile", now(tags_of::untag_instance_profile))
        .add("ListInstanceProfileTags", now(tags_of::list_instance_profile_tags))
        .absent(ABSENT)
        .build()
}

/// A handler that has nothing to wait for.
fn now<I, O>(
    handler: fn(&Iam, &Context, I) -> Result<O, IamError>,
) -> impl Fn(Arc<Iam>, Context, I) -> Ready<Result<O, IamError>> {
    move |iam, ctx, input| ready(handler(&iam, &ctx, input))
}

/// Deletes an identity that nothing hangs on any more, or says what does.
fn delete_identity(tx: &mut Tx<'_>, identity: &Identity) -> Result<(), IamError> {
    if !identity.attached.is_empty() {
        return Err(IamError::conflict("Cannot delete entity, must detach all policies first."));
    }
    if !identity.inline.is_empty() {
        return Err(IamError::conflict("Cannot delete entity, must delete policies first."));
    }
    strike_out(tx, identity);
    Counts::one_less(tx, identity.kind)
}

/// Deletes an identity's row and the notes of the policies it uses: it goes, or gets another name.
fn strike_out(tx: &mut Tx<'_>, identity: &Identity) {
    note_uses(tx, identity, false);
    tx.delete(keys::named(identity.kind.tag(), &identity.name));
}

/// Notes the policies that an identity uses under its new name.
fn note_down(tx: &mut Tx<'_>, identity: &Identity) {
    note_uses(tx, identity, true);
}

fn note_uses(tx: &mut Tx<'_>, identity: &Identity, uses: bool) {
    for arn in &identity.attached {
        policy::note_use(tx, keys::ATTACHED, arn, identity, uses);
    }
    if let Some(arn) = &identity.boundary {
        policy::note_use(tx, keys::BOUNDARY, arn, identity, uses);
    }
}
