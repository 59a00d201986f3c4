//! How long unpacked packages are kept.

use std::collections::BTreeSet;
use std::fs;
use std::sync::atomic::Ordering;

use tradewind_functions::{PackageLimits, Packages};

use super::zips::zip;
use super::{names, open, package, stored};

fn bounded(dir: &std::path::Path, bytes: u64) -> Packages {
    Packages::bounded(dir.to_owned(), PackageLimits::default(), bytes).unwrap()
}

/// A package of 1,000 bytes unpacked.
fn thousand(fill: &str) -> tradewind_functions::Package {
    package(zip(&[("file", &fill.repeat(1_000))]))
}

#[tokio::test]
async fn callers_at_the_same_time_share_one_unpacking() {
    let dir = tempfile::tempdir().unwrap();
    let packages = open(dir.path());
    let (package, source) = stored(zip(&[("a.txt", "text")]));
    let all = (0..20).map(|_| packages.files(&package, &[]));
    for files in futures::future::join_all(all).await {
        assert_eq!(fs::read_to_string(files.unwrap().code().join("a.txt")).unwrap(), "text");
    }
    assert_eq!(source.fetched.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn what_was_unpacked_is_found_again_by_the_next_server() {
    let dir = tempfile::tempdir().unwrap();
    let (package, source) = stored(zip(&[("a.txt", "text")]));
    drop(open(dir.path()).files(&package, &[]).await.unwrap());
    drop(open(dir.path()).files(&package, &[]).await.unwrap());
    assert_eq!(source.fetched.load(Ordering::Relaxed), 1);

    // But not after the machine was started anew: a power cut may have taken its bytes.
    fs::write(dir.path().join(".boot"), "another boot").unwrap();
    drop(open(dir.path()).files(&package, &[]).await.unwrap());
    assert_eq!(source.fetched.load(Ordering::Relaxed), 2);
}

#[tokio::test]
async fn what_a_crash_left_half_done_is_not_taken_for_whole() {
    let dir = tempfile::tempdir().unwrap();
    let (package, source) = stored(zip(&[("a.txt", "text"), ("b.txt", "text")]));
    // Where a server that was killed while unpacking had come to.
    drop(open(dir.path()));
    let half = dir.path().join(".tmp-0");
    fs::create_dir(&half).unwrap();
    fs::write(half.join("a.txt"), "te").unwrap();
    let files = open(dir.path()).files(&package, &[]).await.unwrap();
    assert_eq!(names(files.code()), ["a.txt", "b.txt"]);
    assert_eq!(fs::read_to_string(files.code().join("a.txt")).unwrap(), "text");
    assert_eq!(source.fetched.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn a_caller_that_goes_away_does_not_break_the_unpacking() {
    let dir = tempfile::tempdir().unwrap();
    let packages = open(dir.path());
    let (package, source) = stored(zip(&[("a.txt", "text")]));
    {
        let mut files = Box::pin(packages.files(&package, &[]));
        assert!(futures::poll!(&mut files).is_pending());
    }
    let files = packages.files(&package, &[]).await.unwrap();
    assert_eq!(fs::read_to_string(files.code().join("a.txt")).unwrap(), "text");
    assert_eq!(source.fetched.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn what_was_used_longest_ago_goes_first_and_what_is_in_use_stays() {
    let dir = tempfile::tempdir().unwrap();
    let packages = bounded(dir.path(), 2_000);
    let [a, b, c] = ["a", "b", "c"].map(thousand);
    let using_a = packages.files(&a, &[]).await.unwrap();
    drop(packages.files(&b, &[]).await.unwrap());
    drop(packages.files(&c, &[]).await.unwrap());
    // a is the oldest, but in use: b has gone.
    let there = |package: &tradewind_functions::Package| dir.path().join(&package.sha256).is_dir();
    assert_eq!([there(&a), there(&b), there(&c)], [true, false, true]);

    let copy = using_a.clone();
    drop(using_a);
    let using_b = packages.files(&b, &[]).await.unwrap();
    assert_eq!([there(&a), there(&b), there(&c)], [true, true, false]);
    // With more in use than may be kept, nothing goes; when it is no longer in use, it does.
    let using_c = packages.files(&c, &[]).await.unwrap();
    assert_eq!([there(&a), there(&b), there(&c)], [true, true, true]);
    drop(copy);
    assert_eq!([there(&a), there(&b), there(&c)], [false, true, true]);
    drop((using_b, using_c));
    assert_eq!(packages.facts(), serde_json::json!({ "unpacked": 2, "bytes": 2_000 }));
}

#[tokio::test]
async fn a_sweep_takes_what_nobody_names_or_uses() {
    let dir = tempfile::tempdir().unwrap();
    let packages = open(dir.path());
    let [a, b, c] = ["a", "b", "c"].map(thousand);
    let using_a = packages.files(&a, &[]).await.unwrap();
    drop(packages.files(&b, &[]).await.unwrap());
    drop(packages.files(&c, &[b.clone(), c.clone()]).await.unwrap());
    packages.sweep(&BTreeSet::from([b.sha256.clone()])).unwrap();
    let mut left = vec![".boot".to_owned(), a.sha256.clone(), b.sha256.clone()];
    left.sort();
    assert_eq!(names(dir.path()), left);
    assert_eq!(fs::read_to_string(using_a.code().join("file")).unwrap().len(), 1_000);
}
