//! Time that its user moves.
//!
//! A virtual clock stands still until it is told to move, also while the server is down: the data directory remembers what time
//! it was. Without that, a restart would send the server back in time, before messages and schedules it has already written.
//!
//! A move can't be taken back, so it is bounded ([`FURTHEST`], [`LATEST`]), and goes in steps: the time is remembered ahead of
//! one stretch at a time, and a move that nobody waits for any more ends at its next step.

use std::time::Duration;

use http::StatusCode;
use serde::Deserialize;
use serde_json::json;
use tokio::sync::{Mutex, oneshot};
use tradewind_clock::{Clock, Timestamp};
use tradewind_store::{Cell, Store, StoreError, Watermark};

use super::{json_answer, problem};
use crate::config::Period;
use crate::edge::Answer;

/// The cell that remembers the time, and its only key.
const CELL: &str = "tradewind/clock";
const KEY: &[u8] = b"now";

const DAY: Duration = Duration::from_secs(86_400);

/// The furthest that one move goes: ten years, which is more than anything kept here lives.
const FURTHEST: Duration = Duration::from_secs(3_653 * 86_400);

/// The latest time there is, 2200-01-01T00:00:00Z: schedules know no later year.
const LATEST: Timestamp = Timestamp::from_secs(7_258_118_400);

/// How far time goes before a move looks whether anybody still waits for it.
const STEP: Duration = Duration::from_secs(3_600);

/// Into how many stretches a long move is cut. The time is remembered, and synced to the disk, at the start of each.
const STRETCHES: u32 = 100;

/// Moves the clock for the whole server.
pub struct VirtualTime {
    store: Store,
    clock: Clock,
    /// One move at a time: each is understood from where the one before ended.
    moving: std::sync::Arc<Mutex<()>>,
}

/// What a client asks for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Move {
    advance: Option<Period>,
    to: Option<String>,
}

impl VirtualTime {
    /// The time of a server.
    pub fn new(store: Store, clock: Clock) -> VirtualTime {
        VirtualTime { store, clock, moving: std::sync::Arc::default() }
    }

    /// What time it is.
    pub fn answer(&self) -> Answer {
        let kind = if self.clock.is_virtual() { "virtual" } else { "system" };
        json_answer(StatusCode::OK, &json!({ "clock": kind, "now": self.clock.now().to_string() }))
    }

    /// Moves on, and answers when everything that became due on the way has been done.
    pub async fn move_on(&self, body: &[u8]) -> Answer {
        if !self.clock.is_virtual() {
            return problem(StatusCode::CONFLICT, &tradewind_clock::NotVirtual.to_string());
        }
        let wanted = match read(body) {
            Ok(wanted) => wanted,
            Err(message) => return problem(StatusCode::BAD_REQUEST, &message),
        };
        let (store, clock, moving) = (self.store.clone(), self.clock.clone(), self.moving.clone());
        let (tell, told) = oneshot::channel();
        // In a task of its own: a client that goes away lets the step in progress end, and what was remembered be put right.
        tokio::spawn(async move {
            let _alone = moving.lock().await;
            let moved = match wanted.end(clock.now()) {
                Ok(end) => go(&store, &clock, end, || tell.is_closed()).await.map_err(Problem::Failed),
                Err(message) => Err(Problem::Refused(message)),
            };
            // Nobody may be waiting any more.
            let _ = tell.send(moved);
        });
        match told.await {
            Ok(Ok(())) => self.answer(),
            Ok(Err(Problem::Refused(message))) => problem(StatusCode::BAD_REQUEST, &message),
            Ok(Err(Problem::Failed(error))) => {
                tracing::error!(%error, "the time could not be remembered");
                problem(StatusCode::SERVICE_UNAVAILABLE, "The time could not be remembered; the server's log says why.")
            }
            Err(_) => problem(StatusCode::INTERNAL_SERVER_ERROR, "Moving the clock failed; the server's log says why."),
        }
    }
}

/// Why time did not move, or not all the way.
enum Problem {
    Refused(String),
    Failed(StoreError),
}

enum Wanted {
    By(Duration),
    To(Timestamp),
}

impl Wanted {
    /// Where the move ends if it begins now.
    fn end(self, now: Timestamp) -> Result<Timestamp, String> {
        let end = match self {
            Wanted::By(by) => now + by,
            Wanted::To(at) if at < now => return Err(format!("Time does not go back: it is {now} already.")),
            Wanted::To(at) => at,
        };
        if end > LATEST {
            return Err(format!("Time goes no further than {LATEST}."));
        }
        if end.saturating_since(now) > FURTHEST {
            let days = FURTHEST.as_secs() / DAY.as_secs();
            return Err(format!("One move goes {days} days (10 years) at most; go there in several."));
        }
        Ok(end)
    }
}

/// Moves time to `end`, or until nobody waits for it any more.
///
/// The time is remembered before it is reached, one stretch ahead: a crash on the way may lose the rest of a stretch, but never
/// sends the server back before what it has written.
async fn go(store: &Store, clock: &Clock, end: Timestamp, abandoned: impl Fn() -> bool) -> Result<(), StoreError> {
    let stretch = DAY.max(end.saturating_since(clock.now()) / STRETCHES);
    while clock.now() < end && !abandoned() {
        let ahead = end.min(clock.now() + stretch);
        remember(store, ahead).await?;
        while clock.now() < ahead && !abandoned() {
            let step = STEP.min(ahead.saturating_since(clock.now()));
            clock.advance(step).await.map_err(|error| StoreError::corrupt(error.to_string()))?;
        }
    }
    if clock.now() < end {
        tracing::warn!(now = %clock.now(), "nobody waits for this move of the clock any more: it ends here");
        remember(store, clock.now()).await?;
    }
    Ok(())
}

fn read(body: &[u8]) -> Result<Wanted, String> {
    let asked: Move = serde_json::from_slice(body)
        .map_err(|error| format!("Send {{\"advance\": \"24h\"}} or {{\"to\": \"2026-01-02T03:04:05Z\"}}: {error}."))?;
    match (asked.advance, asked.to) {
        (Some(period), None) => Ok(Wanted::By(period.0)),
        (None, Some(text)) => text
            .parse::<jiff::Timestamp>()
            .ok()
            .and_then(|at| u64::try_from(at.as_microsecond()).ok())
            .map(|micros| Wanted::To(Timestamp::from_micros(micros)))
            .ok_or_else(|| format!("{text:?} is not a time such as 2026-01-02T03:04:05Z.")),
        _ => Err("Send either \"advance\" or \"to\".".to_owned()),
    }
}

fn cell(store: &Store) -> Cell<()> {
    store.cell(CELL)
}

async fn remember(store: &Store, at: Timestamp) -> Result<(), StoreError> {
    let mark = Watermark::new();
    cell(store).write(&mark, |tx, ()| {
        tx.put(KEY, at.as_micros().to_be_bytes().to_vec());
        Ok::<_, StoreError>(())
    })?;
    store.settle(mark.get()).await
}

fn remembered(store: &Store) -> Result<Option<Timestamp>, StoreError> {
    let row = cell(store).read(&Watermark::new(), |view, ()| view.get(KEY))?;
    row.map(|bytes| {
        let micros: [u8; 8] = bytes.as_ref().try_into().map_err(|_| StoreError::corrupt("the remembered time"))?;
        Ok(Timestamp::from_micros(u64::from_be_bytes(micros)))
    })
    .transpose()
}

/// Takes time up where it stood, at the start of the server.
///
/// A virtual clock, made at [`Timestamp::ZERO`], goes on from the remembered time, or for the first time from the machine's. A
/// system clock can't be moved: if the data has seen a later time, that is returned for the log, and forgotten.
///
/// # Errors
/// When the store can't be read or written.
pub async fn resume(store: &Store, clock: &Clock) -> Result<Option<Timestamp>, StoreError> {
    let before = remembered(store)?;
    let now = Clock::system().now();
    if clock.is_virtual() {
        // The clock stands at the beginning of time; it is set before anybody waits on it.
        let start = before.unwrap_or(now);
        if clock.jump(start.saturating_since(clock.now())).is_ok() && before.is_none() {
            remember(store, start).await?;
        }
        return Ok(None);
    }
    if before.is_some() {
        let mark = Watermark::new();
        cell(store).write(&mark, |tx, ()| {
            tx.delete(KEY);
            Ok::<_, StoreError>(())
        })?;
        store.settle(mark.get()).await?;
    }
    Ok(before.filter(|at| *at > now))
}

#[cfg(test)]
mod tests;
