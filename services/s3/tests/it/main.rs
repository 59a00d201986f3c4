//! Scenarios through the door, in process, on virtual time.

mod buckets;
mod cfn;
mod conditions;
mod copies;
mod crashes;
mod defaults;
mod forms;
mod lifecycle;
mod listings;
mod neighbours;
mod notifications;
mod objects;
mod real;
mod restores;
mod settings;
mod sites;
mod stage;
mod uploads;
mod versions;
