//! Distributions of a few dozen times.

use std::time::Duration;

/// Times of one kind.
#[derive(Clone, Debug, Default)]
pub struct Samples(Vec<Duration>);

impl Samples {
    /// Adds one.
    pub fn add(&mut self, time: Duration) {
        self.0.push(time);
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The smallest time of which at least `share` (0 to 1) of all are not greater (nearest rank), in milliseconds.
    #[must_use]
    pub fn quantile(&self, share: f64) -> Option<f64> {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let rank = (share * sorted.len() as f64).ceil() as usize;
        sorted.get(rank.max(1) - 1).map(|time| time.as_secs_f64() * 1e3)
    }
}

impl FromIterator<Duration> for Samples {
    fn from_iter<I: IntoIterator<Item = Duration>>(times: I) -> Self {
        Samples(times.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_samples() {
        let samples: Samples = (1..=10).rev().map(Duration::from_millis).collect();
        assert_eq!(samples.quantile(0.0), Some(1.0));
        assert_eq!(samples.quantile(0.5), Some(5.0));
        assert_eq!(samples.quantile(0.99), Some(10.0));
        assert_eq!(Samples::default().quantile(0.5), None);
    }
}
