//! The clipboard, as far as it can be reached: that of Windows by the system, any other through the terminal. What is copied is
//! decided elsewhere.

use std::io;

use crate::domain::text::Lang;

/// Copies a text.
///
/// # Errors
/// The terminal's refusal. Where the text is not in the clipboard, or that is doubtful, the words that say so and what to do
/// instead are no error.
#[cfg(windows)]
pub(super) fn copy(text: String, lang: Lang) -> io::Result<Option<String>> {
    let refused = |error| {
        lang.say(
            format!("没有复制：剪贴板正被其他程序占用（{error}）。请再试一次，或用鼠标选取后按 Enter 复制。"),
            format!(
                "Not copied: the clipboard is in use ({error}). Try again, or select with the mouse and press Enter."
            ),
        )
    };
    Ok(clipboard_win::set_clipboard_string(&text).err().map(refused))
}

/// Asks the terminal to copy a text. None of them answers.
///
/// # Errors
/// The terminal's refusal. Where it is known not to copy, the words that say what to do instead are no error.
#[cfg(not(windows))]
pub(super) fn copy(text: String, lang: Lang) -> io::Result<Option<String>> {
    use crossterm::clipboard::CopyToClipboard;
    crossterm::execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text))?;
    let takes = takes_copies(|name| std::env::var(name).ok());
    let words = lang.pick(
        "这个终端不接受程序复制。请用鼠标选取后复制（Ctrl-Shift-C；鼠标由本程序使用时，按住 Shift 选取）。",
        "This terminal takes no copies from programs. Select with the mouse and copy (Ctrl-Shift-C; hold Shift where this program has the mouse).",
    );
    Ok((!takes).then(|| words.to_string()))
}

/// Whether a terminal is not known to ignore OSC 52: the console of Linux has no clipboard, and those made of VTE, as many
/// desktops' are, leave it out. Inside a multiplexer it is the multiplexer that answers.
#[cfg(not(windows))]
fn takes_copies(environment: impl Fn(&str) -> Option<String>) -> bool {
    let is = |name: &str, value: &str| environment(name).is_some_and(|there| there == value);
    let is_named = |name: &str| environment(name).is_some_and(|there| !there.is_empty());
    !is("TERM", "linux") && (is_named("TMUX") || !is_named("VTE_VERSION"))
}
