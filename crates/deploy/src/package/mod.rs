//! What a template points at on this machine: found, packed, and put into a bucket of the server's.
//!
//! The same properties as [`aws cloudformation package`](https://docs.aws.amazon.com/cli/latest/reference/cloudformation/package.html)
//! takes may name files. A package lies in its bucket under the hash of its content, so what has not changed is not sent again
//! and changes nothing in the stack.

pub mod archive;
mod artifact;
mod bucket;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use futures::future::{BoxFuture, FutureExt as _};
use tradewind_template::Template;
use tradewind_wire::Document;

use crate::build::{Cache, Code, NotBuilt};
use crate::client::Server;
use crate::query::Refusal;

use self::archive::{Source, Unpackable};
use self::artifact::{Content, Found};
pub use self::bucket::Bucket;

/// The largest template that is sent as it is; a longer one goes through the bucket.
pub const LONGEST_BODY: usize = 51_200;

/// Templates within templates lie at most this deep.
const DEEPEST: usize = 5;

/// Why a template's files can't be had.
#[derive(Debug, thiserror::Error)]
pub enum NotPackaged {
    /// The template can't be read. The file, and what is wrong.
    #[error("{0}: {1}")]
    Template(String, String),
    /// What a property names isn't there or can't be packed. The template's place, and what is wrong.
    #[error("{0}: {1}")]
    File(String, String),
    /// What a property names can't be built. The template's place, and what is wrong.
    #[error("{0}: {1}")]
    Build(String, NotBuilt),
    /// The server does not take it.
    #[error("the package can't be uploaded: {0}")]
    Upload(#[from] Refusal),
}

/// What is told while it goes on.
#[derive(Debug, Clone, Copy)]
pub enum News<'a> {
    /// A tool installs what the code in this folder needs.
    Installing(&'static str, &'a Path),
    /// A package goes to the server: the resource's name, and bytes.
    Uploading(&'a str, usize),
}

/// A template whose files lie in the server's bucket.
#[derive(Debug, Clone)]
pub struct Packaged {
    /// The template to deploy, as JSON.
    pub text: String,
    /// Files and folders of this machine that it was made of, the template itself among them: what to watch.
    pub watched: Vec<PathBuf>,
    /// The template as it stands in its file.
    pub template: Template,
}

/// Packs what templates point at.
pub struct Packager<'a> {
    /// Where to put it.
    pub bucket: Bucket<'a>,
    /// What was installed before.
    pub cache: Cache,
    /// Hears what goes on.
    pub told: &'a (dyn Fn(News<'_>) + Send + Sync),
}

impl Packager<'_> {
    /// Reads a template, packs and uploads what it points at, and puts the places in the bucket in its stead.
    ///
    /// # Errors
    /// [`NotPackaged`].
    pub async fn package(&mut self, file: &Path) -> Result<Packaged, NotPackaged> {
        self.package_at(file, 0).await
    }

    fn package_at<'b>(&'b mut self, file: &'b Path, depth: usize) -> BoxFuture<'b, Result<Packaged, NotPackaged>> {
        async move {
            let name = file.display().to_string();
            let wrong = |why: &dyn std::fmt::Display| NotPackaged::Template(name.clone(), why.to_string());
            if depth > DEEPEST {
                return Err(wrong(&format!("templates lie more than {DEEPEST} deep in each other")));
            }
            let text = std::fs::read_to_string(file).map_err(|error| wrong(&error))?;
            let template = tradewind_template::parse(&text).map_err(|error| wrong(&error))?;
            let folder = file.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
            let (mut root, mut watched) = (template.root.clone(), vec![file.to_owned()]);
            for found in artifact::find(&root) {
                let place = format!("{name}:{}", template.positions.nearest(&found.path).line);
                let named = folder.join(&found.named);
                if !named.exists() {
                    let what = format!("{} names {}, which is not there", found.what(), named.display());
                    return Err(NotPackaged::File(place, what));
                }
                let value = self.uploaded(&found, &named, &place, &mut watched, depth).await?;
                artifact::put(&mut root, &found.path, value);
            }
            let text = String::from_utf8_lossy(&root.to_json_vec()).into_owned();
            Ok(Packaged { text, watched, template })
        }
        .boxed()
    }

    /// Packs and uploads one artifact; what stands in the template for it.
    async fn uploaded(
        &mut self,
        found: &Found,
        named: &Path,
        place: &str,
        watched: &mut Vec<PathBuf>,
        depth: usize,
    ) -> Result<Document, NotPackaged> {
        let (bytes, ending) = match found.content {
            Content::Template => {
                let inner = self.package_at(named, depth + 1).await?;
                watched.extend(inner.watched);
                (inner.text.into_bytes(), "template")
            }
            Content::File => {
                watched.push(named.to_owned());
                let read = std::fs::read(named);
                (read.map_err(|error| NotPackaged::File(place.to_owned(), error.to_string()))?, "json")
            }
            Content::Code | Content::Layer => {
                watched.push(named.to_owned());
                (self.packed(found, named, place).await?, "zip")
            }
        };
        let bytes = Bytes::from(bytes);
        let told = self.told;
        let tell = |size: usize| told(News::Uploading(&found.resource, size));
        let key = self.bucket.put(bytes, ending, &tell).await?;
        Ok(found.form.value(self.bucket.name(), &key, &self.bucket.url(&key)))
    }

    async fn packed(&self, found: &Found, named: &Path, place: &str) -> Result<Vec<u8>, NotPackaged> {
        let unpackable = |error: Unpackable| NotPackaged::File(place.to_owned(), error.to_string());
        if is_zip(named) {
            return std::fs::read(named).map_err(|error| NotPackaged::File(place.to_owned(), error.to_string()));
        }
        if named.is_file() {
            return archive::zip(&[Source::at_root(named)]).map_err(unpackable);
        }
        let code = Code {
            folder: named,
            runtime: found.runtime.as_deref(),
            method: found.method.as_deref(),
            layer: found.content == Content::Layer,
        };
        let told = self.told;
        let tell = |tool: &'static str, folder: &Path| told(News::Installing(tool, folder));
        let sources = code.sources(&self.cache, &tell).await;
        let sources = sources.map_err(|error| NotPackaged::Build(place.to_owned(), error))?;
        archive::zip(&sources).map_err(unpackable)
    }
}

/// Whether a file is an archive already.
fn is_zip(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    path.is_file() && (ending.eq_ignore_ascii_case("zip") || ending.eq_ignore_ascii_case("jar"))
}

/// The names of a template's parameters, and which of them have defaults.
pub fn parameters(template: &Document) -> BTreeMap<String, bool> {
    let declared = match template.get("Parameters") {
        Some(Document::Map(entries)) => entries.as_slice(),
        _ => &[],
    };
    declared.iter().map(|(name, about)| (name.to_string(), about.get("Default").is_some())).collect()
}

/// A name for the stack of a template nobody named a stack for: that of the folder it lies in, as far as stacks may be called so.
pub fn stack_name(template: &Path) -> String {
    let folder = template.canonicalize().ok();
    let folder = folder.as_deref().and_then(Path::parent).and_then(Path::file_name);
    let name = folder.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let allowed = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '-' };
    let name: String = name.chars().map(allowed).collect();
    let name = name.trim_matches('-');
    let name = name.trim_start_matches(|letter: char| !letter.is_ascii_alphabetic());
    if name.is_empty() { "app".to_owned() } else { name.chars().take(100).collect() }
}

impl<'a> Packager<'a> {
    /// For a server, with the user's cache.
    pub fn new(server: &'a Server, told: &'a (dyn Fn(News<'_>) + Send + Sync)) -> Packager<'a> {
        Packager { bucket: Bucket::of(server), cache: Cache::of_user(), told }
    }
}
