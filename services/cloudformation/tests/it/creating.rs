//! Making and deleting stacks.

use crate::world::{World, all, between};

const TWO: &str = r#"
Parameters:
  Word: {Type: String, Default: hello}
Resources:
  First:
    Type: Test::Things::Thing
    Properties: {Value: !Ref Word}
  Second:
    Type: Test::Things::Thing
    Properties: {Value: !Sub "${First.Value} again"}
Outputs:
  Where: {Value: !GetAtt First.Arn, Description: the first}
"#;

#[tokio::test]
async fn a_stack_is_made_in_order_and_says_so() {
    let world = World::new();
    let id = world.create("shop", TWO).await;
    assert!(id.starts_with("arn:aws:cloudformation:eu-west-1:123456789012:stack/shop/"), "{id}");
    let stack = world.ok("DescribeStacks", &[("StackName", "shop")]).await;
    assert_eq!(between(&stack, "StackStatus"), "CREATE_COMPLETE");
    assert_eq!(between(&stack, "ParameterValue"), "hello");
    assert_eq!(between(&stack, "OutputKey"), "Where");
    assert!(between(&stack, "OutputValue").starts_with("arn:thing:shop-First-"));
    assert_eq!(
        world.events("shop").await,
        [
            "shop CREATE_IN_PROGRESS User Initiated",
            "First CREATE_IN_PROGRESS",
            "First CREATE_IN_PROGRESS Resource creation Initiated",
            "First CREATE_COMPLETE",
            "Second CREATE_IN_PROGRESS",
            "Second CREATE_IN_PROGRESS Resource creation Initiated",
            "Second CREATE_COMPLETE",
            "shop CREATE_COMPLETE",
        ]
    );
    assert_eq!(world.values(), ["hello", "hello again"]);
    let resources = world.ok("DescribeStackResources", &[("StackName", "shop")]).await;
    assert_eq!(all(&resources, "ResourceStatus"), ["CREATE_COMPLETE", "CREATE_COMPLETE"]);
    world.ok("DeleteStack", &[("StackName", "shop")]).await;
    world.run_all().await;
    assert_eq!(world.values(), Vec::<String>::new());
    let (code, text) = world.refused("DescribeStacks", &[("StackName", "shop")]).await;
    assert_eq!((code.as_str(), text.as_str()), ("ValidationError", "Stack with id shop does not exist"));
    assert_eq!(world.status(&id).await, "DELETE_COMPLETE");
    let events = world.events(&id).await;
    assert_eq!(
        events[8..],
        [
            "shop DELETE_IN_PROGRESS User Initiated",
            "Second DELETE_IN_PROGRESS",
            "Second DELETE_COMPLETE",
            "First DELETE_IN_PROGRESS",
            "First DELETE_COMPLETE",
            "shop DELETE_COMPLETE",
        ]
    );
}

#[tokio::test]
async fn a_failed_creation_is_rolled_back() {
    let world = World::new();
    let template = r#"
Resources:
  Good: {Type: Test::Things::Thing, Properties: {Value: good}}
  Slow: {Type: Test::Things::Thing, Properties: {Value: slow}}
  Bad: {Type: Test::Things::Thing, Properties: {Value: bad}, DependsOn: Good}
  Never: {Type: Test::Things::Thing, DependsOn: Bad}
"#;
    world.create("shop", template).await;
    assert_eq!(world.status("shop").await, "ROLLBACK_COMPLETE");
    let events = world.events("shop").await;
    let reason = events.iter().find(|event| event.starts_with("Bad CREATE_FAILED")).expect("an event");
    assert!(
        reason.contains("Resource handler returned message: \"The value bad is bad (Service: Things, Status Code: 400")
    );
    assert!(events.contains(&"Slow CREATE_FAILED Resource creation cancelled".to_owned()), "{events:?}");
    let rollback = events.iter().position(|event| event.starts_with("shop ROLLBACK_IN_PROGRESS")).expect("a rollback");
    assert_eq!(
        events[rollback],
        "shop ROLLBACK_IN_PROGRESS The following resource(s) failed to create: [Bad, Slow]. Rollback requested by user."
    );
    let mut gone: Vec<&str> = events[rollback + 1..].iter().map(String::as_str).collect();
    assert_eq!(gone.pop(), Some("shop ROLLBACK_COMPLETE"));
    gone.sort_unstable();
    let expected = [
        "Bad DELETE_COMPLETE",
        "Good DELETE_COMPLETE",
        "Good DELETE_IN_PROGRESS",
        "Slow DELETE_COMPLETE",
        "Slow DELETE_IN_PROGRESS",
    ];
    assert_eq!(gone, expected);
    assert_eq!(world.values(), Vec::<String>::new());
    let again = [("StackName", "shop"), ("TemplateBody", TWO)];
    let (code, text) = world.refused("UpdateStack", &again).await;
    assert_eq!(code, "ValidationError");
    assert!(text.ends_with("is in ROLLBACK_COMPLETE state and can not be updated."), "{text}");
    let (code, text) = world.refused("CreateStack", &again).await;
    assert_eq!((code.as_str(), text.as_str()), ("AlreadyExistsException", "Stack [shop] already exists"));
}

#[tokio::test]
async fn secrets_are_used_and_not_shown() {
    let world = World::new();
    let template = "
Parameters: {Word: {Type: String, NoEcho: true}}
Resources: {It: {Type: Test::Things::Thing, Properties: {Value: !Sub 'said ${Word}'}}}
";
    let parameters = [("Parameters.member.1.ParameterKey", "Word"), ("Parameters.member.1.ParameterValue", "hush")];
    let create = [("StackName", "shop"), ("TemplateBody", template), parameters[0], parameters[1]];
    world.ok("CreateStack", &create).await;
    world.run_all().await;
    assert_eq!(world.values(), ["said hush"]);
    let events = world.ok("DescribeStackEvents", &[("StackName", "shop")]).await;
    assert!(events.contains("said ****") && !events.contains("hush"), "{events}");
    let stack = world.ok("DescribeStacks", &[("StackName", "shop")]).await;
    assert_eq!(between(&stack, "ParameterValue"), "****");
    let keep = [("StackName", "shop"), ("UsePreviousTemplate", "true"), parameters[0]];
    let (_, text) = world
        .refused("UpdateStack", &[keep[0], keep[1], keep[2], ("Parameters.member.1.UsePreviousValue", "true")])
        .await;
    assert_eq!(text, "No updates are to be performed.");
}

#[tokio::test]
async fn many_resources_are_made_a_few_at_a_time() {
    let world = World::new();
    let mut template = "Resources:\n".to_owned();
    for number in 0..60 {
        template += &format!("  It{number}: {{Type: Test::Things::Thing, Properties: {{Value: slow}}}}\n");
    }
    world.ok("CreateStack", &[("StackName", "shop"), ("TemplateBody", &template)]).await;
    world.run().await;
    assert_eq!(world.values().len(), 32);
    world.run_all().await;
    assert_eq!((world.status("shop").await.as_str(), world.values().len()), ("CREATE_COMPLETE", 60));
    // In pages, which the events of a stack this large need.
    let events = world.events("shop").await;
    let distinct: std::collections::BTreeSet<&String> = events.iter().collect();
    assert_eq!((events.len(), distinct.len()), (60 * 3 + 2, 60 * 3 + 2));
}
