use serde_json::json;

use crate::world::World;

fn until(day: u32) -> String {
    format!(
        r#"[{{"Type":"Expiration","Version":"1.0","Attributes":{{"Timestamp":"2026-01-{day:02}T03:04:05.000Z"}}}}]"#
    )
}

#[tokio::test]
async fn a_parameter_is_gone_at_its_time() {
    let mut world = World::new();
    world.put("/e", "x", json!({"Tier": "Advanced", "Policies": until(12)})).await;
    let described = world.ok("DescribeParameters", json!({})).await["Parameters"][0].clone();
    let policy = &described["Policies"][0];
    assert_eq!((&policy["PolicyType"], &policy["PolicyStatus"]), (&json!("Expiration"), &json!("Pending")));
    assert!(policy["PolicyText"].as_str().is_some_and(|text| text.contains("2026-01-12T03:04:05.000Z")));
    world.crash();
    world.pass(9).await;
    world.get("/e").await;
    world.pass(1).await;
    world.refused("GetParameter", json!({"Name": "/e"}), "ParameterNotFound").await;
}

#[tokio::test]
async fn a_new_version_has_its_own_time() {
    let world = World::new();
    world.put("/e", "x", json!({"Tier": "Advanced", "Policies": until(12)})).await;
    world.put("/e", "x", json!({"Overwrite": true, "Policies": until(22)})).await;
    world.pass(15).await;
    world.get("/e").await;
    world.put("/e", "x", json!({"Overwrite": true})).await;
    world.pass(50).await;
    world.get("/e").await;
    let standard = json!({"Name": "/s", "Value": "x", "Type": "String", "Policies": until(12)});
    world.refused("PutParameter", standard, "ValidationException").await;
}
