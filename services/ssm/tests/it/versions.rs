use serde_json::json;

use crate::world::{START, World, arn};

#[tokio::test]
async fn a_parameter_is_put_read_and_overwritten() {
    let mut world = World::new();
    let answer = world.ok("PutParameter", json!({"Name": "/a/b", "Value": "one", "Type": "String"})).await;
    assert_eq!(answer, json!({"Version": 1, "Tier": "Standard"}));
    let expected = json!({"Parameter": {
        "Name": "/a/b", "Type": "String", "Value": "one", "Version": 1, "LastModifiedDate": START,
        "ARN": arn("/a/b"), "DataType": "text",
    }});
    assert_eq!(world.ok("GetParameter", json!({"Name": "/a/b"})).await, expected);
    assert_eq!(world.ok("GetParameter", json!({"Name": arn("/a/b")})).await, expected);
    let again = json!({"Name": "/a/b", "Value": "two", "Type": "String"});
    assert_eq!(
        world.refused("PutParameter", again, "ParameterAlreadyExists").await,
        "The parameter already exists. To overwrite this value, set the overwrite option in the request to true."
    );
    let over = json!({"Name": "/a/b", "Value": "two", "Overwrite": true});
    assert_eq!(world.ok("PutParameter", over).await["Version"], 2);
    world.crash();
    assert_eq!(world.get("/a/b").await, "two");
    let first = world.ok("GetParameter", json!({"Name": "/a/b:1"})).await["Parameter"].clone();
    assert_eq!((&first["Value"], &first["Selector"], &first["Name"]), (&json!("one"), &json!(":1"), &json!("/a/b")));
    assert_eq!(
        world.refused("GetParameter", json!({"Name": "/a/b:3"}), "ParameterVersionNotFound").await,
        "Systems Manager could not find version 3 of /a/b. Verify the version and try again."
    );
    world.ok("DeleteParameter", json!({"Name": "/a/b"})).await;
    for operation in ["GetParameter", "DeleteParameter", "GetParameterHistory"] {
        assert_eq!(world.refused(operation, json!({"Name": "/a/b"}), "ParameterNotFound").await, "");
    }
    assert_eq!(world.put("/a/b", "new", json!({})).await, 1);
}

#[tokio::test]
async fn a_name_without_a_path_has_an_arn_too() {
    let world = World::new();
    world.put("plain", "x", json!({})).await;
    assert_eq!(world.ok("GetParameter", json!({"Name": arn("/plain")})).await["Parameter"]["Name"], "plain");
    world.refused("GetParameter", json!({"Name": "/plain"}), "ParameterNotFound").await;
}

#[tokio::test]
async fn what_can_not_be_put() {
    let world = World::new();
    let text = world.refused("PutParameter", json!({"Name": "a", "Value": "x"}), "ValidationException").await;
    assert_eq!(text, "A parameter type is required when you create a parameter.");
    let empty = json!({"Name": "a", "Value": "", "Type": "String"});
    world.refused("PutParameter", empty, "ValidationException").await;
    let tagged =
        json!({"Name": "a", "Value": "x", "Type": "String", "Overwrite": true, "Tags": [{"Key": "a", "Value": "b"}]});
    let text = world.refused("PutParameter", tagged, "ValidationException").await;
    assert!(text.starts_with("Invalid request: tags and overwrite can't be used together."), "{text}");
    world.put("a", "x", json!({})).await;
    let other = json!({"Name": "a", "Value": "x", "Type": "SecureString", "Overwrite": true});
    world.refused("PutParameter", other, "HierarchyTypeMismatchException").await;
    let image = json!({"Name": "b", "Value": "x", "Type": "String", "DataType": "aws:ec2:image"});
    let text = world.refused("PutParameter", image, "ValidationException").await;
    assert!(text.contains("aws:ec2:image"), "{text}");
    let unknown = json!({"Name": "b", "Value": "x", "Type": "String", "DataType": "Text"});
    let text = world.refused("PutParameter", unknown, "ValidationException").await;
    assert_eq!(text, "The following data type is not supported: Text (Data type names are all lowercase.)");
    let keyed = json!({"Name": "b", "Value": "x", "Type": "String", "KeyId": "alias/aws/ssm"});
    world.refused("PutParameter", keyed, "ValidationException").await;
}

#[tokio::test]
async fn patterns_are_held_against_values() {
    let world = World::new();
    let put = |value: &str, pattern: &str| json!({"Name": "n", "Value": value, "Type": "String", "AllowedPattern": pattern, "Overwrite": true});
    world.ok("PutParameter", put("123", r"^\d+$")).await;
    let text = world.refused("PutParameter", put("abc", r"^\d+$"), "ParameterPatternMismatchException").await;
    assert_eq!(text, r"Parameter value, cannot be validated against allowedPattern: ^\d+$");
    world.refused("PutParameter", put("abc", "("), "InvalidAllowedPatternException").await;
}

#[tokio::test]
async fn tiers_hold_as_much_as_they_do_on_aws() {
    let world = World::new();
    let put = |name: &str, bytes: usize, tier: serde_json::Value| json!({"Name": name, "Value": "x".repeat(bytes), "Type": "String", "Tier": tier, "Overwrite": true});
    world.ok("PutParameter", put("a", 4_096, json!(null))).await;
    let text = world.refused("PutParameter", put("a", 4_097, json!(null)), "ValidationException").await;
    assert!(
        text.starts_with("Standard tier parameters support a maximum parameter value of 4096 characters."),
        "{text}"
    );
    assert_eq!(world.ok("PutParameter", put("b", 8_192, json!("Advanced"))).await["Tier"], "Advanced");
    world.refused("PutParameter", put("b", 8_193, json!("Advanced")), "ValidationException").await;
    let text = world.refused("PutParameter", put("b", 1, json!("Standard")), "ValidationException").await;
    assert!(text.contains("You can't downgrade a parameter"), "{text}");
    assert_eq!(world.ok("PutParameter", put("b", 1, json!(null))).await["Tier"], "Advanced");
    assert_eq!(world.ok("PutParameter", put("c", 10, json!("Intelligent-Tiering"))).await["Tier"], "Standard");
    assert_eq!(world.ok("PutParameter", put("c", 5_000, json!("Intelligent-Tiering"))).await["Tier"], "Advanced");
}

#[tokio::test]
async fn a_hundred_versions_are_kept() {
    let world = World::new();
    for _ in 0..101 {
        world.put("n", "x", json!({"Overwrite": true})).await;
    }
    let history = world.ok("GetParameterHistory", json!({"Name": "n", "MaxResults": 1})).await;
    assert_eq!(history["Parameters"][0]["Version"], 2);
    world.refused("GetParameter", json!({"Name": "n:1"}), "ParameterVersionNotFound").await;
    world.ok("LabelParameterVersion", json!({"Name": "n", "ParameterVersion": 2, "Labels": ["old"]})).await;
    let put = json!({"Name": "n", "Value": "x", "Overwrite": true});
    let text = world.refused("PutParameter", put, "ParameterMaxVersionLimitExceeded").await;
    assert!(text.contains("Version 2, the oldest version, can't be deleted"), "{text}");
    let mut versions = Vec::new();
    let mut token = json!(null);
    loop {
        let page = world.ok("GetParameterHistory", json!({"Name": "n", "NextToken": token})).await;
        let found = page["Parameters"].as_array().expect("a list").iter();
        versions.extend(found.map(|each| each["Version"].as_u64().expect("a number")));
        match page.get("NextToken") {
            Some(next) => token = next.clone(),
            None => break,
        }
    }
    assert_eq!(versions, (2..=101).collect::<Vec<_>>());
}
