//! What works, written from the operation tables, so that it can't lie: `tradewind operations`, and the README's table.

use std::fmt::Write;

use tradewind_clock::{Clock, Random, Timestamp};
use tradewind_cloud::{Cloud, Registered};
use tradewind_store::{OpenError, SimDisk, Store};

use crate::functions::late::Late;
use crate::up::services;

/// The operations of every service, those that are missing, and the deliberate differences from AWS, as Markdown.
///
/// # Errors
/// When the store in memory, over which the services are put together for this, does not open.
pub fn markdown() -> Result<String, OpenError> {
    let (clock, random) = (Clock::manual(Timestamp::ZERO), Random::seeded(0));
    let store = Store::simulated(&SimDisk::new(0), clock.clone(), random.clone())?;
    let nowhere = Late::never("Nothing is run where operations are only listed.");
    let cloud = services(Cloud::builder(store, clock, random), nowhere, 0).build();
    let mut text = String::from("| Service | Operations | Not built yet |\n|---|---|---|\n");
    for service in cloud.services() {
        row(&mut text, service);
    }
    text.push_str("\nDeliberate differences from AWS:\n\n");
    for service in cloud.services() {
        let definition = service.definition();
        for difference in definition.differences {
            // Writing to a String does not fail.
            let _ = writeln!(text, "- **{}**: {difference}", definition.name);
        }
    }
    Ok(text)
}

fn row(text: &mut String, service: &Registered) {
    let definition = service.definition();
    let (there, absent) = (service.operations().names(), service.operations().absent());
    let list = |names: &[&str]| if names.is_empty() { "-".to_owned() } else { names.join(", ") };
    let _ = writeln!(
        text,
        "| **{}** (`{}`) | {}: {} | {} |",
        definition.title,
        definition.name,
        there.len(),
        list(&there),
        list(absent)
    );
}
