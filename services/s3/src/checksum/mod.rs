//! Checksums of objects: which there are, how they are computed, and how clients say them.

mod expected;
mod running;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

pub(crate) use self::expected::{Announced, Expected, algorithm};
pub(crate) use self::running::Running;

/// How a checksum is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Algorithm {
    Crc32,
    Crc32C,
    Crc64Nvme,
    Sha1,
    Sha256,
}

/// Whether the checksum of an object that came in parts is that of its bytes, or that of its parts' checksums.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Kind {
    FullObject,
    Composite,
}

/// A checksum as it is kept: in Base64, as clients see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Checksum {
    #[serde(rename = "a")]
    pub(crate) algorithm: Algorithm,
    #[serde(rename = "k")]
    pub(crate) kind: Kind,
    #[serde(rename = "v")]
    pub(crate) value: String,
}

impl Algorithm {
    /// All of them.
    pub(crate) const ALL: [Algorithm; 5] = [Self::Crc32, Self::Crc32C, Self::Crc64Nvme, Self::Sha1, Self::Sha256];

    /// By its name in requests: `CRC32`.
    pub(crate) fn parse(name: &str) -> Option<Algorithm> {
        Self::ALL.into_iter().find(|a| a.name() == name)
    }

    /// Its name in requests and answers.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Crc32 => "CRC32",
            Self::Crc32C => "CRC32C",
            Self::Crc64Nvme => "CRC64NVME",
            Self::Sha1 => "SHA1",
            Self::Sha256 => "SHA256",
        }
    }

    /// The header that carries it.
    pub(crate) fn header(self) -> &'static str {
        match self {
            Self::Crc32 => "x-amz-checksum-crc32",
            Self::Crc32C => "x-amz-checksum-crc32c",
            Self::Crc64Nvme => "x-amz-checksum-crc64nvme",
            Self::Sha1 => "x-amz-checksum-sha1",
            Self::Sha256 => "x-amz-checksum-sha256",
        }
    }

    /// Its size in bytes.
    pub(crate) fn size(self) -> usize {
        match self {
            Self::Crc32 | Self::Crc32C => 4,
            Self::Crc64Nvme => 8,
            Self::Sha1 => 20,
            Self::Sha256 => 32,
        }
    }

    fn crc(self) -> Option<crc_fast::CrcAlgorithm> {
        match self {
            Self::Crc32 => Some(crc_fast::CrcAlgorithm::Crc32IsoHdlc),
            Self::Crc32C => Some(crc_fast::CrcAlgorithm::Crc32Iscsi),
            Self::Crc64Nvme => Some(crc_fast::CrcAlgorithm::Crc64Nvme),
            Self::Sha1 | Self::Sha256 => None,
        }
    }

    /// The kind an upload has that says none.
    pub(crate) fn default_kind(self) -> Kind {
        if self == Self::Crc64Nvme { Kind::FullObject } else { Kind::Composite }
    }

    /// Whether uploads can have such a checksum of this kind.
    pub(crate) fn allows(self, kind: Kind) -> bool {
        match self {
            Self::Crc64Nvme => kind == Kind::FullObject,
            Self::Sha1 | Self::Sha256 => kind == Kind::Composite,
            Self::Crc32 | Self::Crc32C => true,
        }
    }

    /// The checksum of two pieces from those of each, where that is possible.
    pub(crate) fn combine(self, first: &[u8], second: &[u8], second_bytes: u64) -> Option<Vec<u8>> {
        let crc = self.crc()?;
        let joined = crc_fast::checksum_combine(crc, number(first), number(second), second_bytes);
        let bytes = joined.to_be_bytes();
        bytes.get(8 - self.size()..).map(<[u8]>::to_vec)
    }
}

fn number(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

impl Kind {
    /// By its name in requests.
    pub(crate) fn parse(name: &str) -> Option<Kind> {
        [Self::FullObject, Self::Composite].into_iter().find(|kind| kind.name() == name)
    }

    /// Its name in answers.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::FullObject => "FULL_OBJECT",
            Self::Composite => "COMPOSITE",
        }
    }
}

impl Checksum {
    /// The checksum of whole bytes.
    pub(crate) fn full(algorithm: Algorithm, value: &[u8]) -> Checksum {
        Checksum { algorithm, kind: Kind::FullObject, value: STANDARD.encode(value) }
    }

    /// The value's bytes; for a composite one without the number of parts.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let value = self.value.split_once('-').map_or(self.value.as_str(), |(value, _)| value);
        STANDARD.decode(value).unwrap_or_default()
    }
}

/// Puts a checksum into the member of an answer that is for its algorithm.
macro_rules! show_checksum {
    ($output:expr, $checksum:expr) => {
        if let Some(checksum) = $checksum {
            let value = Some(checksum.value.clone());
            match checksum.algorithm {
                $crate::checksum::Algorithm::Crc32 => $output.checksum_crc32 = value,
                $crate::checksum::Algorithm::Crc32C => $output.checksum_crc32_c = value,
                $crate::checksum::Algorithm::Crc64Nvme => $output.checksum_crc64_nvme = value,
                $crate::checksum::Algorithm::Sha1 => $output.checksum_sha1 = value,
                $crate::checksum::Algorithm::Sha256 => $output.checksum_sha256 = value,
            }
        }
    };
}

/// The checksums an input names, and the newer ones that are refused by name.
macro_rules! named_checksums {
    ($input:expr) => {
        $crate::checksum::Named {
            known: [
                ($crate::checksum::Algorithm::Crc32, $input.checksum_crc32.as_deref()),
                ($crate::checksum::Algorithm::Crc32C, $input.checksum_crc32_c.as_deref()),
                ($crate::checksum::Algorithm::Crc64Nvme, $input.checksum_crc64_nvme.as_deref()),
                ($crate::checksum::Algorithm::Sha1, $input.checksum_sha1.as_deref()),
                ($crate::checksum::Algorithm::Sha256, $input.checksum_sha256.as_deref()),
            ],
            refused: [
                ("x-amz-checksum-sha512", $input.checksum_sha512.is_some()),
                ("x-amz-checksum-md5", $input.checksum_md5.is_some()),
                ("x-amz-checksum-xxhash64", $input.checksum_xxhash64.is_some()),
                ("x-amz-checksum-xxhash3", $input.checksum_xxhash3.is_some()),
                ("x-amz-checksum-xxhash128", $input.checksum_xxhash128.is_some()),
            ],
        }
    };
}

pub(crate) use {named_checksums, show_checksum};

/// What [`named_checksums`] found.
pub(crate) struct Named<'a> {
    pub(crate) known: [(Algorithm, Option<&'a str>); 5],
    pub(crate) refused: [(&'static str, bool); 5],
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From the catalogue of parametrised CRC algorithms (check values of "123456789"), and FIPS 180.
    #[test]
    fn values_that_are_known() {
        for (algorithm, hex) in [
            (Algorithm::Crc32, "cbf43926"),
            (Algorithm::Crc32C, "e3069283"),
            (Algorithm::Crc64Nvme, "ae8b14860a799888"),
            (Algorithm::Sha1, "f7c3bc1d808e04732adf679965ccc34ca7ae3441"),
            (Algorithm::Sha256, "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225"),
        ] {
            let mut running = Running::new(algorithm);
            running.update(b"1234");
            running.update(b"56789");
            assert_eq!(hex::encode(running.finish()), hex, "{algorithm:?}");
            let of = |bytes: &[u8]| {
                let mut running = Running::new(algorithm);
                running.update(bytes);
                running.finish()
            };
            let joined = algorithm.combine(&of(b"1234"), &of(b"56789"), 5);
            assert_eq!(joined.map(hex::encode), algorithm.crc().map(|_| hex.to_owned()), "{algorithm:?}");
        }
    }
}
