//! What a client is answered, and when.

use tradewind_wire::Protocol;

use crate::desk::{World, failed, note, ok};

#[tokio::test]
async fn a_service_words_broken_constraints_itself() {
    let world = World::new();
    let (status, body) = world.client("Write", "{}").await;
    assert_eq!((status, body["message"].as_str()), (400, Some("Write lacks Text.")));
}

#[tokio::test]
async fn what_aws_has_and_we_have_not_is_told_from_what_nobody_has() {
    let world = World::new();
    let (status, paint) = world.client("Paint", "{}").await;
    assert_eq!(status, 400);
    assert!(paint["__type"].as_str().unwrap().ends_with("UnknownOperationException"), "{paint}");
    assert_eq!(paint["message"], "The operation Paint of Desk is not built into this server yet.");
    let (_, nonsense) = world.client("Nonsense", "{}").await;
    assert!(nonsense["__type"].as_str().unwrap().ends_with("UnknownOperationException"), "{nonsense}");
    assert!(!nonsense.to_string().contains("not built"), "{nonsense}");
    let (_, form) = world.client_in(Protocol::AwsQuery, "Paint", "Action=Paint&Version=2026-01-01").await;
    assert!(form.contains("<Code>InvalidAction</Code>"), "{form}");
    assert!(form.contains("The operation Paint of Desk is not built into this server yet."), "{form}");
    assert!(world.seen().iter().all(|seen| seen.operation == "Unknown"));
}

#[tokio::test]
async fn no_success_is_told_that_the_disk_has_not_taken() {
    let world = World::new();
    assert_eq!(world.client("Write", r#"{"Text":"a"}"#).await.0, 200);
    world.seen();
    world.disk.crash_after(1);
    let (status, body) = world.client("Write", r#"{"Text":"b"}"#).await;
    assert!(world.disk.is_dead());
    assert_eq!(status, 500, "{body}");
    assert!(body["__type"].as_str().unwrap().ends_with("InternalFailure"), "{body}");
    // The audit notes what was answered, not what the handler hoped for.
    assert_eq!(world.seen(), [failed("Write", "InternalFailure", 500, false)]);
}

#[tokio::test]
async fn no_error_tells_of_what_the_disk_has_not_taken() {
    let world = World::new();
    // From inside nobody waits for the disk: the note is there and not durable.
    assert_eq!(world.inside("desk", "Write", note("a")).await.unwrap(), note("a"));
    world.disk.crash_after(1);
    let (status, body) = world.client("Write", r#"{"Text":"a"}"#).await;
    assert_eq!(status, 500, "{body}");
    assert!(!body.to_string().contains("There is such a note."), "{body}");
    assert_eq!(world.seen(), [ok("Write", true), failed("Write", "InternalFailure", 500, false)]);
}

#[tokio::test]
async fn a_full_disk_is_told_in_both_protocols() {
    let world = World::new();
    assert_eq!(world.client("Write", r#"{"Text":"first"}"#).await.0, 200);
    world.disk.set_free(Some(0));
    let long = "a".repeat(1 << 20);
    let (status, body) = world.client("Write", &format!(r#"{{"Text":"{long}"}}"#)).await;
    assert_eq!(status, 503, "{body}");
    assert!(body["__type"].as_str().unwrap().ends_with("ServiceUnavailableException"), "{body}");
    assert!(body["message"].as_str().unwrap().starts_with("The disk of the server is full"), "{body}");
    // That the note is there already is not durable either, so it is not what this one hears.
    let form = format!("Action=Write&Version=2026-01-01&Text={long}");
    let (status, form) = world.client_in(Protocol::AwsQuery, "Write", &form).await;
    assert_eq!(status, 503, "{form}");
    assert!(form.contains("<Code>ServiceUnavailable</Code>"), "{form}");
    world.disk.set_free(None);
    world.cloud.store().flush().unwrap();
    assert_eq!(world.client("Write", r#"{"Text":"c"}"#).await.0, 200);
}
