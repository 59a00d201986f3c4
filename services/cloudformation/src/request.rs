//! What requests want a stack to be: its template, after transforms, with its parameters.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tradewind_cloud::Origin;
use tradewind_template::{
    Compiled, Facts, Fault, Given, Inputs, MAX_BODY, Template, Want, check, compile, expand, parse, summary,
    transforms, validate,
};
use tradewind_wire::Document;

use crate::CloudFormation;
use crate::api;
use crate::compiled::environment;
use crate::error::CloudFormationError;
use crate::record::{Parameter, Settings, Stack};

/// The transform that adds to the language.
const LANGUAGE: &str = "AWS::LanguageExtensions";

/// Where a request's template is.
#[derive(Clone, Default)]
pub(crate) struct Source {
    pub(crate) body: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) previous: bool,
}

/// What a request wants.
pub(crate) struct Wish<'a> {
    pub(crate) source: Source,
    pub(crate) parameters: Option<&'a [api::Parameter]>,
    pub(crate) capabilities: &'a [String],
    /// Whether it makes the stack without a look at a change set.
    pub(crate) directly: bool,
}

/// A template that can be made a stack of.
pub(crate) struct Prepared {
    pub(crate) text: String,
    /// After transforms, where there are some.
    pub(crate) processed: Option<String>,
    pub(crate) compiled: Arc<Compiled>,
    pub(crate) facts: Facts,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) description: Option<String>,
    pub(crate) capabilities: Vec<String>,
}

impl Prepared {
    /// Names of the exports it imports, as far as they do not hang on what is yet to be made.
    pub(crate) fn imports(&self) -> Result<BTreeSet<String>, CloudFormationError> {
        let wants = tradewind_template::imports(&self.compiled, &self.facts);
        let wants = wants.map_err(|fault| CloudFormationError::Validation(fault.message))?;
        let imported = |want| if let Want::Import(name) = want { Some(name) } else { None };
        Ok(wants.into_iter().filter_map(imported).collect())
    }
}

/// Why a request is refused.
pub(crate) enum Refusal {
    /// In the answer.
    Now(CloudFormationError),
    /// Of a change set: in its status.
    Later(String),
}

impl From<CloudFormationError> for Refusal {
    fn from(error: CloudFormationError) -> Refusal {
        Refusal::Now(error)
    }
}

impl From<tradewind_store::StoreError> for Refusal {
    fn from(error: tradewind_store::StoreError) -> Refusal {
        Refusal::Now(error.into())
    }
}

impl Refusal {
    /// In an answer.
    pub(crate) fn error(self) -> CloudFormationError {
        match self {
            Refusal::Now(error) => error,
            Refusal::Later(text) => CloudFormationError::Validation(text),
        }
    }
}

/// A fault as an answer tells it.
pub(crate) fn told(fault: Fault) -> CloudFormationError {
    CloudFormationError::Validation(fault.message)
}

/// A fault of a resource, with its place.
fn placed(template: &Template, fault: Fault) -> String {
    let fault = template.placed(fault);
    match fault.position {
        Some(position) if position.line > 0 => format!("{} ({position})", fault.message),
        _ => fault.message,
    }
}

impl CloudFormation {
    /// The text of a request's template.
    pub(crate) async fn text(
        &self,
        origin: &Origin,
        source: &Source,
        stack: Option<&Stack>,
    ) -> Result<String, CloudFormationError> {
        match (&source.body, &source.url, source.previous) {
            (Some(_), Some(_), _) | (Some(_), _, true) | (_, Some(_), true) => Err(CloudFormationError::validation(
                "You cannot specify more than one of Template Body, Template URL and Use Previous Template",
            )),
            (Some(body), ..) if body.len() > MAX_BODY => Err(CloudFormationError::Validation(format!(
                "1 validation error detected: Value '{body}' at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to {MAX_BODY}",
            ))),
            (Some(body), ..) => Ok(body.clone()),
            (None, Some(url), _) => {
                let bytes = self.object(origin, url).await.map_err(CloudFormationError::Validation)?;
                Ok(String::from_utf8_lossy(&bytes).into_owned())
            }
            (None, None, true) => match stack {
                Some(stack) => self.template_text(stack, &stack.settings, false),
                None => {
                    Err(CloudFormationError::validation("Cannot use previous template for a stack that does not exist"))
                }
            },
            (None, None, false) => {
                Err(CloudFormationError::validation("Either Template URL or Template Body must be specified."))
            }
        }
    }

    /// Everything a request's template must go through before anything is created.
    pub(crate) async fn prepare(&self, origin: &Origin, wish: &Wish<'_>, stack: &Stack) -> Result<Prepared, Refusal> {
        let text = self.text(origin, &wish.source, Some(stack)).await?;
        let template = parse(&text).map_err(told)?;
        validate(&template).map_err(told)?;
        let inputs = Inputs {
            environment: environment(&stack.account, &stack.region, &stack.name, &stack.arn()),
            parameters: given(wish.parameters, &stack.settings)?,
            previous: previous(&stack.settings),
        };
        let mut facts = Facts::new();
        let names = transforms(&template.root).map_err(told)?;
        let included = self.included(origin, &template, &inputs, &mut facts).await?;
        let transformed = self.transform(origin, &included, &names, &inputs, &mut facts).await?;
        let found = summary(&transformed).map_err(told)?;
        let mut needed: Vec<&str> = found.capabilities.clone();
        let macros = names.iter().any(|name| name != LANGUAGE) || included.root != template.root;
        if macros && wish.directly && !needed.contains(&"CAPABILITY_AUTO_EXPAND") {
            needed.push("CAPABILITY_AUTO_EXPAND");
        }
        acknowledged(&needed, wish)?;
        let compiled = self.informed(origin, &mut facts, |facts| compile(&transformed, &inputs, facts)).await?;
        let faults = check(&compiled, &self.registry, &facts);
        if !faults.is_empty() {
            let faults: Vec<String> = faults.into_iter().map(|fault| placed(&template, fault)).collect();
            return Err(Refusal::Later(faults.join("\n")));
        }
        refuse_unbuilt(&compiled)?;
        let processed = (transformed.root != template.root)
            .then(|| String::from_utf8_lossy(&transformed.root.to_json_vec()).into_owned());
        let parameters = compiled.parameters.iter().map(parameter).collect();
        Ok(Prepared {
            text,
            processed,
            parameters,
            description: found.description,
            capabilities: wish.capabilities.to_vec(),
            compiled: Arc::new(compiled),
            facts,
        })
    }

    /// The template after its transforms.
    async fn transform(
        &self,
        origin: &Origin,
        template: &Template,
        names: &[String],
        inputs: &Inputs,
        facts: &mut Facts,
    ) -> Result<Template, Refusal> {
        let mut template = template.clone();
        for name in names {
            template = match name.as_str() {
                // Snippets are in already.
                tradewind_template::INCLUDE => template,
                LANGUAGE => {
                    let expanded = self.informed(origin, facts, |facts| expand(&template, inputs, facts)).await;
                    expanded.map_err(|error| match error {
                        CloudFormationError::Validation(text) => {
                            Refusal::Later(format!("Transform {LANGUAGE} failed with: {text}"))
                        }
                        other => Refusal::Now(other),
                    })?
                }
                tradewind_sam::NAME => self.serverless(origin, &template, inputs).await?,
                other => {
                    let text = format!(
                        "No transform named {other} found. This server has {LANGUAGE} and {}; macros are not built.",
                        tradewind_sam::NAME
                    );
                    return Err(Refusal::Later(text));
                }
            };
        }
        Ok(template)
    }
}

/// What a request says about parameters.
fn given(
    parameters: Option<&[api::Parameter]>,
    settings: &Settings,
) -> Result<Vec<(String, Given)>, CloudFormationError> {
    let mut all: Vec<(String, Given)> = Vec::new();
    for parameter in parameters.unwrap_or_default() {
        let Some(name) = parameter.parameter_key.clone() else {
            return Err(CloudFormationError::validation(
                "Invalid input for parameter key; Cannot specify null or empty",
            ));
        };
        if all.iter().any(|(known, _)| *known == name) {
            return Err(CloudFormationError::Validation(format!("Duplicate parameter key {name}")));
        }
        let previous = parameter.use_previous_value == Some(true);
        let given = match &parameter.parameter_value {
            Some(_) if previous => {
                let text = format!(
                    "Invalid input for parameter key {name}. Cannot specify usePreviousValue as true and non empty value for a parameter"
                );
                return Err(CloudFormationError::Validation(text));
            }
            Some(value) => Given::Value(value.clone()),
            None if previous => {
                if settings.parameters.iter().all(|known| known.name != name) {
                    let text = format!(
                        "Invalid input for parameter key {name}. Cannot specify usePreviousValue as true for a parameter key not in the previous template"
                    );
                    return Err(CloudFormationError::Validation(text));
                }
                Given::Previous
            }
            None => {
                let text = format!(
                    "Invalid input for parameter key {name}. Need to specify either usePreviousValue as true or a value for the parameter"
                );
                return Err(CloudFormationError::Validation(text));
            }
        };
        all.push((name, given));
    }
    Ok(all)
}

/// The values parameters have now.
pub(crate) fn previous(settings: &Settings) -> BTreeMap<String, String> {
    settings.parameters.iter().map(|parameter| (parameter.name.clone(), parameter.value.clone())).collect()
}

fn parameter(parameter: &tradewind_template::Parameter) -> Parameter {
    Parameter {
        name: parameter.name.clone(),
        value: parameter.text.clone(),
        resolved: parameter.resolved.clone(),
        list: matches!(parameter.value, Document::List(_)),
        no_echo: parameter.no_echo,
    }
}

/// Refuses what the caller has not acknowledged.
fn acknowledged(needed: &[&str], wish: &Wish<'_>) -> Result<(), CloudFormationError> {
    let has = |name: &str| wish.capabilities.iter().any(|given| given == name);
    let missing = |name: &&&str| match **name {
        "CAPABILITY_IAM" => !has("CAPABILITY_IAM") && !has("CAPABILITY_NAMED_IAM"),
        name => !has(name),
    };
    let missing: Vec<&str> = needed.iter().filter(missing).copied().collect();
    if missing.is_empty() {
        return Ok(());
    }
    let text = format!("Requires capabilities : [{}]", missing.join(", "));
    Err(CloudFormationError::InsufficientCapabilities(text))
}

/// Refuses attributes of resources that nothing here would honour.
fn refuse_unbuilt(compiled: &Compiled) -> Result<(), Refusal> {
    for resource in &compiled.resources {
        let name = &resource.logical_id;
        if resource.update_policy.is_some() {
            return Err(Refusal::Later(format!("Resource {name}: UpdatePolicy is not built into this server yet.")));
        }
        if resource.creation_policy.is_some() {
            return Err(Refusal::Later(format!("Resource {name}: CreationPolicy is not built into this server yet.")));
        }
        if matches!(resource.deletion_policy, tradewind_template::DeletionPolicy::Snapshot)
            || matches!(resource.update_replace_policy, tradewind_template::DeletionPolicy::Snapshot)
        {
            let text = format!(
                "Template error: resource type {} does not support deletion policy Snapshot",
                resource.type_name
            );
            return Err(Refusal::Later(text));
        }
    }
    Ok(())
}
