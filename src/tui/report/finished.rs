//! A finished report on the screen is read-only, and so is one that somebody else has: what would change it is refused with the words what to do. The session
//! refuses such edits too; here the clerk is told.

use crate::domain::text::Lang;

use super::super::command::Command;
use super::super::key::{Chord, Code};
use super::{Reply, ReportScreen};

/// What is said where a figure is being typed that is to be committed first.
pub(super) const UNCOMMITTED: (&str, &str) = (
    "正在键入一个数字：先按 ‹commit› 确认，或按 Esc 取消",
    "A figure is being typed: ‹commit› commits it, Esc cancels it",
);

/// What is said where last year's report is needed.
pub(super) const NO_LAST_YEAR: (&str, &str) = (
    "报告库中没有上年度报告；请先在报告库按 ‹import› 导入，再打开本报告",
    "The library has no report of last year; import it in the library with ‹import›, then open this one again",
);

/// Why a report is only looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lent {
    /// Somebody else has it; who, in words.
    Held(String),
    /// It was handed in to this collecting agency, and only its body may change it.
    Collected(String),
}

impl ReportScreen {
    /// The report is only looked at from now on.
    pub fn lend(&mut self, why: Lent) {
        self.session.lend();
        self.lent = Some(why);
    }

    /// What is said of a report that is only looked at.
    pub fn lent_words(&self, why: &Lent) -> String {
        match (why, self.lang) {
            (Lent::Held(holder), Lang::Zh) => format!("只读：正由{holder}编辑；对方关闭后按 ‹take-over› 接管编辑"),
            (Lent::Held(holder), Lang::En) => {
                format!("Read-only: {holder} is editing it; once they close it, press ‹take-over› to take over editing")
            }
            (Lent::Collected(agency), Lang::Zh) => {
                format!("只读：报送给{agency}的报告，只有报送单位可以修改")
            }
            (Lent::Collected(agency), Lang::En) => {
                format!("Read-only: handed in to {agency}; only its body may change it")
            }
        }
    }

    /// The refusal where the report is read-only: somebody else has it, or it is finished.
    pub fn refused_as_read_only(&self) -> Option<Reply> {
        if let Some(why) = &self.lent {
            return Some(Reply::Refuse(self.lent_words(why)));
        }
        let words = self.lang.pick(
            "已定稿，不能修改；如需修改，按 ‹finish› 填写理由，撤销定稿",
            "The report is finalised and cannot be changed; press ‹finish› to reopen it with a reason",
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
                | Command::FillDown
                | Command::FillRight
                | Command::Paste
                | Command::Undo
                | Command::Carry
                | Command::InsertField
                | Command::NumberToField
                | Command::StartingText
                | Command::FeeStatement
                | Command::ExternalEditor
                | Command::TakeParagraph
                | Command::ReplaceText
                | Command::SecondKeying
                | Command::CellNote
                | Command::ReportNote
        );
        let is_others = self.lent.is_some() && matches!(command, Command::Save | Command::Finish | Command::Redo);
        self.refused_as_read_only().filter(|_| writes || is_others)
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
        self.refused_as_read_only().filter(|_| writes)
    }
}
