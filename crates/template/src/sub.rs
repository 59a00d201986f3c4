//! The text of `Fn::Sub`.

use crate::fault::Fault;

/// A part of a text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// As it stands.
    Text(&'a str),
    /// `${!Name}`: stands for `${Name}`.
    Literal(&'a str),
    /// `${Name}` or `${Name.Attribute}`.
    Variable(&'a str),
}

/// Takes a text apart. A `${` that nothing closes is text.
pub(crate) fn pieces(text: &str) -> Result<Vec<Piece<'_>>, Fault> {
    let (mut rest, mut pieces) = (text, Vec::new());
    while let Some((before, after)) = rest.split_once("${") {
        let Some((name, behind)) = after.split_once('}') else { break };
        if !before.is_empty() {
            pieces.push(Piece::Text(before));
        }
        pieces.push(piece(name)?);
        rest = behind;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    Ok(pieces)
}

fn piece(name: &str) -> Result<Piece<'_>, Fault> {
    if let Some(literal) = name.strip_prefix('!') {
        return Ok(Piece::Literal(literal));
    }
    let name = name.trim();
    let allowed = |one: char| one.is_alphanumeric() || matches!(one, '_' | '.' | ':');
    if name.is_empty() || !name.chars().all(allowed) {
        return Err(Fault::new(
            "Template error: variable names in Fn::Sub syntax must contain only alphanumeric characters, underscores, periods, \
             and colons",
        ));
    }
    Ok(Piece::Variable(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_taken_apart() {
        let expected = [
            Piece::Text("a "),
            Piece::Variable("B"),
            Piece::Text(" $ {"),
            Piece::Literal("C"),
            Piece::Variable("D.E"),
            Piece::Text(" ${"),
        ];
        assert_eq!(pieces("a ${B} $ {${!C}${D.E} ${").as_deref(), Ok(&expected[..]));
        assert_eq!(pieces("${}").map_err(|fault| fault.message.contains("variable names")), Err(true));
        assert_eq!(pieces("${a-b}").map_err(|fault| fault.message.contains("variable names")), Err(true));
    }
}
