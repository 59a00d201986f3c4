//! Layers: their versions, who may use them, and what becomes of their zips.
//!
//! ```text
//! name.rs     a layer's name, ARN and cell      keys.rs    the rows of its cell
//! cell.rs     the model, and its decisions      forget.rs  zips of deleted versions
//! ```

mod cell;
mod forget;
mod keys;
mod name;

pub(crate) use self::cell::{Layer, VersionRow};
pub(crate) use self::forget::forget;
pub(crate) use self::keys::FORGET;
pub(crate) use self::name::LayerName;

use tradewind_store::{Cell, Watermark};

use crate::Lambda;
use crate::error::LambdaError;
use crate::function::rows::LayerUse;

impl Lambda {
    /// The cell of a layer, whether the layer is there or not.
    pub(crate) fn layer(&self, name: &LayerName) -> Cell<Layer> {
        self.parts.store.cell(&name.cell())
    }

    /// Bytes of all versions of all layers of an account and region.
    pub(crate) fn layer_storage(&self, account: &str, region: &str) -> Result<u64, LambdaError> {
        const AT_ONCE: usize = 500;
        let cells = LayerName::cells(account, region);
        let (mut after, mut bytes) = (None, 0_u64);
        loop {
            let names = self.parts.store.cells(&cells, after.as_deref(), AT_ONCE)?;
            for layer in names.iter().filter_map(|cell| LayerName::from_cell(cell)) {
                let size = self.layer(&layer).read(&Watermark::new(), |_, layer| {
                    let sizes = layer.versions_below(None).map(|(_, version)| version.row.code.size);
                    Ok::<_, LambdaError>(sizes.fold(0, u64::saturating_add))
                })?;
                bytes = bytes.saturating_add(size);
            }
            match names.into_iter().next_back() {
                Some(last) => after = Some(last),
                None => return Ok(bytes),
            }
        }
    }

    /// The version of a layer that a function's configuration names by its ARN; none when there is no such version.
    ///
    /// Whether the function's account may use it is not asked: policies of layers are kept and not evaluated.
    pub(crate) fn layer_version(&self, mark: &Watermark, arn: &str) -> Result<Option<LayerUse>, LambdaError> {
        let Some((name, number)) = LayerName::version_from_arn(arn) else { return Ok(None) };
        self.layer(&name).read(mark, |_, layer| {
            let Some(version) = layer.version(number) else { return Ok(None) };
            Ok(Some(LayerUse { arn: name.version_arn(number), code: version.row.code.clone() }))
        })
    }
}
