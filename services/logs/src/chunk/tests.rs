//! What was written is read, open and sealed.

use super::*;

fn read(head: &Head, number: u64, body: &[u8]) -> Vec<(u64, u64, u64, String)> {
    let mut room = Vec::new();
    let block = Block::open(head, number, body, &mut room).unwrap();
    let events = block.events().map(|event| event.unwrap().1);
    events.map(|event| (event.time, event.ingested, event.order, event.message.to_owned())).collect()
}

#[test]
fn blocks_are_read_as_they_were_written() {
    let events = [(1_000, "first"), (1_000, ""), (5_000, "späť")];
    let head = Head::of_open(&events, 9_000);
    assert_eq!(Head::decode(&head.encode()).unwrap(), head);
    assert_eq!((head.first, head.last, head.events, head.bytes), (1_000, 5_000, 3, 5 + 6 + 3 * 26));
    let body = open_block(&events);
    let expected: Vec<_> =
        events.iter().enumerate().map(|(i, (time, text))| (*time, 9_000, order(7, i), (*text).to_owned())).collect();
    assert_eq!(read(&head, 7, &body), expected);

    let late = [Event { time: 500, ingested: 12_000, order: order(8, 0), message: "late" }];
    let mut room = Vec::new();
    let block = Block::open(&head, 7, &body, &mut room).unwrap();
    let all = block.events().map(|event| event.unwrap().1).chain(late).collect();
    let sealed = seal(all);
    assert_eq!(sealed.len(), 1);
    let [sealed] = sealed.as_slice() else { panic!("one block") };
    assert_eq!(Head::decode(&sealed.head.encode()).unwrap(), sealed.head);
    assert_eq!((sealed.head.first, sealed.head.last, sealed.head.ingested), (500, 5_000, 12_000));
    let mut expected = expected;
    expected.insert(0, (500, 12_000, order(8, 0), "late".to_owned()));
    assert_eq!(read(&sealed.head, 99, &sealed.body), expected);
    assert!(grams::may_hold(&sealed.grams, "späť".as_bytes()));
    assert!(!grams::may_hold(&sealed.grams, b"nowhere"));
}

#[test]
fn blocks_are_cut_at_their_size() {
    let message = "x".repeat(400_000);
    let events = (0..6).map(|i| Event { time: i, ingested: 1, order: i, message: &message }).collect();
    let sizes: Vec<u32> = seal(events).iter().map(|sealed| sealed.head.events).collect();
    assert_eq!(sizes, [3, 3]);
}

proptest::proptest! {
    /// Damaged blocks are told as such and nothing else.
    #[test]
    fn damaged_blocks_do_no_harm(bytes in proptest::collection::vec(0_u8..8, 0..60)) {
        let head = Head::of_open(&[], 0);
        let mut room = Vec::new();
        if let Ok(block) = Block::open(&head, 1, &bytes, &mut room) {
            block.events().for_each(drop);
        }
    }
}
