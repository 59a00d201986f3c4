//! Reading events: a streaming JSON reader that follows only the paths some rule looks at.

mod blocks;
pub(crate) mod escape;
pub(crate) mod leaves;
pub(crate) mod parts;
pub(crate) mod reader;
pub(crate) mod scan;
pub(crate) mod trie;
