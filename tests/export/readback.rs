//! What was written reads back equal.
