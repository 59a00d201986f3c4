//! Zips that are refused: the same by a look at them and by unpacking them, and nothing of them is left.

use std::io::Write;

use bytes::Bytes;
use tradewind_functions::{BadPackage, InvokeError, PackageLimits, inspect};

use super::zips::{Raw, crc32, many, raw, zeros, zip};
use super::{names, open, package};

/// Deflates by hand: the zip writer's own compression, cut out of a zip.
fn deflated(data: &[u8]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    writer.start_file("x", options).unwrap();
    writer.write_all(data).unwrap();
    let zip = writer.finish().unwrap().into_inner();
    let size = u32::from_le_bytes(zip[18..22].try_into().unwrap()) as usize;
    let extra = u16::from_le_bytes(zip[28..30].try_into().unwrap()) as usize;
    zip[31 + extra..31 + extra + size].to_vec()
}

fn cases() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let text = |name: &str| Raw::file(name, b"text");
    let mib = vec![0_u8; 1 << 20];
    let bomb = deflated(&mib);
    let lying = |declared: u32| Raw {
        data: bomb.clone(),
        method: 8,
        declared: Some(declared),
        crc: Some(crc32(&mib)),
        ..Raw::file("zeros", &[])
    };
    let damaged = {
        let mut zip = zip(&[("a.txt", "some text that is long enough to be worth something")]);
        zip[40] ^= 0xFF;
        zip
    };
    let overlapping = {
        let mut zip = raw(&[text("a"), text("b")]);
        // The second entry's offset in the central directory, at the end of its header: the first one's place.
        let at = zip.len() - 22 - 1 - 4;
        zip[at..at + 4].copy_from_slice(&0_u32.to_le_bytes());
        zip
    };
    vec![
        ("no zip", b"this is no zip".to_vec(), "invalid Zip archive"),
        ("nothing", Vec::new(), "invalid Zip archive"),
        ("cut off", zip(&[("a.txt", "text")])[..40].to_vec(), "invalid Zip archive"),
        ("up", raw(&[text("../evil")]), "relative"),
        ("up from where it stands", raw(&[text("./../evil")]), "relative"),
        ("twice by two names", raw(&[text("a"), text("./a")]), "twice"),
        ("up in the middle", raw(&[text("a/../../evil")]), "relative"),
        ("here", raw(&[text("a/./evil")]), "relative"),
        ("absolute", raw(&[text("/etc/cron.d/evil")]), "absolute"),
        ("no name", raw(&[text("")]), "empty"),
        ("NUL", raw(&[text("a\0b")]), "NUL"),
        ("a long part", raw(&[text(&"n".repeat(256))]), "too long part"),
        ("a long path", raw(&[text(&"n/".repeat(600))]), "longer than 1024 bytes"),
        ("deep", raw(&[text(&vec!["d"; 65].join("/"))]), "too deep"),
        ("link away", raw(&[Raw::link("link", "/etc/passwd")]), "leads outside"),
        ("link up", raw(&[Raw::link("a/link", "../../etc/passwd")]), "leads outside"),
        ("link up through a folder", raw(&[Raw::link("a/link", "b/../../x")]), "leads outside"),
        ("through a link", raw(&[Raw::link("link", "folder"), text("link/file")]), "there twice"),
        ("a file as folder", raw(&[text("a"), text("a/b")]), "there twice"),
        ("a folder as file", raw(&[text("a/b"), text("a")]), "there twice"),
        ("twice", raw(&[text("a"), text("a")]), "the same name"),
        ("a device", raw(&[Raw { mode: 0o020_666, ..text("null") }]), "neither a file"),
        ("a pipe", raw(&[Raw { mode: 0o010_666, ..text("pipe") }]), "neither a file"),
        ("a folder with content", raw(&[Raw { mode: 0o040_755, ..text("folder/") }]), "has content"),
        ("encrypted", raw(&[Raw { flags: 1, ..text("secret") }]), "encrypted"),
        ("a wrong checksum", raw(&[Raw { crc: Some(1), ..text("a") }]), "checksum"),
        ("damaged", damaged, ""),
        ("an unknown method", raw(&[Raw { method: 14, ..text("a") }]), "ompression"),
        ("overlapping", overlapping, "overlap"),
        ("a bomb that says less", raw(&[lying(10)]), "declared uncompressed size"),
        ("a bomb that says more", raw(&[lying(2 << 20)]), "says that it has 2097152 bytes"),
        ("too many", many(100_001), "more than 100000"),
    ]
}

#[tokio::test]
async fn bad_zips_are_refused_and_leave_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let packages = open(dir.path());
    for (name, zip, reason) in cases() {
        let looked = inspect(&Bytes::from(zip.clone()), &PackageLimits::default());
        let Err(bad @ BadPackage::Unreadable { .. }) = looked else { panic!("{name}: {looked:?}") };
        assert!(bad.reason().contains(reason), "{name}: {}", bad.reason());
        assert_eq!(
            bad.to_string(),
            "Could not unzip uploaded file. Please check your file, then try to upload again.",
            "{name}"
        );
        let unpacked = packages.files(&package(zip), &[]).await;
        assert!(matches!(unpacked, Err(InvokeError::BadPackage(_))), "{name}: {unpacked:?}");
        assert_eq!(names(dir.path()), [".boot"], "{name}");
    }
}

#[tokio::test]
async fn what_unpacks_to_too_much_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let limits = PackageLimits { unzipped_bytes: 1 << 20, ..PackageLimits::default() };
    let packages = tradewind_functions::Packages::open(dir.path().to_owned(), limits).unwrap();
    let zeros_of = |size| zeros("zeros", size);
    let declared = inspect(&Bytes::from(zeros_of((1 << 20) + 1)), &limits);
    assert_eq!(declared, Err(BadPackage::TooLarge { limit: 1 << 20 }));
    assert_eq!(declared.unwrap_err().to_string(), "Unzipped size must be smaller than 1048576 bytes");
    assert!(packages.files(&package(zeros_of((1 << 20) + 1)), &[]).await.is_err());
    assert_eq!(names(dir.path()), [".boot"]);

    // The most that may be is taken.
    assert_eq!(inspect(&Bytes::from(zeros_of(1 << 20)), &limits).unwrap().unzipped_bytes, 1 << 20);
    assert!(packages.files(&package(zeros_of(1 << 20)), &[]).await.is_ok());
}

#[tokio::test]
async fn more_than_250_mb_is_refused_by_what_it_declares() {
    let bomb = Raw { declared: Some(300_000_000), method: 8, data: deflated(b"0"), ..Raw::file("zeros", &[]) };
    let zip = Bytes::from(raw(&[bomb]));
    let limit = PackageLimits::default().unzipped_bytes;
    assert_eq!(limit, 262_144_000);
    assert_eq!(inspect(&zip, &PackageLimits::default()), Err(BadPackage::TooLarge { limit }));
}

#[tokio::test]
async fn a_package_that_is_not_what_its_name_says_is_not_unpacked() {
    let dir = tempfile::tempdir().unwrap();
    let mut wrong = package(zip(&[("a.txt", "text")]));
    wrong.sha256 = "0".repeat(64);
    let refused = open(dir.path()).files(&wrong, &[]).await.unwrap_err();
    assert_eq!(refused.to_string(), format!("the package {} is not what was stored", "0".repeat(64)));
    wrong.sha256 = "../../evil".to_owned();
    assert!(open(dir.path()).files(&wrong, &[]).await.is_err());
    assert_eq!(names(dir.path()), [".boot"]);
}
