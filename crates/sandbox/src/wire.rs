//! What the server and the launcher say to each other.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::error::LaunchError;
use crate::level::{Egress, Feature, Level};
use crate::spec::{Exit, Mount, Spec, ZygoteId, ZygoteSpec};

/// What the launcher is told as its argument.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Config {
    /// The level to work at.
    pub(crate) level: Level,
    /// What of the network is reachable.
    pub(crate) egress: Egress,
    /// Its private folder.
    pub(crate) state: PathBuf,
}

/// A request; every one is answered once with its number.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Request {
    /// The request's number.
    pub(crate) call: u64,
    /// What is wanted.
    pub(crate) want: Want,
}

/// What is wanted.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) enum Want {
    /// An instance.
    Launch(Spec),
    /// A zygote.
    Zygote(ZygoteSpec),
    /// The end of a zygote.
    EndZygote(ZygoteId),
    /// Mounts in a running instance.
    Attach {
        /// Which.
        instance: u64,
        /// What.
        mounts: Vec<Mount>,
    },
    /// A connection to a port of its own loopback.
    Connect {
        /// Which.
        instance: u64,
        /// At 127.0.0.1.
        port: u16,
    },
    /// To stop or continue all processes of an instance.
    Freeze {
        /// Which.
        instance: u64,
        /// Stop (true) or continue.
        frozen: bool,
    },
    /// What it uses.
    Memory(u64),
    /// To measure the peak from now on.
    ResetPeak(u64),
    /// To end it. Answered at once; its end is an event.
    Kill(u64),
    /// To end everything, clean up and exit.
    Stop,
}

/// What the launcher says.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) enum Event {
    /// First of all: it is ready to work.
    Ready {
        /// Parts that a machine may lack.
        features: Vec<Feature>,
    },
    /// First of all: it can't work at this level.
    Refused(String),
    /// The answer to a request.
    Answer {
        /// The request's number.
        call: u64,
        /// How it went.
        result: Result<Done, LaunchError>,
    },
    /// An instance ended and nothing of it is left.
    Exited {
        /// Which.
        instance: u64,
        /// How.
        exit: Exit,
    },
}

/// What was done.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) enum Done {
    /// What was asked.
    Nothing,
    /// The instance runs. The message carries: stdout, stderr, control, then the listeners.
    Launched {
        /// Its number.
        instance: u64,
        /// Its folder for temporary files, where it has no `/tmp` of its own.
        tmp: Option<PathBuf>,
    },
    /// The zygote runs.
    Zygote(ZygoteId),
    /// The message carries the connected socket.
    Connected,
    /// Whether it could be done.
    Flag(bool),
    /// What it uses.
    Memory(Memory),
}

/// What an instance uses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memory {
    /// Now, in bytes.
    pub current_bytes: u64,
    /// The most since it started or since the last `reset_peak`, in bytes.
    pub peak_bytes: u64,
}

/// What init says to the launcher.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) enum FromInit {
    /// All is built (and the program runs, if there is one to spawn). Carries the listeners, then the landlock rules if `rules`.
    Ready {
        /// Whether landlock rules come with the message (only for a fork, which has to apply them itself).
        rules: bool,
        /// The number of its interfaces, where it has a way out of its network.
        line: Option<u32>,
    },
    /// Something could not be built.
    Failed(LaunchError),
    /// The program ended.
    Ended {
        /// Its exit status.
        code: Option<i32>,
        /// The signal that ended it.
        signal: Option<i32>,
    },
}
