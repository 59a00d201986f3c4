//! Extensions of an instance: who registered for what, and who has to be waited for.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html>

use tokio::sync::oneshot;

use super::state::Next;

/// Most extensions of a function. AWS: 10.
const MOST: usize = 10;

/// Why a call of the Extensions API is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ExtensionRefusal {
    /// The header `Lambda-Extension-Name` is missing.
    MissingName,
    /// An event's name is not known, or an internal extension asked for SHUTDOWN.
    InvalidEventType,
    /// The body is not what it should be.
    InvalidRequest,
    /// The name is taken.
    AlreadyRegistered,
    /// There are ten already.
    TooMany,
    /// The init phase is over.
    Closed,
    /// The header `Lambda-Extension-Identifier` is missing.
    MissingIdentifier,
    /// It is no UUID.
    InvalidIdentifier,
    /// Nobody has it.
    UnknownIdentifier,
    /// The header `Lambda-Extension-Function-Error-Type` is missing.
    MissingErrorType,
    /// The instance is ending, or the extension said that it failed.
    Ending,
}

/// Events an extension wants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Wants {
    pub(crate) invoke: bool,
    pub(crate) shutdown: bool,
}

struct Extension {
    id: String,
    name: String,
    external: bool,
    wants: Wants,
    /// It has asked for its next event and waits.
    waiting: Option<oneshot::Sender<String>>,
    /// It has asked since its last event.
    ready: bool,
    /// An event that waits for it.
    event: Option<String>,
    /// It said itself that it failed: nothing it calls succeeds any more.
    failed: bool,
}

/// See the module.
#[derive(Default)]
pub(crate) struct Extensions {
    /// External ones that were started and have not registered yet.
    expected: Vec<String>,
    registered: Vec<Extension>,
    quiet: Option<oneshot::Sender<()>>,
    /// External ones that are still there.
    alive: usize,
    gone: Option<oneshot::Sender<()>>,
    /// Told when every external one has registered.
    all: Option<oneshot::Sender<()>>,
}

impl Extensions {
    pub(crate) fn new(expected: Vec<String>) -> Extensions {
        let alive = expected.len();
        Extensions { expected, alive, ..Extensions::default() }
    }

    /// Registers one; whether every external one has by now.
    pub(crate) fn register(&mut self, id: String, name: &str, wants: Wants) -> Result<bool, ExtensionRefusal> {
        if self.registered.iter().any(|known| known.name == name) {
            return Err(ExtensionRefusal::AlreadyRegistered);
        }
        if self.registered.len() >= MOST {
            return Err(ExtensionRefusal::TooMany);
        }
        let external = self.expected.iter().position(|expected| expected == name);
        if external.is_none() && wants.shutdown {
            return Err(ExtensionRefusal::InvalidEventType);
        }
        if let Some(at) = external {
            self.expected.swap_remove(at);
        }
        self.registered.push(Extension {
            id,
            name: name.to_owned(),
            external: external.is_some(),
            wants,
            waiting: None,
            ready: false,
            event: None,
            failed: false,
        });
        Ok(external.is_some() && self.expected.is_empty())
    }

    /// Tells when every external one has registered.
    pub(crate) fn on_all(&mut self, tell: oneshot::Sender<()>) {
        self.all = Some(tell);
        if self.expected.is_empty() {
            self.let_go();
        }
    }

    /// Every external one has registered.
    pub(crate) fn let_go(&mut self) {
        if let Some(tell) = self.all.take() {
            let _ = tell.send(());
        }
    }

    fn find(&mut self, id: &str) -> Result<&mut Extension, ExtensionRefusal> {
        self.registered.iter_mut().find(|known| known.id == id).ok_or(ExtensionRefusal::UnknownIdentifier)
    }

    /// Whose identifier this is.
    pub(crate) fn name(&self, id: &str) -> Option<String> {
        self.registered.iter().find(|known| known.id == id).map(|known| known.name.clone())
    }

    /// One asks for its next event.
    pub(crate) fn next(&mut self, id: &str) -> Result<Next<String>, ExtensionRefusal> {
        let extension = self.find(id)?;
        if extension.failed {
            return Err(ExtensionRefusal::Ending);
        }
        if let Some(event) = extension.event.take() {
            return Ok(Next::Now(event));
        }
        let (give, take) = oneshot::channel();
        extension.waiting = Some(give);
        extension.ready = true;
        self.check_quiet();
        Ok(Next::Wait(take))
    }

    /// One says that it failed.
    pub(crate) fn fail(&mut self, id: &str) -> Result<(), ExtensionRefusal> {
        self.find(id)?.failed = true;
        self.check_quiet();
        Ok(())
    }

    fn check_quiet(&mut self) {
        if self.is_quiet()
            && let Some(tell) = self.quiet.take()
        {
            let _ = tell.send(());
        }
    }

    /// Whether all have registered and asked for an event.
    pub(crate) fn all_ready(&self) -> bool {
        self.expected.is_empty() && self.registered.iter().all(|known| known.ready)
    }

    fn is_quiet(&self) -> bool {
        self.registered.iter().all(|known| known.ready || !known.wants.invoke || known.failed)
    }

    /// Whether all of them wait for an event.
    pub(crate) fn is_at_rest(&self) -> bool {
        self.registered.iter().all(|known| known.waiting.is_some() || known.failed)
    }

    /// Whether there is anybody to be told of invocations.
    pub(crate) fn any(&self) -> bool {
        !self.registered.is_empty()
    }

    /// What they registered for, a line each.
    pub(crate) fn describe(&self) -> Vec<(String, Vec<&'static str>)> {
        let events = |wants: Wants| {
            let named = [(wants.invoke, "INVOKE"), (wants.shutdown, "SHUTDOWN")];
            named.into_iter().filter_map(|(wanted, name)| wanted.then_some(name)).collect()
        };
        self.registered.iter().map(|known| (known.name.clone(), events(known.wants))).collect()
    }

    /// Tells those who want it of an invocation.
    pub(crate) fn invoke(&mut self, event: &str) {
        self.tell(event, |wants| wants.invoke);
    }

    /// Tells those who want it of the end. How many external ones were told.
    pub(crate) fn shutdown(&mut self, event: &str) -> usize {
        self.tell(event, |wants| wants.shutdown);
        self.registered.iter().filter(|known| known.external && known.wants.shutdown && !known.failed).count()
    }

    fn tell(&mut self, event: &str, wanted: impl Fn(Wants) -> bool) {
        for extension in self.registered.iter_mut().filter(|known| wanted(known.wants) && !known.failed) {
            extension.ready = false;
            extension.event = match extension.waiting.take() {
                Some(give) => give.send(event.to_owned()).err(),
                None => Some(event.to_owned()),
            };
        }
    }

    /// Resolves when all who were told of the invocation are done with it; nothing to wait for when they are already.
    pub(crate) fn quiet(&mut self) -> Option<oneshot::Receiver<()>> {
        if self.is_quiet() {
            return None;
        }
        let (tell, told) = oneshot::channel();
        self.quiet = Some(tell);
        Some(told)
    }

    /// An external one has ended.
    pub(crate) fn exited(&mut self, name: &str) {
        for known in self.registered.iter_mut().filter(|known| known.name == name) {
            (known.failed, known.waiting) = (true, None);
        }
        self.check_quiet();
        self.alive = self.alive.saturating_sub(1);
        if self.alive == 0
            && let Some(tell) = self.gone.take()
        {
            let _ = tell.send(());
        }
    }

    /// Resolves when no external one is left.
    pub(crate) fn gone(&mut self) -> Option<oneshot::Receiver<()>> {
        if self.alive == 0 {
            return None;
        }
        let (tell, told) = oneshot::channel();
        self.gone = Some(tell);
        Some(told)
    }

    /// Lets everybody go who waits.
    pub(crate) fn clear(&mut self) {
        for extension in &mut self.registered {
            extension.waiting = None;
        }
        self.quiet = None;
        self.gone = None;
    }
}
