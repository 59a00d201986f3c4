//! What is written arrives, and what can't be written is counted.

use tradewind_clock::Random;
use tradewind_store::{SimDisk, Store};

use super::*;

fn cloud() -> Cloud {
    let clock = Clock::manual(Timestamp::from_secs(1_790_000_000));
    let store = Store::simulated(&SimDisk::new(1), clock.clone(), Random::seeded(1)).unwrap();
    Cloud::builder(store, clock, Random::seeded(2)).register(tradewind_logs::Logs::new).build()
}

fn place(name: &str) -> Place {
    let group = Group { account: "000000000000".to_owned(), region: "us-east-1".to_owned(), name: name.to_owned() };
    (group, "2026/01/02/[$LATEST]0f".to_owned())
}

async fn messages(cloud: &Cloud, name: &str) -> Vec<String> {
    let lines = crate::admin::logs::lines(cloud, &place(name).0, 0).await.unwrap();
    lines.into_iter().map(|line| line.text).collect()
}

#[tokio::test]
async fn lines_make_their_group_and_stream() {
    let cloud = cloud();
    let groups = LogGroups::new();
    let now = cloud.clock().now().as_millis();
    groups.hand_over(place("/aws/lambda/a"), vec![(now + 1, "second".to_owned()), (now, "first".to_owned())]);
    groups.open(cloud.clone(), true);
    groups.hand_over(place("/aws/lambda/a"), vec![(now + 2, String::new()), (now + 3, "two\nlines".to_owned())]);
    groups.hand_over(place("/aws/lambda/b"), vec![(now, "another group".to_owned())]);
    groups.flush().await;
    assert_eq!(messages(&cloud, "/aws/lambda/a").await, ["first", "second", "", "two", "lines"]);
    groups.stop().await;
    groups.hand_over(place("/aws/lambda/b"), vec![(now, "too late".to_owned())]);
    assert_eq!(messages(&cloud, "/aws/lambda/b").await, ["another group"]);
    assert_eq!(groups.dropped(), 1);
}

#[tokio::test]
async fn memory_is_bounded_and_what_is_lost_is_said() {
    let cloud = cloud();
    let groups = LogGroups::new();
    let now = cloud.clock().now().as_millis();
    let line = || vec![(now, "x".repeat((1 << 20) - 100))];
    for _ in 0..70 {
        groups.hand_over(place("/aws/lambda/a"), line());
    }
    assert_eq!(groups.dropped(), 6);
    groups.open(cloud.clone(), true);
    groups.flush().await;
    groups.stop().await;
    let messages = messages(&cloud, "/aws/lambda/a").await;
    assert_eq!(messages.len(), 65);
    let said = "6 lines were dropped here: the store is too slow for them, or full";
    assert_eq!(messages.iter().filter(|message| *message == said).count(), 1);
    assert_eq!(lock(&groups.queue).bytes, 0);
}

#[tokio::test]
async fn what_is_refused_is_counted() {
    let cloud = cloud();
    let groups = LogGroups::new();
    groups.open(cloud.clone(), true);
    groups.hand_over(place("no group's name"), vec![(cloud.clock().now().as_millis(), "lost".to_owned())]);
    groups.flush().await;
    assert_eq!(groups.dropped(), 1);
    groups.stop().await;
}
