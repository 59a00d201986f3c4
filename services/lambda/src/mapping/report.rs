//! What a function reports about the records of a batch (`ReportBatchItemFailures`).
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting>

use serde_json::Value;

/// What a function says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Report {
    /// These items failed, by their identifiers; none: all is well.
    Failed(Vec<String>),
    /// The response says nothing that could be understood: everything counts as failed.
    Senseless,
}

/// Reads a function's response. Nothing, `null`, `{}`, and a list that is empty or `null` say that all went well.
pub(super) fn read(response: &[u8]) -> Report {
    if response.is_empty() {
        return Report::Failed(Vec::new());
    }
    let items = match serde_json::from_slice::<Value>(response) {
        Ok(Value::Null) => return Report::Failed(Vec::new()),
        Ok(Value::Object(mut members)) => members.remove("batchItemFailures"),
        _ => return Report::Senseless,
    };
    match items {
        None | Some(Value::Null) => Report::Failed(Vec::new()),
        Some(Value::Array(items)) => {
            let ids: Option<Vec<String>> = items.iter().map(identifier).collect();
            ids.map_or(Report::Senseless, Report::Failed)
        }
        Some(_) => Report::Senseless,
    }
}

fn identifier(item: &Value) -> Option<String> {
    item.get("itemIdentifier").and_then(Value::as_str).filter(|id| !id.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_is_well_in_many_words() {
        for response in ["", "null", "{}", "{\"batchItemFailures\":[]}", "{\"batchItemFailures\":null}", "{\"x\":1}"] {
            assert_eq!(read(response.as_bytes()), Report::Failed(Vec::new()), "{response}");
        }
    }

    #[test]
    fn identifiers_must_be_some() {
        let two = "{\"batchItemFailures\":[{\"itemIdentifier\":\"a\"},{\"itemIdentifier\":\"b\"}]}";
        assert_eq!(read(two.as_bytes()), Report::Failed(vec!["a".to_owned(), "b".to_owned()]));
        for response in [
            "{",
            "\"ok\"",
            "[]",
            "{\"batchItemFailures\":{}}",
            "{\"batchItemFailures\":[\"a\"]}",
            "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
            "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
            "{\"batchItemFailures\":[{\"itemIdentifier\":\"a\"},{\"identifier\":\"b\"}]}",
        ] {
            assert_eq!(read(response.as_bytes()), Report::Senseless, "{response}");
        }
    }
}
