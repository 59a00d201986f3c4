//! Stacks that can't be deleted at once, or must not be.

use crate::world::World;

const STICKY: &str = "
Resources:
  Used: {Type: Test::Things::Thing, Properties: {Value: used}}
  Stuck: {Type: Test::Things::Thing, DependsOn: Used, Properties: {Value: sticky}}
  Free: {Type: Test::Things::Thing, Properties: {Value: free}}
";

#[tokio::test]
async fn what_can_t_be_deleted_stays_with_what_it_uses() {
    let world = World::new();
    let id = world.create("shop", STICKY).await;
    world.ok("DeleteStack", &[("StackName", "shop")]).await;
    world.run_all().await;
    assert_eq!(world.status("shop").await, "DELETE_FAILED");
    assert_eq!(world.values(), ["sticky", "used"]);
    let last = world.events("shop").await.pop().expect("an event");
    assert_eq!(last, "shop DELETE_FAILED The following resource(s) failed to delete: [Stuck]. ");
    let retain = [("StackName", "shop"), ("RetainResources.member.1", "Stuck")];
    world.ok("DeleteStack", &retain).await;
    world.run_all().await;
    assert_eq!(world.status(&id).await, "DELETE_COMPLETE");
    assert_eq!(world.values(), ["sticky"]);
}

#[tokio::test]
async fn a_stack_that_failed_to_go_can_be_forced() {
    let world = World::new();
    let id = world.create("shop", STICKY).await;
    let force = [("StackName", "shop"), ("DeletionMode", "FORCE_DELETE_STACK")];
    let (code, text) = world.refused("DeleteStack", &force).await;
    assert_eq!(code, "ValidationError");
    assert!(text.contains("only when the stack is in the DELETE_FAILED state"), "{text}");
    world.ok("DeleteStack", &[("StackName", "shop")]).await;
    world.run_all().await;
    world.ok("DeleteStack", &force).await;
    world.run_all().await;
    assert_eq!(world.status(&id).await, "DELETE_COMPLETE");
    assert_eq!(world.values(), ["sticky", "used"]);
}

#[tokio::test]
async fn a_protected_stack_stays() {
    let world = World::new();
    world.create("shop", STICKY).await;
    let on = [("StackName", "shop"), ("EnableTerminationProtection", "true")];
    world.ok("UpdateTerminationProtection", &on).await;
    let (code, text) = world.refused("DeleteStack", &[("StackName", "shop")]).await;
    let expected = "Stack [shop] cannot be deleted while TerminationProtection is enabled";
    assert_eq!((code.as_str(), text.as_str()), ("ValidationError", expected));
}

#[tokio::test]
async fn a_stack_that_is_being_made_can_be_deleted() {
    let world = World::new();
    let slow = "Resources: {Slow: {Type: 'Test::Things::Thing', Properties: {Value: slow}}, After: {Type: 'Test::Things::Thing', DependsOn: Slow}}";
    let answer = world.ok("CreateStack", &[("StackName", "shop"), ("TemplateBody", slow)]).await;
    let id = crate::world::between(&answer, "StackId");
    world.run().await;
    assert_eq!(world.status("shop").await, "CREATE_IN_PROGRESS");
    world.ok("DeleteStack", &[("StackName", "shop")]).await;
    world.run_all().await;
    assert_eq!(world.status(&id).await, "DELETE_COMPLETE");
    assert_eq!(world.values(), Vec::<String>::new());
}

#[tokio::test]
async fn failures_are_deleted_or_left_as_the_caller_says() {
    let world = World::new();
    let bad = "Resources: {Good: {Type: 'Test::Things::Thing', Properties: {Value: good}}, Bad: {Type: 'Test::Things::Thing', DependsOn: Good, Properties: {Value: bad}}}";
    let answer = world.ok("CreateStack", &[("StackName", "a"), ("TemplateBody", bad), ("OnFailure", "DELETE")]).await;
    world.run_all().await;
    assert_eq!(world.status(&crate::world::between(&answer, "StackId")).await, "DELETE_COMPLETE");
    assert_eq!(world.values(), Vec::<String>::new());
    world.ok("CreateStack", &[("StackName", "b"), ("TemplateBody", bad), ("DisableRollback", "true")]).await;
    world.run_all().await;
    assert_eq!(world.status("b").await, "CREATE_FAILED");
    assert_eq!(world.values(), ["good"]);
    let last = world.events("b").await.pop().expect("an event");
    assert_eq!(last, "b CREATE_FAILED The following resource(s) failed to create: [Bad]. ");
    world.update("b", &bad.replace("bad", "better")).await;
    assert_eq!((world.status("b").await.as_str(), world.values().len()), ("UPDATE_COMPLETE", 2));
    world.ok("CreateStack", &[("StackName", "c"), ("TemplateBody", bad), ("OnFailure", "DO_NOTHING")]).await;
    world.run_all().await;
    world.ok("RollbackStack", &[("StackName", "c")]).await;
    world.run_all().await;
    assert_eq!(world.status("c").await, "ROLLBACK_COMPLETE");
}

#[tokio::test]
async fn a_creation_may_take_no_longer_than_its_timeout() {
    let world = World::new();
    let slow = "
Resources:
  Handle: {Type: AWS::CloudFormation::WaitConditionHandle}
  Wait: {Type: AWS::CloudFormation::WaitCondition, Properties: {Handle: !Ref Handle, Timeout: '3600'}}
";
    world.ok("CreateStack", &[("StackName", "shop"), ("TemplateBody", slow), ("TimeoutInMinutes", "5")]).await;
    world.run_all().await;
    assert_eq!(world.status("shop").await, "ROLLBACK_COMPLETE");
    let events = world.events("shop").await;
    let expected =
        "shop ROLLBACK_IN_PROGRESS Stack creation time exceeded the specified timeout. Rollback requested by user.";
    assert!(events.iter().any(|event| event == expected), "{events:?}");
}

#[tokio::test]
async fn a_deleted_stack_is_forgotten_after_ninety_days() {
    let world = World::new();
    let id = world.create("shop", "Resources: {It: {Type: 'Test::Things::Thing'}}").await;
    world.ok("DeleteStack", &[("StackName", "shop")]).await;
    world.run_all().await;
    assert_eq!(world.status(&id).await, "DELETE_COMPLETE");
    world.clock.jump(std::time::Duration::from_secs(91 * 24 * 3600)).expect("virtual");
    world.run().await;
    let (_, text) = world.refused("DescribeStacks", &[("StackName", &id)]).await;
    assert_eq!(text, format!("Stack with id {id} does not exist"));
}
