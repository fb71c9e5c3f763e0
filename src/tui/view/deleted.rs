//! The list of deleted reports.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::report::Scope;
use crate::domain::text::Lang;

use super::super::deleted::{Deleted, DeletedList};
use super::super::display::left;
use super::super::model::Hit;
use super::canvas::Canvas;

/// Draws it.
pub(super) fn draw(list: &DeletedList, canvas: &mut Canvas<'_, '_>, lang: Lang) {
    let rows = u16::try_from(list.items.len() + 1).unwrap_or(u16::MAX).min(20);
    let area = canvas.open_box(76, rows, lang.pick("删除的报告", "Deleted reports"));
    let room = usize::from(area.height.saturating_sub(1));
    let first = (list.selected + 1).saturating_sub(room.max(1));
    for ((index, item), y) in list.items.iter().enumerate().skip(first).take(room).zip(area.y..) {
        let style = if index == list.selected { canvas.theme.cursor() } else { Style::new() };
        canvas.put(area.x, y, area.width, &left(&words(item, lang), area.width.into()), style);
        canvas.hit(Rect { y, height: 1, ..area }, Hit::Item(index));
    }
    let keys = lang.pick("Enter 取回  ↑↓ 选  Esc 关闭", "Enter brings it back  ↑↓ choose  Esc closes");
    canvas.keys_line(area, &format!("{keys}  {}/{}", list.selected + 1, list.items.len()));
}

/// When, which, and what of it was never saved: the name, which may be long, comes last.
fn words(item: &Deleted, lang: Lang) -> String {
    let Deleted { key, time, unsaved } = item;
    let scope = match key.scope {
        Scope::Own => "",
        Scope::Aggregated => lang.pick("（汇总）", " (aggregated)"),
    };
    let unsaved = if *unsaved { lang.pick("（有未保存的录入）", " (with unsaved edits)") } else { "" };
    format!("{time}  {}{scope}  {}{unsaved}", key.year, key.agency)
}
