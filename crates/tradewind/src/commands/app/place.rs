//! Where in its template something stands that went wrong.

use std::path::Path;

use tradewind_template::{Position, Template};
use tradewind_wire::Document;

/// `template.yaml:12` for a resource, if the template has it.
pub(super) fn of_resource(file: &Path, template: &Template, logical_id: &str) -> Option<String> {
    let position = template.positions.key(&["Resources", logical_id])?;
    Some(format!("{}:{}", file.display(), position.line))
}

/// What the server says of the text it was sent, which is not the one that lies in the file: the message without its
/// `(line 1, column 20)`, and where in the file that is.
pub(super) fn of_sent<'m>(file: &Path, template: &Template, sent: &str, message: &'m str) -> Option<(&'m str, String)> {
    let (said, position) = message.strip_suffix(')')?.rsplit_once(" (line ")?;
    let (line, column) = position.split_once(", column ")?;
    let position = Position { line: line.parse().ok()?, column: column.parse().ok()? };
    let sent = tradewind_template::parse(sent).ok()?;
    let path = sent.positions.path_at(position).unwrap_or_default();
    let place = match path.as_slice() {
        [] => of_message(file, template, said)?,
        path => format!("{}:{}", file.display(), template.positions.nearest(path).line),
    };
    Some((said, place))
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

    #[test]
    fn places_in_what_was_sent_lead_to_lines_of_the_file() {
        let (file, template) = (Path::new("t.yaml"), tradewind_template::parse(TEMPLATE).unwrap());
        let sent = String::from_utf8(template.root.to_json_vec()).unwrap();
        let column = sent.find(r#""QueueTwo""#).unwrap() + 1;
        let place =
            |message: &str| of_sent(file, &template, &sent, message).map(|(said, place)| format!("{place}: {said}"));
        assert_eq!(place(&format!("No (really) (line 1, column {column})")).as_deref(), Some("t.yaml:6: No (really)"));
        // Nothing begins there, or all of it does: then the message itself may name something.
        assert_eq!(place("Not Size (line 1, column 1)").as_deref(), Some("t.yaml:2: Not Size"));
        assert_eq!(place("Not Size (line 1, column 100000)").as_deref(), Some("t.yaml:2: Not Size"));
        assert_eq!(place("No place"), None);
    }
}
