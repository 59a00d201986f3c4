//! A template with its parameters: what shall be there.

use std::collections::{BTreeMap, BTreeSet};

use tradewind_wire::Document;

use crate::conditions;
use crate::environment::Environment;
use crate::evaluate::{Evaluator, Nothing, Scope};
use crate::facts::Facts;
use crate::fault::{Fault, Stop};
use crate::graph::waves;
use crate::parameters::{Given, Parameter, resolve};
use crate::resource::{DeletionPolicy, Output, Resource};
use crate::rules;
use crate::structure::{complete, depends_on, is_pending};
use crate::template::Template;
use crate::walk::{Branches, mentions};

/// What a template is compiled with.
#[derive(Clone, Default)]
pub struct Inputs {
    /// Where the stack lives.
    pub environment: Environment,
    /// The request's parameters.
    pub parameters: Vec<(String, Given)>,
    /// The values the stack has now, for [`Given::Previous`].
    pub previous: BTreeMap<String, String>,
}

// Values may be secrets (`NoEcho`).
impl std::fmt::Debug for Inputs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names: Vec<&String> = self.parameters.iter().map(|(name, _)| name).collect();
        f.debug_struct("Inputs")
            .field("environment", &self.environment)
            .field("parameters", &names)
            .finish_non_exhaustive()
    }
}

/// A template with its parameters.
#[derive(Clone)]
pub struct Compiled {
    /// The template, after transforms.
    pub template: Template,
    /// Where the stack lives.
    pub environment: Environment,
    /// All parameters, in the template's order.
    pub parameters: Vec<Parameter>,
    /// What the conditions come to.
    pub conditions: BTreeMap<String, bool>,
    /// The resources whose condition holds, in the template's order.
    pub resources: Vec<Resource>,
    /// The outputs whose condition holds, in the template's order.
    pub outputs: Vec<Output>,
    values: BTreeMap<String, Document>,
    names: BTreeSet<String>,
    waves: BTreeMap<String, usize>,
}

// Values of parameters may be secrets.
impl std::fmt::Debug for Compiled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Compiled")
            .field("parameters", &self.parameters)
            .field("conditions", &self.conditions)
            .field("resources", &self.names)
            .finish_non_exhaustive()
    }
}

impl Compiled {
    /// What names stand for.
    pub(crate) fn scope(&self) -> Scope<'_> {
        Scope {
            environment: &self.environment,
            parameters: &self.values,
            conditions: &self.conditions,
            mappings: self.template.root.get("Mappings"),
            resources: &self.names,
        }
    }

    /// A resource by its name.
    pub fn resource(&self, logical_id: &str) -> Option<&Resource> {
        self.resources.iter().find(|resource| resource.logical_id == logical_id)
    }

    /// How many resources come at least before this one: the length of the longest way to it.
    pub fn wave(&self, logical_id: &str) -> usize {
        self.waves.get(logical_id).copied().unwrap_or(0)
    }
}

/// Compiles a template: checks its structure ([`crate::validate`]), gives the parameters their values, decides conditions and rules, and
/// finds out what depends on what.
///
/// # Errors
/// Every reason for which CloudFormation refuses a template or its parameters before it looks at types of resources; and the
/// facts it lacks (parameters of SSM types).
pub fn compile(template: &Template, inputs: &Inputs, facts: &Facts) -> Result<Compiled, Stop> {
    let compiled = build(template, inputs, facts);
    compiled.map_err(|stop| match stop {
        Stop::Fault(fault) => Stop::Fault(template.placed(fault)),
        wants @ Stop::Wants(_) => wants,
    })
}

fn build(template: &Template, inputs: &Inputs, facts: &Facts) -> Result<Compiled, Stop> {
    let root = &template.root;
    if is_pending(root) {
        let message = "Template format error: the section Transform names transforms that have not been applied";
        return Err(Fault::of(&["Transform"], message).into());
    }
    complete(template)?;
    let parameters = resolve(root, inputs, facts)?;
    let values = parameters.iter().map(|one| (one.name.clone(), one.value.clone())).collect();
    let (no_conditions, no_resources) = (BTreeMap::new(), BTreeSet::new());
    let scope = Scope {
        environment: &inputs.environment,
        parameters: &values,
        conditions: &no_conditions,
        mappings: root.get("Mappings"),
        resources: &no_resources,
    };
    let mut evaluator = Evaluator::new(scope, &Nothing, facts).at(&["Conditions"]);
    let conditions = conditions::decide(root, &mut evaluator)?;
    rules::check(root, Scope { conditions: &conditions, ..scope }, &parameters, facts)?;
    let mut compiled = Compiled {
        template: template.clone(),
        environment: inputs.environment.clone(),
        parameters,
        conditions,
        resources: Vec::new(),
        outputs: Vec::new(),
        values,
        names: BTreeSet::new(),
        waves: BTreeMap::new(),
    };
    compiled.names = compiled.present("Resources").map(|(name, _)| name.to_owned()).collect();
    compiled.resources = compiled.read_resources(facts)?;
    compiled.outputs = compiled.read_outputs()?;
    let nodes: Vec<(&str, &[String])> =
        compiled.resources.iter().map(|one| (one.logical_id.as_str(), one.dependencies.as_slice())).collect();
    compiled.waves = waves(&nodes)?;
    Ok(compiled)
}

impl Compiled {
    /// The members of a section whose condition holds.
    fn present<'a>(&'a self, section: &str) -> impl Iterator<Item = (&'a str, &'a Document)> {
        let entries = self.template.root.get(section).map(Document::entries).unwrap_or_default();
        let holds = |member: &Document| {
            let condition = member.get("Condition").and_then(Document::as_str);
            condition.is_none_or(|name| self.conditions.get(name) == Some(&true))
        };
        entries.iter().filter(move |(_, member)| holds(member)).map(|(name, member)| (name.as_ref(), member))
    }

    fn read_resources(&self, facts: &Facts) -> Result<Vec<Resource>, Fault> {
        self.present("Resources").map(|(name, resource)| self.read_resource(name, resource, facts)).collect()
    }

    fn read_resource(&self, name: &str, resource: &Document, facts: &Facts) -> Result<Resource, Fault> {
        let member = |member: &str| resource.get(member).cloned();
        Ok(Resource {
            logical_id: name.to_owned(),
            type_name: text(resource.get("Type")),
            properties: member("Properties").unwrap_or(Document::Map(Vec::new())),
            metadata: member("Metadata"),
            condition: resource.get("Condition").map(|condition| text(Some(condition))),
            depends_on: depends_on(resource).into_iter().map(str::to_owned).collect(),
            dependencies: self.dependencies(name, resource)?,
            deletion_policy: self.policy(name, "DeletionPolicy", resource, facts)?,
            update_replace_policy: self.policy(name, "UpdateReplacePolicy", resource, facts)?,
            creation_policy: member("CreationPolicy"),
            update_policy: member("UpdatePolicy"),
        })
    }

    fn dependencies(&self, name: &str, resource: &Document) -> Result<Vec<String>, Fault> {
        let mut names: BTreeSet<String> = depends_on(resource).into_iter().map(str::to_owned).collect();
        names.retain(|name| self.names.contains(name));
        for one in mentions(resource, &["Resources", name], Branches::Chosen(&self.conditions))? {
            self.must_be_there(&one.name, "Resources", &one.path)?;
            if self.names.contains(&one.name) {
                names.insert(one.name);
            }
        }
        Ok(names.into_iter().collect())
    }

    /// Refuses to refer to a resource whose condition does not hold.
    fn must_be_there(&self, name: &str, block: &str, path: &[String]) -> Result<(), Fault> {
        let declared = self.template.root.get("Resources").and_then(|resources| resources.get(name)).is_some();
        if !declared || self.names.contains(name) || self.values.contains_key(name) {
            return Ok(());
        }
        let message = format!(
            "Template format error: Unresolved resource dependencies [{name}] in the {block} block of the template"
        );
        Err(Fault::of(path, message))
    }

    fn policy(&self, name: &str, member: &str, resource: &Document, facts: &Facts) -> Result<DeletionPolicy, Fault> {
        let Some(value) = resource.get(member) else {
            return Ok(DeletionPolicy::default());
        };
        let at = ["Resources", name, member];
        let value = Evaluator::new(self.scope(), &Nothing, facts).at(&at).whole(value)?;
        let policy = match value.as_str() {
            None if value == Document::Null => Some(DeletionPolicy::default()),
            None => None,
            Some(text) => DeletionPolicy::of(text),
        };
        policy.ok_or_else(|| {
            let text = crate::text::text(&value).unwrap_or_default();
            Fault::of(&at, format!("Template format error: Unrecognized {member} {text} for resource {name}"))
        })
    }

    fn read_outputs(&self) -> Result<Vec<Output>, Fault> {
        let mut outputs = Vec::new();
        for (name, output) in self.present("Outputs") {
            for one in mentions(output, &["Outputs", name], Branches::Chosen(&self.conditions))? {
                self.must_be_there(&one.name, "Outputs", &one.path)?;
            }
            outputs.push(Output {
                name: name.to_owned(),
                description: output.get("Description").map(|description| text(Some(description))),
                value: output.get("Value").cloned().unwrap_or_default(),
                export: output.get("Export").and_then(|export| export.get("Name")).cloned(),
                condition: output.get("Condition").map(|condition| text(Some(condition))),
            });
        }
        Ok(outputs)
    }
}

fn text(value: Option<&Document>) -> String {
    value.and_then(Document::as_str).unwrap_or_default().to_owned()
}
