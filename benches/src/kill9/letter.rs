//! What is sent: bodies that name themselves and show when they were damaged.

use serde_json::{Value, json};

use crate::dice::Dice;

/// The queues, and with them the ways to reach one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Door {
    /// A standard queue, by SendMessage and SendMessageBatch.
    Standard,
    /// A FIFO queue.
    Fifo,
    /// A standard queue, by PutEvents and a rule.
    Events,
    /// A standard queue that is only added to, until the last round.
    Shelf,
}

/// Every queue.
pub const DOORS: [Door; 4] = [Door::Standard, Door::Fifo, Door::Events, Door::Shelf];

/// The source of the events.
pub const SOURCE: &str = "kill9";

/// What follows the id: 100 to 1,500 characters that only this id has.
fn fill(id: &str) -> String {
    // FNV-1a: the fill must be the same wherever it is worked out.
    let seed = id
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let mut dice = Dice::new(seed);
    let length = dice.between(100, 1_500) as usize;
    dice.text(length)
}

/// The body of the message `id`.
#[must_use]
pub fn body(id: &str) -> String {
    format!("{id}|{}", fill(id))
}

/// The detail of the event `id`.
#[must_use]
pub fn detail(id: &str) -> String {
    json!({"id": id, "fill": fill(id)}).to_string()
}

/// The id of a body that was received, if it is whole.
///
/// # Errors
/// What is wrong with it.
pub fn open(door: Door, received: &str) -> Result<String, String> {
    let (id, whole) = if door == Door::Events {
        let event: Value = serde_json::from_str(received).map_err(|cause| format!("an event is not JSON: {cause}"))?;
        let id = event["detail"]["id"].as_str().unwrap_or_default().to_owned();
        let whole = event["source"] == SOURCE && event["detail"]["fill"] == fill(&id).as_str();
        (id, whole)
    } else {
        let id = received.split('|').next().unwrap_or_default().to_owned();
        let whole = received == body(&id);
        (id, whole)
    };
    if whole {
        return Ok(id);
    }
    let start: String = received.chars().take(120).collect();
    Err(format!("a damaged message in {door:?}: {start}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_letters_open_and_damaged_ones_do_not() {
        assert_eq!(open(Door::Standard, &body("a-1")).unwrap(), "a-1");
        let event = json!({"source": SOURCE, "detail": serde_json::from_str::<Value>(&detail("e-1")).unwrap()});
        assert_eq!(open(Door::Events, &event.to_string()).unwrap(), "e-1");

        let text = body("a-1");
        assert!(open(Door::Standard, &text[..text.len() - 1]).is_err());
        assert!(open(Door::Standard, &text.replacen("a-1", "a-2", 1)).is_err());
        assert!(open(Door::Events, &event.to_string().replacen("e-1", "e-2", 1)).is_err());
        assert!(open(Door::Events, "{").is_err());
    }

    #[test]
    fn fills_differ() {
        assert_ne!(fill("a-1"), fill("a-2"));
        assert!((0..200).all(|n| (100..1_500).contains(&fill(&n.to_string()).len())));
    }
}
