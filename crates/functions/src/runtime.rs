//! Runtimes by their AWS identifiers.

use std::fmt;

/// A runtime that can be named. Whether it is installed here is the executor's to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Runtime {
    /// `python3.<minor>`.
    Python(u8),
    /// `nodejs<major>.x`.
    Node(u8),
    /// `java<major>`.
    Java(u8),
    /// `provided.al2`.
    ProvidedAl2,
    /// `provided.al2023`.
    ProvidedAl2023,
}

impl Runtime {
    /// Every runtime that can be named.
    pub fn all() -> impl Iterator<Item = Runtime> {
        let python = (9..=14).map(Runtime::Python);
        let node = [18, 20, 22, 24].into_iter().map(Runtime::Node);
        let java = [17, 21].into_iter().map(Runtime::Java);
        python.chain(node).chain(java).chain([Runtime::ProvidedAl2, Runtime::ProvidedAl2023])
    }

    /// By its identifier, such as `python3.12`; none for what this crate can't run at all (`ruby3.3`, `dotnet8` ...).
    pub fn parse(identifier: &str) -> Option<Runtime> {
        match identifier {
            "provided.al2" => return Some(Runtime::ProvidedAl2),
            "provided.al2023" => return Some(Runtime::ProvidedAl2023),
            "java17" => return Some(Runtime::Java(17)),
            "java21" => return Some(Runtime::Java(21)),
            _ => {}
        }
        if let Some(minor) = identifier.strip_prefix("python3.").and_then(|minor| minor.parse().ok()) {
            return (9..=14).contains(&minor).then_some(Runtime::Python(minor));
        }
        let major = identifier.strip_prefix("nodejs")?.strip_suffix(".x")?.parse().ok()?;
        matches!(major, 18 | 20 | 22 | 24).then_some(Runtime::Node(major))
    }
}

impl fmt::Display for Runtime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Runtime::Python(minor) => write!(f, "python3.{minor}"),
            Runtime::Node(major) => write!(f, "nodejs{major}.x"),
            Runtime::Java(major) => write!(f, "java{major}"),
            Runtime::ProvidedAl2 => f.write_str("provided.al2"),
            Runtime::ProvidedAl2023 => f.write_str("provided.al2023"),
        }
    }
}
