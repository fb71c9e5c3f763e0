//! Last year's text of the part that is being written, with the paragraph that the eye is on. What is done with it is for
//! the report's screen.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::super::canvas::{Canvas, Hit};
use super::super::command::Command;
use super::super::display::{indented, short};
use super::super::model::Model;
use super::super::prose::page::INDENT;
use super::super::prose::{columns, margin};
use super::super::report::{Pointed, ReportScreen};

pub(super) fn draw(model: &Model, screen: &ReportScreen, paragraphs: &[&str], canvas: &mut Canvas<'_, '_>, area: Rect) {
    let (lang, theme) = (model.lang(), canvas.theme);
    let chosen = screen.last_text.chosen.min(paragraphs.len().saturating_sub(1));
    let year = screen.session.report().year.map_or_else(String::new, |year| (year - 1).to_string());
    let (at, all) = (chosen + 1, paragraphs.len());
    let heading = lang.say(
        format!(" 上年度（{year}）正文  第 {at}/{all} 段"),
        format!(" Last year ({year}), paragraph {at} of {all}"),
    );
    canvas.bar(Rect { height: 1, ..area }, &heading, theme.bar());
    let key = |command| model.key(command).unwrap_or_default();
    let (up, down, take, away) =
        (key(Command::LastTextUp), key(Command::LastTextDown), key(Command::TakeParagraph), key(Command::LastText));
    let keys = lang.say(
        format!("{up} {down} 选段  {take} 提取这一段  {away} 收起"),
        format!("{up} {down} paragraph  {take} brings it forward  {away} closes"),
    );
    let page = Rect { x: area.x + margin(area.width), width: columns(area.width) + 1, ..area };
    canvas.put(page.x, area.y + 1, page.width, &keys, theme.key());
    let list = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..page };
    for ((index, indent, words), y) in in_sight(paragraphs, chosen, columns(area.width).into(), list.height.into())
        .into_iter()
        .zip(list.top()..list.bottom())
    {
        let is_chosen = index == chosen;
        let style = if is_chosen { Style::new() } else { theme.quiet() };
        if is_chosen && list.x > area.x {
            canvas.put(list.x - 2, y, 1, if theme.ascii { "|" } else { "┃" }, theme.key());
        }
        let x = list.x + short(indent);
        canvas.put(x, y, list.right().saturating_sub(x), words, style);
        canvas.hit(Rect { y, height: 1, ..area }, Hit::Report(Pointed::LastText(index)));
    }
}

/// The lines in sight, each with its paragraph and its indent: the chosen paragraph from its beginning, with at least a line of
/// what stands before it. No more paragraphs are laid out than fit.
fn in_sight<'a>(paragraphs: &[&'a str], chosen: usize, columns: usize, rows: usize) -> Vec<(usize, usize, &'a str)> {
    let lines = |index: usize| {
        let paragraph = paragraphs[index];
        let broken = indented(paragraph, columns, INDENT).into_iter().enumerate();
        broken.map(move |(line, range)| (index, if line == 0 { INDENT } else { 0 }, &paragraph[range]))
    };
    let below: Vec<_> = (chosen..paragraphs.len()).flat_map(lines).take(rows).collect();
    let wanted = rows.saturating_sub(below.len()).max(1);
    let mut above: Vec<_> = (0..chosen).rev().flat_map(|index| lines(index).rev()).take(wanted).collect();
    above.reverse();
    above.into_iter().chain(below).collect()
}
