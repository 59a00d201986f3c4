//! What can be wrong with a package.

/// Why a zip is refused. The text is AWS's; [`BadPackage::reason`] says what exactly is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadPackage {
    /// It is no zip, it is damaged, or it holds what must not be unpacked.
    #[error("Could not unzip uploaded file. Please check your file, then try to upload again.")]
    Unreadable {
        /// What is wrong with it, for logs.
        reason: String,
    },
    /// Too much comes out of it.
    #[error("Unzipped size must be smaller than {limit} bytes")]
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
}

impl BadPackage {
    /// What exactly is wrong, in a sentence for logs.
    pub fn reason(&self) -> String {
        match self {
            BadPackage::Unreadable { reason } => reason.clone(),
            BadPackage::TooLarge { limit } => format!("more than {limit} bytes come out of it"),
        }
    }

    pub(super) fn because(reason: impl Into<String>) -> BadPackage {
        BadPackage::Unreadable { reason: reason.into() }
    }
}

impl From<zip::result::ZipError> for BadPackage {
    fn from(error: zip::result::ZipError) -> Self {
        BadPackage::because(error.to_string())
    }
}
