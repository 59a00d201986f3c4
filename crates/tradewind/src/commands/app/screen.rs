//! What is said while an application is brought up: one line that moves on a terminal, plain lines elsewhere.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use tradewind_deploy::package::News;
use tradewind_deploy::stack::Happened;

/// How often the moving line moves.
const TICK: Duration = Duration::from_millis(80);

/// Standard error, as a person reads it.
pub(in crate::commands) struct Screen {
    line: ProgressBar,
}

impl Screen {
    /// With nothing on it.
    pub(in crate::commands) fn new() -> Screen {
        // Draws nothing where standard error is no terminal.
        let line = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template("{spinner} {wide_msg}") {
            line.set_style(style);
        }
        Screen { line }
    }

    /// What is being done now.
    pub(in crate::commands) fn doing(&self, what: impl Into<String>) {
        self.line.enable_steady_tick(TICK);
        self.line.set_message(what.into());
    }

    /// Something that stays to be read.
    pub(in crate::commands) fn say(&self, what: impl AsRef<str>) {
        self.line.suspend(|| eprintln!("{}", what.as_ref()));
    }

    /// Takes the moving line away.
    pub(in crate::commands) fn done(&self) {
        self.line.finish_and_clear();
        self.line.reset();
        self.line.disable_steady_tick();
    }

    pub(super) fn news(&self, news: News<'_>) {
        match news {
            News::Installing(tool, folder) => {
                self.say(format!("{tool} installs what {} needs", folder.display()));
                self.doing(format!("{tool} install"));
            }
            News::Uploading(resource, bytes) => self.doing(format!("uploading the code of {resource} ({bytes} bytes)")),
        }
    }

    pub(in crate::commands) fn happened(&self, event: &Happened) {
        let Happened { logical_id, type_name, status, reason, .. } = event;
        if status.ends_with("_FAILED") {
            let reason = reason.as_deref().unwrap_or_default();
            self.say(format!("  {status} {logical_id} ({type_name}) {reason}"));
        } else {
            self.doing(format!("{status} {logical_id} ({type_name})"));
        }
    }
}
