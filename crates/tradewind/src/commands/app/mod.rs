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

/// The functions of a stack and of those nested in it: their names in the template (`Nested.Function`), and their own.
pub(super) async fn functions_of(server: &Server, stack: &Stack) -> Result<Vec<(String, String)>, String> {
    let (mut functions, mut left) = (Vec::new(), vec![(String::new(), stack.clone())]);
    while let Some((within, stack)) = left.pop() {
        let resources = stack.resources(server).await.map_err(|error| error.to_string())?;
        for resource in resources {
            let (name, Some(id)) = (format!("{within}{}", resource.logical_id), resource.id) else { continue };
            match resource.type_name.as_str() {
                "AWS::Lambda::Function" => functions.push((name, id)),
                "AWS::CloudFormation::Stack" => left.push((format!("{name}."), Stack { id, ..Stack::default() })),
                _ => {}
            }
        }
    }
    functions.sort_unstable();
    Ok(functions)
}
