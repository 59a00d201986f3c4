//! Scenarios through the door, in process, on virtual time.

mod buckets;
mod conditions;
mod copies;
mod crashes;
mod listings;
mod objects;
mod real;
mod settings;
mod stage;
mod uploads;
mod versions;
