//! Managed policies, their versions, and documents that are none.

use crate::world::{ALLOW, BASIC, LAMBDA, World, all, between, conflict, exceeded, no_such};

#[tokio::test]
async fn a_policy_has_up_to_five_versions() {
    let world = World::new();
    let arn = world.policy("reader").await;
    assert_eq!(arn, "arn:aws:iam::123456789012:policy/reader");
    let policy = ("PolicyArn", arn.as_str());
    for number in 2..=5 {
        let made = world.ok("CreatePolicyVersion", &[policy, ("PolicyDocument", ALLOW)]).await;
        assert_eq!(between(&made, "VersionId"), format!("v{number}"));
        assert_eq!(between(&made, "IsDefaultVersion"), "false");
    }
    let text = "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.";
    let sixth = [policy, ("PolicyDocument", ALLOW)];
    assert_eq!(world.refused("CreatePolicyVersion", &sixth).await, exceeded(text));
    let default = conflict("Cannot delete the default version of a policy.");
    assert_eq!(world.refused("DeletePolicyVersion", &[policy, ("VersionId", "v1")]).await, default);
    world.ok("SetDefaultPolicyVersion", &[policy, ("VersionId", "v4")]).await;
    world.ok("DeletePolicyVersion", &[policy, ("VersionId", "v1")]).await;
    let missing =
        no_such("Policy arn:aws:iam::123456789012:policy/reader version v1 does not exist or is not attachable.");
    assert_eq!(world.refused("GetPolicyVersion", &[policy, ("VersionId", "v1")]).await, missing);
    // Numbers are not used again.
    let made = world.ok("CreatePolicyVersion", &[policy, ("PolicyDocument", ALLOW), ("SetAsDefault", "true")]).await;
    assert_eq!((between(&made, "VersionId"), between(&made, "IsDefaultVersion")), ("v6".to_owned(), "true".to_owned()));
    let listed = world.ok("ListPolicyVersions", &[policy]).await;
    assert_eq!(all(&listed, "VersionId"), ["v6", "v5", "v4", "v3", "v2"]);
    let found = world.ok("GetPolicy", &[policy]).await;
    assert_eq!(between(&found, "DefaultVersionId"), "v6");
    assert!(found.contains("<Tags></Tags>"), "{found}");
    let text = "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.";
    assert_eq!(world.refused("DeletePolicy", &[policy]).await, conflict(text));
    for version in ["v2", "v3", "v4", "v5"] {
        world.ok("DeletePolicyVersion", &[policy, ("VersionId", version)]).await;
    }
    world.ok("DeletePolicy", &[policy]).await;
    let gone = no_such("Policy arn:aws:iam::123456789012:policy/reader was not found.");
    assert_eq!(world.refused("GetPolicy", &[policy]).await, gone);
}

#[tokio::test]
async fn aws_has_policies_of_its_own() {
    let world = World::new();
    world.role("orders").await;
    let role = ("RoleName", "orders");
    world.ok("AttachRolePolicy", &[role, ("PolicyArn", BASIC)]).await;
    world.ok("AttachRolePolicy", &[role, ("PolicyArn", BASIC)]).await;
    let attached = world.ok("ListAttachedRolePolicies", &[role]).await;
    assert_eq!(all(&attached, "PolicyArn"), [BASIC]);
    assert_eq!(all(&attached, "PolicyName"), ["AWSLambdaBasicExecutionRole"]);
    let found = world.ok("GetPolicy", &[("PolicyArn", BASIC)]).await;
    assert_eq!(
        (between(&found, "Path"), between(&found, "AttachmentCount")),
        ("/service-role/".to_owned(), "1".to_owned())
    );
    let version = world.ok("GetPolicyVersion", &[("PolicyArn", BASIC), ("VersionId", "v1")]).await;
    assert!(between(&version, "Document").contains("logs%3ACreateLogGroup"), "{version}");
    let unknown = "arn:aws:iam::aws:policy/AWSLambdaBasicExecutionRole";
    let text = format!("Policy {unknown} does not exist or is not attachable.");
    assert_eq!(world.refused("AttachRolePolicy", &[role, ("PolicyArn", unknown)]).await, no_such(&text));
    let linked = "arn:aws:iam::aws:policy/aws-service-role/AmazonECSServiceRolePolicy";
    let refused = world.refused("AttachRolePolicy", &[role, ("PolicyArn", linked)]).await;
    assert_eq!(refused.1, "PolicyNotAttachable");
    assert_eq!(world.refused("DeletePolicy", &[("PolicyArn", BASIC)]).await.1, "NoSuchEntity");
    let odd = world.refused("AttachRolePolicy", &[role, ("PolicyArn", "not-an-arn-at-all-no-no")]).await;
    assert_eq!((odd.1.as_str(), odd.2.as_str()), ("InvalidInput", "ARN not-an-arn-at-all-no-no is not valid."));
    let twice = world.ok("DetachRolePolicy", &[role, ("PolicyArn", BASIC)]).await;
    assert!(twice.contains("DetachRolePolicyResponse"));
    let text = format!("Policy {BASIC} was not found.");
    assert_eq!(world.refused("DetachRolePolicy", &[role, ("PolicyArn", BASIC)]).await, no_such(&text));
}

#[tokio::test]
async fn policies_are_listed_by_scope_and_use() {
    let world = World::new();
    let used = world.policy("used").await;
    world.policy("idle").await;
    world.ok("CreateGroup", &[("GroupName", "devs")]).await;
    world.ok("AttachGroupPolicy", &[("GroupName", "devs"), ("PolicyArn", &used)]).await;
    world.ok("AttachGroupPolicy", &[("GroupName", "devs"), ("PolicyArn", BASIC)]).await;
    let names = |parameters: &'static [(&'static str, &'static str)]| async {
        all(&world.ok("ListPolicies", parameters).await, "PolicyName")
    };
    assert_eq!(names(&[("Scope", "Local")]).await, ["idle", "used"]);
    assert_eq!(names(&[("Scope", "Local"), ("OnlyAttached", "true")]).await, ["used"]);
    assert_eq!(names(&[("OnlyAttached", "true")]).await, ["used", "AWSLambdaBasicExecutionRole"]);
    assert_eq!(names(&[("Scope", "AWS"), ("MaxItems", "1000")]).await.len(), 148);
    assert!(names(&[("Scope", "Local"), ("PolicyUsageFilter", "PermissionsBoundary")]).await.is_empty());
    let page = world.ok("ListPolicies", &[]).await;
    assert_eq!((all(&page, "PolicyName").len(), between(&page, "IsTruncated")), (100, "true".to_owned()));
    let rest = world.ok("ListPolicies", &[("Marker", &between(&page, "Marker"))]).await;
    assert_eq!((all(&rest, "PolicyName").len(), between(&rest, "IsTruncated")), (50, "false".to_owned()));
    let devs = world.ok("ListEntitiesForPolicy", &[("PolicyArn", &used), ("EntityFilter", "Group")]).await;
    assert_eq!(all(&devs, "GroupName"), ["devs"]);
    assert!(all(&devs, "GroupId")[0].starts_with("AGPA"));
}

#[tokio::test]
async fn documents_that_are_none_are_refused() {
    let world = World::new();
    let bad = |text: &str| (400, "MalformedPolicyDocument".to_owned(), text.to_owned());
    let role = |document| [("RoleName", "r"), ("AssumeRolePolicyDocument", document)];
    assert_eq!(world.refused("CreateRole", &role("{")).await, bad("This policy contains invalid Json"));
    let with_resource = LAMBDA.replace("\"Action\"", "\"Resource\":\"*\",\"Action\"");
    assert_eq!(world.refused("CreateRole", &role(&with_resource)).await, bad("Has prohibited field Resource"));
    let policy = |document| [("PolicyName", "p"), ("PolicyDocument", document)];
    assert_eq!(world.refused("CreatePolicy", &policy("{")).await, bad("Syntax errors in policy."));
    let old = ALLOW.replace("2012-10-17", "2008-10-17");
    let text = "Policy document must be version 2012-10-17 or greater.";
    assert_eq!(world.refused("CreatePolicy", &policy(&old)).await, bad(text));
    let action = "s3:".to_owned() + &"a".repeat(6_100);
    let long = ALLOW.replace("s3:GetObject", &action);
    assert_eq!(
        world.refused("CreatePolicy", &policy(&long)).await,
        exceeded("Cannot exceed quota for PolicySize: 6144")
    );
    let action = "sts:".to_owned() + &"a".repeat(2_000);
    let long = LAMBDA.replace("sts:AssumeRole", &action);
    assert_eq!(
        world.refused("CreateRole", &role(&long)).await,
        exceeded("Cannot exceed quota for ACLSizePerRole: 2048")
    );
    let refused = world.refused("CreateRole", &[("RoleName", "a b"), ("AssumeRolePolicyDocument", LAMBDA)]).await;
    let text = "The specified value for roleName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-";
    assert_eq!(refused, (400, "ValidationError".to_owned(), text.to_owned()));
    let refused =
        world.refused("CreateRole", &[("RoleName", "r"), ("Path", "x"), ("AssumeRolePolicyDocument", LAMBDA)]).await;
    let text = "The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.";
    assert_eq!(refused, (400, "ValidationError".to_owned(), text.to_owned()));
    let refused = world.refused("CreateRole", &[("RoleName", "r")]).await;
    assert!(
        refused.2.contains("at 'assumeRolePolicyDocument' failed to satisfy constraint: Member must not be null"),
        "{refused:?}"
    );
}

#[tokio::test]
async fn boundaries_are_uses_too() {
    let world = World::new();
    let arn = world.policy("fence").await;
    world.role("orders").await;
    let role = ("RoleName", "orders");
    let text = "The permissions boundary for role orders cannot be found.";
    assert_eq!(world.refused("DeleteRolePermissionsBoundary", &[role]).await, no_such(text));
    world.ok("PutRolePermissionsBoundary", &[role, ("PermissionsBoundary", &arn)]).await;
    let found = world.ok("GetRole", &[role]).await;
    assert_eq!(between(&found, "PermissionsBoundaryArn"), arn);
    assert_eq!(between(&found, "PermissionsBoundaryType"), "Policy");
    let policy = world.ok("GetPolicy", &[("PolicyArn", &arn)]).await;
    assert_eq!(
        (between(&policy, "AttachmentCount"), between(&policy, "PermissionsBoundaryUsageCount")),
        ("0".into(), "1".into())
    );
    world.ok("DeleteRolePermissionsBoundary", &[role]).await;
    world.ok("DeletePolicy", &[("PolicyArn", &arn)]).await;
}
