//! The table of a run, and the same as JSON.

use serde_json::{Value, json};

use crate::load::drive::Measured;
use crate::load::targets::Promise;

/// One line of the table: a closed loop and what it did.
#[derive(Clone, Debug)]
pub struct Row {
    /// The case, unique in the run.
    pub name: String,
    /// What one operation is.
    pub unit: &'static str,
    /// Connections in the loop.
    pub connections: usize,
    /// The figures, or why there are none.
    pub outcome: Result<Figures, String>,
    /// What was promised about them.
    pub promises: Vec<Promise>,
}

/// What is known about one operation.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// Operations a second.
    pub per_second: Option<f64>,
    /// Median latency in ms.
    pub p50_ms: Option<f64>,
    /// Latency that 99 of 100 do not exceed, in ms.
    pub p99_ms: Option<f64>,
    /// CPU time of the server per operation, in us.
    pub server_us: Option<f64>,
    /// CPU time of the generator per operation, in us: what the server could not have on two shared cores.
    pub generator_us: Option<f64>,
    /// What else must be said.
    pub notes: Vec<String>,
}

impl Figures {
    /// The figures of a window in which every step was `each` operations.
    #[must_use]
    pub fn of(measured: &Measured, each: u64) -> Self {
        let operations = (measured.operations * each) as f64;
        let per = |cpu: Option<std::time::Duration>| cpu.map(|cpu| cpu.as_secs_f64() * 1e6 / operations);
        let quantile = |part| measured.latencies.quantile(part).map(milliseconds);
        Self {
            per_second: Some(operations / measured.length.as_secs_f64()),
            p50_ms: quantile(0.5),
            p99_ms: quantile(0.99),
            server_us: per(measured.server_cpu),
            generator_us: per(measured.generator_cpu),
            notes: Vec::new(),
        }
    }
}

/// One line of the second table: a single figure about starting or memory.
#[derive(Clone, Debug)]
pub struct Fact {
    /// What was measured.
    pub name: String,
    /// The figure, or why there is none.
    pub outcome: Result<f64, String>,
    /// Its unit.
    pub unit: &'static str,
    /// What was promised about it.
    pub promise: Option<Promise>,
}

/// Everything a run found out.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The closed loops.
    pub rows: Vec<Row>,
    /// Starting and memory.
    pub facts: Vec<Fact>,
    /// What the reader must know about the whole.
    pub remarks: Vec<String>,
}

/// A duration in ms, as a number.
#[must_use]
pub fn milliseconds(length: std::time::Duration) -> f64 {
    length.as_secs_f64() * 1e3
}

impl Report {
    /// Whether every case gave figures.
    #[must_use]
    pub fn clean(&self) -> bool {
        self.rows.iter().all(|row| row.outcome.is_ok()) && self.facts.iter().all(|fact| fact.outcome.is_ok())
    }

    /// The figures of a row, if it has any.
    #[must_use]
    pub fn figures(&self, name: &str) -> Option<&Figures> {
        self.rows.iter().find(|row| row.name == name).and_then(|row| row.outcome.as_ref().ok())
    }

    /// The hyper ceiling with as many connections as the row; with the usual number if there is no such.
    fn ceiling(&self, row: &Row) -> Option<&Figures> {
        let same = |other: &&Row| other.name.starts_with("ceiling") && other.connections == row.connections;
        let row = self.rows.iter().find(same);
        row.map_or_else(|| self.figures("ceiling"), |row| row.outcome.as_ref().ok())
    }

    /// CPU time in multiples of the ceiling's, and operations a second as parts of the ceiling's and of the bare log's.
    fn ratios(&self, row: &Row) -> [Option<f64>; 3] {
        let Ok(figures) = &row.outcome else {
            return [None; 3];
        };
        let ceiling = self.ceiling(row);
        let log = self.figures("bare-log");
        [
            ratio(figures.server_us, ceiling.and_then(|ceiling| ceiling.server_us)),
            ratio(figures.per_second, ceiling.and_then(|ceiling| ceiling.per_second)),
            ratio(figures.per_second, log.and_then(|log| log.per_second)),
        ]
    }

    /// The run as Markdown.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut text = String::new();
        text.push_str(
            "| case | conns | one op is | ops/s | p50 ms | p99 ms | server us/op | generator us/op \
             | CPU / hyper | ops/s / hyper | ops/s / log | target |\n\
             |---|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|---|\n",
        );
        for row in &self.rows {
            text.push_str(&self.row_line(row));
        }
        if !self.facts.is_empty() {
            text.push_str("\n| start and memory | figure | target |\n|---|--:|---|\n");
            for fact in &self.facts {
                text.push_str(&fact_line(fact));
            }
        }
        let notes = self.rows.iter().flat_map(row_notes).chain(self.remarks.iter().cloned());
        for (index, note) in notes.enumerate() {
            text.push_str(if index == 0 { "\n- " } else { "- " });
            text.push_str(&note);
            text.push('\n');
        }
        text
    }

    fn row_line(&self, row: &Row) -> String {
        let Row { name, connections, unit, .. } = row;
        let Ok(figures) = &row.outcome else {
            return format!("| {name} | {connections} | {unit} | FAILED | | | | | | | | |\n");
        };
        let [cpu, hyper, log] = self.ratios(row).map(|ratio| number(ratio, 2));
        let ratios = if figures.per_second.is_some() && !name.starts_with("bare-log") {
            format!("{cpu} | {hyper} | {log}")
        } else {
            "- | - | -".to_owned()
        };
        format!(
            "| {name} | {connections} | {unit} | {} | {} | {} | {} | {} | {ratios} | {} |\n",
            number(figures.per_second, 0),
            number(figures.p50_ms, 2),
            number(figures.p99_ms, 2),
            number(figures.server_us, 1),
            number(figures.generator_us, 1),
            promises(&row.promises),
        )
    }

    /// The run as JSON: the table's cells without their rounding.
    #[must_use]
    pub fn json(&self) -> Value {
        let rows: Vec<Value> = self.rows.iter().map(|row| self.row_json(row)).collect();
        let facts: Vec<Value> = self.facts.iter().map(fact_json).collect();
        json!({"clean": self.clean(), "rows": rows, "facts": facts, "remarks": self.remarks})
    }

    fn row_json(&self, row: &Row) -> Value {
        let [cpu, hyper, log] = self.ratios(row);
        let mut value = json!({"case": row.name, "connections": row.connections, "unit": row.unit});
        match &row.outcome {
            Err(why) => value["failed"] = json!(why),
            Ok(figures) => {
                value["ops_per_second"] = json!(figures.per_second);
                value["p50_ms"] = json!(figures.p50_ms);
                value["p99_ms"] = json!(figures.p99_ms);
                value["server_cpu_us_per_op"] = json!(figures.server_us);
                value["generator_cpu_us_per_op"] = json!(figures.generator_us);
                value["cpu_over_hyper"] = json!(cpu);
                value["ops_over_hyper"] = json!(hyper);
                value["ops_over_log"] = json!(log);
                value["notes"] = json!(figures.notes);
            }
        }
        value["targets"] = row.promises.iter().map(Promise::json).collect();
        value
    }
}

fn fact_line(fact: &Fact) -> String {
    let Fact { name, unit, .. } = fact;
    match &fact.outcome {
        Ok(figure) => {
            let promise = fact.promise.as_ref().map(ToString::to_string).unwrap_or_default();
            format!("| {name} | {} {unit} | {promise} |\n", number(Some(*figure), 1))
        }
        Err(why) => format!("| {name} | FAILED: {why} | |\n"),
    }
}

fn fact_json(fact: &Fact) -> Value {
    let mut value = json!({"fact": fact.name, "unit": fact.unit});
    match &fact.outcome {
        Ok(figure) => value["value"] = json!(figure),
        Err(why) => value["failed"] = json!(why),
    }
    value["target"] = fact.promise.as_ref().map_or(Value::Null, Promise::json);
    value
}

fn row_notes(row: &Row) -> Vec<String> {
    match &row.outcome {
        Ok(figures) => figures.notes.iter().map(|note| format!("{}: {note}", row.name)).collect(),
        Err(why) => vec![format!("{} FAILED: {why}", row.name)],
    }
}

fn promises(promises: &[Promise]) -> String {
    let all: Vec<String> = promises.iter().map(ToString::to_string).collect();
    all.join("; ")
}

fn ratio(part: Option<f64>, whole: Option<f64>) -> Option<f64> {
    Some(part? / whole?)
}

/// A number with so many decimals, its thousands set apart; a dash for none.
pub(crate) fn number(value: Option<f64>, decimals: usize) -> String {
    let Some(value) = value.filter(|value| value.is_finite()) else {
        return "-".to_owned();
    };
    let plain = format!("{value:.decimals$}");
    let (whole, fraction) = plain.split_at(plain.find('.').unwrap_or(plain.len()));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 && !grouped.ends_with('-') {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + fraction
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn row(name: &str, connections: usize, per_second: f64, server_us: f64) -> Row {
        Row {
            name: name.to_owned(),
            unit: "request",
            connections,
            outcome: Ok(Figures { per_second: Some(per_second), server_us: Some(server_us), ..Figures::default() }),
            promises: Vec::new(),
        }
    }

    fn report() -> Report {
        Report {
            rows: vec![
                row("bare-log", 32, 40_000.0, 1.0),
                row("ceiling", 32, 50_000.0, 10.0),
                row("ceiling-256", 256, 80_000.0, 8.0),
                row("send", 32, 20_000.0, 40.0),
                row("send-256", 256, 20_000.0, 40.0),
            ],
            ..Report::default()
        }
    }

    #[test]
    fn ratios_are_against_the_ceiling_with_as_many_connections() {
        let report = report();
        assert_eq!(report.ratios(&report.rows[3]), [Some(4.0), Some(0.4), Some(0.5)]);
        assert_eq!(report.ratios(&report.rows[4]), [Some(5.0), Some(0.25), Some(0.5)]);
    }

    #[test]
    fn a_failed_case_shows_no_figure() {
        let mut report = report();
        report.rows[3].outcome = Err("SendMessage answered 503".to_owned());
        let text = report.markdown();
        assert!(text.contains("| send | 32 | request | FAILED | | | | | | | | |\n"), "{text}");
        assert!(text.contains("- send FAILED: SendMessage answered 503\n"), "{text}");
        assert!(!report.clean());
        assert_eq!(report.json()["rows"][3]["ops_per_second"], Value::Null);
        assert_eq!(report.json()["clean"], false);
    }

    #[test]
    fn figures_are_per_operation() {
        let mut latencies = crate::load::latency::Latencies::default();
        latencies.add(Duration::from_micros(1_500));
        let measured = Measured {
            operations: 1_000,
            length: Duration::from_secs(2),
            latencies,
            server_cpu: Some(Duration::from_millis(500)),
            generator_cpu: None,
        };
        let figures = Figures::of(&measured, 10);
        assert_eq!(figures.per_second, Some(5_000.0));
        assert_eq!(figures.server_us, Some(50.0));
        assert_eq!(figures.generator_us, None);
        assert_eq!(figures.p50_ms, Some(1.5));
    }

    #[test]
    fn numbers_are_readable() {
        assert_eq!(number(Some(1_234_567.891), 1), "1,234,567.9");
        assert_eq!(number(Some(999.0), 0), "999");
        assert_eq!(number(Some(-1_000.0), 0), "-1,000");
        assert_eq!(number(Some(-100.0), 0), "-100");
        assert_eq!(number(None, 2), "-");
        assert_eq!(number(Some(f64::NAN), 2), "-");
    }
}
