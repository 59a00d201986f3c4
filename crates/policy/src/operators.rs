//! The operators of conditions.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html>

const OPERATORS: &[&str] = &[
    "StringEquals",
    "StringNotEquals",
    "StringEqualsIgnoreCase",
    "StringNotEqualsIgnoreCase",
    "StringLike",
    "StringNotLike",
    "NumericEquals",
    "NumericNotEquals",
    "NumericLessThan",
    "NumericLessThanEquals",
    "NumericGreaterThan",
    "NumericGreaterThanEquals",
    "DateEquals",
    "DateNotEquals",
    "DateLessThan",
    "DateLessThanEquals",
    "DateGreaterThan",
    "DateGreaterThanEquals",
    "Bool",
    "BinaryEquals",
    "IpAddress",
    "NotIpAddress",
    "ArnEquals",
    "ArnLike",
    "ArnNotEquals",
    "ArnNotLike",
    "Null",
];

/// Whether this is an operator, with or without `ForAllValues:`/`ForAnyValue:` before it and `IfExists` behind it.
pub(crate) fn is_operator(text: &str) -> bool {
    let bare = text.split_once(':').map_or(Some(text), |(set, bare)| {
        let known = ["ForAllValues", "ForAnyValue"].iter().any(|name| name.eq_ignore_ascii_case(set));
        known.then_some(bare)
    });
    let Some(bare) = bare else { return false };
    let same = |name: &str| OPERATORS.iter().any(|operator| operator.eq_ignore_ascii_case(name));
    // `Null` asks whether the key exists and knows no `IfExists`.
    same(bare) || bare.strip_suffix("IfExists").is_some_and(|name| same(name) && !name.eq_ignore_ascii_case("Null"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_may_have_a_quantifier_and_a_suffix() {
        for good in ["StringEquals", "stringlike", "ForAnyValue:StringLikeIfExists", "Null", "ForAllValues:ArnLike"] {
            assert!(is_operator(good), "{good}");
        }
        for bad in ["", "StringEqual", "ForNoValue:StringEquals", "NullIfExists", "IfExists", "a:b:c"] {
            assert!(!is_operator(bad), "{bad}");
        }
    }
}
