//! Tags of mappings. Their operations name resources by ARN and are the whole service's.

use std::collections::BTreeMap;

use tradewind_cloud::Context;

use super::uuid_of;
use crate::Lambda;
use crate::error::LambdaError;

impl Lambda {
    /// The tags of the mapping that an ARN names.
    pub(crate) fn mapping_tags(&self, ctx: &Context, arn: &str) -> Result<BTreeMap<String, String>, LambdaError> {
        let uuid = uuid_of(arn, ctx.account(), ctx.region())?;
        let cell = self.mappings_of(ctx.account(), ctx.region());
        cell.read(ctx.mark(), |_, mappings| Ok(mappings.require(uuid)?.tags.clone()))
    }

    /// Changes the tags of the mapping that an ARN names; `change` may refuse what becomes of them.
    pub(crate) fn change_mapping_tags(
        &self,
        ctx: &Context,
        arn: &str,
        change: impl FnOnce(&mut BTreeMap<String, String>) -> Result<(), LambdaError>,
    ) -> Result<(), LambdaError> {
        let uuid = uuid_of(arn, ctx.account(), ctx.region())?;
        let cell = self.mappings_of(ctx.account(), ctx.region());
        cell.write(ctx.mark(), |tx, mappings| {
            let mut tags = mappings.require(uuid)?.tags.clone();
            change(&mut tags)?;
            mappings.set_tags(tx, uuid, tags)
        })
    }
}
