//! The `pattern` trait: Java regular expressions as AWS's models write them, matched against the whole text.

use regex::Regex;

/// A pattern and the function that compiles it on first use.
#[derive(Debug, Clone, Copy)]
pub struct Pattern {
    /// The pattern as the model writes it, for the message.
    pub text: &'static str,
    /// The compiled form.
    pub matcher: fn() -> &'static Matcher,
}

/// A compiled pattern.
#[derive(Debug)]
pub enum Matcher {
    /// One class of ASCII characters, repeated: most patterns in the models. A bit per character.
    Class {
        /// The characters allowed, bit n for character n.
        allowed: u128,
        /// Whether the empty text matches.
        empty: bool,
    },
    /// Anything else.
    Regex(Box<Regex>),
    /// A pattern this engine can't run (look-around). It accepts everything; the service checks for itself.
    Unsupported,
}

impl Matcher {
    /// Compiles a pattern of AWS's models.
    pub fn new(pattern: &str) -> Self {
        if let Some(class) = Self::class(pattern) {
            return class;
        }
        match Regex::new(&format!("^(?:{})$", translate(pattern))) {
            Ok(regex) => Self::Regex(Box::new(regex)),
            Err(_) => Self::Unsupported,
        }
    }

    /// Whether the whole text matches.
    pub fn matches(&self, text: &str) -> bool {
        match self {
            Self::Class { allowed, empty } => {
                (*empty || !text.is_empty()) && text.bytes().all(|b| b < 128 && (allowed >> b) & 1 == 1)
            }
            Self::Regex(regex) => regex.is_match(text),
            Self::Unsupported => true,
        }
    }

    /// Recognises `[class]+` and `[class]*`, with or without anchors.
    fn class(pattern: &str) -> Option<Self> {
        let bare = pattern.strip_prefix('^').unwrap_or(pattern);
        let bare = bare.strip_suffix('$').unwrap_or(bare);
        let (class, empty) = match bare.strip_suffix('+') {
            Some(class) => (class, false),
            None => (bare.strip_suffix('*')?, true),
        };
        let inner = class.strip_prefix('[')?.strip_suffix(']')?;
        let plain = |c: char| c.is_ascii() && !matches!(c, '[' | ']' | '&' | '^');
        let simple = inner.replace("\\[", "").replace("\\]", "");
        if !simple.chars().all(plain) || negates_or_names(inner) {
            return None;
        }
        let one = Regex::new(&format!("^{}$", translate(class))).ok()?;
        let mut allowed = 0u128;
        for b in 0..128u8 {
            if one.is_match(char::from(b).encode_utf8(&mut [0; 4])) {
                allowed |= 1 << b;
            }
        }
        Some(Self::Class { allowed, empty })
    }
}

/// Whether a class holds an escape that may reach beyond ASCII.
fn negates_or_names(class: &str) -> bool {
    ["\\S", "\\D", "\\W", "\\p", "\\P", "\\u", "\\x"].iter().any(|escape| class.contains(escape))
}

/// Java's `\d`, `\w` and `\s` are ASCII; this engine's are Unicode.
fn translate(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('d') => out.push_str("[0-9]"),
            Some('D') => out.push_str("[^0-9]"),
            Some('w') => out.push_str("[0-9A-Za-z_]"),
            Some('W') => out.push_str("[^0-9A-Za-z_]"),
            Some('s') => out.push_str("[ \\t\\n\\x0B\\f\\r]"),
            Some('S') => out.push_str("[^ \\t\\n\\x0B\\f\\r]"),
            Some(other) => {
                // This engine refuses escapes of characters that need none; Java does not.
                if other.is_ascii_alphanumeric() || regex_syntax_character(other) {
                    out.push('\\');
                }
                out.push(other);
            }
            None => out.push_str("\\\\"),
        }
    }
    out
}

fn regex_syntax_character(c: char) -> bool {
    c.is_ascii_punctuation()
}
