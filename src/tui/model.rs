//! The whole state of the editor: the desk, and the dialog that is open over it. `update` changes it, `view` shows it.

use std::ops::{Deref, DerefMut};

use super::dialog::act::Question;
use super::dialog::{Dialog, OpenQuestion};
use super::report::ReportScreen;

pub use super::canvas::Hit;
pub use super::desk::{Desk, Message, Screen, Setting};
pub use super::message::{Durability, Effect, Leave, Msg, Parting, Past};

#[derive(Debug, Clone)]
pub struct Model {
    pub desk: Desk,
    /// What is open over the screen.
    pub dialog: Option<Dialog>,
    /// The dialog that waits, as it was, below a text that is read, or below the summary.
    pub covered: Option<Dialog>,
}

/// Nearly everything is said to the desk and asked of it.
impl Deref for Model {
    type Target = Desk;

    fn deref(&self) -> &Desk {
        &self.desk
    }
}

impl DerefMut for Model {
    fn deref_mut(&mut self) -> &mut Desk {
        &mut self.desk
    }
}

impl Model {
    pub fn new(setting: Setting, size: (u16, u16)) -> Model {
        Model { desk: Desk::new(setting, size), dialog: None, covered: None }
    }

    pub fn open(&mut self, dialog: impl Into<Dialog>) {
        (self.dialog, self.covered) = (Some(dialog.into()), None);
    }

    /// Opens the dialog that is made of what lies under it, where there is one.
    pub fn open_made<D: Into<Dialog>>(&mut self, make: impl FnOnce(&mut Desk) -> Option<D>) {
        if let Some(dialog) = make(&mut self.desk) {
            self.open(dialog);
        }
    }

    pub fn ask(&mut self, question: Question) {
        self.open(OpenQuestion::new(question));
    }

    pub fn close(&mut self) {
        (self.dialog, self.covered) = (None, None);
    }

    /// Whether keys that came at once may be taken for a pasted block: in a table, and not while a figure is typed.
    pub fn offers_paste(&self) -> bool {
        let is_in_table = |report: &ReportScreen| {
            report.second_keying.is_none() && report.typing.is_none() && report.table().is_some()
        };
        self.dialog.is_none() && self.report().is_some_and(is_in_table)
    }

    /// Whether a file can be dropped here: where characters are no text.
    pub fn takes_files(&self) -> bool {
        let is_prose = || self.report().is_some_and(|report| report.table().is_none());
        self.dialog.as_ref().map_or_else(|| !is_prose(), |dialog| !dialog.takes_text())
    }

    /// Whether the path of a file may arrive here letter by letter: where letters are commands.
    pub fn hears_paths(&self) -> bool {
        self.takes_files() && self.report().is_none_or(|report| report.typing.is_none())
    }
}
