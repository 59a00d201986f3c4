//! Names and ARNs of functions.

use tradewind_cloud::{Access, Context};

use crate::error::LambdaError;

/// The version that is not published.
pub(crate) const LATEST: &str = "$LATEST";

/// A function, or one of its versions or aliases, as somebody names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FunctionRef {
    pub(crate) account: String,
    pub(crate) region: String,
    pub(crate) name: String,
    /// `$LATEST`, a number or an alias, if one was given.
    pub(crate) qualifier: Option<String>,
}

/// The parts of `[arn:aws:lambda:][region:][account:][function:]name[:qualifier]`.
#[derive(Debug, Default, PartialEq, Eq)]
struct Named<'a> {
    region: Option<&'a str>,
    account: Option<&'a str>,
    name: &'a str,
    qualifier: Option<&'a str>,
}

impl<'a> Named<'a> {
    fn read(text: &'a str) -> Option<Named<'a>> {
        let mut parts = text.split(':').peekable();
        let mut named = Named::default();
        let whole = parts.peek() == Some(&"arn");
        if whole {
            parts.next();
            parts.next().filter(|partition| partition.starts_with("aws"))?;
            parts.next().filter(|service| *service == "lambda")?;
        }
        let mut left: Vec<&str> = parts.collect();
        left.reverse();
        // What may stand before the name is told apart by its form, as long as something is left to be the name.
        let mut take = |wanted: &dyn Fn(&str) -> bool| {
            if left.len() > 1 && left.last().is_some_and(|part| wanted(part)) { left.pop() } else { None }
        };
        named.region = take(&is_region);
        named.account = take(&is_account);
        take(&|part| part == "function");
        named.name = left.pop().filter(|name| !name.is_empty())?;
        named.qualifier = left.pop();
        (left.is_empty() && (!whole || named.account.is_some())).then_some(named)
    }
}

fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `eu-west-1`, `us-gov-east-1`: two letters, words, a digit.
fn is_region(text: &str) -> bool {
    let mut words = text.split('-');
    let first = words.next().is_some_and(|word| word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_lowercase()));
    let last = words.next_back().is_some_and(|word| word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_digit()));
    let mut between = words.peekable();
    let named = between.peek().is_some();
    first && last && named && between.all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase()))
}

impl FunctionRef {
    /// The function that a client names by its name, a partial or a whole ARN, each with or without a qualifier, and by the
    /// parameter `Qualifier` beside it.
    ///
    /// # Errors
    /// When the two qualifiers contradict each other, when the function is of another region, and when it is another account's
    /// and the caller may not do there what it calls for.
    pub(crate) fn given(ctx: &Context, text: &str, qualifier: Option<&str>) -> Result<FunctionRef, LambdaError> {
        let Some(named) = Named::read(text) else {
            return Err(LambdaError::NoFunction(ctx.arn("lambda", &["function:", text].concat())));
        };
        let qualifier = match (named.qualifier, qualifier.filter(|given| !given.is_empty())) {
            (Some(derived), Some(given)) if derived != given => {
                return Err(LambdaError::invalid(
                    "The derived qualifier from the function name does not match the specified qualifier.",
                ));
            }
            (derived, given) => given.or(derived),
        };
        let at = FunctionRef {
            account: named.account.unwrap_or(ctx.account()).to_owned(),
            region: ctx.region().to_owned(),
            name: named.name.to_owned(),
            qualifier: qualifier.map(str::to_owned),
        };
        ctx.may_reach(&at.account, || Access { action: ["lambda:", ctx.operation()].concat(), resource: at.arn() })?;
        match named.region.filter(|region| *region != ctx.region()) {
            Some(region) => Err(LambdaError::not_found(format!(
                "Functions from '{region}' are not reachable in this region ('{}')",
                ctx.region()
            ))),
            None => Ok(at),
        }
    }

    /// The function that a whole ARN names, wherever it is. Nobody is asked for permission.
    pub(crate) fn from_arn(arn: &str) -> Option<FunctionRef> {
        let rest = arn.strip_prefix("arn:")?;
        let (_, rest) = rest.split_once(":lambda:")?;
        let mut parts = rest.splitn(5, ':');
        let (region, account) = (parts.next()?, parts.next()?);
        parts.next().filter(|word| *word == "function")?;
        let name = parts.next().filter(|name| !name.is_empty())?;
        let qualifier = parts.next().filter(|qualifier| !qualifier.contains(':') && !qualifier.is_empty());
        Some(FunctionRef {
            account: account.to_owned(),
            region: region.to_owned(),
            name: name.to_owned(),
            qualifier: qualifier.map(str::to_owned),
        })
    }

    /// `arn:aws:lambda:<region>:<account>:function:<name>`.
    pub(crate) fn unqualified_arn(&self) -> String {
        ["arn:aws:lambda:", &self.region, ":", &self.account, ":function:", &self.name].concat()
    }

    /// The ARN with a qualifier.
    pub(crate) fn arn_of(&self, qualifier: &str) -> String {
        ["arn:aws:lambda:", &self.region, ":", &self.account, ":function:", &self.name, ":", qualifier].concat()
    }

    /// The ARN as the function was named: with the qualifier if there is one.
    pub(crate) fn arn(&self) -> String {
        match &self.qualifier {
            Some(qualifier) => self.arn_of(qualifier),
            None => self.unqualified_arn(),
        }
    }

    /// The error that says that there is no such function, version or alias.
    pub(crate) fn absent(&self) -> LambdaError {
        LambdaError::NoFunction(self.arn())
    }

    /// The name of the cell that holds the function.
    pub(crate) fn cell(&self) -> String {
        ["lambda/", &self.account, "/", &self.region, "/function/", &self.name].concat()
    }

    /// What the names of all functions' cells of an account in a region begin with.
    pub(crate) fn cells(account: &str, region: &str) -> String {
        ["lambda/", account, "/", region, "/function/"].concat()
    }

    /// The function that a cell holds.
    pub(crate) fn from_cell(cell: &str) -> Option<FunctionRef> {
        let mut parts = cell.splitn(5, '/');
        let (Some("lambda"), Some(account), Some(region), Some("function"), Some(name)) =
            (parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return None;
        };
        Some(FunctionRef {
            account: account.to_owned(),
            region: region.to_owned(),
            name: name.to_owned(),
            qualifier: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named<'a>(
        region: Option<&'a str>,
        account: Option<&'a str>,
        name: &'a str,
        qualifier: Option<&'a str>,
    ) -> Option<Named<'a>> {
        Some(Named { region, account, name, qualifier })
    }

    #[test]
    fn functions_are_named_in_many_ways() {
        let (region, account) = (Some("us-west-2"), Some("123456789012"));
        let table = [
            ("f", named(None, None, "f", None)),
            ("f:7", named(None, None, "f", Some("7"))),
            ("f:$LATEST", named(None, None, "f", Some("$LATEST"))),
            ("function", named(None, None, "function", None)),
            ("function:f", named(None, None, "f", None)),
            ("function:f:live", named(None, None, "f", Some("live"))),
            ("123456789012:function:f", named(None, account, "f", None)),
            ("123456789012:function:f:live", named(None, account, "f", Some("live"))),
            ("123456789012:f", named(None, account, "f", None)),
            ("123456789012", named(None, None, "123456789012", None)),
            ("us-west-2:123456789012:function:f", named(region, account, "f", None)),
            ("arn:aws:lambda:us-west-2:123456789012:function:f", named(region, account, "f", None)),
            ("arn:aws:lambda:us-west-2:123456789012:function:f:7", named(region, account, "f", Some("7"))),
            ("arn:aws:lambda:us-west-2:123456789012:function:f:7:8", None),
            ("arn:aws:lambda:f", None),
            ("arn:aws:sqs:us-west-2:123456789012:f", None),
            ("a:b:c", None),
            (":7", None),
            ("", None),
        ];
        for (text, expected) in table {
            assert_eq!(Named::read(text), expected, "{text}");
        }
    }

    #[test]
    fn regions_have_a_form() {
        for good in ["us-east-1", "ap-northeast-3", "us-gov-west-1"] {
            assert!(is_region(good), "{good}");
        }
        for bad in ["us-1", "my-function", "US-east-1", "us-east-12", "us--1", "us"] {
            assert!(!is_region(bad), "{bad}");
        }
    }

    #[test]
    fn arns_and_cells_go_both_ways() {
        let mut at = FunctionRef {
            account: "123456789012".into(),
            region: "us-east-1".into(),
            name: "f".into(),
            qualifier: None,
        };
        assert_eq!(FunctionRef::from_cell(&at.cell()), Some(at.clone()));
        assert_eq!(FunctionRef::from_arn(&at.arn()), Some(at.clone()));
        at.qualifier = Some("live".into());
        assert_eq!(at.arn(), "arn:aws:lambda:us-east-1:123456789012:function:f:live");
        assert_eq!(FunctionRef::from_arn(&at.arn()), Some(at.clone()));
        for bad in ["arn:aws:sqs:us-east-1:123456789012:q", "arn:aws:lambda:us-east-1:1:layer:f", "f"] {
            assert_eq!(FunctionRef::from_arn(bad), None, "{bad}");
        }
    }
}
