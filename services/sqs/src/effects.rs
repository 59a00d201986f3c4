//! What the tasks of this service do when they run.
//!
//! ```text
//! kind            written by                               does
//! sqs/transfer    a receive, or a step of a move task      puts a moving message into its destination
//! sqs/arrived     the destination of a transfer            takes the message out of its source
//! sqs/sweep       a queue's first message                  deletes expired messages
//! sqs/move        StartMessageMoveTask                     sends the next messages on their way
//! sqs/list        CreateQueue, SetQueueAttributes, ...     brings the control cell's list up to date
//! sqs/forget      DeleteQueue                              drops the tombstone after 60 seconds
//! ```

use bytes::Bytes;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tradewind_store::{Outcome, StoreError, TaskRun, Watermark};

use crate::Sqs;
use crate::error::SqsError;
use crate::message::new_id;
use crate::queue::move_task::Step;
use crate::queue::record::QueueRecord;
use crate::queue::retention::Swept;
use crate::queue::transfer::{Arrival, Taking};
use crate::url;

pub(crate) const TRANSFER: &str = "sqs/transfer";
pub(crate) const ARRIVED: &str = "sqs/arrived";
pub(crate) const SWEEP: &str = "sqs/sweep";
pub(crate) const MOVE: &str = "sqs/move";
pub(crate) const LIST: &str = "sqs/list";
pub(crate) const FORGET: &str = "sqs/forget";

/// Which queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct QueueName {
    pub(crate) account: String,
    pub(crate) region: String,
    pub(crate) name: String,
}

/// A message on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Transfer {
    pub(crate) source: QueueName,
    /// The source's id: a queue made again under its name has nothing to do with the message.
    pub(crate) queue: u64,
    pub(crate) sequence: u64,
    /// The destination's ARN.
    pub(crate) target: String,
    /// The move task it belongs to; none for the way into a dead-letter queue.
    pub(crate) redrive: Option<u64>,
}

/// A move task's next step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Move {
    pub(crate) queue: QueueName,
    pub(crate) number: u64,
}

/// A sweep.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct SweepRun {
    queue: QueueName,
    number: u64,
}

impl QueueName {
    pub(crate) fn new(account: &str, region: &str, name: &str) -> QueueName {
        QueueName { account: account.to_owned(), region: region.to_owned(), name: name.to_owned() }
    }

    pub(crate) fn of(record: &QueueRecord) -> QueueName {
        QueueName::new(&record.account, &record.region, &record.name)
    }
}

/// A task's payload. The types here have text keys and plain values, which JSON can hold.
pub(crate) fn payload<T: Serialize>(value: &T) -> Bytes {
    serde_json::to_vec(value).unwrap_or_default().into()
}

pub(crate) fn sweep(queue: &QueueName, number: u64) -> Bytes {
    payload(&SweepRun { queue: queue.clone(), number })
}

impl Sqs {
    /// Performs one task.
    pub(crate) fn run(&self, run: &TaskRun) -> Outcome {
        let done = match run.kind.as_str() {
            TRANSFER => read(run).and_then(|transfer| self.transfer(run, &transfer)),
            ARRIVED => read(run).and_then(|transfer| self.arrived(run, &transfer)),
            SWEEP => read(run).and_then(|sweep| self.sweep(&sweep)),
            MOVE => read(run).and_then(|step| self.step_move(&step)),
            LIST => read(run).and_then(|queue| self.relist(&queue)),
            FORGET => read(run).and_then(|queue| self.forget(&queue)),
            other => return Outcome::Buried { why: format!("the service sqs performs no tasks of kind {other}") },
        };
        done.unwrap_or_else(|error| match error {
            // A store that can't write now may write later; a task that can't be read never will.
            SqsError::Store(StoreError::Corrupt(why)) => Outcome::Buried { why: why.to_string() },
            _ => Outcome::Again { at: self.parts.clock.now() + std::time::Duration::from_secs(1), payload: None },
        })
    }

    fn transfer(&self, run: &TaskRun, transfer: &Transfer) -> Result<Outcome, SqsError> {
        let mark = Watermark::new();
        let Some(source) = self.existing(&mark, &transfer.source)? else { return Ok(Outcome::Done) };
        let parcel = match source.cell.read(&mark, |view, queue| queue.parcel(view, transfer))? {
            Taking::Now(parcel) => parcel,
            Taking::NotYet(queued) => {
                let now = self.parts.clock.now();
                return Ok(Outcome::Again { at: now + queued.pause(run.created, now), payload: None });
            }
            Taking::Gone => return Ok(Outcome::Done),
        };
        let arrival = match transfer.redrive {
            None => Arrival::DeadLetter(&source.arn),
            Some(_) => Arrival::Redrive(new_id(&self.parts.random)),
        };
        let target = match url::is_fifo(&transfer.target) == url::is_fifo(&transfer.source.name) {
            true => self.directory.find_arn(&self.parts.store, &mark, &transfer.target)?,
            false => None,
        };
        let arrived = match &target {
            None => Err(SqsError::QueueDoesNotExist),
            Some(target) => target.cell.write(&mark, |tx, queue| {
                queue.arrive(tx, &parcel, arrival)?;
                tx.cancel(run.id);
                Ok(tx.task(tx.now(), ARRIVED, run.payload.clone()))
            }),
        };
        match arrived {
            Ok(task) => {
                if let Some(target) = &target {
                    target.waiters.arrived(1);
                }
                source.cell.write(&mark, |tx, queue| {
                    queue.finish_transfer(tx, transfer);
                    tx.cancel(task);
                    Ok::<_, SqsError>(())
                })?;
            }
            Err(SqsError::QueueDoesNotExist) => {
                source.cell.write(&mark, |tx, queue| {
                    queue.return_transfer(tx, transfer);
                    Ok::<_, SqsError>(())
                })?;
                source.waiters.arrived(1);
            }
            Err(other) => return Err(other),
        }
        Ok(Outcome::Done)
    }

    fn arrived(&self, _: &TaskRun, transfer: &Transfer) -> Result<Outcome, SqsError> {
        let mark = Watermark::new();
        if let Some(source) = self.existing(&mark, &transfer.source)? {
            source.cell.write(&mark, |tx, queue| {
                queue.finish_transfer(tx, transfer);
                Ok::<_, SqsError>(())
            })?;
        }
        Ok(Outcome::Done)
    }

    fn sweep(&self, sweep: &SweepRun) -> Result<Outcome, SqsError> {
        let mark = Watermark::new();
        let Some(handle) = self.existing(&mark, &sweep.queue)? else { return Ok(Outcome::Done) };
        let (swept, receivable) = handle.cell.write(&mark, |tx, queue| {
            let swept = queue.sweep(tx, sweep.number);
            Ok::<_, SqsError>((swept, queue.receivable()))
        })?;
        // A message in flight that is deleted frees its FIFO group.
        handle.waiters.arrived(receivable);
        Ok(match swept {
            Swept::Finished => Outcome::Done,
            Swept::Until(at) => Outcome::Again { at, payload: None },
        })
    }

    fn step_move(&self, step: &Move) -> Result<Outcome, SqsError> {
        let mark = Watermark::new();
        let Some(handle) = self.existing(&mark, &step.queue)? else { return Ok(Outcome::Done) };
        let next = handle.cell.write(&mark, |tx, queue| queue.step_move(tx, step.number))?;
        Ok(match next {
            Step::Finished => Outcome::Done,
            Step::Again(at) => Outcome::Again { at, payload: None },
        })
    }

    fn relist(&self, queue: &QueueName) -> Result<Outcome, SqsError> {
        self.lister.update(&self.parts.store, &Watermark::new(), queue)?;
        Ok(Outcome::Done)
    }

    fn forget(&self, queue: &QueueName) -> Result<Outcome, SqsError> {
        let mark = Watermark::new();
        if let Some(handle) = self.existing(&mark, queue)? {
            handle.cell.write(&mark, |tx, queue| {
                queue.forget_tombstone(tx);
                Ok::<_, SqsError>(())
            })?;
        }
        Ok(Outcome::Done)
    }
}

fn read<T: DeserializeOwned>(run: &TaskRun) -> Result<T, SqsError> {
    serde_json::from_slice(&run.payload)
        .map_err(|error| SqsError::Store(StoreError::corrupt(format_args!("a task of kind {}: {error}", run.kind))))
}
