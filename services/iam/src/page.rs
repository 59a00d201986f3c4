//! Lists in pages. A marker is the place of the last item of the page before, in base64.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE;

use crate::error::IamError;
use crate::limits;

/// The page a client asks for.
#[derive(Debug)]
pub(crate) struct Page {
    after: Option<String>,
    size: usize,
}

/// A page of items, and how to get the next.
#[derive(Debug)]
pub(crate) struct Paged<T> {
    pub(crate) items: Vec<T>,
    pub(crate) is_truncated: Option<bool>,
    pub(crate) marker: Option<String>,
}

impl Page {
    /// By the parameters that all lists have.
    pub(crate) fn asked(marker: Option<&str>, max_items: Option<i32>) -> Result<Page, IamError> {
        let size = max_items.and_then(|most| usize::try_from(most).ok()).unwrap_or(limits::PAGE);
        Ok(Page { after: marker.map(place_of).transpose()?, size })
    }

    /// Takes the page's items out of all of them, which come with their places, in the order of these.
    pub(crate) fn take<T>(
        &self,
        all: impl IntoIterator<Item = Result<(String, T), IamError>>,
    ) -> Result<Paged<T>, IamError> {
        let mut items = Vec::new();
        let mut last = None;
        for item in all {
            let (place, item) = item?;
            if self.after.as_ref().is_some_and(|after| place <= *after) {
                continue;
            }
            if items.len() == self.size {
                let marker = last.map(|place: String| URL_SAFE.encode(place));
                return Ok(Paged { items, is_truncated: Some(true), marker });
            }
            items.push(item);
            last = Some(place);
        }
        Ok(Paged { items, is_truncated: Some(false), marker: None })
    }

    /// The same of what is not read from rows: sorted here by place.
    pub(crate) fn take_sorted<T>(&self, mut all: Vec<(String, T)>) -> Result<Paged<T>, IamError> {
        all.sort_by(|a, b| a.0.cmp(&b.0));
        self.take(all.into_iter().map(Ok))
    }

    /// The same of what has an order of its own: places are the numbers.
    pub(crate) fn take_in_order<T>(&self, all: impl IntoIterator<Item = T>) -> Result<Paged<T>, IamError> {
        self.take(all.into_iter().enumerate().map(|(number, item)| Ok((format!("{number:08}"), item))))
    }
}

fn place_of(marker: &str) -> Result<String, IamError> {
    let invalid = || IamError::Validation(Cow::Borrowed("Invalid Marker."));
    let bytes = URL_SAFE.decode(marker).map_err(|_| invalid())?;
    String::from_utf8(bytes).map_err(|_| invalid())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_lead_from_page_to_page() {
        let all = || ["a", "b", "c"].map(|name| Ok((name.to_owned(), name)));
        let first = Page::asked(None, Some(2)).and_then(|page| page.take(all())).expect("a page");
        assert_eq!((first.items, first.is_truncated), (vec!["a", "b"], Some(true)));
        let second = Page::asked(first.marker.as_deref(), Some(2)).and_then(|page| page.take(all())).expect("a page");
        assert_eq!((second.items, second.is_truncated, second.marker), (vec!["c"], Some(false), None));
        assert!(matches!(Page::asked(Some("!"), None), Err(IamError::Validation(_))));
    }
}
