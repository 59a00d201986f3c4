//! How a configuration document is kept: a byte that says in which form, and the document as JSON, with the API's names.

use bytes::Bytes;
use tradewind_cloud::Context;
use tradewind_store::{StoreError, Tx};
use tradewind_wire::{Document, Shape, from_document, to_json};

use crate::S3;
use crate::bucket::{BucketCell, Target};
use crate::error::S3Error;

const FORM: u8 = 1;

/// A document as it is kept.
pub(super) fn write<T: Shape>(document: &T) -> Bytes {
    let mut out = vec![FORM];
    to_json(document, &mut out);
    out.into()
}

/// A document that was kept.
///
/// # Errors
/// When it was written by a newer program, or is damaged.
pub(super) fn read<T: Shape>(kept: &[u8]) -> Result<T, StoreError> {
    match kept.split_first() {
        Some((&FORM, body)) => {
            let document = Document::from_json(body).map_err(|_| StoreError::corrupt("a bucket's configuration"))?;
            from_document(document).map_err(|_| StoreError::corrupt("a bucket's configuration"))
        }
        Some((&form, _)) if form > FORM => {
            Err(StoreError::newer("a bucket's configuration", u32::from(form), u32::from(FORM)))
        }
        _ => Err(StoreError::corrupt("a bucket's configuration")),
    }
}

/// The document of a kind that a bucket has.
pub(super) fn of<T: Shape>(bucket: &BucketCell, kind: &str) -> Result<Option<T>, S3Error> {
    Ok(bucket.config(kind).map(|kept| read(kept)).transpose()?)
}

impl S3 {
    /// Gives a bucket a document.
    pub(super) fn configure<T: Shape>(
        &self,
        ctx: &Context,
        target: Target<'_>,
        kind: &str,
        document: &T,
    ) -> Result<(), S3Error> {
        self.change(ctx, target, |tx, bucket| {
            bucket.put_config(tx, kind, write(document));
            Ok(())
        })
    }

    /// Takes a document away, if there is one.
    pub(super) fn unconfigure(&self, ctx: &Context, target: Target<'_>, kind: &str) -> Result<(), S3Error> {
        self.change(ctx, target, |tx: &mut Tx<'_>, bucket| {
            bucket.delete_config(tx, kind);
            Ok(())
        })
    }

    /// The document of a kind, if the bucket has one.
    pub(super) fn configured<T: Shape>(
        &self,
        ctx: &Context,
        target: Target<'_>,
        kind: &str,
    ) -> Result<Option<T>, S3Error> {
        self.look(ctx, target, |_, bucket| of(bucket, kind))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::{OwnershipControls, OwnershipControlsRule};

    #[test]
    fn documents_come_back_and_foreign_forms_are_refused() {
        let rules = vec![OwnershipControlsRule { object_ownership: "ObjectWriter".to_owned() }];
        let document = OwnershipControls { rules };
        let kept = write(&document);
        assert_eq!(read::<OwnershipControls>(&kept).unwrap(), document);
        for damaged in [&b""[..], b"\x00{}", b"\x01{", b"\x02{}", b"\x01{}"] {
            assert!(read::<OwnershipControls>(damaged).is_err(), "{damaged:?}");
        }
    }
}
