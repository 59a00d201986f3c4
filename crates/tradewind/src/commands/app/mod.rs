//! An application: a template, the stack it becomes, and what is said about it.

mod args;
mod bring;
mod place;
mod screen;
mod summary;
mod watch;

use tradewind_deploy::Server;
use tradewind_deploy::stack::Stack;

pub use self::args::Application;
pub(super) use self::args::usual_template;
pub(super) use self::screen::Screen;
pub(super) use self::summary::table;
pub use self::watch::keep_up;

/// A stack's functions: their names in the template, and their own.
pub(super) async fn functions_of(server: &Server, stack: &Stack) -> Result<Vec<(String, String)>, String> {
    let resources = stack.resources(server).await.map_err(|error| error.to_string())?;
    let functions = resources.into_iter().filter(|one| one.type_name == "AWS::Lambda::Function");
    Ok(functions.filter_map(|one| Some((one.logical_id, one.id?))).collect())
}
