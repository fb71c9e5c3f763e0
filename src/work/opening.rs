//! Opens a file that was written, or its folder, with the program that the system has for it. It is started without a shell and
//! left to itself, and only where a person asked for it.

use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

/// Starts a command, a program with its arguments, for a file or a folder.
///
/// # Errors
/// The system's, where the program cannot be started.
pub fn open(command: &str, path: &Path) -> io::Result<()> {
    let mut words = command.split_whitespace();
    // A path may hold blanks; a command with arguments is no path.
    let whole = Path::new(command).is_file();
    let program = if whole { command } else { words.next().unwrap_or_default() };
    let arguments: Vec<&str> = if whole { Vec::new() } else { words.collect() };
    let silent = Stdio::null;
    let mut child =
        Command::new(program).args(arguments).arg(path).stdin(silent()).stdout(silent()).stderr(silent()).spawn()?;
    // Its end is nothing to wait for, but somebody has to take notice of it.
    std::thread::spawn(move || drop(child.wait()));
    Ok(())
}
