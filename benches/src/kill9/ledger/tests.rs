use super::*;

fn message(ledger: &mut Ledger, id: &str) -> Received {
    Received { id: id.to_owned(), copy: format!("copy of {id}"), asked: ledger.moment() }
}

fn sent(ledger: &mut Ledger, id: &str, door: Door) {
    ledger.tried(id, door, None);
    ledger.acknowledged(id);
}

fn group_of(ledger: &mut Ledger, numbers: std::ops::RangeInclusive<u64>) {
    for number in numbers {
        let id = number.to_string();
        ledger.tried(&id, Door::Fifo, Some(("g".to_owned(), number)));
        ledger.acknowledged(&id);
    }
}

fn receive(ledger: &mut Ledger, door: Door, ids: &[&str]) -> Vec<Received> {
    let messages: Vec<_> = ids.iter().map(|id| message(ledger, id)).collect();
    ledger.received(door, &messages);
    messages
}

fn delete(ledger: &mut Ledger, message: &Received) {
    ledger.delete_tried(message);
    ledger.delete_answered(message);
}

fn kinds(ledger: &Ledger) -> Vec<FaultKind> {
    ledger.faults().iter().map(|fault| fault.kind).collect()
}

#[test]
fn an_acknowledged_message_is_owed_until_its_deletion_is_tried() {
    let mut ledger = Ledger::default();
    ledger.tried("unanswered", Door::Standard, None);
    sent(&mut ledger, "a", Door::Standard);
    sent(&mut ledger, "b", Door::Standard);
    assert_eq!(ledger.owed(Door::Standard), 2);
    let got = receive(&mut ledger, Door::Standard, &["a", "b"]);
    assert_eq!(ledger.owed(Door::Standard), 2);
    ledger.delete_tried(&got[0]);
    assert_eq!(ledger.owed(Door::Standard), 1);
    ledger.write_off(Door::Standard);
    assert_eq!(kinds(&ledger), [FaultKind::Lost]);
    assert!(ledger.faults()[0].text.starts_with("b in Standard was acknowledged"));
    assert_eq!(ledger.owed(Door::Standard), 0);
}

#[test]
fn a_message_that_was_received_is_owed_even_if_its_sending_was_never_answered() {
    let mut ledger = Ledger::default();
    ledger.tried("a", Door::Standard, None);
    assert_eq!(ledger.owed(Door::Standard), 0);
    receive(&mut ledger, Door::Standard, &["a"]);
    assert_eq!(ledger.owed(Door::Standard), 1);
}

#[test]
fn a_deleted_message_may_not_come_back() {
    let mut ledger = Ledger::default();
    sent(&mut ledger, "a", Door::Standard);
    let got = receive(&mut ledger, Door::Standard, &["a"]);
    ledger.delete_tried(&got[0]);
    let got = receive(&mut ledger, Door::Standard, &["a"]);
    assert!(kinds(&ledger).is_empty(), "its deletion was not answered yet");
    delete(&mut ledger, &got[0]);
    receive(&mut ledger, Door::Standard, &["a"]);
    assert_eq!(kinds(&ledger), [FaultKind::Back]);
}

#[test]
fn a_receive_that_was_asked_before_the_deletion_proves_nothing() {
    let mut ledger = Ledger::default();
    sent(&mut ledger, "a", Door::Standard);
    let got = receive(&mut ledger, Door::Standard, &["a"]);
    let under_way = message(&mut ledger, "a");
    delete(&mut ledger, &got[0]);
    ledger.received(Door::Standard, &[under_way]);
    receive(&mut ledger, Door::Standard, &["a"]);
    assert!(kinds(&ledger).is_empty());
}

#[test]
fn an_old_receipt_may_delete_nothing() {
    let mut ledger = Ledger::default();
    sent(&mut ledger, "a", Door::Standard);
    let old = receive(&mut ledger, Door::Standard, &["a"]);
    receive(&mut ledger, Door::Standard, &["a"]);
    delete(&mut ledger, &old[0]);
    receive(&mut ledger, Door::Standard, &["a"]);
    assert!(kinds(&ledger).is_empty());
}

#[test]
fn strangers_and_doubles_are_faults_but_an_event_may_come_twice() {
    let mut ledger = Ledger::default();
    sent(&mut ledger, "a", Door::Standard);
    sent(&mut ledger, "e", Door::Events);
    let got = receive(&mut ledger, Door::Events, &["e"]);
    let mut again = message(&mut ledger, "e");
    again.copy = "another".to_owned();
    ledger.received(Door::Events, &[again]);
    assert!(kinds(&ledger).is_empty());
    assert_eq!(ledger.doubles(), 1);
    delete(&mut ledger, &got[0]);
    assert_eq!(ledger.owed(Door::Events), 1, "the other copy is still there");

    receive(&mut ledger, Door::Standard, &["a"]);
    let mut again = message(&mut ledger, "a");
    again.copy = "another".to_owned();
    ledger.received(Door::Standard, &[again]);
    receive(&mut ledger, Door::Standard, &["nobody"]);
    receive(&mut ledger, Door::Standard, &["e"]);
    assert_eq!(kinds(&ledger), [FaultKind::Other; 3]);
}

#[test]
fn a_group_is_received_in_order() {
    let mut ledger = Ledger::default();
    group_of(&mut ledger, 1..=6);
    let got = receive(&mut ledger, Door::Fifo, &["1", "2"]);
    delete(&mut ledger, &got[1]);
    let got = receive(&mut ledger, Door::Fifo, &["1", "3"]);
    delete(&mut ledger, &got[0]);
    ledger.delete_tried(&got[1]);
    receive(&mut ledger, Door::Fifo, &["4"]);
    assert!(kinds(&ledger).is_empty(), "{:?}", ledger.faults());
    receive(&mut ledger, Door::Fifo, &["5"]);
    assert_eq!(kinds(&ledger), [FaultKind::Order], "4 is still there");
}

#[test]
fn a_swapped_answer_is_out_of_order() {
    let mut ledger = Ledger::default();
    group_of(&mut ledger, 1..=2);
    receive(&mut ledger, Door::Fifo, &["2", "1"]);
    assert_eq!(kinds(&ledger), [FaultKind::Order; 2]);
}

#[test]
fn an_unanswered_place_may_be_missing() {
    let mut ledger = Ledger::default();
    group_of(&mut ledger, 1..=1);
    ledger.tried("2", Door::Fifo, Some(("g".to_owned(), 2)));
    group_of(&mut ledger, 3..=3);
    receive(&mut ledger, Door::Fifo, &["1", "3"]);
    assert!(kinds(&ledger).is_empty());
}

#[test]
fn a_drain_sees_rising_places_even_of_those_whose_deletion_was_tried() {
    let mut ledger = Ledger::default();
    group_of(&mut ledger, 1..=3);
    let got = receive(&mut ledger, Door::Fifo, &["1", "2", "3"]);
    ledger.delete_tried(&got[0]);
    ledger.restarted();
    let second = message(&mut ledger, "2");
    ledger.drained(Door::Fifo, &[second]);
    assert!(kinds(&ledger).is_empty());
    let first = message(&mut ledger, "1");
    ledger.drained(Door::Fifo, &[first]);
    assert_eq!(kinds(&ledger), [FaultKind::Order]);
}
