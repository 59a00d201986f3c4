//! What was asked of the bucket and what was answered.

use std::collections::BTreeMap;

use super::content::Body;

/// One key.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Key {
    /// What was acknowledged last; nothing when that was a deletion, or nothing was.
    pub(crate) acknowledged: Option<Body>,
    /// What was asked for since then, without an answer.
    pub(crate) tried: Option<Option<Body>>,
}

impl Key {
    /// Whether the key may hold this.
    #[must_use]
    pub(crate) fn may_hold(&self, found: Option<Body>) -> bool {
        found == self.acknowledged || self.tried == Some(found)
    }

    /// What the key may hold.
    pub(crate) fn candidates(&self) -> impl Iterator<Item = Body> {
        self.acknowledged.into_iter().chain(self.tried.flatten())
    }
}

/// An upload that was begun and whose completion was not acknowledged.
#[derive(Clone, Debug)]
pub(crate) struct Upload {
    /// The key it is for.
    pub(crate) key: String,
    /// What its bytes follow from.
    pub(crate) seed: u64,
    /// How many of its parts were acknowledged: the first ones.
    pub(crate) parts: usize,
    /// Its completion was asked for: then it may be gone.
    pub(crate) completing: bool,
}

/// The bucket as this process knows it.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// By key.
    pub(crate) keys: BTreeMap<String, Key>,
    /// By id.
    pub(crate) uploads: BTreeMap<String, Upload>,
}

impl Known {
    pub(super) fn tried(&mut self, key: &str, body: Option<Body>) {
        self.keys.entry(key.to_owned()).or_default().tried = Some(body);
    }

    pub(super) fn acknowledged(&mut self, key: &str) {
        let key = self.keys.entry(key.to_owned()).or_default();
        if let Some(body) = key.tried.take() {
            key.acknowledged = body;
        }
    }

    pub(super) fn begun(&mut self, key: &str, id: &str, seed: u64) {
        let upload = Upload { key: key.to_owned(), seed, parts: 0, completing: false };
        self.uploads.insert(id.to_owned(), upload);
    }

    pub(super) fn part(&mut self, id: &str, number: usize) {
        if let Some(upload) = self.uploads.get_mut(id) {
            upload.parts = number;
        }
    }

    pub(super) fn completing(&mut self, id: &str) {
        if let Some(upload) = self.uploads.get_mut(id) {
            upload.completing = true;
        }
    }

    pub(super) fn completed(&mut self, id: &str) {
        self.uploads.remove(id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_holds_what_was_acknowledged_or_what_came_after() {
        let mut known = Known::default();
        let [old, new] = [1, 2].map(|seed| Body::Whole { seed, size: 9 });
        known.tried("k", Some(old));
        assert!(known.keys["k"].may_hold(None) && known.keys["k"].may_hold(Some(old)));
        known.acknowledged("k");
        assert!(!known.keys["k"].may_hold(None));
        known.tried("k", Some(new));
        assert!(known.keys["k"].may_hold(Some(old)) && known.keys["k"].may_hold(Some(new)));
        known.acknowledged("k");
        assert!(!known.keys["k"].may_hold(Some(old)));
        known.tried("k", None);
        assert!(known.keys["k"].may_hold(None) && known.keys["k"].may_hold(Some(new)));
    }
}
