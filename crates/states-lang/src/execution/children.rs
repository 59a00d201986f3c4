//! Parallel and Map: threads of a thread.

use std::collections::VecDeque;

use serde_json::{Value, json};

use super::history::Detail;
use super::run::{Run, branch};
use super::{Children, Effect, Phase, TaskId};
use crate::fault::Fault;
use crate::machine::{Kind, Map, State};

/// Iterations of a Map at once. AWS: 40.
const MOST_AT_ONCE: usize = 40;

impl Run<'_, '_> {
    pub(super) fn parallel(&mut self, number: u64, state: &State, branches: usize) -> Result<(), Fault> {
        let parameters = self.parameters(number, state)?;
        let started = self.note_of(number, Detail::ParallelStarted);
        let waiting = VecDeque::new();
        let children = Children { results: vec![None; branches], waiting, running: branches, started, map: false };
        self.wait(number, Phase::Children(children));
        // The last one that is made ready goes first.
        for slot in (0..branches).rev() {
            self.child(number, state, slot, parameters.clone(), None, started);
        }
        Ok(())
    }

    pub(super) fn map(&mut self, number: u64, state: &State, map: &Map) -> Result<(), Fault> {
        let items = self.items(number, state, map.items.as_ref())?;
        let limit = self.amount(number, state, map.concurrency.as_ref(), "MaxConcurrency")?.unwrap_or_default();
        let limit = match usize::try_from(limit).unwrap_or(usize::MAX) {
            0 => MOST_AT_ONCE,
            limit => limit.min(MOST_AT_ONCE),
        };
        let started = self.note_of(number, Detail::MapStarted(items.len()));
        if items.is_empty() {
            self.note_of(number, Detail::MapSucceeded);
            self.finish(number, Value::Array(Vec::new()));
            return Ok(());
        }
        let results = vec![None; items.len()];
        let mut waiting: VecDeque<(usize, Value)> = items.into_iter().enumerate().collect();
        let first: Vec<(usize, Value)> = waiting.drain(..limit.min(results.len())).collect();
        let children = Children { results, waiting, running: first.len(), started, map: true };
        self.wait(number, Phase::Children(children));
        let mut begun = Vec::with_capacity(first.len());
        for (slot, item) in first {
            begun.push(self.iteration(number, state, map, slot, item, started)?);
        }
        for (slot, input, item, previous) in begun.into_iter().rev() {
            self.child(number, state, slot, input, Some(item), previous);
        }
        Ok(())
    }

    /// What an iteration begins with: its place, its input, its item, its first event.
    fn iteration(
        &mut self,
        number: u64,
        state: &State,
        map: &Map,
        slot: usize,
        item: Value,
        started: u64,
    ) -> Result<(usize, Value, Value, u64), Fault> {
        let shown = json!({"Index": slot, "Value": item});
        let input = match (&map.selector, self.execution.threads.get(&number).cloned()) {
            (Some(selector), Some(mut thread)) => {
                let input = self.filtered_input(number)?;
                thread.item = Some(shown.clone());
                let seen = self.seen(&thread, state, None, None);
                self.evaluate(selector, &input, &seen)?
            }
            _ => item,
        };
        let begun = self.note(started, Detail::IterationStarted(state.name.clone(), slot));
        Ok((slot, input, shown, begun))
    }

    fn child(&mut self, number: u64, state: &State, slot: usize, input: Value, item: Option<Value>, previous: u64) {
        let Some(thread) = self.execution.threads.get(&number) else { return };
        let mut place = thread.place.clone();
        place.push((state.name.clone(), slot));
        let (variables, outer) = (thread.variables.clone(), thread.item.clone());
        let Some(first) = branch(state, slot).map(|machine| machine.start_at.clone()) else { return };
        self.spawn(Some(number), slot, place, first, input, variables, item.or(outer), previous);
    }

    /// A branch or an iteration is at its end.
    pub(super) fn child_done(&mut self, number: u64, output: Value) {
        let Some(child) = self.execution.threads.remove(&number) else { return };
        let Some(parent) = child.parent else { return };
        let Some(state) = self.state(parent) else { return };
        let mut previous = child.previous;
        if matches!(state.kind, Kind::Map(_)) {
            previous = self.note(previous, Detail::IterationSucceeded(state.name.clone(), child.slot));
        }
        let Some(thread) = self.execution.threads.get_mut(&parent) else { return };
        let Phase::Children(children) = &mut thread.phase else { return };
        if let Some(place) = children.results.get_mut(child.slot) {
            *place = Some(output);
        }
        children.running -= 1;
        let (started, next) = (children.started, children.waiting.pop_front());
        match (next, &state.kind) {
            (Some((slot, item)), Kind::Map(map)) => {
                children.running += 1;
                match self.iteration(parent, state, map, slot, item, started) {
                    Ok((slot, input, item, previous)) => self.child(parent, state, slot, input, Some(item), previous),
                    Err(fault) => {
                        let fault = self.in_state(parent, fault);
                        self.children_gone(parent, None);
                        self.note_of(parent, Detail::MapFailed);
                        self.fault(parent, fault);
                    }
                }
            }
            _ if children.running == 0 => {
                let (map, results) = (children.map, std::mem::take(&mut children.results));
                thread.previous = previous;
                thread.phase = Phase::Ready;
                let results = results.into_iter().map(Option::unwrap_or_default).collect();
                self.note_of(parent, if map { Detail::MapSucceeded } else { Detail::ParallelSucceeded });
                self.finish(parent, Value::Array(results));
            }
            _ => {}
        }
    }

    /// A branch or an iteration has failed: the others end with it.
    pub(super) fn child_failed(&mut self, number: u64) {
        let Some(child) = self.execution.threads.remove(&number) else { return };
        let Some(parent) = child.parent else { return };
        let mut previous = child.previous;
        if let Some(state) = self.state(parent).filter(|state| matches!(state.kind, Kind::Map(_))) {
            previous = self.note(previous, Detail::IterationFailed(state.name.clone(), child.slot));
        }
        self.children_gone(parent, Some(previous));
    }

    /// Ends all threads of a thread.
    fn children_gone(&mut self, parent: u64, previous: Option<u64>) {
        let map = self.state(parent).filter(|state| matches!(state.kind, Kind::Map(_)));
        let gone: Vec<u64> = self
            .execution
            .threads
            .iter()
            .filter(|(_, thread)| thread.parent == Some(parent))
            .map(|(number, _)| *number)
            .collect();
        let mut last = previous;
        for number in gone {
            self.children_gone(number, None);
            let Some(thread) = self.execution.threads.remove(&number) else { continue };
            self.ready.retain(|ready| *ready != number);
            if matches!(thread.phase, Phase::Task | Phase::Waiting | Phase::Retrying) {
                self.effects.push(Effect::Cancel(TaskId { thread: number, turn: thread.turn }));
            }
            if let Some(state) = map {
                last = Some(self.note(thread.previous, Detail::IterationAborted(state.name.clone(), thread.slot)));
            }
        }
        if let (Some(previous), Some(thread)) = (previous.and(last), self.execution.threads.get_mut(&parent)) {
            thread.previous = previous;
        }
    }
}
