//! One instance in the book, and who holds it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::sync::oneshot;
use tradewind_clock::Timestamp;

use super::Inner;
use crate::instance::{Fate, Instance, Reason};

/// Credentials are used up to this long before they expire.
const MARGIN: Duration = Duration::from_secs(60);

/// An instance and what the book knows of it.
pub(super) struct Member {
    pub(super) id: u64,
    /// The group it belongs to.
    pub(super) key: String,
    /// The group's, when it was started: another one retires it.
    pub(super) epoch: u64,
    pub(super) instance: Arc<Instance>,
    /// Whether it is one of those that are to be there before they are needed.
    pub(super) kept: AtomicBool,
}

impl Member {
    pub(super) fn is_kept(&self) -> bool {
        self.kept.load(Ordering::Relaxed)
    }

    /// The memory it is counted with.
    pub(super) fn memory_mb(&self) -> u64 {
        u64::from(self.instance.function().memory_mb)
    }

    /// From when on it takes no invocation any more: its credentials would expire within it.
    pub(super) fn recycled_at(&self) -> Timestamp {
        let (born, expires) = (self.instance.born(), self.instance.expiration());
        let half = born + expires.saturating_since(born) / 2;
        half.max(expires.minus(self.instance.function().timeout + MARGIN))
    }
}

/// A member without work.
pub(super) struct Idle {
    pub(super) member: Arc<Member>,
    pub(super) since: Timestamp,
    /// When it is to be stopped where it is, if that has not been tried.
    pub(super) freeze_at: Timestamp,
    /// It is being stopped, or has been: whether that could be done.
    pub(super) frozen: Option<oneshot::Receiver<bool>>,
}

impl Idle {
    /// Lets it go on where it was stopped.
    pub(super) async fn wake(self) -> Arc<Member> {
        if let Some(frozen) = self.frozen
            && frozen.await == Ok(true)
        {
            self.member.instance.thaw().await;
        }
        self.member
    }
}

/// A member that runs something. Dropped without a word, the member ends.
pub(super) struct Lease {
    inner: Arc<Inner>,
    member: Option<Arc<Member>>,
}

impl Lease {
    pub(super) fn new(inner: Arc<Inner>, member: Arc<Member>) -> Lease {
        Lease { inner, member: Some(member) }
    }

    /// The instance it stands for; none once it has been given back.
    pub(super) fn member(&self) -> Option<&Arc<Member>> {
        self.member.as_ref()
    }

    /// Gives it back.
    pub(super) fn give_back(mut self, fate: Fate) {
        if let Some(member) = self.member.take() {
            self.inner.give_back(member, fate);
        }
    }

    /// Takes the member out of it.
    pub(super) fn into_member(mut self) -> Option<Arc<Member>> {
        self.member.take()
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        if let Some(member) = self.member.take() {
            self.inner.give_back(member, Fate::Broken(Reason::Failure));
        }
    }
}
