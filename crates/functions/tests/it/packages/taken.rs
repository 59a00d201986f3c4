//! Zips that are taken, and what their files look like then.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

use bytes::Bytes;
use tradewind_functions::{PackageLimits, inspect};

use super::zips::{Raw, many, raw, zip};
use super::{names, open, package};

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

#[tokio::test]
async fn permissions_and_times_stay_as_the_zip_has_them() {
    let dir = tempfile::tempdir().unwrap();
    let entries = [
        Raw { mode: 0o100_755, ..Raw::file("bootstrap", b"#!/bin/sh\n") },
        Raw { mode: 0o100_600, ..Raw::file("secret.txt", b"s") },
        // A set-user-id bit would be of no use to anybody good.
        Raw { mode: 0o104_755, ..Raw::file("suid", b"s") },
        Raw { mode: 0o040_555, ..Raw::file("locked/", b"") },
        Raw::file("locked/inside.txt", b"i"),
        Raw { mode: 0, ..Raw::file("windows.txt", b"w") },
        Raw { mode: 0, ..Raw::file("windows/", b"") },
        Raw::file("deep/er/file.txt", b"d"),
    ];
    let files = open(dir.path()).files(&package(raw(&entries)), &[]).await.unwrap();
    let code = files.code();
    assert_eq!(mode(&code.join("bootstrap")), 0o755);
    assert_eq!(mode(&code.join("secret.txt")), 0o600);
    assert_eq!(mode(&code.join("suid")), 0o755);
    assert_eq!(mode(&code.join("locked")), 0o755);
    assert_eq!(mode(&code.join("locked/inside.txt")), 0o644);
    assert_eq!(mode(&code.join("windows.txt")), 0o644);
    assert_eq!(mode(&code.join("windows")), 0o755);
    for folder in [code.to_owned(), code.join("deep"), code.join("deep/er"), dir.path().to_owned()] {
        assert_eq!(mode(&folder), 0o755, "{}", folder.display());
    }
    // 1980-01-01, the first day of MS-DOS.
    let modified = fs::metadata(code.join("bootstrap")).unwrap().modified().unwrap();
    assert_eq!(modified, UNIX_EPOCH + Duration::from_secs(315_532_800));
}

#[tokio::test]
async fn names_may_begin_with_the_folder_they_stand_in() {
    let dir = tempfile::tempdir().unwrap();
    let folder = |name: &str| Raw { mode: 0o040_755, ..Raw::file(name, b"") };
    let entries = [folder("./"), Raw::file("./app.py", b"a"), folder("./lib/"), Raw::file("././lib/b.py", b"b")];
    let files = open(dir.path()).files(&package(raw(&entries)), &[]).await.unwrap();
    assert_eq!(names(files.code()), ["app.py", "lib"]);
    assert_eq!(fs::read(files.code().join("lib/b.py")).unwrap(), b"b");
}

#[tokio::test]
async fn links_inside_are_kept() {
    let dir = tempfile::tempdir().unwrap();
    let entries =
        [Raw::file("lib/real.so.1", b"elf"), Raw::link("lib/real.so", "real.so.1"), Raw::link("a/b/up", "../../lib")];
    let files = open(dir.path()).files(&package(raw(&entries)), &[]).await.unwrap();
    assert_eq!(fs::read_link(files.code().join("lib/real.so")).unwrap(), Path::new("real.so.1"));
    assert_eq!(fs::read(files.code().join("a/b/up/real.so")).unwrap(), b"elf");
}

#[tokio::test]
async fn names_in_any_encoding_become_text() {
    let dir = tempfile::tempdir().unwrap();
    // UTF-8 without its flag, as many tools write it; and code page 437, in which 0x81 is ü.
    let entries = [Raw::file("grüße.txt", b"1"), Raw { name: b"gr\x81n.txt".to_vec(), ..Raw::file("", b"2") }];
    let bytes = raw(&entries);
    let files = open(dir.path()).files(&package(bytes.clone()), &[]).await.unwrap();
    assert_eq!(names(files.code()), ["grün.txt", "grüße.txt"]);
    let facts = inspect(&Bytes::from(bytes), &PackageLimits::default()).unwrap();
    assert_eq!(facts.paths().collect::<Vec<_>>(), ["grün.txt", "grüße.txt"]);
}

#[tokio::test]
async fn a_look_says_what_unpacking_will_give() {
    let bytes = Bytes::from(zip(&[("z/last.py", "print()"), ("a.py", "x = 1\n"), ("bootstrap*", "#!")]));
    let facts = inspect(&bytes, &PackageLimits::default()).unwrap();
    assert_eq!((facts.files, facts.unzipped_bytes), (3, 15));
    assert_eq!(facts.paths().collect::<Vec<_>>(), ["a.py", "bootstrap", "z/last.py"]);
    assert!(facts.has_file("z/last.py") && !facts.has_file("z") && !facts.has_file("last.py"));
}

#[tokio::test]
async fn fifty_thousand_files_are_unpacked() {
    let dir = tempfile::tempdir().unwrap();
    let files = open(dir.path()).files(&package(many(50_000)), &[]).await.unwrap();
    assert_eq!(names(files.code()).len(), 50);
    assert_eq!(names(&files.code().join("folder49")).len(), 1_000);
}

#[tokio::test]
async fn an_empty_zip_is_a_package_without_files() {
    let dir = tempfile::tempdir().unwrap();
    let files = open(dir.path()).files(&package(zip(&[])), &[]).await.unwrap();
    assert!(names(files.code()).is_empty());
}
