//! What both lines of work on a report changed: a list with whose is to stand, and both sides of the chosen line below it.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::comparison::excerpts;
use crate::domain::report::Report;
use crate::domain::text::Lang;

use super::super::changes::difference_name;
use super::super::display::{fit, left, width, wrap};
use super::super::joining::{Joining, Side, Source};
use super::canvas::Canvas;
use super::findings::{Rows, open_wide, rows};

/// How many characters of a passage a line shows of either side, and how many at least.
const SHOWN: usize = 20;
const LEAST: usize = 3;

/// How many lines both sides of the chosen line get.
const SIDES: u16 = 4;

/// Columns of both lines of a side that its passage does not get: what leads it, and marks where it is cut.
const BESIDE: usize = 12;

/// The least columns that are left for what a line says.
const WORDS: usize = 30;

/// Draws the choice; `report` names the cells and parts.
pub(super) fn draw(joining: &Joining, report: &Report, canvas: &mut Canvas<'_, '_>, area: Rect, lang: Lang) {
    let collisions = joining.collisions();
    let decided = joining.chosen.iter().flatten().count();
    let title = match lang {
        Lang::Zh => format!("两边都改过：{} 处，已选 {decided}", collisions.len()),
        Lang::En => format!("Changed on both sides: {}, {decided} decided", collisions.len()),
    };
    let inside = open_wide(canvas, area, &title);
    let columns = usize::from(inside.width);
    let names: Vec<String> = collisions.iter().map(|one| difference_name(report, &one.what, lang)).collect();
    let widest = names.iter().map(|name| width(name)).max().unwrap_or(0);
    let name = widest.min(columns.saturating_sub(WORDS + 3));
    let [mine, theirs] = joining.source.sides(lang);
    let lines = collisions.iter().zip(&names).zip(&joining.chosen).enumerate();
    let lines: Rows = lines
        .map(|(index, ((one, what), chosen))| {
            let mark = if index == joining.selected { ">" } else { " " };
            let tick = |side| if *chosen == Some(side) { "[x]" } else { "[ ]" };
            let (own, other) = (tick(Side::Mine), tick(Side::Theirs));
            let what = left(&fit(what, name), name);
            // Where there is little room, both sides give way alike.
            let words = |most| {
                let [there, here] = excerpts(&one.left, &one.right, most, lang);
                format!("{mark} {what} {own} {mine} {here}  {other} {theirs} {there}")
            };
            let words =
                (LEAST..=SHOWN).rev().map(&words).find(|words| width(words) <= columns).unwrap_or_else(|| words(LEAST));
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
        Lang::Zh => format!("只有一边改过的照收：{mine} {} 处，{theirs} {} 处", joining.mine(), joining.theirs),
        Lang::En => {
            format!("what only one side changed is taken: {mine} {}, {theirs} {}", joining.mine(), joining.theirs)
        }
    };
    canvas.put(inside.x, below, inside.width, &alone, canvas.theme.quiet());
    let keys = match joining.source {
        Source::Screen => lang.pick(
            "m/← 取这里  t/→ 取对方  M T 全取  Enter 合并  Esc 返回",
            "m/← here  t/→ there  M T all  Enter joins  Esc back",
        ),
        Source::Journal => lang.pick(
            "m/← 取日志  t/→ 取文件  M T 全取  Enter 恢复  Esc 返回",
            "m/← journal  t/→ file  M T all  Enter recovers  Esc back",
        ),
    };
    canvas.put(inside.x, below + 1, inside.width, keys, canvas.theme.key());
}
