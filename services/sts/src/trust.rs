//! Whether a trust policy lets somebody of another account in.
//!
//! Within an account nothing is evaluated yet. Across accounts nobody else decides, so the trust policy must name the caller:
//! by account, user, role or session. Of conditions only `StringEquals` on `sts:ExternalId` is understood; a statement that
//! allows under any other lets nobody in, one that denies under any other denies.

use tradewind_policy::{Condition, Effect, Policy, PrincipalKind, Purpose, Statement};

/// Who asks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asker<'a> {
    pub(crate) account: &'a str,
    /// By which policies know it: of a session that of the session.
    pub(crate) arn: &'a str,
    /// Of a session, the ARN of its role.
    pub(crate) role_arn: Option<&'a str>,
    pub(crate) external_id: Option<&'a str>,
}

/// Whether some statement allows it and none denies it.
pub(crate) fn lets_in(document: &str, asker: Asker<'_>) -> bool {
    let Ok(policy) = Policy::read(document, Purpose::Trust) else { return false };
    let applies = |effect| {
        let statements = policy.statements.iter().filter(move |statement| statement.effect == effect);
        statements.into_iter().any(|statement| is_about(statement, asker))
    };
    applies(Effect::Allow) && !applies(Effect::Deny)
}

fn is_about(statement: &Statement, asker: Asker<'_>) -> bool {
    let is_assume = |pattern: &String| matches!(pattern.to_ascii_lowercase().as_str(), "sts:assumerole" | "sts:*");
    let action = statement.actions.patterns.iter().any(is_assume) != statement.actions.negated;
    let principal = statement.principals.as_ref().is_some_and(|principals| {
        let named = principals.named.iter().filter(|(kind, _)| *kind == PrincipalKind::Aws);
        principals.everybody || named.into_iter().any(|(_, values)| values.iter().any(|value| names(value, asker)))
    });
    action && principal && statement.conditions.iter().all(|condition| holds(condition, statement.effect, asker))
}

fn names(value: &str, asker: Asker<'_>) -> bool {
    let root = ["arn:aws:iam::", asker.account, ":root"].concat();
    value == "*" || value == asker.account || value == root || value == asker.arn || asker.role_arn == Some(value)
}

fn holds(condition: &Condition, effect: Effect, asker: Asker<'_>) -> bool {
    let known =
        condition.operator.eq_ignore_ascii_case("StringEquals") && condition.key.eq_ignore_ascii_case("sts:ExternalId");
    if !known {
        return effect == Effect::Deny;
    }
    asker.external_id.is_some_and(|id| condition.values.iter().any(|value| value == id))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADA: Asker<'_> = Asker {
        account: "111111111111",
        arn: "arn:aws:iam::111111111111:user/ada",
        role_arn: None,
        external_id: Some("blue"),
    };

    fn lets(inner: &str, asker: Asker<'_>) -> bool {
        lets_in(&format!(r#"{{"Version":"2012-10-17","Statement":[{inner}]}}"#), asker)
    }

    fn allow(principal: &str, condition: &str) -> String {
        format!(r#"{{"Effect":"Allow","Principal":{principal},"Action":"sts:AssumeRole"{condition}}}"#)
    }

    #[test]
    fn the_caller_must_be_named() {
        for good in [
            r#""*""#,
            r#"{"AWS":"111111111111"}"#,
            r#"{"AWS":["222222222222","arn:aws:iam::111111111111:root"]}"#,
            r#"{"AWS":"arn:aws:iam::111111111111:user/ada"}"#,
        ] {
            assert!(lets(&allow(good, ""), ADA), "{good}");
        }
        for bad in [
            r#"{"AWS":"222222222222"}"#,
            r#"{"AWS":"arn:aws:iam::111111111111:user/bob"}"#,
            r#"{"Service":"lambda.amazonaws.com"}"#,
        ] {
            assert!(!lets(&allow(bad, ""), ADA), "{bad}");
        }
        let session = Asker { arn: "arn:aws:sts::111111111111:assumed-role/r/s", ..ADA };
        let role = r#"{"AWS":"arn:aws:iam::111111111111:role/r"}"#;
        assert!(!lets(&allow(role, ""), session));
        assert!(lets(&allow(role, ""), Asker { role_arn: Some("arn:aws:iam::111111111111:role/r"), ..session }));
    }

    #[test]
    fn conditions_that_are_not_understood_let_nobody_in() {
        let external = r#","Condition":{"StringEquals":{"sts:ExternalId":"blue"}}"#;
        assert!(lets(&allow(r#""*""#, external), ADA));
        assert!(!lets(&allow(r#""*""#, external), Asker { external_id: None, ..ADA }));
        assert!(!lets(&allow(r#""*""#, external), Asker { external_id: Some("red"), ..ADA }));
        assert!(!lets(&allow(r#""*""#, r#","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}"#), ADA));
    }

    #[test]
    fn what_denies_wins() {
        let deny = r#"{"Effect":"Deny","Principal":{"AWS":"111111111111"},"Action":"sts:*","Condition":{"Null":{"aws:x":"true"}}}"#;
        assert!(!lets(&[allow(r#""*""#, ""), deny.to_owned()].join(","), ADA));
    }
}
