//! Snippets of templates, from buckets.

use tradewind_cloud::Origin;
use tradewind_template::{Facts, INCLUDE, Inputs, Template, include};

use crate::CloudFormation;
use crate::error::CloudFormationError;
use crate::request::Refusal;

impl CloudFormation {
    /// The template with the snippets that `AWS::Include` names.
    pub(crate) async fn included(
        &self,
        origin: &Origin,
        template: &Template,
        inputs: &Inputs,
        facts: &mut Facts,
    ) -> Result<Template, Refusal> {
        let included = self.informed(origin, facts, |facts| include(template, inputs, facts)).await;
        included.map_err(|error| match error {
            CloudFormationError::Validation(text) if text.contains(INCLUDE) => Refusal::Later(text),
            other => Refusal::Now(other),
        })
    }
}
