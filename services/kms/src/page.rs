//! Lists in pages. A marker is the name of the last element of the page before, in hexadecimal.

use crate::error::KmsError;

/// The page a client asks for.
pub(crate) struct Page {
    /// The last element of the page before.
    pub(crate) after: Option<String>,
    size: usize,
}

impl Page {
    pub(crate) fn asked(marker: Option<&str>, limit: Option<i32>, default: usize) -> Result<Page, KmsError> {
        let size = limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(default);
        let read = |marker: &str| String::from_utf8(hex::decode(marker).ok()?).ok();
        let after = marker.map(|marker| read(marker).ok_or(KmsError::InvalidMarker)).transpose()?;
        Ok(Page { after, size })
    }

    /// Whether an element of this name comes after the page before, in the order of names.
    pub(crate) fn is_after(&self, name: &str) -> bool {
        self.after.as_deref().is_none_or(|after| name > after)
    }

    /// Takes the page's elements from what comes after the page before, and makes the marker if there are more.
    pub(crate) fn take<T>(
        &self,
        items: impl Iterator<Item = T>,
        name: impl Fn(&T) -> String,
    ) -> (Vec<T>, Option<String>) {
        let mut page: Vec<T> = items.take(self.size + 1).collect();
        if page.len() <= self.size {
            return (page, None);
        }
        page.truncate(self.size);
        let marker = page.last().map(|last| hex::encode(name(last)));
        (page, marker)
    }
}
