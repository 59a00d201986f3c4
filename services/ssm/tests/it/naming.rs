use serde_json::json;

use crate::world::World;

#[tokio::test]
async fn names_that_no_parameter_can_have() {
    let world = World::new();
    let characters = "Parameter name: can't be prefixed with \"ssm\" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_";
    for (name, code, text) in [
        ("ssm-x", "ValidationException", characters.to_owned()),
        ("a b", "ValidationException", characters.to_owned()),
        ("/a/b@c", "ValidationException", characters.to_owned()),
        ("a/b", "ValidationException", "Parameter name must be a fully qualified name.".to_owned()),
        ("/aws/x", "AccessDeniedException", "No access to reserved parameter name: /aws/x.".to_owned()),
    ] {
        let input = json!({"Name": name, "Value": "x", "Type": "String"});
        assert_eq!(world.refused("PutParameter", input, code).await, text, "{name}");
    }
    let deep = json!({"Name": "/l".repeat(16), "Value": "x", "Type": "String"});
    world.refused("PutParameter", deep, "HierarchyLevelLimitExceededException").await;
    world.put(&"/l".repeat(15), "x", json!({})).await;
    assert_eq!(world.refused("GetParameter", json!({"Name": "{x}"}), "ValidationException").await, characters);
}
