//! Templates that transforms change.

use crate::world::World;

const LOOPED: &str = r#"
Transform: AWS::LanguageExtensions
Resources:
  Fn::ForEach::Things:
    - Name
    - [A, B]
    - Thing${Name}: {Type: Test::Things::Thing, Properties: {Value: !Sub "thing ${Name}"}}
  Count:
    Type: Test::Things::Thing
    DependsOn: [ThingA, ThingB]
    Properties: {Value: !Sub ["${Number} things", {Number: !Length [1, 2]}]}
"#;

#[tokio::test]
async fn functions_of_the_extension_outlive_a_restart() {
    let world = World::new();
    world.ok("CreateStack", &[("StackName", "shop"), ("TemplateBody", LOOPED)]).await;
    let world = world.reopened(2);
    world.run_all().await;
    assert_eq!(world.values(), ["2 things", "thing A", "thing B"]);
    assert_eq!(world.status("shop").await, "CREATE_COMPLETE");
}

#[tokio::test]
async fn snippets_that_are_not_there_are_said_so() {
    let world = World::new();
    let text = "Resources: {A: {Type: Test::Things::Thing, Properties: {'Fn::Transform': {Name: AWS::Include, Parameters: \
                {Location: 's3://bucket/key'}}}}}";
    let given = [("StackName", "shop"), ("TemplateBody", text), ("Capabilities.member.1", "CAPABILITY_AUTO_EXPAND")];
    let (_, body) = world.call("CreateStack", &given).await;
    world.run_all().await;
    let (_, events) = world.call("DescribeStackEvents", &[("StackName", "shop")]).await;
    assert!(format!("{body}{events}").contains("Transform AWS::Include failed with: S3 error"), "{body} {events}");
    assert_eq!(world.values(), Vec::<String>::new());
}
