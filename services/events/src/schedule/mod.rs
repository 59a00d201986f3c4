//! Schedule expressions: `rate(...)` and `cron(...)`.
//!
//! See <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html>. All times are UTC, the finest
//! resolution is a minute. AWS says of every expression it refuses only that it "is not valid", so that is all that is said here.

mod cron;
mod next;
mod rate;

use tradewind_clock::Timestamp;

use self::cron::Cron;
use self::rate::Rate;

/// When a rule fires by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Schedule {
    Rate(Rate),
    Cron(Box<Cron>),
}

/// The expression is neither a rate nor a cron expression that AWS accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NotASchedule;

impl Schedule {
    /// Reads an expression as clients write it, such as `rate(5 minutes)` or `cron(0 12 ? * MON-FRI *)`.
    pub(crate) fn parse(expression: &str) -> Result<Schedule, NotASchedule> {
        let (kind, rest) = expression.split_once('(').ok_or(NotASchedule)?;
        let inside = rest.strip_suffix(')').ok_or(NotASchedule)?;
        match kind {
            "rate" => Rate::parse(inside).map(Schedule::Rate),
            "cron" => Cron::parse(inside).map(|cron| Schedule::Cron(Box::new(cron))),
            _ => Err(NotASchedule),
        }
    }

    /// The first time this fires when it is switched on at `now`; none if it never will.
    pub(crate) fn first(&self, now: Timestamp) -> Option<Timestamp> {
        match self {
            Schedule::Rate(rate) => Some(now + rate.period()),
            Schedule::Cron(cron) => next::after(cron, now),
        }
    }

    /// The first time after both `fired` and `now`. A rate keeps its beat: times that passed while nobody could fire them are
    /// left out, not made up for.
    pub(crate) fn following(&self, fired: Timestamp, now: Timestamp) -> Option<Timestamp> {
        match self {
            Schedule::Rate(rate) => Some(rate.following(fired, now)),
            Schedule::Cron(cron) => next::after(cron, fired.max(now)),
        }
    }
}
