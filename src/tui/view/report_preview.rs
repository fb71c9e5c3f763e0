//! A report of ours from outside the library: what it says, and what can be done with it.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::text::Lang;

use super::super::display::wrap;
use super::super::key::{Chord, Code};
use super::super::model::Hit;
use super::super::report_preview::ReportPreview;
use super::canvas::Canvas;
use super::changes;
use super::findings::open_wide;

/// Draws the dialog.
pub(super) fn draw(preview: &ReportPreview, canvas: &mut Canvas<'_, '_>, screen: Rect, lang: Lang) {
    if let Some(list) = &preview.looking {
        let inside = open_wide(canvas, screen, &list.title);
        let foot = 1.min(inside.height);
        changes::lines(list, canvas, Rect { height: inside.height - foot, ..inside }, lang);
        canvas.keys_line(inside, lang.pick("↑↓ 翻看  Esc 返回", "↑↓ scroll  Esc back"));
        return;
    }
    let answers = preview.answers(lang);
    let name = preview.path.file_name().map(|name| name.to_string_lossy().to_string()).unwrap_or_default();
    let title = match lang {
        Lang::Zh => format!("导入 {name}"),
        Lang::En => format!("Import {name}"),
    };
    // On a small screen the end of what is said gives way to the answers.
    let room = usize::from(screen.height).saturating_sub(answers.len() + 4);
    let columns = 68.min(screen.width.saturating_sub(4)).into();
    let mut lines: Vec<String> = preview.words.iter().flat_map(|words| wrap(words, columns)).collect();
    lines.truncate(room);
    let height = u16::try_from(lines.len() + answers.len() + 2).unwrap_or(u16::MAX);
    let area = canvas.open_box(70, height, &title);
    for (line, y) in lines.iter().zip(area.y..area.bottom()) {
        canvas.put(area.x, y, area.width, line, Style::new());
    }
    let top = area.y + u16::try_from(lines.len()).unwrap_or(0) + 1;
    for ((letter, words, _), y) in answers.iter().zip(top..area.bottom()) {
        canvas.hit(Rect { y, height: 1, ..area }, Hit::Key(Chord::plain(Code::Char(*letter))));
        let pieces = [(format!("{letter}  "), canvas.theme.key()), (words.to_string(), Style::new())];
        canvas.run(area.x, y, area.right(), &pieces);
    }
    canvas.keys_line(area, lang.pick("Esc 放弃，什么也不导入", "Esc gives up; nothing is taken in"));
}
