//! [`Router`]: from a method, path and query string to an operation.

use std::cmp::Ordering;

use percent_encoding::percent_decode_str;

use crate::query::decode_text;

/// Where an operation of a REST service lives: from the model's `http` trait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Route {
    /// The operation's name.
    pub operation: &'static str,
    /// The HTTP method.
    pub method: &'static str,
    /// The path, with labels and literal parts of the query string: `/2015-03-31/functions/{FunctionName}/invocations`,
    /// `/{Bucket}/{Key+}?acl`. Behind a number sign, which no request's URI contains, stand headers that the request must
    /// have, with commas between them: `/{Bucket}/{Key+}?uploadId#x-amz-copy-source`.
    pub uri: &'static str,
    /// The status of a success, where the output says none.
    pub status: u16,
}

/// Finds routes. Built once for a service.
#[derive(Debug)]
pub struct Router {
    patterns: Vec<Pattern>,
    /// By the number of a path's segments: which patterns can match it, the most specific first. The last entry serves
    /// every longer path, which only greedy patterns match.
    by_length: Vec<Vec<usize>>,
}

/// What [`Router::find`] found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The route.
    pub route: &'static Route,
    /// What its labels stand for in this path.
    pub labels: Labels,
}

/// Why there is no route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoRoute {
    /// No route has such a path, or a label in it is not UTF-8.
    Path,
    /// Routes with this path want another method.
    Method,
}

/// The values of a path's labels, decoded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Labels(Vec<(&'static str, String)>);

impl Labels {
    /// The value of the label with this name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(found, _)| *found == name).map(|(_, value)| value.as_str())
    }

    /// Names and values in the order of the path.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0.iter().map(|(name, value)| (*name, value.as_str()))
    }
}

impl FromIterator<(&'static str, String)> for Labels {
    fn from_iter<I: IntoIterator<Item = (&'static str, String)>>(labels: I) -> Self {
        Self(labels.into_iter().collect())
    }
}

/// A route's URI, taken apart.
#[derive(Debug)]
struct Pattern {
    route: &'static Route,
    segments: Vec<Segment>,
    /// The query parameters it requires, with the value of those that have one.
    query: Vec<(&'static str, Option<&'static str>)>,
    /// The headers it requires, in lower case.
    headers: Vec<&'static str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Segment {
    Literal(&'static str),
    Label(&'static str),
    /// Takes the rest of the path, slashes included.
    Greedy(&'static str),
}

impl Router {
    /// A router of these routes.
    pub fn new(routes: &'static [Route]) -> Router {
        let mut patterns: Vec<Pattern> = routes.iter().map(Pattern::new).collect();
        patterns.sort_by(Pattern::by_specificity);
        let longest = patterns.iter().map(|pattern| pattern.segments.len()).max().unwrap_or(0);
        let candidates = |length: usize| -> Vec<usize> {
            patterns.iter().enumerate().filter(|(_, p)| p.can_have(length)).map(|(i, _)| i).collect()
        };
        let by_length = (0..=longest + 1).map(candidates).collect();
        Router { patterns, by_length }
    }

    /// The most specific route for a request. The path is what the client sent, still encoded, without the query string.
    ///
    /// A literal segment beats a label, a label beats a greedy one, and of two equal paths the one whose literal query
    /// parts are present wins. One slash at the path's end is tolerated, as AWS does (`/2015-03-31/functions/` is
    /// ListFunctions); a label is never empty. Labels are decoded once, and a plus sign in them is a plus sign.
    pub fn find(&self, method: &str, path: &str, query: &str) -> Result<Found, NoRoute> {
        self.find_by(method, path, query, |_| false)
    }

    /// The same, for routes that want headers too: `has` says whether the request has the header with this name. Of two
    /// equal paths the one with more query parts and headers wins.
    pub fn find_by(&self, method: &str, path: &str, query: &str, has: impl Fn(&str) -> bool) -> Result<Found, NoRoute> {
        let path = path.strip_prefix('/').ok_or(NoRoute::Path)?;
        let length = length(path);
        let candidates = self.by_length.get(length).or(self.by_length.last()).map_or(&[][..], Vec::as_slice);
        let mut answer = NoRoute::Path;
        for pattern in candidates.iter().filter_map(|i| self.patterns.get(*i)) {
            let matches = || pattern.matches(path, query) && pattern.headers.iter().all(|name| has(name));
            if pattern.route.method != method {
                if answer == NoRoute::Path && matches() {
                    answer = NoRoute::Method;
                }
            } else if matches() {
                let labels = pattern.labels(path).ok_or(NoRoute::Path)?;
                return Ok(Found { route: pattern.route, labels });
            }
        }
        Err(answer)
    }
}

/// How many segments a path without its first slash has, not counting an empty one at its end.
fn length(path: &str) -> usize {
    let path = path.strip_suffix('/').unwrap_or(path);
    if path.is_empty() { 0 } else { path.split('/').count() }
}

impl Pattern {
    fn new(route: &'static Route) -> Self {
        let (uri, headers) = route.uri.split_once('#').unwrap_or((route.uri, ""));
        let (path, query) = uri.split_once('?').unwrap_or((uri, ""));
        let segments = path.trim_matches('/').split('/').filter(|text| !text.is_empty()).map(Segment::new).collect();
        let query = query
            .split('&')
            .filter(|part| !part.is_empty())
            .map(|part| part.split_once('=').map_or((part, None), |(name, value)| (name, Some(value))))
            .collect();
        let headers = headers.split(',').filter(|name| !name.is_empty()).collect();
        Self { route, segments, query, headers }
    }

    /// Most specific first.
    fn by_specificity(a: &Self, b: &Self) -> Ordering {
        let rank = |pattern: &Self| pattern.segments.iter().map(|segment| segment.rank()).collect::<Vec<_>>();
        let (ours, theirs) = (rank(a), rank(b));
        let first = ours.iter().zip(&theirs).map(|(a, b)| a.cmp(b)).find(|order| order.is_ne());
        first.unwrap_or_else(|| theirs.len().cmp(&ours.len()).then(b.conditions().cmp(&a.conditions())))
    }

    /// How many query parts and headers it requires; a value counts too.
    fn conditions(&self) -> usize {
        let values = self.query.iter().filter(|(_, value)| value.is_some()).count();
        self.query.len() + values + self.headers.len()
    }

    fn is_greedy(&self) -> bool {
        self.segments.iter().any(|segment| matches!(segment, Segment::Greedy(_)))
    }

    fn can_have(&self, length: usize) -> bool {
        self.segments.len() == length || (self.is_greedy() && length > self.segments.len())
    }

    /// Whether the path (of a length this pattern can have) and the query string are this pattern's.
    fn matches(&self, path: &str, query: &str) -> bool {
        self.walk(path, |_, _| true) && self.query.iter().all(|(name, value)| has(query, name, *value))
    }

    fn labels(&self, path: &str) -> Option<Labels> {
        let mut labels = Vec::new();
        let decoded = self.walk(path, |name, raw| match percent_decode_str(raw).decode_utf8() {
            Ok(value) => {
                labels.push((name, value.into_owned()));
                true
            }
            Err(_) => false,
        });
        decoded.then_some(Labels(labels))
    }

    /// Goes along the path, calls back for every label, and says whether all of it fitted.
    fn walk<'p>(&self, path: &'p str, mut label: impl FnMut(&'static str, &'p str) -> bool) -> bool {
        let mut rest = path;
        for (i, segment) in self.segments.iter().enumerate() {
            let after = self.segments.len() - i - 1;
            let (taken, left) = match segment {
                Segment::Greedy(_) => all_but(rest, after),
                _ => rest.split_once('/').unwrap_or((rest, "")),
            };
            let fits = match segment {
                Segment::Literal(text) => *text == taken,
                Segment::Label(name) | Segment::Greedy(name) => !taken.is_empty() && label(name, taken),
            };
            if !fits {
                return false;
            }
            rest = left;
        }
        true
    }
}

impl Segment {
    fn new(text: &'static str) -> Self {
        match text.strip_prefix('{').and_then(|text| text.strip_suffix('}')) {
            Some(name) => name.strip_suffix('+').map_or(Self::Label(name), Self::Greedy),
            None => Self::Literal(text),
        }
    }

    fn rank(self) -> u8 {
        match self {
            Self::Literal(_) => 0,
            Self::Label(_) => 1,
            Self::Greedy(_) => 2,
        }
    }
}

/// Splits a path before its last `count` segments. Without any, the whole of it, its last slash included.
fn all_but(path: &str, count: usize) -> (&str, &str) {
    if count == 0 {
        return (path, "");
    }
    let whole = path.strip_suffix('/').unwrap_or(path);
    let slash = whole.rmatch_indices('/').nth(count - 1).map_or(0, |(at, _)| at);
    (path.get(..slash).unwrap_or_default(), path.get(slash + 1..).unwrap_or_default())
}

/// Whether a query string has this parameter: with this value, or with any.
fn has(query: &str, name: &str, value: Option<&str>) -> bool {
    query.split('&').any(|pair| {
        let (found, given) = pair.split_once('=').unwrap_or((pair, ""));
        decode_text(found.as_bytes()).is_ok_and(|found| found == name)
            && value.is_none_or(|value| decode_text(given.as_bytes()).is_ok_and(|given| given == value))
    })
}
