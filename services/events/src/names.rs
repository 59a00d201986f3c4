//! Names and ARNs of buses and rules.

use tradewind_cloud::{Access, Context, Denied};

/// The bus that every account has in every region.
pub(crate) const DEFAULT_BUS: &str = "default";

/// A bus: where it lives and what it is called.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct BusName {
    pub(crate) account: String,
    pub(crate) region: String,
    pub(crate) name: String,
}

impl BusName {
    /// The bus that a client names by its name or its ARN; the default bus of the caller's account and region when it names none.
    ///
    /// # Errors
    /// [`Denied`] when it is another account's and the caller may not do there what it calls for.
    pub(crate) fn given(ctx: &Context, given: Option<&str>) -> Result<BusName, Denied> {
        let given = given.unwrap_or(DEFAULT_BUS);
        let bus = BusName::from_arn(given).unwrap_or_else(|| BusName {
            account: ctx.account().to_owned(),
            region: ctx.region().to_owned(),
            name: given.to_owned(),
        });
        bus.may_be_reached(ctx, || bus.arn())?;
        Ok(bus)
    }

    /// Whether the caller may do what it calls for to the bus, or to the resource on it that `resource` names.
    pub(crate) fn may_be_reached(&self, ctx: &Context, resource: impl FnOnce() -> String) -> Result<(), Denied> {
        ctx.may_reach(&self.account, || Access { action: ["events:", ctx.operation()].concat(), resource: resource() })
    }

    /// `arn:aws:events:<region>:<account>:event-bus/<name>`.
    pub(crate) fn from_arn(arn: &str) -> Option<BusName> {
        let Arn { service: "events", region, account, resource } = Arn::parse(arn)? else { return None };
        let name = resource.strip_prefix("event-bus/")?;
        Some(BusName { account: account.to_owned(), region: region.to_owned(), name: name.to_owned() })
    }

    pub(crate) fn arn(&self) -> String {
        ["arn:aws:events:", &self.region, ":", &self.account, ":event-bus/", &self.name].concat()
    }

    /// `rule/<name>` on the default bus, `rule/<bus>/<name>` on any other.
    pub(crate) fn rule_arn(&self, rule: &str) -> String {
        let (bus, slash) = if self.is_default() { ("", "") } else { (self.name.as_str(), "/") };
        ["arn:aws:events:", &self.region, ":", &self.account, ":rule/", bus, slash, rule].concat()
    }

    pub(crate) fn is_default(&self) -> bool {
        self.name == DEFAULT_BUS
    }

    /// The name of the cell that holds the bus.
    pub(crate) fn cell(&self) -> String {
        [&BusName::cells(&self.account, &self.region), &self.name as &str].concat()
    }

    /// What the names of all buses' cells of an account in a region begin with.
    pub(crate) fn cells(account: &str, region: &str) -> String {
        ["events/", account, "/", region, "/bus/"].concat()
    }

    /// The bus that a cell holds.
    pub(crate) fn from_cell(cell: &str) -> Option<BusName> {
        let mut parts = cell.splitn(5, '/');
        let (Some("events"), Some(account), Some(region), Some("bus"), Some(name)) =
            (parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return None;
        };
        Some(BusName { account: account.to_owned(), region: region.to_owned(), name: name.to_owned() })
    }
}

/// A rule and the bus it is on, from a rule's ARN. A bus name may contain slashes, a rule's may not.
pub(crate) fn rule_from_arn(arn: &str) -> Option<(BusName, String)> {
    let Arn { service: "events", region, account, resource } = Arn::parse(arn)? else { return None };
    let path = resource.strip_prefix("rule/")?;
    let (bus, rule) = path.rsplit_once('/').unwrap_or((DEFAULT_BUS, path));
    let bus = BusName { account: account.to_owned(), region: region.to_owned(), name: bus.to_owned() };
    Some((bus, rule.to_owned()))
}

/// An ARN taken apart, as far as targets and resources need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Arn<'a> {
    pub(crate) service: &'a str,
    pub(crate) region: &'a str,
    pub(crate) account: &'a str,
    pub(crate) resource: &'a str,
}

impl<'a> Arn<'a> {
    /// `arn:<partition>:<service>:<region>:<account>:<resource>`; region and account may be empty, as in AWS's own ARNs.
    pub(crate) fn parse(text: &'a str) -> Option<Arn<'a>> {
        let mut parts = text.splitn(6, ':');
        let (Some("arn"), Some(partition), Some(service), Some(region), Some(account), Some(resource)) =
            (parts.next(), parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return None;
        };
        let whole = partition.starts_with("aws") && !service.is_empty() && !resource.is_empty();
        whole.then_some(Arn { service, region, account, resource })
    }

    /// Whether the account is one: twelve digits.
    pub(crate) fn has_account(&self) -> bool {
        self.account.len() == 12 && self.account.bytes().all(|byte| byte.is_ascii_digit())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arns_and_cells_go_both_ways() {
        let bus = BusName { account: "123456789012".into(), region: "eu-west-1".into(), name: "orders".into() };
        assert_eq!(bus.arn(), "arn:aws:events:eu-west-1:123456789012:event-bus/orders");
        assert_eq!(BusName::from_arn(&bus.arn()), Some(bus.clone()));
        assert_eq!(BusName::from_cell(&bus.cell()), Some(bus.clone()));
        assert_eq!(rule_from_arn(&bus.rule_arn("r")), Some((bus.clone(), "r".into())));
        let default = BusName { name: DEFAULT_BUS.into(), ..bus };
        assert_eq!(default.rule_arn("r"), "arn:aws:events:eu-west-1:123456789012:rule/r");
        assert_eq!(rule_from_arn(&default.rule_arn("r")), Some((default, "r".into())));
        assert_eq!(rule_from_arn("arn:aws:sqs:eu-west-1:123456789012:rule/r"), None);
    }
}
