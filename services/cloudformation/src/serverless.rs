//! SAM templates.

use std::collections::BTreeMap;

use tradewind_cloud::Origin;
use tradewind_template::{Given, Inputs, Template};
use tradewind_wire::Document;

use crate::CloudFormation;
use crate::request::Refusal;

impl CloudFormation {
    /// A SAM template as CloudFormation's.
    pub(crate) async fn serverless(
        &self,
        origin: &Origin,
        template: &Template,
        inputs: &Inputs,
    ) -> Result<Template, Refusal> {
        let value = |(name, given): &(String, Given)| {
            let text = match given {
                Given::Value(text) => Some(text),
                Given::Previous => inputs.previous.get(name),
            };
            Some((name.clone(), Document::from(text?.as_str())))
        };
        let sam = tradewind_sam::Inputs {
            region: inputs.environment.region.clone(),
            partition: inputs.environment.partition.clone(),
            parameters: inputs.parameters.iter().filter_map(value).collect(),
            managed_policies: self.managed_policies(origin).await,
        };
        match tradewind_sam::transform(&template.root, &sam) {
            Ok(root) => Ok(template.with_root(root)),
            Err(faults) => Err(Refusal::Later(format!(
                "Transform {} failed with: {}",
                tradewind_sam::NAME,
                tradewind_sam::explain(&faults)
            ))),
        }
    }

    /// AWS's managed policies that IAM has: their names, and their paths behind `:policy/`.
    async fn managed_policies(&self, origin: &Origin) -> BTreeMap<String, String> {
        let mut all = BTreeMap::new();
        let mut marker = None;
        loop {
            let mut input = vec![("Scope".into(), "AWS".into()), ("MaxItems".into(), 1000.into())];
            input.extend(marker.map(|marker: Document| ("Marker".into(), marker)));
            // Without IAM names stay names, and the functions that have them are refused where they stand.
            let answer = self.parts.cloud.call(origin, "iam", "ListPolicies", Document::Map(input)).await;
            let Ok(answer) = answer else { return all };
            for policy in answer.get("Policies").and_then(Document::as_list).unwrap_or_default() {
                let (name, arn) = (policy.get("PolicyName"), policy.get("Arn"));
                let pair = name.and_then(Document::as_str).zip(arn.and_then(Document::as_str));
                let pair = pair.and_then(|(name, arn)| Some((name, arn.split_once(":policy/")?.1)));
                all.extend(pair.map(|(name, path)| (name.to_owned(), path.to_owned())));
            }
            match answer.get("Marker") {
                Some(next @ Document::String(_)) => marker = Some(next.clone()),
                _ => return all,
            }
        }
    }
}
