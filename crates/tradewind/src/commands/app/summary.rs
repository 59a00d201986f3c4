//! What is said about an application that is up.

use tradewind_deploy::Server;

use super::bring::Brought;
use super::functions_of;

/// Where commands look for a server by themselves.
const USUAL: &str = "http://127.0.0.1:4566";

impl Brought {
    /// Name, outputs, functions and where to go on, as lines.
    pub(in crate::commands) async fn summary(&self, server: &Server) -> Result<String, String> {
        let stack = &self.stack;
        let what = if self.changed { "is up after" } else { "was up already;" };
        let mut lines = vec![format!("{} {what} {:.2} s ({})", stack.name, self.took.as_secs_f64(), stack.status)];
        table(&mut lines, "Outputs", &stack.outputs);
        let functions = functions_of(server, stack).await?;
        table(&mut lines, "Functions", &functions);
        // What can be typed as it stands.
        let at = match server.address() {
            usual if usual == USUAL => String::new(),
            other => format!(" --endpoint {other}"),
        };
        let more = [
            ("endpoint".to_owned(), server.address()),
            ("health".to_owned(), format!("{}/_tradewind/health", server.address())),
            ("logs".to_owned(), format!("tradewind logs --stack {} -f{at}", stack.name)),
            ("remove".to_owned(), format!("tradewind delete {}{at}", stack.name)),
        ];
        table(&mut lines, "Next", &more);
        Ok(lines.join("\n"))
    }
}

/// Names and values in two columns below a heading; nothing where there are none.
pub(in crate::commands) fn table(lines: &mut Vec<String>, heading: &str, rows: &[(String, String)]) {
    if rows.is_empty() {
        return;
    }
    lines.push(format!("  {heading}"));
    let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default();
    lines.extend(rows.iter().map(|(name, value)| format!("    {name:<width$}  {value}")));
}
