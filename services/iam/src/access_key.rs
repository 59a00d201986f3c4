//! Access keys of users. Their secrets are derived and stand nowhere ([`tradewind_cloud::Sessions::secret_of_key`]).

use serde::{Deserialize, Serialize};
use tradewind_cloud::{AccessKeys, UserKey, access_keys};
use tradewind_store::{Record, StoreError, View, Watermark, decode, encode};

use crate::identity::{Identity, Kind};
use crate::{Iam, keys, limits};

/// A key.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct AccessKey {
    pub(crate) id: String,
    /// The name of the user that holds it.
    pub(crate) user: String,
    pub(crate) active: bool,
    /// Seconds since the epoch.
    pub(crate) created: u64,
}

/// When a key was last used, and for what.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct LastUsed {
    /// Seconds since the epoch.
    pub(crate) at: u64,
    pub(crate) service: String,
    pub(crate) region: String,
}

impl Record for AccessKey {
    const VERSION: u8 = 1;
}

impl Record for LastUsed {
    const VERSION: u8 = 1;
}

impl AccessKey {
    pub(crate) const fn status(&self) -> &'static str {
        if self.active { "Active" } else { "Inactive" }
    }
}

/// By id.
pub(crate) fn find(view: View<'_>, id: &str) -> Result<Option<AccessKey>, StoreError> {
    view.get(keys::access_key(id))?.map(|row| decode(&row)).transpose()
}

/// When a key was last used; none if it never was.
pub(crate) fn last_used(view: View<'_>, id: &str) -> Result<Option<LastUsed>, StoreError> {
    view.get(keys::last_used(id))?.map(|row| decode(&row)).transpose()
}

impl AccessKeys for Iam {
    fn find(&self, access_key_id: &str) -> Result<Option<UserKey>, StoreError> {
        let (Some(account), Some(sessions)) = (access_keys::account_of(access_key_id), self.sessions()) else {
            return Ok(None);
        };
        // Nothing is settled: whoever has the secret got it after its key was durable, and a refusal may always be told.
        let user = self.account(&account).read(&Watermark::new(), |view, ()| {
            let Some(key) = find(*view, access_key_id)?.filter(|key| key.active) else { return Ok(None) };
            let row = view.get(keys::named(Kind::User.tag(), &key.user))?;
            row.map(|row| decode::<Identity>(&row)).transpose()
        })?;
        let secret = || sessions.secret_of_key(access_key_id);
        Ok(user.map(|user| UserKey { user_arn: user.arn(&account), secret: secret(), account }))
    }

    fn used(&self, access_key_id: &str, service: &str, region: &str) {
        let now = self.parts.clock.now().as_secs();
        if !self.uses.is_news(access_key_id, service, region, now) {
            return;
        }
        let Some(account) = access_keys::account_of(access_key_id) else { return };
        let noted = self.account(&account).write(&Watermark::new(), |tx, ()| {
            // It may have been deleted since the door looked.
            if find(tx.view(), access_key_id)?.is_some() {
                let used = LastUsed { at: now, service: service.to_owned(), region: region.to_owned() };
                tx.put(keys::last_used(access_key_id), encode(&used));
            }
            Ok::<_, StoreError>(())
        });
        if let Err(error) = noted {
            tracing::warn!(%error, "the use of an access key could not be noted");
        }
    }
}

/// What was written down lately, so that a key in constant use costs a row every quarter of an hour.
#[derive(Debug, Default)]
pub(crate) struct Uses(parking_lot::Mutex<std::collections::BTreeMap<String, (u64, String)>>);

/// Keys that are remembered; beyond that all are forgotten, which costs a row each.
const REMEMBERED: usize = 4_096;

impl Uses {
    fn is_news(&self, id: &str, service: &str, region: &str, now: u64) -> bool {
        let what = [service, "/", region].concat();
        let mut known = self.0.lock();
        let lately = |(at, last): &(u64, String)| {
            now < at.saturating_add(if *last == what { limits::USE_SECONDS } else { limits::OTHER_USE_SECONDS })
        };
        if known.get(id).is_some_and(lately) {
            return false;
        }
        if known.len() >= REMEMBERED {
            known.clear();
        }
        known.insert(id.to_owned(), (now, what));
        true
    }
}
