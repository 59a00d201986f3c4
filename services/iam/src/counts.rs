//! How many there are of each, so that quotas cost no scan.

use serde::{Deserialize, Serialize};
use tradewind_store::{Record, Tx, View, decode, encode};

use crate::error::IamError;
use crate::identity::Kind;
use crate::keys;
use crate::limits;

/// The numbers of one account.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Counts {
    pub(crate) roles: u32,
    pub(crate) users: u32,
    pub(crate) groups: u32,
    pub(crate) policies: u32,
    pub(crate) versions: u32,
    pub(crate) profiles: u32,
}

impl Record for Counts {
    const VERSION: u8 = 1;
}

impl Counts {
    pub(crate) fn of(view: View<'_>) -> Result<Counts, IamError> {
        let row = view.get(keys::counts())?;
        Ok(row.map(|row| decode(&row)).transpose()?.unwrap_or_default())
    }

    /// Changes the numbers.
    pub(crate) fn change(tx: &mut Tx<'_>, change: impl FnOnce(&mut Counts)) -> Result<(), IamError> {
        let mut counts = Counts::of(tx.view())?;
        change(&mut counts);
        tx.put(keys::counts(), encode(&counts));
        Ok(())
    }

    /// One more of a kind, if the account may have it.
    pub(crate) fn one_more(tx: &mut Tx<'_>, kind: Kind) -> Result<(), IamError> {
        let counts = Counts::of(tx.view())?;
        let (number, most, quota) = match kind {
            Kind::Role => (counts.roles, limits::ROLES, "RolesPerAccount"),
            Kind::User => (counts.users, limits::USERS, "UsersPerAccount"),
            Kind::Group => (counts.groups, limits::GROUPS, "GroupsPerAccount"),
        };
        within(number, most, quota)?;
        Counts::change(tx, |counts| *counts.slot(kind) += 1)
    }

    /// One less of a kind.
    pub(crate) fn one_less(tx: &mut Tx<'_>, kind: Kind) -> Result<(), IamError> {
        Counts::change(tx, |counts| {
            let slot = counts.slot(kind);
            *slot = slot.saturating_sub(1);
        })
    }

    fn slot(&mut self, kind: Kind) -> &mut u32 {
        match kind {
            Kind::Role => &mut self.roles,
            Kind::User => &mut self.users,
            Kind::Group => &mut self.groups,
        }
    }
}

/// Whether there may be one more.
pub(crate) fn within(number: u32, most: u32, quota: &'static str) -> Result<(), IamError> {
    if number < most { Ok(()) } else { Err(IamError::Quota(quota, most as usize)) }
}
