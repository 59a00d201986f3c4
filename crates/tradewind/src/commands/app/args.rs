//! Which template, as which stack, with which parameters.

use std::path::{Path, PathBuf};

use tradewind_deploy::package;

/// What is looked for where no template is named.
const USUAL: [&str; 3] = ["template.yaml", "template.yml", "template.json"];

/// Which template, as which stack, with which parameters.
#[derive(Clone, Debug, clap::Args)]
pub struct Application {
    /// The stack's name [default: that of the template's folder]
    #[arg(long, value_name = "NAME")]
    pub stack: Option<String>,
    /// Value of a parameter of the template; repeatable. A stack that exists keeps the values it has
    #[arg(long = "param", value_name = "NAME=VALUE", value_parser = pair)]
    pub parameters: Vec<(String, String)>,
}

impl Application {
    /// The stack's name.
    pub fn stack_name(&self, template: &Path) -> String {
        self.stack.clone().unwrap_or_else(|| package::stack_name(template))
    }
}

/// The template in this folder.
pub(in crate::commands) fn usual_template() -> Result<PathBuf, String> {
    let found = USUAL.iter().map(PathBuf::from).find(|path| path.is_file());
    found.ok_or_else(|| format!("there is no {} here; name the template", USUAL.join(", ")))
}

fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("a parameter is said as NAME=VALUE".to_owned()),
    }
}
