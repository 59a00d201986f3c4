//! Rotation: a function makes the next version in four steps, now and every so many days.
//!
//! ```text
//! RotateSecret           secretsmanager/due, on its date
//!      \                  /
//!       a version without a value, labelled AWSPENDING
//!              |
//!   createSecret -> setSecret -> testSecret -> finishSecret      one task, step by step
//!              |
//!       the version is AWSCURRENT: the next date is set
//! ```
//!
//! <https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html>

use std::time::Duration;

use serde::{Deserialize, Serialize};
use tradewind_clock::Timestamp;
use tradewind_store::Tx;

use super::{CURRENT, Region, SecretRecord, Version};
use crate::api::RotationRulesType;
use crate::error::SecretsManagerError;
use crate::keys;

/// The label of what a rotation makes.
pub(crate) const PENDING: &str = "AWSPENDING";

/// How a secret is rotated. Times are in microseconds since the epoch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Rotation {
    pub(crate) enabled: bool,
    /// The function's ARN or name, as the caller gave it.
    pub(crate) function: String,
    pub(crate) rules: Rules,
    pub(crate) last: Option<u64>,
    pub(crate) next: Option<u64>,
    /// The version that a rotation under way makes.
    pub(crate) running: Option<String>,
}

/// When a secret is rotated.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Rules {
    pub(crate) days: Option<i64>,
    pub(crate) duration: Option<String>,
    pub(crate) expression: Option<String>,
}

/// What the task of a rotation carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Run {
    pub(crate) name: String,
    pub(crate) version: String,
    /// The next step: 0 to 3.
    pub(crate) step: usize,
    /// Whether only the function is tried, with the step testSecret.
    pub(crate) trial: bool,
    /// How often this step has failed.
    pub(crate) failures: u32,
}

impl Rules {
    /// Reads the rules of a call.
    pub(crate) fn read(rules: RotationRulesType) -> Result<Rules, SecretsManagerError> {
        let RotationRulesType { automatically_after_days: days, duration, schedule_expression: expression } = rules;
        if days.is_some() && expression.is_some() {
            return Err(SecretsManagerError::parameter(
                "You can't specify both AutomaticallyAfterDays and ScheduleExpression.",
            ));
        }
        let rules = Rules { days, duration, expression };
        rules.period()?;
        Ok(rules)
    }

    /// The time from one rotation to the next; none where nothing says when.
    pub(crate) fn period(&self) -> Result<Option<Duration>, SecretsManagerError> {
        const HOUR: u64 = 3_600;
        if let Some(days) = self.days {
            return Ok(Some(Duration::from_secs(24 * HOUR * u64::try_from(days).unwrap_or(0))));
        }
        let Some(expression) = self.expression.as_deref() else { return Ok(None) };
        if expression.starts_with("cron(") {
            return Err(SecretsManagerError::not_built("A ScheduleExpression of the form cron(...)"));
        }
        let wrong = || SecretsManagerError::parameter("Invalid ScheduleExpression.");
        let rate = expression.strip_prefix("rate(").and_then(|rest| rest.strip_suffix(')')).ok_or_else(wrong)?;
        let (number, unit) = rate.trim().split_once(' ').ok_or_else(wrong)?;
        let number: u64 = number.parse().map_err(|_| wrong())?;
        let seconds = match unit.trim() {
            "day" | "days" if (1..=999).contains(&number) => number * 24 * HOUR,
            "hour" | "hours" if (4..=999).contains(&number) => number * HOUR,
            _ => return Err(wrong()),
        };
        Ok(Some(Duration::from_secs(seconds)))
    }

    /// As answers print them; none for rules that say nothing.
    pub(crate) fn shape(&self) -> Option<RotationRulesType> {
        let shape = RotationRulesType {
            automatically_after_days: self.days,
            duration: self.duration.clone(),
            schedule_expression: self.expression.clone(),
        };
        (shape != RotationRulesType::default()).then_some(shape)
    }
}

impl SecretRecord {
    /// Sets the next date and notes when to look.
    pub(crate) fn plan_rotation(&mut self, tx: &mut Tx<'_>) {
        let Some(rotation) = self.rotation.as_mut().filter(|rotation| rotation.enabled) else { return };
        let Ok(Some(period)) = rotation.rules.period() else { return };
        let due = tx.now() + period;
        rotation.next = Some(due.as_micros());
        tx.task(due, keys::DUE, self.name.clone().into_bytes());
    }

    /// Begins a rotation: a version without a value, and the task that has it filled.
    pub(crate) fn begin_rotation(&mut self, tx: &mut Tx<'_>, version: &str) -> Result<(), SecretsManagerError> {
        let pending = self.staged(PENDING).map(|(id, _)| id.to_owned());
        let current = self.staged(CURRENT).map(|(id, _)| id.to_owned());
        if pending.is_some() && pending != current && pending.as_deref() != Some(version) {
            return Err(SecretsManagerError::request(
                "A previous rotation isn't complete. That rotation will be reattempted.",
            ));
        }
        let new = Version { created: tx.now().as_micros(), empty: true, key: self.key.clone(), ..Version::default() };
        self.versions.entry(version.to_owned()).or_insert(new);
        self.move_stage(PENDING, Some(version));
        if let Some(rotation) = self.rotation.as_mut() {
            rotation.running = Some(version.to_owned());
        }
        self.run_rotation(tx, version, false);
        Ok(())
    }

    /// Notes the task of a rotation, or of a trial of its function.
    pub(crate) fn run_rotation(&self, tx: &mut Tx<'_>, version: &str, trial: bool) {
        let run = Run { name: self.name.clone(), version: version.to_owned(), step: 0, trial, failures: 0 };
        tx.task(tx.now(), keys::ROTATE, run.encode());
    }

    /// All steps are done: whether the version is current then.
    pub(crate) fn end_rotation(&mut self, tx: &mut Tx<'_>, version: &str) -> bool {
        let done = self.versions.get(version).is_some_and(|version| version.stages.contains(CURRENT));
        let now = tx.now().as_micros();
        if let Some(rotation) = self.rotation.as_mut() {
            rotation.running = None;
            if done {
                rotation.last = Some(now);
            }
        }
        if done {
            self.changed = now;
            self.plan_rotation(tx);
        }
        done
    }

    /// Whether the task of a rotation still has something to do.
    pub(crate) fn is_rotating(&self, run: &Run) -> bool {
        let rotation = self.rotation.as_ref().filter(|rotation| rotation.enabled && self.deletion.is_none());
        rotation.is_some_and(|rotation| run.trial || rotation.running.as_deref() == Some(run.version.as_str()))
    }
}

impl Run {
    /// As a task's payload.
    pub(crate) fn encode(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }
}

impl Region {
    /// Begins the rotation of a secret whose date has come.
    pub(crate) fn rotate_due(&mut self, tx: &mut Tx<'_>, name: &str, version: &str) {
        let now = tx.now();
        let Some(secret) = self.secrets.get(name).filter(|secret| secret.deletion.is_none()) else { return };
        let due = |at: u64| Timestamp::from_micros(at) <= now;
        if !secret.rotation.as_ref().is_some_and(|rotation| rotation.enabled && rotation.next.is_some_and(due)) {
            return;
        }
        let mut secret = secret.clone();
        // One that is under way or has failed half way is left to whoever looks after it; the next date counts.
        if secret.begin_rotation(tx, version).is_err() {
            tracing::warn!(
                secret = name,
                "a secret could not be rotated on its date: its previous rotation isn't complete"
            );
        }
        secret.plan_rotation(tx);
        self.put(tx, secret);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn when_secrets_are_rotated() {
        let rules = |days, expression: Option<&str>| {
            Rules::read(RotationRulesType {
                automatically_after_days: days,
                schedule_expression: expression.map(str::to_owned),
                duration: None,
            })
        };
        let hours = |found: Rules| found.period().expect("a period").map(|period| period.as_secs() / 3_600);
        assert_eq!(hours(rules(Some(30), None).expect("rules")), Some(720));
        assert_eq!(hours(rules(None, Some("rate(10 days)")).expect("rules")), Some(240));
        assert_eq!(hours(rules(None, Some("rate(4 hours)")).expect("rules")), Some(4));
        assert_eq!(hours(rules(None, None).expect("rules")), None);
        for bad in ["rate(3 hours)", "rate(x)", "every day", "cron(0 8 1 * ? *)", "rate(0 days)"] {
            assert!(rules(None, Some(bad)).is_err(), "{bad}");
        }
        assert!(rules(Some(1), Some("rate(1 day)")).is_err());
    }
}
