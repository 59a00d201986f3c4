//! A bus's resource policy: who outside of the account may put events.
//!
//! It is kept and printed as text. Statements stay in the order and the form in which they were given.

use crate::json;

/// A policy document, taken apart as far as statements come and go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Policy {
    /// Members before `Statement`: names and values as JSON text.
    before: Vec<(String, String)>,
    statements: Vec<String>,
    /// Members after it.
    after: Vec<(String, String)>,
}

/// The text is not a policy document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NotAPolicy;

/// One statement in the short form of PutPermission.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Grant<'a> {
    pub(crate) id: &'a str,
    pub(crate) action: &'a str,
    /// An account id or `*`.
    pub(crate) principal: &'a str,
    pub(crate) resource: &'a str,
    /// Operator, key and value, such as `StringEquals`, `aws:PrincipalOrgID`, `o-1234567890`.
    pub(crate) condition: Option<(&'a str, &'a str, &'a str)>,
}

impl Policy {
    /// A policy without statements, in the version AWS writes.
    pub(crate) fn empty() -> Policy {
        Policy { before: vec![("Version".into(), "\"2012-10-17\"".into())], statements: Vec::new(), after: Vec::new() }
    }

    /// Reads a policy document. A lone statement becomes a list of one.
    pub(crate) fn parse(text: &str) -> Result<Policy, NotAPolicy> {
        let mut compact = Vec::with_capacity(text.len());
        json::compact(text, &mut compact).map_err(|_| NotAPolicy)?;
        let text = String::from_utf8(compact).map_err(|_| NotAPolicy)?;
        if !text.starts_with('{') {
            return Err(NotAPolicy);
        }
        let statement = json::member(&text, "Statement").ok_or(NotAPolicy)?;
        let statements: Vec<String> = match statement.as_bytes().first() {
            Some(b'[') => json::elements(statement).map(str::to_owned).collect(),
            _ => vec![statement.to_owned()],
        };
        if statements.is_empty() || !statements.iter().all(|statement| statement.starts_with('{')) {
            return Err(NotAPolicy);
        }
        let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        let is_statement = |(name, _): &(&str, &str)| *name == "Statement";
        let before = json::members(&text).take_while(|member| !is_statement(member)).map(owned).collect();
        let after =
            json::members(&text).skip_while(|member| !is_statement(member)).filter(|member| !is_statement(member));
        Ok(Policy { before, statements, after: after.map(owned).collect() })
    }

    /// Adds a statement, in the place of one with the same id if there is one.
    pub(crate) fn grant(&mut self, grant: &Grant<'_>) {
        let text = grant.text();
        match self.position(grant.id) {
            Some(place) => self.statements[place] = text,
            None => self.statements.push(text),
        }
    }

    /// Takes a statement out. False if there is none with this id.
    pub(crate) fn revoke(&mut self, id: &str) -> bool {
        let place = self.position(id);
        if let Some(place) = place {
            self.statements.remove(place);
        }
        place.is_some()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.statements.is_empty()
    }

    fn position(&self, id: &str) -> Option<usize> {
        self.statements.iter().position(|statement| {
            let sid = json::member(statement, "Sid").and_then(json::inside_of_string).and_then(json::unquoted);
            sid.as_deref() == Some(id)
        })
    }

    /// The document, without white space.
    pub(crate) fn text(&self) -> String {
        let mut text = String::from("{");
        for (name, value) in &self.before {
            text.extend(["\"", name, "\":", value, ","]);
        }
        text.extend(["\"Statement\":[", &self.statements.join(","), "]"]);
        for (name, value) in &self.after {
            text.extend([",\"", name, "\":", value]);
        }
        text.push('}');
        text
    }
}

impl Grant<'_> {
    fn text(&self) -> String {
        let mut out = b"{\"Sid\":".to_vec();
        json::push_string(&mut out, self.id);
        out.extend_from_slice(b",\"Effect\":\"Allow\",\"Principal\":");
        if self.principal == "*" {
            out.extend_from_slice(b"\"*\"");
        } else {
            out.extend_from_slice(b"{\"AWS\":");
            json::push_string(&mut out, &["arn:aws:iam::", self.principal, ":root"].concat());
            out.push(b'}');
        }
        out.extend_from_slice(b",\"Action\":");
        json::push_string(&mut out, self.action);
        out.extend_from_slice(b",\"Resource\":");
        json::push_string(&mut out, self.resource);
        if let Some((operator, key, value)) = self.condition {
            out.extend_from_slice(b",\"Condition\":{");
            json::push_string(&mut out, operator);
            out.extend_from_slice(b":{");
            json::push_string(&mut out, key);
            out.push(b':');
            json::push_string(&mut out, value);
            out.extend_from_slice(b"}}");
        }
        out.push(b'}');
        String::from_utf8_lossy(&out).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUS: &str = "arn:aws:events:us-east-1:123456789012:event-bus/default";

    fn grant<'a>(id: &'a str, principal: &'a str) -> Grant<'a> {
        Grant { id, action: "events:PutEvents", principal, resource: BUS, condition: None }
    }

    #[test]
    fn grants_are_printed_as_aws_prints_them() {
        let mut policy = Policy::empty();
        policy.grant(&grant("one", "111122223333"));
        policy.grant(&Grant { condition: Some(("StringEquals", "aws:PrincipalOrgID", "o-1")), ..grant("all", "*") });
        assert_eq!(
            policy.text(),
            r#"{"Version":"2012-10-17","Statement":[{"Sid":"one","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"events:PutEvents","Resource":"arn:aws:events:us-east-1:123456789012:event-bus/default"},{"Sid":"all","Effect":"Allow","Principal":"*","Action":"events:PutEvents","Resource":"arn:aws:events:us-east-1:123456789012:event-bus/default","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}}]}"#
        );
        assert_eq!(Policy::parse(&policy.text()), Ok(policy));
    }

    #[test]
    fn a_grant_takes_the_place_of_its_namesake() {
        let mut policy = Policy::empty();
        policy.grant(&grant("one", "111122223333"));
        policy.grant(&grant("two", "*"));
        policy.grant(&grant("one", "444455556666"));
        assert!(policy.text().find("444455556666") < policy.text().find("\"two\""));
        assert!(!policy.text().contains("111122223333"));
        assert!(policy.revoke("one") && !policy.revoke("one"));
        assert!(policy.revoke("two") && policy.is_empty());
    }

    #[test]
    fn keeps_what_the_client_wrote() {
        let text = r#"{ "Version": "2012-10-17", "Statement": { "Action": "events:*", "Sid": "s" }, "Id": "x" }"#;
        let policy = Policy::parse(text).expect("valid");
        assert_eq!(policy.text(), r#"{"Version":"2012-10-17","Statement":[{"Action":"events:*","Sid":"s"}],"Id":"x"}"#);
        for bad in ["", "[]", "{}", r#"{"Statement":[]}"#, r#"{"Statement":[1]}"#, r#"{"Statement":"x"}"#] {
            assert_eq!(Policy::parse(bad), Err(NotAPolicy), "{bad}");
        }
    }
}
