//! Time that its user moves.
//!
//! A virtual clock stands still until it is told to move, also while the server is down: the data directory remembers what time
//! it was. Without that, a restart would send the server back in time, before messages and schedules it has already written.

use http::StatusCode;
use serde::Deserialize;
use serde_json::json;
use tokio::sync::Mutex;
use tradewind_clock::{Clock, Timestamp};
use tradewind_store::{Cell, Store, StoreError, Watermark};

use super::{json_answer, problem};
use crate::config::Period;
use crate::edge::Answer;

/// The cell that remembers the time, and its only key.
const CELL: &str = "tradewind/clock";
const KEY: &[u8] = b"now";

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
        // In a task of its own: a client that goes away in the middle must not leave the time half moved.
        let moved = tokio::spawn(async move {
            let _alone = moving.lock().await;
            let by = match wanted {
                Wanted::By(by) => by,
                Wanted::To(at) if at < clock.now() => return Err(Backwards(clock.now()).to_string()),
                Wanted::To(at) => at.saturating_since(clock.now()),
            };
            // Remembered before it is reached: a crash on the way may lose the way, but never sends the server back.
            remember(&store, clock.now() + by).await.map_err(|error| error.to_string())?;
            clock.advance(by).await.map_err(|error| error.to_string())
        });
        match moved.await {
            Ok(Ok(_)) => self.answer(),
            Ok(Err(message)) => problem(StatusCode::BAD_REQUEST, &message),
            Err(_) => problem(StatusCode::INTERNAL_SERVER_ERROR, "Moving the clock failed; the server's log says why."),
        }
    }
}

enum Wanted {
    By(std::time::Duration),
    To(Timestamp),
}

struct Backwards(Timestamp);

impl std::fmt::Display for Backwards {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Time does not go back: it is {} already.", self.0)
    }
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
