//! What comes from the terminal: keys, pasted text, clicks, sizes. On Unix the bytes are read and understood here, since what
//! a library makes of them loses the keypad, two Escs in a row and half a sequence, and cannot be waited for together with
//! anything else; on Windows the console's own events are taken. Nothing here knows what a key does.

pub mod console;

pub mod sequence;

#[cfg(unix)]
mod unix;

#[cfg(unix)]
pub(super) use unix::{Keyboard, Waker};

#[cfg(windows)]
pub(super) use console::{Keyboard, Waker};
