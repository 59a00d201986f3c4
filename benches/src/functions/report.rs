//! What a run found, as Markdown.

use std::fmt::Write as _;

use crate::error::Error;
use crate::functions::samples::Samples;

/// Rows as they come.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// About the run.
    pub remarks: Vec<String>,
    times: Vec<(String, usize, [f64; 4])>,
    figures: Vec<(String, String)>,
    failures: Vec<(String, String)>,
}

impl Report {
    /// Adds a distribution.
    pub fn times(&mut self, name: &str, samples: &Samples) {
        let quantile = |share| samples.quantile(share).unwrap_or(f64::NAN);
        let row = [quantile(0.0), quantile(0.5), quantile(0.99), quantile(1.0)];
        self.times.push((name.to_owned(), samples.count(), row));
    }

    /// Adds a figure with its unit.
    pub fn figure(&mut self, name: &str, value: f64, unit: &str) {
        self.figures.push((name.to_owned(), format!("{value:.1} {unit}")));
    }

    /// Adds a ratio.
    pub fn ratio(&mut self, name: &str, value: f64) {
        self.figures.push((name.to_owned(), format!("{value:.2} x")));
    }

    /// Adds a difference of times, in milliseconds.
    pub fn difference(&mut self, name: &str, value: f64) {
        self.figures.push((name.to_owned(), format!("{value:+.2} ms")));
    }

    /// A case that has no figures.
    pub fn failed(&mut self, name: &str, error: &Error) {
        eprintln!("{name} FAILED: {error}");
        self.failures.push((name.to_owned(), error.to_string()));
    }

    /// Whether every case has figures.
    #[must_use]
    pub fn clean(&self) -> bool {
        self.failures.is_empty()
    }

    /// The whole as Markdown.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut out = String::new();
        for remark in &self.remarks {
            let _ = writeln!(out, "{remark}");
        }
        out.push_str("\n| ms | n | min | p50 | p99 | max |\n|---|---|---|---|---|---|\n");
        for (name, count, [min, middle, high, max]) in &self.times {
            let _ = writeln!(out, "| {name} | {count} | {min:.2} | {middle:.2} | {high:.2} | {max:.2} |");
        }
        out.push_str("\n| figure | |\n|---|---|\n");
        for (name, value) in &self.figures {
            let _ = writeln!(out, "| {name} | {value} |");
        }
        for (name, why) in &self.failures {
            let _ = writeln!(out, "\n{name} FAILED: {why}");
        }
        out
    }
}
