//! What is asked when somebody else changed the report's file: the question, what differs, and what both changed.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::report::Report;
use crate::domain::text::Lang;

use super::super::display::wrap;
use super::super::key::{Chord, Code};
use super::super::merging::{Conflict, Stage};
use super::super::model::Hit;
use super::canvas::Canvas;
use super::findings::open_wide;
use super::{changes, joining};

/// Draws the dialog; `ours` is the report on the screen.
pub(super) fn draw(conflict: &Conflict, ours: &Report, canvas: &mut Canvas<'_, '_>, area: Rect, lang: Lang) {
    match (&conflict.stage, &conflict.joining) {
        (Stage::Looking(list), _) => {
            let inside = open_wide(canvas, area, &list.title);
            let foot = 1.min(inside.height);
            changes::lines(list, canvas, Rect { height: inside.height - foot, ..inside }, lang);
            let keys = lang.pick("↑↓ 翻看  Esc 返回", "↑↓ scroll  Esc back");
            canvas.put(inside.x, inside.bottom() - foot, inside.width, keys, canvas.theme.key());
        }
        (Stage::Choosing, Some(joining)) => joining::draw(joining, ours, canvas, area, lang),
        _ => question(conflict, canvas, area, lang),
    }
}

fn question(conflict: &Conflict, canvas: &mut Canvas<'_, '_>, screen: Rect, lang: Lang) {
    let answers = conflict.answers(lang);
    let room = usize::from(screen.height).saturating_sub(answers.len() + 4);
    let columns = 60.min(screen.width.saturating_sub(4)).into();
    let mut lines: Vec<String> = conflict.words.iter().flat_map(|words| wrap(words, columns)).collect();
    lines.truncate(room);
    let height = u16::try_from(lines.len() + answers.len() + 2).unwrap_or(u16::MAX);
    let area = canvas.open_box(62, height, conflict.title(lang));
    for (line, y) in lines.iter().zip(area.y..) {
        canvas.put(area.x, y, area.width, line, Style::new());
    }
    let top = area.y + u16::try_from(lines.len()).unwrap_or(0) + 1;
    for ((letter, words), y) in answers.iter().zip(top..) {
        canvas.hit(Rect { y, height: 1, ..area }, Hit::Key(Chord::plain(Code::Char(*letter))));
        let pieces = [(format!("{letter}  "), canvas.theme.key()), (words.to_string(), Style::new())];
        canvas.run(area.x, y, area.right(), &pieces);
    }
    let y = top + u16::try_from(answers.len()).unwrap_or(0);
    let back = lang.pick("先不管，接着录入", "later; go on keying").to_string();
    canvas.run(area.x, y, area.right(), &[("Esc  ".to_string(), canvas.theme.key()), (back, Style::new())]);
}
