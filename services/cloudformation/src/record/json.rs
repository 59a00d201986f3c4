//! Documents in rows.

use serde::{Deserialize, Serialize};
use tradewind_store::StoreError;
use tradewind_wire::Document;

/// A document as JSON text.
#[derive(Clone, Serialize, Deserialize, PartialEq, Eq)]
#[serde(transparent)]
pub(crate) struct Json(String);

impl Json {
    /// The text.
    pub(crate) fn text(&self) -> &str {
        &self.0
    }

    /// The document.
    pub(crate) fn document(&self) -> Result<Document, StoreError> {
        Document::from_json(self.0.as_bytes())
            .map_err(|error| StoreError::corrupt(format_args!("a document in a row of CloudFormation: {error}")))
    }
}

impl From<&Document> for Json {
    fn from(document: &Document) -> Json {
        Json(String::from_utf8_lossy(&document.to_json_vec()).into_owned())
    }
}

// Documents may hold secrets.
impl std::fmt::Debug for Json {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Json(..)")
    }
}

impl Default for Json {
    fn default() -> Json {
        Json("null".to_owned())
    }
}
