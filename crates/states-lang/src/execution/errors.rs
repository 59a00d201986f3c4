//! Errors of states: tried again, caught, or passed on.
//!
//! <https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html>

use std::time::Duration;

use serde_json::json;

use super::history::Detail;
use super::run::Run;
use super::{Effect, Outcome, Phase};
use crate::fault::Fault;
use crate::machine::{Kind, Retrier};

impl Run<'_, '_> {
    /// A state has failed.
    pub(super) fn fault(&mut self, number: u64, fault: Fault) {
        let Some(state) = self.state(number) else { return };
        if let Some(delay) = self.try_again(number, &state.retry, &fault) {
            let at = self.now + delay;
            let id = self.wait(number, Phase::Retrying);
            self.effects.push(Effect::Timer(id, at));
            return;
        }
        let Some(catcher) = state.catch.iter().find(|catcher| fault.is_among(&catcher.errors)) else {
            return self.give_up(number, fault);
        };
        let error = json!({"Error": fault.error, "Cause": fault.cause});
        match self.caught(number, state, error, catcher) {
            Ok((output, assigned)) => self.leave(number, state, output, assigned, Some(catcher.next.clone())),
            Err(fault) => {
                let fault = self.in_state(number, fault);
                self.note_evaluation(number, &fault);
                self.give_up(number, fault);
            }
        }
    }

    /// How long to wait before the state is tried again; none when nothing tries it.
    fn try_again(&mut self, number: u64, retriers: &[Retrier], fault: &Fault) -> Option<Duration> {
        let (place, retrier) = retriers.iter().enumerate().find(|(_, retrier)| fault.is_among(&retrier.errors))?;
        let thread = self.execution.threads.get_mut(&number)?;
        thread.tries.resize(retriers.len(), 0);
        let tries = thread.tries.get_mut(place)?;
        if *tries >= retrier.attempts {
            return None;
        }
        let delay = delay(retrier, *tries);
        *tries += 1;
        Some(match retrier.jitter {
            false => delay,
            true => {
                let millis = u64::try_from(delay.as_millis()).unwrap_or(u64::MAX);
                Duration::from_millis((self.chance)() % millis.saturating_add(1))
            }
        })
    }

    /// Nothing is done about an error: the thread ends with it, and what it belongs to.
    pub(super) fn give_up(&mut self, number: u64, fault: Fault) {
        let Some(thread) = self.execution.threads.get(&number) else { return };
        let (parent, previous) = (thread.parent, thread.previous);
        let Some(parent) = parent else {
            return self.end(previous, Detail::ExecutionFailed(fault.clone()), Outcome::Failed(fault));
        };
        self.child_failed(number);
        let is_map = self.state(parent).is_some_and(|state| matches!(state.kind, Kind::Map(_)));
        self.note_of(parent, if is_map { Detail::MapFailed } else { Detail::ParallelFailed });
        self.fault(parent, fault);
    }
}

/// The interval before the next attempt, after so many.
fn delay(retrier: &Retrier, tries: u32) -> Duration {
    #[expect(clippy::cast_precision_loss, reason = "seconds of an interval are few")]
    let seconds = retrier.interval as f64 * retrier.backoff.powi(i32::try_from(tries).unwrap_or(i32::MAX));
    #[expect(clippy::cast_precision_loss, reason = "as above")]
    let longest = retrier.longest.unwrap_or(31_622_400) as f64;
    Duration::from_secs_f64(seconds.min(longest).max(0.0))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::delay;
    use crate::machine::Retrier;

    #[test]
    fn intervals_grow_to_their_end() {
        let retrier =
            Retrier { errors: Vec::new(), interval: 3, attempts: 9, backoff: 2.0, longest: Some(20), jitter: false };
        let all: Vec<u64> = (0..5).map(|tries| delay(&retrier, tries).as_secs()).collect();
        assert_eq!(all, [3, 6, 12, 20, 20]);
        assert_eq!(delay(&retrier, u32::MAX), Duration::from_secs(20));
        let slow = Retrier { backoff: 1.5, longest: None, ..retrier };
        assert_eq!(delay(&slow, 1), Duration::from_millis(4_500));
    }
}
