//! Finding the key a call names, and making those that AWS manages when they are first named.

use tradewind_cloud::Context;
use tradewind_store::Tx;

use crate::Kms;
use crate::error::KmsError;
use crate::key::{KeyRecord, Material, Origin, Rotation, Spec, State};
use crate::limits;
use crate::names::{self, KeyRef, Named};
use crate::policy;
use crate::region::{AliasRecord, Place, Region};

impl Kms {
    /// Looks at the key a call names, which may be by an alias.
    pub(crate) fn look<T>(
        &self,
        ctx: &Context,
        name: &str,
        look: impl FnOnce(&Place, &Region, &KeyRecord) -> Result<T, KmsError>,
    ) -> Result<T, KmsError> {
        let KeyRef { account, named } = KeyRef::any(ctx, name)?;
        let place = Place { account, region: ctx.region().to_owned() };
        if let Named::Alias(alias) = &named {
            self.ensure_managed(ctx, &place, alias)?;
        }
        self.cell(&place).read(ctx.mark(), |_, region| look(&place, region, region.find(&place, &named)?))
    }

    /// Makes the key of an alias that AWS reserves for a service, if that has not been done.
    fn ensure_managed(&self, ctx: &Context, place: &Place, alias: &str) -> Result<(), KmsError> {
        let Some(service) = names::managed_service(alias) else { return Ok(()) };
        let cell = self.cell(place);
        if cell.read(ctx.mark(), |_, region| Ok::<_, KmsError>(region.aliases.contains_key(alias)))? {
            return Ok(());
        }
        self.node(ctx.mark())?;
        cell.write(ctx.mark(), |tx, region| {
            if region.aliases.contains_key(alias) {
                return Ok(());
            }
            let mut key = self.blank(ctx, tx, place, Spec::Symmetric)?;
            key.description = format!("Default key that protects my {service} data when no other key is defined");
            key.policy = policy::managed(service, &place.account, &place.region);
            key.managed = Some(service.to_owned());
            // Once a year, and nobody can turn that off.
            key.rotation = Some(Rotation::from(tx.now(), limits::ROTATION_DAYS));
            key.plan_rotation(tx);
            let now = tx.now().as_micros();
            region.put_alias(tx, alias, AliasRecord { target: key.id.clone(), created: now, updated: now });
            region.put_key(tx, key);
            Ok(())
        })
    }

    /// A new key with material and nothing else.
    pub(crate) fn blank(&self, ctx: &Context, tx: &Tx<'_>, place: &Place, spec: Spec) -> Result<KeyRecord, KmsError> {
        let random = &self.parts.random;
        let (id, created) = (random.uuid_v4(), tx.now().as_micros());
        let arn = place.key_arn(&id);
        let material = Material::new(self.node(ctx.mark())?, random, (&arn, spec), created, Origin::Created);
        Ok(KeyRecord {
            id,
            arn,
            created,
            description: String::new(),
            spec,
            state: State::Enabled,
            managed: None,
            policy: policy::default(&place.account),
            tags: Default::default(),
            materials: vec![material],
            rotation: None,
        })
    }

    /// Changes a customer's key that is named by its id or ARN. Nobody changes those that AWS manages.
    pub(crate) fn change<T>(
        &self,
        ctx: &Context,
        name: &str,
        change: impl FnOnce(&mut Tx<'_>, &mut KeyRecord) -> Result<T, KmsError>,
    ) -> Result<T, KmsError> {
        let (account, id) = KeyRef::by_id(ctx, name)?;
        let place = Place { account, region: ctx.region().to_owned() };
        self.cell(&place).write(ctx.mark(), |tx, region| {
            region.change(tx, &place, &id, |tx, key| {
                customers(ctx, key)?;
                change(tx, key)
            })
        })
    }

    /// Looks at a key that is named by its id or ARN.
    pub(crate) fn look_by_id<T>(
        &self,
        ctx: &Context,
        name: &str,
        look: impl FnOnce(&Place, &Region, &KeyRecord) -> Result<T, KmsError>,
    ) -> Result<T, KmsError> {
        KeyRef::by_id(ctx, name)?;
        self.look(ctx, name, look)
    }
}

/// Refuses what nobody may do to a key that AWS manages.
pub(crate) fn customers(ctx: &Context, key: &KeyRecord) -> Result<(), KmsError> {
    if key.managed.is_none() {
        return Ok(());
    }
    let principal = ctx.principal().arn(ctx.account()).unwrap_or_else(|| "anonymous".to_owned());
    Err(KmsError::Managed { principal, action: ["kms:", ctx.operation()].concat(), arn: key.arn.clone() })
}
