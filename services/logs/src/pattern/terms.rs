//! Terms anywhere in an event: `ERROR "not found" -debug ?one ?other %expression%`.

use memchr::memmem::Finder;
use regex::bytes::Regex;

use super::scanner::Scanner;
use super::{Needs, PatternError, expected};

/// What an event must, may and must not contain.
#[derive(Clone, Debug, Default)]
pub(super) struct Terms {
    all: Vec<Term>,
    none: Vec<Term>,
    /// Only where nothing else stands: beside other terms, AWS ignores optional ones.
    any: Vec<Term>,
}

#[derive(Clone, Debug)]
enum Term {
    Text(Box<Finder<'static>>),
    Regex(Box<Regex>),
}

impl Term {
    fn is_in(&self, message: &str) -> bool {
        match self {
            Term::Text(finder) => finder.find(message.as_bytes()).is_some(),
            Term::Regex(regex) => regex.is_match(message.as_bytes()),
        }
    }

    fn text(&self) -> Option<&str> {
        match self {
            Term::Text(finder) => std::str::from_utf8(finder.needle()).ok(),
            Term::Regex(_) => None,
        }
    }
}

impl Terms {
    pub(super) fn parse(text: &str) -> Result<Terms, PatternError> {
        let mut scanner = Scanner::new(text);
        let mut terms = Terms::default();
        loop {
            scanner.skip_space();
            if scanner.is_done() {
                break;
            }
            let list = if scanner.take("?") {
                &mut terms.any
            } else if scanner.take("-") {
                &mut terms.none
            } else {
                &mut terms.all
            };
            list.push(term(&mut scanner)?);
        }
        if !terms.all.is_empty() || !terms.none.is_empty() {
            terms.any.clear();
        }
        Ok(terms)
    }

    pub(super) fn matches(&self, message: &str) -> bool {
        self.all.iter().all(|term| term.is_in(message))
            && !self.none.iter().any(|term| term.is_in(message))
            && (self.any.is_empty() || self.any.iter().any(|term| term.is_in(message)))
    }

    pub(super) fn needs(&self) -> Needs {
        let all = self.all.iter().filter_map(Term::text).map(|text| Needs::any([text]));
        let any: Option<Vec<&str>> = self.any.iter().map(Term::text).collect();
        all.fold(any.map_or_else(Needs::default, Needs::any), Needs::and)
    }
}

fn term(scanner: &mut Scanner<'_>) -> Result<Term, PatternError> {
    match scanner.peek() {
        Some('"') => {
            let text = scanner.enclosed('"', true)?;
            Ok(Term::Text(Box::new(Finder::new(text.as_bytes()).into_owned())))
        }
        Some('%') => Ok(Term::Regex(Box::new(expected::regex(scanner)?))),
        _ => {
            let word = scanner.take_while(|next| !next.is_whitespace());
            if word.is_empty() || !word.chars().all(|next| next.is_alphanumeric() || next == '_') {
                return Err(PatternError(format!("Invalid character(s) in term '{word}'")));
            }
            Ok(Term::Text(Box::new(Finder::new(word.as_bytes()).into_owned())))
        }
    }
}
