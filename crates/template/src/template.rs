//! Templates.

use tradewind_wire::Document;

use crate::fault::Fault;
use crate::limits::MAX_OBJECT;
use crate::position::Positions;
use crate::read::read;

/// A template with long forms only (`Fn::GetAtt: [a, b]`), and where its parts stand in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Template {
    /// The template.
    pub root: Document,
    /// Where its parts stand. Transforms keep those of the text they began with.
    pub positions: Positions,
    /// Whether `AWS::LanguageExtensions` has been applied ([`crate::expand`]), so that its functions may stand in it.
    pub extended: bool,
}

impl Template {
    /// The same text after a transform.
    #[must_use]
    pub fn with_root(&self, root: Document) -> Template {
        Template { root, positions: self.positions.clone(), extended: self.extended }
    }

    /// The fault with its place, if it lacks one and its path leads somewhere.
    #[must_use]
    pub fn placed(&self, mut fault: Fault) -> Fault {
        if fault.position.is_none() && !fault.path.is_empty() {
            fault.position = Some(self.positions.nearest(&fault.path));
        }
        fault
    }
}

/// Reads a template in YAML or JSON. Says nothing yet about what stands in it, except that it is a map.
///
/// # Errors
/// Text that is no JSON or YAML, a tag that is none of CloudFormation's, a key that stands twice in a map, aliases that expand
/// too far, nesting that is too deep, and text over [`MAX_OBJECT`] bytes.
pub fn parse(text: &str) -> Result<Template, Fault> {
    if text.len() > MAX_OBJECT {
        return Err(Fault::new(format!("Template may not exceed {MAX_OBJECT} bytes in size.")));
    }
    let read = read(text)?;
    if !read.value.is_map() {
        return Err(Fault::new("Template format error: unsupported structure."));
    }
    Ok(Template { root: read.value, positions: read.places, extended: false })
}

/// Reads what `AWS::Include` names: any value.
///
/// # Errors
/// As [`parse`].
pub fn parse_snippet(text: &str) -> Result<Document, Fault> {
    if text.len() > MAX_OBJECT {
        return Err(Fault::new(format!("Template may not exceed {MAX_OBJECT} bytes in size.")));
    }
    Ok(read(text)?.value)
}
