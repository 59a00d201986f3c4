//! Request bodies that are written once and differ in their ids.

use crate::dice::Dice;

/// Stands for an id in a template's text: sixteen characters that JSON leaves alone.
pub const SLOT: &str = "@@@@@@@@@@@@@@@@";

/// A body with places for ids, which are filled in place as sixteen hexadecimal digits.
#[derive(Clone, Debug)]
pub struct Template {
    bytes: Vec<u8>,
    slots: Vec<usize>,
}

impl Template {
    /// Finds the slots of a text.
    #[must_use]
    pub fn new(text: String) -> Self {
        let slots = memchr::memmem::find_iter(text.as_bytes(), SLOT).collect();
        Self { bytes: text.into_bytes(), slots }
    }

    /// Fills every slot with the next id and returns the body.
    pub fn fill(&mut self, ids: &mut Ids) -> &[u8] {
        for slot in &self.slots {
            let place = &mut self.bytes[*slot..*slot + SLOT.len()];
            let mut id = ids.next();
            for digit in place.iter_mut().rev() {
                *digit = b"0123456789abcdef"[(id & 15) as usize];
                id >>= 4;
            }
        }
        &self.bytes
    }
}

/// Numbers that no other connection of the run uses.
#[derive(Clone, Debug)]
pub struct Ids(u64);

impl Ids {
    /// The numbers of one connection.
    #[must_use]
    pub fn of_lane(lane: usize) -> Self {
        Self((lane as u64) << 40)
    }

    fn next(&mut self) -> u64 {
        self.0 += 1;
        self.0
    }
}

/// A message body of exactly 1 KiB: a small JSON document with an id slot, the rest random text.
#[must_use]
pub fn message_body(dice: &mut Dice) -> String {
    let head = format!(r#"{{"id":"{SLOT}","kind":"order","attempt":1,"note":""#);
    let fill = dice.text(1_024 - head.len() - 2);
    format!(r#"{head}{fill}"}}"#)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_slot_gets_its_own_id() {
        let mut template = Template::new(format!("[\"{SLOT}\",\"{SLOT}\"]"));
        let mut ids = Ids::of_lane(3);
        let first = String::from_utf8(template.fill(&mut ids).to_vec()).unwrap();
        assert_eq!(first, r#"["0000030000000001","0000030000000002"]"#);
        let second = String::from_utf8(template.fill(&mut ids).to_vec()).unwrap();
        assert_eq!(second, r#"["0000030000000003","0000030000000004"]"#);
    }

    #[test]
    fn a_body_is_one_kibibyte() {
        let body = message_body(&mut Dice::new(1));
        assert_eq!(body.len(), 1_024);
        assert!(serde_json::from_str::<serde_json::Value>(&body).is_ok());
    }
}
