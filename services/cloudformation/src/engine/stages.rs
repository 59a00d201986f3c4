//! The steps of stages that undo and tidy up.

use std::collections::BTreeMap;

use tradewind_store::StoreError;

use super::desk::Desk;
use crate::record::{Resource, Step, Version, Work};

/// Something that goes: which resource, what is done, and what it used.
struct Going {
    logical_id: String,
    work: Work,
    uses: Vec<String>,
}

/// Everything goes, what uses something before what it uses.
pub(super) fn delete_all(desk: &Desk<'_, '_>) -> Result<Vec<Step>, StoreError> {
    let mut going = Vec::new();
    for resource in Resource::all(desk.tx.view(), &desk.stack.id)? {
        going.extend(resource.garbage.iter().map(|version| old(&resource, version)));
        if resource.is_there() {
            going.push(whole(&resource));
        }
    }
    Ok(ordered(desk, going))
}

/// What an update has put something else in the place of, and what the new template has not.
pub(super) fn clean_up(desk: &Desk<'_, '_>) -> Result<Vec<Step>, StoreError> {
    let mut going = Vec::new();
    for resource in Resource::all(desk.tx.view(), &desk.stack.id)? {
        going.extend(resource.garbage.iter().map(|version| old(&resource, version)));
        if resource.leaves && resource.is_there() {
            going.push(whole(&resource));
        }
    }
    Ok(ordered(desk, going))
}

/// What an update that was rolled back had made.
pub(super) fn clean_up_rollback(desk: &Desk<'_, '_>) -> Result<Vec<Step>, StoreError> {
    let mut going = Vec::new();
    for resource in Resource::all(desk.tx.view(), &desk.stack.id)? {
        going.extend(resource.garbage.iter().map(|version| old(&resource, version)));
        if resource.fresh && resource.is_there() {
            going.push(whole(&resource));
        }
    }
    Ok(ordered(desk, going))
}

/// What an update has changed becomes what it was, what something uses before that.
pub(super) fn restore(desk: &mut Desk<'_, '_>) -> Result<Vec<Step>, StoreError> {
    let mut steps: Vec<Step> = Vec::new();
    let mut uses: Vec<Vec<String>> = Vec::new();
    for mut resource in Resource::all(desk.tx.view(), &desk.stack.id)? {
        if std::mem::take(&mut resource.leaves) {
            resource.save(desk.tx, &desk.stack.id);
        }
        let Some(before) = &resource.before else { continue };
        if resource.fresh || !resource.is_there() || !is_changed(&resource, before) {
            continue;
        }
        uses.push(before.dependencies.clone());
        steps.push(Step::new(&resource.logical_id, Work::Restore, desk.tx));
    }
    let places: BTreeMap<String, usize> =
        steps.iter().enumerate().map(|(place, step)| (step.logical_id.clone(), place)).collect();
    for (step, uses) in steps.iter_mut().zip(uses) {
        step.after = uses.iter().filter_map(|name| places.get(name).copied()).collect();
    }
    Ok(steps)
}

/// Whether an update got as far as this resource, so that its rollback has something to say about it.
fn is_changed(resource: &Resource, before: &Version) -> bool {
    let now = &resource.now;
    let failed = resource.status.as_str().ends_with("_FAILED");
    failed
        || resource.touched
        || now.physical_id != before.physical_id
        || now.properties != before.properties
        || now.stack_tags != before.stack_tags
}

fn whole(resource: &Resource) -> Going {
    Going { logical_id: resource.logical_id.clone(), work: Work::Delete, uses: resource.now.dependencies.clone() }
}

fn old(resource: &Resource, version: &Version) -> Going {
    Going {
        logical_id: resource.logical_id.clone(),
        work: Work::DeleteOld(version.physical_id.clone()),
        uses: version.dependencies.clone(),
    }
}

/// Steps in which what uses something goes before it.
fn ordered(desk: &Desk<'_, '_>, going: Vec<Going>) -> Vec<Step> {
    let mut steps: Vec<Step> = going.iter().map(|one| Step::new(&one.logical_id, one.work.clone(), desk.tx)).collect();
    for (place, one) in going.iter().enumerate() {
        for used in one.uses.iter().filter(|used| **used != one.logical_id) {
            let used = going.iter().enumerate().filter(|(_, other)| other.logical_id == **used);
            for (at, _) in used {
                if let Some(step) = steps.get_mut(at) {
                    step.after.push(place);
                }
            }
        }
    }
    without_circles(&mut steps);
    steps
}

/// Old and new dependencies together may go in circles (two resources that changed sides): the circle is cut where it is found.
fn without_circles(steps: &mut [Step]) {
    let mut left: Vec<Vec<usize>> = steps.iter().map(|step| step.after.clone()).collect();
    let mut done = vec![false; steps.len()];
    loop {
        let free = (0..steps.len()).find(|place| !done[*place] && left[*place].iter().all(|at| done[*at]));
        match free.or_else(|| (0..steps.len()).find(|place| !done[*place])) {
            None => break,
            Some(place) => {
                let kept: Vec<usize> = left[place].iter().copied().filter(|at| done[*at]).collect();
                left[place] = kept.clone();
                if let Some(step) = steps.get_mut(place) {
                    step.after = kept;
                }
                done[place] = true;
            }
        }
    }
}
