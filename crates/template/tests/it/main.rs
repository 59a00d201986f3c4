//! Tests of the template language through its public functions.

mod reading;
