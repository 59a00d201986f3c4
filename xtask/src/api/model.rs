//! A service's model, as botocore publishes it (`service-2.json`).

use std::path::Path;
use std::process::Command;

use tradewind_wire::Document;

/// The model of one service.
pub(crate) struct Model {
    root: Document,
}

/// One operation of the model.
pub(crate) struct Operation<'a> {
    pub(crate) name: &'a str,
    pub(crate) input: Option<&'a str>,
    pub(crate) output: Option<&'a str>,
    pub(crate) errors: Vec<&'a str>,
    pub(crate) documentation: &'a str,
    /// The `http` trait: method, URI and the status of a success.
    pub(crate) http: Option<&'a Document>,
}

impl Model {
    /// Reads the newest version of the model in this folder.
    pub(crate) fn load(folder: &Path) -> Result<Self, String> {
        let mut versions: Vec<_> = std::fs::read_dir(folder)
            .map_err(|error| format!("{}: {error}", folder.display()))?
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.is_dir())
            .collect();
        versions.sort();
        let newest = versions.pop().ok_or_else(|| format!("{} holds no version", folder.display()))?;
        let text = read_text(&newest)?;
        Self::parse(&text).map_err(|error| format!("{}: {error}", newest.display()))
    }

    /// Reads a model.
    pub(crate) fn parse(json: &[u8]) -> Result<Self, String> {
        let root = Document::from_json(json).map_err(|error| error.to_string())?;
        Ok(Self { root })
    }

    /// A text of the model's metadata.
    pub(crate) fn metadata(&self, key: &str) -> Option<&str> {
        self.root.get("metadata")?.get(key)?.as_str()
    }

    /// Whether the service answers awsQuery clients too.
    pub(crate) fn is_query_compatible(&self) -> bool {
        self.root.get("metadata").is_some_and(|metadata| metadata.get("awsQueryCompatible").is_some())
    }

    /// The shape with this name.
    pub(crate) fn shape(&self, name: &str) -> Result<&Document, String> {
        self.root
            .get("shapes")
            .and_then(|shapes| shapes.get(name))
            .ok_or_else(|| format!("the model has no shape {name}"))
    }

    /// The operations with these names in this order, or all of them.
    pub(crate) fn select(&self, names: &[String]) -> Result<Vec<Operation<'_>>, String> {
        let all = entries(self.root.get("operations"));
        if names.is_empty() {
            return Ok(all.map(|(name, operation)| Operation::new(name, operation)).collect());
        }
        names
            .iter()
            .map(|name| {
                let (name, operation) = entries(self.root.get("operations"))
                    .find(|(found, _)| found == name)
                    .ok_or_else(|| format!("the model has no operation {name}"))?;
                Ok(Operation::new(name, operation))
            })
            .collect()
    }
}

impl<'a> Operation<'a> {
    fn new(name: &'a str, operation: &'a Document) -> Self {
        let shape = |key: &str| operation.get(key)?.get("shape")?.as_str();
        Self {
            name,
            input: shape("input"),
            output: shape("output"),
            errors: operation
                .get("errors")
                .and_then(Document::as_list)
                .unwrap_or_default()
                .iter()
                .filter_map(|error| error.get("shape")?.as_str())
                .collect(),
            documentation: text(operation, "documentation"),
            http: operation.get("http"),
        }
    }
}

/// The entries of a map, in the model's order.
pub(crate) fn entries(map: Option<&Document>) -> impl Iterator<Item = (&str, &Document)> {
    let entries = match map {
        Some(Document::Map(entries)) => entries.as_slice(),
        _ => &[],
    };
    entries.iter().map(|(key, value)| (key.as_ref(), value))
}

/// The text under a key, or an empty one.
pub(crate) fn text<'a>(map: &'a Document, key: &str) -> &'a str {
    map.get(key).and_then(Document::as_str).unwrap_or_default()
}

/// Whether the value under a key is `true`.
pub(crate) fn flag(map: &Document, key: &str) -> bool {
    map.get(key) == Some(&Document::Bool(true))
}

fn read_text(folder: &Path) -> Result<Vec<u8>, String> {
    let plain = folder.join("service-2.json");
    if plain.exists() {
        return std::fs::read(&plain).map_err(|error| format!("{}: {error}", plain.display()));
    }
    let packed = folder.join("service-2.json.gz");
    let unpacked = Command::new("gzip").arg("-dc").arg(&packed).output().map_err(|error| format!("gzip: {error}"))?;
    if unpacked.status.success() { Ok(unpacked.stdout) } else { Err(format!("gzip refused {}", packed.display())) }
}
