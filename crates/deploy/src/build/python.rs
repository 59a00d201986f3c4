//! `requirements.txt`.

use std::path::{Path, PathBuf};

use super::{Cache, Code, NotBuilt, Told, on_path, tool};
use crate::package::archive::Source;

/// Installs what `requirements.txt` asks for, for the Python that will run it; nothing where it asks for nothing.
pub(super) async fn install(
    code: &Code<'_>,
    runtime: &str,
    cache: &Cache,
    told: Told<'_>,
) -> Result<Option<Source>, NotBuilt> {
    let list = code.folder.join("requirements.txt");
    let Ok(wanted) = std::fs::read(&list) else { return Ok(None) };
    if !asks_for_something(&wanted) {
        return Ok(None);
    }
    let python = interpreter(runtime)?;
    let (place, filled) = cache.place(&[b"pip", runtime.as_bytes(), &wanted]);
    if !filled {
        told("pip", code.folder);
        let scratch = cache.scratch()?;
        let target = scratch.path().to_string_lossy().into_owned();
        let quiet = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"];
        // Pip runs in the folder, and what the list names by path lies there too.
        let arguments = [&quiet[..], &["--requirement", "requirements.txt", "--target", &target]].concat();
        tool(&python, &arguments, code.folder).await?;
        cache.keep(scratch, &place)?;
    }
    let prefix = if code.layer { "python/" } else { "" };
    Ok(Some(Source { prefix: prefix.to_owned(), path: place }))
}

fn asks_for_something(list: &[u8]) -> bool {
    let text = String::from_utf8_lossy(list);
    text.lines().any(|line| !matches!(line.trim().as_bytes().first(), None | Some(b'#')))
}

fn interpreter(runtime: &str) -> Result<PathBuf, NotBuilt> {
    on_path(&[runtime]).filter(|python| has_pip(python)).ok_or_else(|| {
        NotBuilt(format!(
            "requirements.txt needs {runtime} with pip, which is not installed here (apt-get install python3-pip)"
        ))
    })
}

fn has_pip(python: &Path) -> bool {
    let asked = std::process::Command::new(python).args(["-c", "import pip"]).output();
    asked.is_ok_and(|answer| answer.status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_ask_for_nothing() {
        assert!(!asks_for_something(b"\n  # boto3\n"));
        assert!(asks_for_something(b"# ours\nrequests==2.32.3\n"));
    }
}
