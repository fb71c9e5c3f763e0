//! Keys that are figures or prose, and pasted text. They are asked before the key map, since a digit is never a command.

use crate::domain::session::{Edit, Purpose};
use crate::domain::text::Lang;

use super::super::block::{self, Plan};
use super::super::key::{Chord, Code};
use super::super::typing::{Typing, plain_twin};
use super::{Body, Reply, ReportScreen};

impl ReportScreen {
    /// Takes a key before the key map is asked: characters of a figure or of prose. `None` where the key is no such.
    pub fn take(&mut self, chord: Chord) -> Option<Reply> {
        if self.verifying.is_some() {
            return self.take_verifying(chord);
        }
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
                    let character = chord.character()?;
                    if typing.take(character) {
                        return Some(Reply::Done);
                    }
                    // The key map's point would repeat the figure above over the one being typed.
                    if plain_twin(character) != '.' {
                        return None;
                    }
                    typing.keep('.');
                    let words = self
                        .lang
                        .pick("这里不能再有小数点；退格改正", "no decimal point here; Backspace takes it away");
                    return Some(Reply::Refuse(words.to_string()));
                }
            }
            return Some(Reply::Done);
        }
        if chord.code == Code::Esc {
            let closed = self.anchor.take().is_some() || self.lit.take().is_some();
            return closed.then_some(Reply::Done);
        }
        let typing = Typing::begin(kind, chord.character()?)?;
        if let Some(refusal) = self.refused_as_read_only() {
            return Some(refusal);
        }
        if is_total && !self.keying.with_totals {
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

    /// A character that is neither part of a figure nor a command, while a figure is typed.
    pub fn stray(&mut self, character: char) -> Option<Reply> {
        let typing = self.typing.as_mut().filter(|_| self.verifying.is_none())?;
        typing.keep(character);
        Some(Reply::Refuse(match self.lang {
            Lang::Zh => format!("“{character}”不属于数；退格改正"),
            Lang::En => format!("“{character}” is no part of a figure; Backspace takes it away"),
        }))
    }

    fn take_prose(&mut self, chord: Chord) -> Option<Reply> {
        if let Some(taken) = self.step(chord) {
            return taken;
        }
        let is_written = self.is_written();
        let figures = self.session.figures();
        let Body::Prose(writing) = &mut self.body else { return None };
        if writing.search.is_some() && !matches!(chord.code, Code::F(_)) && !chord.ctrl {
            writing.seek(chord, figures);
            return Some(Reply::Done);
        }
        if let Some(refusal) = self.refused_in_prose(chord) {
            return Some(refusal);
        }
        let Body::Prose(writing) = &mut self.body else { return None };
        match chord.code {
            Code::Char('c' | 'x') if chord.ctrl => {
                return Some(match writing.take_selected(chord, figures) {
                    Some(text) => {
                        self.lit = self.lit.take().filter(|_| chord.code == Code::Char('c'));
                        Reply::Copy(text)
                    }
                    None => {
                        let words =
                            self.lang.pick("先用 Shift 和方向键选文字", "select text with Shift and the arrows");
                        Reply::Refuse(words.to_string())
                    }
                });
            }
            // Where the text on the screen has nothing to take back, the report's own history goes on.
            Code::Char('z' | 'y') if chord.ctrl => {
                let changed = writing.key(chord, figures);
                self.lit = self.lit.take().filter(|_| !changed);
                return (changed || is_written).then_some(Reply::Done);
            }
            _ => {}
        }
        let own = match chord.code {
            Code::Esc => {
                let closed = writing.deselect() || self.lit.take().is_some();
                return closed.then_some(Reply::Done);
            }
            Code::F(_) => false,
            Code::PageUp | Code::PageDown => !chord.ctrl,
            Code::Char(character) if chord.ctrl => matches!(character, 'v' | 'a' | 'k' | 'u' | 'w'),
            Code::Char(_) => !chord.alt,
            _ => true,
        };
        if !own {
            return None;
        }
        if writing.key(chord, figures) {
            self.lit = None;
        }
        // A paragraph that was ended is worth keeping as it stands.
        if chord.code == Code::Enter {
            self.draft();
        }
        Some(Reply::Done)
    }

    /// Takes pasted text: into the prose, or as a block matched to the grid.
    pub fn paste(&mut self, text: &str) -> Reply {
        let seeks = matches!(&self.body, Body::Prose(writing) if writing.search.is_some());
        if let Some(refusal) = self.refused_as_read_only().filter(|_| !seeks) {
            return refusal;
        }
        if self.verifying.is_some() {
            let words = self.lang.pick("复录要逐格键入，不能粘贴", "a second keying is keyed, not pasted");
            return Reply::Refuse(words.to_string());
        }
        if let Body::Prose(writing) = &mut self.body {
            // A paste is deliberate, so it begins to write.
            self.walk = None;
            let figures = self.session.figures();
            if !writing.seek_pasted(text, figures) && writing.insert(text, figures) {
                self.lit = None;
            }
            return Reply::Done;
        }
        let Some((table, sheet, cell)) = self.table() else { return Reply::Done };
        // What is pasted behind a begun figure belongs to it. Several cells are a block whose first figure was begun.
        let begun = self.typing.as_ref().map_or("", |typing| &typing.text()[..typing.caret()]);
        if let (Some(typing), false) = (&self.typing, text.trim().contains(['\t', '\n'])) {
            let mut longer = typing.clone();
            if text.trim().chars().all(|character| longer.take(character)) {
                self.typing = Some(longer);
                return Reply::Done;
            }
            let words = self.lang.pick("粘贴的内容不是这一格的数", "what was pasted is no figure for this cell");
            return Reply::Refuse(words.to_string());
        }
        let plan = block::plan(self.session.report(), table, &sheet, cell, &format!("{begun}{text}"));
        if plan.targets.is_empty() {
            let words = self.lang.pick("粘贴的内容里没有数", "there is no figure in what was pasted");
            return Reply::Refuse(words.to_string());
        }
        Reply::Preview(plan)
    }

    /// Writes a previewed block as one edit.
    pub fn write(&mut self, plan: &Plan) -> Reply {
        self.typing = None;
        let entries = plan.entries();
        let count = entries.len();
        self.session.apply(Edit::figures(Purpose::Paste, entries));
        Reply::Say(match self.lang {
            Lang::Zh => format!("已粘贴 {count} 格（Ctrl-Z 撤销）"),
            Lang::En => format!("{count} cells pasted (Ctrl-Z undoes)"),
        })
    }
}
