//! The CloudFormation template language, as pure functions: no disk, no network, no clock, and no knowledge of services.
//!
//! 1. [`parse`] reads text: YAML with every short form, or JSON, to a [`Template`] in long form that remembers where its parts
//!    stand.
//! 2. Transforms turn templates into templates: [`include`] is `AWS::Include`, [`expand`] is `AWS::LanguageExtensions`; others live
//!    elsewhere. [`transforms`] names those a template asks for.
//! 3. [`compile`] checks the template's structure and gives parameters, conditions and rules their values.
//! 4. [`check`] holds resources against the types a server has, before anything happens.
//! 5. [`plan()`] says what must be made, changed, replaced and removed, and in which order.
//! 6. [`evaluate_with_references`] gives one resource's properties their values when what it depends on is there, [`coerce`] their
//!    types, and [`decide`] says what an update does with it; [`resolve`] puts the values of dynamic references in for the handler
//!    ([`evaluate()`] is both).
//!
//! What must be looked up outside (exports, parameters of SSM, dynamic references, includes) is never called for: a function that
//! lacks such facts names them ([`Stop::Wants`]), and is called again with them ([`Facts`]).

mod compile;
mod conditions;
mod environment;
mod evaluate;
mod facts;
mod fault;
#[doc(hidden)]
pub mod fuzz;
mod graph;
mod language;
mod limits;
mod parameters;
mod plan;
mod position;
mod read;
mod resource;
mod rules;
mod schema;
mod structure;
mod sub;
mod summary;
mod template;
mod text;
mod walk;

pub use compile::{Compiled, Inputs, compile};
pub use environment::Environment;
pub use evaluate::{Known, Nothing, Values, evaluate, evaluate_with_references, imports, is_known, preview, resolve};
pub use facts::{Facts, Reference, Want};
pub use fault::{Fault, Stop};
pub use language::{INCLUDE, LANGUAGE_EXTENSIONS, expand, include, transforms};
pub use limits::*;
pub use parameters::{Given, Parameter};
pub use plan::{
    Action, Change, ChangeAction, Current, Detail, Plan, Removal, Replacement, Step, changes, decide, plan, removal,
};
pub use position::{Position, Positions};
pub use resource::{DeletionPolicy, Output, Resource};
pub use schema::{check, coerce};
pub use structure::validate;
pub use summary::{Declared, Summary, summary};
pub use template::{Template, parse, parse_snippet};
