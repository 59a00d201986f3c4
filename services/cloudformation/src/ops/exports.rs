//! Exports and imports.

use std::sync::Arc;

use tradewind_cloud::Context;

use super::page::page;
use crate::api::{self, ListExportsInput, ListExportsOutput, ListImportsInput, ListImportsOutput};
use crate::error::CloudFormationError;
use crate::{CloudFormation, exports};

const PAGE: usize = 100;

pub(super) async fn list_exports(
    service: Arc<CloudFormation>,
    ctx: Context,
    input: ListExportsInput,
) -> Result<ListExportsOutput, CloudFormationError> {
    service.own(&ctx).read(ctx.mark(), |view, ()| {
        let (all, next_token) = page(exports::all(*view)?, input.next_token.as_deref(), PAGE)?;
        let shown = |(name, export): (String, exports::Export)| api::Export {
            exporting_stack_id: Some(export.stack),
            name: Some(name),
            value: Some(export.value),
        };
        Ok(ListExportsOutput { exports: Some(all.into_iter().map(shown).collect()), next_token })
    })
}

pub(super) async fn list_imports(
    service: Arc<CloudFormation>,
    ctx: Context,
    input: ListImportsInput,
) -> Result<ListImportsOutput, CloudFormationError> {
    service.own(&ctx).read(ctx.mark(), |view, ()| {
        let name = &input.export_name;
        if exports::find(*view, name)?.is_none() {
            return Err(CloudFormationError::Validation(format!("Export '{name}' does not exist")));
        }
        let importers = exports::importer_names(*view, name)?;
        if importers.is_empty() {
            let text = format!("Export '{name}' is not imported by any stack.");
            return Err(CloudFormationError::Validation(text));
        }
        let (imports, next_token) = page(importers, input.next_token.as_deref(), PAGE)?;
        Ok(ListImportsOutput { imports: Some(imports), next_token })
    })
}
