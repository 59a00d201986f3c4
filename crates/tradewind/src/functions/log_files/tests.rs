//! What is written is read, and what can't be written is counted.

use std::fs::{self, File};

use super::names::{file_name, folder_of, numbers};
use super::reading::read;
use super::*;

fn group(name: &str) -> Group {
    Group { account: "000000000000".to_owned(), region: "us-east-1".to_owned(), name: name.to_owned() }
}

fn write(files: &LogFiles, name: &str, text: &str) {
    let mut line = Vec::new();
    append(&mut line, Timestamp::from_secs(1_767_323_045), "2026/01/02/[$LATEST]0f", text);
    files.hand_over(group(name), line, 1);
}

fn texts(page: &Page) -> Vec<&str> {
    page.lines.iter().map(|line| line.text.as_str()).collect()
}

#[test]
fn lines_are_read_in_their_order_and_only_once() {
    let folder = tempfile::tempdir().unwrap();
    let files = LogFiles::start(folder.path().join("logs")).unwrap();
    assert_eq!(files.read(&group("/aws/lambda/a"), None).unwrap(), Page::default());
    write(&files, "/aws/lambda/a", "one\ttwo");
    write(&files, "/aws/lambda/b", "another group");
    write(&files, "/aws/lambda/a", "Traceback:\n  line 1");
    let page = files.read(&group("/aws/lambda/a"), None).unwrap();
    assert_eq!(texts(&page), ["one\ttwo", "Traceback:", "  line 1"]);
    assert_eq!(page.lines[0].at, "2026-01-02T03:04:05.000Z");
    assert_eq!(page.lines[0].stream, "2026/01/02/[$LATEST]0f");
    write(&files, "/aws/lambda/a", "later");
    let next: Place = page.next.to_string().parse().unwrap();
    let page = files.read(&group("/aws/lambda/a"), Some(next)).unwrap();
    assert_eq!(texts(&page), ["later"]);
    assert!(files.read(&group("/aws/lambda/a"), Some(page.next)).unwrap().lines.is_empty());
    files.stop();
    let again = LogFiles::start(folder.path().join("logs")).unwrap();
    write(&again, "/aws/lambda/a", "after a restart");
    let page = again.read(&group("/aws/lambda/a"), Some(page.next)).unwrap();
    assert_eq!(texts(&page), ["after a restart"]);
    again.stop();
}

#[test]
fn no_name_leads_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("logs");
    let files = LogFiles::start(root.clone()).unwrap();
    let long = "x".repeat(512);
    let names = ["../../escape", "..", ".", "/etc/passwd", "a%2Fb", "a/b", "nul\0", &long, &format!("{long}y")];
    for name in names {
        write(&files, name, name);
    }
    for name in names {
        let page = files.read(&group(name), None).unwrap();
        assert_eq!(texts(&page), [name], "{name}");
    }
    let beside: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(beside, ["logs"]);
    assert_eq!(fs::read_dir(root.join("000000000000/us-east-1")).unwrap().count(), names.len());
    files.stop();
}

#[test]
fn old_files_go() {
    let folder = tempfile::tempdir().unwrap();
    let group = group("/aws/lambda/a");
    let place = folder_of(folder.path(), &group);
    fs::create_dir_all(&place).unwrap();
    for number in 3..=7 {
        let file = File::create(place.join(file_name(number))).unwrap();
        file.set_len(if number == 7 { FILE_BYTES } else { 1 }).unwrap();
    }
    let files = LogFiles::start(folder.path().to_owned()).unwrap();
    write(&files, "/aws/lambda/a", "fresh");
    files.flush();
    assert_eq!(numbers(&place).unwrap(), [4, 5, 6, 7, 8]);
    let page = files.read(&group, Some(Place { file: 8, offset: 0 })).unwrap();
    assert_eq!(texts(&page), ["fresh"]);
    // A reader that had not come further than a file that is gone goes on with the oldest there is.
    assert!(files.read(&group, Some(Place { file: 1, offset: 99 })).is_ok());
    files.stop();
}

#[test]
fn what_was_cut_off_stays_a_line_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let group = group("/aws/lambda/a");
    let place = folder_of(folder.path(), &group);
    fs::create_dir_all(&place).unwrap();
    fs::write(place.join(file_name(1)), "2026-01-02T03:04:05.000Z\ts\thal").unwrap();
    let files = LogFiles::start(folder.path().to_owned()).unwrap();
    write(&files, "/aws/lambda/a", "whole");
    assert_eq!(texts(&files.read(&group, None).unwrap()), ["hal", "whole"]);
    files.stop();
    // Nor does anything else that may be found keep a reader from coming to the end.
    fs::write(place.join(file_name(1)), vec![b'x'; 3 << 20]).unwrap();
    let (mut from, mut pages) = (None, 0);
    loop {
        let page = read(&place, from).unwrap();
        (from, pages) = (Some(page.next), pages + 1);
        if !page.more {
            break;
        }
    }
    assert!(pages <= 4, "{pages}");
}

#[test]
fn what_the_disk_is_too_slow_for_is_counted_and_said() {
    let folder = tempfile::tempdir().unwrap();
    let (orders, received) = sync_channel(1);
    let tally = Arc::new(Tally::default());
    let files = LogFiles {
        folder: folder.path().to_owned(),
        orders: Mutex::new(Some(orders)),
        tally: tally.clone(),
        writer: Mutex::new(None),
    };
    // Nobody writes yet: the first fits, the others do not.
    for text in ["kept", "lost", "lost too"] {
        write(&files, "/aws/lambda/a", text);
    }
    assert_eq!(files.dropped(), 2);
    drop(files.orders.lock().unwrap().take());
    let waiting = tally.clone();
    Writer { folder: folder.path().to_owned(), open: VecDeque::new(), tally }.run(&received);
    let page = read(&folder_of(folder.path(), &group("/aws/lambda/a")), None).unwrap();
    assert_eq!(texts(&page), ["kept", "2 lines were dropped here: the disk is too slow for them, or full"]);
    assert_eq!(waiting.waiting.load(Ordering::Relaxed), 0);
}

#[test]
fn memory_is_bounded_too() {
    let folder = tempfile::tempdir().unwrap();
    let (orders, _received) = sync_channel(WAITING);
    let tally = Arc::new(Tally::default());
    let orders = Mutex::new(Some(orders));
    let files = LogFiles { folder: folder.path().to_owned(), orders, tally, writer: Mutex::new(None) };
    for _ in 0..80 {
        files.hand_over(group("/aws/lambda/a"), vec![b'x'; 1 << 20], 3);
    }
    assert_eq!(files.dropped(), 3 * (80 - 65));
}

#[test]
fn what_can_not_be_written_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    // A file where the folder should be.
    fs::write(folder.path().join("logs"), "").unwrap();
    let files = LogFiles::start(folder.path().join("logs")).unwrap();
    write(&files, "/aws/lambda/a", "lost");
    files.flush();
    assert_eq!(files.dropped(), 1);
    files.stop();
}
