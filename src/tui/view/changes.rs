//! A list of changes: what, from what to what.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::text::Lang;

use super::super::changes::ChangesList;
use super::super::display::{brief, fit, left, width};
use super::canvas::Canvas;
use super::findings::{Rows, open_wide, rows};

/// The least columns that are left for what a line says.
const WORDS: usize = 24;

/// Draws the list.
pub(super) fn draw(list: &ChangesList, canvas: &mut Canvas<'_, '_>, area: Rect, lang: Lang) {
    let inside = open_wide(canvas, area, &list.title);
    let foot = 1.min(inside.height);
    lines(list, canvas, Rect { height: inside.height - foot, ..inside }, lang);
    let keys = lang.pick("Enter 去那里  ↑↓ 选  Esc 关闭", "Enter goes there  ↑↓ choose  Esc closes");
    canvas.keys_line(inside, keys);
}

/// Draws the lines alone.
pub(super) fn lines(list: &ChangesList, canvas: &mut Canvas<'_, '_>, inside: Rect, lang: Lang) {
    let columns = usize::from(inside.width);
    let theme = canvas.theme;
    if list.lines.is_empty() {
        canvas.put(inside.x, inside.y, inside.width, list.none, theme.quiet());
    }
    let widest = list.lines.iter().map(|line| width(&line.what)).max().unwrap_or(0);
    let name = widest.min(columns.saturating_sub(WORDS + 3));
    let lines: Rows = list
        .lines
        .iter()
        .enumerate()
        .map(|(index, line)| {
            let mark = if index == list.selected { ">" } else { " " };
            let said = line.words_in(columns.saturating_sub(name + 3), lang);
            let words = format!("{mark} {} {said}", left(&fit(&line.what, name), name));
            brief(&words, columns, 1).into_iter().map(|line| (line, Style::new())).collect()
        })
        .collect();
    rows(&lines, list.selected, canvas, inside);
}
