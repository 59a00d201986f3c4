//! Values of parameters that must not be shown (`NoEcho`).

use tradewind_wire::Document;

use crate::record::Parameter;

/// What stands in the place of a secret.
pub(crate) const MASK: &str = "****";

/// A value with its secrets masked; none where the parameters hold no secrets.
pub(crate) fn masked(value: &Document, parameters: &[Parameter]) -> Option<Document> {
    let secrets: Vec<&str> = parameters
        .iter()
        .filter(|parameter| parameter.no_echo && !parameter.value.is_empty())
        .map(|parameter| parameter.value.as_str())
        .collect();
    (!secrets.is_empty()).then(|| mask(value, &secrets))
}

fn mask(value: &Document, secrets: &[&str]) -> Document {
    match value {
        Document::String(text) => secrets.iter().fold(text.clone(), |text, secret| text.replace(secret, MASK)).into(),
        Document::List(items) => Document::List(items.iter().map(|item| mask(item, secrets)).collect()),
        Document::Map(entries) => {
            Document::Map(entries.iter().map(|(name, value)| (name.clone(), mask(value, secrets))).collect())
        }
        // A secret that is a number has been typed by now.
        Document::Bool(_) | Document::Integer(_) | Document::Float(_) => {
            let text = String::from_utf8_lossy(&value.to_json_vec()).into_owned();
            if secrets.contains(&text.as_str()) { MASK.into() } else { value.clone() }
        }
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_masked_wherever_they_stand() {
        let parameter = |value: &str, no_echo| Parameter {
            name: "P".into(),
            value: value.into(),
            resolved: None,
            list: false,
            no_echo,
        };
        let value = Document::from([
            ("a", "user:hush@host".into()),
            ("b", Document::List(vec![7.into(), "plain".into()])),
            ("c", true.into()),
        ]);
        let parameters = [parameter("hush", true), parameter("7", true), parameter("plain", false)];
        let expected = Document::from([
            ("a", "user:****@host".into()),
            ("b", Document::List(vec!["****".into(), "plain".into()])),
            ("c", true.into()),
        ]);
        assert_eq!(masked(&value, &parameters), Some(expected));
        assert_eq!(masked(&value, &parameters[2..]), None);
    }
}
