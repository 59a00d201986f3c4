//! Numeric ranges: which of many intervals hold a number.

use crate::engine::record::Work;
use crate::predicate::Range;

/// Intervals in a few sorted runs, each twice as long as the next at least, so that adding one is
/// cheap over time (the logarithmic method) and finding those around a number takes time in their
/// count and a logarithm.
#[derive(Debug, Default)]
pub(super) struct Ranges {
    runs: Vec<Run>,
}

/// Intervals sorted by lower end, read as a balanced search tree: the middle one is the root.
#[derive(Debug)]
struct Run {
    intervals: Vec<(Range, u32)>,
    /// For every root, the highest upper end in its tree.
    highest: Vec<u64>,
}

impl Ranges {
    pub(super) fn insert(&mut self, range: Range, group: u32) {
        let mut intervals = vec![(range, group)];
        while let Some(last) = self.runs.pop_if(|last| last.intervals.len() < 2 * intervals.len()) {
            intervals.extend(last.intervals);
        }
        self.runs.push(Run::new(intervals));
    }

    pub(super) fn enter(&self, number: u64, work: &mut Work) {
        for run in &self.runs {
            run.enter(0, run.intervals.len(), number, work);
        }
    }
}

impl Run {
    fn new(mut intervals: Vec<(Range, u32)>) -> Self {
        intervals.sort_unstable_by_key(|(range, _)| range.low);
        let mut run = Self { highest: vec![0; intervals.len()], intervals };
        run.measure(0, run.intervals.len());
        run
    }

    fn measure(&mut self, from: usize, to: usize) -> u64 {
        if from == to {
            return 0;
        }
        let root = from + (to - from) / 2;
        let below = self.measure(from, root).max(self.measure(root + 1, to));
        self.highest[root] = below.max(self.intervals[root].0.high);
        self.highest[root]
    }

    fn enter(&self, mut from: usize, to: usize, number: u64, work: &mut Work) {
        while from < to {
            let root = from + (to - from) / 2;
            if self.highest[root] < number {
                return;
            }
            self.enter(from, root, number, work);
            let (range, group) = self.intervals[root];
            if range.low > number {
                return;
            }
            if number <= range.high {
                work.enter(group);
            }
            from = root + 1;
        }
    }
}
