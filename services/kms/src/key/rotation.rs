//! New material for a key: every so many days, and on demand. What was sealed with earlier material stays readable.
//!
//! <https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html>

use std::time::Duration;

use serde::{Deserialize, Serialize};
use tradewind_clock::{Random, Timestamp};
use tradewind_seal::Key;
use tradewind_store::Tx;

use super::{KeyRecord, Material, Origin, Spec, State};
use crate::error::KmsError;
use crate::keys;
use crate::limits;

/// Automatic rotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Rotation {
    /// In days.
    pub(crate) period: i32,
    /// In microseconds since the epoch.
    pub(crate) next: u64,
}

impl Rotation {
    pub(crate) fn from(now: Timestamp, period: i32) -> Rotation {
        Rotation { period, next: (now + days(period)).as_micros() }
    }
}

fn days(number: i32) -> Duration {
    Duration::from_secs(86_400 * u64::try_from(number).unwrap_or(0))
}

impl KeyRecord {
    /// Refuses keys that can't rotate.
    pub(crate) fn rotates(&self) -> Result<(), KmsError> {
        if self.spec == Spec::Symmetric {
            return Ok(());
        }
        Err(KmsError::Unsupported(format!(
            "{} key usage is {} which is not valid for this operation.",
            self.arn,
            self.spec.usage()
        )))
    }

    pub(crate) fn enable_rotation(&mut self, tx: &mut Tx<'_>, period: i32) -> Result<(), KmsError> {
        self.rotates()?;
        self.enabled()?;
        if self.rotation.is_none_or(|rotation| rotation.period != period) {
            self.rotation = Some(Rotation::from(tx.now(), period));
            self.plan_rotation(tx);
        }
        Ok(())
    }

    pub(crate) fn disable_rotation(&mut self) -> Result<(), KmsError> {
        self.rotates()?;
        self.enabled()?;
        self.rotation = None;
        Ok(())
    }

    /// Notes when to look next. One that was planned before finds nothing to do.
    pub(crate) fn plan_rotation(&self, tx: &mut Tx<'_>) {
        if let Some(rotation) = self.rotation {
            let due = Timestamp::from_micros(rotation.next).max(tx.now());
            tx.task(due, keys::ROTATE, self.id.clone().into_bytes());
        }
    }

    /// Rotates a key whose date has come; whether it did. One that is disabled is rotated when it is enabled again.
    pub(crate) fn rotate_due(&mut self, tx: &mut Tx<'_>, node: &Key, random: &Random) -> bool {
        let now = tx.now();
        let Some(rotation) = self.rotation.filter(|rotation| rotation.next <= now.as_micros()) else { return false };
        if self.state != State::Enabled {
            return false;
        }
        self.add_material(now, node, random, Origin::Automatic);
        self.rotation = Some(Rotation::from(now, rotation.period));
        self.plan_rotation(tx);
        true
    }

    pub(crate) fn rotate_on_demand(&mut self, now: Timestamp, node: &Key, random: &Random) -> Result<(), KmsError> {
        self.rotates()?;
        self.enabled()?;
        let made = self.materials.iter().filter(|material| material.origin == Origin::OnDemand).count();
        if made >= limits::ON_DEMAND_ROTATIONS {
            return Err(KmsError::LimitExceeded(format!(
                "{} has reached the limit of {} on-demand rotations.",
                self.arn,
                limits::ON_DEMAND_ROTATIONS
            )));
        }
        self.add_material(now, node, random, Origin::OnDemand);
        Ok(())
    }

    fn add_material(&mut self, now: Timestamp, node: &Key, random: &Random, origin: Origin) {
        let material = Material::new(node, random, (&self.arn, self.spec), now.as_micros(), origin);
        self.materials.push(material);
    }
}
