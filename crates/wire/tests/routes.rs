//! From requests to operations: Lambda's whole table as botocore calls it, and the rules where several routes fit.
#![allow(clippy::unwrap_used, reason = "a test ends where its preparation fails")]

use proptest::prelude::*;
use serde_json::Value;
use tradewind_wire::{NoRoute, Route, Router};

fn rows() -> Vec<Value> {
    serde_json::from_str(include_str!("golden/routes.json")).unwrap()
}

fn text(row: &Value, key: &str) -> &'static str {
    row[key].as_str().unwrap().to_owned().leak()
}

fn lambda() -> Router {
    let routes: Vec<Route> = rows()
        .iter()
        .map(|row| Route {
            operation: text(row, "operation"),
            method: text(row, "method"),
            uri: text(row, "uri"),
            status: u16::try_from(row["status"].as_u64().unwrap()).unwrap(),
        })
        .collect();
    Router::new(routes.leak())
}

#[test]
fn every_request_of_botocore_finds_its_operation_and_labels() {
    let router = lambda();
    let rows = rows();
    assert_eq!(rows.len(), 85);
    for row in rows {
        let operation = row["operation"].as_str().unwrap();
        let (method, path) = (row["method"].as_str().unwrap(), row["path"].as_str().unwrap());
        for path in [path.to_owned(), format!("{path}/")] {
            let found = router.find(method, &path, row["query"].as_str().unwrap()).unwrap();
            assert_eq!(found.route.operation, operation, "{path}");
            assert_eq!(u64::from(found.route.status), row["status"].as_u64().unwrap(), "{operation}");
            let labels: serde_json::Map<_, _> =
                found.labels.iter().map(|(name, value)| (name.to_owned(), Value::from(value))).collect();
            assert_eq!(Value::from(labels), row["labels"], "{path}");
        }
    }
}

static ROUTES: &[Route] = &[
    route("ListBuckets", "GET", "/"),
    route("ListObjects", "GET", "/{Bucket}"),
    route("ListObjectsV2", "GET", "/{Bucket}?list-type=2"),
    route("GetBucketAcl", "GET", "/{Bucket}?acl"),
    route("GetObject", "GET", "/{Bucket}/{Key+}"),
    route("GetObjectAcl", "GET", "/{Bucket}/{Key+}?acl"),
    route("ListParts", "GET", "/{Bucket}/{Key+}?x-id=ListParts&uploads"),
    route("PutObject", "PUT", "/{Bucket}/{Key+}"),
    route("Fixed", "GET", "/fixed/{Name}"),
    route("Deep", "GET", "/fixed/{Name}/deep"),
    route("Tail", "GET", "/tail/{Rest+}/end"),
];

const fn route(operation: &'static str, method: &'static str, uri: &'static str) -> Route {
    Route { operation, method, uri, status: 200 }
}

#[test]
fn the_most_specific_route_wins() {
    let router = Router::new(ROUTES);
    for (path, query, operation, labels) in [
        ("/", "", "ListBuckets", ""),
        ("/b", "", "ListObjects", "Bucket=b"),
        ("/b/", "", "ListObjects", "Bucket=b"),
        ("/b", "list-type=1", "ListObjects", "Bucket=b"),
        ("/b", "prefix=x&list-type=2", "ListObjectsV2", "Bucket=b"),
        ("/b", "list%2Dtype=%32", "ListObjectsV2", "Bucket=b"),
        ("/b", "acl", "GetBucketAcl", "Bucket=b"),
        ("/b", "acl=", "GetBucketAcl", "Bucket=b"),
        ("/b/k", "", "GetObject", "Bucket=b Key=k"),
        ("/b/a%2Fb/c+d//e%20/", "", "GetObject", "Bucket=b Key=a/b/c+d//e /"),
        ("/b//", "", "GetObject", "Bucket=b Key=/"),
        ("/b/k", "acl", "GetObjectAcl", "Bucket=b Key=k"),
        ("/b/k", "uploads&x-id=ListParts&acl", "ListParts", "Bucket=b Key=k"),
        ("/b/k", "uploads", "GetObject", "Bucket=b Key=k"),
        ("/fixed/n", "", "Fixed", "Name=n"),
        ("/fixed/n", "acl", "Fixed", "Name=n"),
        ("/fixed/n/deep", "", "Deep", "Name=n"),
        ("/fixed/n/deep/er", "", "GetObject", "Bucket=fixed Key=n/deep/er"),
        ("/tail/a/b/end", "", "Tail", "Rest=a/b"),
        ("/tail/end/end/", "", "Tail", "Rest=end"),
        ("/tail/end", "", "GetObject", "Bucket=tail Key=end"),
        ("/100%25/%zz", "", "GetObject", "Bucket=100% Key=%zz"),
    ] {
        let found = router.find("GET", path, query).unwrap_or_else(|none| panic!("{path}?{query}: {none:?}"));
        let given: Vec<_> = found.labels.iter().map(|(name, value)| format!("{name}={value}")).collect();
        assert_eq!((found.route.operation, given.join(" ").as_str()), (operation, labels), "{path}?{query}");
    }
}

#[test]
fn what_has_no_route_is_told_apart() {
    let router = lambda();
    for (method, path, query, why) in [
        ("GET", "/2015-03-31/function", "", NoRoute::Path),
        ("GET", "/2015-03-31", "", NoRoute::Path),
        ("GET", "/", "", NoRoute::Path),
        ("GET", "", "", NoRoute::Path),
        ("OPTIONS", "*", "", NoRoute::Path),
        ("GET", "//2015-03-31/functions", "", NoRoute::Path),
        ("GET", "/2015-03-31/functions//", "", NoRoute::Path),
        ("GET", "/2015-03-31/functions//configuration", "", NoRoute::Path),
        ("GET", "/2015-03-31/functions/f/configuration/x", "", NoRoute::Path),
        ("GET", "/2015-03-31/functions/%ff", "", NoRoute::Path),
        ("PATCH", "/2015-03-31/functions/f", "", NoRoute::Method),
        ("get", "/2015-03-31/functions/f", "", NoRoute::Method),
        ("GET", "/2015-03-31/functions/f/invocations", "", NoRoute::Method),
    ] {
        assert_eq!(router.find(method, path, query).unwrap_err(), why, "{method} {path}");
    }
    let find = |query| lambda().find("GET", "/2018-10-31/layers", query).unwrap().route.operation;
    assert_eq!(find("find=LayerVersion&Arn=a"), "GetLayerVersionByArn");
    assert_eq!(find("find=Else"), "ListLayers");
    assert_eq!(Router::new(&[]).find("GET", "/", "").unwrap_err(), NoRoute::Path);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_path_finds_at_most_a_route_of_its_own(segments in proptest::collection::vec("(fixed|tail|end|deep|%2F|%41|%ff|é|a|)", 0..7), query in "[acl=&x%-]{0,8}") {
        let path = format!("/{}", segments.join("/"));
        if let Ok(found) = Router::new(ROUTES).find("GET", &path, &query) {
            prop_assert!(found.labels.iter().all(|(_, value)| !value.is_empty()));
            let names = found.route.uri.matches('{').count();
            prop_assert_eq!(found.labels.iter().count(), names);
        }
    }

    #[test]
    fn a_label_is_what_the_client_encoded(name in ".{1,20}") {
        let encoded = percent_encoding::utf8_percent_encode(&name, percent_encoding::NON_ALPHANUMERIC);
        let found = lambda().find("GET", &format!("/2015-03-31/functions/{encoded}/policy"), "").unwrap();
        prop_assert_eq!((found.route.operation, found.labels.get("FunctionName")), ("GetPolicy", Some(name.as_str())));
    }
}

#[test]
fn headers_tell_routes_apart() {
    const PUT: &str = "PUT";
    static ROUTES: &[Route] = &[
        Route { operation: "PutObject", method: PUT, uri: "/{Bucket}/{Key+}", status: 200 },
        Route { operation: "CopyObject", method: PUT, uri: "/{Bucket}/{Key+}#x-amz-copy-source", status: 200 },
        Route { operation: "UploadPart", method: PUT, uri: "/{Bucket}/{Key+}?partNumber&uploadId", status: 200 },
        Route {
            operation: "UploadPartCopy",
            method: PUT,
            uri: "/{Bucket}/{Key+}?partNumber&uploadId#x-amz-copy-source",
            status: 200,
        },
        Route { operation: "PutObjectTagging", method: PUT, uri: "/{Bucket}/{Key+}?tagging", status: 200 },
    ];
    let router = Router::new(ROUTES);
    let find = |path: &str, query: &str, copies: bool| {
        let found = router.find_by(PUT, path, query, |name| copies && name == "x-amz-copy-source").unwrap();
        (found.route.operation, found.labels.get("Key").unwrap().to_owned())
    };
    for (path, query, copies, operation, key) in [
        ("/b/k", "", false, "PutObject", "k"),
        ("/b/k", "x-id=PutObject", false, "PutObject", "k"),
        ("/b/k", "", true, "CopyObject", "k"),
        ("/b/k", "uploadId=u&partNumber=1", false, "UploadPart", "k"),
        ("/b/k", "uploadId=u&partNumber=1", true, "UploadPartCopy", "k"),
        ("/b/k", "uploadId=u", false, "PutObject", "k"),
        ("/b/k", "tagging", false, "PutObjectTagging", "k"),
        ("/b/k/", "tagging=", false, "PutObjectTagging", "k/"),
        ("/b//k", "", false, "PutObject", "/k"),
        ("/b//", "", false, "PutObject", "/"),
        ("/b/a//b%2F+c%20", "", false, "PutObject", "a//b/+c "),
    ] {
        assert_eq!(find(path, query, copies), (operation, key.to_owned()), "{path}?{query}");
    }
    assert_eq!(router.find(PUT, "/b/k", "").unwrap().route.operation, "PutObject");
}
