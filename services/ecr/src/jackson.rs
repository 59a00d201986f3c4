//! Policies as AWS prints them: with a line for each member, and lists on the line they begin on.

use tradewind_wire::Document;

/// The text of a document.
pub(crate) fn print(document: &Document) -> String {
    let mut text = String::new();
    write(document, 0, &mut text);
    text
}

fn write(document: &Document, depth: usize, text: &mut String) {
    match document {
        Document::Map(entries) if entries.is_empty() => text.push_str("{ }"),
        Document::Map(entries) => {
            text.push('{');
            for (at, (name, value)) in entries.iter().enumerate() {
                text.push_str(if at == 0 { "\n" } else { ",\n" });
                text.push_str(&"  ".repeat(depth + 1));
                write(&Document::from(name.as_ref()), depth, text);
                text.push_str(" : ");
                write(value, depth + 1, text);
            }
            text.push('\n');
            text.push_str(&"  ".repeat(depth));
            text.push('}');
        }
        Document::List(items) if items.is_empty() => text.push_str("[ ]"),
        Document::List(items) => {
            for (at, item) in items.iter().enumerate() {
                text.push_str(if at == 0 { "[ " } else { ", " });
                write(item, depth, text);
            }
            text.push_str(" ]");
        }
        scalar => text.push_str(&String::from_utf8_lossy(&scalar.to_json_vec())),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that can't go on says where")]

    use super::*;

    /// The answer in the reference of `set-repository-policy`.
    #[test]
    fn as_the_reference_prints_it() {
        let given = r#"{"Version":"2008-10-17","Statement":[{"Sid":"AllowPushPull","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":["ecr:GetDownloadUrlForLayer","ecr:BatchGetImage"]}]}"#;
        let printed = "{\n  \"Version\" : \"2008-10-17\",\n  \"Statement\" : [ {\n    \"Sid\" : \"AllowPushPull\",\n    \"Effect\" : \"Allow\",\n    \"Principal\" : {\n      \"AWS\" : \"arn:aws:iam::123456789012:root\"\n    },\n    \"Action\" : [ \"ecr:GetDownloadUrlForLayer\", \"ecr:BatchGetImage\" ]\n  } ]\n}";
        assert_eq!(print(&Document::from_json(given.as_bytes()).unwrap()), printed);
    }
}
