//! Calls into a library that panics on some damaged files. Such a panic is an answer and no defect: the program's hooks ask
//! here before they say that it failed or give the terminal back. It reads nothing itself.

use std::thread::{self, Builder};

/// The thread that a call is made on, by whose name its panics are known.
const NAME: &str = "guarded";

/// What the call gives; `None` where it panicked. Nothing that it was working on may be used afterwards.
pub fn guarded<T: Send>(call: impl FnOnce() -> T + Send) -> Option<T> {
    thread::scope(|scope| {
        let made = Builder::new().name(NAME.into()).spawn_scoped(scope, call);
        made.ok()?.join().ok()
    })
}

/// Whether a panic of this thread is awaited.
pub fn is_guarded() -> bool {
    thread::current().name() == Some(NAME)
}
