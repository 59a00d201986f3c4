use serde_json::json;

use crate::world::{World, token};

/// Power fails at every operation of the disk in turn, while the node's key, the managed key, a secret and its versions come to
/// be. Whatever was answered must open afterwards: a value whose key was lost would be lost.
#[tokio::test]
async fn nothing_answered_is_lost_at_any_crash_point() {
    let mut crashes = 0;
    for point in 1.. {
        let mut world = World::new();
        world.disk.crash_after(point);
        let answered = workload(&world).await;
        if !world.disk.is_dead() {
            assert_eq!(answered, 4);
            break;
        }
        crashes += 1;
        world.crash();
        for number in 1..=answered {
            let asked = json!({"SecretId": "s", "VersionId": token(number)});
            let got = world.call("secretsmanager", "GetSecretValue", asked).await;
            let value = got.unwrap_or_else(|error| panic!("crash point {point}, version {number}: {error:?}"));
            assert_eq!(value["SecretString"], format!("value {number}"), "crash point {point}");
        }
        // And the server goes on.
        world.create("after", "x", &token(9)).await;
        assert_eq!(world.get("after").await, "x", "crash point {point}");
    }
    assert!(crashes > 5, "{crashes} crash points");
}

/// How many versions were answered, until something was refused for the dead disk's sake.
async fn workload(world: &World) -> u8 {
    for number in 1..=4 {
        let value = json!({
            "Name": "s", "SecretId": "s", "SecretString": format!("value {number}"), "ClientRequestToken": token(number),
        });
        let operation = if number == 1 { "CreateSecret" } else { "PutSecretValue" };
        if world.call("secretsmanager", operation, value).await.is_err() {
            return number - 1;
        }
        if number == 2 {
            let _ = world.cloud.store().checkpoint();
        }
    }
    4
}
