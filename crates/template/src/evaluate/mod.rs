//! [Intrinsic functions](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html).

mod cidr;
mod dynamic;
mod evaluator;
mod lookups;
mod texts;

use std::collections::BTreeSet;

use tradewind_wire::Document;

use crate::compile::Compiled;
use crate::facts::{Facts, Want};
use crate::fault::{Fault, Stop};

use dynamic::bare;
pub(crate) use dynamic::has_reference;
pub use dynamic::resolve;
pub(crate) use evaluator::{Evaluator, Scope};

/// What is known about the resources of a stack.
pub trait Values {
    /// The physical id, which `Ref` gives.
    fn id(&self, logical_id: &str) -> Known;

    /// An attribute, which `Fn::GetAtt` gives.
    fn attribute(&self, logical_id: &str, attribute: &str) -> Known;
}

/// What is known about a value.
#[derive(Debug, Clone, PartialEq)]
pub enum Known {
    /// The value.
    Value(Document),
    /// It will be known later. [`preview`] leaves its function in place; for [`evaluate`] it is a fault.
    Later,
    /// There is no such attribute.
    Missing,
}

/// Nothing is known yet.
#[derive(Debug, Clone, Copy, Default)]
pub struct Nothing;

impl Values for Nothing {
    fn id(&self, _: &str) -> Known {
        Known::Later
    }

    fn attribute(&self, _: &str, _: &str) -> Known {
        Known::Later
    }
}

/// Evaluates a value of a template (properties, an output, an export's name), dynamic references included. Members that come to
/// `AWS::NoValue` are gone. What looks like a dynamic reference in a value of a resource or export is none.
///
/// # Errors
/// What is wrong, and facts that are missing (exports, dynamic references).
pub fn evaluate(value: &Document, compiled: &Compiled, values: &dyn Values, facts: &Facts) -> Result<Document, Stop> {
    resolve(&evaluated(value, compiled, values, facts)?, facts).map(bare)
}

/// Evaluates a value of a template and leaves dynamic references as they are written. What a stack remembers of its resources is
/// this: it must not hold their secrets, and CloudFormation compares the references, not what they lead to.
///
/// # Errors
/// What is wrong, and exports that are not known yet.
pub fn evaluate_with_references(
    value: &Document,
    compiled: &Compiled,
    values: &dyn Values,
    facts: &Facts,
) -> Result<Document, Stop> {
    evaluated(value, compiled, values, facts).map(bare)
}

/// The value, with what came of resources and exports shielded.
fn evaluated(value: &Document, compiled: &Compiled, values: &dyn Values, facts: &Facts) -> Result<Document, Stop> {
    let mut evaluator = Evaluator::new(compiled.scope(), values, facts);
    let evaluated = evaluator.value(value)?;
    let wants = evaluator.wants();
    if wants.is_empty() { Ok(evaluated.or_null()) } else { Err(Stop::Wants(wants)) }
}

/// Evaluates as far as things are known: functions that need what is known only later, exports that are missing, and dynamic
/// references stay in place.
///
/// # Errors
/// What is wrong.
pub fn preview(value: &Document, compiled: &Compiled, values: &dyn Values, facts: &Facts) -> Result<Document, Fault> {
    preview_at(value, &[], compiled, values, facts)
}

/// [`preview`] of what stands at a path.
pub(crate) fn preview_at(
    value: &Document,
    path: &[&str],
    compiled: &Compiled,
    values: &dyn Values,
    facts: &Facts,
) -> Result<Document, Fault> {
    let mut evaluator = Evaluator::new(compiled.scope(), values, facts).leniently().at(path);
    Ok(bare(evaluator.value(value)?.or_null()))
}

/// The exports that a template imports and that are not known yet: with them, previews and plans know what they come to. Names of
/// exports that depend on resources are left out.
///
/// # Errors
/// What is wrong with the template's values.
pub fn imports(compiled: &Compiled, facts: &Facts) -> Result<BTreeSet<Want>, Fault> {
    let mut evaluator = Evaluator::new(compiled.scope(), &Nothing, facts).leniently();
    for resource in &compiled.resources {
        evaluator.value(&resource.properties)?;
    }
    for output in &compiled.outputs {
        evaluator.value(&output.value)?;
    }
    Ok(evaluator.wants())
}

/// Whether a previewed value is known as a whole: no function is left in it.
pub fn is_known(value: &Document) -> bool {
    match value {
        Document::List(items) => items.iter().all(is_known),
        Document::Map(entries) => !crate::walk::is_function(value) && entries.iter().all(|(_, value)| is_known(value)),
        _ => true,
    }
}
