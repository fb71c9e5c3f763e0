//! What a journal holds: what there is to be said, the changes, and what can be decided.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::journal::Ground;
use crate::domain::text::Lang;

use super::super::display::wrap;
use super::super::recovery::Recovery;
use super::canvas::Canvas;
use super::changes;
use super::findings::open_wide;

/// Draws the dialog.
pub(super) fn draw(recovery: &Recovery, canvas: &mut Canvas<'_, '_>, area: Rect, lang: Lang) {
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
    changes::lines(&recovery.list, canvas, below);
    let keys = match recovery.recovered.ground {
        Ground::File | Ground::Changed => lang.pick(
            "Enter 恢复（可撤销）  d 不要，移入 history  Esc 以后再说  ↑↓ 翻看",
            "Enter recovers (undoable)  d declines, to history  Esc later  ↑↓ scroll",
        ),
        _ => lang.pick(
            "Enter 恢复  d 不要，移入 history  Esc 以后再说  ↑↓ 翻看",
            "Enter recovers  d declines, to history  Esc later  ↑↓ scroll",
        ),
    };
    canvas.keys_line(inside, keys);
}
