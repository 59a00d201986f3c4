//! Lists in pages. A token is the number of items before the page, in base64.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::error::CloudFormationError;

/// The items of a page, and the token of the next.
pub(super) fn page<T>(
    all: Vec<T>,
    token: Option<&str>,
    size: usize,
) -> Result<(Vec<T>, Option<String>), CloudFormationError> {
    let start = token.map_or(Ok(0), place)?;
    let more = all.len() > start.saturating_add(size);
    let items = all.into_iter().skip(start).take(size).collect();
    Ok((items, more.then(|| token_of(start.saturating_add(size)))))
}

/// A place as a token.
pub(super) fn token_of(place: usize) -> String {
    URL_SAFE_NO_PAD.encode(place.to_string())
}

/// The place in a token.
pub(super) fn place(token: &str) -> Result<usize, CloudFormationError> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok();
    let number = bytes.and_then(|bytes| String::from_utf8(bytes).ok()?.parse().ok());
    number.ok_or_else(|| CloudFormationError::validation("Invalid NextToken"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_lead_from_page_to_page() {
        let (items, token) = page(vec![1, 2, 3], None, 2).expect("a page");
        assert_eq!(items, [1, 2]);
        let (items, token) = page(vec![1, 2, 3], token.as_deref(), 2).expect("a page");
        assert_eq!((items, token), (vec![3], None));
        assert!(page(vec![1], Some("!"), 2).is_err());
    }
}
