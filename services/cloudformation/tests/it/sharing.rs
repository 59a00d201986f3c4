//! Exports, nested stacks, change sets.

use crate::world::{World, all, between};

const EXPORTS: &str = "
Resources: {It: {Type: 'Test::Things::Thing', Properties: {Value: it}}}
Outputs: {Name: {Value: !GetAtt It.Value, Export: {Name: shared}}}
";
const IMPORTS: &str = "
Resources: {Mine: {Type: 'Test::Things::Thing', Properties: {Value: !ImportValue shared}}}
";

#[tokio::test]
async fn exports_bind_the_stack_that_makes_them() {
    let world = World::new();
    world.create("one", EXPORTS).await;
    world.create("two", IMPORTS).await;
    assert_eq!(world.values(), ["it", "it"]);
    let exports = world.ok("ListExports", &[]).await;
    assert_eq!((between(&exports, "Name"), between(&exports, "Value")), ("shared".into(), "it".into()));
    let imports = world.ok("ListImports", &[("ExportName", "shared")]).await;
    assert_eq!(between(&imports, "member"), "two");
    world.ok("DeleteStack", &[("StackName", "one")]).await;
    world.run_all().await;
    assert_eq!(world.status("one").await, "CREATE_COMPLETE");
    let last = world.events("one").await.pop().expect("an event");
    assert_eq!(last, "one CREATE_COMPLETE Delete canceled. Cannot delete export shared as it is in use by two.");
    world.update("one", &EXPORTS.replace("!GetAtt It.Value", "other")).await;
    assert_eq!(world.status("one").await, "UPDATE_ROLLBACK_COMPLETE");
    let events = world.events("one").await;
    let reason = "one UPDATE_ROLLBACK_IN_PROGRESS Cannot update export shared as it is in use by two.";
    assert!(events.iter().any(|event| event.starts_with(reason)), "{events:?}");
    let other = world.ok("CreateStack", &[("StackName", "three"), ("TemplateBody", EXPORTS)]).await;
    world.run_all().await;
    assert_eq!(world.status(&between(&other, "StackId")).await, "ROLLBACK_COMPLETE");
    world.ok("DeleteStack", &[("StackName", "two")]).await;
    world.run_all().await;
    let (_, text) = world.refused("ListImports", &[("ExportName", "shared")]).await;
    assert_eq!(text, "Export 'shared' is not imported by any stack.");
    world.ok("DeleteStack", &[("StackName", "one")]).await;
    world.run_all().await;
    assert_eq!(between(&world.ok("ListExports", &[]).await, "Exports"), "");
}

#[tokio::test]
async fn an_import_without_an_export_fails() {
    let world = World::new();
    world.create("two", IMPORTS).await;
    assert_eq!(world.status("two").await, "ROLLBACK_COMPLETE");
    // Nothing is begun: the stack alone says why.
    let reason = "two ROLLBACK_IN_PROGRESS No export named shared found. Rollback requested by user.";
    assert_eq!(world.events("two").await, ["two CREATE_IN_PROGRESS User Initiated", reason, "two ROLLBACK_COMPLETE"]);
    world.create("three", "Resources: {Mine: {Type: 'Test::Things::Thing', Properties: {Value: old}}}").await;
    world.update("three", IMPORTS).await;
    assert_eq!(world.status("three").await, "UPDATE_ROLLBACK_COMPLETE");
    let reason = "three UPDATE_ROLLBACK_IN_PROGRESS No export named shared found";
    assert!(world.events("three").await.iter().any(|event| event == reason), "{:?}", world.events("three").await);
    assert_eq!(world.values(), ["old"]);
}

#[tokio::test]
async fn change_sets_make_and_change_stacks() {
    let world = World::new();
    let name = [("StackName", "shop"), ("ChangeSetName", "first")];
    let create = [name[0], name[1], ("TemplateBody", EXPORTS), ("ChangeSetType", "CREATE")];
    let made = world.ok("CreateChangeSet", &create).await;
    assert!(between(&made, "Id").contains(":changeSet/first/"), "{made}");
    assert_eq!(world.status("shop").await, "REVIEW_IN_PROGRESS");
    let set = world.ok("DescribeChangeSet", &name).await;
    assert_eq!(
        (between(&set, "Status"), between(&set, "ExecutionStatus")),
        ("CREATE_COMPLETE".into(), "AVAILABLE".into())
    );
    assert_eq!((between(&set, "Action"), between(&set, "LogicalResourceId")), ("Add".into(), "It".into()));
    world.ok("ExecuteChangeSet", &name).await;
    world.run_all().await;
    assert_eq!(world.status("shop").await, "CREATE_COMPLETE");
    assert_eq!(
        world.events("shop").await[..2],
        ["shop REVIEW_IN_PROGRESS User Initiated", "shop CREATE_IN_PROGRESS User Initiated"]
    );
    let same = [("StackName", "shop"), ("ChangeSetName", "same"), ("TemplateBody", EXPORTS)];
    world.ok("CreateChangeSet", &same).await;
    let set = world.ok("DescribeChangeSet", &same[..2]).await;
    assert_eq!(between(&set, "Status"), "FAILED");
    assert_eq!(
        between(&set, "StatusReason"),
        "The submitted information didn't contain changes. Submit different information to create a change set."
    );
    let (code, _) = world.refused("ExecuteChangeSet", &same[..2]).await;
    assert_eq!(code, "InvalidChangeSetStatus");
    let changed = EXPORTS.replace("Value: it", "Value: that, Sort: new");
    let other = [("StackName", "shop"), ("ChangeSetName", "other"), ("TemplateBody", &*changed)];
    world.ok("CreateChangeSet", &other).await;
    let set = world.ok("DescribeChangeSet", &other[..2]).await;
    assert_eq!((between(&set, "Action"), between(&set, "Replacement")), ("Modify".into(), "True".into()));
    assert_eq!(between(&set, "PolicyAction"), "ReplaceAndDelete");
    world.ok("ExecuteChangeSet", &other[..2]).await;
    world.run_all().await;
    assert_eq!((world.status("shop").await.as_str(), world.values()), ("UPDATE_COMPLETE", vec!["that".to_owned()]));
    let sets = world.ok("ListChangeSets", &[("StackName", "shop")]).await;
    assert_eq!(all(&sets, "ExecutionStatus"), ["EXECUTE_COMPLETE"]);
}

#[tokio::test]
async fn what_is_unsupported_is_refused_before_anything_happens() {
    let world = World::new();
    let colour = "
Resources:
  Good: {Type: Test::Things::Thing}
  It:
    Type: Test::Things::Thing
    Properties: {Colour: red}
";
    let (code, text) = world.refused("CreateStack", &[("StackName", "shop"), ("TemplateBody", colour)]).await;
    assert_eq!(code, "ValidationError");
    assert!(text.contains("Colour") && text.contains("there are no colours yet") && text.contains("line 6"), "{text}");
    let unknown = "Resources: {It: {Type: 'AWS::Moon::Base'}}";
    let (_, text) = world.refused("CreateStack", &[("StackName", "shop"), ("TemplateBody", unknown)]).await;
    assert!(text.contains("AWS::Moon::Base"), "{text}");
    world.refused("DescribeStacks", &[("StackName", "shop")]).await;
    let set = [("StackName", "shop"), ("ChangeSetName", "c"), ("TemplateBody", unknown), ("ChangeSetType", "CREATE")];
    world.ok("CreateChangeSet", &set).await;
    let set = world.ok("DescribeChangeSet", &set[..2]).await;
    assert_eq!(between(&set, "Status"), "FAILED");
    assert!(between(&set, "StatusReason").contains("AWS::Moon::Base"), "{set}");
    assert_eq!(world.values(), Vec::<String>::new());
}

#[tokio::test]
async fn the_same_token_is_the_same_request() {
    let world = World::new();
    let create = [("StackName", "shop"), ("TemplateBody", EXPORTS), ("ClientRequestToken", "t1")];
    let first = between(&world.ok("CreateStack", &create).await, "StackId");
    assert_eq!(between(&world.ok("CreateStack", &create).await, "StackId"), first);
    world.run_all().await;
    assert_eq!(between(&world.ok("DescribeStackEvents", &[("StackName", "shop")]).await, "ClientRequestToken"), "t1");
}
