//! Uploads that nobody completes.

use tradewind_clock::Timestamp;
use tradewind_store::{KeyReader, View, decode};

use super::due;
use super::rule::{Lifecycle, Rule};
use crate::error::S3Error;
use crate::keys;
use crate::upload::Upload;

/// Uploads by key and number.
type Old = Vec<(String, u64)>;

/// The uploads among the next rows that are too old, and where to go on.
pub(super) fn old(
    view: &View<'_>,
    rules: &Lifecycle,
    from: &[u8],
    now: Timestamp,
    limit: usize,
) -> Result<(Old, Option<Vec<u8>>), S3Error> {
    let mut old = Vec::new();
    for (seen, row) in view.scan(from.to_vec()..vec![keys::UPLOAD + 1]).enumerate() {
        let (row, value) = row?;
        if seen >= limit {
            return Ok((old, Some(row.to_vec())));
        }
        let mut reader = KeyReader::new(&row);
        reader.tag()?;
        let key = reader.str()?;
        let upload: Upload = decode(&value)?;
        let initiated = Timestamp::from_micros(upload.initiated);
        if rules.enabled().any(|rule| aborts(rule, &key, initiated, now)) {
            old.push((key, upload.sequence));
        }
    }
    Ok((old, None))
}

/// Whether a rule aborts an upload of this key; such rules know prefixes only.
fn aborts(rule: &Rule, key: &str, initiated: Timestamp, now: Timestamp) -> bool {
    let old = rule.abort.is_some_and(|days| due::after_days(initiated, days) <= now);
    old && key.starts_with(rule.selector().prefix)
}
