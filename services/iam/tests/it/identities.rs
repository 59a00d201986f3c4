//! Roles, users and groups, and what hangs on them.

use crate::world::{ALLOW, BASIC, LAMBDA, World, all, between, conflict, exceeded, no_such};

#[tokio::test]
async fn a_role_is_what_was_asked_for() {
    let world = World::new();
    let made = world
        .ok(
            "CreateRole",
            &[
                ("RoleName", "orders"),
                ("Path", "/service-role/"),
                ("AssumeRolePolicyDocument", LAMBDA),
                ("Description", "of orders"),
                ("MaxSessionDuration", "7200"),
                ("Tags.member.1.Key", "team"),
                ("Tags.member.1.Value", "blue"),
            ],
        )
        .await;
    assert!(made.contains("<CreateRoleResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\">"), "{made}");
    assert_eq!(between(&made, "Arn"), "arn:aws:iam::123456789012:role/service-role/orders");
    assert_eq!(between(&made, "CreateDate"), "2026-01-02T03:04:05Z");
    let id = between(&made, "RoleId");
    assert!(id.starts_with("AROA") && id.len() == 21, "{id}");
    let trust = between(&made, "AssumeRolePolicyDocument");
    assert!(trust.starts_with("%7B%22Version%22%3A%222012-10-17%22%2C"), "{trust}");
    let found = world.ok("GetRole", &[("RoleName", "orders")]).await;
    assert_eq!(between(&found, "RoleId"), id);
    assert_eq!(
        (between(&found, "Description"), between(&found, "MaxSessionDuration")),
        ("of orders".into(), "7200".into())
    );
    assert!(found.contains("<RoleLastUsed></RoleLastUsed>") && found.contains("<Key>team</Key>"), "{found}");
    let listed = world.ok("ListRoles", &[("PathPrefix", "/service-role/")]).await;
    assert_eq!(between(&listed, "IsTruncated"), "false");
    assert!(!listed.contains("RoleLastUsed") && !listed.contains("<Tags>"), "{listed}");
    assert!(all(&world.ok("ListRoles", &[("PathPrefix", "/other/")]).await, "RoleName").is_empty());
}

#[tokio::test]
async fn names_are_unique_without_regard_to_case() {
    let world = World::new();
    world.role("Orders").await;
    let again = [("RoleName", "orders"), ("AssumeRolePolicyDocument", LAMBDA)];
    let text = "Role with name orders already exists.".to_owned();
    assert_eq!(world.refused("CreateRole", &again).await, (409, "EntityAlreadyExists".to_owned(), text));
    world.ok("CreateUser", &[("UserName", "orders")]).await;
    assert_eq!(world.refused("CreateUser", &[("UserName", "ORDERS")]).await.2, "User with name ORDERS already exists.");
    world.ok("CreateGroup", &[("GroupName", "orders")]).await;
    let text = "Group with name orders already exists.";
    assert_eq!(world.refused("CreateGroup", &[("GroupName", "orders")]).await.2, text);
}

#[tokio::test]
async fn what_is_not_there_is_named() {
    let world = World::new();
    let cases = [
        ("GetRole", "RoleName", "The role with name x cannot be found."),
        ("DeleteRole", "RoleName", "The role with name x cannot be found."),
        ("GetUser", "UserName", "The user with name x cannot be found."),
        ("DeleteGroup", "GroupName", "The group with name x cannot be found."),
        ("GetInstanceProfile", "InstanceProfileName", "Instance Profile x cannot be found."),
    ];
    for (operation, member, text) in cases {
        assert_eq!(world.refused(operation, &[(member, "x")]).await, no_such(text), "{operation}");
    }
    world.role("orders").await;
    let inline = [("RoleName", "orders"), ("PolicyName", "p")];
    assert_eq!(world.refused("GetRolePolicy", &inline).await, no_such("The role policy with name p cannot be found."));
}

#[tokio::test]
async fn a_role_is_deleted_when_nothing_hangs_on_it() {
    let world = World::new();
    world.role("orders").await;
    let role = ("RoleName", "orders");
    world.ok("AttachRolePolicy", &[role, ("PolicyArn", BASIC)]).await;
    world.ok("PutRolePolicy", &[role, ("PolicyName", "p"), ("PolicyDocument", ALLOW)]).await;
    world.ok("CreateInstanceProfile", &[("InstanceProfileName", "box")]).await;
    world.ok("AddRoleToInstanceProfile", &[role, ("InstanceProfileName", "box")]).await;
    let blocked = |text| conflict(text);
    let profile = "Cannot delete entity, must remove roles from instance profile first.";
    assert_eq!(world.refused("DeleteRole", &[role]).await, blocked(profile));
    assert_eq!(world.refused("DeleteInstanceProfile", &[("InstanceProfileName", "box")]).await, blocked(profile));
    world.ok("RemoveRoleFromInstanceProfile", &[role, ("InstanceProfileName", "box")]).await;
    let attached = "Cannot delete entity, must detach all policies first.";
    assert_eq!(world.refused("DeleteRole", &[role]).await, blocked(attached));
    world.ok("DetachRolePolicy", &[role, ("PolicyArn", BASIC)]).await;
    assert_eq!(
        world.refused("DeleteRole", &[role]).await,
        blocked("Cannot delete entity, must delete policies first.")
    );
    world.ok("DeleteRolePolicy", &[role, ("PolicyName", "p")]).await;
    let gone = world.ok("DeleteRole", &[role]).await;
    assert!(gone.contains("<DeleteRoleResponse") && !gone.contains("DeleteRoleResult"), "{gone}");
    world.role("orders").await;
}

#[tokio::test]
async fn a_renamed_user_keeps_everything() {
    let world = World::new();
    let arn = world.policy("reader").await;
    world.ok("CreateUser", &[("UserName", "ada"), ("PermissionsBoundary", &arn)]).await;
    world.ok("CreateGroup", &[("GroupName", "devs")]).await;
    world.ok("AddUserToGroup", &[("UserName", "ada"), ("GroupName", "devs")]).await;
    world.ok("AttachUserPolicy", &[("UserName", "ada"), ("PolicyArn", &arn)]).await;
    let key = between(&world.ok("CreateAccessKey", &[("UserName", "ada")]).await, "AccessKeyId");
    world.ok("UpdateUser", &[("UserName", "ada"), ("NewUserName", "lovelace"), ("NewPath", "/math/")]).await;
    assert_eq!(world.refused("GetUser", &[("UserName", "ada")]).await.1, "NoSuchEntity");
    let user = world.ok("GetUser", &[("UserName", "lovelace")]).await;
    assert_eq!(between(&user, "Arn"), "arn:aws:iam::123456789012:user/math/lovelace");
    assert_eq!(between(&user, "PermissionsBoundaryArn"), arn);
    let group = world.ok("GetGroup", &[("GroupName", "devs")]).await;
    assert_eq!(all(&group, "UserName"), ["lovelace"]);
    let users =
        world.ok("ListEntitiesForPolicy", &[("PolicyArn", &arn), ("PolicyUsageFilter", "PermissionsPolicy")]).await;
    assert_eq!(all(&users, "UserName"), ["lovelace"]);
    let used = world.ok("GetAccessKeyLastUsed", &[("AccessKeyId", &key)]).await;
    assert_eq!((between(&used, "UserName"), between(&used, "ServiceName")), ("lovelace".to_owned(), "N/A".to_owned()));
    world.ok("UpdateGroup", &[("GroupName", "devs"), ("NewGroupName", "people")]).await;
    let groups = world.ok("ListGroupsForUser", &[("UserName", "lovelace")]).await;
    assert_eq!(all(&groups, "GroupName"), ["people"]);
    for (operation, text) in [
        ("DeleteUser", "Cannot delete entity, must delete access keys first."),
        ("DeleteUser", "Cannot delete entity, must remove users from group first."),
        ("DeleteUser", "Cannot delete entity, must detach all policies first."),
    ] {
        assert_eq!(world.refused(operation, &[("UserName", "lovelace")]).await, conflict(text));
        match text {
            text if text.contains("keys") => {
                world.ok("DeleteAccessKey", &[("UserName", "lovelace"), ("AccessKeyId", &key)]).await
            }
            text if text.contains("group") => {
                let text = "Cannot delete entity, must remove users from group first.";
                assert_eq!(world.refused("DeleteGroup", &[("GroupName", "people")]).await, conflict(text));
                world.ok("RemoveUserFromGroup", &[("UserName", "lovelace"), ("GroupName", "people")]).await
            }
            _ => world.ok("DetachUserPolicy", &[("UserName", "lovelace"), ("PolicyArn", &arn)]).await,
        };
    }
    let blocked = conflict("Cannot delete a policy attached to entities.");
    assert_eq!(world.refused("DeletePolicy", &[("PolicyArn", &arn)]).await, blocked);
    world.ok("DeleteUser", &[("UserName", "lovelace")]).await;
    world.ok("DeletePolicy", &[("PolicyArn", &arn)]).await;
}

#[tokio::test]
async fn pages_lead_through_everything_once() {
    let world = World::new();
    for number in 0..7 {
        world.ok("CreateUser", &[("UserName", &format!("user-{number}"))]).await;
    }
    let mut seen = Vec::new();
    let mut marker = None::<String>;
    loop {
        let mut parameters = vec![("MaxItems", "3")];
        parameters.extend(marker.as_deref().map(|marker| ("Marker", marker)));
        let page = world.ok("ListUsers", &parameters).await;
        seen.extend(all(&page, "UserName"));
        if between(&page, "IsTruncated") == "false" {
            assert!(!page.contains("<Marker>"), "{page}");
            break;
        }
        marker = Some(between(&page, "Marker"));
    }
    assert_eq!(seen, (0..7).map(|number| format!("user-{number}")).collect::<Vec<_>>());
}

#[tokio::test]
async fn tags_are_compared_without_regard_to_case() {
    let world = World::new();
    world.role("orders").await;
    let role = ("RoleName", "orders");
    let tag = |key, value| [role, ("Tags.member.1.Key", key), ("Tags.member.1.Value", value)];
    world.ok("TagRole", &tag("Team", "blue")).await;
    world.ok("TagRole", &tag("team", "red")).await;
    let tags = world.ok("ListRoleTags", &[role]).await;
    assert_eq!((all(&tags, "Key"), all(&tags, "Value")), (vec!["team".to_owned()], vec!["red".to_owned()]));
    let twice = [
        role,
        ("Tags.member.1.Key", "a"),
        ("Tags.member.1.Value", ""),
        ("Tags.member.2.Key", "A"),
        ("Tags.member.2.Value", ""),
    ];
    let text = "Duplicate tag keys found. Please note that Tag keys are case insensitive.".to_owned();
    assert_eq!(world.refused("TagRole", &twice).await, (400, "InvalidInput".to_owned(), text));
    world.ok("UntagRole", &[role, ("TagKeys.member.1", "TEAM")]).await;
    assert!(all(&world.ok("ListRoleTags", &[role]).await, "Key").is_empty());
}

#[tokio::test]
async fn quotas_are_awss() {
    let world = World::new();
    world.ok("CreateUser", &[("UserName", "ada")]).await;
    let ada = ("UserName", "ada");
    for number in 0..11 {
        let name = format!("g{number}");
        world.ok("CreateGroup", &[("GroupName", &name)]).await;
        if number < 10 {
            world.ok("AddUserToGroup", &[ada, ("GroupName", &name)]).await;
        }
    }
    let eleventh = [ada, ("GroupName", "g10")];
    assert_eq!(world.refused("AddUserToGroup", &eleventh).await, exceeded("Cannot exceed quota for GroupsPerUser: 10"));
    world.ok("CreateAccessKey", &[ada]).await;
    world.ok("CreateAccessKey", &[ada]).await;
    assert_eq!(
        world.refused("CreateAccessKey", &[ada]).await,
        exceeded("Cannot exceed quota for AccessKeysPerUser: 2")
    );
    for number in 0..11 {
        let arn = world.policy(&format!("p{number}")).await;
        let attach = [ada, ("PolicyArn", arn.as_str())];
        if number < 10 {
            world.ok("AttachUserPolicy", &attach).await;
        } else {
            let text = "Cannot exceed quota for PoliciesPerUser: 10";
            assert_eq!(world.refused("AttachUserPolicy", &attach).await, exceeded(text));
        }
    }
    let actions: Vec<String> = (0..120).map(|number| format!("\"s3:Action{number:012}\"")).collect();
    let long =
        format!(r#"{{"Statement":[{{"Effect":"Allow","Action":[{}],"Resource":"*"}}]}}"#, actions.join(",\n      "));
    let put = [ada, ("PolicyName", "long"), ("PolicyDocument", long.as_str())];
    let text = "Maximum policy size of 2048 bytes exceeded for user ada";
    assert_eq!(world.refused("PutUserPolicy", &put).await, exceeded(text));
}

#[tokio::test]
async fn service_linked_roles_belong_to_their_services() {
    let world = World::new();
    let made = world.ok("CreateServiceLinkedRole", &[("AWSServiceName", "ecs.amazonaws.com")]).await;
    let arn = "arn:aws:iam::123456789012:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS";
    assert_eq!(between(&made, "Arn"), arn);
    let role = ("RoleName", "AWSServiceRoleForECS");
    let again = world.refused("CreateServiceLinkedRole", &[("AWSServiceName", "ecs.amazonaws.com")]).await;
    let text = "Service role name AWSServiceRoleForECS has been taken in this account, please try a different suffix.";
    assert_eq!((again.1.as_str(), again.2.as_str()), ("InvalidInput", text));
    let text = "Cannot perform the operation on the protected role 'AWSServiceRoleForECS' - this role is only modifiable by AWS";
    for (operation, more) in [("DeleteRole", None), ("DetachRolePolicy", Some(("PolicyArn", BASIC)))] {
        let parameters: Vec<_> = [role].into_iter().chain(more).collect();
        let refused = world.refused(operation, &parameters).await;
        assert_eq!(refused, (400, "UnmodifiableEntity".to_owned(), text.to_owned()), "{operation}");
    }
    let task = between(&world.ok("DeleteServiceLinkedRole", &[role]).await, "DeletionTaskId");
    assert!(task.starts_with("task/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS/"), "{task}");
    let status = world.ok("GetServiceLinkedRoleDeletionStatus", &[("DeletionTaskId", &task)]).await;
    assert_eq!(between(&status, "Status"), "SUCCEEDED");
    assert_eq!(world.refused("GetRole", &[role]).await.1, "NoSuchEntity");
    let unknown = world.refused("CreateServiceLinkedRole", &[("AWSServiceName", "nothing.amazonaws.com")]).await;
    assert_eq!(unknown.1, "InvalidInput");
}
