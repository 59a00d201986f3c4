//! Policy documents: checked when they come, kept as they came, and escaped when they are given back.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use tradewind_policy::{Policy, Purpose, size};

use crate::error::IamError;
use crate::identity::Kind;
use crate::limits;

/// What RFC 3986 leaves as it is, all else is escaped.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// A document as answers carry it.
pub(crate) fn escaped(document: &str) -> String {
    utf8_percent_encode(document, ESCAPED).to_string()
}

/// A role's trust policy.
pub(crate) fn check_trust(document: &str) -> Result<(), IamError> {
    Policy::read(document, Purpose::Trust)?;
    if size(document) > limits::TRUST_CHARS {
        return Err(IamError::Quota("ACLSizePerRole", limits::TRUST_CHARS));
    }
    Ok(())
}

/// A managed policy.
pub(crate) fn check_managed(document: &str) -> Result<(), IamError> {
    Policy::read(document, Purpose::Managed)?;
    if size(document) > limits::MANAGED_CHARS {
        return Err(IamError::Quota("PolicySize", limits::MANAGED_CHARS));
    }
    Ok(())
}

/// An inline policy.
pub(crate) fn check_inline(document: &str) -> Result<(), IamError> {
    Policy::read(document, Purpose::Identity)?;
    Ok(())
}

/// All inline policies of an identity together.
pub(crate) fn check_inline_size<'a>(
    kind: Kind,
    name: &str,
    documents: impl Iterator<Item = &'a String>,
) -> Result<(), IamError> {
    let most = match kind {
        Kind::Role => limits::ROLE_INLINE_CHARS,
        Kind::User => limits::USER_INLINE_CHARS,
        Kind::Group => limits::GROUP_INLINE_CHARS,
    };
    if documents.map(|document| size(document)).sum::<usize>() > most {
        let text = format!("Maximum policy size of {most} bytes exceeded for {} {name}", kind.word());
        return Err(IamError::LimitExceeded(text));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_escaped_by_rfc_3986() {
        assert_eq!(escaped(r#"{"a": "b-_.~*"}"#), "%7B%22a%22%3A%20%22b-_.~%2A%22%7D");
    }
}
