//! `cargo xtask api`: one plain Rust type per API shape, from the models that botocore publishes.
//!
//! The output is a starting point that reads well, not a build product: a service owns its `api.rs` once it is written
//! and may change it by hand (the command says so before it overwrites a file).

mod docs;
mod emit;
mod fields;
mod model;
mod names;
mod reach;
mod traits;

use std::path::{Path, PathBuf};
use std::process::Command;

use model::Model;

/// What to write, and from where.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The service's folder under services/, and its name in botocore unless --model-name is given.
    #[arg(long)]
    service: String,
    /// The operations to write shapes for, separated by commas; all of them if absent.
    #[arg(long, value_delimiter = ',')]
    operations: Vec<String>,
    /// The service's folder in botocore's data.
    #[arg(long)]
    model_name: Option<String>,
    /// botocore's folder; asked of python3 if absent.
    #[arg(long)]
    botocore: Option<PathBuf>,
    /// The file to write.
    #[arg(long)]
    output: Option<PathBuf>,
    /// Leave out lengths, patterns, ranges and enumerations, for services that check their input in their own words.
    #[arg(long)]
    no_constraints: bool,
    /// Write where the operations live, for REST services.
    #[arg(long)]
    routes: bool,
    /// Overwrite the file if it is there.
    #[arg(long)]
    force: bool,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Result<(), String> {
    let output =
        arguments.output.clone().unwrap_or_else(|| PathBuf::from(format!("services/{}/src/api.rs", arguments.service)));
    if output.exists() && !arguments.force {
        return Err(format!("{} is there already; say --force to overwrite it", output.display()));
    }
    let botocore = match &arguments.botocore {
        Some(path) => path.clone(),
        None => find_botocore()?,
    };
    let name = arguments.model_name.as_deref().unwrap_or(&arguments.service);
    let model = Model::load(&botocore.join("data").join(name))?;
    let operations = model.select(&arguments.operations)?;
    let wanted = emit::Wanted { constraints: !arguments.no_constraints, routes: arguments.routes };
    let text = emit::file(&model, &operations, name, wanted)?;
    std::fs::write(&output, text).map_err(|error| format!("{}: {error}", output.display()))?;
    format_file(&output)
}

fn find_botocore() -> Result<PathBuf, String> {
    let script = "import botocore, os; print(os.path.dirname(botocore.__file__))";
    let found = Command::new("python3")
        .args(["-c", script])
        .output()
        .map_err(|error| format!("python3 could not be asked for botocore: {error}"))?;
    if !found.status.success() {
        return Err("python3 has no botocore; install it or say --botocore".to_owned());
    }
    Ok(PathBuf::from(String::from_utf8_lossy(&found.stdout).trim()))
}

fn format_file(path: &Path) -> Result<(), String> {
    let status = Command::new("rustfmt")
        .args(["--edition", "2024"])
        .arg(path)
        .status()
        .map_err(|error| format!("rustfmt: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("rustfmt refused {}", path.display())) }
}
