//! Templates: those of stacks, and what any template says about itself.

use std::sync::Arc;

use tradewind_cloud::Context;
use tradewind_template::{Summary, parse, summary, validate};

use super::{find, origin};
use crate::CloudFormation;
use crate::api::{
    self, GetTemplateInput, GetTemplateOutput, GetTemplateSummaryInput, GetTemplateSummaryOutput,
    ValidateTemplateInput, ValidateTemplateOutput,
};
use crate::error::CloudFormationError;
use crate::record::{Settings, Stack};
use crate::request::{Source, told};

pub(super) async fn get_template(
    service: Arc<CloudFormation>,
    ctx: Context,
    input: GetTemplateInput,
) -> Result<GetTemplateOutput, CloudFormationError> {
    let (stack, settings) = service.own(&ctx).read(ctx.mark(), |view, ()| {
        if let Some(name) = &input.change_set_name {
            let found = super::change_sets::named(*view, name, input.stack_name.as_deref())?;
            let (stack, set) = found.ok_or_else(|| CloudFormationError::ChangeSetNotFound(name.clone()))?;
            return Ok((stack, set.settings));
        }
        let Some(name) = &input.stack_name else {
            return Err(CloudFormationError::validation("Either StackName or ChangeSetName must be specified."));
        };
        let stack = find(*view, name)?;
        let stack =
            stack.ok_or_else(|| CloudFormationError::Validation(format!("Stack with id {name} does not exist")))?;
        let settings = stack.settings.clone();
        Ok::<(Stack, Settings), CloudFormationError>((stack, settings))
    })?;
    let stages = Some(vec!["Original".to_owned(), "Processed".to_owned()]);
    if settings.template.is_none() {
        return Ok(GetTemplateOutput { template_body: None, stages_available: stages });
    }
    let processed = input.template_stage.as_deref() == Some("Processed");
    let body = service.template_text(&stack, &settings, processed)?;
    Ok(GetTemplateOutput { template_body: Some(body), stages_available: stages })
}

pub(super) async fn get_template_summary(
    service: Arc<CloudFormation>,
    ctx: Context,
    input: GetTemplateSummaryInput,
) -> Result<GetTemplateSummaryOutput, CloudFormationError> {
    if input.stack_set_name.is_some() {
        return Err(CloudFormationError::validation("StackSetName is not built into this server yet."));
    }
    if input.call_as.as_deref() == Some("DELEGATED_ADMIN") {
        return Err(CloudFormationError::validation("CallAs DELEGATED_ADMIN is not built into this server yet."));
    }
    let text = match &input.stack_name {
        Some(name) if input.template_body.is_none() && input.template_url.is_none() => {
            let stack = service.own(&ctx).read(ctx.mark(), |view, ()| {
                find(*view, name)?.ok_or_else(|| CloudFormationError::no_such_stack(name))
            })?;
            service.template_text(&stack, &stack.settings, false)?
        }
        _ => {
            let source = Source { body: input.template_body, url: input.template_url, previous: false };
            service.text(&origin(&ctx), &source, None).await?
        }
    };
    let found = read(&text)?;
    let unknown: Vec<String> =
        found.resource_types.iter().filter(|name| service.registry.find(name).is_none()).cloned().collect();
    let lenient = input
        .template_summary_config
        .is_some_and(|config| config.treat_unrecognized_resource_types_as_warnings == Some(true));
    let warnings =
        (lenient && !unknown.is_empty()).then_some(api::Warnings { unrecognized_resource_types: Some(unknown) });
    let declared = |one: &tradewind_template::Declared| api::ParameterDeclaration {
        parameter_key: Some(one.name.clone()),
        default_value: one.default.clone(),
        parameter_type: Some(one.type_name.clone()),
        no_echo: Some(one.no_echo),
        description: one.description.clone(),
        parameter_constraints: Some(api::ParameterConstraints {
            allowed_values: (!one.allowed_values.is_empty()).then(|| one.allowed_values.clone()),
        }),
    };
    Ok(GetTemplateSummaryOutput {
        parameters: Some(found.parameters.iter().map(declared).collect()),
        description: found.description.clone(),
        capabilities: capabilities(&found),
        capabilities_reason: found.capabilities_reason.clone(),
        resource_types: Some(found.resource_types.clone()),
        version: found.version.clone(),
        metadata: found.metadata.as_ref().map(|one| String::from_utf8_lossy(&one.to_json_vec()).into_owned()),
        declared_transforms: transforms(&found),
        resource_identifier_summaries: None,
        warnings,
    })
}

pub(super) async fn validate_template(
    service: Arc<CloudFormation>,
    ctx: Context,
    input: ValidateTemplateInput,
) -> Result<ValidateTemplateOutput, CloudFormationError> {
    let source = Source { body: input.template_body, url: input.template_url, previous: false };
    let found = read(&service.text(&origin(&ctx), &source, None).await?)?;
    let declared = |one: &tradewind_template::Declared| api::TemplateParameter {
        parameter_key: Some(one.name.clone()),
        default_value: one.default.clone(),
        no_echo: Some(one.no_echo),
        description: one.description.clone(),
    };
    Ok(ValidateTemplateOutput {
        parameters: Some(found.parameters.iter().map(declared).collect()),
        description: found.description.clone(),
        capabilities: capabilities(&found),
        capabilities_reason: found.capabilities_reason.clone(),
        declared_transforms: transforms(&found),
    })
}

fn read(text: &str) -> Result<Summary, CloudFormationError> {
    let template = parse(text).map_err(told)?;
    validate(&template).map_err(told)?;
    summary(&template).map_err(told)
}

fn capabilities(found: &Summary) -> Option<Vec<String>> {
    (!found.capabilities.is_empty()).then(|| found.capabilities.iter().map(|one| (*one).to_owned()).collect())
}

fn transforms(found: &Summary) -> Option<Vec<String>> {
    (!found.transforms.is_empty()).then(|| found.transforms.clone())
}
