//! What a journal holds: what there is to be said, the changes, and what can be decided.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::text::Lang;

use super::super::display::wrap;
use super::super::recovery::{Recovery, Stage};
use super::canvas::Canvas;
use super::findings::open_wide;
use super::{changes, joining};

/// Draws the dialog.
pub(super) fn draw(recovery: &Recovery, canvas: &mut Canvas<'_, '_>, area: Rect, lang: Lang) {
    if let (Stage::Choosing, Some(chosen)) = (recovery.stage, &recovery.joining) {
        return joining::draw(chosen, recovery.recovered.opening(), canvas, area, lang);
    }
    let inside = open_wide(canvas, area, &recovery.list.title);
    let wrapped = recovery.words.iter().flat_map(|words| wrap(words, inside.width.into()));
    // On a small screen the words give way to some lines of changes.
    let lines: Vec<String> = wrapped.take(usize::from(inside.height.saturating_sub(5))).collect();
    for (line, y) in lines.iter().zip(inside.y..) {
        canvas.put(inside.x, y, inside.width, line, Style::new());
    }
    let used = u16::try_from(lines.len()).unwrap_or(0) + 1;
    let foot = 1.min(inside.height);
    let below = Rect { y: inside.y + used, height: inside.height.saturating_sub(used + foot), ..inside };
    changes::lines(&recovery.list, canvas, below, lang);
    if recovery.stage == Stage::AskedAgain {
        let again = lang.pick(
            "! 只有日志里有这份报告：再按 d 从库里移走（history 里仍有）  其他键返回",
            "! Nothing else has this report: d again takes it away; any other key: back",
        );
        let y = inside.bottom().saturating_sub(1);
        return canvas.put(inside.x, y, inside.width, again, canvas.theme.warning());
    }
    let keys = match (recovery.undecided() > 0, recovery.is_alone()) {
        (true, _) => lang.pick(
            "Enter 逐处选择  d 不要，移入 history  Esc 以后再说  ↑↓ 翻看",
            "Enter chooses  d declines, to history  Esc later  ↑↓ scroll",
        ),
        (false, false) => lang.pick(
            "Enter 恢复（可撤销）  d 不要，移入 history  Esc 以后再说  ↑↓ 翻看",
            "Enter recovers (undoable)  d declines, to history  Esc later  ↑↓ scroll",
        ),
        (false, true) => lang.pick(
            "Enter 恢复  d 不要，移入 history  Esc 以后再说  ↑↓ 翻看",
            "Enter recovers  d declines, to history  Esc later  ↑↓ scroll",
        ),
    };
    canvas.keys_line(inside, keys);
}
