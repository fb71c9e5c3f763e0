//! The program: nothing but the way from the system to `cli` and back.

use std::process::ExitCode;

use gouji::work::guarded::is_guarded;

/// musl's own is slow where much is small and short-lived, as words and cells are.
#[cfg(target_env = "musl")]
#[global_allocator]
static MEMORY: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;

fn main() -> ExitCode {
    // Expected errors are printed by `cli`; this is for panics, which are defects. It fails only where another hook is
    // installed already, and then that one serves.
    let _ = color_eyre::install();
    let told = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !is_guarded() {
            told(panic);
        }
    }));
    #[cfg(unix)]
    heed_limits();
    gouji::cli::main(std::env::args_os().collect())
}

/// A file that grows past the system's limit (`ulimit -f`) is refused with a reason instead of ending the program.
#[cfg(unix)]
fn heed_limits() {
    // Without it the system ends the program, as it always did.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
}
