//! Measured claims, and the peers they are measured against.
//!
//! - [`load`] drives a server over HTTP and compares it with a bare hyper server and a bare log on the same disk;
//! - [`functions`] measures cold and warm functions, their memory and what isolation costs;
//! - [`objects`] puts and gets objects, small and large;
//! - [`kill9`] kills a server under load, again and again, and looks for what was lost.
//!
//! Both stand on the same pieces: a [`client`] that signs ([`sigv4`]) and reads ([`answer`]) by itself, so that it costs
//! little beside what it measures; the [`server`] as a child process; and what Linux says about a [`process`].

pub mod answer;
pub mod bus;
pub mod client;
pub mod dice;
pub mod error;
pub mod functions;
pub mod kill9;
pub mod load;
pub mod objects;
pub mod process;
pub mod queue;
pub mod server;
pub mod sigv4;
pub mod watch;
