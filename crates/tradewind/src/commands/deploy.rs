//! `tradewind deploy` and `tradewind delete`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use tradewind_deploy::{Server, package, stack};

use super::app::{Application, Screen, usual_template};
use super::{FAILED, refused};
use crate::printing;

/// Builds what a template points at and makes a running server's stack what it says.
#[derive(Clone, Debug, clap::Args)]
pub struct Deploy {
    /// The template [default: template.yaml, template.yml or template.json]
    pub template: Option<PathBuf>,
    /// What to make of it.
    #[command(flatten)]
    pub application: Application,
    /// Which server.
    #[command(flatten)]
    pub server: Server,
}

impl Deploy {
    /// Exit code 0: the stack is what the template says; 1: it is not.
    pub async fn run(self) -> ExitCode {
        match self.deploy().await {
            Ok(summary) => {
                printing::line(summary);
                ExitCode::SUCCESS
            }
            Err(why) => failed(&why),
        }
    }

    async fn deploy(&self) -> Result<String, String> {
        let template = match &self.template {
            Some(template) => template.clone(),
            None => usual_template()?,
        };
        let screen = Screen::new();
        let brought = self.application.bring(&self.server, &template, &screen).await;
        screen.done();
        brought?.summary(&self.server).await
    }
}

/// Deletes a stack of a running server, and what it holds.
#[derive(Clone, Debug, clap::Args)]
pub struct Delete {
    /// The stack's name, or its template [default: the stack of the template in this folder]
    pub stack: Option<String>,
    /// Which server.
    #[command(flatten)]
    pub server: Server,
}

impl Delete {
    /// Exit code 0: it is gone; 1: it is not; 2: there is none.
    pub async fn run(self) -> ExitCode {
        let name = match self.name() {
            Ok(name) => name,
            Err(why) => return refused(&why),
        };
        let screen = Screen::new();
        screen.doing(format!("deleting {name}"));
        let deleted = stack::delete(&self.server, &name, &mut |event| screen.happened(event)).await;
        screen.done();
        match deleted {
            Ok(true) => {
                printing::line(format_args!("{name} is deleted"));
                ExitCode::SUCCESS
            }
            Ok(false) => refused(&format!("there is no stack {name}")),
            Err(why) => failed(&why),
        }
    }

    fn name(&self) -> Result<String, String> {
        match &self.stack {
            Some(named) if Path::new(named).is_file() => Ok(package::stack_name(Path::new(named))),
            Some(named) => Ok(named.clone()),
            None => Ok(package::stack_name(&usual_template()?)),
        }
    }
}

pub(super) fn failed(why: &dyn std::fmt::Display) -> ExitCode {
    eprintln!("tradewind: {why}");
    ExitCode::from(FAILED)
}
