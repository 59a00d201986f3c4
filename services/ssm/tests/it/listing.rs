use serde_json::{Value, json};

use crate::world::{START, World, arn};

fn names(answer: &Value) -> Vec<&str> {
    let list = answer["Parameters"].as_array().expect("a list").iter();
    list.map(|each| each["Name"].as_str().expect("a name")).collect()
}

async fn world() -> World {
    let world = World::new();
    for name in ["/a", "/a/b", "/a/b/c", "/a/d", "/ab/c", "plain"] {
        world.put(name, name, json!({})).await;
    }
    world.put("/a/s", "x", json!({"Type": "SecureString"})).await;
    world
}

#[tokio::test]
async fn paths_are_listed_one_level_or_all() {
    let world = world().await;
    let path = |path: &str, recursive: bool| json!({"Path": path, "Recursive": recursive, "WithDecryption": true});
    assert_eq!(names(&world.ok("GetParametersByPath", path("/a", false)).await), ["/a/b", "/a/d", "/a/s"]);
    assert_eq!(names(&world.ok("GetParametersByPath", path("/a/", true)).await), ["/a/b", "/a/b/c", "/a/d", "/a/s"]);
    assert_eq!(names(&world.ok("GetParametersByPath", path("/", false)).await), ["/a"]);
    assert_eq!(names(&world.ok("GetParametersByPath", path("/none", true)).await), Vec::<&str>::new());
    let text = world.refused("GetParametersByPath", json!({"Path": "a"}), "ValidationException").await;
    assert!(text.starts_with("The parameter doesn't meet the parameter name requirements."), "{text}");
    let mut filtered = path("/a", true);
    filtered["ParameterFilters"] = json!([{"Key": "Type", "Values": ["SecureString"]}]);
    assert_eq!(names(&world.ok("GetParametersByPath", filtered.clone()).await), ["/a/s"]);
    filtered["ParameterFilters"] = json!([{"Key": "Name", "Values": ["/a/b"]}]);
    let text = world.refused("GetParametersByPath", filtered.clone(), "InvalidFilterKey").await;
    assert_eq!(text, "The following filter key is not valid: Name. Valid filter keys include: [Type, KeyId, Label].");
    world.put("/a/d", "second", json!({"Overwrite": true})).await;
    world.ok("LabelParameterVersion", json!({"Name": "/a/d", "ParameterVersion": 1, "Labels": ["l"]})).await;
    filtered["ParameterFilters"] = json!([{"Key": "Label", "Values": ["l"]}]);
    let answer = world.ok("GetParametersByPath", filtered).await;
    assert_eq!((names(&answer), &answer["Parameters"][0]["Value"]), (vec!["/a/d"], &json!("/a/d")));
}

#[tokio::test]
async fn paths_come_in_pages_of_ten() {
    let world = World::new();
    for number in 0..25 {
        world.put(&format!("/p/{number:02}"), "x", json!({})).await;
    }
    let (mut found, mut token, mut sizes) = (Vec::new(), json!(null), Vec::new());
    loop {
        let page = world.ok("GetParametersByPath", json!({"Path": "/p", "NextToken": token})).await;
        found.extend(names(&page).into_iter().map(str::to_owned));
        sizes.push(names(&page).len());
        match page.get("NextToken") {
            Some(next) => token = next.clone(),
            None => break,
        }
    }
    assert_eq!(sizes, [10, 10, 5]);
    assert_eq!(found, (0..25).map(|number| format!("/p/{number:02}")).collect::<Vec<_>>());
    world.refused("GetParametersByPath", json!({"Path": "/p", "NextToken": "?"}), "InvalidNextToken").await;
}

#[tokio::test]
async fn several_parameters_at_once() {
    let world = world().await;
    let answer = world.ok("GetParameters", json!({"Names": ["/a/d", "none", "/a", "/a:7"]})).await;
    assert_eq!(names(&answer), ["/a/d", "/a"]);
    assert_eq!(answer["InvalidParameters"], json!(["none", "/a:7"]));
    let answer = world.ok("DeleteParameters", json!({"Names": ["/a/d", "none"]})).await;
    assert_eq!(answer, json!({"DeletedParameters": ["/a/d"], "InvalidParameters": ["none"]}));
    let eleven: Vec<_> = (0..11).map(|number| number.to_string()).collect();
    world.refused("GetParameters", json!({"Names": eleven}), "ValidationException").await;
}

#[tokio::test]
async fn descriptions_and_their_filters() {
    let world = world().await;
    world.put("/t", "x", json!({"Tags": [{"Key": "k", "Value": "v"}], "Description": "tagged"})).await;
    let all = world.ok("DescribeParameters", json!({})).await;
    assert_eq!(names(&all), ["/a", "/a/b", "/a/b/c", "/a/d", "/a/s", "/ab/c", "/t", "plain"]);
    assert_eq!(
        all["Parameters"][6],
        json!({
            "Name": "/t", "ARN": arn("/t"), "Type": "String", "LastModifiedDate": START, "Description": "tagged",
            "LastModifiedUser": "arn:aws:iam::123456789012:root", "Version": 1, "Tier": "Standard", "Policies": [],
            "DataType": "text",
        })
    );
    assert_eq!(all["Parameters"][4]["KeyId"], "alias/aws/ssm");
    for (filter, expected) in [
        (json!({"Key": "Name", "Values": ["/a"]}), vec!["/a"]),
        (json!({"Key": "Name", "Option": "BeginsWith", "Values": ["/a/"]}), vec!["/a/b", "/a/b/c", "/a/d", "/a/s"]),
        (json!({"Key": "Name", "Option": "Contains", "Values": ["b"]}), vec!["/a/b", "/a/b/c", "/ab/c"]),
        (json!({"Key": "Path", "Option": "OneLevel", "Values": ["/a"]}), vec!["/a/b", "/a/d", "/a/s"]),
        (json!({"Key": "Path", "Option": "Recursive", "Values": ["/a"]}), vec!["/a/b", "/a/b/c", "/a/d", "/a/s"]),
        (json!({"Key": "Type", "Values": ["SecureString"]}), vec!["/a/s"]),
        (json!({"Key": "KeyId", "Values": ["alias/aws/ssm"]}), vec!["/a/s"]),
        (json!({"Key": "tag:k", "Values": ["v"]}), vec!["/t"]),
        (json!({"Key": "Tier", "Values": ["Advanced"]}), vec![]),
    ] {
        let answer = world.ok("DescribeParameters", json!({"ParameterFilters": [filter]})).await;
        assert_eq!(names(&answer), expected, "{filter}");
    }
    let old = world.ok("DescribeParameters", json!({"Filters": [{"Key": "Name", "Values": ["/ab"]}]})).await;
    assert_eq!(names(&old), ["/ab/c"]);
    let bad = json!({"ParameterFilters": [{"Key": "Name", "Option": "Near", "Values": ["x"]}]});
    let text = world.refused("DescribeParameters", bad, "InvalidFilterOption").await;
    assert_eq!(
        text,
        "The following filter option is not valid: Near. Valid options include: [BeginsWith, Equals, Contains]."
    );
}
