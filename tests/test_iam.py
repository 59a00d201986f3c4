"""IAM as boto3 and the AWS CLI use it: every operation and its main errors, and keys that open a server that verifies."""

import json
import re

import exercised
import pytest
from clients import SESSION, Clients
from expect import refused
from botocore.config import Config
from refusals import iam as refusals
from servers import Server

LAMBDA = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}
ANYBODY = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}],
}
READ = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}
BASIC = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
ROOT_KEY, ROOT_SECRET, ACCOUNT = "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "123456789012"


@pytest.fixture
def iam(clients):
    return clients.boto3("iam")


def test_everything_is_kept_through_a_kill(make_server, clients_of, account):
    server = make_server()

    def client():
        return clients_of(server).boto3("iam")

    iam = client()
    iam.create_role(RoleName="r", AssumeRolePolicyDocument=json.dumps(LAMBDA))
    iam.attach_role_policy(RoleName="r", PolicyArn=BASIC)
    iam.put_role_policy(RoleName="r", PolicyName="inline", PolicyDocument=json.dumps(READ))
    policy = iam.create_policy(PolicyName="p", PolicyDocument=json.dumps(READ))["Policy"]["Arn"]
    iam.create_group(GroupName="g")
    iam.attach_group_policy(GroupName="g", PolicyArn=policy)
    iam.create_user(UserName="u")
    iam.add_user_to_group(GroupName="g", UserName="u")
    key = iam.create_access_key(UserName="u")["AccessKey"]["AccessKeyId"]
    iam.create_instance_profile(InstanceProfileName="i")
    iam.add_role_to_instance_profile(InstanceProfileName="i", RoleName="r")

    def kept(iam):
        details = iam.get_account_authorization_details()
        details.pop("ResponseMetadata")
        return details, iam.list_access_keys(UserName="u")["AccessKeyMetadata"]

    before = kept(iam)
    server.kill9()
    server.start()
    assert kept(client()) == before
    assert [one["AccessKeyId"] for one in before[1]] == [key]
    assert [one["UserName"] for one in client().get_group(GroupName="g")["Users"]] == ["u"]


class TestRoles:
    def test_a_role_from_its_creation_to_its_deletion(self, iam, account):
        made = iam.create_role(
            RoleName="orders", Path="/app/", AssumeRolePolicyDocument=json.dumps(LAMBDA), Description="of orders",
            MaxSessionDuration=7200, Tags=[{"Key": "team", "Value": "blue"}],
        )["Role"]  # fmt: skip
        assert made["Arn"] == f"arn:aws:iam::{account}:role/app/orders"
        assert re.fullmatch("AROA[A-Z2-7]{17}", made["RoleId"])
        assert made["AssumeRolePolicyDocument"] == LAMBDA
        got = iam.get_role(RoleName="orders")["Role"]
        assert (got["Description"], got["MaxSessionDuration"], got["RoleLastUsed"]) == ("of orders", 7200, {})
        assert got["Tags"] == [{"Key": "team", "Value": "blue"}]
        iam.update_role(RoleName="orders", Description="new", MaxSessionDuration=3600)
        assert iam.update_role_description(RoleName="orders", Description="newer")["Role"]["Description"] == "newer"
        iam.update_assume_role_policy(RoleName="orders", PolicyDocument=json.dumps(ANYBODY))
        [listed] = iam.list_roles(PathPrefix="/app/")["Roles"]
        assert (listed["AssumeRolePolicyDocument"], listed["MaxSessionDuration"]) == (ANYBODY, 3600)
        iam.tag_role(RoleName="orders", Tags=[{"Key": "a", "Value": "b"}])
        iam.untag_role(RoleName="orders", TagKeys=["team"])
        assert iam.list_role_tags(RoleName="orders")["Tags"] == [{"Key": "a", "Value": "b"}]
        iam.delete_role(RoleName="orders")
        with refused("NoSuchEntity", "The role with name orders cannot be found.", 404, "NoSuchEntityException"):
            iam.get_role(RoleName="orders")

    def test_errors(self, iam):
        iam.create_role(RoleName="orders", AssumeRolePolicyDocument=json.dumps(LAMBDA))
        with refused("EntityAlreadyExists", "Role with name ORDERS already exists.", 409, "EntityAlreadyExistsException"):
            iam.create_role(RoleName="ORDERS", AssumeRolePolicyDocument=json.dumps(LAMBDA))
        with refused("MalformedPolicyDocument", "This policy contains invalid Json", 400, "MalformedPolicyDocumentException"):
            iam.create_role(RoleName="bad", AssumeRolePolicyDocument="{")
        with refused("MalformedPolicyDocument", "Policy statement must contain resources."):
            iam.put_role_policy(RoleName="orders", PolicyName="p", PolicyDocument=json.dumps(
                {"Statement": [{"Effect": "Allow", "Action": "s3:*"}]}))  # fmt: skip
        with refused("NoSuchEntity", "Policy arn:aws:iam::aws:policy/Nope does not exist or is not attachable.", 404):
            iam.attach_role_policy(RoleName="orders", PolicyArn="arn:aws:iam::aws:policy/Nope")
        iam.attach_role_policy(RoleName="orders", PolicyArn=BASIC)
        with refused("DeleteConflict", "Cannot delete entity, must detach all policies first.", 409, "DeleteConflictException"):
            iam.delete_role(RoleName="orders")

    def test_inline_policies_and_boundaries(self, iam):
        iam.create_role(RoleName="orders", AssumeRolePolicyDocument=json.dumps(LAMBDA))
        iam.put_role_policy(RoleName="orders", PolicyName="p", PolicyDocument=json.dumps(READ))
        assert iam.get_role_policy(RoleName="orders", PolicyName="p")["PolicyDocument"] == READ
        assert iam.list_role_policies(RoleName="orders")["PolicyNames"] == ["p"]
        iam.delete_role_policy(RoleName="orders", PolicyName="p")
        with refused("NoSuchEntity", "The role policy with name p cannot be found.", 404):
            iam.get_role_policy(RoleName="orders", PolicyName="p")
        iam.put_role_permissions_boundary(RoleName="orders", PermissionsBoundary=BASIC)
        boundary = iam.get_role(RoleName="orders")["Role"]["PermissionsBoundary"]
        assert boundary == {"PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": BASIC}
        iam.delete_role_permissions_boundary(RoleName="orders")

    def test_service_linked_roles(self, iam):
        name = iam.create_service_linked_role(AWSServiceName="ecs.amazonaws.com")["Role"]["RoleName"]
        assert name == "AWSServiceRoleForECS"
        with refused("UnmodifiableEntity", re.compile("protected role 'AWSServiceRoleForECS'")):
            iam.delete_role(RoleName=name)
        task = iam.delete_service_linked_role(RoleName=name)["DeletionTaskId"]
        assert iam.get_service_linked_role_deletion_status(DeletionTaskId=task)["Status"] == "SUCCEEDED"

    def test_instance_profiles(self, iam):
        iam.create_role(RoleName="orders", AssumeRolePolicyDocument=json.dumps(LAMBDA))
        made = iam.create_instance_profile(InstanceProfileName="box")["InstanceProfile"]
        assert (made["Path"], made["Roles"]) == ("/", [])
        iam.add_role_to_instance_profile(InstanceProfileName="box", RoleName="orders")
        with refused("LimitExceeded", "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1", 409):
            iam.add_role_to_instance_profile(InstanceProfileName="box", RoleName="orders")
        got = iam.get_instance_profile(InstanceProfileName="box")["InstanceProfile"]
        assert ([role["RoleName"] for role in got["Roles"]], got["Tags"]) == (["orders"], [])
        assert len(iam.list_instance_profiles()["InstanceProfiles"]) == 1
        assert len(iam.list_instance_profiles_for_role(RoleName="orders")["InstanceProfiles"]) == 1
        iam.tag_instance_profile(InstanceProfileName="box", Tags=[{"Key": "a", "Value": "b"}])
        assert iam.list_instance_profile_tags(InstanceProfileName="box")["Tags"] == [{"Key": "a", "Value": "b"}]
        iam.untag_instance_profile(InstanceProfileName="box", TagKeys=["a"])
        iam.remove_role_from_instance_profile(InstanceProfileName="box", RoleName="orders")
        iam.delete_instance_profile(InstanceProfileName="box")


class TestPolicies:
    def test_a_policy_and_its_versions(self, iam, account):
        made = iam.create_policy(PolicyName="reader", PolicyDocument=json.dumps(READ), Description="reads")["Policy"]
        arn = made["Arn"]
        assert (arn, made["DefaultVersionId"]) == (f"arn:aws:iam::{account}:policy/reader", "v1")
        assert made["AttachmentCount"] == 0 and made["IsAttachable"]
        got = iam.get_policy(PolicyArn=arn)["Policy"]
        assert (got["Description"], got["Tags"]) == ("reads", [])
        iam.create_policy_version(PolicyArn=arn, PolicyDocument=json.dumps(READ), SetAsDefault=True)
        assert iam.get_policy_version(PolicyArn=arn, VersionId="v2")["PolicyVersion"]["Document"] == READ
        iam.set_default_policy_version(PolicyArn=arn, VersionId="v1")
        assert [one["VersionId"] for one in iam.list_policy_versions(PolicyArn=arn)["Versions"]] == ["v2", "v1"]
        with refused("DeleteConflict", "Cannot delete the default version of a policy.", 409):
            iam.delete_policy_version(PolicyArn=arn, VersionId="v1")
        iam.delete_policy_version(PolicyArn=arn, VersionId="v2")
        iam.tag_policy(PolicyArn=arn, Tags=[{"Key": "a", "Value": "b"}])
        assert iam.list_policy_tags(PolicyArn=arn)["Tags"] == [{"Key": "a", "Value": "b"}]
        iam.untag_policy(PolicyArn=arn, TagKeys=["a"])
        with refused("EntityAlreadyExists", "A policy called reader already exists. Duplicate names are not allowed.", 409):
            iam.create_policy(PolicyName="reader", PolicyDocument=json.dumps(READ))
        iam.delete_policy(PolicyArn=arn)
        with refused("NoSuchEntity", f"Policy {arn} was not found.", 404):
            iam.get_policy(PolicyArn=arn)

    def test_aws_policies_are_there_and_pages_reach_them_all(self, iam):
        names = [
            policy["PolicyName"]
            for page in iam.get_paginator("list_policies").paginate(Scope="AWS")
            for policy in page["Policies"]
        ]
        assert {"AdministratorAccess", "ReadOnlyAccess", "AWSLambdaBasicExecutionRole"} <= set(names)
        assert len(names) == len(set(names)) > 100
        document = iam.get_policy_version(PolicyArn=BASIC, VersionId="v1")["PolicyVersion"]["Document"]
        assert document["Statement"][0]["Action"] == ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"]

    def test_who_uses_a_policy(self, iam):
        iam.create_role(RoleName="r", AssumeRolePolicyDocument=json.dumps(LAMBDA))
        iam.create_user(UserName="u")
        iam.create_group(GroupName="g")
        iam.attach_role_policy(RoleName="r", PolicyArn=BASIC)
        iam.attach_user_policy(UserName="u", PolicyArn=BASIC)
        iam.attach_group_policy(GroupName="g", PolicyArn=BASIC)
        got = iam.list_entities_for_policy(PolicyArn=BASIC)
        assert [one["RoleName"] for one in got["PolicyRoles"]] == ["r"]
        assert [one["UserName"] for one in got["PolicyUsers"]] == ["u"]
        assert [one["GroupName"] for one in got["PolicyGroups"]] == ["g"]
        for listed in (
            iam.list_attached_role_policies(RoleName="r"),
            iam.list_attached_user_policies(UserName="u"),
            iam.list_attached_group_policies(GroupName="g"),
        ):
            assert listed["AttachedPolicies"] == [{"PolicyName": "AWSLambdaBasicExecutionRole", "PolicyArn": BASIC}]
        details = iam.get_account_authorization_details()
        assert [one["UserName"] for one in details["UserDetailList"]] == ["u"]
        assert [one["Arn"] for one in details["Policies"]] == [BASIC]
        iam.detach_role_policy(RoleName="r", PolicyArn=BASIC)
        iam.detach_user_policy(UserName="u", PolicyArn=BASIC)
        iam.detach_group_policy(GroupName="g", PolicyArn=BASIC)
        assert iam.get_policy(PolicyArn=BASIC)["Policy"]["AttachmentCount"] == 0


class TestUsersAndGroups:
    def test_users_groups_and_their_policies(self, iam, account):
        made = iam.create_user(UserName="ada", Path="/math/", Tags=[{"Key": "a", "Value": "b"}])["User"]
        assert made["Arn"] == f"arn:aws:iam::{account}:user/math/ada"
        assert re.fullmatch("AIDA[A-Z2-7]{17}", made["UserId"])
        iam.create_group(GroupName="devs")
        iam.add_user_to_group(GroupName="devs", UserName="ada")
        assert [user["UserName"] for user in iam.get_group(GroupName="devs")["Users"]] == ["ada"]
        assert [group["GroupName"] for group in iam.list_groups_for_user(UserName="ada")["Groups"]] == ["devs"]
        for put, get, names, delete, who in (
            (iam.put_user_policy, iam.get_user_policy, iam.list_user_policies, iam.delete_user_policy, {"UserName": "ada"}),
            (iam.put_group_policy, iam.get_group_policy, iam.list_group_policies, iam.delete_group_policy, {"GroupName": "devs"}),
        ):
            put(**who, PolicyName="p", PolicyDocument=json.dumps(READ))
            assert get(**who, PolicyName="p")["PolicyDocument"] == READ
            assert names(**who)["PolicyNames"] == ["p"]
            delete(**who, PolicyName="p")
        iam.put_user_permissions_boundary(UserName="ada", PermissionsBoundary=BASIC)
        iam.delete_user_permissions_boundary(UserName="ada")
        iam.tag_user(UserName="ada", Tags=[{"Key": "c", "Value": "d"}])
        iam.untag_user(UserName="ada", TagKeys=["a"])
        assert iam.list_user_tags(UserName="ada")["Tags"] == [{"Key": "c", "Value": "d"}]
        iam.update_user(UserName="ada", NewUserName="lovelace")
        iam.update_group(GroupName="devs", NewGroupName="people")
        assert [user["UserName"] for user in iam.list_users()["Users"]] == ["lovelace"]
        assert [group["GroupName"] for group in iam.list_groups()["Groups"]] == ["people"]
        with refused("DeleteConflict", "Cannot delete entity, must remove users from group first.", 409):
            iam.delete_group(GroupName="people")
        iam.remove_user_from_group(GroupName="people", UserName="lovelace")
        iam.delete_user(UserName="lovelace")
        iam.delete_group(GroupName="people")

    def test_the_account(self, iam):
        iam.create_user(UserName="ada")
        assert iam.get_account_summary()["SummaryMap"]["Users"] == 1
        iam.create_account_alias(AccountAlias="blue-sky")
        assert iam.list_account_aliases()["AccountAliases"] == ["blue-sky"]
        iam.delete_account_alias(AccountAlias="blue-sky")

    def test_what_is_not_built_is_refused_by_name(self, iam):
        with refused("InvalidAction", re.compile("SimulatePrincipalPolicy")):
            iam.simulate_principal_policy(PolicySourceArn="arn:aws:iam::123456789012:user/ada", ActionNames=["s3:GetObject"])
        with refused("InvalidAction", re.compile("CreateLoginProfile")):
            iam.create_login_profile(UserName="ada", Password="secret-enough")


def test_the_command_line(clients, account):
    made = clients.aws("iam", "create-role", "--role-name", "cli", "--assume-role-policy-document", json.dumps(LAMBDA))
    assert made["Role"]["Arn"] == f"arn:aws:iam::{account}:role/cli"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|\+00:00)", made["Role"]["CreateDate"])
    clients.aws("iam", "attach-role-policy", "--role-name", "cli", "--policy-arn", BASIC)
    error = clients.aws_error("iam", "delete-role", "--role-name", "cli")
    assert error.startswith("An error occurred (DeleteConflict) when calling the DeleteRole operation: Cannot delete entity")


@pytest.fixture(scope="module")
def strict(scratch):
    """A server that verifies signatures, with one configured key: the root's."""
    keys = scratch / "iam-keys.toml"
    keys.write_text(
        f'[[keys]]\naccess_key_id = "{ROOT_KEY}"\nsecret_access_key = "{ROOT_SECRET}"\naccount = "{ACCOUNT}"\n'
    )
    options = ("--auth=verify", "--credentials", str(keys), "--clock", "virtual")
    running = Server(scratch / "iam-strict", *options).start()
    yield running
    running.stop()


def with_credentials(server, service, key, secret, token=None):
    return SESSION.client(
        service, endpoint_url=server.endpoint, region_name="us-east-1", aws_access_key_id=key,
        aws_secret_access_key=secret, aws_session_token=token, config=Config(retries={"total_max_attempts": 1}),
    )  # fmt: skip


class TestKeysThatOpen:
    def test_a_users_key_and_what_becomes_of_it(self, strict):
        root = Clients(strict, ROOT_KEY, ROOT_SECRET).boto3("iam")
        user = root.create_user(UserName="ada")["User"]
        key = root.create_access_key(UserName="ada")["AccessKey"]
        mine = lambda service: with_credentials(strict, service, key["AccessKeyId"], key["SecretAccessKey"])  # noqa: E731
        who = mine("sts").get_caller_identity()
        assert (who["Arn"], who["UserId"], who["Account"]) == (user["Arn"], user["UserId"], ACCOUNT)
        assert mine("iam").get_user()["User"]["UserName"] == "ada"
        assert mine("sqs").list_queues()["ResponseMetadata"]["HTTPStatusCode"] == 200
        assert root.get_access_key_last_used(AccessKeyId=key["AccessKeyId"])["AccessKeyLastUsed"]["Region"] == "us-east-1"
        with refused("SignatureDoesNotMatch", status=403):
            with_credentials(strict, "sts", key["AccessKeyId"], "wrong").get_caller_identity()
        text = "The security token included in the request is invalid."
        root.update_access_key(UserName="ada", AccessKeyId=key["AccessKeyId"], Status="Inactive")
        with refused("InvalidClientTokenId", text, 403):
            mine("sts").get_caller_identity()
        root.update_access_key(UserName="ada", AccessKeyId=key["AccessKeyId"], Status="Active")
        mine("sts").get_caller_identity()
        root.delete_access_key(UserName="ada", AccessKeyId=key["AccessKeyId"])
        with refused("InvalidClientTokenId", text, 403):
            mine("sts").get_caller_identity()

    def test_an_assumed_role_opens_until_it_expires_also_over_a_restart(self, strict):
        root = Clients(strict, ROOT_KEY, ROOT_SECRET).boto3("iam")
        root.create_user(UserName="bob")
        key = root.create_access_key(UserName="bob")["AccessKey"]
        role = root.create_role(RoleName="orders", AssumeRolePolicyDocument=json.dumps(ANYBODY))["Role"]
        sts = with_credentials(strict, "sts", key["AccessKeyId"], key["SecretAccessKey"])
        with refused("AccessDenied", "Roles may not be assumed by root accounts.", 403):
            Clients(strict, ROOT_KEY, ROOT_SECRET).boto3("sts").assume_role(RoleArn=role["Arn"], RoleSessionName="s1")
        answer = sts.assume_role(RoleArn=role["Arn"], RoleSessionName="s1", DurationSeconds=900)
        got = answer["Credentials"]
        assert answer["AssumedRoleUser"]["AssumedRoleId"] == f"{role['RoleId']}:s1"
        strict.stop()
        strict.start()
        session = lambda: with_credentials(strict, "sts", got["AccessKeyId"], got["SecretAccessKey"], got["SessionToken"])  # noqa: E731
        who = session().get_caller_identity()
        assert who["Arn"] == f"arn:aws:sts::{ACCOUNT}:assumed-role/orders/s1"
        assert who["UserId"] == f"{role['RoleId']}:s1"
        sts = with_credentials(strict, "sts", key["AccessKeyId"], key["SecretAccessKey"])
        own = sts.get_session_token(DurationSeconds=3600)["Credentials"]
        strict.advance("899s")
        session().get_caller_identity()
        strict.advance("1s")
        with refused("ExpiredToken", "The security token included in the request is expired", 403):
            session().get_caller_identity()
        mine = with_credentials(strict, "sts", own["AccessKeyId"], own["SecretAccessKey"], own["SessionToken"])
        assert mine.get_caller_identity()["Arn"] == f"arn:aws:iam::{ACCOUNT}:user/bob"


def members(answer, *varying):
    """An answer without its metadata; of what varies, that it is there."""
    answer = {key: value for key, value in answer.items() if key != "ResponseMetadata"}
    for name in varying:
        assert answer.pop(name), name
    return answer


class TestMembers:
    """What answers hold, member by member, and what they leave out."""

    def test_of_users_and_their_keys(self, iam, account):
        arn, tags = f"arn:aws:iam::{account}:user/ada", [{"Key": "a", "Value": "b"}]
        brief = {"Path": "/", "UserName": "ada", "Arn": arn}
        assert members(iam.create_user(UserName="ada")["User"], "UserId", "CreateDate") == brief
        iam.tag_user(UserName="ada", Tags=tags)
        iam.put_user_permissions_boundary(UserName="ada", PermissionsBoundary=BASIC)
        boundary = {"PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": BASIC}
        got = members(iam.get_user(UserName="ada")["User"], "UserId", "CreateDate")
        assert got == {**brief, "Tags": tags, "PermissionsBoundary": boundary}
        listed = members(iam.list_users())
        assert (members(listed["Users"][0], "UserId", "CreateDate"), listed["IsTruncated"], set(listed)) == (
            brief, False, {"Users", "IsTruncated"},
        )  # fmt: skip
        made = iam.create_access_key(UserName="ada")["AccessKey"]
        assert members(made, "AccessKeyId", "SecretAccessKey", "CreateDate") == {"UserName": "ada", "Status": "Active"}
        assert re.fullmatch("AKIA[A-Z2-7]{16}", made["AccessKeyId"]) and len(made["SecretAccessKey"]) == 40
        iam.update_access_key(UserName="ada", AccessKeyId=made["AccessKeyId"], Status="Inactive")
        [key] = iam.list_access_keys(UserName="ada")["AccessKeyMetadata"]
        assert members(key, "CreateDate") == {"UserName": "ada", "AccessKeyId": made["AccessKeyId"], "Status": "Inactive"}
        used = members(iam.get_access_key_last_used(AccessKeyId=made["AccessKeyId"]))
        assert used == {"UserName": "ada", "AccessKeyLastUsed": {"ServiceName": "N/A", "Region": "N/A"}}
        iam.delete_access_key(UserName="ada", AccessKeyId=made["AccessKeyId"])
        assert iam.list_access_keys(UserName="ada")["AccessKeyMetadata"] == []

    def test_of_groups_and_policies(self, iam, account):
        group = {"Path": "/", "GroupName": "devs", "Arn": f"arn:aws:iam::{account}:group/devs"}
        assert members(iam.create_group(GroupName="devs")["Group"], "GroupId", "CreateDate") == group
        got = members(iam.get_group(GroupName="devs"))
        assert (members(got["Group"], "GroupId", "CreateDate"), got["Users"], got["IsTruncated"]) == (group, [], False)
        arn = f"arn:aws:iam::{account}:policy/app/reader"
        policy = {
            "PolicyName": "reader", "Arn": arn, "Path": "/app/", "DefaultVersionId": "v1", "AttachmentCount": 0,
            "PermissionsBoundaryUsageCount": 0, "IsAttachable": True,
        }  # fmt: skip
        made = iam.create_policy(PolicyName="reader", Path="/app/", PolicyDocument=json.dumps(READ), Description="reads")["Policy"]
        varying = ("PolicyId", "CreateDate", "UpdateDate")
        assert members(made, *varying) == policy
        assert members(iam.get_policy(PolicyArn=arn)["Policy"], *varying) == {**policy, "Description": "reads", "Tags": []}
        assert members(iam.list_policies(Scope="Local")["Policies"][0], *varying) == policy
        version = {"VersionId": "v1", "IsDefaultVersion": True}
        got = iam.get_policy_version(PolicyArn=arn, VersionId="v1")["PolicyVersion"]
        assert members(got, "CreateDate") == {**version, "Document": READ}
        assert members(iam.list_policy_versions(PolicyArn=arn)["Versions"][0], "CreateDate") == version
        made = iam.create_policy_version(PolicyArn=arn, PolicyDocument=json.dumps(READ))["PolicyVersion"]
        assert members(made, "CreateDate") == {"VersionId": "v2", "IsDefaultVersion": False}

    def test_of_roles_and_profiles(self, iam, account):
        role = {"Path": "/", "RoleName": "r", "Arn": f"arn:aws:iam::{account}:role/r", "AssumeRolePolicyDocument": LAMBDA}
        made = iam.create_role(RoleName="r", AssumeRolePolicyDocument=json.dumps(LAMBDA))["Role"]
        assert members(made, "RoleId", "CreateDate") == role
        full = {**role, "MaxSessionDuration": 3600}
        assert members(iam.get_role(RoleName="r")["Role"], "RoleId", "CreateDate") == {**full, "RoleLastUsed": {}}
        assert members(iam.list_roles()["Roles"][0], "RoleId", "CreateDate") == full
        profile = {"Path": "/", "InstanceProfileName": "box", "Arn": f"arn:aws:iam::{account}:instance-profile/box", "Roles": []}
        made = iam.create_instance_profile(InstanceProfileName="box")["InstanceProfile"]
        assert members(made, "InstanceProfileId", "CreateDate") == profile
        assert re.fullmatch("AIPA[A-Z2-7]{17}", made["InstanceProfileId"])
        iam.add_role_to_instance_profile(InstanceProfileName="box", RoleName="r")
        [held] = iam.get_instance_profile(InstanceProfileName="box")["InstanceProfile"]["Roles"]
        assert members(held, "RoleId", "CreateDate") == role


def test_refusals(clients, iam, account):
    for name in ("ada", "bob"):
        iam.create_user(UserName=name)
    for name in ("devs", "people"):
        iam.create_group(GroupName=name)
    iam.add_user_to_group(GroupName="devs", UserName="ada")
    for _ in range(2):
        iam.create_access_key(UserName="ada")
    iam.create_role(RoleName="orders", AssumeRolePolicyDocument=json.dumps(LAMBDA))
    policy = iam.create_policy(PolicyName="reader", PolicyDocument=json.dumps(READ))["Policy"]["Arn"]
    iam.attach_role_policy(RoleName="orders", PolicyArn=policy)
    iam.create_instance_profile(InstanceProfileName="box")
    iam.add_role_to_instance_profile(InstanceProfileName="box", RoleName="orders")
    plain = clients.boto3("iam", parameter_validation=False)
    assert exercised.refusals(plain, refusals.ROWS, account=account) == []


@pytest.mark.usefixtures("whole_module")
def test_no_operation_is_left_out():
    # GetAccountSummary takes nothing that could be wrong.
    assert not any(exercised.gaps("iam", never_refused={"GetAccountSummary"}).values()), exercised.gaps("iam")
