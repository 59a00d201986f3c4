//! Installs what code says it needs: `requirements.txt` with pip, `package.json` with npm.
//!
//! What was installed is kept in a cache by what was asked for, so that a change of code alone installs nothing.

mod cache;
mod node;
mod python;

use std::path::{Path, PathBuf};
use std::process::Stdio;

use tokio::process::Command;

pub use self::cache::Cache;
use crate::package::archive::Source;

/// Why something could not be built. A sentence, and where there is any the end of what the tool said.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct NotBuilt(pub String);

/// What is to be built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code<'a> {
    /// The folder with the code.
    pub folder: &'a Path,
    /// `python3.12`, `nodejs22.x`; of a layer, its BuildMethod.
    pub runtime: Option<&'a str>,
    /// `Metadata.BuildMethod` of the resource.
    pub method: Option<&'a str>,
    /// Whether it is a layer: what is installed lies in `python/` or `nodejs/` then.
    pub layer: bool,
}

/// What tells the user that something takes a while: a tool's name and the folder it works for.
pub type Told<'a> = &'a (dyn Fn(&'static str, &Path) + Send + Sync);

impl Code<'_> {
    /// What goes into the package, after installing what is missing.
    ///
    /// # Errors
    /// When the build method is one that only the SAM CLI knows, or a tool is missing or fails.
    pub async fn sources(&self, cache: &Cache, told: Told<'_>) -> Result<Vec<Source>, NotBuilt> {
        let own = self.own();
        // A layer without a build method is packed as it is, as the SAM CLI does.
        let language = match (self.method, self.layer) {
            (Some(method), _) => Some(method),
            (None, true) => None,
            (None, false) => self.runtime,
        };
        let installed = match language {
            Some(name) if name.starts_with("python3.") => python::install(self, name, cache, told).await?,
            Some(name) if name.starts_with("nodejs") => node::install(self, cache, told).await?,
            Some(name) if self.method.is_some() => return Err(unknown(name, self.folder)),
            _ => None,
        };
        Ok(installed.into_iter().chain([own]).collect())
    }

    /// The code itself.
    fn own(&self) -> Source {
        let below = match self.method {
            Some(method) if self.layer && method.starts_with("python3.") => "python/",
            Some(method) if self.layer && method.starts_with("nodejs") => "nodejs/",
            _ => "",
        };
        Source { prefix: below.to_owned(), path: self.folder.to_owned() }
    }
}

fn unknown(method: &str, folder: &Path) -> NotBuilt {
    NotBuilt(format!(
        "{}: the build method {method} is not one that tradewind knows; run `sam build` and deploy .aws-sam/build/template.yaml",
        folder.display()
    ))
}

/// Runs a tool to its end in a folder, without a terminal.
async fn tool(program: &Path, arguments: &[&str], folder: &Path) -> Result<(), NotBuilt> {
    let name = program.display();
    let mut command = Command::new(program);
    command.args(arguments).current_dir(folder).stdin(Stdio::null()).kill_on_drop(true);
    let ended = command.output().await.map_err(|error| NotBuilt(format!("{name} can't be run: {error}")))?;
    if ended.status.success() {
        return Ok(());
    }
    let said = if ended.stderr.is_empty() { &ended.stdout } else { &ended.stderr };
    let said = String::from_utf8_lossy(said);
    let lines: Vec<_> = said.lines().collect();
    let end = lines.iter().skip(lines.len().saturating_sub(15)).copied().collect::<Vec<_>>().join("\n");
    Err(NotBuilt(format!("`{name} {}` failed ({}):\n{end}", arguments.join(" "), ended.status)))
}

/// The first of these programs that is on the `PATH`.
fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<_> = std::env::split_paths(&path).collect();
    names.iter().find_map(|name| folders.iter().map(|folder| folder.join(name)).find(|file| file.is_file()))
}
