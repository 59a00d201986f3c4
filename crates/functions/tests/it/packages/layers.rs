//! Layers as one tree.

use std::fs;

use tradewind_functions::Package;

use super::zips::{Raw, raw, zip};
use super::{names, open, package};

fn code() -> Package {
    package(zip(&[("app.py", "")]))
}

#[tokio::test]
async fn later_layers_win_file_by_file() {
    let dir = tempfile::tempdir().unwrap();
    let packages = open(dir.path());
    let first = package(zip(&[("python/a.py", "first"), ("python/b.py", "first"), ("bin/tool*", "first")]));
    let second = package(zip(&[("python/b.py", "second"), ("lib/c.so", "second")]));
    let files = packages.files(&code(), &[first.clone(), second.clone()]).await.unwrap();
    let opt = files.layers().unwrap();
    assert_eq!(names(opt), ["bin", "lib", "python"]);
    assert_eq!(fs::read_to_string(opt.join("python/a.py")).unwrap(), "first");
    assert_eq!(fs::read_to_string(opt.join("python/b.py")).unwrap(), "second");

    // The other way around it is another tree, and the layers themselves are as they were.
    let swapped = packages.files(&code(), &[second, first]).await.unwrap();
    assert_eq!(fs::read_to_string(swapped.layers().unwrap().join("python/b.py")).unwrap(), "first");
    assert_eq!(fs::read_to_string(opt.join("python/b.py")).unwrap(), "second");
}

#[tokio::test]
async fn what_is_a_folder_in_one_layer_and_a_file_in_another_is_what_the_later_one_says() {
    let dir = tempfile::tempdir().unwrap();
    let packages = open(dir.path());
    let folder = package(zip(&[("thing/file", "in it")]));
    let file = package(zip(&[("thing", "a file")]));
    let link = package(raw(&[Raw::link("thing", "other"), Raw::file("other/x", b"x")]));
    let merged = |layers: Vec<Package>| {
        let packages = packages.clone();
        async move { packages.files(&code(), &layers).await.unwrap() }
    };
    let files = merged(vec![folder.clone(), file.clone()]).await;
    assert_eq!(fs::read_to_string(files.layers().unwrap().join("thing")).unwrap(), "a file");
    let files = merged(vec![file, folder.clone()]).await;
    assert_eq!(fs::read_to_string(files.layers().unwrap().join("thing/file")).unwrap(), "in it");
    // A later folder takes the place of a link: nothing is written through it.
    let files = merged(vec![link, folder]).await;
    assert_eq!(names(&files.layers().unwrap().join("other")), ["x"]);
    assert_eq!(names(&files.layers().unwrap().join("thing")), ["file"]);
}

#[tokio::test]
async fn one_layer_is_used_as_it_is_and_none_is_none() {
    let dir = tempfile::tempdir().unwrap();
    let packages = open(dir.path());
    let layer = package(zip(&[("x", "x")]));
    let files = packages.files(&code(), std::slice::from_ref(&layer)).await.unwrap();
    assert_eq!(files.layers().unwrap(), dir.path().join(&layer.sha256));
    assert!(packages.files(&code(), &[]).await.unwrap().layers().is_none());
}
