//! The preview of a pasted block: what it would write, and what to look at first.

use ratatui::style::Style;

use crate::domain::text::Lang;

use super::super::block::{Manner, Plan, WIDTH};
use super::super::scrolling::preview_rows;
use super::canvas::Canvas;

/// Draws what a pasted block would write, from line `top` on.
pub(super) fn paste(plan: &Plan, top: usize, canvas: &mut Canvas<'_, '_>, lang: Lang) {
    let writes = plan.entries().len();
    let mut title = match lang {
        Lang::Zh => format!("粘贴：将写入 {writes} 格"),
        Lang::En => format!("Paste: {writes} cells would be written"),
    };
    for (count, zh, en) in
        [(plan.replaced, "格原来有别的数", "replace a figure"), (plan.doubts, "处先看", "to look at first")]
    {
        match lang {
            _ if count == 0 => {}
            Lang::Zh => title += &format!("，{count} {zh}"),
            Lang::En => title += &format!(", {count} {en}"),
        }
    }
    let area = canvas.open_box(WIDTH, preview_rows(plan), &title);
    let room = usize::from(area.height.saturating_sub(1));
    let top = top.min(plan.lines.len().saturating_sub(room));
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
        0 => lang.pick("Esc 关闭  ↑↓ 翻看", "Esc closes  ↑↓ scroll"),
        _ => {
            lang.pick("Enter 写入（一次可撤销）  Esc 放弃  ↑↓ 翻看", "Enter writes (one undo)  Esc gives up  ↑↓ scroll")
        }
    };
    let seen = (top + room).min(plan.lines.len());
    canvas.keys_line(area, &format!("{keys}  {seen}/{}", plan.lines.len()));
}
