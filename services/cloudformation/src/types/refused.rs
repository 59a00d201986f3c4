//! Types of CloudFormation's own that AWS has and this server refuses.

use tradewind_resource::{Caller, Existing, Failure, Handler, Property, ResourceType, Step, Wanted};
use tradewind_wire::Document;

/// Refuses every template that has it.
struct Refused(&'static str);

impl Handler for Refused {
    fn check(&self, _: &Document) -> Result<(), String> {
        Err(format!("{} is not built into this server yet", self.0))
    }

    fn create<'a>(&'a self, _: &'a Caller, _: &'a Wanted) -> Step<'a> {
        Box::pin(async { Err(Failure::invalid(format!("{} is not built into this server yet", self.0))) })
    }

    fn update<'a>(&'a self, caller: &'a Caller, _: &'a Existing, wanted: &'a Wanted) -> Step<'a> {
        self.create(caller, wanted)
    }

    fn delete<'a>(&'a self, caller: &'a Caller, _: &'a Existing, wanted: &'a Wanted) -> Step<'a> {
        self.create(caller, wanted)
    }
}

const ANY: &[Property] = &[Property::new("*", tradewind_resource::Kind::Json)];

pub(super) fn types() -> Vec<ResourceType> {
    ["AWS::CloudFormation::Macro"].map(|name| ResourceType::new(name, ANY, &["*"], Refused(name))).to_vec()
}
