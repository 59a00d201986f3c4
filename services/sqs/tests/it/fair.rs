//! Fair queues: one tenant's load does not keep the others waiting.

use serde_json::json;

use crate::harness::{Server, bodies};

async fn send(server: &Server, url: &str, group: &str, count: usize) {
    for number in 0..count {
        let message = json!({ "QueueUrl": url, "MessageBody": format!("{group}{number}"), "MessageGroupId": group });
        server.ok("SendMessage", message).await;
    }
}

#[tokio::test]
async fn a_quiet_tenant_overtakes_a_noisy_one() {
    let server = Server::new();
    let url = server.queue("shared", json!({ "VisibilityTimeout": "600" })).await;
    send(&server, &url, "noisy", 60).await;
    send(&server, &url, "quiet", 2).await;
    server.send(&url, "alone").await;
    let mut held = Vec::new();
    for _ in 0..3 {
        held.extend(server.receive(&url).await);
    }
    // Thirty in flight, all of one tenant: from here on the others come first.
    assert!(bodies(&held).iter().all(|body| body.starts_with("noisy")));
    assert_eq!(
        bodies(&server.receive_with(&url, json!({ "MaxNumberOfMessages": 4 })).await),
        ["quiet0", "quiet1", "alone", "noisy30"]
    );
    // Groups don't lock a standard queue, and nobody starves when only the noisy one is left.
    assert_eq!(server.receive(&url).await.len(), 10);
    assert_eq!(held[0]["Attributes"]["MessageGroupId"], "noisy");
}

#[tokio::test]
async fn a_tenant_that_holds_little_is_served_in_turn() {
    let server = Server::new();
    let url = server.queue("shared", json!({ "VisibilityTimeout": "600" })).await;
    send(&server, &url, "a", 25).await;
    send(&server, &url, "b", 3).await;
    for _ in 0..2 {
        server.receive(&url).await;
    }
    assert_eq!(
        bodies(&server.receive_with(&url, json!({ "MaxNumberOfMessages": 6 })).await),
        ["a20", "a21", "a22", "a23", "a24", "b0"]
    );
}

#[tokio::test]
async fn noise_ends_with_the_messages_in_flight() {
    let server = Server::new();
    let url = server.queue("shared", json!({ "VisibilityTimeout": "600" })).await;
    send(&server, &url, "noisy", 60).await;
    let mut held = Vec::new();
    for _ in 0..3 {
        held.extend(server.receive(&url).await);
    }
    for message in &held {
        server.delete(&url, message).await;
    }
    send(&server, &url, "quiet", 1).await;
    assert_eq!(bodies(&server.receive_with(&url, json!({ "MaxNumberOfMessages": 1 })).await), ["noisy30"]);
}

#[tokio::test]
async fn among_noisy_tenants_the_one_that_holds_less_goes_first() {
    let server = Server::new();
    let url = server.queue("shared", json!({ "VisibilityTimeout": "600" })).await;
    send(&server, &url, "a", 60).await;
    for _ in 0..4 {
        server.receive(&url).await;
    }
    send(&server, &url, "b", 60).await;
    for _ in 0..3 {
        assert!(bodies(&server.receive(&url).await).iter().all(|body| body.starts_with('b')));
    }
    // a holds 40, b holds 30: both are noisy, b has fewer.
    assert!(bodies(&server.receive_with(&url, json!({ "MaxNumberOfMessages": 1 })).await)[0].starts_with('b'));
}
