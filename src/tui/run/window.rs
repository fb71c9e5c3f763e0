//! The window that a double click opened: it closes with the program, so that what was said last waits until it was read. Who
//! started the program from a shell has its words before him afterwards, and is not kept.

use std::io::{self, IsTerminal, Write};

use crate::domain::text::Lang;

/// Keeps the window while the program comes down from a defect, once what became of the work was said.
#[derive(Debug)]
pub struct Window(pub Lang);

impl Drop for Window {
    fn drop(&mut self) {
        if std::thread::panicking() {
            wait_to_be_read(self.0);
        }
    }
}

/// Waits for Enter where the window closes with the program.
pub fn wait_to_be_read(lang: Lang) {
    let is_seen = io::stdin().is_terminal() && io::stderr().is_terminal();
    if !is_seen || !closes_with_the_program(cfg!(windows), |name| std::env::var(name).ok()) {
        return;
    }
    let words = lang.pick("按 Enter 键关闭窗口。", "Press Enter to close the window.");
    // A window that is gone has no reader.
    let _ = writeln!(io::stderr(), "\n{words}").and_then(|()| io::stdin().read_line(&mut String::new()));
}

/// Whether no shell is behind the window: that of Windows names its prompt to the programs that it starts.
pub fn closes_with_the_program(is_windows: bool, environment: impl Fn(&str) -> Option<String>) -> bool {
    is_windows && environment("PROMPT").is_none()
}
