//! A key as DescribeKey prints it.

use tradewind_clock::Timestamp;

use super::{KeyRecord, Spec, State};
use crate::api::KeyMetadata;

/// In whole milliseconds, as AWS tells times.
pub(crate) fn time(micros: u64) -> Timestamp {
    Timestamp::from_micros(micros / 1_000 * 1_000)
}

impl State {
    /// AWS's name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            State::Enabled => "Enabled",
            State::Disabled => "Disabled",
            State::PendingDeletion(_) => "PendingDeletion",
        }
    }
}

impl KeyRecord {
    pub(crate) fn metadata(&self) -> KeyMetadata {
        let symmetric = self.spec == Spec::Symmetric;
        let algorithms = vec![self.spec.algorithm().to_owned()];
        let (encryption_algorithms, mac_algorithms) =
            if symmetric { (Some(algorithms), None) } else { (None, Some(algorithms)) };
        let deletion = if let State::PendingDeletion(due) = self.state { Some(time(due)) } else { None };
        KeyMetadata {
            aws_account_id: self.arn.split(':').nth(4).map(str::to_owned),
            key_id: self.id.clone(),
            arn: Some(self.arn.clone()),
            creation_date: Some(time(self.created)),
            enabled: Some(self.state == State::Enabled),
            description: Some(self.description.clone()),
            key_usage: Some(self.spec.usage().to_owned()),
            key_state: Some(self.state.name().to_owned()),
            deletion_date: deletion,
            origin: Some("AWS_KMS".to_owned()),
            key_manager: Some(if self.managed.is_some() { "AWS" } else { "CUSTOMER" }.to_owned()),
            customer_master_key_spec: Some(self.spec.name().to_owned()),
            key_spec: Some(self.spec.name().to_owned()),
            encryption_algorithms,
            mac_algorithms,
            multi_region: Some(false),
            current_key_material_id: self.materials.last().filter(|_| symmetric).map(|last| last.id.clone()),
            ..KeyMetadata::default()
        }
    }
}
