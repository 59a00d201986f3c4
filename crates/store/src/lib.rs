//! Cells, transactions, tasks, blobs and the journal they share.
