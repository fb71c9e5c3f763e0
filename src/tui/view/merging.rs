//! What is asked when somebody else changed the report's file: the question, what differs, and the list of what both
//! changed with both sides of the chosen line below it.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::comparison::excerpts;
use crate::domain::report::Report;
use crate::domain::text::Lang;

use super::super::changes::difference_name;
use super::super::display::{fit, left, width, wrap};
use super::super::key::{Chord, Code};
use super::super::merging::{Conflict, Joining, Side, Stage};
use super::super::model::Hit;
use super::canvas::Canvas;
use super::changes;
use super::findings::{Rows, open_wide, rows};

/// How many characters of a passage a line shows.
const SHOWN: usize = 20;

/// How many lines both sides of the chosen line get.
const SIDES: u16 = 4;

/// Columns of both lines of a side that its passage does not get: what leads it, and marks where it is cut.
const BESIDE: usize = 12;

/// The least columns that are left for what a line says.
const WORDS: usize = 30;

/// Draws the dialog; `ours` is the report on the screen.
pub(super) fn draw(conflict: &Conflict, ours: &Report, canvas: &mut Canvas<'_, '_>, area: Rect, lang: Lang) {
    match (&conflict.stage, &conflict.joining) {
        (Stage::Looking(list), _) => {
            let inside = open_wide(canvas, area, &list.title);
            let foot = 1.min(inside.height);
            changes::lines(list, canvas, Rect { height: inside.height - foot, ..inside });
            let keys = lang.pick("↑↓ 翻看  Esc 返回", "↑↓ scroll  Esc back");
            canvas.put(inside.x, inside.bottom() - foot, inside.width, keys, canvas.theme.key());
        }
        (Stage::Choosing, Some(joining)) => choosing(joining, ours, canvas, area, lang),
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

fn choosing(joining: &Joining, ours: &Report, canvas: &mut Canvas<'_, '_>, area: Rect, lang: Lang) {
    let collisions = joining.collisions();
    let decided = joining.chosen.iter().flatten().count();
    let title = match lang {
        Lang::Zh => format!("两边都改过：{} 处，已选 {decided}", collisions.len()),
        Lang::En => format!("Changed on both sides: {}, {decided} decided", collisions.len()),
    };
    let inside = open_wide(canvas, area, &title);
    let columns = usize::from(inside.width);
    let names: Vec<String> = collisions.iter().map(|one| difference_name(ours, &one.what, lang)).collect();
    let widest = names.iter().map(|name| width(name)).max().unwrap_or(0);
    let name = widest.min(columns.saturating_sub(WORDS + 3));
    let (mine, theirs) = (lang.pick("这里", "here"), lang.pick("对方", "there"));
    let lines = collisions.iter().zip(&names).zip(&joining.chosen).enumerate();
    let lines: Rows = lines
        .map(|(index, ((one, what), chosen))| {
            let mark = if index == joining.selected { ">" } else { " " };
            let tick = |side| if *chosen == Some(side) { "[x]" } else { "[ ]" };
            let [there, here] = excerpts(&one.left, &one.right, SHOWN, lang);
            let (own, other) = (tick(Side::Mine), tick(Side::Theirs));
            let words =
                format!("{mark} {} {own} {mine} {here}  {other} {theirs} {there}", left(&fit(what, name), name));
            let style = if chosen.is_some() { Style::new() } else { canvas.theme.warning() };
            vec![(fit(&words, columns).into_owned(), style)]
        })
        .collect();
    let foot = 2.min(inside.height);
    // On a small screen the list comes first.
    let sides = if inside.height > 3 * SIDES { SIDES } else { 0 };
    rows(&lines, joining.selected, canvas, Rect { height: inside.height - foot - sides, ..inside });
    if let Some(one) = collisions.get(joining.selected).filter(|_| sides > 0) {
        let top = inside.bottom() - foot - sides;
        let room = usize::from(sides / 2);
        // Long passages are shown from where they part; a Chinese character takes two columns of the two lines.
        let [there, here] = excerpts(&one.left, &one.right, columns.saturating_sub(BESIDE), lang);
        for (lead, text, y) in [(mine, here, top), (theirs, there, top + sides / 2)] {
            let lines = wrap(&format!("{lead}: {text}"), columns);
            for (line, y) in lines.iter().take(room).zip(y..) {
                canvas.put(inside.x, y, inside.width, line, canvas.theme.quiet());
            }
        }
    }
    let below = inside.bottom() - foot;
    let alone = match lang {
        Lang::Zh => format!("只有一边改过的照收：这里 {} 处，对方 {} 处", joining.mine(), joining.theirs),
        Lang::En => format!("what only one side changed is taken: here {}, there {}", joining.mine(), joining.theirs),
    };
    canvas.put(inside.x, below, inside.width, &alone, canvas.theme.quiet());
    let keys = lang.pick(
        "m/← 取这里  t/→ 取对方  M T 全取  Enter 合并  Esc 返回",
        "m/← here  t/→ there  M T all  Enter joins  Esc back",
    );
    canvas.put(inside.x, below + 1, inside.width, keys, canvas.theme.key());
}
