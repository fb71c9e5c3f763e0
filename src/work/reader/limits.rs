//! What a reading process may use, kept by the system: memory for all of its life, processor time for each document.

use std::time::Duration;

/// The most memory, besides what the asking process has: together they stay below half a gigabyte.
#[cfg(any(unix, windows))]
const MEMORY: u64 = 416 << 20;

/// The most processor time for a document, in whole seconds as systems count it.
#[cfg(unix)]
const SECONDS: u64 = 8;

/// How long an answer is waited for, on a machine that is busy with other things, or where no processor time can be limited.
pub const PATIENCE: Duration = Duration::from_secs(if cfg!(unix) { 60 } else { 12 });

/// Takes memory away from this process for good, and the system's habit of keeping a copy of a process that failed. A system
/// that refuses has no such limits; the time that is waited for an answer is limited in any case.
pub fn hold() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let most = |bytes: u64| Rlimit { current: Some(bytes), maximum: Some(bytes) };
        let _ = setrlimit(Resource::Data, most(MEMORY));
        let _ = setrlimit(Resource::Core, most(0));
    }
    #[cfg(windows)]
    watch();
}

/// How often the memory of this process is looked at: nothing writes more than some dozen megabytes meanwhile.
#[cfg(windows)]
const BETWEEN: Duration = Duration::from_millis(10);

/// Ends this process when it has taken too much. Windows has limits for that, but no crate that sets them without `unsafe`.
#[cfg(windows)]
fn watch() {
    use win32job::utils::{get_current_process, get_process_memory_info};
    let _ = std::thread::Builder::new().name("memory".into()).spawn(|| {
        while !get_process_memory_info(get_current_process()).is_ok_and(|taken| taken.private_usage as u64 > MEMORY) {
            std::thread::sleep(BETWEEN);
        }
        std::process::abort();
    });
}

/// Grants the processor time for one more document.
pub fn grant() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        use rustix::time::{ClockId, clock_gettime};
        let used = clock_gettime(ClockId::ProcessCPUTime).tv_sec.unsigned_abs();
        let _ = setrlimit(Resource::Cpu, Rlimit { current: Some(used + SECONDS), maximum: None });
    }
}
