//! All resource types of one server.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::handler::Handler;
use crate::schema::Property;

/// One resource type.
#[derive(Clone)]
pub struct ResourceType {
    /// `AWS::SQS::Queue`.
    pub name: &'static str,
    /// Its properties; a template may have no others.
    pub properties: &'static [Property],
    /// What `Fn::GetAtt` may ask for: `Arn`. `*` allows any (custom resources, whose handlers answer with what they like) and
    /// `Outputs.*` any name behind that dot.
    pub attributes: &'static [&'static str],
    /// What makes, changes and removes resources of this type.
    pub handler: Arc<dyn Handler>,
}

impl ResourceType {
    /// A type whose handler has no state.
    pub fn new(
        name: &'static str,
        properties: &'static [Property],
        attributes: &'static [&'static str],
        handler: impl Handler,
    ) -> ResourceType {
        ResourceType { name, properties, attributes, handler: Arc::new(handler) }
    }
}

impl std::fmt::Debug for ResourceType {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// The resource types a server has, by name. Cloning is cheap.
#[derive(Clone, Debug, Default)]
pub struct Registry(Arc<FxHashMap<&'static str, ResourceType>>);

impl Registry {
    /// Of these types.
    ///
    /// # Panics
    /// When a type stands twice, which is a mistake in the wiring.
    pub fn new(types: impl IntoIterator<Item = ResourceType>) -> Registry {
        let mut known = FxHashMap::default();
        for one in types {
            let name = one.name;
            assert!(known.insert(name, one).is_none(), "resource type {name} is registered twice");
        }
        Registry(Arc::new(known))
    }

    /// By name. `Custom::Anything` is `AWS::CloudFormation::CustomResource` under a name of the template's choosing.
    pub fn find(&self, name: &str) -> Option<&ResourceType> {
        let name = if name.starts_with("Custom::") { "AWS::CloudFormation::CustomResource" } else { name };
        self.0.get(name)
    }

    /// Names of all types, in alphabetical order.
    pub fn names(&self) -> Vec<&'static str> {
        let mut names: Vec<_> = self.0.keys().copied().collect();
        names.sort_unstable();
        names
    }
}
