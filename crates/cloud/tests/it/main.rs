//! The pipeline, with a service made for it: what every call goes through, from outside and from inside.
#![expect(clippy::unwrap_used, reason = "a test that can't go on fails")]

mod answers;
mod background;
mod desk;
mod inside;
mod reach;
mod sessions;
mod site;
