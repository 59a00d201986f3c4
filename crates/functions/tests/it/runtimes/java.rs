//! `java17` and `java21`, where a JDK of that version is installed.

use std::path::Path;
use std::process::Command;

use serde_json::json;
use tradewind_functions::{Executor, Runtime};

use super::house::REQUEST;
use super::{House, Lambda, skipped};

const SOURCE: &str = r#"package example;

import java.util.Map;

public class App {
    private int count;

    public record Order(String name, int amount) {}

    public Map<String, Object> handle(Map<String, Object> event) {
        System.out.println("hello");
        count += 1;
        return Map.of("event", event, "count", count);
    }

    public String fail(Object event) {
        throw new IllegalStateException("bad");
    }

    public void leave(Object event) {
        System.exit(3);
    }
}
"#;

/// Compiles the function; the files of its package.
fn compiled(release: u8, folder: &Path) -> Option<Vec<(String, Vec<u8>)>> {
    let source = folder.join("example/App.java");
    std::fs::create_dir_all(source.parent().unwrap()).unwrap();
    std::fs::write(&source, SOURCE).unwrap();
    let out = folder.join("out");
    let status =
        Command::new("javac").args(["--release", &release.to_string(), "-d"]).arg(&out).arg(&source).status().ok()?;
    assert!(status.success());
    let classes = std::fs::read_dir(out.join("example")).unwrap().map(|entry| entry.unwrap());
    Some(
        classes
            .map(|class| {
                let name = format!("example/{}", class.file_name().into_string().unwrap());
                (name, std::fs::read(class.path()).unwrap())
            })
            .collect(),
    )
}

fn zipped(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    use crate::packages::zips::{Raw, raw};
    let entries: Vec<Raw> = files.iter().map(|(name, data)| Raw::file(name, data)).collect();
    raw(&entries)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn functions_in_java() {
    let house = House::open().await;
    let mut ran = false;
    for release in [17, 21] {
        if house.pool.check(Runtime::Java(release)).is_err() {
            continue;
        }
        let folder = tempfile::tempdir().unwrap();
        let Some(files) = compiled(release, folder.path()) else { continue };
        ran = true;
        let app = |handler: &str| {
            Lambda::zipped(&format!("java{release}"), handler, zipped(&files)).with(|function| function.memory_mb = 512)
        };
        let echo = app("example.App::handle");
        for count in 1..=2 {
            let done = house.invoke(&echo, r#"{"a": [1, "two", null]}"#).await;
            assert_eq!(done.error, None, "{done:?}");
            assert_eq!(done.json(), json!({"event": {"a": [1, "two", null]}, "count": count}));
            assert!(done.tail.contains("hello\n"), "{}", done.tail);
        }
        let failed = house.invoke(&app("example.App::fail"), "{}").await.json();
        assert_eq!(
            (&failed["errorType"], &failed["errorMessage"]),
            (&json!("java.lang.IllegalStateException"), &json!("bad"))
        );
        assert_eq!(failed["stackTrace"][0], "example.App.fail(App.java:17)");
        let left = house.invoke(&app("example.App::leave"), "{}").await.json();
        let message = format!("RequestId: {REQUEST} Error: Runtime exited with error: exit status 3");
        assert_eq!(left, json!({"errorType": "Runtime.ExitError", "errorMessage": message}));
        let missing = house.invoke(&app("example.Missing::handle"), "{}").await.json();
        assert_eq!(
            (&missing["errorType"], &missing["errorMessage"]),
            (&json!("java.lang.ClassNotFoundException"), &json!("Class not found: example.Missing"))
        );
    }
    if !ran {
        skipped("a JDK 17 or 21");
    }
    house.close().await;
}
