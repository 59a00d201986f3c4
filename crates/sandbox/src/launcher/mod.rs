//! The launcher's process: one thread that waits for events and never for a single process.
//!
//! ```text
//! server  <--socket-->  launcher  --clone-->  init, one an instance   <--channel-->
//!                                 --fork--->  zygotes                 <--socket-->
//! ```

mod direct;
mod ending;
mod identity;
mod init;
mod instance;
mod late;
mod launch;
mod orders;
mod processes;
mod program;
mod setup;
mod template;
mod verify;
mod watch;
mod zygotes;

use std::collections::BTreeMap;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};
use std::path::PathBuf;

use rustc_hash::FxHashMap;
use rustix::event::{Timespec, epoll};
use rustix::fs::{CWD, Mode, OFlags, openat};
use rustix::io::Errno;
use rustix::net::RecvFlags;
use tradewind_clock::{Clock, Timestamp};

use self::identity::Identity;
use self::instance::Instance;
use self::setup::Rights;
use self::template::Template;
use self::zygotes::Zygote;
use crate::cgroup::Cgroups;
use crate::egress::Gateway;
use crate::error::{Failure, LaunchError, Step};
use crate::level::{Egress, Level};
use crate::sys::{self, SingleThread};
use crate::wire::{Config, Done, Event, Request, Want};
use crate::{channel, filter};

/// The user that owns nothing.
pub(super) const NOBODY: u32 = 65_534;

/// Events that are read at once.
const EVENTS: usize = 64;

/// Waiting for something that the kernel is about to do, in nanoseconds.
const SOON: i64 = 1_000_000;

/// Works until the server is gone or says so; returns the exit status.
///
/// `again` is set when this process has executed itself; see [`setup::become_owner`].
pub(crate) fn run(text: &str, again: bool) -> i32 {
    let Ok(null) = openat(CWD, "/dev/null", OFlags::RDWR | OFlags::CLOEXEC, Mode::empty()) else { return 1 };
    let Ok(socket) = sys::take_stdin(null.as_fd()) else { return 1 };
    let refuse = |why: String| {
        let _ = channel::send(&socket, &Event::Refused(why), &[]);
        0
    };
    let Ok(config) = serde_json::from_str::<Config>(text) else {
        return refuse("its configuration is of another version".to_owned());
    };
    if config.level == Level::Sandbox && !again && !rustix::process::geteuid().is_root() {
        return refuse(setup::become_owner(&socket, text).to_string());
    }
    let mut house = match House::open(config, &socket, null) {
        Ok(house) => house,
        Err(failure) => return refuse(failure.to_string()),
    };
    let features = house.features();
    house.say(&Event::Ready { features }, &[]);
    match house.work() {
        Ok(()) => 0,
        // Its instances die with it.
        Err(failure) => {
            eprintln!("sandbox launcher: {failure}");
            1
        }
    }
}

/// Whom a process belongs to.
#[derive(Clone, Copy, Debug)]
enum Role {
    Init(u64),
    Program(u64),
    Zygote(u64),
}

/// What an event is about; packed into a number for the kernel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    Server,
    Children,
    /// Init of this instance says something.
    Init(u64),
    /// The forked program of this instance ended.
    Program(u64),
    /// This zygote says something.
    Zygote(u64),
    /// This zygote wrote to its standard error.
    Complaint(u64),
}

impl Token {
    const KIND: u32 = 56;

    fn pack(self) -> u64 {
        let (kind, number) = match self {
            Token::Server => (0, 0),
            Token::Children => (1, 0),
            Token::Init(number) => (2, number),
            Token::Program(number) => (3, number),
            Token::Zygote(number) => (4, number),
            Token::Complaint(number) => (5, number),
        };
        (kind << Token::KIND) | number
    }

    fn unpack(packed: u64) -> Token {
        let number = packed & ((1 << Token::KIND) - 1);
        match packed >> Token::KIND {
            0 => Token::Server,
            1 => Token::Children,
            2 => Token::Init(number),
            3 => Token::Program(number),
            4 => Token::Zygote(number),
            _ => Token::Complaint(number),
        }
    }
}

/// Everything the launcher has.
#[derive(Debug)]
struct House<'a> {
    single: SingleThread,
    config: Config,
    socket: &'a OwnedFd,
    /// `/dev/null`.
    null: OwnedFd,
    epoll: OwnedFd,
    children: OwnedFd,
    clock: Clock,
    rights: Rights,
    cgroups: Cgroups,
    /// Kept open, if it could be.
    _quick: Option<OwnedFd>,
    /// Folders for temporary files, where there is no private root.
    scratch: PathBuf,
    /// At level `sandbox`.
    template: Option<Template>,
    /// At level `sandbox` with full egress.
    gateway: Option<Gateway>,
    /// At the levels that have one.
    filter: Option<filter::Program>,
    instances: BTreeMap<u64, Instance>,
    zygotes: BTreeMap<u64, Zygote>,
    /// What is known of processes that are this one's children, or a zygote's.
    roles: FxHashMap<i32, Role>,
    numbers: u64,
    /// When memory was last looked at, where the kernel does not limit it.
    looked: Timestamp,
    /// Everything is being ended.
    stopping: bool,
}

impl<'a> House<'a> {
    fn open(config: Config, socket: &'a OwnedFd, null: OwnedFd) -> Result<House<'a>, Failure> {
        sys::close_all_but(&[socket.as_raw_fd(), null.as_raw_fd()]).step(|| "close_range()".to_owned())?;
        let lost = |why: &str| Failure { step: "start".to_owned(), error: why.to_owned() };
        let single = SingleThread::prove().ok_or_else(|| lost("this process has more than one thread"))?;
        // Signals to the server's terminal are the server's.
        let _ = rustix::process::setsid();
        let _ = rustix::thread::set_name(c"tw-launcher");
        setup::many_files();
        let rights = setup::prepare(&single, config.level)?;
        let mut places = setup::Places::make(&config.state)?;
        let template = match config.level {
            Level::Sandbox => Some(template::make(&single, &config.state, config.egress)?),
            _ => None,
        };
        let gateway = places.gateway((config.level, config.egress) == (Level::Sandbox, Egress::Full))?;
        let filter = match config.level {
            Level::Sandbox | Level::Confined => Some(filter::program(filter::Reach {
                level: config.level,
                egress: config.egress,
                own_uid: rights.changes_user,
            })?),
            _ => None,
        };
        let children = sys::child_signals().step(|| "signalfd()".to_owned())?;
        let epoll = epoll::create(epoll::CreateFlags::CLOEXEC).step(|| "epoll_create1()".to_owned())?;
        let clock = Clock::system();
        let house = House {
            single,
            config,
            socket,
            null,
            epoll,
            children,
            looked: clock.now(),
            clock,
            rights,
            _quick: places.cgroups.quick(),
            scratch: places.scratch().to_owned(),
            cgroups: places.cgroups,
            template,
            gateway,
            filter,
            instances: BTreeMap::new(),
            zygotes: BTreeMap::new(),
            roles: FxHashMap::default(),
            numbers: 0,
            stopping: false,
        };
        house.listen(house.socket.as_fd(), Token::Server)?;
        house.listen(house.children.as_fd(), Token::Children)?;
        Ok(house)
    }

    fn features(&self) -> Vec<crate::level::Feature> {
        setup::features(&self.config, &self.rights, &self.cgroups)
    }

    /// Until there is nobody to work for, and nothing left.
    fn work(&mut self) -> Result<(), Failure> {
        let mut events: Vec<epoll::Event> = Vec::with_capacity(EVENTS);
        loop {
            if self.stopping && self.instances.is_empty() && self.zygotes.is_empty() {
                self.cgroups.remove();
                // Before the list goes that would have it put right.
                self.gateway = None;
                setup::forget(&self.config.state, &self.scratch);
                return Ok(());
            }
            events.clear();
            let patience = self.patience();
            match epoll::wait(&self.epoll, rustix::buffer::spare_capacity(&mut events), patience.as_ref()) {
                Ok(_) | Err(Errno::INTR) => {}
                Err(error) => return Err(error).step(|| "epoll_wait()".to_owned()),
            }
            for event in &events {
                match Token::unpack(event.data.u64()) {
                    Token::Server => self.hear(),
                    Token::Children => self.reap(),
                    Token::Init(instance) => {
                        self.hear_init(instance);
                    }
                    Token::Program(instance) => self.program_ended(instance),
                    Token::Zygote(zygote) => self.hear_zygote(zygote),
                    Token::Complaint(zygote) => self.hear_complaint(zygote),
                }
            }
            self.look_at_memory();
            self.give_up_on_zygotes();
            self.give_up_on_launches();
            self.clean();
        }
    }

    /// How long to wait for events at most.
    fn patience(&self) -> Option<Timespec> {
        let nanos = if self.instances.values().any(|instance| instance.is_ended()) {
            SOON
        } else if self.instances.values().any(|instance| instance.watched) {
            watch::PERIOD.as_nanos() as i64
        } else if self.zygotes.values().any(Zygote::is_starting)
            || self.instances.values().any(|one| one.call.is_some())
        {
            zygotes::PERIOD.as_nanos() as i64
        } else {
            return None;
        };
        Some(Timespec { tv_sec: 0, tv_nsec: nanos })
    }

    /// Reads what the server wants.
    fn hear(&mut self) {
        match channel::receive(self.socket, RecvFlags::DONTWAIT) {
            Err(Errno::AGAIN) => {}
            Ok(Some(received)) => match received.parse::<Request>() {
                Ok(request) => self.obey(request),
                Err(_) => self.stop(),
            },
            // The server is gone.
            Ok(None) | Err(_) => {
                let _ = epoll::delete(&self.epoll, self.socket);
                self.stop();
            }
        }
    }

    fn obey(&mut self, request: Request) {
        let call = request.call;
        match request.want {
            Want::Launch(spec) => {
                if let Err(error) = self.launch(call, spec) {
                    self.answer(call, Err(error));
                }
            }
            Want::Zygote(spec) => {
                if let Err(error) = self.start_zygote(call, &spec) {
                    self.answer(call, Err(error));
                }
            }
            Want::EndZygote(zygote) => self.end_zygote(call, zygote.0),
            Want::Attach { instance, mounts } => {
                let result = self.attach(instance, &mounts).map(|()| Done::Nothing);
                self.answer(call, result);
            }
            Want::Connect { instance, port } => match self.connect(instance, port) {
                Ok(socket) => self.say(&Event::Answer { call, result: Ok(Done::Connected) }, &[socket.as_fd()]),
                Err(error) => self.answer(call, Err(error)),
            },
            Want::Freeze { instance, frozen } => {
                let done = self.freeze(instance, frozen);
                self.answer(call, Ok(Done::Flag(done)));
            }
            Want::Memory(instance) => {
                let result = self.memory(instance).map(Done::Memory);
                self.answer(call, result);
            }
            Want::ResetPeak(instance) => {
                let done = self.reset_peak(instance);
                self.answer(call, Ok(Done::Flag(done)));
            }
            Want::Kill(instance) => {
                self.kill(instance);
                self.answer(call, Ok(Done::Nothing));
            }
            Want::Stop => {
                self.answer(call, Ok(Done::Nothing));
                self.stop();
            }
        }
    }

    /// Ends everything.
    fn stop(&mut self) {
        self.stopping = true;
        for instance in self.instances.keys().copied().collect::<Vec<_>>() {
            self.kill(instance);
        }
        // Their forks are this process's then.
        for zygote in self.zygotes.keys().copied().collect::<Vec<_>>() {
            self.kill_zygote(zygote);
        }
    }

    fn answer(&self, call: u64, result: Result<Done, LaunchError>) {
        self.say(&Event::Answer { call, result }, &[]);
    }

    /// Says something to the server. If it is gone, that is read elsewhere.
    fn say(&self, event: &Event, descriptors: &[BorrowedFd<'_>]) {
        let _ = channel::send(self.socket, event, descriptors);
    }

    fn listen(&self, to: BorrowedFd<'_>, token: Token) -> Result<(), Failure> {
        epoll::add(&self.epoll, to, epoll::EventData::new_u64(token.pack()), epoll::EventFlags::IN)
            .step(|| "epoll_ctl(EPOLL_CTL_ADD)".to_owned())
    }

    /// Children may hold a copy of a descriptor for a moment, so closing it does not end this.
    fn unlisten(&self, to: BorrowedFd<'_>) {
        let _ = epoll::delete(&self.epoll, to);
    }

    fn number(&mut self) -> u64 {
        self.numbers += 1;
        self.numbers
    }

    /// What the program of the instance with this number becomes.
    fn identity(&self, number: u64) -> Identity {
        Identity {
            id: self.rights.user(self.config.level, number),
            counted: self.config.level == Level::Sandbox && !self.cgroups.limits_processes(),
        }
    }
}
