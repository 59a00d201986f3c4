//! [`World`]: what all parts of one transform share.

use std::collections::BTreeMap;

use crate::deployment::Deployments;
use crate::restapi::usage::Shared;
use crate::value::{Map, Text, Value, map};
use crate::{Fault, Inputs, intrinsics};

/// One transform: the template as it is rewritten, and what was found out on the way.
pub(crate) struct World<'a> {
    pub(crate) inputs: &'a Inputs,
    /// Values of parameters, given or default, and of the pseudo parameters that are known.
    pub(crate) parameters: BTreeMap<String, Value>,
    pub(crate) mappings: Value,
    pub(crate) conditions: Map,
    /// The template's own resources; events write into APIs, buckets and user pools.
    pub(crate) resources: Map,
    /// What the transform made of SAM's resources.
    pub(crate) made: Map,
    /// Logical ids that changed: `Ref` and `Fn::GetAtt` follow.
    pub(crate) renamed: BTreeMap<String, String>,
    /// What `resource.Attribute` stands for, where SAM offers one.
    pub(crate) attributes: BTreeMap<(String, String), String>,
    pub(crate) deployments: Deployments,
    pub(crate) shared_plan: Shared,
    pub(crate) faults: Vec<Fault>,
}

impl World<'_> {
    /// The ARN of a managed policy by its name, if it is one of AWS's.
    pub(crate) fn managed_policy(&self, name: &str) -> Option<String> {
        let path = self.inputs.managed_policies.get(name)?;
        Some(format!("arn:{}:iam::aws:policy/{path}", self.inputs.partition))
    }

    /// A value with references to parameters replaced.
    pub(crate) fn resolve(&self, value: &Value) -> Value {
        intrinsics::resolve(value, &self.parameters)
    }

    /// A value with references to parameters and lookups in mappings replaced.
    pub(crate) fn resolve_all(&self, value: &Value) -> Value {
        intrinsics::find_in_map(&self.resolve(value), &self.mappings)
    }

    /// Adds a resource.
    pub(crate) fn add(&mut self, made: Made) {
        self.made.set(Text::from(made.id), made.body);
    }

    pub(crate) fn attribute(&mut self, resource: &str, name: &str, id: &str) {
        self.attributes.insert((resource.to_owned(), name.to_owned()), id.to_owned());
    }

    /// The type of one of the template's resources.
    pub(crate) fn kind(&self, id: &str) -> Option<&str> {
        self.resources.get(id)?.get("Type")?.as_str()
    }

    /// The properties of one of the template's resources, as a map that can be written to.
    pub(crate) fn properties_mut(&mut self, id: &str) -> Option<&mut Map> {
        Some(self.resources.get_mut(id)?.as_map_mut()?.map_at("Properties"))
    }
}

/// A resource that the transform made.
#[derive(Debug, Clone)]
pub(crate) struct Made {
    pub(crate) id: String,
    body: Map,
}

impl Made {
    pub(crate) fn new(id: impl Into<String>, kind: &str, properties: Map) -> Self {
        Self { id: id.into(), body: map! { "Type" => kind, "Properties" => properties } }
    }

    /// The resource with further attributes beside `Type` and `Properties`.
    pub(crate) fn with(mut self, attributes: &Map) -> Self {
        self.body.extend(attributes.clone());
        self
    }

    /// The resource with one more attribute.
    pub(crate) fn attribute(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.body.set(key, value);
        self
    }

    /// Adds a resource that must stand before this one does.
    pub(crate) fn depends_on(mut self, id: &str) -> Self {
        depend(&mut self.body, id);
        self
    }

    pub(crate) fn properties_mut(&mut self) -> &mut Map {
        self.body.map_at("Properties")
    }

    pub(crate) fn properties(&self) -> &Map {
        self.body.get("Properties").and_then(Value::as_map).expect("written by `Made::new`")
    }

    /// Sets an attribute beside `Type` and `Properties`.
    pub(crate) fn body_set(&mut self, key: &str, value: impl Into<Value>) {
        self.body.set(key, value);
    }
}

/// Adds to the `DependsOn` of a resource.
pub(crate) fn depend(resource: &mut Map, id: &str) {
    let mut ids = resource.get("DependsOn").map(Value::listed).unwrap_or_default();
    if !ids.iter().any(|one| one.as_str() == Some(id)) {
        ids.push(id.into());
    }
    resource.set("DependsOn", ids);
}

/// The attributes that every resource made of one inherits: under which condition it stands, what becomes of it.
pub(crate) fn inherited(resource: &Map) -> Map {
    let mut attributes = Map::new();
    attributes.copy(resource, &["Condition", "DeletionPolicy", "UpdateReplacePolicy"]);
    attributes
}

/// All attributes that the main resource made of one keeps.
pub(crate) fn kept(resource: &Map) -> Map {
    let mut attributes = inherited(resource);
    attributes.copy(resource, &["DependsOn", "Metadata", "UpdatePolicy", "CreationPolicy"]);
    attributes
}
