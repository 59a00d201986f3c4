//! Lists in pages. A token is the name of the last item of the page before, in hexadecimal.

use crate::error::LogsError;
use crate::limits;

/// The page a client asks for.
pub(crate) struct Page {
    /// The last item of the page before.
    pub(crate) after: Option<String>,
    pub(crate) size: usize,
}

pub(crate) fn bad_token() -> LogsError {
    LogsError::invalid("The specified nextToken is invalid.")
}

impl Page {
    pub(crate) fn asked(token: Option<&str>, limit: Option<i32>) -> Result<Page, LogsError> {
        let size = limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(limits::PAGE);
        let after = token
            .map(|token| hex::decode(token).ok().and_then(|bytes| String::from_utf8(bytes).ok()).ok_or_else(bad_token));
        Ok(Page { after: after.transpose()?, size })
    }

    /// Whether this item comes after the page before.
    pub(crate) fn is_next(&self, name: &str) -> bool {
        self.after.as_deref().is_none_or(|after| name > after)
    }

    /// Takes the page's items from what comes after the page before, and makes the token if there is more.
    pub(crate) fn take<T>(
        &self,
        items: impl Iterator<Item = T>,
        name: impl Fn(&T) -> &str,
    ) -> (Vec<T>, Option<String>) {
        let mut page: Vec<T> = items.take(self.size + 1).collect();
        if page.len() <= self.size {
            return (page, None);
        }
        page.truncate(self.size);
        let token = page.last().map(|last| hex::encode(name(last)));
        (page, token)
    }
}
