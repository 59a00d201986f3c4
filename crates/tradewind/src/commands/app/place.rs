//! Where in its template something stands that went wrong.

use std::path::Path;

use tradewind_template::Template;
use tradewind_wire::Document;

/// `template.yaml:12` for a resource, if the template has it.
pub(super) fn of_resource(file: &Path, template: &Template, logical_id: &str) -> Option<String> {
    let position = template.positions.key(&["Resources", logical_id])?;
    Some(format!("{}:{}", file.display(), position.line))
}

/// The place of the first resource, parameter or output that a message names. The longest name counts where one is part of another.
pub(super) fn of_message(file: &Path, template: &Template, message: &str) -> Option<String> {
    let mut named = Vec::new();
    for section in ["Resources", "Parameters", "Outputs", "Conditions", "Mappings"] {
        let Some(Document::Map(entries)) = template.root.get(section) else { continue };
        let mentioned = entries.iter().filter(|(name, _)| mentions(message, name));
        named.extend(mentioned.filter_map(|(name, _)| {
            let position = template.positions.key(&[section, name])?;
            Some((name.len(), position.line))
        }));
    }
    let (_, line) = named.into_iter().max_by_key(|(length, line)| (*length, usize::MAX - line))?;
    Some(format!("{}:{line}", file.display()))
}

/// Whether a text has a name as a word of its own.
fn mentions(text: &str, name: &str) -> bool {
    let part_of_word = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    text.match_indices(name).any(|(at, _)| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text.get(at + name.len()..).and_then(|text| text.chars().next());
        !part_of_word(before) && !part_of_word(after)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATE: &str = "Parameters:\n  Size: {Type: Number}\nResources:\n  Queue:\n    Type: AWS::SQS::Queue\n  QueueTwo:\n    Type: AWS::SQS::Queue\n";

    #[test]
    fn messages_lead_to_lines() {
        let (file, template) = (Path::new("t.yaml"), tradewind_template::parse(TEMPLATE).unwrap());
        let place = |message: &str| of_message(file, &template, message);
        assert_eq!(place("Parameters: [Size] must have values").as_deref(), Some("t.yaml:2"));
        assert_eq!(place("Unresolved resource dependencies [QueueTwo] in it").as_deref(), Some("t.yaml:6"));
        assert_eq!(place("AWS::SQS::QueueTwice"), None);
        assert_eq!(of_resource(file, &template, "Queue").as_deref(), Some("t.yaml:4"));
        assert_eq!(of_resource(file, &template, "Other"), None);
    }
}
