//! The path of a file being typed, and why the file was not taken. It opens no file.

use crate::domain::text::Lang;

use super::field::Field;
use super::key::{Chord, Code};

/// A path being typed.
#[derive(Debug, Clone)]
pub struct PathEntry {
    /// What was typed.
    pub path: Field,
    /// What is wrong with it; empty until Enter was pressed.
    pub problem: String,
    /// Whether it comes by itself, of a file that was dropped, so that its end need not be said with Enter.
    pub arriving: bool,
    /// What of it was tried already.
    pub tried: String,
}

impl Default for PathEntry {
    fn default() -> PathEntry {
        PathEntry { path: Field::line(""), problem: String::new(), arriving: false, tried: String::new() }
    }
}

/// What a key did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It stays open.
    Open,
    /// There is a path.
    Given,
    /// It was given up.
    Closed,
}

impl PathEntry {
    /// A path that is proposed.
    pub fn proposing(path: &str) -> PathEntry {
        PathEntry { path: Field::proposal(path), ..PathEntry::default() }
    }

    /// The beginning of a path of which more comes.
    pub fn arriving(text: &str) -> PathEntry {
        PathEntry { path: Field::line(text), arriving: true, ..PathEntry::default() }
    }

    /// Takes a key.
    pub fn take(&mut self, chord: Chord, lang: Lang) -> Taken {
        match chord.code {
            Code::Esc => return Taken::Closed,
            Code::Enter if self.text().is_empty() => {
                let words = lang.pick(
                    "先输入文件的路径；把文件拖进窗口，有的终端会替你填好",
                    "type the file's path first; some terminals fill it in when the file is dropped on the window",
                );
                self.problem = words.to_string();
            }
            Code::Enter => return Taken::Given,
            _ => {
                self.arriving &= chord.character().is_some();
                if self.path.key(chord) {
                    self.problem.clear();
                }
            }
        }
        Taken::Open
    }

    /// The path, without the quotes that a terminal puts round a file that is dropped on it.
    pub fn text(&self) -> String {
        self.path.text().trim().trim_matches(['"', '\'']).to_string()
    }
}
