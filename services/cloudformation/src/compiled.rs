//! Templates of stacks, compiled once.

use std::sync::Arc;

use parking_lot::Mutex;
use rustc_hash::FxHashMap;
use tradewind_store::Watermark;
use tradewind_template::{Compiled, Environment, Facts, Given, Inputs, Want, compile, parse};
use tradewind_wire::Document;

use crate::error::CloudFormationError;
use crate::record::{Parameter, Settings, Stack};
use crate::{CloudFormation, keys};

/// How many are kept.
const KEPT: usize = 64;

/// Compiled templates, by stack and number. They say nothing that the rows don't.
#[derive(Default)]
pub(crate) struct Cache(Mutex<FxHashMap<(String, u64), Arc<Compiled>>>);

impl CloudFormation {
    /// A stack's template with the parameters it has now.
    pub(crate) async fn compiled(&self, stack: &Stack) -> Result<Arc<Compiled>, CloudFormationError> {
        let number = stack.settings.template.unwrap_or_default();
        let key = (stack.id.clone(), number);
        if let Some(found) = self.cache.0.lock().get(&key) {
            return Ok(found.clone());
        }
        let text = self.template_text(stack, &stack.settings, true)?;
        let fault = |fault: tradewind_template::Fault| CloudFormationError::Validation(fault.message);
        let mut template = parse(&text).map_err(fault)?;
        // Functions that a transform has let in have been looked at when it ran.
        template.extended = stack.settings.processed;
        let origin =
            tradewind_cloud::Origin::service("cloudformation.amazonaws.com", &stack.account, &stack.region, None);
        let mut facts = known(&stack.settings.parameters);
        let inputs = inputs(stack, &stack.settings);
        let compiled = self.informed(&origin, &mut facts, |facts| compile(&template, &inputs, facts)).await?;
        let compiled = Arc::new(compiled);
        self.keep_compiled(stack, number, compiled.clone());
        Ok(compiled)
    }

    /// Keeps what was compiled for a request.
    pub(crate) fn keep_compiled(&self, stack: &Stack, number: u64, compiled: Arc<Compiled>) {
        let mut cache = self.cache.0.lock();
        if cache.len() >= KEPT {
            cache.clear();
        }
        cache.insert((stack.id.clone(), number), compiled);
    }

    /// A template's text: as it came, or what transforms have made of it.
    pub(crate) fn template_text(
        &self,
        stack: &Stack,
        settings: &Settings,
        processed: bool,
    ) -> Result<String, CloudFormationError> {
        let number = settings.template.unwrap_or_default();
        let key = match processed && settings.processed {
            true => keys::processed(&stack.id, number),
            false => keys::template(&stack.id, number),
        };
        let cell = self.cell(&stack.account, &stack.region);
        let body = cell.read(&Watermark::new(), |view, ()| Ok::<_, CloudFormationError>(view.get_body(&key)?))?;
        let body = body.ok_or_else(|| tradewind_store::StoreError::corrupt("a stack's template is missing"))?;
        Ok(String::from_utf8_lossy(&body).into_owned())
    }
}

/// What a stack's template is compiled with.
pub(crate) fn inputs(stack: &Stack, settings: &Settings) -> Inputs {
    let given = |parameter: &Parameter| (parameter.name.clone(), Given::Value(parameter.value.clone()));
    Inputs {
        environment: environment(&stack.account, &stack.region, &stack.name, &stack.arn()),
        parameters: settings.parameters.iter().map(given).collect(),
        previous: Default::default(),
    }
}

/// What pseudo parameters give.
pub(crate) fn environment(account: &str, region: &str, stack_name: &str, stack_id: &str) -> Environment {
    Environment {
        account: account.to_owned(),
        region: region.to_owned(),
        partition: "aws".to_owned(),
        url_suffix: "amazonaws.com".to_owned(),
        stack_name: stack_name.to_owned(),
        stack_id: stack_id.to_owned(),
        notification_arns: Vec::new(),
        zones: ["a", "b", "c"].map(|zone| [region, zone].concat()).to_vec(),
    }
}

/// What SSM had for parameters when they were given.
pub(crate) fn known(parameters: &[Parameter]) -> Facts {
    let mut facts = Facts::new();
    for parameter in parameters {
        let Some(resolved) = &parameter.resolved else { continue };
        let value = match parameter.list {
            true => Document::List(resolved.split(',').map(|item| item.trim().into()).collect()),
            false => resolved.as_str().into(),
        };
        facts.add(Want::Parameter { name: parameter.value.clone(), list: parameter.list }, Ok(value));
    }
    facts
}
