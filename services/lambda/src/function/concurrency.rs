//! What functions have of what their account may have: reserved and provisioned concurrency, storage for packages.
//!
//! Reservations stand in the cells of the functions; what they come to together is counted here, once an account and region, and
//! kept up by everything that changes it ([`Lambda::change`]). It holds [`Room`]'s lock while it writes the function's cell, so
//! that two changes can't both take the last place.

use std::collections::BTreeMap;
use std::sync::Arc;

use parking_lot::{Mutex, MutexGuard};
use rustc_hash::FxHashMap;
use tradewind_store::{Tx, Watermark};

use super::cell::FunctionCell;
use crate::Lambda;
use crate::error::LambdaError;
use crate::limits;
use crate::names::FunctionRef;

/// What every account has given away.
pub(crate) struct Reservations {
    /// Invocations that may run at once in each account and region.
    limit: u32,
    /// By account, then by region.
    rooms: Mutex<FxHashMap<String, Regions>>,
}

/// An account's rooms.
type Regions = FxHashMap<String, Arc<Mutex<Room>>>;

/// One account in one region.
pub(crate) struct Room {
    /// Invocations that may run at once.
    limit: u32,
    /// None until the cells have been looked through.
    shares: Option<BTreeMap<String, Share>>,
    /// What is reserved together; kept beside `shares` because every invocation asks for it.
    reserved: u32,
    /// Bytes of all versions of all layers.
    layers: u64,
}

/// What one function has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Share {
    pub(crate) reserved: Option<u32>,
    /// What is provisioned for all its versions and aliases together.
    pub(crate) provisioned: u32,
    /// Bytes of the packages of all its versions. A function that is there has some.
    pub(crate) code: u64,
}

impl Share {
    /// What the account's pool is short of because of it.
    fn taken(self) -> u32 {
        self.reserved.unwrap_or(self.provisioned)
    }
}

impl FunctionCell {
    /// What the function has of what its account may have.
    pub(crate) fn share(&self) -> Share {
        let provisioned = self.provisioned().values().map(|row| row.instances).fold(0, u32::saturating_add);
        let code = self.versions().values().map(|version| version.code.size).fold(0, u64::saturating_add);
        Share { reserved: self.row().reserved, provisioned, code }
    }
}

impl Room {
    fn new(limit: u32) -> Room {
        Room { limit, shares: None, reserved: 0, layers: 0 }
    }

    /// What is left for functions without a reservation when `name` has `share`.
    pub(crate) fn left_with(&self, name: &str, share: Share) -> u32 {
        let others = self.shares.iter().flatten().filter(|(other, _)| *other != name).map(|(_, share)| share.taken());
        self.limit.saturating_sub(others.fold(share.taken(), u32::saturating_add))
    }

    /// What is left for functions without a reservation.
    pub(crate) fn left(&self) -> u32 {
        let taken = self.shares.iter().flatten().map(|(_, share)| share.taken());
        self.limit.saturating_sub(taken.fold(0, u32::saturating_add))
    }

    /// How many functions there are.
    pub(crate) fn functions(&self) -> usize {
        self.shares.as_ref().map_or(0, BTreeMap::len)
    }

    /// Bytes of all packages of functions and layers.
    pub(crate) fn code(&self) -> u64 {
        self.shares.iter().flatten().map(|(_, share)| share.code).fold(self.layers, u64::saturating_add)
    }

    /// Refuses another package when it would be too much.
    pub(crate) fn must_hold(&self, code: u64) -> Result<(), LambdaError> {
        let limit = u64::try_from(limits::CODE_STORAGE_BYTES).unwrap_or_default();
        if self.code().saturating_add(code) > limit { Err(LambdaError::CodeStorageExceeded) } else { Ok(()) }
    }

    /// A version of a layer was published or is gone: what there is instead of what there was, in bytes.
    pub(crate) fn replace_layer(&mut self, was: u64, is: u64) {
        self.layers = self.layers.saturating_sub(was).saturating_add(is);
    }

    /// Notes what a function has.
    pub(crate) fn set(&mut self, name: &str, share: Share) {
        let shares = self.shares.get_or_insert_default();
        if share == Share::default() {
            shares.remove(name);
        } else {
            shares.insert(name.to_owned(), share);
        }
        self.reserved = shares.values().filter_map(|share| share.reserved).fold(0, u32::saturating_add);
    }
}

impl Reservations {
    /// Nothing is given away yet.
    pub(crate) fn new(limit: u32) -> Reservations {
        Reservations { limit, rooms: Mutex::default() }
    }

    /// Invocations that may run at once in each account and region.
    pub(crate) fn limit(&self) -> u32 {
        self.limit
    }

    fn room(&self, account: &str, region: &str) -> Arc<Mutex<Room>> {
        let mut rooms = self.rooms.lock();
        if let Some(room) = rooms.get(account).and_then(|regions| regions.get(region)) {
            return room.clone();
        }
        let fresh = || Arc::new(Mutex::new(Room::new(self.limit)));
        rooms.entry(account.to_owned()).or_default().entry(region.to_owned()).or_insert_with(fresh).clone()
    }
}

impl Lambda {
    /// How many invocations the functions of an account and region without a reservation may run at once together.
    pub(crate) fn unreserved(&self, account: &str, region: &str) -> Result<u32, LambdaError> {
        let reserved = self.with_room(account, region, |room| Ok(room.reserved))?;
        Ok(self.reservations.limit.saturating_sub(reserved))
    }

    /// Looks at, or changes, what functions of an account and region have.
    pub(crate) fn with_room<T>(
        &self,
        account: &str,
        region: &str,
        work: impl FnOnce(&mut Room) -> Result<T, LambdaError>,
    ) -> Result<T, LambdaError> {
        let room = self.reservations.room(account, region);
        let mut room = room.lock();
        self.count(&mut room, account, region)?;
        work(&mut room)
    }

    /// Changes a function, and counts what it has of what its account may have.
    pub(crate) fn change<T>(
        &self,
        at: &FunctionRef,
        mark: &Watermark,
        decide: impl FnOnce(&Room, &mut Tx<'_>, &mut FunctionCell) -> Result<T, LambdaError>,
    ) -> Result<T, LambdaError> {
        self.with_room(&at.account, &at.region, |room| {
            let (done, share) = self.function(at).write(mark, |tx, function| {
                let done = decide(room, tx, function)?;
                Ok::<_, LambdaError>((done, function.share()))
            })?;
            room.set(&at.name, share);
            Ok(done)
        })
    }

    /// Looks through the functions and layers, once in the life of a process.
    fn count(&self, room: &mut MutexGuard<'_, Room>, account: &str, region: &str) -> Result<(), LambdaError> {
        if room.shares.is_some() {
            return Ok(());
        }
        let mut shares = Vec::new();
        self.each_function(account, region, &Watermark::new(), |at, cell| {
            shares.push((at.name.clone(), cell.share()));
            Ok(())
        })?;
        let layers = self.layer_storage(account, region)?;
        room.shares = Some(BTreeMap::new());
        for (name, share) in shares {
            room.set(&name, share);
        }
        room.layers = layers;
        Ok(())
    }

    /// Visits the functions of an account and region in the order of their names.
    pub(crate) fn each_function(
        &self,
        account: &str,
        region: &str,
        mark: &Watermark,
        mut visit: impl FnMut(&FunctionRef, &FunctionCell) -> Result<(), LambdaError>,
    ) -> Result<(), LambdaError> {
        const AT_ONCE: usize = 500;
        let prefix = FunctionRef::cells(account, region);
        let mut after: Option<String> = None;
        loop {
            let names = self.parts.store.cells(&prefix, after.as_deref(), AT_ONCE)?;
            for at in names.iter().filter_map(|name| FunctionRef::from_cell(name)) {
                self.function(&at).read(mark, |_, cell| if cell.exists() { visit(&at, cell) } else { Ok(()) })?;
            }
            match names.into_iter().next_back() {
                Some(last) => after = Some(last),
                None => return Ok(()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_is_what_nobody_has() {
        let mut room = Room::new(limits::CONCURRENCY);
        room.set("a", Share { reserved: Some(300), provisioned: 50, code: 0 });
        room.set("b", Share { reserved: None, provisioned: 100, code: 0 });
        assert_eq!((room.left(), room.reserved), (600, 300));
        assert_eq!(room.left_with("c", Share { reserved: Some(500), provisioned: 0, code: 0 }), 100);
        assert_eq!(
            room.left_with("a", Share { reserved: Some(700), provisioned: 50, code: 0 }),
            200,
            "its own share is replaced"
        );
        room.set("a", Share::default());
        assert_eq!((room.left(), room.reserved), (900, 0));
    }

    #[test]
    fn packages_of_functions_and_layers_share_their_room() {
        let limit = u64::try_from(limits::CODE_STORAGE_BYTES).expect("positive");
        let mut room = Room::new(limits::CONCURRENCY);
        room.set("a", Share { code: 30, ..Share::default() });
        room.replace_layer(0, limit - 100);
        assert!(room.must_hold(70).is_ok());
        assert!(matches!(room.must_hold(71), Err(LambdaError::CodeStorageExceeded)));
        room.replace_layer(limit - 100, 0);
        assert!(room.code() == 30 && room.must_hold(limit - 30).is_ok());
        assert!(matches!(room.must_hold(limit - 29), Err(LambdaError::CodeStorageExceeded)));
    }
}
