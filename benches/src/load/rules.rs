//! The rules of the case put-events, and the event they look at.
//!
//! One rule matches every event. The others are what a bus collects over the years: most name a customer or a product
//! that this event is not about, some look at its numbers, some at what it is not. They touch the same fields as the
//! event has, so that every one of them must be decided, and none can be told from the source alone.

use serde_json::{Value, json};

use crate::dice::Dice;
use crate::load::template::SLOT;

/// The source of every event.
pub const SOURCE: &str = "shop.orders";
/// The detail type of every event.
pub const DETAIL_TYPE: &str = "OrderPlaced";

/// The pattern of the one rule that matches.
#[must_use]
pub fn matching() -> Value {
    json!({
        "source": [SOURCE],
        "detail-type": [DETAIL_TYPE],
        "detail": {
            "customer": {"tier": ["gold", "platinum"]},
            "order": {"total": [{"numeric": [">", 100, "<=", 5_000]}]},
        },
    })
}

/// The pattern of the `index`-th rule that does not match: of ten, four exact, two prefix, two numeric, two anything-but.
#[must_use]
pub fn other(index: usize) -> Value {
    let detail = match index % 10 {
        0 | 1 => json!({"customer": {"id": [format!("cust-{index:06}")]}}),
        2 => json!({"order": {"warehouse": [format!("wh-{index:05}")], "currency": ["EUR", "USD"]}}),
        3 => json!({"customer": {"tier": ["gold"], "segment": [format!("seg-{index}")]}}),
        4 => json!({"order": {"sku": [{"prefix": format!("sku-{index:06}-")}]}}),
        5 => json!({"customer": {"email": [{"prefix": format!("user{index}@")}]}, "order": {"currency": ["EUR"]}}),
        6 => json!({"order": {"quantity": [{"numeric": [">=", 1_000 + index, "<", 1_001 + index]}]}}),
        7 => json!({"order": {"total": [{"numeric": ["=", 100_000 + index]}]}, "customer": {"tier": ["gold"]}}),
        8 => json!({"customer": {"tier": [{"anything-but": ["gold", format!("tier-{index}")]}]}}),
        _ => json!({
            "order": {"currency": [{"anything-but": [format!("X{index}")]}], "channel": [format!("ch-{index}")]},
        }),
    };
    json!({"source": [SOURCE], "detail": detail})
}

/// An event's detail of about 1 KiB, with an id slot.
#[must_use]
pub fn detail(dice: &mut Dice) -> Value {
    let mut detail = json!({
        "id": SLOT,
        "version": 3,
        "order": {
            "number": format!("o-{}", dice.between(100_000, 999_999)),
            "total": dice.between(101, 5_000),
            "currency": "EUR",
            "quantity": dice.between(1, 20),
            "sku": format!("item-{}", dice.text(10)),
            "warehouse": "par-2",
            "channel": "web",
            "express": dice.chance(30),
        },
        "customer": {
            "id": format!("person-{}", dice.text(8)),
            "tier": "gold",
            "segment": "returning",
            "email": format!("{}@example.com", dice.text(12)),
            "address": {"city": "Lyon", "zip": "69001", "country": "FR"},
        },
        "lines": (0..4).map(|line| json!({"line": line, "sku": dice.text(12), "price": 12.5})).collect::<Vec<_>>(),
        "tags": ["spring", "newsletter", null],
        "note": "",
    });
    let length = detail.to_string().len();
    detail["note"] = json!(dice.text(1_024_usize.saturating_sub(length)));
    detail
}

/// One entry of PutEvents.
#[must_use]
pub fn entry(bus: &str, dice: &mut Dice) -> Value {
    json!({
        "Source": SOURCE,
        "DetailType": DETAIL_TYPE,
        "EventBusName": bus,
        "Detail": detail(dice).to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the patterns here use of the pattern language, as plainly as it can be said.
    fn holds(pattern: &Value, event: &Value) -> bool {
        match pattern {
            Value::Object(fields) => fields.iter().all(|(name, inner)| holds(inner, &event[name.as_str()])),
            Value::Array(choices) => !event.is_null() && choices.iter().any(|choice| one(choice, event)),
            _ => false,
        }
    }

    fn one(choice: &Value, value: &Value) -> bool {
        if let Some(prefix) = choice["prefix"].as_str() {
            return value.as_str().is_some_and(|text| text.starts_with(prefix));
        }
        if let Some(not) = choice["anything-but"].as_array() {
            return !not.contains(value);
        }
        if let Some(range) = choice["numeric"].as_array() {
            let value = value.as_f64().unwrap();
            return range.chunks(2).all(|pair| {
                let bound = pair[1].as_f64().unwrap();
                match pair[0].as_str().unwrap() {
                    ">" => value > bound,
                    ">=" => value >= bound,
                    "<" => value < bound,
                    "<=" => value <= bound,
                    _ => value == bound,
                }
            });
        }
        choice == value
    }

    #[test]
    fn exactly_one_rule_matches() {
        let mut dice = Dice::new(5);
        for _ in 0..50 {
            let event = json!({"source": SOURCE, "detail-type": DETAIL_TYPE, "detail": detail(&mut dice)});
            assert!(holds(&matching(), &event), "{event}");
            for index in 0..2_000 {
                assert!(!holds(&other(index), &event), "{index} matches {event}");
            }
        }
    }

    #[test]
    fn rules_are_distinct_and_the_event_has_its_size() {
        let all: std::collections::BTreeSet<String> = (0..10_000).map(|index| other(index).to_string()).collect();
        assert_eq!(all.len(), 10_000);
        let length = detail(&mut Dice::new(1)).to_string().len();
        assert_eq!(length, 1_024);
        let entry = entry("load", &mut Dice::new(1)).to_string();
        assert_eq!(entry.matches(SLOT).count(), 1);
    }
}
