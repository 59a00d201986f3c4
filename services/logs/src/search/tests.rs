//! Pages of searches that may read little each, beside all that there is.

use bytes::Bytes;
use proptest::prelude::*;
use tradewind_clock::{Clock, Random, Timestamp};
use tradewind_store::{SimDisk, Store, Watermark};

use super::*;
use crate::chunk::{self, Head};
use crate::group::append::Arrival;
use crate::group::settings::NewGroup;
use crate::names::GroupName;

const START: u64 = 1_790_000_000_000;

fn group(store: &Store) -> Cell<Group> {
    let name = GroupName { account: "1".to_owned(), region: "r".to_owned(), name: "g".to_owned() };
    let cell = store.cell::<Group>(&name.cell());
    let new =
        NewGroup { name, class: "STANDARD".to_owned(), kms_key: None, protected: false, tags: Default::default() };
    let made = cell.write(&Watermark::new(), |tx, group| {
        group.create(tx, new)?;
        group.create_stream(tx, "a")?;
        group.create_stream(tx, "b")
    });
    made.unwrap_or_else(|error| panic!("{error}"));
    cell
}

/// Appends a block of events to a stream.
fn append(cell: &Cell<Group>, stream: &str, events: &[(u64, &str)]) {
    let written = cell.write(&Watermark::new(), |tx, group| {
        let body = Bytes::from(chunk::open_block(events));
        let block = Some((Head::of_open(events, START), body));
        let arrival = Arrival { revision: group.record()?.revision, block, deliveries: Vec::new() };
        group.append(tx, stream, arrival)
    });
    assert!(written.unwrap_or_else(|error| panic!("{error}")));
}

/// The texts of all pages, and how many pages there were.
async fn pages(cell: &Cell<Group>, pattern: &str, limit: usize, most: u64) -> (Vec<String>, usize) {
    let (mut texts, mut count, mut beyond) = (Vec::new(), 0, None);
    loop {
        let pattern = Pattern::parse(pattern).unwrap_or_else(|error| panic!("{error}"));
        let query = Query {
            streams: Streams::All,
            from: 0,
            to: u64::MAX,
            pattern,
            direction: Direction::Forward,
            beyond,
            limit,
            most,
        };
        let page = search(cell, &Watermark::new(), START, query).await.unwrap_or_else(|error| panic!("{error}"));
        texts.extend(page.events.into_iter().map(|event| event.message));
        count += 1;
        assert!(page.next.is_none() || page.next > beyond, "a page must get further: {:?} after {beyond:?}", page.next);
        let Some(next) = page.next else { return (texts, count) };
        beyond = Some(next);
    }
}

fn within<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.unwrap_or_else(|error| panic!("{error}")).block_on(work)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Blocks that overlap in time in every way, pages that end at a number of events or of bytes: nothing is lost, nothing comes
    /// twice, and all comes in order.
    #[test]
    fn small_pages_hold_what_there_is(
        blocks in prop::collection::vec((any::<bool>(), 0_u64..40, prop::collection::vec((0_u64..12, any::<bool>()), 1..6)), 0..14),
        limit in 1_usize..8,
        most in 0_u64..400,
    ) {
        let clock = Clock::manual(Timestamp::from_millis(START));
        let store = Store::simulated(&SimDisk::new(1), clock, Random::seeded(1)).unwrap_or_else(|error| panic!("{error}"));
        let cell = group(&store);
        let mut all = Vec::new();
        for (number, (first, begin, steps)) in blocks.iter().enumerate() {
            let mut at = START + begin;
            let events: Vec<(u64, String)> = steps.iter().enumerate().map(|(index, (step, marked))| {
                at += step;
                (at, format!("{number}-{index} {}", if *marked { "needle" } else { "straw" }))
            }).collect();
            let borrowed: Vec<(u64, &str)> = events.iter().map(|(at, text)| (*at, text.as_str())).collect();
            append(&cell, if *first { "a" } else { "b" }, &borrowed);
            all.extend(events);
        }
        // Stable, and blocks came one after the other: those of one time are in the order of their arrival.
        all.sort_by_key(|(at, _)| *at);
        let all: Vec<String> = all.into_iter().map(|(_, text)| text).collect();
        let needles: Vec<String> = all.iter().filter(|text| text.contains("needle")).cloned().collect();
        within(async {
            prop_assert_eq!(pages(&cell, "", limit, most).await.0, all);
            prop_assert_eq!(pages(&cell, "needle", limit, most).await.0, needles.clone());
            prop_assert_eq!(pages(&cell, "-straw", limit, u64::MAX).await.0, needles);
            Ok(())
        })?;
    }
}

#[test]
fn a_page_reads_so_much_and_no_more() {
    let clock = Clock::manual(Timestamp::from_millis(START));
    let store = Store::simulated(&SimDisk::new(1), clock, Random::seeded(1)).unwrap_or_else(|error| panic!("{error}"));
    let cell = group(&store);
    // As AWS counts, each holds 100 bytes.
    let text = "x".repeat(74);
    (0..20).for_each(|at| append(&cell, "a", &[(START + at, text.as_str())]));
    within(async {
        // Four blocks, then three times the one at which a page begins, which is not counted, and four more, then one.
        assert_eq!(pages(&cell, "-x", 100, 400).await, (Vec::new(), 5));
        assert_eq!(pages(&cell, "-x", 100, 2_000).await, (Vec::new(), 1));
        assert_eq!(pages(&cell, "-x", 100, 0).await, (Vec::new(), 21));
    });
}
