//! Lists in pages. A token is the name of the last element of the page before, in hexadecimal.

use crate::error::SecretsManagerError;

/// The page a client asks for.
pub(crate) struct Page {
    after: Option<String>,
    size: usize,
}

impl Page {
    pub(crate) fn asked(token: Option<&str>, limit: Option<i32>, default: usize) -> Result<Page, SecretsManagerError> {
        let size = limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(default);
        let read = |token: &str| String::from_utf8(hex::decode(token).ok()?).ok();
        let wrong = || SecretsManagerError::Coded("InvalidNextTokenException", "Invalid Token".to_owned());
        let after = token.map(|token| read(token).ok_or_else(wrong)).transpose()?;
        Ok(Page { after, size })
    }

    /// Whether an element of this name comes after the page before, in the order of names.
    pub(crate) fn is_after(&self, name: &str) -> bool {
        self.after.as_deref().is_none_or(|after| name > after)
    }

    /// Whether an element of this name comes after the page before, against the order of names.
    pub(crate) fn is_before(&self, name: &str) -> bool {
        self.after.as_deref().is_none_or(|after| name < after)
    }

    /// Takes the page's elements from what comes after the page before, and makes the token if there are more.
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
        let token = page.last().map(|last| hex::encode(name(last)));
        (page, token)
    }
}
