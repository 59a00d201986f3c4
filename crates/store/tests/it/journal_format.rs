//! The journal's bytes, and what becomes of them when they are damaged.

#![allow(clippy::unwrap_used, reason = "a test's helper may fail like the test")]

use tradewind_store::disk::SimDisk;
use tradewind_store::journal::{Group, Journal, JournalError, SegmentJournal, fuzz_read};
use tradewind_store::{OpenError, Position, StoreError};

use crate::journal_disk::{SALT, append, commits, new_disk, open, open_after, read_from, small};

const FIRST: &str = "journal/0000000000000001.seg";
const SECOND: &str = "journal/0000000000000002.seg";
const MARK: &str = "journal/synced";

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn the_bytes_of_segment_frame_and_mark_are_fixed() {
    let disk = new_disk(1);
    let (mut journal, _) = open(&disk).unwrap();
    let mut group = Group::new(Position::new(1));
    group.push(b"one");
    group.push(b"");
    journal.append(Position::NOTHING, &mut group).unwrap();
    let mut group = Group::new(Position::new(3));
    group.push(b"three");
    journal.append(Position::new(2), &mut group).unwrap();
    let segment = disk.contents(FIRST).unwrap();
    let mark = disk.contents(MARK).unwrap();
    let bytes = [&segment[..48], &segment[4096..4096 + 67], &segment[8192..8192 + 65], &mark];
    assert_eq!(bytes.map(hex), GOLDEN);
}

/// Header of the segment, two frames, mark. A change here is a new format.
const GOLDEN: [&str; 4] = [
    "54574a4f55524e31010000000000000001000000000000000100000000000000000000000000000012c66b254cbbb016",
    "5457473102000000010000000000000001000000000000000b000000000000000000000000000000461d07e2cd35824c\
     6eee7f6c8e11cfb6030000006f6e6500000000",
    "54574731010000000200000000000000030000000000000009000000000000006eee7f6c8e11cfb6f8e8e7b8fe65ecbb\
     79f07ce862656285050000007468726565",
    "545753594e4345440200000000000000030000000000000031967c07e8afbce9",
];

/// A journal of three groups in one segment and two in the next, 13 commits, closed or not.
fn five_groups(close: bool) -> SimDisk {
    let disk = new_disk(2);
    let (mut journal, _) = open(&disk).unwrap();
    for count in [3, 1, 5] {
        append(&mut journal, count).unwrap();
    }
    // Larger than what is left of the first segment.
    let mut group = Group::new(Position::new(10));
    group.push(&[7; 17_000]);
    journal.append(Position::new(9), &mut group).unwrap();
    append(&mut journal, 3).unwrap();
    if close {
        journal.close().unwrap();
    }
    disk.crash();
    disk
}

fn expected() -> Vec<(u64, Vec<u8>)> {
    let mut all = commits(13);
    all[9].1 = vec![7; 17_000];
    all
}

/// Where frames start and how long they are without filling; the last group of the journal is the last entry.
fn frames(disk: &SimDisk, name: &str) -> Vec<(usize, usize)> {
    let bytes = disk.contents(name).unwrap();
    (4096..bytes.len())
        .step_by(4096)
        .filter(|&at| bytes[at..].starts_with(b"TWG1"))
        .map(|at| (at, 56 + u32::from_le_bytes(bytes[at + 24..at + 28].try_into().unwrap()) as usize))
        .collect()
}

/// Opens a damaged copy: all commits, or so many less, or a refusal that leaves every file as it is.
fn open_damaged(disk: &SimDisk) -> Result<usize, OpenError> {
    let before: Vec<_> = disk.files().iter().map(|name| disk.contents(name)).collect();
    let operations = disk.operations();
    match open(disk) {
        Ok((journal, found)) => {
            assert_eq!(found, expected()[..found.len()], "not a prefix");
            assert_eq!(journal.last().get() as usize, found.len());
            Ok(found.len())
        }
        Err(error) => {
            assert_eq!(disk.operations(), operations, "a refusal must not touch the disk");
            assert_eq!(disk.files().iter().map(|name| disk.contents(name)).collect::<Vec<_>>(), before);
            Err(error)
        }
    }
}

/// A damaged mark says nothing.
fn spoil_mark(disk: &SimDisk) {
    disk.overwrite(MARK, vec![0; 32]);
}

#[test]
fn a_journal_reads_back() {
    for close in [false, true] {
        let disk = five_groups(close);
        assert_eq!(frames(&disk, FIRST).len(), 3);
        assert_eq!(frames(&disk, SECOND).len(), 2);
        let (journal, found) = open(&disk).unwrap();
        assert_eq!(found, expected());
        for after in 0..14 {
            assert_eq!(read_from(&journal, after), expected()[after as usize..]);
        }
    }
}

#[test]
fn every_flipped_bit_is_noticed_or_harmless() {
    let disk = five_groups(true);
    for name in [FIRST, SECOND] {
        let bytes = disk.contents(name).unwrap();
        let frames = frames(&disk, name);
        let last = *frames.last().unwrap();
        for at in 0..bytes.len() {
            let in_header = at < 48;
            let in_frame = frames.iter().any(|&(start, length)| (start..start + length).contains(&at));
            // The long commit's inside is sampled: each of its bytes is covered by the same checksum.
            if in_frame && at % 13 != 0 && frames.iter().any(|&(start, _)| at > start + 200) {
                continue;
            }
            if !in_header && !in_frame && at % 512 != 0 {
                continue;
            }
            let is_last = name == SECOND && (last.0..last.0 + last.1).contains(&at);
            let damaged = disk.fork(0);
            let mut changed = bytes.clone();
            changed[at] ^= 1 << (at % 8);
            damaged.overwrite(name, changed);
            let kept = damaged.fork(0);
            spoil_mark(&kept);
            match (in_header || in_frame, open_damaged(&damaged), open_damaged(&kept)) {
                (false, Ok(13), Ok(13)) => {}
                // Without a mark the last group looks like one that was interrupted. That is the one thing not noticed.
                (true, Err(OpenError::Corrupt { .. }), Ok(10)) if is_last => {}
                (true, Err(OpenError::Corrupt { path, offset, .. }), Err(OpenError::Corrupt { .. })) if !is_last => {
                    assert!(path.ends_with(name), "{path:?}");
                    assert!(offset.unwrap() <= at as u64 && at as u64 - offset.unwrap() < 20_480);
                }
                other => panic!("byte {at} of {name}: {other:?}"),
            }
        }
    }
}

#[test]
fn every_truncation_is_noticed_or_cuts_the_last_group() {
    let disk = five_groups(true);
    for name in [FIRST, SECOND] {
        let bytes = disk.contents(name).unwrap();
        let (last, length) = *frames(&disk, name).last().unwrap();
        let (previous, previous_length) = frames(&disk, name).into_iter().rev().nth(1).unwrap();
        for keep in (0..bytes.len()).filter(|keep| keep % 97 == 0 || keep % 4096 < 60) {
            let damaged = disk.fork(0);
            damaged.overwrite(name, bytes[..keep].to_vec());
            let kept = damaged.fork(0);
            spoil_mark(&kept);
            let whole = keep >= last + length;
            let (marked, unmarked) = (open_damaged(&damaged), open_damaged(&kept));
            if whole {
                assert_eq!((marked.unwrap(), unmarked.unwrap()), (13, 13), "{name} cut to {keep}");
                continue;
            }
            assert!(matches!(marked, Err(OpenError::Corrupt { .. })), "{name} cut to {keep}: {marked:?}");
            match unmarked {
                Err(OpenError::Corrupt { .. }) if name == FIRST || keep < 48 => {}
                // Groups are lost at the end only when the file itself got shorter than what was synced, and no mark and
                // no checkpoint is left to know.
                Ok(10) if name == SECOND && keep >= previous + previous_length => {}
                Ok(9) if name == SECOND && keep < previous + previous_length => {}
                other => panic!("{name} cut to {keep}: {other:?}"),
            }
        }
    }
}

#[test]
fn missing_files_are_noticed() {
    for name in [FIRST, SECOND, MARK] {
        let disk = five_groups(true);
        disk.lose(name);
        assert!(open_damaged(&disk).is_err(), "{name}");
    }
    // A checkpoint knows as much as the mark does.
    let disk = five_groups(false);
    disk.lose(SECOND);
    spoil_mark(&disk);
    assert!(matches!(open_after(disk.attach(), 10), Err(OpenError::Corrupt { .. })));
    assert_eq!(open_after(disk.attach(), 9).unwrap().1, []);
}

#[test]
fn a_missing_segment_in_the_middle_is_named() {
    let disk = new_disk(3);
    let (mut journal, _) = open(&disk).unwrap();
    for _ in 0..60 {
        append(&mut journal, 3).unwrap();
    }
    journal.close().unwrap();
    disk.crash();
    assert!(disk.files().len() > 8, "{:?}", disk.files());
    let whole = disk.fork(0);
    disk.lose("journal/0000000000000003.seg");
    let error = open(&disk).unwrap_err().to_string();
    assert!(error.contains("segment 3 is missing"), "{error}");
    // What a checkpoint holds is not needed any more.
    let (_, found) = open_after(disk.attach(), 175).unwrap();
    assert_eq!(found, commits(180)[175..]);
    // The mark alone shows that the newest segments are missing.
    let last = whole.files().into_iter().rfind(|name| name.ends_with(".seg")).unwrap();
    whole.lose(&last);
    assert!(matches!(open(&whole), Err(OpenError::Corrupt { .. })));
}

#[test]
fn a_segment_of_another_directory_is_refused() {
    let (ours, theirs) = (five_groups(true), SimDisk::new(9));
    SegmentJournal::create(&*theirs.attach(), SALT + 1).unwrap();
    ours.overwrite(FIRST, theirs.contents(FIRST).unwrap());
    assert!(matches!(open_damaged(&ours), Err(OpenError::Corrupt { offset: Some(0), .. })));
}

#[test]
fn a_message_that_looks_like_a_group_is_not_one() {
    // A commit holds a whole valid journal of its own, blocks aligned, of a directory with another random number.
    let inner = {
        let disk = SimDisk::new(4);
        SegmentJournal::create(&*disk.attach(), SALT ^ 1).unwrap();
        let mut journal =
            SegmentJournal::open(disk.attach(), SALT ^ 1, small(), Position::NOTHING, &mut |_, _| Ok(())).unwrap();
        for _ in 0..4 {
            append(&mut journal, 1).unwrap();
        }
        disk.contents(FIRST).unwrap()
    };
    let disk = new_disk(5);
    let (mut journal, _) = open(&disk).unwrap();
    append(&mut journal, 1).unwrap();
    let mut padded = vec![0; 4096 - 56 - 4];
    padded.extend_from_slice(&inner[..3 * 4096]);
    let mut group = Group::new(Position::new(2));
    group.push(&padded);
    journal.append(Position::new(1), &mut group).unwrap();
    drop(journal);
    // The group that holds it is torn: it alone is cut off.
    let mut bytes = disk.contents(FIRST).unwrap();
    bytes[8192 + 100] ^= 1;
    disk.overwrite(FIRST, bytes);
    spoil_mark(&disk);
    assert_eq!(open(&disk).unwrap().1, commits(1));
}

#[test]
fn a_commit_that_the_caller_refuses_is_damage_at_its_place() {
    let disk = five_groups(true);
    let refuse = |error: StoreError| {
        SegmentJournal::open(disk.attach(), SALT, small(), Position::NOTHING, &mut |position, _| {
            if position.get() == 4 { Err(error.clone()) } else { Ok(()) }
        })
        .unwrap_err()
    };
    assert!(matches!(refuse(StoreError::corrupt("no")), OpenError::Corrupt { offset: Some(8192), .. }));
    assert!(matches!(refuse(StoreError::newer("a commit", 3, 2)), OpenError::Newer { found: 3, known: 2, .. }));
}

#[test]
fn an_append_at_another_position_is_refused() {
    let disk = new_disk(6);
    let (mut journal, _) = open(&disk).unwrap();
    append(&mut journal, 2).unwrap();
    let mut group = Group::new(Position::new(2));
    group.push(b"fork");
    let moved = journal.append(Position::new(1), &mut group);
    assert!(matches!(moved, Err(JournalError::Moved { .. })), "{moved:?}");
    append(&mut journal, 2).unwrap();
    assert_eq!(read_from(&journal, 0), commits(4));
}

#[test]
fn foreign_bytes_never_panic() {
    let disk = five_groups(false);
    let segment = disk.contents(FIRST).unwrap();
    assert_eq!(fuzz_read(&[]), 0);
    assert_eq!(fuzz_read(b"TWG1"), 0);
    assert_eq!(fuzz_read(&segment), 3);
    let random = tradewind_clock::Random::seeded(8);
    for _ in 0..2_000 {
        let mut bytes = segment.clone();
        for _ in 0..=random.below(8) {
            let block = random.below(4) * 4096;
            let at = usize::try_from(block + random.below(72)).unwrap();
            bytes[at] = u8::try_from(random.below(256)).unwrap();
        }
        bytes.truncate(usize::try_from(random.below(bytes.len() as u64)).unwrap());
        fuzz_read(&bytes);
    }
}
