//! Work on a font or a form that somebody else made and that no reading process can do: a panic of a library ends that work
//! and nothing else. It keeps no limits of time or memory.

use std::thread;

/// The threads of such work are known by their name, since a panic is told by the thread that it happened on.
const NAME: &str = "guarded";

/// As much as the main thread has.
const STACK: usize = 8 << 20;

/// What came of the work, on a thread of its own; `None` where it panicked or the system gives no thread. What it changed is
/// not to be used then.
pub fn guarded<T: Send>(work: impl FnOnce() -> T + Send) -> Option<T> {
    thread::scope(|scope| {
        let thread = thread::Builder::new().name(NAME.to_owned()).stack_size(STACK);
        thread.spawn_scoped(scope, work).ok()?.join().ok()
    })
}

/// Whether a panic on this thread is caught, so that nobody has to say anything of it or to give a terminal back.
pub fn is_guarded() -> bool {
    thread::current().name() == Some(NAME)
}
