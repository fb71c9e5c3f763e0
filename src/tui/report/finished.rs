//! A finished report on the screen is read-only: what would change it is refused with the words what to do. The session
//! refuses such edits too; here the clerk is told.

use super::super::command::Command;
use super::super::key::{Chord, Code};
use super::{Reply, ReportScreen};

impl ReportScreen {
    /// The refusal where the report is finished.
    pub fn refused_as_final(&self) -> Option<Reply> {
        let words = self.lang.pick(
            "已定稿，不能修改；要改，先按 Ctrl-D 写明理由，重新打开",
            "this report is finished; to change it, press Ctrl-D and give a reason to reopen it",
        );
        self.session.is_final().then(|| Reply::Refuse(words.to_string()))
    }

    /// The refusal of a command that writes, where the report is finished.
    pub fn refused(&self, command: Command) -> Option<Reply> {
        let writes = matches!(
            command,
            Command::Edit
                | Command::Clear
                | Command::NotApplicable
                | Command::RepeatAbove
                | Command::FillRow
                | Command::FillTable
                | Command::FillReport
                | Command::Paste
                | Command::Undo
                | Command::Carry
                | Command::InsertField
                | Command::NumberToField
                | Command::StartingText
                | Command::FeeStatement
                | Command::ExternalEditor
                | Command::SecondKeying
                | Command::CellNote
                | Command::ReportNote
        );
        self.refused_as_final().filter(|_| writes)
    }

    /// The refusal of a key that would write into the prose of a finished report; keys that move, select or copy are
    /// none.
    pub(super) fn refused_in_prose(&self, chord: Chord) -> Option<Reply> {
        let writes = match chord.code {
            Code::Char('c' | 'a') if chord.ctrl => false,
            Code::Char(character) if chord.ctrl => matches!(character, 'x' | 'v' | 'k' | 'u' | 'w' | 'z' | 'y'),
            Code::Char(_) => !chord.alt,
            Code::Enter | Code::Tab | Code::Backspace | Code::Delete => true,
            _ => false,
        };
        self.refused_as_final().filter(|_| writes)
    }
}
