//! Keys that are figures or prose, and pasted text. They are asked before the key map, since a digit is never a command.

use crate::domain::session::{Edit, Purpose};
use crate::domain::text::Lang;

use super::super::block::{self, Plan};
use super::super::key::{Chord, Code};
use super::super::typing::Typing;
use super::{Body, Reply, ReportScreen};

impl ReportScreen {
    /// Takes a key before the key map is asked: characters of a figure or of prose. `None` where the key is no such.
    pub fn take(&mut self, chord: Chord) -> Option<Reply> {
        if matches!(self.body, Body::Prose(_)) {
            return self.take_prose(chord);
        }
        let (_, _, cell) = self.table()?;
        let (kind, is_total) = (self.form().cell(cell).kind, self.form().is_total(cell));
        if let Some(typing) = &mut self.typing {
            let length = typing.text().len();
            match chord.code {
                Code::Backspace => typing.backspace(),
                Code::Esc => self.typing = None,
                Code::Delete if typing.editing => typing.delete(),
                Code::Left if typing.editing => typing.move_caret(typing.caret().saturating_sub(1)),
                Code::Right if typing.editing => typing.move_caret(typing.caret() + 1),
                Code::Home if typing.editing => typing.move_caret(0),
                Code::End if typing.editing => typing.move_caret(length),
                _ => {
                    let taken = chord.character().is_some_and(|character| typing.take(character));
                    return taken.then_some(Reply::Done);
                }
            }
            return Some(Reply::Done);
        }
        let typing = Typing::begin(kind, chord.character()?)?;
        if is_total {
            let words = self.lang.pick(
                "总计自动计算，不用录入；要录原表所印的合计作核对，按 F2",
                "totals are computed; press F2 to enter the printed total as a control",
            );
            return Some(Reply::Refuse(words.to_string()));
        }
        self.anchor = None;
        self.typing = Some(typing);
        Some(Reply::Done)
    }

    fn take_prose(&mut self, chord: Chord) -> Option<Reply> {
        let Body::Prose(field) = &mut self.body else { return None };
        if chord.ctrl && chord.code == Code::Char('c') {
            field.key(chord);
            return Some(Reply::Copy(field.copied()));
        }
        let own = match chord.code {
            Code::F(_) | Code::Esc => false,
            Code::PageUp | Code::PageDown => !chord.ctrl,
            Code::Char(character) if chord.ctrl => matches!(character, 'z' | 'y' | 'x' | 'v' | 'a' | 'k' | 'u' | 'w'),
            Code::Char(_) => !chord.alt,
            _ => true,
        };
        own.then(|| {
            field.key(chord);
            Reply::Done
        })
    }

    /// Takes pasted text: into the prose, or as a block matched to the grid.
    pub fn paste(&mut self, text: &str) -> Reply {
        if let Body::Prose(field) = &mut self.body {
            field.paste(text);
            return Reply::Done;
        }
        let Some((table, sheet, cell)) = self.table() else { return Reply::Done };
        if let Some(typing) = &mut self.typing {
            text.trim().chars().for_each(|character| {
                typing.take(character);
            });
            return Reply::Done;
        }
        let plan = block::plan(self.session.report(), table, &sheet, cell, text);
        if plan.targets.is_empty() {
            let words = self.lang.pick("粘贴的内容里没有数", "there is no figure in what was pasted");
            return Reply::Refuse(words.to_string());
        }
        Reply::Preview(plan)
    }

    /// Writes a previewed block as one edit.
    pub fn write(&mut self, plan: &Plan) -> Reply {
        let entries = plan.entries();
        let count = entries.len();
        self.session.apply(Edit::figures(Purpose::Paste, entries));
        Reply::Say(match self.lang {
            Lang::Zh => format!("已粘贴 {count} 格（Ctrl-Z 撤销）"),
            Lang::En => format!("{count} cells pasted (Ctrl-Z undoes)"),
        })
    }
}
