//! The terminal in the state that the editor needs, and given back whatever happens. It reads nothing and draws nothing.

use std::io;
#[cfg(not(windows))]
use std::io::Write;

#[cfg(not(windows))]
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::event::{DisableFocusChange, EnableFocusChange};
#[cfg(windows)]
use crossterm::event::{DisableMouseCapture, EnableMouseCapture};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{cursor, execute, terminal};

/// The terminal in the state that the editor needs; put back when dropped.
pub(super) struct Raw;

impl Raw {
    /// Takes the terminal.
    ///
    /// # Errors
    /// The terminal's refusal.
    pub(super) fn enter() -> io::Result<Raw> {
        let raw = Raw;
        take()?;
        Ok(raw)
    }
}

/// Takes the terminal, for the first time or after another program had it.
pub(super) fn take() -> io::Result<()> {
    terminal::enable_raw_mode()?;
    execute!(io::stdout(), EnterAlternateScreen, EnableFocusChange)?;
    // The console of Windows knows no brackets, and would show what asks for them as it came.
    #[cfg(not(windows))]
    execute!(io::stdout(), EnableBracketedPaste)?;
    Ok(())
}

/// Whether ambiguous characters are drawn two cells wide, as Chinese Windows has it: some are written, and the console is asked
/// where its cursor is then. Of any other terminal the clerk is asked.
#[cfg(windows)]
pub(super) fn draws_wide() -> bool {
    use crossterm::style::Print;
    use crossterm::terminal::{Clear, ClearType};
    const AMBIGUOUS: &str = "─│·…";
    let at = || {
        execute!(io::stdout(), cursor::MoveTo(0, 0), Print(AMBIGUOUS))?;
        let (column, _) = cursor::position()?;
        execute!(io::stdout(), Clear(ClearType::All), cursor::MoveTo(0, 0))?;
        io::Result::Ok(usize::from(column))
    };
    at().is_ok_and(|column| column > AMBIGUOUS.chars().count())
}

#[cfg(not(windows))]
pub(super) fn draws_wide() -> bool {
    false
}

/// Takes the mouse, or gives it back. Only buttons and the wheel are asked for: a report of every movement, which
/// crossterm's own command would ask for too, would wake the program for nothing.
#[cfg(not(windows))]
pub(super) fn take_mouse(taken: bool) -> io::Result<()> {
    let mut out = io::stdout();
    out.write_all(if taken { b"\x1b[?1000h\x1b[?1006h" } else { b"\x1b[?1006l\x1b[?1000l" })?;
    out.flush()
}

/// Takes the mouse, or gives it back.
#[cfg(windows)]
pub(super) fn take_mouse(taken: bool) -> io::Result<()> {
    if taken { execute!(io::stdout(), EnableMouseCapture) } else { execute!(io::stdout(), DisableMouseCapture) }
}

impl Drop for Raw {
    fn drop(&mut self) {
        // A panic has given it back already, and said something below that a second time might be drawn over.
        if !std::thread::panicking() {
            restore();
        }
    }
}

/// Gives the terminal back. Called more than once it does no harm, and there is nobody left to tell if it fails.
pub(super) fn restore() {
    // Giving back a mouse that was never taken changes nothing.
    let _ = take_mouse(false);
    #[cfg(not(windows))]
    let _ = execute!(io::stdout(), DisableBracketedPaste);
    let _ = execute!(io::stdout(), DisableFocusChange, LeaveAlternateScreen, cursor::Show);
    let _ = terminal::disable_raw_mode();
}

/// Takes the terminal again after the program was stopped. The shell may have changed it meanwhile, without crossterm knowing.
pub(super) fn retake() {
    let _ = terminal::disable_raw_mode();
    let _ = take();
}
