//! The program: nothing but the way from the system to `cli` and back.

use std::process::ExitCode;

fn main() -> ExitCode {
    // Expected errors are printed by `cli`; this is for panics, which are defects. It fails only where another hook is
    // installed already, and then that one serves.
    let _ = color_eyre::install();
    gouji::cli::main(std::env::args_os().collect())
}
