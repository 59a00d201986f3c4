//! How many batches of a queue may be under way.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html>: five at first, 300 more a minute while messages wait,
//! up to 1,250 or what the mapping says. A function that fails or is throttled gets fewer, one that succeeds gets them back.

use std::time::Duration;

use tradewind_clock::Timestamp;

/// At first.
const FIRST: u32 = 5;

/// At most.
const MOST: u32 = 1_250;

/// So many more each [`STEP`].
const MORE: u32 = 5;
const STEP: Duration = Duration::from_secs(1);

/// The places of one mapping.
#[derive(Debug)]
pub(super) struct Scale {
    most: u32,
    places: u32,
    /// Since when all of them are taken, or when there were last more of them.
    full_since: Option<Timestamp>,
}

/// What came of a batch, as far as it concerns others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The function did it, or reported what it did not.
    Well,
    /// The function failed, or could not be run.
    Badly,
}

impl Scale {
    pub(super) fn new(most: Option<u32>) -> Scale {
        let most = most.unwrap_or(MOST).clamp(1, MOST);
        Scale { most, places: FIRST.min(most), full_since: None }
    }

    /// Whether another batch may begin beside `under_way`.
    pub(super) fn has_room(&mut self, under_way: usize, now: Timestamp) -> bool {
        let full = |places: u32| under_way >= usize::try_from(places).unwrap_or(usize::MAX);
        if !full(self.places) {
            self.full_since = None;
            return true;
        }
        let since = *self.full_since.get_or_insert(now);
        if now.saturating_since(since) >= STEP && self.places < self.most {
            self.places = self.places.saturating_add(MORE).min(self.most);
            self.full_since = Some(now);
        }
        !full(self.places)
    }

    /// When there may be more places, if all are taken.
    pub(super) fn more_at(&self) -> Option<Timestamp> {
        self.full_since.filter(|_| self.places < self.most).map(|since| since + STEP)
    }

    /// Learns from a batch.
    pub(super) fn note(&mut self, verdict: Verdict) {
        self.places = match verdict {
            Verdict::Well if self.places < FIRST => self.places.saturating_add(1).min(self.most),
            Verdict::Well => self.places,
            Verdict::Badly => (self.places / 2).max(1),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: u64) -> Timestamp {
        Timestamp::from_secs(seconds)
    }

    #[test]
    fn there_are_three_hundred_more_a_minute() {
        let mut scale = Scale::new(None);
        assert!(scale.has_room(4, at(0)) && !scale.has_room(5, at(0)));
        assert_eq!(scale.more_at(), Some(at(1)));
        let mut under_way = 5;
        for second in 1..=60 {
            while scale.has_room(under_way, at(second)) {
                under_way += 1;
            }
        }
        assert_eq!(under_way, 305);
        for second in 61..=1_000 {
            while scale.has_room(under_way, at(second)) {
                under_way += 1;
            }
        }
        assert_eq!((under_way, scale.more_at()), (1_250, None));
    }

    #[test]
    fn a_mapping_may_want_fewer() {
        let mut scale = Scale::new(Some(2));
        assert!(scale.has_room(1, at(0)) && !scale.has_room(2, at(0)) && !scale.has_room(2, at(100)));
        assert_eq!(scale.more_at(), None);
    }

    #[test]
    fn failures_cost_places_and_successes_bring_them_back() {
        let mut scale = Scale::new(None);
        for places in [2, 1, 1] {
            scale.note(Verdict::Badly);
            assert_eq!(scale.places, places);
        }
        for places in [2, 3, 4, 5, 5] {
            scale.note(Verdict::Well);
            assert_eq!(scale.places, places);
        }
    }
}
