//! Walking through the prose: where a jump led into it, letters lead on as they do in a table, and none is text, until a
//! key begins to write. Which letters those are is in the key map; which of their commands count is here.

use super::super::command::Command;
use super::super::key::{Chord, Code};
use super::{Body, Reply, ReportScreen};

/// How far a walk has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Walk {
    /// A jump led here. What an input method writes is meant as text, and begins it.
    Arrived,
    /// A character was refused. What follows it is the rest of what was meant, and is no text without it.
    Refused,
}

impl ReportScreen {
    pub fn is_walking(&self) -> bool {
        self.walk.is_some() && matches!(self.body, Body::Prose(_))
    }

    /// A jump led here.
    pub fn arrive(&mut self) {
        self.walk = Some(Walk::Arrived);
    }

    /// Whether a letter's command is given while walking: those that lead on, that only show something, and saving.
    pub fn leads_on(command: Command) -> bool {
        matches!(
            command,
            Command::NextFinding
                | Command::PreviousFinding
                | Command::NextUnfilled
                | Command::OtherPlace
                | Command::Findings
                | Command::Find
                | Command::Chapters
                | Command::BesideTable
                | Command::Palette
                | Command::Help
                | Command::Save
        )
    }

    /// What a walk makes of a key: `None` where the prose takes it as always, whether or not the walk is over with it.
    pub(super) fn step(&mut self, chord: Chord) -> Option<Option<Reply>> {
        let walk = self.walk?;
        match chord.code {
            Code::Enter => {
                self.walk = None;
                Some(Some(Reply::Done))
            }
            Code::Esc => {
                (self.walk, self.lit) = (None, None);
                Some(Some(Reply::Done))
            }
            Code::Backspace | Code::Delete => Some(Some(self.halt())),
            Code::Up | Code::Down | Code::Left | Code::Right | Code::Home | Code::End | Code::Tab => {
                self.walk = None;
                None
            }
            Code::Char(character) if chord.ctrl => {
                self.walk = self.walk.filter(|_| !matches!(character, 'v' | 'a' | 'k' | 'u' | 'w' | 'x'));
                None
            }
            Code::Char(_) if chord.alt => None,
            Code::Char(character) => {
                let begins = walk == Walk::Arrived && is_script(character) && self.refused_as_read_only().is_none();
                self.walk = self.walk.filter(|_| !begins);
                // The key map knows which letters lead on.
                if begins { None } else { Some(None) }
            }
            _ => None,
        }
    }

    /// Refuses a key that would have written, and says what begins to write.
    pub fn halt(&mut self) -> Reply {
        if let Some(refusal) = self.refused_as_read_only() {
            return refusal;
        }
        self.walk = Some(Walk::Refused);
        self.tell(
            "没有写入：按 Enter 开始写，‹next-finding› 到下一个问题",
            "Nothing was written: Enter begins to write, ‹next-finding› goes to the next finding",
        )
    }
}

/// Whether a character is of a script that an input method writes, and so is no slip of a letter key: full-width forms of
/// letters, digits and marks are none.
pub fn is_script(character: char) -> bool {
    character >= '\u{2E80}' && character.is_alphabetic() && !('\u{FF00}'..='\u{FFEF}').contains(&character)
}
