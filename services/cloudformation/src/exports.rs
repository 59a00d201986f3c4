//! Exports and imports of an account and region.

use serde::{Deserialize, Serialize};
use tradewind_store::{Record, StoreError, Tx, View, decode, encode, prefix};

use crate::keys;
use crate::record::{Output, Stack};

/// An export.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Export {
    /// The ARN of the stack.
    pub(crate) stack: String,
    pub(crate) value: String,
}

impl Record for Export {
    const VERSION: u8 = 1;
}

pub(crate) fn find(view: View<'_>, name: &str) -> Result<Option<Export>, StoreError> {
    view.get(keys::export(name))?.map(|row| decode(&row)).transpose()
}

/// What is said of an export that is not there.
pub(crate) fn missing(name: &str) -> String {
    format!("No export named {name} found")
}

/// All exports after a name, in alphabetical order.
pub(crate) fn all(view: View<'_>) -> Result<Vec<(String, Export)>, StoreError> {
    let mut all = Vec::new();
    for row in view.scan(prefix(keys::exports())) {
        let (key, row) = row?;
        all.push((String::from_utf8_lossy(key.get(1..).unwrap_or_default()).into_owned(), decode(&row)?));
    }
    Ok(all)
}

/// The UUIDs of the stacks that import an export.
pub(crate) fn importers(view: View<'_>, name: &str) -> Result<Vec<String>, StoreError> {
    let key = keys::imports(name);
    let start = key.as_ref().len();
    let mut all = Vec::new();
    for row in view.scan(prefix(&key)) {
        all.push(String::from_utf8_lossy(row?.0.get(start..).unwrap_or_default()).into_owned());
    }
    Ok(all)
}

/// The names of the stacks that import an export.
pub(crate) fn importer_names(view: View<'_>, name: &str) -> Result<Vec<String>, StoreError> {
    let mut names = Vec::new();
    for id in importers(view, name)? {
        names.extend(Stack::find(view, &id)?.map(|stack| stack.name));
    }
    Ok(names)
}

/// The first of a stack's exports that another imports, and that one's name.
pub(crate) fn in_use(view: View<'_>, outputs: &[Output]) -> Result<Option<(String, Vec<String>)>, StoreError> {
    for export in outputs.iter().filter_map(|output| output.export.as_ref()) {
        let names = importer_names(view, export)?;
        if !names.is_empty() {
            return Ok(Some((export.clone(), names)));
        }
    }
    Ok(None)
}

/// Puts new outputs in the place of a stack's, with their exports; or says why not.
pub(crate) fn replace(
    tx: &mut Tx<'_>,
    stack: &mut Stack,
    outputs: Vec<Output>,
) -> Result<Result<(), String>, StoreError> {
    let arn = stack.arn();
    for output in &outputs {
        let Some(name) = &output.export else { continue };
        if let Some(export) = find(tx.view(), name)?.filter(|export| export.stack != arn) {
            return Ok(Err(format!(
                "Export with name {name} is already exported by stack {}.",
                name_of(&export.stack)
            )));
        }
    }
    for old in &stack.outputs {
        let Some(name) = &old.export else { continue };
        let new = outputs.iter().find(|output| output.export.as_ref() == Some(name));
        if new.is_some_and(|output| output.value == old.value) {
            continue;
        }
        let users = importer_names(tx.view(), name)?;
        if !users.is_empty() {
            return Ok(Err(held(if new.is_some() { "update" } else { "delete" }, name, &users)));
        }
        tx.delete(keys::export(name));
    }
    for output in &outputs {
        if let Some(name) = &output.export {
            tx.put(keys::export(name), encode(&Export { stack: arn.clone(), value: output.value.clone() }));
        }
    }
    stack.outputs = outputs;
    Ok(Ok(()))
}

/// Why an export stays as it is: `Cannot delete export x as it is in use by a, b and c.`
pub(crate) fn held(verb: &str, name: &str, users: &[String]) -> String {
    let users = match users {
        [others @ .., last] if !others.is_empty() => [&others.join(", "), " and ", last].concat(),
        users => users.concat(),
    };
    format!("Cannot {verb} export {name} as it is in use by {users}.")
}

/// A stack goes: its exports and imports do too.
pub(crate) fn strike_out(tx: &mut Tx<'_>, stack: &mut Stack) -> Result<(), StoreError> {
    for name in stack.outputs.iter().filter_map(|output| output.export.as_ref()) {
        tx.delete(keys::export(name));
    }
    keep_imports(tx, &stack.id, &[])
}

/// A stack imports these and no others.
pub(crate) fn keep_imports(tx: &mut Tx<'_>, stack: &str, names: &[String]) -> Result<(), StoreError> {
    let mut gone = Vec::new();
    for (name, _) in all(tx.view())? {
        if !names.contains(&name) && tx.get(keys::import(&name, stack))?.is_some() {
            gone.push(name);
        }
    }
    for name in gone {
        tx.delete(keys::import(&name, stack));
    }
    for name in names {
        tx.put(keys::import(name, stack), &b""[..]);
    }
    Ok(())
}

/// The name in a stack's ARN.
pub(crate) fn name_of(arn: &str) -> &str {
    arn.split('/').nth(1).unwrap_or(arn)
}
