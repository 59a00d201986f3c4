//! Policy documents in AWS's JSON policy language: read strictly, refused in AWS's words, and held in one normal form.
//!
//! [`Policy::read`] takes the text of a document and what it is for ([`Purpose`]), and gives statements in which everything that
//! the language lets people write in two ways stands in one: a single value is a list of one, `Action` and `NotAction` are one
//! field with a flag, `"Principal": "*"` and `{"AWS": "*"}` keep their difference. [`Policy`] serialises back into the language.
//!
//! Nothing is evaluated here. The grammar is
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html>.

mod check;
mod document;
mod error;
mod json;
mod operators;
mod read;
mod write;

pub use document::{Condition, Effect, Policy, PrincipalKind, Principals, Purpose, Selection, Statement, Version};
pub use error::Malformed;

/// The length of a document as AWS's size quotas count it: characters that are not white space.
pub fn size(document: &str) -> usize {
    document.chars().filter(|c| !c.is_whitespace()).count()
}
