//! Lists in pages. A token is the row of the last element of the page before, in hexadecimal.

use crate::error::StatesError;

/// How many a page has where nobody says. AWS: 100.
const USUAL: usize = 100;

/// The page a client asks for.
pub(super) struct Page {
    after: Option<Vec<u8>>,
    size: usize,
}

impl Page {
    pub(super) fn asked(token: Option<&str>, most: Option<i32>) -> Result<Page, StatesError> {
        let size = most.and_then(|most| usize::try_from(most).ok()).filter(|most| *most > 0).unwrap_or(USUAL);
        let read = |token: &str| {
            hex::decode(token).map_err(|_| StatesError::Coded("InvalidToken", format!("Invalid Token: '{token}'")))
        };
        Ok(Page { after: token.map(read).transpose()?, size })
    }

    /// Takes the page's elements from rows in their order (`backwards`: the other way), and makes the token if there are more.
    pub(super) fn take<T, E: From<tradewind_store::StoreError>>(
        &self,
        rows: impl Iterator<Item = Result<(bytes::Bytes, bytes::Bytes), tradewind_store::StoreError>>,
        backwards: bool,
        mut read: impl FnMut(&[u8], &[u8]) -> Result<Option<T>, E>,
    ) -> Result<(Vec<T>, Option<String>), E> {
        let (mut page, mut last) = (Vec::new(), None);
        for row in rows {
            let (key, row) = row?;
            let passed = self.after.as_deref().is_some_and(|after| match backwards {
                false => &key[..] <= after,
                true => &key[..] >= after,
            });
            if passed {
                continue;
            }
            let Some(read) = read(&key, &row)? else { continue };
            if page.len() == self.size {
                return Ok((page, last));
            }
            page.push(read);
            last = Some(hex::encode(&key));
        }
        Ok((page, None))
    }
}
