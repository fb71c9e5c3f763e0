//! Words of the text replaced by others: what is looked for, what takes its place, and how often it stands there.

use crate::domain::text::Lang;

use super::super::canvas::Canvas;
use super::super::command::Command;
use super::super::desk::Desk;
use super::super::key::{Chord, Code};
use super::super::report::Replaceable;
use super::act::{Act, Did, Help, Modal};
use super::lines::{FormLine, FormLines};

#[derive(Debug, Clone)]
pub struct ReplaceForm {
    /// What is looked for, and what takes its place.
    lines: FormLines,
}

impl ReplaceForm {
    fn found(&self, desk: &Desk) -> Replaceable {
        desk.report().map_or_else(Replaceable::default, |report| report.replaceable(&self.lines.typed(0)))
    }
}

/// How often the words stand in the text, in words.
fn counted(found: &Replaceable, lang: Lang) -> String {
    let (count, held) = (found.places.len(), found.in_fields);
    let words = match (count, lang) {
        (0, Lang::Zh) => "本章未找到".to_string(),
        (0, Lang::En) => "none in this chapter".to_string(),
        (_, Lang::Zh) => format!("本章 {count} 处"),
        (_, Lang::En) => format!("{count} in this chapter"),
    };
    match (held, lang) {
        (0, _) => words,
        (_, Lang::Zh) => format!("{words}；另有 {held} 处是联动数字，不替换"),
        (_, Lang::En) => format!("{words}; {held} more in linked figures, which are left alone"),
    }
}

impl Modal for ReplaceForm {
    const HELP: Help = [
        ("替换", "填写要查找和替换的内容，按 Enter 替换本章全部，并显示替换处数；按一次 Ctrl-Z 全部撤销。"),
        ("Replace", "enter what to find and what to replace it with; one Ctrl-Z undoes all of it."),
    ];
    const TAKES_TEXT: bool = true;

    fn open(_command: Command, desk: &mut Desk) -> Result<ReplaceForm, Did> {
        let words = desk.settled().map(|report| report.words_to_replace()).ok_or(Did::Close)?;
        let lang = desk.lang();
        let words = FormLine::proposal(lang.pick("查找", "Find"), &words);
        let with = FormLine::text(lang.pick("替换为", "Replace with"), "");
        Ok(ReplaceForm { lines: FormLines::new(vec![words, with]) })
    }

    fn form_lines(&mut self) -> Option<&mut FormLines> {
        Some(&mut self.lines)
    }

    fn key(&mut self, chord: Chord, desk: &mut Desk) -> Did {
        match chord.code {
            Code::Esc => return Did::Close,
            Code::Up | Code::Down | Code::Tab => self.lines.focus = 1 - self.lines.focus,
            Code::Enter if self.lines.go_on() => {}
            Code::Enter if !self.found(desk).places.is_empty() => {
                let [words, with] = [0, 1].map(|line| self.lines.typed(line));
                let Some(report) = desk.report_mut() else { return Did::Close };
                return Did::Act(Act::Hear(report.replace_words(&words, &with)));
            }
            Code::Enter => self.lines.focus = 0,
            _ => self.lines.key(chord),
        }
        Did::Stay
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
        let lang = desk.lang();
        let area = canvas.open_box(68, 5, self.title(lang));
        self.lines.draw(canvas, area, true, 0);
        if !self.lines.typed(0).is_empty() {
            let found = self.found(desk);
            let style = if found.places.is_empty() { canvas.theme.warning() } else { canvas.theme.good() };
            canvas.put(area.x, area.y + 2, area.width, &counted(&found, lang), style);
        }
        let keys = match self.lines.focus {
            0 => lang.pick("Enter 下一项  Esc 取消", "Enter next  Esc cancels"),
            _ => lang.pick("Enter 全部替换  ↑ 上一项  Esc 取消", "Enter replaces all  ↑ back  Esc cancels"),
        };
        canvas.keys_line(area, keys);
    }
}
