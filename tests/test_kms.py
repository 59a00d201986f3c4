"""KMS: keys, aliases, encryption, data keys, MACs, rotation, deletion, policies, grants, tags."""

import base64
import hashlib
import hmac
import json
import re

import exercised
import pytest
from expect import refused
from refusals import kms as refusals

DAY = 86_400


@pytest.fixture
def kms(clients):
    return clients.boto3("kms")


@pytest.fixture
def timed_kms(timed, clients_of):
    return clients_of(timed).boto3("kms")


def key_of(kms, **more):
    return kms.create_key(**more)["KeyMetadata"]["KeyId"]


def test_a_new_key_has_aws_defaults(kms, account):
    made = kms.create_key()["KeyMetadata"]
    key = made["KeyId"]
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", key)
    created, material = made.pop("CreationDate"), made.pop("CurrentKeyMaterialId")
    assert re.fullmatch(r"[0-9a-f]{64}", material) and created.microsecond % 1000 == 0
    assert made == {
        "AWSAccountId": account,
        "KeyId": key,
        "Arn": f"arn:aws:kms:us-east-1:{account}:key/{key}",
        "Enabled": True,
        "Description": "",
        "KeyUsage": "ENCRYPT_DECRYPT",
        "KeyState": "Enabled",
        "Origin": "AWS_KMS",
        "KeyManager": "CUSTOMER",
        "CustomerMasterKeySpec": "SYMMETRIC_DEFAULT",
        "KeySpec": "SYMMETRIC_DEFAULT",
        "EncryptionAlgorithms": ["SYMMETRIC_DEFAULT"],
        "MultiRegion": False,
    }
    assert kms.list_keys()["Keys"] == [{"KeyId": key, "KeyArn": made["Arn"]}]
    kms.update_key_description(KeyId=key, Description="mine")
    assert kms.describe_key(KeyId=made["Arn"])["KeyMetadata"]["Description"] == "mine"


def test_encryption_by_every_name(kms, account):
    key = key_of(kms)
    kms.create_alias(AliasName="alias/mine", TargetKeyId=key)
    arn = f"arn:aws:kms:us-east-1:{account}:key/{key}"
    for name in (key, arn, "alias/mine", f"arn:aws:kms:us-east-1:{account}:alias/mine"):
        made = kms.encrypt(KeyId=name, Plaintext=b"hello", EncryptionContext={"a": "1"})
        assert (made["KeyId"], made["EncryptionAlgorithm"]) == (arn, "SYMMETRIC_DEFAULT")
        assert b"hello" not in made["CiphertextBlob"]
        opened = kms.decrypt(CiphertextBlob=made["CiphertextBlob"], EncryptionContext={"a": "1"})
        assert (opened["Plaintext"], opened["KeyId"]) == (b"hello", arn)
    with refused("InvalidCiphertextException", "", exception="InvalidCiphertextException"):
        kms.decrypt(CiphertextBlob=made["CiphertextBlob"], EncryptionContext={"a": "2"})
    with refused("InvalidCiphertextException", ""):
        kms.decrypt(CiphertextBlob=b"hello")
    text = "The key ID in the request does not identify a CMK that can perform this operation."
    with refused("IncorrectKeyException", text, exception="IncorrectKeyException"):
        kms.decrypt(CiphertextBlob=made["CiphertextBlob"], EncryptionContext={"a": "1"}, KeyId=key_of(kms))
    with refused("ValidationException", re.compile("'plaintext' failed .* less than or equal to 4096")):
        kms.encrypt(KeyId=key, Plaintext=b"x" * 4097)


def test_moving_a_ciphertext(kms):
    one, two = key_of(kms), key_of(kms)
    made = kms.encrypt(KeyId=one, Plaintext=b"hello", EncryptionContext={"a": "1"})
    moved = kms.re_encrypt(
        CiphertextBlob=made["CiphertextBlob"],
        SourceEncryptionContext={"a": "1"},
        DestinationKeyId=two,
        DestinationEncryptionContext={"b": "2"},
    )
    assert (moved["SourceKeyId"][-36:], moved["KeyId"][-36:]) == (one, two)
    assert kms.decrypt(CiphertextBlob=moved["CiphertextBlob"], EncryptionContext={"b": "2"})["Plaintext"] == b"hello"


def test_data_keys_and_randomness(kms):
    key = key_of(kms)
    made = kms.generate_data_key(KeyId=key, KeySpec="AES_256")
    assert len(made["Plaintext"]) == 32
    assert kms.decrypt(CiphertextBlob=made["CiphertextBlob"])["Plaintext"] == made["Plaintext"]
    hidden = kms.generate_data_key_without_plaintext(KeyId=key, NumberOfBytes=100)
    assert "Plaintext" not in hidden
    assert len(kms.decrypt(CiphertextBlob=hidden["CiphertextBlob"])["Plaintext"]) == 100
    one, two = (kms.generate_random(NumberOfBytes=32)["Plaintext"] for _ in range(2))
    assert len(one) == 32 and one != two
    with refused("ValidationException", "Please specify either number of bytes or key spec."):
        kms.generate_data_key(KeyId=key)
    with refused("DryRunOperationException", "The request would have succeeded, but the DryRun option is set."):
        kms.generate_data_key(KeyId=key, KeySpec="AES_256", DryRun=True)


def test_macs(kms):
    key = key_of(kms, KeySpec="HMAC_256", KeyUsage="GENERATE_VERIFY_MAC")
    named = {"KeyId": key, "MacAlgorithm": "HMAC_SHA_256"}
    mac = kms.generate_mac(Message=b"hello", **named)["Mac"]
    assert len(mac) == len(hmac.digest(b"", b"", hashlib.sha256))
    assert kms.verify_mac(Message=b"hello", Mac=mac, **named)["MacValid"] is True
    with refused("KMSInvalidMacException", exception="KMSInvalidMacException"):
        kms.verify_mac(Message=b"hullo", Mac=mac, **named)
    with refused("InvalidKeyUsageException", re.compile("key usage is GENERATE_VERIFY_MAC which is not valid for Encrypt")):
        kms.encrypt(KeyId=key, Plaintext=b"x")


def test_aliases(kms, account):
    one, two = key_of(kms), key_of(kms)
    kms.create_alias(AliasName="alias/a", TargetKeyId=one)
    kms.update_alias(AliasName="alias/a", TargetKeyId=two)
    alias = kms.list_aliases(KeyId=two)["Aliases"][0]
    assert alias["AliasArn"] == f"arn:aws:kms:us-east-1:{account}:alias/a"
    assert (alias["TargetKeyId"], kms.list_aliases(KeyId=one)["Aliases"]) == (two, [])
    with refused("AlreadyExistsException", f"An alias with the name {alias['AliasArn']} already exists"):
        kms.create_alias(AliasName="alias/a", TargetKeyId=one)
    with refused("NotAuthorizedException", ""):
        kms.create_alias(AliasName="alias/aws/mine", TargetKeyId=one)
    with refused("ValidationException", "Invalid identifier"):
        kms.create_alias(AliasName="a", TargetKeyId=one)
    kms.delete_alias(AliasName="alias/a")
    with refused("NotFoundException", f"Alias {alias['AliasArn']} is not found."):
        kms.describe_key(KeyId="alias/a")


def test_pages(kms):
    keys = sorted(key_of(kms) for _ in range(5))
    pages = kms.get_paginator("list_keys").paginate(PaginationConfig={"PageSize": 2})
    assert [each["KeyId"] for page in pages for each in page["Keys"]] == keys


def test_keys_that_aws_manages(kms, account):
    made = kms.describe_key(KeyId="alias/aws/s3")["KeyMetadata"]
    assert made["KeyManager"] == "AWS"
    blob = kms.encrypt(KeyId="alias/aws/s3", Plaintext=b"x")["CiphertextBlob"]
    assert kms.decrypt(CiphertextBlob=blob)["KeyId"] == made["Arn"]
    assert [each["AliasName"] for each in kms.list_aliases()["Aliases"]] == ["alias/aws/s3"]
    with refused("AccessDeniedException", re.compile("kms:ScheduleKeyDeletion")):
        kms.schedule_key_deletion(KeyId=made["KeyId"])


def test_keys_that_are_not_there(kms, account):
    arn = f"arn:aws:kms:us-east-1:{account}:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    for name in (arn, arn[-36:]):
        with refused("NotFoundException", f"Key '{arn}' does not exist", exception="NotFoundException"):
            kms.describe_key(KeyId=name)
    with refused("NotFoundException", "Invalid keyId x"):
        kms.encrypt(KeyId="x", Plaintext=b"x")
    with refused("NotFoundException", "Invalid arn us-east-1"):
        kms.describe_key(KeyId=arn.replace("us-east-1", "eu-west-1"))


def test_disabling(kms, account):
    key = key_of(kms)
    blob = kms.encrypt(KeyId=key, Plaintext=b"x")["CiphertextBlob"]
    kms.disable_key(KeyId=key)
    with refused("DisabledException", f"arn:aws:kms:us-east-1:{account}:key/{key} is disabled."):
        kms.decrypt(CiphertextBlob=blob)
    kms.enable_key(KeyId=key)
    assert kms.decrypt(CiphertextBlob=blob)["Plaintext"] == b"x"


def test_a_deletion_on_its_date(timed, timed_kms, account):
    kms = timed_kms
    key, saved = key_of(kms), key_of(kms)
    arn = f"arn:aws:kms:us-east-1:{account}:key/{key}"
    blob = kms.encrypt(KeyId=key, Plaintext=b"x")["CiphertextBlob"]
    answer = kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
    assert (answer["KeyId"], answer["KeyState"], answer["PendingWindowInDays"]) == (arn, "PendingDeletion", 7)
    kms.schedule_key_deletion(KeyId=saved)
    with refused("KMSInvalidStateException", f"{arn} is pending deletion."):
        kms.decrypt(CiphertextBlob=blob)
    timed.advance("6d")
    assert kms.cancel_key_deletion(KeyId=saved)["KeyId"].endswith(saved)
    assert kms.describe_key(KeyId=key)["KeyMetadata"]["DeletionDate"] == answer["DeletionDate"]
    timed.advance("2d")
    with refused("NotFoundException", f"Key '{arn}' does not exist"):
        kms.describe_key(KeyId=key)
    with refused("AccessDeniedException", re.compile("^The ciphertext refers to a customer master key that does not exist")):
        kms.decrypt(CiphertextBlob=blob)
    timed.advance("40d")
    assert kms.describe_key(KeyId=saved)["KeyMetadata"]["KeyState"] == "Disabled"


def test_rotation(timed, timed_kms):
    kms = timed_kms
    key = key_of(kms)
    kms.enable_key_rotation(KeyId=key, RotationPeriodInDays=90)
    status = kms.get_key_rotation_status(KeyId=key)
    assert (status["KeyRotationEnabled"], status["RotationPeriodInDays"]) == (True, 90)
    blob = kms.encrypt(KeyId=key, Plaintext=b"x")["CiphertextBlob"]
    timed.advance("91d")
    assert kms.rotate_key_on_demand(KeyId=key)["KeyId"] == key
    kinds = [each["RotationType"] for each in kms.list_key_rotations(KeyId=key)["Rotations"]]
    assert kinds == ["AUTOMATIC", "ON_DEMAND"]
    assert kms.decrypt(CiphertextBlob=blob)["Plaintext"] == b"x"
    kms.disable_key_rotation(KeyId=key)
    assert kms.get_key_rotation_status(KeyId=key)["KeyRotationEnabled"] is False


def test_policies_tags_and_grants(kms, account):
    key = key_of(kms, Tags=[{"TagKey": "a", "TagValue": "1"}])
    policy = json.loads(kms.get_key_policy(KeyId=key)["Policy"])
    assert policy["Statement"][0]["Principal"] == {"AWS": f"arn:aws:iam::{account}:root"}
    policy["Id"] = "mine"
    kms.put_key_policy(KeyId=key, PolicyName="default", Policy=json.dumps(policy))
    assert json.loads(kms.get_key_policy(KeyId=key, PolicyName="default")["Policy"])["Id"] == "mine"
    assert kms.list_key_policies(KeyId=key)["PolicyNames"] == ["default"]
    with refused("MalformedPolicyDocumentException"):
        kms.put_key_policy(KeyId=key, Policy="{}")
    kms.tag_resource(KeyId=key, Tags=[{"TagKey": "b", "TagValue": "2"}])
    kms.untag_resource(KeyId=key, TagKeys=["a"])
    assert kms.list_resource_tags(KeyId=key)["Tags"] == [{"TagKey": "b", "TagValue": "2"}]
    role = f"arn:aws:iam::{account}:role/r"
    made = kms.create_grant(KeyId=key, GranteePrincipal=role, Operations=["Decrypt"], RetiringPrincipal=role)
    assert kms.list_grants(KeyId=key)["Grants"][0]["GrantId"] == made["GrantId"]
    assert len(kms.list_retirable_grants(RetiringPrincipal=role)["Grants"]) == 1
    kms.retire_grant(GrantToken=made["GrantToken"])
    other = kms.create_grant(KeyId=key, GranteePrincipal=role, Operations=["Encrypt"])["GrantId"]
    kms.revoke_grant(KeyId=key, GrantId=other)
    assert kms.list_grants(KeyId=key)["Grants"] == []
    with refused("InvalidGrantIdException"):
        kms.revoke_grant(KeyId=key, GrantId=made["GrantId"])


def test_what_is_not_built_is_refused_by_name(kms):
    with refused("UnsupportedOperationException", re.compile("RSA_2048")):
        kms.create_key(KeySpec="RSA_2048", KeyUsage="SIGN_VERIFY")
    with refused("UnsupportedOperationException", re.compile("MultiRegion")):
        kms.create_key(MultiRegion=True)
    with refused("UnknownOperationException"):
        kms.get_public_key(KeyId="x")


def test_keys_survive_kill_9(make_server, clients_of):
    server = make_server()
    kms = clients_of(server).boto3("kms")
    key = key_of(kms)
    blob = kms.encrypt(KeyId=key, Plaintext=b"hello")["CiphertextBlob"]
    server.crash()
    assert kms.decrypt(CiphertextBlob=blob)["Plaintext"] == b"hello"


def test_the_command_line(clients, tmp_path):
    key = clients.aws("kms", "create-key", "--description", "mine", "--query", "KeyMetadata.KeyId")
    clients.aws("kms", "create-alias", "--alias-name", "alias/cli", "--target-key-id", key)
    plain, secret = tmp_path / "plain", tmp_path / "secret"
    plain.write_bytes(b"hello")
    made = clients.aws("kms", "encrypt", "--key-id", "alias/cli", "--plaintext", f"fileb://{plain}")
    secret.write_bytes(base64.b64decode(made["CiphertextBlob"]))
    opened = clients.aws("kms", "decrypt", "--ciphertext-blob", f"fileb://{secret}")
    assert base64.b64decode(opened["Plaintext"]) == b"hello"
    said = clients.aws_error("kms", "describe-key", "--key-id", "alias/none")
    assert "(NotFoundException) when calling the DescribeKey operation: Alias arn:aws:kms" in said


def test_refusals(clients, kms, account):
    key = key_of(kms)
    kms.create_alias(AliasName="alias/mine", TargetKeyId=key)
    mac = key_of(kms, KeySpec="HMAC_256", KeyUsage="GENERATE_VERIFY_MAC")
    plain = clients.boto3("kms", parameter_validation=False)
    assert exercised.refusals(plain, refusals.ROWS, account=account, key=key, mac=mac) == []


@pytest.mark.usefixtures("whole_module")
def test_no_operation_is_left_out():
    assert not any(exercised.gaps("kms").values()), exercised.gaps("kms")
