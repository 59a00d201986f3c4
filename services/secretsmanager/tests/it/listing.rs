use serde_json::{Value, json};

use crate::world::{START, World};

async fn world() -> World {
    let world = World::new();
    for (name, description, tags) in [
        ("b/db", "Database of orders", json!([{"Key": "team", "Value": "blue"}])),
        ("a/api", "Key of the API", json!([{"Key": "team", "Value": "red"}, {"Key": "stage", "Value": "prod"}])),
        ("c", "", json!(null)),
    ] {
        let input = json!({"Name": name, "SecretString": name, "Description": description, "Tags": tags});
        world.ok("CreateSecret", input).await;
        world.pass(1).await;
    }
    world
}

fn names(answer: &Value, list: &str) -> Vec<String> {
    let all = answer[list].as_array().expect("a list").iter();
    all.map(|each| each["Name"].as_str().expect("a name").to_owned()).collect()
}

#[tokio::test]
async fn secrets_are_listed_in_their_order() {
    let world = world().await;
    world.get("b/db").await;
    for (asked, expected) in [
        (json!({}), ["b/db", "a/api", "c"]),
        (json!({"SortOrder": "desc"}), ["c", "a/api", "b/db"]),
        (json!({"SortBy": "name"}), ["a/api", "b/db", "c"]),
        (json!({"SortBy": "last-accessed-date", "SortOrder": "desc"}), ["b/db", "c", "a/api"]),
    ] {
        assert_eq!(names(&world.ok("ListSecrets", asked.clone()).await, "SecretList"), expected, "{asked}");
    }
    for order in ["asc", "desc"] {
        let (mut found, mut token) = (Vec::new(), json!(null));
        loop {
            let input = json!({"MaxResults": 1, "NextToken": token, "SortOrder": order, "SortBy": "name"});
            let page = world.ok("ListSecrets", input).await;
            found.extend(names(&page, "SecretList"));
            match page.get("NextToken") {
                Some(next) => token = next.clone(),
                None => break,
            }
        }
        let mut expected = vec!["a/api", "b/db", "c"];
        if order == "desc" {
            expected.reverse();
        }
        assert_eq!(found, expected);
    }
    let entry = world.ok("ListSecrets", json!({"SortBy": "name"})).await["SecretList"][0].clone();
    assert_eq!(
        (
            &entry["CreatedDate"],
            &entry["Tags"][0],
            entry["SecretVersionsToStages"].as_object().map(serde_json::Map::len)
        ),
        (&json!(START + 86_400), &json!({"Key": "stage", "Value": "prod"}), Some(1))
    );
}

#[tokio::test]
async fn filters() {
    let world = world().await;
    for (key, values, expected) in [
        ("name", json!(["a/", "c"]), vec!["a/api", "c"]),
        ("name", json!(["!a/"]), vec!["b/db", "c"]),
        ("description", json!(["database ord"]), vec!["b/db"]),
        ("tag-key", json!(["team"]), vec!["b/db", "a/api"]),
        ("tag-value", json!(["red"]), vec!["a/api"]),
        ("all", json!(["ORDERS blue"]), vec!["b/db"]),
        ("owning-service", json!(["rds"]), vec![]),
    ] {
        let mut found =
            names(&world.ok("ListSecrets", json!({"Filters": [{"Key": key, "Values": values}]})).await, "SecretList");
        found.sort();
        let mut expected = expected;
        expected.sort_unstable();
        assert_eq!(found, expected, "{key} {values}");
    }
}

#[tokio::test]
async fn several_values_at_once() {
    let world = world().await;
    let answer = world.ok("BatchGetSecretValue", json!({"SecretIdList": ["c", "none", "a/api"]})).await;
    assert_eq!(names(&answer, "SecretValues"), ["c", "a/api"]);
    assert_eq!(answer["SecretValues"][0]["SecretString"], "c");
    assert_eq!(
        answer["Errors"],
        json!([{"SecretId": "none", "ErrorCode": "ResourceNotFoundException", "Message": "Secrets Manager can't find the specified secret."}])
    );
    let filtered = json!({"Filters": [{"Key": "tag-key", "Values": ["team"]}], "MaxResults": 1});
    let answer = world.ok("BatchGetSecretValue", filtered).await;
    assert_eq!((names(&answer, "SecretValues").len(), answer.get("NextToken").is_some()), (1, true));
    for bad in [json!({}), json!({"SecretIdList": ["c"], "Filters": [{"Key": "name", "Values": ["c"]}]})] {
        let text = world.refused("BatchGetSecretValue", bad, "InvalidParameterException").await;
        assert_eq!(text, "Either 'SecretIdList' or 'Filters' must be provided, but not both.");
    }
}
