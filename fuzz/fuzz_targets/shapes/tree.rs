//! One shape with every kind of member, for the codecs' targets.

use std::collections::BTreeMap;

use bytes::Bytes;
use tradewind_clock::Timestamp;
use tradewind_wire::Shape;

#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Tree {
    #[shape(required, length = 1..=8, pattern = r"[\w.-]+")]
    pub text: String,
    #[shape(range = 0..=900)]
    pub small: Option<i32>,
    pub number: Option<i64>,
    pub flag: Option<bool>,
    pub blob: Option<Bytes>,
    pub at: Option<Timestamp>,
    #[shape(query = "Name", flat, length = ..=3, item(one_of = ["a", "b"]))]
    pub names: Option<Vec<String>>,
    #[shape(query = "Tag", flat, key = "Key", value = "Value", map_key(length = 1..))]
    pub tags: Option<BTreeMap<String, String>>,
    pub leaves: Option<BTreeMap<String, Tree>>,
    pub left: Option<Box<Tree>>,
    pub children: Option<Vec<Tree>>,
}
