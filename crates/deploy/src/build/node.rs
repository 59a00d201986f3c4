//! `package.json`.

use super::{Cache, Code, NotBuilt, Told, on_path, tool};
use crate::package::archive::Source;

/// Installs the dependencies that `package.json` names, unless they lie beside it already or there are none.
pub(super) async fn install(code: &Code<'_>, cache: &Cache, told: Told<'_>) -> Result<Option<Source>, NotBuilt> {
    let list = code.folder.join("package.json");
    let Ok(wanted) = std::fs::read(&list) else { return Ok(None) };
    if code.folder.join("node_modules").is_dir() || !asks_for_something(&wanted)? {
        return Ok(None);
    }
    let lock = std::fs::read(code.folder.join("package-lock.json")).ok();
    let missing =
        || NotBuilt("package.json names dependencies, and npm is not installed here (apt-get install npm)".into());
    let npm = on_path(&["npm"]).ok_or_else(missing)?;
    let (place, filled) = cache.place(&[b"npm", &wanted, lock.as_deref().unwrap_or_default()]);
    if !filled {
        told("npm", code.folder);
        let scratch = cache.scratch()?;
        let put = |name: &str, content: &[u8]| {
            std::fs::write(scratch.path().join(name), content).map_err(|error| NotBuilt(format!("{name}: {error}")))
        };
        put("package.json", &wanted)?;
        if let Some(lock) = &lock {
            put("package-lock.json", lock)?;
        }
        let how = if lock.is_some() { "ci" } else { "install" };
        let quiet = ["--omit=dev", "--no-audit", "--no-fund", "--loglevel=error"];
        tool(&npm, &[&[how][..], &quiet].concat(), scratch.path()).await?;
        // A package without anything to install makes no folder.
        std::fs::create_dir_all(scratch.path().join("node_modules"))
            .map_err(|error| NotBuilt(format!("node_modules: {error}")))?;
        cache.keep(scratch, &place)?;
    }
    let prefix = if code.layer { "nodejs/node_modules/" } else { "node_modules/" };
    Ok(Some(Source { prefix: prefix.to_owned(), path: place.join("node_modules") }))
}

fn asks_for_something(package: &[u8]) -> Result<bool, NotBuilt> {
    let read: serde_json::Value =
        serde_json::from_slice(package).map_err(|error| NotBuilt(format!("package.json can't be read: {error}")))?;
    Ok(read.get("dependencies").and_then(serde_json::Value::as_object).is_some_and(|names| !names.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tools_of_development_are_not_installed() {
        let asks = |text: &str| asks_for_something(text.as_bytes()).expect("JSON");
        assert!(!asks(r#"{"devDependencies": {"jest": "29"}}"#));
        assert!(!asks(r#"{"dependencies": {}}"#));
        assert!(asks(r#"{"dependencies": {"left-pad": "1.3.0"}}"#));
        assert!(asks_for_something(b"{bad").is_err());
    }
}
