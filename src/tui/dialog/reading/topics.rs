//! Which section of the manual speaks of which screen, by the names that its headings have in both languages.

use super::super::super::desk::{Desk, Screen};
use super::super::Dialog;

/// The section of every dialog, by the dialog's name.
pub const TOPICS: [(&str, &str); 33] = [
    ("Palette", "screen"),
    ("Cells", "keying"),
    ("Chapters", "keying"),
    ("Question", "save"),
    ("New", "new"),
    ("Path", "files"),
    ("Import", "import"),
    ("Several", "import"),
    ("Report", "import"),
    ("Deleted", "versions"),
    ("Filter", "library"),
    ("States", "versions"),
    ("Stick", "backup"),
    ("Backup", "backup"),
    ("Export", "export"),
    ("Paste", "copy"),
    ("Findings", "findings"),
    ("Register", "register"),
    ("Summary", "findings"),
    ("Rules", "findings"),
    ("Changes", "versions"),
    ("Fees", "text"),
    ("Replace", "text"),
    ("Outline", "text"),
    ("Signing", "finalise"),
    ("Note", "comments"),
    ("Notes", "comments"),
    ("Settings", "settings"),
    ("Keys", "settings"),
    ("Chart", "chart"),
    ("Recovery", "recover"),
    ("Conflict", "save"),
    ("Reading", "index"),
];

/// The section on an open dialog.
pub fn of_dialog(dialog: &Dialog) -> &'static str {
    match dialog {
        Dialog::Signing(signing) if signing.keys_again() => "verify",
        dialog => TOPICS.iter().find(|(name, _)| *name == dialog.name()).map_or("index", |(_, topic)| topic),
    }
}

/// The section on the screen below all dialogs.
pub fn of_screen(desk: &Desk) -> &'static str {
    match &desk.screen {
        Screen::Library if desk.library.reports.is_empty() => "index",
        Screen::Library => "library",
        Screen::Report(report) if report.second_keying.is_some() => "verify",
        Screen::Report(report) if report.lit.is_some() || report.is_listing => "findings",
        Screen::Report(report) if report.session.is_final() => "finalise",
        Screen::Report(report) if report.table().is_none() => "text",
        Screen::Report(_) => "keying",
    }
}
