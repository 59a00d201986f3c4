//! Lists in pages. A marker is the key of the last item of the page before, in hexadecimal.

use crate::error::LambdaError;
use crate::limits;

/// The page a client asks for.
pub(crate) struct Page {
    /// The last item of the page before.
    pub(crate) after: Option<String>,
    pub(crate) size: usize,
}

impl Page {
    /// # Errors
    /// `InvalidParameterValueException` for a marker that is none of ours.
    pub(crate) fn asked(marker: Option<&str>, limit: Option<i32>) -> Result<Page, LambdaError> {
        let size = limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(limits::PAGE).min(limits::PAGE);
        let after = marker.filter(|marker| !marker.is_empty()).map(|marker| {
            let bytes = hex::decode(marker).ok().and_then(|bytes| String::from_utf8(bytes).ok());
            bytes.ok_or_else(|| LambdaError::invalid("The pagination marker is not valid."))
        });
        Ok(Page { after: after.transpose()?, size })
    }

    /// Takes the page's items from what comes after the page before, and makes the marker if there is more.
    pub(crate) fn take<T>(
        &self,
        items: impl Iterator<Item = T>,
        key: impl Fn(&T) -> String,
    ) -> (Vec<T>, Option<String>) {
        let mut page: Vec<T> = items.take(self.size.saturating_add(1)).collect();
        if page.len() <= self.size {
            return (page, None);
        }
        page.truncate(self.size);
        let marker = page.last().map(|last| hex::encode(key(last)));
        (page, marker)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_lead_from_page_to_page() {
        let names = ["a", "b:ü", "c"];
        let page = Page::asked(None, Some(2)).expect("valid");
        let (items, marker) = page.take(names.iter(), |name| (**name).to_owned());
        assert_eq!(items, [&"a", &"b:ü"]);
        let next = Page::asked(marker.as_deref(), Some(2)).expect("our own marker");
        assert_eq!(next.after.as_deref(), Some("b:ü"));
        let rest = names.iter().filter(|name| Some(**name) > next.after.as_deref());
        assert_eq!(next.take(rest, |name| (**name).to_owned()), (vec![&"c"], None));
        for bad in ["zz", "abc", "ff"] {
            assert!(Page::asked(Some(bad), None).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_page_never_has_more_than_fifty_items() {
        assert_eq!(Page::asked(None, Some(10_000)).expect("valid").size, 50);
        assert_eq!(Page::asked(None, None).expect("valid").size, 50);
    }
}
