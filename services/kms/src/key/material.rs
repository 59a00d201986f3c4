//! What keys encrypt with. In the record it is sealed under the node's key; it is opened for one call and wiped after it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use tradewind_clock::Random;
use tradewind_seal::{Key, Secret};
use tradewind_store::StoreError;

use super::{KeyRecord, Spec};

/// How material came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Origin {
    /// With the key.
    Created,
    /// By a rotation on its date.
    Automatic,
    /// By a rotation on demand.
    OnDemand,
}

/// One material of a key.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Material {
    /// 64 hexadecimal digits.
    pub(crate) id: String,
    /// In microseconds since the epoch.
    pub(crate) created: u64,
    pub(crate) origin: Origin,
    /// Sealed, in base64.
    sealed: String,
}

/// A key that a call may use, with one of its materials.
pub(crate) struct Usable {
    pub(crate) arn: String,
    pub(crate) spec: Spec,
    /// The number of the material.
    pub(crate) number: u32,
    /// The id of the material.
    pub(crate) material_id: String,
    pub(crate) bytes: Secret,
}

impl Usable {
    /// The material as a key.
    pub(crate) fn key(&self) -> Result<Key, StoreError> {
        Key::from_slice(&self.bytes).ok_or_else(|| StoreError::corrupt("the material of a key has not 32 bytes"))
    }
}

impl Material {
    /// New material for a key.
    pub(crate) fn new(
        node: &Key,
        random: &Random,
        (arn, spec): (&str, Spec),
        created: u64,
        origin: Origin,
    ) -> Material {
        let mut bytes = Secret::new(vec![0; spec.bytes()]);
        random.fill(&mut bytes);
        let mut id = [0; 32];
        random.fill(&mut id);
        let id = hex::encode(id);
        let sealed = node.seal(random, &[arn.as_bytes(), id.as_bytes()], &bytes);
        Material { id, created, origin, sealed: STANDARD.encode(sealed) }
    }

    fn open(&self, node: &Key, arn: &str) -> Result<Secret, StoreError> {
        let damaged = || StoreError::corrupt(format_args!("the material of {arn} does not open"));
        let sealed = STANDARD.decode(&self.sealed).map_err(|_| damaged())?;
        node.open(&[arn.as_bytes(), self.id.as_bytes()], &sealed).map_err(|_| damaged())
    }
}

impl KeyRecord {
    /// The current material, opened.
    pub(crate) fn current(&self, node: &Key) -> Result<Usable, StoreError> {
        let last = u32::try_from(self.materials.len().saturating_sub(1)).unwrap_or(u32::MAX);
        self.material(node, last)?.ok_or_else(|| StoreError::corrupt("a key without material"))
    }

    /// A material by its number, opened; none if the key never had it.
    pub(crate) fn material(&self, node: &Key, number: u32) -> Result<Option<Usable>, StoreError> {
        let Some(material) = usize::try_from(number).ok().and_then(|number| self.materials.get(number)) else {
            return Ok(None);
        };
        let bytes = material.open(node, &self.arn)?;
        let (arn, spec, material_id) = (self.arn.clone(), self.spec, material.id.clone());
        Ok(Some(Usable { arn, spec, number, material_id, bytes }))
    }
}
