//! The news that the server is stopping.

use tokio::sync::watch;

/// Tells everybody who holds its [`Stopping`] that it is time to stop; so does dropping it.
#[derive(Debug)]
pub struct Stop(watch::Sender<bool>);

/// Whether it is time to stop. Cloning is cheap.
#[derive(Clone, Debug)]
pub struct Stopping(watch::Receiver<bool>);

impl Stop {
    /// A pair.
    pub fn new() -> (Stop, Stopping) {
        let (sender, receiver) = watch::channel(false);
        (Stop(sender), Stopping(receiver))
    }

    /// It is time.
    pub fn stop(&self) {
        self.0.send_replace(true);
    }
}

impl Stopping {
    /// Whether it is time to stop.
    pub fn is_stopping(&self) -> bool {
        *self.0.borrow() || self.0.has_changed().is_err()
    }

    /// Resolves when it is time to stop, at once if it is already.
    pub async fn stopped(&self) {
        // A sender that is gone means the same.
        let _ = self.0.clone().wait_for(|stopped| *stopped).await;
    }

    /// `work`'s result, or none if it is time to stop before there is one. Work that is cut off is dropped where it stands.
    pub async fn or<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        tokio::select! {
            biased;
            () = self.stopped() => None,
            done = work => Some(done),
        }
    }
}
