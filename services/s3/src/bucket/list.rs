//! The list of buckets, for ListBuckets. Whether a bucket is there its own cell says; the list follows it in the same call and,
//! should that be cut short, by a task.

use parking_lot::Mutex;
use tradewind_clock::Timestamp;
use tradewind_store::{Decoder, Encoder, KeyReader, Outcome, StoreError, TaskRun, Watermark};

use crate::error::S3Error;
use crate::{S3, keys};

const VERSION: u8 = 1;

/// Brings the list up to date, one bucket at a time: two calls that change a bucket must not leave the list at the older state.
#[derive(Debug, Default)]
pub(crate) struct Lister(Mutex<()>);

/// A bucket in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) name: String,
    pub(crate) region: String,
    pub(crate) created: Timestamp,
}

impl S3 {
    /// Makes the list say of a bucket what its cell says. `account` is whose list a bucket leaves that is gone.
    pub(crate) fn list_now(&self, mark: &Watermark, account: &str, name: &str) -> Result<(), S3Error> {
        let _one_at_a_time = self.lister.0.lock();
        let found = self.cell(name).read(mark, |_, bucket| Ok::<_, S3Error>(bucket.record().cloned()))?;
        let found = found.filter(|record| record.account == account);
        self.parts.store.cell::<()>(keys::NAMES).write(mark, |tx, ()| {
            match &found {
                Some(record) => {
                    let row = Encoder::new(VERSION).str(&record.region).u64(record.created).finish();
                    tx.put(keys::listed(account, name), row);
                }
                None => tx.delete(keys::listed(account, name)),
            }
            Ok(())
        })
    }
}

/// Performs [`keys::LIST`].
pub(crate) fn relist(s3: &S3, run: &TaskRun) -> Outcome {
    let text = String::from_utf8_lossy(&run.payload).into_owned();
    let (account, name) = text.split_once('/').unwrap_or_default();
    match s3.list_now(&Watermark::new(), account, name) {
        Ok(()) => Outcome::Done,
        Err(error) => {
            tracing::warn!(%error, bucket = name, "the list of buckets can't be brought up to date now");
            let at = s3.parts.clock.now().plus(std::time::Duration::from_secs(60));
            Outcome::Again { at, payload: None }
        }
    }
}

/// Buckets of an account whose names begin with `begin`, after `after`, in order; and whether there are more.
pub(crate) fn page(
    s3: &S3,
    mark: &Watermark,
    account: &str,
    begin: &str,
    after: Option<&str>,
    keep: impl Fn(&Entry) -> bool,
    limit: usize,
) -> Result<(Vec<Entry>, bool), S3Error> {
    let under = tradewind_store::Key::tag(1).str(account);
    let key = |text: &str| [under.as_ref(), text.as_bytes()].concat();
    let from =
        after.filter(|after| *after >= begin).map_or_else(|| key(begin), |after| [key(after), vec![0, 2]].concat());
    let within = key(begin);
    s3.parts.store.cell::<()>(keys::NAMES).read(mark, |view, ()| {
        let mut found = Vec::new();
        for row in view.scan(from..) {
            let (row, value) = row?;
            if !row.starts_with(&within) {
                break;
            }
            let entry = read(&row, &value)?;
            if !keep(&entry) {
                continue;
            }
            if found.len() == limit {
                return Ok((found, true));
            }
            found.push(entry);
        }
        Ok((found, false))
    })
}

fn read(key: &[u8], value: &[u8]) -> Result<Entry, StoreError> {
    let mut key = KeyReader::new(key);
    key.tag()?;
    key.str()?;
    let mut value = Decoder::new("a listed bucket", VERSION, value)?;
    let region = value.str()?.to_owned();
    Ok(Entry { name: key.str()?, region, created: Timestamp::from_micros(value.u64()?) })
}
