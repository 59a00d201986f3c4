//! Short forms of intrinsic functions: `!Sub` to `Fn::Sub`.

use tradewind_wire::Document;

use super::Read;
use crate::position::Positions;

/// The [functions](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html) that have
/// short forms. `Ref` and `Condition` have no `Fn::` before them.
const FUNCTIONS: [&str; 26] = [
    "And",
    "Base64",
    "Cidr",
    "Condition",
    "Contains",
    "EachMemberEquals",
    "EachMemberIn",
    "Equals",
    "FindInMap",
    "GetAtt",
    "GetAZs",
    "If",
    "ImportValue",
    "Join",
    "Length",
    "Not",
    "Or",
    "Ref",
    "RefAll",
    "Select",
    "Split",
    "Sub",
    "ToJsonString",
    "Transform",
    "ValueOf",
    "ValueOfAll",
];

/// The long name of a tag, unless it is none of ours.
pub(super) fn long_name(tag: &str) -> Option<String> {
    let known = FUNCTIONS.iter().find(|name| **name == tag)?;
    Some(if matches!(*known, "Ref" | "Condition") { (*known).to_owned() } else { ["Fn::", known].concat() })
}

/// Puts a tagged value under its function's name.
pub(super) fn wrap(name: String, mut inner: Read) -> Read {
    if name == "Fn::GetAtt" {
        inner = attribute(inner);
    }
    let at = inner.places.start();
    let mut places = Positions::at(at);
    places.add(name.clone(), at, inner.places);
    Read { value: Document::Map(vec![(name.into(), inner.value)]), places }
}

/// `a.b.c` to `[a, b.c]`, and `a` to `[a]`.
fn attribute(inner: Read) -> Read {
    let Some(text) = inner.value.as_str() else { return inner };
    let parts: Vec<Document> = match text.split_once('.') {
        Some((resource, attribute)) => vec![resource.into(), attribute.into()],
        None => vec![text.into()],
    };
    let at = inner.places.start();
    let mut places = Positions::at(at);
    for index in 0..parts.len() {
        places.add(index.to_string(), at, Positions::at(at));
    }
    Read { value: Document::List(parts), places }
}
