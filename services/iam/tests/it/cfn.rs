//! Resource types of CloudFormation: roles, users, groups, policies and what ties them together.

#![allow(clippy::unwrap_used, reason = "a test that can't go on says where")]

use serde_json::{Value, json};
use tradewind_iam::{Iam, cfn};
use tradewind_resource::stage::Stage;
use tradewind_resource::{Existing, HandlerErrorCode, official};

use crate::world::{ACCOUNT, BASIC};

const ROLE: &str = "AWS::IAM::Role";
const USER: &str = "AWS::IAM::User";
const GROUP: &str = "AWS::IAM::Group";
const MANAGED: &str = "AWS::IAM::ManagedPolicy";
const READ_ONLY: &str = "arn:aws:iam::aws:policy/ReadOnlyAccess";

fn stage() -> Stage {
    Stage::builder().service(Iam::new).types(cfn::resource_types()).build()
}

async fn ok(stage: &Stage, operation: &str, input: Value) -> Value {
    serde_json::from_str(&stage.ok("iam", operation, input).await).expect("JSON")
}

fn attribute<'a>(made: &'a Existing, name: &str) -> &'a str {
    let found = made.attributes.iter().find(|(known, _)| known == name);
    found.and_then(|(_, value)| value.as_str()).unwrap_or_else(|| panic!("no {name}"))
}

fn trust() -> Value {
    json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"},
        "Action": "sts:AssumeRole"}]})
}

fn allow(action: &str) -> Value {
    json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": action, "Resource": "*"}]})
}

/// A document as IAM answers it: escaped as in URLs.
fn document(escaped: &Value) -> Value {
    let text = escaped.as_str().expect("text");
    let text = percent_encoding::percent_decode_str(text).decode_utf8().expect("UTF-8");
    serde_json::from_str(&text).expect("JSON")
}

fn names(list: &Value, member: &str) -> Vec<String> {
    let items = list.as_array().expect("a list").iter();
    items.map(|item| item[member].as_str().expect("text").to_owned()).collect()
}

#[test]
fn the_schemas_are_aws_s() {
    assert_eq!(official::differences(&cfn::resource_types(), include_str!("cfn.txt")), [""; 0]);
}

#[tokio::test]
async fn roles() {
    let mut stage = stage();
    let all = json!({
        "AssumeRolePolicyDocument": trust(), "Description": "d", "MaxSessionDuration": 7200, "Path": "/service-role/",
        "PermissionsBoundary": READ_ONLY, "ManagedPolicyArns": [BASIC, READ_ONLY],
        "Policies": [{"PolicyName": "a", "PolicyDocument": allow("s3:GetObject")},
            {"PolicyName": "b", "PolicyDocument": allow("sqs:*").to_string()}],
        "Tags": [{"Key": "x", "Value": "1"}],
    });
    let role = stage.create_through_crashes(ROLE, "Role", &all).await;
    let of_role = json!({"RoleName": role.id});
    let shown = ok(&stage, "GetRole", of_role.clone()).await["Role"].clone();
    assert!(role.id.starts_with("harbour-Role-"), "{}", role.id);
    assert_eq!(attribute(&role, "Arn"), format!("arn:aws:iam::{ACCOUNT}:role/service-role/{}", role.id));
    assert_eq!(
        (shown["Arn"].as_str(), shown["RoleId"].as_str()),
        (Some(attribute(&role, "Arn")), Some(attribute(&role, "RoleId")))
    );
    assert_eq!((&shown["Description"], &shown["MaxSessionDuration"]), (&json!("d"), &json!(7200)));
    assert_eq!(document(&shown["AssumeRolePolicyDocument"]), trust());
    assert_eq!(shown["PermissionsBoundary"]["PermissionsBoundaryArn"], READ_ONLY);
    assert_eq!(shown["Tags"], json!([{"Key": "x", "Value": "1"}, {"Key": "team", "Value": "sails"}]));
    let attached = ok(&stage, "ListAttachedRolePolicies", of_role.clone()).await;
    assert_eq!(names(&attached["AttachedPolicies"], "PolicyArn"), [BASIC, READ_ONLY]);
    let of_b = json!({"RoleName": role.id, "PolicyName": "b"});
    assert_eq!(document(&ok(&stage, "GetRolePolicy", of_b).await["PolicyDocument"]), allow("sqs:*"));

    stage.tags = Vec::new();
    let less = json!({
        "AssumeRolePolicyDocument": trust(), "Path": "/service-role/", "ManagedPolicyArns": [BASIC],
        "Policies": [{"PolicyName": "a", "PolicyDocument": allow("s3:*")}],
    });
    let role = stage.update(ROLE, "Role", &role, less).await.unwrap().in_place();
    let shown = ok(&stage, "GetRole", of_role.clone()).await["Role"].clone();
    assert_eq!((&shown["Description"], &shown["MaxSessionDuration"]), (&json!(""), &json!(3600)));
    assert_eq!((&shown["PermissionsBoundary"], &shown["Tags"]), (&Value::Null, &Value::Null));
    let attached = ok(&stage, "ListAttachedRolePolicies", of_role.clone()).await;
    assert_eq!(names(&attached["AttachedPolicies"], "PolicyArn"), [BASIC]);
    assert_eq!(ok(&stage, "ListRolePolicies", of_role.clone()).await["PolicyNames"], json!(["a"]));

    // What others attached keeps the role there, as on AWS.
    let foreign = json!({"RoleName": role.id, "PolicyArn": READ_ONLY});
    ok(&stage, "AttachRolePolicy", foreign.clone()).await;
    let kept = stage.delete(ROLE, &role).await.unwrap_err();
    assert!(kept.message.starts_with("Cannot delete entity, must detach all policies first."), "{kept}");
    ok(&stage, "DetachRolePolicy", foreign).await;
    stage.delete(ROLE, &role).await.unwrap();

    let named = json!({"AssumeRolePolicyDocument": trust(), "RoleName": "one"});
    let one = stage.create(ROLE, "One", &named).await.unwrap();
    let taken = stage.create(ROLE, "Two", &named).await.unwrap_err();
    assert_eq!(taken.code, HandlerErrorCode::AlreadyExists);
    let moved = json!({"AssumeRolePolicyDocument": trust(), "RoleName": "two", "Path": "/p/"});
    assert_eq!(stage.update(ROLE, "One", &one, moved).await.unwrap().replaced().id, "two");
}

#[tokio::test]
async fn users_groups_and_who_is_where() {
    let stage = stage();
    let group = json!({"Path": "/g/", "ManagedPolicyArns": [READ_ONLY],
        "Policies": [{"PolicyName": "a", "PolicyDocument": allow("s3:GetObject")}]});
    let group = stage.create_through_crashes(GROUP, "Staff", group).await;
    assert_eq!(attribute(&group, "Arn"), format!("arn:aws:iam::{ACCOUNT}:group/g/{}", group.id));
    let other = stage.create(GROUP, "Other", json!({"GroupName": "other"})).await.unwrap();
    let all = json!({"UserName": "u", "Path": "/p/", "Groups": [group.id], "ManagedPolicyArns": [READ_ONLY],
        "PermissionsBoundary": READ_ONLY, "Policies": [{"PolicyName": "a", "PolicyDocument": allow("s3:GetObject")}],
        "Tags": [{"Key": "x", "Value": "1"}]});
    let user = stage.create_through_crashes(USER, "User", &all).await;
    assert_eq!(user.id, "u");
    let of_user = json!({"UserName": "u"});
    let groups = async || names(&ok(&stage, "ListGroupsForUser", of_user.clone()).await["Groups"], "GroupName");
    assert_eq!(groups().await, [group.id.as_str()]);
    assert_eq!(ok(&stage, "ListUserPolicies", of_user.clone()).await["PolicyNames"], json!(["a"]));
    let shown = ok(&stage, "GetUser", of_user.clone()).await["User"].clone();
    assert_eq!(
        (shown["Arn"].as_str(), &shown["PermissionsBoundary"]["PermissionsBoundaryArn"]),
        (Some(attribute(&user, "Arn")), &json!(READ_ONLY))
    );
    assert_eq!(shown["Tags"], json!([{"Key": "x", "Value": "1"}, {"Key": "team", "Value": "sails"}]));

    let user =
        stage.update(USER, "User", &user, json!({"UserName": "u", "Groups": ["other"]})).await.unwrap().in_place();
    assert_eq!(attribute(&user, "Arn"), format!("arn:aws:iam::{ACCOUNT}:user/u"));
    assert_eq!(groups().await, ["other"]);
    assert_eq!(ok(&stage, "ListUserPolicies", of_user.clone()).await["PolicyNames"], json!([]));
    let attached = ok(&stage, "ListAttachedUserPolicies", of_user.clone()).await;
    assert_eq!(attached["AttachedPolicies"], json!([]));

    const ADDITION: &str = "AWS::IAM::UserToGroupAddition";
    let addition = json!({"GroupName": group.id, "Users": ["u"]});
    let addition = stage.create_through_crashes(ADDITION, "In", addition).await;
    assert_eq!(attribute(&addition, "Id"), addition.id);
    assert_eq!(groups().await.len(), 2);
    let nobody = json!({"GroupName": group.id, "Users": []});
    let addition = stage.update(ADDITION, "In", &addition, nobody).await.unwrap().in_place();
    assert_eq!(groups().await, ["other"]);
    stage.delete(ADDITION, &addition).await.unwrap();

    let group = stage.update(GROUP, "Staff", &group, json!({})).await.unwrap().in_place();
    assert_eq!(attribute(&group, "Arn"), format!("arn:aws:iam::{ACCOUNT}:group/{}", group.id));
    for (kind, existing) in [(USER, &user), (GROUP, &group), (GROUP, &other)] {
        stage.delete(kind, existing).await.unwrap();
    }
}

#[tokio::test]
async fn policies_in_identities() {
    let stage = stage();
    let role = |name: &str| json!({"AssumeRolePolicyDocument": trust(), "RoleName": name});
    let one = stage.create(ROLE, "One", role("one")).await.unwrap();
    let two = stage.create(ROLE, "Two", role("two")).await.unwrap();
    let user = stage.create(USER, "User", json!({"UserName": "u"})).await.unwrap();
    let group = stage.create(GROUP, "Group", json!({"GroupName": "g"})).await.unwrap();
    let inside =
        async |role: &str| ok(&stage, "ListRolePolicies", json!({"RoleName": role})).await["PolicyNames"].clone();

    const POLICY: &str = "AWS::IAM::Policy";
    let empty = json!({"PolicyName": "p", "PolicyDocument": allow("s3:*"), "Roles": []});
    let empty = stage.create(POLICY, "Empty", empty).await.unwrap_err();
    assert_eq!(empty.message, "At least one of [Groups,Roles,Users] must be non-empty.");
    let all = json!({"PolicyName": "p", "PolicyDocument": allow("s3:*"), "Roles": ["one", "two"], "Users": ["u"], "Groups": ["g"]});
    let policy = stage.create_through_crashes(POLICY, "Policy", all).await;
    assert_eq!((inside("one").await, inside("two").await), (json!(["p"]), json!(["p"])));
    let less = json!({"PolicyName": "q", "PolicyDocument": allow("sqs:*"), "Roles": ["one"]});
    let policy = stage.update(POLICY, "Policy", &policy, less).await.unwrap().in_place();
    assert_eq!((inside("one").await, inside("two").await), (json!(["q"]), json!([])));
    assert_eq!(ok(&stage, "ListUserPolicies", json!({"UserName": "u"})).await["PolicyNames"], json!([]));
    stage.delete(POLICY, &policy).await.unwrap();

    for (kind, member, owner, list) in [
        ("AWS::IAM::RolePolicy", "RoleName", "one", "ListRolePolicies"),
        ("AWS::IAM::UserPolicy", "UserName", "u", "ListUserPolicies"),
        ("AWS::IAM::GroupPolicy", "GroupName", "g", "ListGroupPolicies"),
    ] {
        let properties = |action: &str| json!({"PolicyName": "p", member: owner, "PolicyDocument": allow(action)});
        let policy = stage.create_through_crashes(kind, "Inline", properties("s3:*")).await;
        assert_eq!(policy.id, format!("p|{owner}"));
        let taken = stage.create(kind, "Other", properties("s3:*")).await.unwrap_err();
        assert_eq!(taken.code, HandlerErrorCode::AlreadyExists);
        let policy = stage.update(kind, "Inline", &policy, properties("sqs:*")).await.unwrap().in_place();
        stage.delete(kind, &policy).await.unwrap();
        assert_eq!(ok(&stage, list, json!({member: owner})).await["PolicyNames"], json!([]));
    }

    let all = json!({"ManagedPolicyName": "m", "Path": "/p/", "Description": "d", "PolicyDocument": allow("s3:*"),
        "Roles": ["one"], "Users": ["u"], "Groups": ["g"]});
    let managed = stage.create_through_crashes(MANAGED, "Managed", &all).await;
    assert_eq!(managed.id, format!("arn:aws:iam::{ACCOUNT}:policy/p/m"));
    assert_eq!(
        (attribute(&managed, "PolicyArn"), attribute(&managed, "DefaultVersionId")),
        (managed.id.as_str(), "v1")
    );
    assert_eq!(attribute(&managed, "CreateDate"), "2026-09-21T14:13:20Z");
    let mut managed = managed;
    for number in 2..=7 {
        let mut changed = all.clone();
        changed["PolicyDocument"] = allow(&format!("s3:{}*", "x".repeat(number)));
        changed["Roles"] = json!(["two"]);
        managed = stage.update(MANAGED, "Managed", &managed, changed).await.unwrap().in_place();
        assert_eq!(attribute(&managed, "DefaultVersionId"), format!("v{number}"));
    }
    let versions = ok(&stage, "ListPolicyVersions", json!({"PolicyArn": managed.id})).await;
    assert_eq!(names(&versions["Versions"], "VersionId"), ["v7", "v6", "v5", "v4", "v3"]);
    let owners = ok(&stage, "ListEntitiesForPolicy", json!({"PolicyArn": managed.id})).await;
    assert_eq!(names(&owners["PolicyRoles"], "RoleName"), ["two"]);
    stage.delete(MANAGED, &managed).await.unwrap();
    for (kind, existing) in [(ROLE, &one), (ROLE, &two), (USER, &user), (GROUP, &group)] {
        stage.delete(kind, existing).await.unwrap();
    }
}

#[tokio::test]
async fn keys_profiles_and_roles_of_services() {
    let stage = stage();
    stage.create(USER, "User", json!({"UserName": "u"})).await.unwrap();
    const KEY: &str = "AWS::IAM::AccessKey";
    let key = stage.create_through_crashes(KEY, "Key", json!({"UserName": "u", "Status": "Inactive"})).await;
    let keys = async || ok(&stage, "ListAccessKeys", json!({"UserName": "u"})).await["AccessKeyMetadata"].clone();
    assert_eq!(
        names(&keys().await, "AccessKeyId"),
        [key.id.as_str()],
        "no key is left over that nobody knows the secret of"
    );
    assert_eq!((&keys().await[0]["Status"], attribute(&key, "Id")), (&json!("Inactive"), key.id.as_str()));
    assert_eq!(attribute(&key, "SecretAccessKey").len(), 40);
    let key = stage.update(KEY, "Key", &key, json!({"UserName": "u"})).await.unwrap().in_place();
    assert_eq!(keys().await[0]["Status"], "Active");
    let next = stage.update(KEY, "Key", &key, json!({"UserName": "u", "Serial": 1})).await.unwrap().replaced();
    assert_eq!(names(&keys().await, "AccessKeyId"), [next.id]);

    for name in ["one", "two"] {
        let role = json!({"AssumeRolePolicyDocument": trust(), "RoleName": name});
        stage.create(ROLE, name, role).await.unwrap();
    }
    const PROFILE: &str = "AWS::IAM::InstanceProfile";
    let profile = stage.create_through_crashes(PROFILE, "Profile", json!({"Path": "/p/", "Roles": ["one"]})).await;
    assert_eq!(attribute(&profile, "Arn"), format!("arn:aws:iam::{ACCOUNT}:instance-profile/p/{}", profile.id));
    let changed = json!({"Path": "/p/", "Roles": ["two"]});
    let profile = stage.update(PROFILE, "Profile", &profile, changed).await.unwrap().in_place();
    let shown = ok(&stage, "GetInstanceProfile", json!({"InstanceProfileName": profile.id})).await;
    assert_eq!(names(&shown["InstanceProfile"]["Roles"], "RoleName"), ["two"]);
    stage.delete(PROFILE, &profile).await.unwrap();

    const LINKED: &str = "AWS::IAM::ServiceLinkedRole";
    let linked = stage.create_through_crashes(LINKED, "Linked", json!({"AWSServiceName": "ecs.amazonaws.com"})).await;
    assert_eq!((linked.id.as_str(), attribute(&linked, "RoleName")), ("AWSServiceRoleForECS", "AWSServiceRoleForECS"));
    stage.delete(LINKED, &linked).await.unwrap();
    let suffixed = json!({"AWSServiceName": "autoscaling.amazonaws.com", "CustomSuffix": "mine", "Description": "d"});
    let linked = stage.create_through_crashes(LINKED, "Linked", suffixed).await;
    assert_eq!(linked.id, "AWSServiceRoleForAutoScaling_mine");
    stage.delete(LINKED, &linked).await.unwrap();
}
