//! Intrinsic functions.

use tradewind_wire::Document;

use crate::compile::Compiled;
use crate::facts::Facts;
use crate::fault::{Fault, Stop};

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

/// Evaluates a value of a template (properties, an output, an export's name). Members that come to `AWS::NoValue` are gone.
///
/// # Errors
/// What is wrong, and facts that are missing (imports, dynamic references).
pub fn evaluate(value: &Document, compiled: &Compiled, values: &dyn Values, facts: &Facts) -> Result<Document, Stop> {
    let _ = (value, compiled, values, facts);
    Err(Fault::new("intrinsic functions are not built yet").into())
}

/// Evaluates as far as things are known: functions that need what is known only later, and facts that are missing, stay in place.
///
/// # Errors
/// What is wrong.
pub fn preview(value: &Document, compiled: &Compiled, values: &dyn Values, facts: &Facts) -> Result<Document, Fault> {
    let _ = (value, compiled, values, facts);
    Err(Fault::new("intrinsic functions are not built yet"))
}
