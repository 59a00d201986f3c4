//! Changing stacks, and undoing that.

use crate::world::{World, between};

fn thing(value: &str, sort: &str) -> String {
    format!("Resources: {{It: {{Type: 'Test::Things::Thing', Properties: {{Value: '{value}', Sort: '{sort}'}}}}}}")
}

/// What happened since the last operation began.
async fn since(world: &World, name: &str, first: &str) -> Vec<String> {
    let events = world.events(name).await;
    let start = events.iter().rposition(|event| event.starts_with(first)).unwrap_or_else(|| panic!("{events:?}"));
    events[start..].to_vec()
}

#[tokio::test]
async fn a_changed_property_changes_the_resource() {
    let world = World::new();
    world.create("shop", &thing("one", "a")).await;
    world.update("shop", &thing("two", "a")).await;
    assert_eq!(world.status("shop").await, "UPDATE_COMPLETE");
    assert_eq!(
        since(&world, "shop", "shop UPDATE_IN_PROGRESS").await,
        [
            "shop UPDATE_IN_PROGRESS User Initiated",
            "It UPDATE_IN_PROGRESS",
            "It UPDATE_COMPLETE",
            "shop UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
            "shop UPDATE_COMPLETE",
        ]
    );
    assert_eq!(world.values(), ["two"]);
    let same = [("StackName", "shop"), ("TemplateBody", &*thing("two", "a"))];
    let (code, text) = world.refused("UpdateStack", &same).await;
    assert_eq!((code.as_str(), text.as_str()), ("ValidationError", "No updates are to be performed."));
}

#[tokio::test]
async fn a_replaced_resource_goes_in_the_clean_up() {
    let world = World::new();
    world.create("shop", &thing("one", "a")).await;
    let old = world.things();
    world.update("shop", &thing("one", "b")).await;
    assert_eq!(
        since(&world, "shop", "shop UPDATE_IN_PROGRESS").await,
        [
            "shop UPDATE_IN_PROGRESS User Initiated",
            "It UPDATE_IN_PROGRESS Requested update requires the creation of a new physical resource; hence creating one.",
            "It UPDATE_IN_PROGRESS Resource creation Initiated",
            "It UPDATE_COMPLETE",
            "shop UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
            "It DELETE_IN_PROGRESS",
            "It DELETE_COMPLETE",
            "shop UPDATE_COMPLETE",
        ]
    );
    assert_eq!(world.values(), ["one"]);
    assert_ne!(world.things(), old);
    let resource = world.ok("DescribeStackResources", &[("StackName", "shop")]).await;
    assert_eq!(between(&resource, "ResourceStatus"), "UPDATE_COMPLETE");
}

#[tokio::test]
async fn what_a_template_drops_goes_unless_it_is_to_stay() {
    let world = World::new();
    let both = "
Resources:
  Gone: {Type: Test::Things::Thing, Properties: {Value: gone}}
  Kept: {Type: Test::Things::Thing, DeletionPolicy: Retain, Properties: {Value: kept}}
  It: {Type: Test::Things::Thing, Properties: {Value: it}}
";
    world.create("shop", both).await;
    world.update("shop", "Resources: {It: {Type: 'Test::Things::Thing', Properties: {Value: it}}}").await;
    let events = since(&world, "shop", "shop UPDATE_COMPLETE_CLEANUP_IN_PROGRESS").await;
    assert!(events.contains(&"Gone DELETE_COMPLETE".to_owned()), "{events:?}");
    assert!(events.contains(&"Kept DELETE_SKIPPED".to_owned()), "{events:?}");
    assert_eq!(world.values(), ["it", "kept"]);
    let resources = world.ok("ListStackResources", &[("StackName", "shop")]).await;
    assert_eq!(crate::world::all(&resources, "LogicalResourceId"), ["It"]);
}

#[tokio::test]
async fn a_failed_update_is_undone() {
    let world = World::new();
    let before = "
Resources:
  Changed: {Type: Test::Things::Thing, Properties: {Value: one}}
  Replaced: {Type: Test::Things::Thing, Properties: {Value: r, Sort: a}}
  Dropped: {Type: Test::Things::Thing, Properties: {Value: dropped}}
  Wrong: {Type: Test::Things::Thing, Properties: {Value: right}}
";
    world.create("shop", before).await;
    let things = world.things();
    let after = "
Resources:
  Changed: {Type: Test::Things::Thing, Properties: {Value: two}}
  Replaced: {Type: Test::Things::Thing, Properties: {Value: r, Sort: b}}
  Added: {Type: Test::Things::Thing, Properties: {Value: added}}
  Wrong: {Type: Test::Things::Thing, DependsOn: [Changed, Replaced, Added], Properties: {Value: bad}}
";
    world.update("shop", after).await;
    assert_eq!(world.status("shop").await, "UPDATE_ROLLBACK_COMPLETE");
    let events = since(&world, "shop", "shop UPDATE_ROLLBACK_IN_PROGRESS").await;
    assert_eq!(events[0], "shop UPDATE_ROLLBACK_IN_PROGRESS The following resource(s) failed to update: [Wrong]. ");
    let cleaning = events.iter().position(|event| event == "shop UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS");
    let (undone, cleaned) = events[1..].split_at(cleaning.expect("a clean-up") - 1);
    for expected in ["Changed UPDATE_COMPLETE", "Replaced UPDATE_COMPLETE", "Wrong UPDATE_COMPLETE"] {
        assert!(undone.iter().any(|event| event == expected), "{expected} in {undone:?}");
    }
    for expected in ["Added DELETE_COMPLETE", "Replaced DELETE_COMPLETE", "shop UPDATE_ROLLBACK_COMPLETE"] {
        assert!(cleaned.iter().any(|event| event == expected), "{expected} in {cleaned:?}");
    }
    assert_eq!(world.things(), things);
    // What was undone can be done again, and the old template is the stack's.
    let (_, text) = world.refused("UpdateStack", &[("StackName", "shop"), ("TemplateBody", before)]).await;
    assert_eq!(text, "No updates are to be performed.");
    world.update("shop", &after.replace("bad", "good")).await;
    assert_eq!(world.status("shop").await, "UPDATE_COMPLETE");
    assert_eq!(world.values(), ["added", "good", "r", "two"]);
}

#[tokio::test]
async fn an_update_that_is_not_to_be_undone_stays_where_it_failed() {
    let world = World::new();
    world.create("shop", &thing("one", "a")).await;
    let bad = thing("bad", "a");
    let input = [("StackName", "shop"), ("TemplateBody", &*bad), ("DisableRollback", "true")];
    world.ok("UpdateStack", &input).await;
    world.run_all().await;
    assert_eq!(world.status("shop").await, "UPDATE_FAILED");
    world.ok("RollbackStack", &[("StackName", "shop")]).await;
    world.run_all().await;
    assert_eq!(world.status("shop").await, "UPDATE_ROLLBACK_COMPLETE");
    assert_eq!(world.values(), ["one"]);
    world.ok("UpdateStack", &input).await;
    world.run_all().await;
    world.update("shop", &thing("two", "a")).await;
    assert_eq!((world.status("shop").await.as_str(), world.values()), ("UPDATE_COMPLETE", vec!["two".to_owned()]));
}

#[tokio::test]
async fn a_rollback_that_fails_can_be_continued() {
    let world = World::new();
    let template = |first: &str, second: &str| {
        format!(
            "Resources: {{First: {{Type: 'Test::Things::Thing', Properties: {{Value: '{first}'}}}},
              Second: {{Type: 'Test::Things::Thing', DependsOn: First, Properties: {{Value: '{second}'}}}}}}"
        )
    };
    world.create("shop", &template("one", "good")).await;
    world.update("shop", &template("no way back", "bad")).await;
    assert_eq!(world.status("shop").await, "UPDATE_ROLLBACK_FAILED");
    let last = world.events("shop").await.pop().expect("an event");
    assert_eq!(last, "shop UPDATE_ROLLBACK_FAILED The following resource(s) failed to update: [First]. ");
    let again = [("StackName", "shop"), ("TemplateBody", "Resources: {}")];
    let (_, text) = world.refused("UpdateStack", &again).await;
    assert!(text.ends_with("is in UPDATE_ROLLBACK_FAILED state and can not be updated."), "{text}");
    world.ok("ContinueUpdateRollback", &[("StackName", "shop")]).await;
    world.run_all().await;
    assert_eq!(world.status("shop").await, "UPDATE_ROLLBACK_FAILED");
    let skip = [("StackName", "shop"), ("ResourcesToSkip.member.1", "First")];
    world.ok("ContinueUpdateRollback", &skip).await;
    world.run_all().await;
    assert_eq!(world.status("shop").await, "UPDATE_ROLLBACK_COMPLETE");
    assert_eq!(world.values(), ["good", "no way back"]);
}

#[tokio::test]
async fn an_update_can_be_cancelled() {
    let world = World::new();
    world.create("shop", &thing("one", "a")).await;
    let slow = thing("slow", "a");
    world.ok("UpdateStack", &[("StackName", "shop"), ("TemplateBody", &*slow)]).await;
    world.run().await;
    assert_eq!(world.status("shop").await, "UPDATE_IN_PROGRESS");
    world.ok("CancelUpdateStack", &[("StackName", "shop")]).await;
    world.run_all().await;
    assert_eq!(world.status("shop").await, "UPDATE_ROLLBACK_COMPLETE");
    assert_eq!(world.values(), ["one"]);
    let (_, text) = world.refused("CancelUpdateStack", &[("StackName", "shop")]).await;
    assert_eq!(text, "CancelUpdateStack cannot be called from current stack status");
}
