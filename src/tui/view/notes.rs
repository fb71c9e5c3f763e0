//! Notes: the line in which one is written, the list of all, and how one is shown with its cell.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::finding::cell_name;
use crate::domain::form::{CellId, Form};
use crate::domain::report::{Note, Report};
use crate::domain::text::Lang;

use super::super::display::wrap;
use super::super::notes::{NoteForm, NotesList};
use super::canvas::Canvas;
use super::findings::{hanging, open_wide, rows_of};

/// The sign behind a figure with a note.
pub(super) const SIGN: &str = "*";

/// Draws the line of a note.
pub(super) fn form(report: &Report, form: &NoteForm, canvas: &mut Canvas<'_, '_>, lang: Lang) {
    let about = about(report.form(), form.cell, lang);
    let title = match lang {
        Lang::Zh => format!("批注：{about}"),
        Lang::En => format!("Note: {about}"),
    };
    let area = canvas.open_box(70, 3, &title);
    canvas.field(&form.text, Rect { height: 1.min(area.height), ..area }, true);
    if area.height > 1 {
        let keys = lang.pick("Enter 记下（空的就删除）  Esc 放弃", "Enter keeps it (empty: deletes it)  Esc gives up");
        canvas.keys_line(area, keys);
    }
}

/// Draws the list of all notes.
pub(super) fn list(report: &Report, list: &NotesList, canvas: &mut Canvas<'_, '_>, screen: Rect, lang: Lang) {
    let count = list.len();
    let title = match lang {
        Lang::Zh => format!("批注清单：{count} 条"),
        Lang::En => format!("Notes: {count}"),
    };
    let inside = open_wide(canvas, screen, &title);
    let columns = usize::from(inside.width);
    let theme = canvas.theme;
    let foot = 1.min(inside.height);
    let body = Rect { height: inside.height - foot, ..inside };
    if list.is_empty() {
        let words = lang.pick(
            "还没有批注。在表格里按 m 给一格写批注，按 i 给整份报告写。",
            "There is no note yet. In a table m writes one on a cell, i one on the report.",
        );
        for (line, y) in wrap(words, columns).iter().zip(body.top()..body.bottom()) {
            canvas.put(body.x, y, body.width, line, theme.quiet());
        }
    }
    let lines = |index: usize| {
        let Some(note) = list.note(index) else { return Vec::new() };
        let mark = if index == list.selected { "> " } else { "  " };
        let mut lines = hanging(mark, 2, &about(report.form(), note.cell, lang), columns);
        lines.extend(hanging("    ", 4, &words(note, lang), columns));
        let style = if note.is_own() { Style::new() } else { theme.quiet() };
        lines.into_iter().map(|line| (line, style)).collect()
    };
    rows_of(count, lines, list.selected, canvas, body);
    let keys = lang.pick(
        "Enter 去那一格  e 修改  d 删除  i 整份报告的批注  ↑↓ 选  Esc 关闭",
        "Enter goes there  e edits  d deletes  i note on the report  Esc closes",
    );
    canvas.keys_line(inside, keys);
}

/// The cell, or the whole report.
fn about(form: &Form, cell: Option<CellId>, lang: Lang) -> String {
    cell.map_or_else(|| lang.pick("整份报告", "the whole report").to_string(), |cell| cell_name(form, cell, lang))
}

/// A note's words, with its place where an import wrote it.
pub(super) fn words(note: &Note, lang: Lang) -> String {
    let text = note.text.replace(char::is_control, " ");
    match (note.is_own(), lang) {
        (true, _) => text,
        (false, Lang::Zh) => format!("（导入，{}）{text}", note.place),
        (false, Lang::En) => format!("(import, {}) {text}", note.place),
    }
}
