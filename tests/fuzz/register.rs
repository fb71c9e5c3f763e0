//! Fuzz target `register`; what it does stands in `targets.rs`.
#![no_main]

#[path = "targets.rs"]
#[allow(dead_code, reason = "every target has its own function")]
mod targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::register(bytes));
