//! The queues in use: what a call needs to reach one, found by its account, region and name.

use std::collections::BTreeMap;
use std::sync::Arc;

use parking_lot::RwLock;
use tradewind_cloud::Context;
use tradewind_store::{Cell, Store, Watermark};

use crate::effects::QueueName;
use crate::error::SqsError;
use crate::keys;
use crate::queue::Queue;
use crate::url::{self, QueueRef};
use crate::waiters::Waiters;

/// A queue that calls work on.
#[derive(Debug)]
pub(crate) struct Handle {
    pub(crate) name: QueueName,
    pub(crate) arn: String,
    pub(crate) cell: Cell<Queue>,
    pub(crate) waiters: Waiters,
}

/// Handles of queues that were used lately. All calls on one queue share its handle while any of them holds it.
#[derive(Debug, Default)]
pub(crate) struct Directory(RwLock<BTreeMap<String, Arc<Handle>>>);

/// Handles kept beyond this number are let go unless a call holds them.
const KEPT: usize = 4_096;

impl Directory {
    /// The queue of a URL.
    pub(crate) fn find_url(&self, store: &Store, ctx: &Context, url: &str) -> Result<Arc<Handle>, SqsError> {
        let QueueRef { account, name } = url::parse(url, ctx)?;
        url::may_reach(ctx, account, ctx.region(), name)?;
        self.find(store, ctx.mark(), account, ctx.region(), name)
    }

    /// The queue of an ARN; none if the ARN is not a queue's.
    pub(crate) fn find_arn(&self, store: &Store, mark: &Watermark, arn: &str) -> Result<Option<Arc<Handle>>, SqsError> {
        let Some(arn) = url::parse_arn(arn) else { return Ok(None) };
        match self.find(store, mark, arn.account, arn.region, arn.name) {
            Ok(found) => Ok(Some(found)),
            Err(SqsError::QueueDoesNotExist) => Ok(None),
            Err(other) => Err(other),
        }
    }

    /// The queue of an account, region and (possible) name. One whose cell was never written is told as not there; one that is
    /// deleted is found, and says so itself.
    pub(crate) fn find(
        &self,
        store: &Store,
        mark: &Watermark,
        account: &str,
        region: &str,
        name: &str,
    ) -> Result<Arc<Handle>, SqsError> {
        let cell_name = keys::queue_cell(account, region, name);
        if let Some(found) = self.0.read().get(&cell_name) {
            return Ok(found.clone());
        }
        let cell = store.cell::<Queue>(&cell_name);
        if !cell.exists(mark)? {
            return Err(SqsError::QueueDoesNotExist);
        }
        Ok(self.keep(cell_name, cell, QueueName::new(account, region, name)))
    }

    /// The handle of a queue that is about to be made.
    pub(crate) fn make(&self, store: &Store, name: QueueName) -> Arc<Handle> {
        let cell_name = keys::queue_cell(&name.account, &name.region, &name.name);
        let cell = store.cell::<Queue>(&cell_name);
        self.keep(cell_name, cell, name)
    }

    fn keep(&self, cell_name: String, cell: Cell<Queue>, name: QueueName) -> Arc<Handle> {
        let mut kept = self.0.write();
        if kept.len() >= KEPT {
            kept.retain(|_, handle| Arc::strong_count(handle) > 1);
        }
        let arn = url::arn(&name.region, &name.account, &name.name);
        kept.entry(cell_name)
            .or_insert_with(|| Arc::new(Handle { name, arn, cell, waiters: Waiters::default() }))
            .clone()
    }
}
