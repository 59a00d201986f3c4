//! AWS protocols as codecs over one Rust type per API shape; SigV4; ARNs; errors.
