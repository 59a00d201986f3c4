//! Folders as zip archives that depend on nothing but names, contents and whether a file may be executed.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// What is never part of a package: what tools keep for themselves beside the code.
const LEFT_OUT: [&str; 6] = [".git", ".aws-sam", ".tradewind", "__pycache__", ".DS_Store", ".pytest_cache"];

/// More files than this are a mistake: a home directory, a root.
const MOST_FILES: usize = 100_000;

/// How deep folders may lie in each other.
const DEEPEST: usize = 64;

/// Why a folder can't be packed. One sentence.
#[derive(Debug, thiserror::Error)]
#[error("{}: {why}", path.display())]
pub struct Unpackable {
    /// Which file or folder.
    pub path: PathBuf,
    /// What is wrong with it.
    pub why: String,
}

impl Unpackable {
    fn new(path: &Path, why: impl ToString) -> Unpackable {
        Unpackable { path: path.to_owned(), why: why.to_string() }
    }
}

/// Whether a file or folder of this name is never part of a package.
pub fn is_left_out(name: &OsStr) -> bool {
    name.to_str().is_some_and(|name| LEFT_OUT.contains(&name) || name.ends_with(".pyc"))
}

/// A file of a folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Its name in the archive, with `/` between folders.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
}

/// All files below a folder that belong into its package, by name. Links are followed if they stay inside the folder.
///
/// # Errors
/// When something can't be read, has no name in UTF-8, links out of the folder, or is neither file nor folder.
pub fn files(folder: &Path) -> Result<Vec<Entry>, Unpackable> {
    let root = folder.canonicalize().map_err(|error| Unpackable::new(folder, error))?;
    let mut found = Vec::new();
    walk(&root, &root, "", 0, &mut found)?;
    found.sort_unstable();
    Ok(found)
}

fn walk(root: &Path, folder: &Path, prefix: &str, depth: usize, found: &mut Vec<Entry>) -> Result<(), Unpackable> {
    if depth > DEEPEST {
        return Err(Unpackable::new(folder, format!("folders lie more than {DEEPEST} deep")));
    }
    for item in std::fs::read_dir(folder).map_err(|error| Unpackable::new(folder, error))? {
        let path = item.map_err(|error| Unpackable::new(folder, error))?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            return Err(Unpackable::new(&path, "its name is not UTF-8"));
        };
        if is_left_out(name.as_ref()) {
            continue;
        }
        let name = format!("{prefix}{name}");
        let real = path.canonicalize().map_err(|error| Unpackable::new(&path, error))?;
        if !real.starts_with(root) {
            return Err(Unpackable::new(&path, "it is a link that leads out of the folder"));
        }
        if real.is_dir() {
            walk(root, &real, &format!("{name}/"), depth + 1, found)?;
        } else if real.is_file() {
            found.push(Entry { name, path: real });
        } else {
            return Err(Unpackable::new(&path, "it is neither a file nor a folder"));
        }
        if found.len() > MOST_FILES {
            return Err(Unpackable::new(root, format!("it holds more than {MOST_FILES} files")));
        }
    }
    Ok(())
}

/// What goes into an archive: a folder's files, or a single file, below a prefix (`python/`, or nothing).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Stands before every name; empty or ends with `/`.
    pub prefix: String,
    /// The folder or file.
    pub path: PathBuf,
}

impl Source {
    /// At the archive's root.
    pub fn at_root(path: impl Into<PathBuf>) -> Source {
        Source { prefix: String::new(), path: path.into() }
    }

    fn entries(&self) -> Result<Vec<Entry>, Unpackable> {
        let mut entries = if self.path.is_file() {
            let name = self.path.file_name().and_then(|name| name.to_str());
            let name = name.ok_or_else(|| Unpackable::new(&self.path, "its name is not UTF-8"))?;
            vec![Entry { name: name.to_owned(), path: self.path.clone() }]
        } else {
            files(&self.path)?
        };
        for entry in &mut entries {
            entry.name.insert_str(0, &self.prefix);
        }
        Ok(entries)
    }
}

/// Sources as one zip archive; where two have a file of the same name, the later one's counts. The same contents give the same
/// bytes.
///
/// # Errors
/// As [`files`], and when a file can't be read.
pub fn zip(sources: &[Source]) -> Result<Vec<u8>, Unpackable> {
    let mut entries = BTreeMap::new();
    for source in sources {
        entries.extend(source.entries()?.into_iter().map(|entry| (entry.name, entry.path)));
    }
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, path) in &entries {
        let content = std::fs::read(path).map_err(|error| Unpackable::new(path, error))?;
        let written = archive.start_file(name.as_str(), options(path));
        let written = written.map_err(std::io::Error::from).and_then(|()| archive.write_all(&content));
        written.map_err(|error| Unpackable::new(path, error))?;
    }
    let finished = archive.finish().map_err(std::io::Error::from);
    Ok(finished.map_err(|error| Unpackable::new(Path::new("the archive"), error))?.into_inner())
}

/// The time of no day, so that a package changes only with what is in it; and permissions that don't depend on a umask.
fn options(path: &Path) -> SimpleFileOptions {
    use std::os::unix::fs::PermissionsExt as _;
    let executable = path.metadata().is_ok_and(|about| about.permissions().mode() & 0o111 != 0);
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(if executable { 0o755 } else { 0o644 })
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, content).unwrap();
        }
        folder
    }

    #[test]
    fn the_same_contents_give_the_same_bytes() {
        let files = [("app.py", "x = 1"), ("lib/deep/a.py", "y"), ("lib/b.py", "z")];
        let zipped = |files: &[(&str, &str)]| zip(&[Source::at_root(folder(files).path())]).unwrap();
        assert_eq!(zipped(&files), zipped(&[files[2], files[1], files[0]]));
        assert_ne!(zipped(&files), zipped(&files[..2]));
    }

    #[test]
    fn later_sources_count() {
        let (below, above) = (folder(&[("a", "1"), ("b", "2")]), folder(&[("b", "3")]));
        let both = [Source::at_root(below.path()), Source::at_root(above.path())];
        let whole = folder(&[("a", "1"), ("b", "3")]);
        assert_eq!(zip(&both).unwrap(), zip(&[Source::at_root(whole.path())]).unwrap());
        let prefixed = Source { prefix: "python/".into(), path: above.path().into() };
        let deep = folder(&[("python/b", "3")]);
        assert_eq!(zip(&[prefixed]).unwrap(), zip(&[Source::at_root(deep.path())]).unwrap());
    }

    #[test]
    fn what_tools_keep_is_left_out() {
        let folder =
            folder(&[(".git/config", ""), ("__pycache__/a.pyc", ""), ("a.pyc", ""), ("a/.aws-sam/x", ""), ("b", "")]);
        let names: Vec<_> = files(folder.path()).unwrap().into_iter().map(|entry| entry.name).collect();
        assert_eq!(names, ["b"]);
    }

    #[test]
    fn links_stay_inside() {
        let outside = folder(&[("secret", "s")]);
        let inside = folder(&[("a", "1")]);
        symlink(inside.path().join("a"), inside.path().join("b")).unwrap();
        assert_eq!(files(inside.path()).unwrap().len(), 2);
        symlink(outside.path().join("secret"), inside.path().join("c")).unwrap();
        let refused = files(inside.path()).unwrap_err();
        assert!(refused.to_string().ends_with("it is a link that leads out of the folder"), "{refused}");
    }

    #[test]
    fn folders_that_contain_themselves_end() {
        let inside = folder(&[("a/x", "1")]);
        symlink(inside.path(), inside.path().join("a/again")).unwrap();
        assert!(files(inside.path()).is_err());
    }
}
