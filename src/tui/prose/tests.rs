//! Tests of the text that is being written.
