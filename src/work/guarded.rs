//! Work on a font or a form that somebody else made and that no reading process can do: a panic of a library ends that work
//! and nothing else. It keeps no limits of time or memory.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    static IS_GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// What came of the work; `None` where it panicked. What it changed is not to be used then.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    let before = IS_GUARDED.replace(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    IS_GUARDED.set(before);
    done.ok()
}

/// Whether a panic on this thread is caught, so that nobody has to say anything of it or to give a terminal back.
pub fn is_guarded() -> bool {
    IS_GUARDED.get()
}
