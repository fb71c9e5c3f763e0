//! Signals from outside. Those that end a program are told to the loop, which journals what is still to be journaled, gives
//! the terminal back and ends with the exit code that says so; where the loop does not get to it, the terminal is given back
//! here. Being stopped gives the terminal back as well, and being continued takes it again.

use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What came from outside.
#[derive(Debug, Clone, Default)]
pub(super) struct Signals {
    /// The signal that ends the program; 0 as long as none came.
    ended: Arc<AtomicI32>,
    continued: Arc<AtomicBool>,
    /// Whether another program has the terminal just now.
    lent: Arc<AtomicBool>,
    /// Whether a defect gave the terminal back for good.
    given_back: Arc<AtomicBool>,
    /// Held while the terminal is written to, so that nothing is drawn on one that was given back.
    terminal: Arc<Mutex<()>>,
}

impl Signals {
    /// The exit code of a program that was ended by a signal, once one came.
    pub(super) fn ended(&self) -> Option<i32> {
        Some(self.ended.load(Ordering::SeqCst)).filter(|signal| *signal != 0).map(|signal| 128 + signal)
    }

    /// Whether the program was continued since this was last asked.
    pub(super) fn take_continued(&self) -> bool {
        self.continued.swap(false, Ordering::SeqCst)
    }

    /// Says whether another program has the terminal.
    pub(super) fn lend(&self, lent: bool) {
        self.lent.store(lent, Ordering::SeqCst);
    }

    /// Says that a defect gives the terminal back: nothing is drawn any more.
    pub(super) fn give_back(&self) {
        self.given_back.store(true, Ordering::SeqCst);
        // Whoever draws just now finishes first, unless it is the very one whose defect it is.
        for _ in 0..DRAWING {
            match self.terminal.try_lock() {
                Err(std::sync::TryLockError::WouldBlock) => std::thread::sleep(std::time::Duration::from_millis(1)),
                Ok(_) | Err(std::sync::TryLockError::Poisoned(_)) => break,
            }
        }
    }

    /// Whether a defect gave the terminal back.
    pub(super) fn is_given_back(&self) -> bool {
        self.given_back.load(Ordering::SeqCst)
    }

    /// The terminal, while it is written to.
    pub(super) fn terminal(&self) -> MutexGuard<'_, ()> {
        self.terminal.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How many milliseconds a picture may take to be drawn.
const DRAWING: u32 = 50;

/// How long the loop has to end by itself, before the terminal is given back over its head.
#[cfg(unix)]
const GRACE: std::time::Duration = std::time::Duration::from_secs(2);

/// Listens from now on. `give` gives the terminal back, `take` takes it again.
#[cfg(unix)]
pub(super) fn watch(give: fn(), take: fn()) -> std::io::Result<Signals> {
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
    use signal_hook::low_level::{emulate_default_handler, raise};

    let mut incoming = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT])?;
    let signals = Signals::default();
    let ours = signals.clone();
    // The loop waits for the terminal and for changes of its size; one of these wakes it.
    let wake = || drop(raise(SIGWINCH));
    std::thread::spawn(move || {
        for signal in incoming.forever() {
            let lent = signals.lent.load(Ordering::SeqCst);
            match signal {
                SIGTSTP => {
                    let _held = signals.terminal();
                    if !lent {
                        give();
                    }
                    // It returns once the program is continued; what is to be done then is done for that signal.
                    let _ = emulate_default_handler(SIGTSTP);
                }
                SIGCONT => {
                    if !lent {
                        let _held = signals.terminal();
                        take();
                        signals.continued.store(true, Ordering::SeqCst);
                    }
                    wake();
                }
                // Keys that interrupt are meant for the program that has the terminal.
                SIGINT | SIGQUIT if lent => {}
                _ => {
                    signals.ended.store(signal, Ordering::SeqCst);
                    if !lent {
                        wake();
                        std::thread::sleep(GRACE);
                    }
                    give();
                    std::process::exit(128 + signal);
                }
            }
        }
    });
    Ok(ours)
}

/// Windows closes the console with the window; there is nothing to be told.
#[cfg(not(unix))]
pub(super) fn watch(_give: fn(), _take: fn()) -> std::io::Result<Signals> {
    Ok(Signals::default())
}
