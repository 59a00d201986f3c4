//! Filter criteria: which records a function wants.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html>. A record is wanted if one of the patterns
//! matches it. A body that is JSON is matched as JSON, any other as the text it is.

use tradewind_pattern::Pattern;

use crate::error::LambdaError;

/// Filters of one mapping: <https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html#filtering-basics>.
const MOST: usize = 5;

/// Checks the patterns a client gives.
pub(super) fn check(patterns: &[String]) -> Result<(), LambdaError> {
    if patterns.len() > MOST {
        return Err(LambdaError::invalid(format!("The number of filters exceeds the limit of {MOST}.")));
    }
    match patterns.iter().all(|pattern| Pattern::parse(pattern).is_ok()) {
        true => Ok(()),
        false => Err(LambdaError::invalid("Invalid filter pattern definition.")),
    }
}

/// The patterns of a mapping, compiled.
#[derive(Debug)]
pub(super) struct Filters(Vec<Pattern>);

impl Filters {
    /// From the texts in a row. One that is none any more counts as one that matches nothing.
    pub(super) fn new(patterns: &[String]) -> Filters {
        Filters(patterns.iter().filter_map(|pattern| Pattern::parse(pattern).ok()).collect())
    }

    /// Whether everything is wanted.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a record is wanted, given as JSON.
    pub(super) fn want(&self, record: &[u8]) -> bool {
        self.0.is_empty() || self.0.iter().any(|pattern| pattern.matches(record).unwrap_or(false))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_several_is_enough() {
        let filters = Filters::new(&["{\"body\":{\"n\":[1]}}".to_owned(), "{\"body\":{\"n\":[2]}}".to_owned()]);
        assert!(filters.want(b"{\"body\":{\"n\":2}}"));
        assert!(!filters.want(b"{\"body\":{\"n\":3}}"));
        assert!(!filters.want(b"{\"body\":\"n\"}"));
        assert!(Filters::new(&[]).want(b"{}"));
    }

    #[test]
    fn patterns_are_checked() {
        let text = |patterns: &[&str]| {
            let patterns: Vec<_> = patterns.iter().map(|pattern| (*pattern).to_owned()).collect();
            check(&patterns).err().map(|error| error.to_string())
        };
        assert_eq!(text(&["{\"body\":[{\"prefix\":\"a\"}]}"]), None);
        for bad in ["", "{", "[]", "{\"body\":1}"] {
            assert_eq!(text(&[bad]).as_deref(), Some("Invalid filter pattern definition."), "{bad}");
        }
        assert!(text(&["{\"a\":[1]}"; 5]).is_none());
        assert!(text(&["{\"a\":[1]}"; 6]).is_some());
    }
}
