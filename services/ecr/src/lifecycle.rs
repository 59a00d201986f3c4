//! Lifecycle policies: what their rules may say.
//!
//! <https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html>

use tradewind_wire::Document;

use crate::error::EcrError;

/// Reads a policy and gives it in the form it is kept in.
pub(crate) fn read(text: &str) -> Result<String, EcrError> {
    let wrong =
        |why: &str| EcrError::invalid("LifecyclePolicyText", &format!("Lifecycle policy validation failure: {why}"));
    let policy = Document::from_json(text.as_bytes()).map_err(|_| wrong("the text is not JSON"))?;
    let Some(Document::List(rules)) = policy.get("rules") else { return Err(wrong("the member rules is missing")) };
    if rules.is_empty() || rules.len() > 50 {
        return Err(wrong("there must be 1 to 50 rules"));
    }
    let mut priorities: Vec<i64> = Vec::new();
    for found in rules {
        let priority = rule(found).map_err(|why| wrong(&why))?;
        if priorities.contains(&priority) {
            return Err(wrong("rulePriority must be unique"));
        }
        priorities.push(priority);
    }
    Ok(String::from_utf8_lossy(&policy.to_json_vec()).into_owned())
}

/// Checks a rule; its priority.
fn rule(rule: &Document) -> Result<i64, String> {
    let priority = rule.get("rulePriority").and_then(Document::as_i64).filter(|priority| *priority >= 1);
    let priority = priority.ok_or("rulePriority must be a number of at least 1")?;
    let selection = rule.get("selection").ok_or("the member selection is missing")?;
    let text = |name: &str| selection.get(name).and_then(Document::as_str);
    let tagged = match text("tagStatus") {
        Some("tagged") => true,
        Some("untagged" | "any") => false,
        _ => return Err("tagStatus must be tagged, untagged or any".to_owned()),
    };
    let patterns = ["tagPrefixList", "tagPatternList"].iter().any(|name| selection.get(name).is_some());
    if tagged != patterns {
        return Err("tagPrefixList or tagPatternList must be given if tagStatus is tagged, and only then".to_owned());
    }
    let unit = text("countUnit");
    match text("countType") {
        Some("imageCountMoreThan") if unit.is_none() => {}
        Some("sinceImagePushed" | "sinceImagePulled" | "sinceImageTransitioned") if unit == Some("days") => {}
        Some("imageCountMoreThan" | "sinceImagePushed" | "sinceImagePulled" | "sinceImageTransitioned") => {
            return Err("countUnit must be days where time is counted, and absent elsewhere".to_owned());
        }
        _ => return Err("countType is missing or unknown".to_owned()),
    }
    if selection.get("countNumber").and_then(Document::as_i64).is_none_or(|count| count < 1) {
        return Err("countNumber must be a number of at least 1".to_owned());
    }
    match rule.get("action").and_then(|action| action.get("type")?.as_str()) {
        Some("expire" | "transition") => Ok(priority),
        _ => Err("the type of action must be expire or transition".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that can't go on says where")]

    use super::*;

    #[test]
    fn rules_are_checked() {
        let rule = r#"{"rulePriority": 1, "selection": {"tagStatus": "untagged", "countType": "sinceImagePushed", "countUnit": "days", "countNumber": 365}, "action": {"type": "expire"}}"#;
        let policy = |rules: &str| read(&format!("{{\"rules\": [{rules}]}}"));
        let compact = rule.replace(": ", ":").replace(", ", ",");
        assert_eq!(policy(rule).unwrap(), format!("{{\"rules\":[{compact}]}}"));
        let refused = [
            ("".to_owned(), "there must be 1 to 50 rules"),
            (format!("{rule}, {rule}"), "rulePriority must be unique"),
            (rule.replace("\"rulePriority\": 1", "\"rulePriority\": 0"), "rulePriority must be"),
            (rule.replace("untagged", "tagged"), "tagPrefixList"),
            (rule.replace("\"days\"", "\"weeks\""), "countUnit"),
            (rule.replace("365", "0"), "countNumber"),
            (rule.replace("expire", "keep"), "action"),
            (rule.replace("sinceImagePushed", "sinceEver"), "countType"),
        ];
        for (rules, why) in refused {
            let error = policy(&rules).unwrap_err().to_string();
            assert!(error.contains(why), "{rules}: {error}");
        }
        assert!(read("[").is_err());
        assert!(read("{}").is_err());
    }
}
