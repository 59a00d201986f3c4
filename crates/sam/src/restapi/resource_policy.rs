//! `ResourcePolicy`: who may call an API, as a policy in its definition.
//!
//! <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-resourcepolicystatement.html>

use crate::Fault;
use crate::definition::{ANY_METHOD, branches, is_method_key};
use crate::events::api::pattern;
use crate::intrinsics::{is_intrinsic, sub_with};
use crate::value::{Map, Text, Value, map};

const POLICY: &str = "x-amazon-apigateway-policy";

/// Adds the statements that a policy has for the methods of one path.
pub(crate) fn add(body: &mut Map, policy: &Value, path: &Text, stage: &Value) -> Result<(), Fault> {
    let policy = check(policy)?;
    let resources = resources(body, path, stage);
    let mut statements = Statements::of(body);
    statements.custom(policy);
    statements.for_resources(policy, &resources);
    statements.write(body);
    Ok(())
}

/// Adds the statements of an API's own policy, for all of its paths.
pub(crate) fn add_to_all(body: &mut Map, policy: &Value, stage: &Value) -> Result<(), Fault> {
    let policy = check(policy)?;
    let paths: Vec<Text> =
        body.get("paths").and_then(Value::as_map).map(|p| p.keys().cloned().collect()).unwrap_or_default();
    let mut statements = Statements::of(body);
    statements.custom(policy);
    for path in &paths {
        let resources = resources(body, path, stage);
        statements.for_resources(policy, &resources);
    }
    statements.write(body);
    Ok(())
}

fn check(policy: &Value) -> Result<&Map, Fault> {
    policy.as_map().ok_or_else(|| Fault::template("ResourcePolicy must be a map (ResourcePolicyStatement)."))
}

/// The methods of a path as resources.
fn resources(body: &Map, path: &str, stage: &Value) -> Vec<Value> {
    let Some(item) = body.get("paths").and_then(|paths| paths.get(path)) else { return Vec::new() };
    let mut all = Vec::new();
    for branch in branches(item) {
        for method in branch.keys().filter(|key| is_method_key(key)) {
            let verb = if &**method == ANY_METHOD { "*".to_owned() } else { method.to_uppercase() };
            let arn = format!("execute-api:/${{__Stage__}}/{verb}{}", pattern(path));
            let one = sub_with(Text::foreign(arn), map! { "__Stage__" => stage });
            if !all.contains(&one) {
                all.push(one);
            }
        }
    }
    all
}

struct Statements(Vec<Value>);

impl Statements {
    fn of(body: &Map) -> Self {
        let given = body.get(POLICY).and_then(|policy| policy.get("Statement"));
        Self(given.map(Value::listed).unwrap_or_default())
    }

    fn push(&mut self, statement: Value) {
        if !self.0.contains(&statement) {
            self.0.push(statement);
        }
    }

    fn custom(&mut self, policy: &Map) {
        for statement in policy.given("CustomStatements").map(Value::listed).unwrap_or_default() {
            self.push(statement);
        }
    }

    fn for_resources(&mut self, policy: &Map, resources: &[Value]) {
        self.accounts(policy, "AwsAccountWhitelist", "Allow", resources);
        self.accounts(policy, "AwsAccountBlacklist", "Deny", resources);
        self.addresses(policy, "IpRangeWhitelist", "NotIpAddress", resources);
        self.addresses(policy, "IpRangeBlacklist", "IpAddress", resources);
        self.networks(
            policy,
            "SourceVpcWhitelist",
            "IntrinsicVpcWhitelist",
            "IntrinsicVpceWhitelist",
            "StringNotEquals",
            resources,
        );
        self.networks(
            policy,
            "SourceVpcBlacklist",
            "IntrinsicVpcBlacklist",
            "IntrinsicVpceBlacklist",
            "StringEquals",
            resources,
        );
    }

    fn accounts(&mut self, policy: &Map, key: &str, effect: &str, resources: &[Value]) {
        let Some(accounts) = policy.given(key) else { return };
        let statement = map! {
            "Action" => "execute-api:Invoke",
            "Effect" => effect,
            "Principal" => map! { "AWS" => accounts.listed() },
            "Resource" => resources.to_vec(),
        };
        self.push(statement.into());
    }

    fn addresses(&mut self, policy: &Map, key: &str, operator: &str, resources: &[Value]) {
        let Some(ranges) = policy.given(key) else { return };
        self.deny(operator, map! { "aws:SourceIp" => ranges.listed() }, resources);
    }

    fn networks(&mut self, policy: &Map, plain: &str, vpc: &str, endpoint: &str, operator: &str, resources: &[Value]) {
        let mut condition = Map::new();
        let mut vpcs: Vec<Value> = policy.given(vpc).map(Value::listed).unwrap_or_default();
        let mut endpoints: Vec<Value> = policy.given(endpoint).map(Value::listed).unwrap_or_default();
        for one in policy.given(plain).map(Value::listed).unwrap_or_default() {
            match one.as_str() {
                Some(text) if text.starts_with("vpce-") => endpoints.push(one),
                Some(_) => vpcs.push(one),
                None if is_intrinsic(&one) => vpcs.push(one),
                None => {}
            }
        }
        if !endpoints.is_empty() {
            condition.set("aws:SourceVpce", endpoints);
        }
        if !vpcs.is_empty() {
            condition.set("aws:SourceVpc", vpcs);
        }
        if !condition.is_empty() {
            self.deny(operator, condition, resources);
        }
    }

    /// Everybody may call, except under a condition.
    fn deny(&mut self, operator: &str, condition: Map, resources: &[Value]) {
        let statement = |effect: &str| {
            map! {
                "Action" => "execute-api:Invoke",
                "Effect" => effect,
                "Principal" => "*",
                "Resource" => resources.to_vec(),
            }
        };
        self.push(statement("Allow").into());
        self.push(statement("Deny").with("Condition", map! { operator => condition }).into());
    }

    fn write(self, body: &mut Map) {
        if self.0.is_empty() {
            return;
        }
        let statement = match <[Value; 1]>::try_from(self.0) {
            Ok([one]) => one,
            Err(all) => Value::List(all),
        };
        body.set(POLICY, map! { "Version" => "2012-10-17", "Statement" => statement });
    }
}
