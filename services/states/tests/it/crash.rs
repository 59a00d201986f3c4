//! An order that fails, is tried again and rolled back, through power cuts.

use serde_json::{Value, json};

use crate::world::{World, function};

/// Reserve, charge, ship three times five minutes apart; then undo in reverse order.
fn saga() -> Value {
    let undo = |next: &str| json!([{"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": next}]);
    json!({"StartAt": "Reserve", "States": {
        "Reserve": {"Type": "Task", "Resource": function("reserve"), "ResultPath": "$.reservation", "Next": "Charge"},
        "Charge": {"Type": "Task", "Resource": function("charge"), "ResultPath": "$.payment", "Catch": undo("Release"), "Next": "Ship"},
        "Ship": {"Type": "Task", "Resource": function("ship"), "ResultPath": "$.shipment",
            "Retry": [{"ErrorEquals": ["NoCourier"], "IntervalSeconds": 300, "BackoffRate": 1.0, "MaxAttempts": 2}],
            "Catch": undo("Refund"), "End": true},
        "Refund": {"Type": "Task", "Resource": function("refund"), "ResultPath": null, "Next": "Release"},
        "Release": {"Type": "Task", "Resource": function("release"), "ResultPath": null, "Next": "Sorry"},
        "Sorry": {"Type": "Fail", "Error": "NotShipped", "CausePath": "$.error.Error"},
    }})
}

async fn begin(world: &World) -> String {
    for _ in 0..3 {
        world.functions.fail("ship", "NoCourier");
    }
    for name in ["reserve", "charge", "refund", "release"] {
        // Once more for each time that the answer is lost.
        for _ in 0..200 {
            world.functions.answer(name, json!({"by": name}));
        }
    }
    for _ in 0..200 {
        world.functions.fail("ship", "NoCourier");
    }
    let machine = world.machine("orders", &saga()).await;
    world.start(&machine, "e", json!({"order": 7})).await
}

#[tokio::test]
async fn a_saga_is_rolled_back_after_the_third_failure() {
    let world = World::new();
    let execution = begin(&world).await;
    world.pass(600).await;
    let shown = world.describe(&execution).await;
    assert_eq!((&shown["error"], &shown["cause"]), (&json!("NotShipped"), &json!("NoCourier")));
    assert_eq!(world.functions.names(), ["reserve", "charge", "ship", "ship", "ship", "refund", "release"]);
}

#[tokio::test]
async fn the_saga_ends_the_same_through_power_cuts() {
    let calm = World::new();
    let execution = begin(&calm).await;
    calm.pass(600).await;
    let (history, ends) = (calm.history(&execution).await, calm.describe(&execution).await);
    let mut world = World::new();
    let execution = begin(&world).await;
    for round in 0..120 {
        world.crash();
        world.pass(10).await;
        if round % 2 == 0 {
            // An answer is a promise: what it saw is kept.
            world.describe(&execution).await;
        }
    }
    let shown = world.describe(&execution).await;
    for field in ["status", "error", "cause", "input"] {
        assert_eq!(shown[field], ends[field], "{field}");
    }
    // A function whose answer was lost has run once more, and nothing was left out.
    let states = |history: &[String]| history.iter().filter(|name| name.contains("State")).cloned().collect::<Vec<_>>();
    assert_eq!(states(&world.history(&execution).await), states(&history));
}
