//! Calls between services.

use tradewind_wire::Document;

use crate::desk::{World, failed, note, ok};

/// As many calls as may stand on top of each other: a client's, and those from inside below the limit.
const DEEPEST: u8 = 16;

#[tokio::test]
async fn a_loop_between_services_ends() {
    let world = World::new();
    let (status, body) = world.client("Dig", "{}").await;
    assert_eq!(status, 500, "{body}");
    assert_eq!(body["message"], "desk:Dig is called 16 levels deep: a loop between services.");
    assert_eq!(*world.desk.dug.lock(), (0..DEEPEST).collect::<Vec<_>>());
    // The call that was refused never was one; each of the others is noted, the deepest first.
    let seen = world.seen();
    let mut expected = vec![failed("Dig", "InternalFailure", 500, true); usize::from(DEEPEST) - 1];
    expected.push(failed("Dig", "InternalFailure", 500, false));
    assert_eq!(seen, expected);
}

#[tokio::test]
async fn a_service_or_operation_that_is_not_there_is_named() {
    let world = World::new();
    let error = world.inside("moon", "Land", Document::Map(Vec::new())).await.unwrap_err();
    assert_eq!(error.code, "NotImplementedException");
    assert_eq!(error.message.as_deref(), Some("The service moon is not part of this server."));
    let error = world.inside("desk", "Land", Document::Map(Vec::new())).await.unwrap_err();
    assert_eq!(error.code, "UnknownOperationException");
    // Names from outside never become metric labels.
    assert_eq!(world.seen(), [failed("Unknown", "UnknownOperationException", error.status, true)]);
}

#[tokio::test]
async fn calls_from_inside_are_checked_and_noted_like_clients() {
    let world = World::new();
    assert_eq!(world.inside("desk", "Write", note("a")).await.unwrap(), note("a"));
    let error = world.inside("desk", "Write", Document::Map(Vec::new())).await.unwrap_err();
    assert_eq!(error.message.as_deref(), Some("Write lacks Text."));
    assert_eq!(world.client("Write", r#"{"Text":"b"}"#).await.0, 200);
    assert_eq!(
        world.seen(),
        [ok("Write", true), failed("Write", "ValidationException", 400, true), ok("Write", false)]
    );
}

#[tokio::test]
async fn a_cloud_that_is_gone_says_so() {
    let World { cloud, desk, .. } = World::new();
    let handle = desk.parts.cloud.clone();
    drop((cloud, desk));
    let origin = tradewind_cloud::Origin::service("desk.test", "123456789012", "us-east-1", None);
    let error = handle.call(&origin, "desk", "Dig", Document::Map(Vec::new())).await.unwrap_err();
    assert_eq!((error.status, error.message.as_deref()), (503, Some("The server is shutting down.")));
}
