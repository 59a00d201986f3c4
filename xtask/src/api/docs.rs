//! Doc comments from the model's HTML.

/// Longest comment, in characters; whole sentences are kept while they fit.
const LIMIT: usize = 220;
/// Width of a line of comment, without its indent.
const WIDTH: usize = 90;

/// The first sentences of a piece of documentation, as comment lines with this indent.
pub(crate) fn comment(html: &str, indent: &str, otherwise: &str) -> String {
    let text = condense(html);
    let text = if text.is_empty() { otherwise.to_owned() } else { text };
    let mut out = String::new();
    let mut line = String::new();
    for word in text.split(' ') {
        if !line.is_empty() && line.chars().count() + word.chars().count() + 1 > WIDTH {
            out.push_str(&format!("{indent}/// {line}\n"));
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    out.push_str(&format!("{indent}/// {line}\n"));
    out
}

/// The first one or two sentences of the first paragraph that says something.
fn condense(html: &str) -> String {
    let text = paragraphs(html)
        .into_iter()
        .find(|paragraph| !paragraph.is_empty() && !paragraph.starts_with("This parameter has been discontinued"))
        .unwrap_or_default();
    let mut out = String::new();
    for sentence in sentences(&text).take(2) {
        // A sentence that announces a list makes no sense without it.
        if !out.is_empty() && sentence.ends_with(':') {
            break;
        }
        if !out.is_empty() && out.chars().count() + sentence.chars().count() > LIMIT {
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(sentence);
    }
    match out.strip_suffix(':') {
        Some(rest) => format!("{rest}."),
        None => out,
    }
}

/// The text of each block, with code in backticks.
fn paragraphs(html: &str) -> Vec<String> {
    let mut blocks = vec![String::new()];
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        push_text(&mut blocks, &rest[..open]);
        let Some(close) = rest[open..].find('>') else { break };
        let tag = rest[open + 1..open + close].trim_end_matches('/').to_lowercase();
        match tag.split(' ').next().unwrap_or_default() {
            "code" | "/code" => push_raw(&mut blocks, "`"),
            "p" | "/p" | "ul" | "/ul" | "li" | "/li" | "note" | "/note" | "important" | "/important" | "br" => {
                blocks.push(String::new());
            }
            _ => {}
        }
        rest = &rest[open + close + 1..];
    }
    push_text(&mut blocks, rest);
    blocks.iter().map(|block| tighten(&block.split_whitespace().collect::<Vec<_>>().join(" "))).collect()
}

/// Takes the white space inside pairs of backticks, and the pairs around nothing.
fn tighten(text: &str) -> String {
    let mut out = String::new();
    for (i, piece) in text.split('`').enumerate() {
        if i % 2 == 0 {
            out.push_str(piece);
        } else if !piece.trim().is_empty() {
            out.push('`');
            out.push_str(piece.trim());
            out.push('`');
        }
    }
    out
}

fn push_text(blocks: &mut [String], text: &str) {
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&#39;", "'")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&");
    push_raw(blocks, &text);
}

fn push_raw(blocks: &mut [String], text: &str) {
    if let Some(last) = blocks.last_mut() {
        // Brackets and angles would be links and tags to rustdoc, except in code.
        let code = last.matches('`').count() % 2 == 1;
        for c in text.chars() {
            if !code && matches!(c, '[' | ']' | '<' | '>') {
                last.push('\\');
            }
            last.push(c);
        }
    }
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        if rest.is_empty() {
            return None;
        }
        let end = rest
            .match_indices(". ")
            .map(|(at, _)| at)
            .find(|at| !["e.g", "i.e", "vs", "etc"].iter().any(|short| rest[..*at].ends_with(short)))
            .map_or(rest.len(), |at| at + 1);
        let (sentence, after) = rest.split_at(end);
        rest = after;
        Some(sentence)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_whole_sentences_and_code() {
        let html =
            "<p>The URL of the <code>queue</code>. Case-sensitive, e.g. <a href=\"x\">this</a>. More.</p><p>No.</p>";
        assert_eq!(condense(html), "The URL of the `queue`. Case-sensitive, e.g. this.");
    }
}
