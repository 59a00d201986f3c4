//! Keeps an application what its files say, and prints what its functions write.

use std::path::{Path, PathBuf};
use std::time::Duration;

use notify::{RecursiveMode, Watcher as _};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tradewind_deploy::Server;

use super::screen::Screen;
use super::{Application, functions_of};
use crate::commands::log_reader::LogReader;
use crate::commands::logs::{Reading, group_of, print_fresh};
use crate::real_time::{pause, within};

/// How often the functions' logs are asked for.
const PULSE: Duration = Duration::from_millis(200);

/// Editors write a file in several steps; what follows within this belongs together.
const SETTLED: Duration = Duration::from_millis(60);

/// Brings an application up, prints where it is, then what its functions write, until the caller drops it; with `watch` also
/// deploys again what changes.
///
/// # Errors
/// Why the application is not up, in one text. With `watch` a first deployment that fails is told, and tried again when a file
/// changes.
pub async fn keep_up(application: &Application, server: &Server, template: &Path, watch: bool) -> Result<(), String> {
    let screen = Screen::new();
    let mut readers = Vec::new();
    // What was said last, while it is not as its files say.
    let mut wrong = None;
    let mut watched = vec![template.to_owned()];
    match up(application, server, template, &screen, &mut readers).await {
        Ok(files) => watched = files,
        Err(why) if watch => {
            screen.say(&why);
            wrong = Some(why);
        }
        Err(why) => return Err(why),
    }
    let mut changes = if watch { Some(Changes::of(&watched)?) } else { None };
    loop {
        if print_all(&mut readers, server).await == Reading::Over {
            return Ok(());
        }
        let Some(changed) = &mut changes else {
            pause(PULSE).await;
            continue;
        };
        if within(PULSE, changed.next()).await.is_none() {
            continue;
        }
        let now = match up(application, server, template, &screen, &mut readers).await {
            Ok(files) => {
                if wrong.take().is_some() {
                    screen.say("it is as its files say again");
                }
                files
            }
            Err(why) => {
                // The same once more says nothing new.
                if wrong.as_ref() != Some(&why) {
                    screen.say(&why);
                    wrong = Some(why);
                }
                watched.clone()
            }
        };
        if now == watched {
            changed.look_again(&watched);
        } else {
            watched = now;
            changes = Some(Changes::of(&watched)?);
        }
    }
}

/// Brings it up once, tells so, and reads the logs of functions that are new; what to watch.
async fn up(
    application: &Application,
    server: &Server,
    template: &Path,
    screen: &Screen,
    readers: &mut Vec<LogReader>,
) -> Result<Vec<PathBuf>, String> {
    let first = readers.is_empty();
    let brought = application.bring(server, template, screen).await;
    screen.done();
    let brought = brought?;
    if first {
        screen.say(brought.summary(server).await?);
    } else if brought.changed {
        screen.say(format!("{} is up again after {:.2} s", brought.stack.name, brought.took.as_secs_f64()));
    }
    for (_, name) in functions_of(server, &brought.stack).await? {
        let group = group_of(&name);
        if readers.iter().all(|reader| reader.group() != group) {
            // What an earlier run has written was read then.
            readers.push(LogReader::new(group, Some(Duration::from_secs(5))));
        }
    }
    Ok(brought.watched)
}

async fn print_all(readers: &mut [LogReader], server: &Server) -> Reading {
    let many = readers.len() > 1;
    for reader in readers {
        // A server that is just stopping does not answer any more; whoever dropped us knows.
        if let Ok(Reading::Over) = print_fresh(reader, server, many).await {
            return Reading::Over;
        }
    }
    Reading::GoesOn
}

/// Changes of files.
struct Changes {
    /// Something changed that nobody was told of. So it is at first: what changed after it was read and before it was watched,
    /// nobody has seen.
    untold: bool,
    happened: UnboundedReceiver<()>,
    /// Ends the watching when it is dropped.
    watcher: notify::RecommendedWatcher,
}

impl Changes {
    fn of(watched: &[PathBuf]) -> Result<Changes, String> {
        let (tell, happened) = unbounded_channel();
        let ours = watched.to_vec();
        let heard = move |event: notify::Result<notify::Event>| {
            if event.is_ok_and(|event| matters(&event, &ours)) {
                // Nobody listens any more when the program ends.
                let _ = tell.send(());
            }
        };
        let wrong = |error: notify::Error| format!("files can't be watched: {error}");
        let watcher = notify::recommended_watcher(heard).map_err(wrong)?;
        let mut changes = Changes { untold: true, happened, watcher };
        for path in watched {
            changes.watch(path).map_err(wrong)?;
        }
        Ok(changes)
    }

    /// An editor may put a new file in a file's place, so it is its folder that is watched; and a folder that was away for a moment
    /// is seen to come back by the folder it lies in.
    fn watch(&mut self, path: &Path) -> notify::Result<()> {
        let outer = path.parent().unwrap_or(path);
        let outer = if outer == Path::new("") { Path::new(".") } else { outer };
        if path.is_dir() {
            self.watcher.watch(path, RecursiveMode::Recursive)?;
            // The folder's own folder may be one that can't be watched.
            let _ = self.watcher.watch(outer, RecursiveMode::NonRecursive);
            return Ok(());
        }
        self.watcher.watch(outer, RecursiveMode::NonRecursive)
    }

    /// Watches what may have come in the place of what was watched.
    fn look_again(&mut self, watched: &[PathBuf]) {
        for path in watched {
            if let Err(error) = self.watch(path) {
                tracing::debug!(%error, path = %path.display(), "what is not there is not watched");
            }
        }
    }

    /// Waits for a change, and until nothing has changed for a moment. Whoever stops waiting loses nothing.
    async fn next(&mut self) {
        if !self.untold {
            if self.happened.recv().await.is_none() {
                // The watcher lives as long as this, so it never ends; if it did, nothing would change any more.
                return std::future::pending().await;
            }
            self.untold = true;
        }
        while within(SETTLED, self.happened.recv()).await.flatten().is_some() {}
        self.untold = false;
    }
}

/// Whether an event is about something that goes into the application. Reading a file is none.
fn matters(event: &notify::Event, watched: &[PathBuf]) -> bool {
    if event.kind.is_access() {
        return false;
    }
    event.paths.iter().any(|path| watched.iter().any(|one| belongs(path, one)))
}

/// Whether a path is a file that is watched, or lies in a folder that is and goes into its package.
fn belongs(path: &Path, watched: &Path) -> bool {
    if !watched.is_dir() {
        return path.file_name() == watched.file_name();
    }
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let within = path.strip_prefix(watched.canonicalize().unwrap_or_default());
    // What leads to the folder may be called whatever it likes.
    let left_out = |part: std::path::Component<'_>| tradewind_deploy::package::archive::is_left_out(part.as_os_str());
    within.is_ok_and(|within| !within.components().any(left_out))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that can't go on says where")]

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_change_is_told_to_who_asks_again() {
        let home = tempfile::tempdir().unwrap();
        let mut changes = Changes::of(&[home.path().join("template.yaml")]).unwrap();
        changes.next().await;
        let (tell, happened) = unbounded_channel();
        changes.happened = happened;
        assert_eq!(within(PULSE, changes.next()).await, None);
        tell.send(()).unwrap();
        // It has been heard, and is still settling.
        assert_eq!(within(SETTLED / 2, changes.next()).await, None);
        assert_eq!(within(PULSE, changes.next()).await, Some(()));
        assert_eq!(within(PULSE, changes.next()).await, None);
    }

    #[test]
    fn folders_below_hidden_ones_are_watched() {
        let home = tempfile::Builder::new().prefix(".hidden").tempdir().unwrap();
        let folder = home.path().join("src");
        std::fs::create_dir_all(folder.join("node_modules/.cache")).unwrap();
        let template = home.path().join("template.yaml");
        std::fs::write(&template, "").unwrap();
        assert!(belongs(&folder.join("app.py"), &folder));
        assert!(belongs(&folder.join("node_modules/x.js"), &folder));
        assert!(!belongs(&folder.join(".git/index"), &folder));
        assert!(!belongs(&home.path().join("app.py"), &folder));
        assert!(belongs(&template, &template));
        assert!(!belongs(&folder.join("app.py"), &template));
    }
}
