//! The preview of a pasted block: what it would write, and what to look at first.

use ratatui::style::Style;

use crate::domain::text::Lang;

use super::super::block::{Manner, Plan, WIDTH};
use super::super::canvas::{Canvas, above};
use super::super::desk::Desk;
use super::super::display::short;
use super::super::key::{Chord, Code};
use super::act::{Act, Did, Help, Modal};
use super::reading::scrolled;

#[derive(Debug, Clone)]
pub struct PastePreview {
    plan: Plan,
    top: usize,
}

impl PastePreview {
    pub fn new(plan: Plan) -> PastePreview {
        PastePreview { plan, top: 0 }
    }

    /// Its lines, with the one that says its keys.
    fn rows(&self) -> u16 {
        short(self.plan.lines.len() + 1).min(200)
    }
}

impl Modal for PastePreview {
    const HELP: Help = [
        ("粘贴预览", "先显示每个数字写入哪一格；按 Enter 写入，可用 Ctrl-Z 一次撤销；按 Esc 取消。"),
        ("Paste", "which figure goes where; Enter writes them as one edit that Ctrl-Z undoes, Esc cancels."),
    ];

    fn key(&mut self, chord: Chord, desk: &mut Desk) -> Did {
        match (chord.code, desk.report_mut()) {
            (Code::Esc | Code::F(1) | Code::Char('q'), _) | (_, None) => return Did::Close,
            (Code::Enter, Some(report)) => return Did::Act(Act::Hear(report.write(&self.plan))),
            _ => {}
        }
        let room = usize::from(self.rows().min(desk.size.1.saturating_sub(2)).saturating_sub(1));
        match scrolled(self.top, chord.code, self.plan.lines.len().saturating_sub(room)) {
            Some(top) => self.top = top,
            None if chord.character().is_some() => desk.refuse(desk.lang().pick(
                "这里不能输入：按 Enter 写入，按 Esc 取消",
                "Nothing can be typed here: Enter writes the block, Esc cancels",
            )),
            None => {}
        }
        Did::Stay
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
        let (plan, lang) = (&self.plan, desk.lang());
        let writes = plan.entries().len();
        let mut title = match lang {
            Lang::Zh => format!("粘贴：将写入 {writes} 格"),
            Lang::En if writes == 1 => "Paste: 1 cell to be written".to_string(),
            Lang::En => format!("Paste: {writes} cells to be written"),
        };
        let parts =
            [(plan.replaced, "格原有其他数字", "replacing a figure"), (plan.doubts, "处待核对", "to check first")];
        for (count, zh, en) in parts {
            match lang {
                _ if count == 0 => {}
                Lang::Zh => title += &format!("，{count} {zh}"),
                Lang::En => title += &format!(", {count} {en}"),
            }
        }
        let area = canvas.open_box(WIDTH, self.rows(), &title);
        let room = usize::from(above(area, 1).height);
        let top = self.top.min(plan.lines.len().saturating_sub(room));
        for ((manner, text), y) in plan.lines.iter().skip(top).take(room).zip(area.y..) {
            let style = match manner {
                Manner::Refused => canvas.theme.error(),
                Manner::Doubtful => canvas.theme.warning(),
                Manner::Heading => canvas.theme.quiet(),
                Manner::Plain => Style::new(),
            };
            canvas.put(area.x, y, area.width, text, style);
        }
        let keys = match writes {
            0 => lang.pick("Esc 关闭  ↑↓ 滚动", "Esc closes  ↑↓ scroll"),
            _ => lang
                .pick("Enter 写入（可一次撤销）  Esc 取消  ↑↓ 滚动", "Enter writes (one undo)  Esc cancels  ↑↓ scroll"),
        };
        let seen = (top + room).min(plan.lines.len());
        canvas.keys_line(area, &format!("{keys}  {seen}/{}", plan.lines.len()));
    }
}
