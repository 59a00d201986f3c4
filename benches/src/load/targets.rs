//! The promised numbers, on two cores that the generator shares, every answer durable.

use std::fmt;

use serde_json::{Value, json};

use crate::load::report::{Figures, number};

/// One promised number and what was measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Promise {
    what: &'static str,
    bound: Bound,
    measured: Option<f64>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Bound {
    AtMost(f64),
    AtLeast(f64),
}

impl Promise {
    /// The measured number shall not exceed `limit`.
    #[must_use]
    pub fn at_most(what: &'static str, limit: f64, measured: Option<f64>) -> Self {
        Self { what, bound: Bound::AtMost(limit), measured }
    }

    /// The measured number shall reach `limit`.
    #[must_use]
    pub fn at_least(what: &'static str, limit: f64, measured: Option<f64>) -> Self {
        Self { what, bound: Bound::AtLeast(limit), measured }
    }

    /// Whether it was kept; `None` when it could not be measured.
    #[must_use]
    pub fn kept(&self) -> Option<bool> {
        let measured = self.measured?;
        Some(match self.bound {
            Bound::AtMost(limit) => measured <= limit,
            Bound::AtLeast(limit) => measured >= limit,
        })
    }

    /// The promise as JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        let (bound, limit) = match self.bound {
            Bound::AtMost(limit) => ("at_most", limit),
            Bound::AtLeast(limit) => ("at_least", limit),
        };
        json!({"what": self.what, bound: limit, "measured": self.measured, "met": self.kept()})
    }
}

impl fmt::Display for Promise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, limit) = match self.bound {
            Bound::AtMost(limit) => ("<=", limit),
            Bound::AtLeast(limit) => (">=", limit),
        };
        let verdict = match self.kept() {
            Some(true) => "met",
            Some(false) => "**MISSED**",
            None => "not measured",
        };
        write!(f, "{} {sign} {}: {verdict}", self.what, number(Some(limit), 0))
    }
}

/// What is promised about a closed loop; nothing for the ceilings and for cases without a promised number.
///
/// `one_rule` are the figures of put-events with a single rule, to which the many are compared.
#[must_use]
pub fn of_loop(case: &str, figures: &Figures, one_rule: Option<&Figures>) -> Vec<Promise> {
    let cpu = |limit| Promise::at_most("us", limit, figures.server_us);
    let rate = |limit| Promise::at_least("ops/s", limit, figures.per_second);
    match case {
        "send" => vec![cpu(45.0), rate(16_000.0)],
        "send-256" => vec![cpu(45.0), rate(25_000.0)],
        "send-batch" => vec![cpu(120.0), rate(6_000.0)],
        "send-receive-delete" => vec![cpu(150.0), rate(6_000.0)],
        "put-events-1" | "put-events-100" => vec![cpu(35.0), rate(30_000.0)],
        "put-events-10000" => {
            let base = one_rule.and_then(|figures| figures.server_us);
            let times = figures.server_us.zip(base).map(|(many, one)| many / one);
            vec![Promise::at_most("1.5 times one rule, in %", 150.0, times.map(|times| times * 100.0))]
        }
        "latency" => vec![Promise::at_most("p50 ms", 3.0, figures.p50_ms)],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(per_second: f64, server_us: f64) -> Figures {
        Figures { per_second: Some(per_second), server_us: Some(server_us), ..Figures::default() }
    }

    fn text(case: &str, figures: &Figures, one_rule: Option<&Figures>) -> Vec<String> {
        of_loop(case, figures, one_rule).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn verdicts_follow_the_bounds() {
        assert_eq!(text("send", &figures(16_000.0, 45.1), None), ["us <= 45: **MISSED**", "ops/s >= 16,000: met"]);
        assert_eq!(
            text("send-256", &Figures::default(), None),
            ["us <= 45: not measured", "ops/s >= 25,000: not measured"]
        );
        assert!(text("receive-batch", &figures(1.0, 1.0), None).is_empty());
    }

    #[test]
    fn many_rules_are_compared_with_one() {
        let one = figures(40_000.0, 30.0);
        assert_eq!(
            text("put-events-10000", &figures(30_000.0, 45.0), Some(&one)),
            ["1.5 times one rule, in % <= 150: met"]
        );
        assert!(text("put-events-10000", &figures(30_000.0, 46.0), Some(&one))[0].ends_with("**MISSED**"));
        assert!(text("put-events-10000", &figures(30_000.0, 46.0), None)[0].ends_with("not measured"));
    }
}
