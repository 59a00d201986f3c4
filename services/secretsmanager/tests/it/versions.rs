use serde_json::{Value, json};

use crate::world::{START, World, token};

async fn stages(world: &World, id: &str) -> Value {
    world.ok("DescribeSecret", json!({"SecretId": id})).await["VersionIdsToStages"].clone()
}

#[tokio::test]
async fn a_secret_is_made_and_read_by_every_name() {
    let mut world = World::new();
    let arn = world.create("app/db-main", "one", &token(1)).await;
    let (start, suffix) = arn.rsplit_once('-').expect("a suffix");
    assert_eq!(start, "arn:aws:secretsmanager:us-east-1:123456789012:secret:app/db-main");
    assert!(suffix.len() == 6 && suffix.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{suffix}");
    world.crash();
    for id in ["app/db-main", &arn, start] {
        let got = world.ok("GetSecretValue", json!({"SecretId": id})).await;
        assert_eq!(
            got,
            json!({
                "ARN": arn, "Name": "app/db-main", "VersionId": token(1), "SecretString": "one",
                "VersionStages": ["AWSCURRENT"], "CreatedDate": START,
            })
        );
    }
    let other = format!("{start}-AAAAAA");
    for id in ["none", &other, "app/db"] {
        let text = world.refused("GetSecretValue", json!({"SecretId": id}), "ResourceNotFoundException").await;
        assert_eq!(text, "Secrets Manager can't find the specified secret.");
    }
}

#[tokio::test]
async fn bytes_come_back_as_bytes() {
    let world = World::new();
    world.ok("CreateSecret", json!({"Name": "b", "SecretBinary": "AAEC/w=="})).await;
    let got = world.ok("GetSecretValue", json!({"SecretId": "b"})).await;
    assert_eq!((&got["SecretBinary"], got.get("SecretString")), (&json!("AAEC/w=="), None));
    let both = json!({"Name": "c", "SecretBinary": "AA==", "SecretString": "x"});
    let text = world.refused("CreateSecret", both, "InvalidParameterException").await;
    assert_eq!(text, "You can't specify both a binary secret value and a string secret value in the same secret.");
}

#[tokio::test]
async fn a_new_value_takes_the_label_along() {
    let world = World::new();
    world.create("s", "one", &token(1)).await;
    for number in 2..4 {
        let input = json!({"SecretId": "s", "SecretString": format!("v{number}"), "ClientRequestToken": token(number)});
        let put = world.ok("PutSecretValue", input).await;
        assert_eq!((&put["VersionId"], &put["VersionStages"]), (&json!(token(number)), &json!(["AWSCURRENT"])));
    }
    assert_eq!(stages(&world, "s").await, json!({token(2): ["AWSPREVIOUS"], token(3): ["AWSCURRENT"]}));
    assert_eq!(world.get("s").await, "v3");
    for (asked, value) in [
        (json!({"VersionStage": "AWSPREVIOUS"}), "v2"),
        (json!({"VersionId": token(1)}), "one"),
        (json!({"VersionId": token(2), "VersionStage": "AWSPREVIOUS"}), "v2"),
    ] {
        let mut input = asked.clone();
        input["SecretId"] = json!("s");
        assert_eq!(world.ok("GetSecretValue", input).await["SecretString"], value, "{asked}");
    }
    let missing = |more: Value| {
        let mut input = more;
        input["SecretId"] = json!("s");
        input
    };
    let text =
        world.refused("GetSecretValue", missing(json!({"VersionStage": "x"})), "ResourceNotFoundException").await;
    assert_eq!(text, "Secrets Manager can't find the specified secret value for staging label: x");
    let text =
        world.refused("GetSecretValue", missing(json!({"VersionId": token(9)})), "ResourceNotFoundException").await;
    assert_eq!(text, format!("Secrets Manager can't find the specified secret value for VersionId: {}", token(9)));
    let both = missing(json!({"VersionId": token(1), "VersionStage": "AWSCURRENT"}));
    let text = world.refused("GetSecretValue", both, "InvalidRequestException").await;
    assert_eq!(text, "You provided a VersionStage that is not associated to the provided VersionId.");
    let empty = json!({"SecretId": "s"});
    let text = world.refused("PutSecretValue", empty, "InvalidRequestException").await;
    assert_eq!(text, "You must provide either SecretString or SecretBinary.");
}

#[tokio::test]
async fn a_repeated_call_makes_no_second_version() {
    let mut world = World::new();
    let arn = world.create("s", "one", &token(1)).await;
    world.crash();
    let again = json!({"Name": "s", "SecretString": "one", "ClientRequestToken": token(1)});
    assert_eq!(world.ok("CreateSecret", again).await, json!({"ARN": arn, "Name": "s", "VersionId": token(1)}));
    let other = json!({"Name": "s", "SecretString": "one", "ClientRequestToken": token(2)});
    let text = world.refused("CreateSecret", other, "ResourceExistsException").await;
    assert_eq!(text, "The operation failed because the secret s already exists.");
    let put = |value: &str| json!({"SecretId": "s", "SecretString": value, "ClientRequestToken": token(2)});
    world.ok("PutSecretValue", put("two")).await;
    world.ok("PutSecretValue", json!({"SecretId": "s", "SecretString": "three", "ClientRequestToken": token(3)})).await;
    assert_eq!(world.ok("PutSecretValue", put("two")).await["VersionStages"], json!(["AWSPREVIOUS"]));
    assert_eq!(world.get("s").await, "three", "the repeated call has moved nothing");
    let text = world.refused("PutSecretValue", put("other"), "ResourceExistsException").await;
    assert_eq!(
        text,
        format!(
            "You can't use ClientRequestToken {} because that value is already in use for a version of secret {arn}.",
            token(2)
        )
    );
}

#[tokio::test]
async fn labels_are_moved_by_hand() {
    let world = World::new();
    world.create("s", "one", &token(1)).await;
    let pending = json!({"SecretId": "s", "SecretString": "two", "ClientRequestToken": token(2), "VersionStages": ["AWSPENDING"]});
    world.ok("PutSecretValue", pending).await;
    assert_eq!(world.get("s").await, "one");
    let current = json!({"SecretId": "s", "VersionStage": "AWSCURRENT", "MoveToVersionId": token(2)});
    let text = world.refused("UpdateSecretVersionStage", current.clone(), "InvalidParameterException").await;
    assert_eq!(
        text,
        format!(
            "The parameter RemoveFromVersionId can't be empty. Staging label AWSCURRENT is currently attached to version {}, so you must explicitly reference that version in RemoveFromVersionId.",
            token(1)
        )
    );
    let mut right = current;
    right["RemoveFromVersionId"] = json!(token(1));
    world.ok("UpdateSecretVersionStage", right).await;
    assert_eq!(stages(&world, "s").await, json!({token(1): ["AWSPREVIOUS"], token(2): ["AWSCURRENT", "AWSPENDING"]}));
    let away =
        |stage: &str, from: u8| json!({"SecretId": "s", "VersionStage": stage, "RemoveFromVersionId": token(from)});
    world.ok("UpdateSecretVersionStage", away("AWSPENDING", 2)).await;
    world.refused("UpdateSecretVersionStage", away("AWSCURRENT", 2), "InvalidParameterException").await;
    world.refused("UpdateSecretVersionStage", away("AWSPREVIOUS", 2), "InvalidParameterException").await;
    assert_eq!(stages(&world, "s").await, json!({token(1): ["AWSPREVIOUS"], token(2): ["AWSCURRENT"]}));
}

#[tokio::test]
async fn versions_are_listed_with_and_without_labels() {
    let world = World::new();
    world.create("s", "one", &token(1)).await;
    for number in 2..4 {
        world.pass(1).await;
        world
            .ok("PutSecretValue", json!({"SecretId": "s", "SecretString": "x", "ClientRequestToken": token(number)}))
            .await;
    }
    world.get("s").await;
    let listed = world.ok("ListSecretVersionIds", json!({"SecretId": "s"})).await;
    let day = START / 86_400 * 86_400 + 2 * 86_400;
    assert_eq!(
        listed["Versions"],
        json!([
            {"VersionId": token(2), "VersionStages": ["AWSPREVIOUS"], "CreatedDate": START + 86_400, "KmsKeyIds": ["DefaultEncryptionKey"]},
            {"VersionId": token(3), "VersionStages": ["AWSCURRENT"], "CreatedDate": START + 2 * 86_400,
             "LastAccessedDate": day, "KmsKeyIds": ["DefaultEncryptionKey"]},
        ])
    );
    let mut found = Vec::new();
    let mut next = json!(null);
    loop {
        let input = json!({"SecretId": "s", "IncludeDeprecated": true, "MaxResults": 2, "NextToken": next});
        let page = world.ok("ListSecretVersionIds", input).await;
        found.extend(page["Versions"].as_array().expect("a list").iter().map(|each| each["VersionId"].clone()));
        match page.get("NextToken") {
            Some(token) => next = token.clone(),
            None => break,
        }
    }
    assert_eq!(found, [json!(token(1)), json!(token(2)), json!(token(3))]);
}

#[tokio::test]
async fn versions_without_labels_go_after_a_day() {
    let world = World::new();
    world.create("s", "0", &token(0)).await;
    for number in 1..=110 {
        world
            .ok("PutSecretValue", json!({"SecretId": "s", "SecretString": "x", "ClientRequestToken": token(number)}))
            .await;
    }
    let old = json!({"SecretId": "s", "VersionId": token(0)});
    world.ok("GetSecretValue", old.clone()).await;
    world.pass(1).await;
    world.ok("PutSecretValue", json!({"SecretId": "s", "SecretString": "x", "ClientRequestToken": token(200)})).await;
    world.refused("GetSecretValue", old, "ResourceNotFoundException").await;
    let listed = world.ok("ListSecretVersionIds", json!({"SecretId": "s", "IncludeDeprecated": true})).await;
    assert_eq!(listed["Versions"].as_array().map(Vec::len), Some(100));
}
