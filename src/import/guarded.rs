//! Calls into a library that panics on some damaged files. Such a panic is an answer and no defect: the program's hooks ask
//! here before they say that it failed or give the terminal back. It reads nothing itself.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    static IS_GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// What the call gives; `None` where it panicked. Nothing that it was working on may be used afterwards.
pub fn guarded<T>(call: impl FnOnce() -> T) -> Option<T> {
    IS_GUARDED.set(true);
    let given = catch_unwind(AssertUnwindSafe(call)).ok();
    IS_GUARDED.set(false);
    given
}

/// Whether a panic of this thread is awaited.
pub fn is_guarded() -> bool {
    IS_GUARDED.get()
}
