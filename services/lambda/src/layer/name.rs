//! Names and ARNs of layers.

use tradewind_cloud::{Access, Context};

use crate::error::LambdaError;

/// A layer: where it lives and what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LayerName {
    pub(crate) account: String,
    pub(crate) region: String,
    pub(crate) name: String,
}

impl LayerName {
    /// The layer that a client names by its name or by its ARN without a version.
    ///
    /// # Errors
    /// When it is another account's and the caller may not do there what it calls for.
    pub(crate) fn given(ctx: &Context, given: &str) -> Result<LayerName, LambdaError> {
        let layer = LayerName::from_arn(given).unwrap_or_else(|| LayerName {
            account: ctx.account().to_owned(),
            region: ctx.region().to_owned(),
            name: given.to_owned(),
        });
        layer.may_be_reached(ctx, || layer.arn())?;
        Ok(layer)
    }

    /// A layer's version by its number.
    ///
    /// # Errors
    /// As [`LayerName::given`], and for numbers below 1.
    pub(crate) fn given_version(ctx: &Context, given: &str, number: i64) -> Result<(LayerName, u64), LambdaError> {
        let layer = LayerName::given(ctx, given)?;
        match u64::try_from(number) {
            Ok(number) if number > 0 => Ok((layer, number)),
            _ => Err(LambdaError::invalid("Layer Version Cannot be less than 1.")),
        }
    }

    /// Whether the caller may do what it calls for to the layer or to the version of it that `resource` names.
    pub(crate) fn may_be_reached(&self, ctx: &Context, resource: impl FnOnce() -> String) -> Result<(), LambdaError> {
        let access = || Access { action: ["lambda:", ctx.operation()].concat(), resource: resource() };
        Ok(ctx.may_reach(&self.account, access)?)
    }

    /// `arn:aws:lambda:<region>:<account>:layer:<name>`.
    fn from_arn(arn: &str) -> Option<LayerName> {
        let mut parts = arn.split(':');
        let (Some("arn"), Some(_), Some("lambda"), Some(region), Some(account), Some("layer"), Some(name), None) = (
            parts.next(),
            parts.next(),
            parts.next(),
            parts.next(),
            parts.next(),
            parts.next(),
            parts.next(),
            parts.next(),
        ) else {
            return None;
        };
        Some(LayerName { account: account.to_owned(), region: region.to_owned(), name: name.to_owned() })
    }

    /// `arn:aws:lambda:<region>:<account>:layer:<name>:<version>`.
    pub(crate) fn version_from_arn(arn: &str) -> Option<(LayerName, u64)> {
        let (layer, number) = arn.rsplit_once(':')?;
        let number = number.parse().ok().filter(|number| *number > 0)?;
        Some((LayerName::from_arn(layer)?, number))
    }

    pub(crate) fn arn(&self) -> String {
        ["arn:aws:lambda:", &self.region, ":", &self.account, ":layer:", &self.name].concat()
    }

    pub(crate) fn version_arn(&self, number: u64) -> String {
        format!("{}:{number}", self.arn())
    }

    /// The name of the cell that holds the layer.
    pub(crate) fn cell(&self) -> String {
        [&LayerName::cells(&self.account, &self.region), self.name.as_str()].concat()
    }

    /// What the names of all layers' cells of an account in a region begin with.
    pub(crate) fn cells(account: &str, region: &str) -> String {
        ["lambda/", account, "/", region, "/layer/"].concat()
    }

    /// The layer that a cell holds.
    pub(crate) fn from_cell(cell: &str) -> Option<LayerName> {
        let mut parts = cell.splitn(5, '/');
        let (Some("lambda"), Some(account), Some(region), Some("layer"), Some(name)) =
            (parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return None;
        };
        Some(LayerName { account: account.to_owned(), region: region.to_owned(), name: name.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arns_and_cells_go_both_ways() {
        let layer = LayerName { account: "123456789012".into(), region: "eu-west-1".into(), name: "deps".into() };
        assert_eq!(layer.arn(), "arn:aws:lambda:eu-west-1:123456789012:layer:deps");
        assert_eq!(LayerName::from_arn(&layer.arn()), Some(layer.clone()));
        assert_eq!(LayerName::from_cell(&layer.cell()), Some(layer.clone()));
        assert_eq!(LayerName::version_from_arn(&layer.version_arn(7)), Some((layer.clone(), 7)));
        assert_eq!(LayerName::from_arn(&layer.version_arn(7)), None);
        for bad in [layer.arn(), layer.version_arn(0), "arn:aws:lambda:eu-west-1:1:function:f:1".into(), "x:1".into()] {
            assert_eq!(LayerName::version_from_arn(&bad), None, "{bad}");
        }
    }
}
