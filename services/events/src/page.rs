//! Lists in pages. A token is the name of the last item of the page before, in hexadecimal.

use crate::error::EventsError;
use crate::limits;

/// The page a client asks for.
pub(crate) struct Page {
    /// The last item of the page before.
    pub(crate) after: Option<String>,
    pub(crate) size: usize,
}

impl Page {
    pub(crate) fn asked(token: Option<&str>, limit: Option<i32>) -> Result<Page, EventsError> {
        let size = limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(limits::PAGE);
        Ok(Page { after: token.map(|token| name_of(token).ok_or(EventsError::InvalidToken)).transpose()?, size })
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
        let token = page.last().map(|last| token_of(name(last)));
        (page, token)
    }
}

fn token_of(name: &str) -> String {
    let nibble = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or('0');
    name.bytes().flat_map(|byte| [nibble(byte >> 4), nibble(byte & 15)]).collect()
}

fn name_of(token: &str) -> Option<String> {
    let nibbles: Vec<u8> = token
        .chars()
        .map(|digit| digit.to_digit(16).and_then(|nibble| u8::try_from(nibble).ok()))
        .collect::<Option<_>>()?;
    let (pairs, []) = nibbles.as_chunks::<2>() else { return None };
    String::from_utf8(pairs.iter().map(|[high, low]| high << 4 | low).collect()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_lead_from_page_to_page() {
        let names = ["a", "b/ü", "c"];
        let page = Page::asked(None, Some(2)).expect("valid");
        let (items, token) = page.take(names.iter(), |name| name);
        assert_eq!(items, [&"a", &"b/ü"]);
        let next = Page::asked(token.as_deref(), Some(2)).expect("our own token");
        assert_eq!(next.after.as_deref(), Some("b/ü"));
        let (items, token) = next.take(names.iter().filter(|name| Some(**name) > next.after.as_deref()), |name| name);
        assert_eq!((items, token), (vec![&"c"], None));
        for bad in ["zz", "abc", "ff"] {
            assert!(matches!(Page::asked(Some(bad), None), Err(EventsError::InvalidToken)), "{bad}");
        }
    }
}
