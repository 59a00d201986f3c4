//! The server stops at every instant of an operation: what it ends as is what it ends as without.

use std::sync::Arc;

use futures::future::BoxFuture;
use tradewind_cloud::Cloud;
use tradewind_store::{Outcome, Performer, TaskRun};

use crate::things::Points;
use crate::world::{World, between};

const BEFORE: &str = "
Resources:
  One: {Type: Test::Things::Thing, Properties: {Value: one}}
  Two: {Type: Test::Things::Thing, Properties: {Value: !Sub '${One.Value} two', Sort: a}}
  Slow: {Type: Test::Things::Thing, Properties: {Value: slow}}
Outputs: {Out: {Value: !GetAtt Two.Value, Export: {Name: out}}}
";
const AFTER: &str = "
Resources:
  One: {Type: Test::Things::Thing, Properties: {Value: three}}
  Two: {Type: Test::Things::Thing, Properties: {Value: !Sub '${One.Value} two', Sort: b}}
  New: {Type: Test::Things::Thing, Properties: {Value: new}}
  Last: {Type: Test::Things::Thing, DependsOn: [Two, New], Properties: {Value: VERDICT}}
Outputs: {Out: {Value: !GetAtt Two.Value, Export: {Name: out}}}
";

/// Which operation is interrupted.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Story {
    Create,
    CreateAndRollBack,
    Update,
    UpdateAndRollBack,
    Delete,
}

impl Story {
    /// Everything up to the operation.
    async fn prepare(self, world: &World) {
        if !matches!(self, Story::Create | Story::CreateAndRollBack) {
            world.create("shop", BEFORE).await;
        }
    }

    /// Begins the operation; the stack's id.
    async fn begin(self, world: &World) -> String {
        let bad = AFTER.replace("VERDICT", "bad");
        let good = AFTER.replace("VERDICT", "good");
        let (operation, template) = match self {
            Story::Create => ("CreateStack", BEFORE),
            Story::CreateAndRollBack => ("CreateStack", bad.as_str()),
            Story::Update => ("UpdateStack", good.as_str()),
            Story::UpdateAndRollBack => ("UpdateStack", bad.as_str()),
            Story::Delete => {
                let id = between(&world.ok("DescribeStacks", &[("StackName", "shop")]).await, "StackId");
                world.ok("DeleteStack", &[("StackName", "shop")]).await;
                return id;
            }
        };
        between(&world.ok(operation, &[("StackName", "shop"), ("TemplateBody", template)]).await, "StackId")
    }
}

/// How it ended: the state, the things' values, the exports, the events in alphabetical order.
async fn end(world: &World, id: &str) -> (String, Vec<String>, String, Vec<String>) {
    let mut events = world.events(id).await;
    // The id of a request stands in the reason of a failure.
    for event in &mut events {
        if let Some((start, _)) = event.split_once(", Request ID") {
            *event = start.to_owned();
        }
    }
    events.sort();
    let exports = world.ok("ListExports", &[]).await;
    let exports = if exports.contains("<Value>") { between(&exports, "Value") } else { String::new() };
    (world.status(id).await, world.values(), exports, events)
}

/// A performer that can be stopped before and after each attempt.
struct Stoppable {
    cloud: Cloud,
    points: Arc<Points>,
}

impl Performer for Stoppable {
    fn perform<'a>(&'a self, run: TaskRun) -> BoxFuture<'a, Outcome> {
        Box::pin(async move {
            self.points.pass(self.cloud.store()).await;
            let outcome = self.cloud.perform(run).await;
            self.points.pass(self.cloud.store()).await;
            outcome
        })
    }
}

/// Performs everything until the point comes where the server stops; whether it came.
async fn run_to(world: &World, point: usize) -> bool {
    world.points.stop_at(point);
    let performer = Stoppable { cloud: world.cloud.clone(), points: world.points.clone() };
    let end = world.clock.now() + std::time::Duration::from_secs(3600);
    let all = async {
        loop {
            while world.cloud.store().tasks().run_due(&performer).await > 0 {}
            match world.cloud.store().tasks().next_due() {
                Some(due) if due <= end => {
                    world.clock.jump(due.saturating_since(world.clock.now())).expect("virtual");
                }
                _ => return false,
            }
        }
    };
    tokio::select! {
        biased;
        done = all => done,
        () = world.points.reached() => true,
    }
}

async fn told(story: Story, point: usize) -> Option<(String, Vec<String>, String, Vec<String>)> {
    let world = World::new();
    story.prepare(&world).await;
    let id = story.begin(&world).await;
    if !run_to(&world, point).await {
        return None;
    }
    let world = world.cut(2);
    world.run_all().await;
    Some(end(&world, &id).await)
}

async fn everywhere(story: Story) {
    let world = World::new();
    story.prepare(&world).await;
    let id = story.begin(&world).await;
    world.run_all().await;
    let expected = end(&world, &id).await;
    let mut point = 0;
    while let Some(ended) = told(story, point).await {
        assert_eq!(ended, expected, "{story:?}, stopped at point {point}");
        point += 1;
    }
    assert!(point >= 12, "{story:?} has {point} points");
}

#[tokio::test]
async fn a_creation_goes_on() {
    everywhere(Story::Create).await;
}

#[tokio::test]
async fn the_rollback_of_a_creation_goes_on() {
    everywhere(Story::CreateAndRollBack).await;
}

#[tokio::test]
async fn an_update_goes_on() {
    everywhere(Story::Update).await;
}

#[tokio::test]
async fn the_rollback_of_an_update_goes_on() {
    everywhere(Story::UpdateAndRollBack).await;
}

#[tokio::test]
async fn a_deletion_goes_on() {
    everywhere(Story::Delete).await;
}
