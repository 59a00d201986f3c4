//! Makes a server's stack what a template says.

use std::path::{Path, PathBuf};
use std::time::Duration;

use tradewind_deploy::Server;
use tradewind_deploy::package::{self, LONGEST_BODY, Packaged, Packager};
use tradewind_deploy::stack::{self, Failed, Stack, Text, Wish};

use super::screen::Screen;
use super::{Application, place};
use crate::real_time::Stopwatch;

/// An application that is up.
pub(in crate::commands) struct Brought {
    pub(in crate::commands) stack: Stack,
    /// Whether anything had to be changed.
    pub(in crate::commands) changed: bool,
    /// Files and folders it was made of.
    pub(in crate::commands) watched: Vec<PathBuf>,
    /// How long all of it took.
    pub(in crate::commands) took: Duration,
}

impl Application {
    /// Builds, uploads and deploys.
    ///
    /// The error is one text for people, with the place in the template where it has one.
    pub(in crate::commands) async fn bring(
        &self,
        server: &Server,
        template: &Path,
        screen: &Screen,
    ) -> Result<Brought, String> {
        let watch = Stopwatch::start();
        screen.doing(format!("reading {}", template.display()));
        let told = |news: package::News<'_>| screen.news(news);
        let mut packager = Packager::new(server, &told);
        let packaged = packager.package(template).await.map_err(|error| error.to_string())?;
        let declared = package::parameters(&packaged.template.root);
        self.check(&declared.keys().cloned().collect::<Vec<_>>(), template)?;
        let name = self.stack_name(template);
        screen.doing(format!("deploying {name}"));
        let url;
        let text = if packaged.text.len() <= LONGEST_BODY {
            Text::Body(&packaged.text)
        } else {
            let content = packaged.text.clone().into_bytes().into();
            let key = packager.bucket.put(content, "template", &|_| {}).await.map_err(|error| error.to_string())?;
            url = packager.bucket.url(&key);
            Text::Url(&url)
        };
        let declared: Vec<_> = declared.into_keys().collect();
        let wish = Wish { name: &name, template: text, declared: &declared, parameters: &self.parameters };
        let deployed = stack::deploy(server, &wish, &mut |event| screen.happened(event)).await;
        let (stack, changed) = deployed.map_err(|failed| explain(&failed, template, &packaged))?;
        Ok(Brought { stack, changed, watched: packaged.watched, took: watch.elapsed() })
    }

    /// A parameter that is not there is a slip of the pen; the server would say so too, later.
    fn check(&self, declared: &[String], template: &Path) -> Result<(), String> {
        match self.parameters.iter().find(|(name, _)| !declared.contains(name)) {
            None => Ok(()),
            Some((name, _)) => {
                let known = if declared.is_empty() { "none".to_owned() } else { declared.join(", ") };
                Err(format!("{} has no parameter {name}; it has {known}", template.display()))
            }
        }
    }
}

/// What failed first, with the template's line.
fn explain(failed: &Failed, file: &Path, packaged: &Packaged) -> String {
    let (template, said) = (&packaged.template, failed.to_string());
    if let Some((said, place)) = place::of_sent(file, template, &packaged.text, &said) {
        return format!("{place}: {said}");
    }
    let place = match failed {
        Failed::Refused(refusal) => place::of_message(file, template, &refusal.message),
        Failed::Ended { cause: Some(cause), .. } => place::of_resource(file, template, &cause.logical_id),
        Failed::Ended { reason, .. } => reason.as_deref().and_then(|reason| place::of_message(file, template, reason)),
    };
    match place {
        Some(place) => format!("{place}: {said}"),
        None => said,
    }
}
