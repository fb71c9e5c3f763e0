//! The sum as it is drawn: the table over the whole screen with what there is to say of the current cell, and over it the parts
//! of that.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::collection::roster::State;
use crate::domain::collection::sum::Share;
use crate::domain::finding::cell_name;
use crate::domain::form::CellId;
use crate::domain::text::Lang;

use super::super::super::super::canvas::{Canvas, above};
use super::super::super::super::collecting::CollectingScreen;
use super::super::super::super::desk::Desk;
use super::super::super::super::display::{brief, ends_of, left, right, short, width, wrap};
use super::super::super::super::grid;
use super::super::super::super::layout::Widths;
use super::super::super::super::report::ReportScreen;
use super::SumView;

/// How many parts of a cell are named below the table.
const NAMED: usize = 6;

/// Columns of a figure in the list of parts.
const FIGURE: usize = 12;

pub fn table(view: &SumView, collecting: &CollectingScreen, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
    let (lang, area) = (desk.lang(), canvas.screen());
    canvas.cover(area);
    let screen = view.screen(desk.size);
    let heights = screen.heights(area.height);
    let line = |y: u16| Rect { y: area.y + y, height: 1, ..area };
    let group = view.group.as_deref().unwrap_or(lang.pick("全部单位", "all bodies"));
    let state = collecting.gathering.words_of(&view.sum, lang);
    let (agency, year) = (&collecting.of.agency, collecting.of.year);
    let title = lang.say(
        format!(" 合计  {group}  Σ {state}  {agency} {year}年"),
        format!(" Sum  {group}  Σ {state}  {agency} {year}"),
    );
    canvas.bar(line(0), &title, canvas.theme.bar());
    if heights.tabs > 0 {
        tabs(&screen, canvas, line(1), lang);
    }
    let top = 1 + heights.tabs;
    let last = area.height.saturating_sub(1);
    // What a cell lacks is said below the table, whatever else gives way.
    let panel = heights.panel.max(2).min(last.saturating_sub(top));
    if let Some((index, sheet, cell)) = screen.table() {
        let form = view.sum.form();
        let cells = || form.table_cells(index).filter_map(|cell| view.marked.get(&cell));
        let longest = cells().map(|marked| width(&canvas.theme.shown(&marked.text))).max().unwrap_or(1);
        let of = |columns| Widths::new(columns, form, index, &sheet, short(longest), lang);
        let (columns, beside) = Widths::beside(area.width, of);
        let below = if beside > 0 { last } else { last - panel };
        let body = Rect { y: area.y + top, height: below.saturating_sub(top), ..area };
        let table = Rect { width: area.width - beside, ..body };
        grid::draw(&screen, &screen.session, &[], canvas, table, (of(columns), lang), &view.marked);
        let (name, words, parts) = story(view, collecting, cell, false, lang);
        if beside > 0 {
            (body.y..body.bottom()).for_each(|y| canvas.put(table.right(), y, 1, "│", canvas.theme.zero()));
            let rest = Rect { x: table.right() + 2, width: beside.saturating_sub(3), ..body };
            let rest = canvas.text(rest, &name, canvas.theme.head());
            let rest = canvas.text(rest, &words, style(view, cell, canvas));
            let rest = Rect { y: (rest.y + 1).min(rest.bottom()), height: rest.height.saturating_sub(1), ..rest };
            let room = usize::from(rest.width);
            let lines: Vec<String> = parts.iter().map(|part| beside_part(part, collecting, room, lang)).collect();
            canvas.lines(rest, &lines, Style::new());
        } else {
            let place = Rect { y: area.y + below, height: panel, ..area };
            let columns = usize::from(area.width);
            canvas.bar(Rect { height: 1, ..place }, "", canvas.theme.bar());
            let gap = lang.pick("：", ": ");
            let mut head = format!(" {name}{gap}{words}");
            if width(&head) > columns {
                let (_, words, _) = story(view, collecting, cell, true, lang);
                head = format!(" {name}{gap}{words}");
            }
            canvas.put(place.x, place.y, place.width, &head, canvas.theme.bar());
            let rest = Rect { y: place.y + 1, ..above(place, 1) };
            let named = parts.iter().take(NAMED).map(|part| named(part, collecting, lang));
            let named = named.collect::<Vec<_>>().join(lang.pick("、", ", "));
            canvas.lines(rest, &brief(&format!(" {named}"), columns, rest.height.into()), canvas.theme.quiet());
        }
    }
    match (&desk.busy, &desk.message) {
        (Some(busy), _) => canvas.bar(line(last), busy, canvas.theme.good()),
        (None, Some(message)) => canvas.said(line(last), &message.text, message.refused),
        (None, None) => canvas.keys_line(
            line(last),
            lang.pick(
                "Enter 各单位  g 换组  Tab 换表  a 调整  s 存为汇总报告  x 导出汇总表  F1 帮助  Esc 返回",
                "Enter parts  g group  Tab table  a adjust  s save  x export  F1 help  Esc back",
            ),
        ),
    }
}

/// The chapters with tables, the current one lit.
fn tabs(screen: &ReportScreen, canvas: &mut Canvas<'_, '_>, line: Rect, lang: Lang) {
    let form = screen.form();
    let current = screen.table().map(|(table, _, _)| table);
    let mut pieces = Vec::new();
    for table in 0..form.tables().len() {
        let Some(chapter) = form.chapter_of_table(table).map(|at| &form.definition().chapters[at]) else { continue };
        let style = if Some(table) == current { canvas.theme.cursor() } else { Style::new() };
        let name = format!(" {}{}{} ", chapter.number(lang), lang.pick("", " "), chapter.short.get(lang));
        pieces.push((name, style));
    }
    canvas.run(line.x, line.y, line.right(), &pieces);
}

fn style(view: &SumView, cell: CellId, canvas: &Canvas<'_, '_>) -> Style {
    if view.sum.figure(cell).is_unfilled() { canvas.theme.warning() } else { Style::new() }
}

/// The name of a cell, what stands in it, and its parts.
fn story(
    view: &SumView,
    collecting: &CollectingScreen,
    cell: CellId,
    is_short: bool,
    lang: Lang,
) -> (String, String, Vec<Share>) {
    let name = cell_name(view.sum.form(), cell, lang);
    let words = collecting.gathering.cell_words(&view.sum, cell, is_short, lang);
    (name, words, view.sum.ranking(&collecting.gathering.gathered.members, cell))
}

/// What a body has in a cell, or why it has nothing.
fn figure(part: &Share, collecting: &CollectingScreen, lang: Lang) -> String {
    match (collecting.gathering.state(part.body), part.figure.is_unfilled()) {
        (state @ (State::Missing | State::Returned), true) => state.words(lang).to_string(),
        (_, true) => lang.say("待定", "pending"),
        (_, false) => part.figure.to_string(),
    }
}

fn name<'c>(part: &Share, collecting: &'c CollectingScreen) -> &'c str {
    &collecting.gathering.collection().bodies[part.body].name
}

fn named(part: &Share, collecting: &CollectingScreen, lang: Lang) -> String {
    format!("{} {}", name(part, collecting), figure(part, collecting, lang))
}

/// What became of last year's figure.
fn change(part: &Share) -> String {
    part.change.map_or_else(String::new, |change| match change.is_negative() || change.is_zero() {
        true => change.to_string(),
        false => format!("+{change}"),
    })
}

fn beside_part(part: &Share, collecting: &CollectingScreen, columns: usize, lang: Lang) -> String {
    let behind = format!("{}{}", right(&figure(part, collecting, lang), 8), right(&change(part), 8));
    let room = columns.saturating_sub(width(&behind));
    format!("{}{behind}", left(&ends_of(name(part, collecting), room.saturating_sub(1)), room))
}

/// The bodies' parts in the current cell, the largest first, with last year's beside.
pub fn parts(view: &SumView, collecting: &CollectingScreen, chosen: usize, canvas: &mut Canvas<'_, '_>, lang: Lang) {
    let Some(cell) = view.screen.table().map(|(_, _, cell)| cell) else { return };
    let (title, words, parts) = story(view, collecting, cell, false, lang);
    let area = canvas.open_wide(&title);
    let columns = usize::from(area.width);
    let heads = match lang {
        Lang::Zh => ["单位", "本年", "上年", "增减"],
        Lang::En => ["Body", "This year", "Last year", "Change"],
    };
    let mut rest = area;
    for text in wrap(&words, columns).iter().take(3) {
        rest = canvas.lines(rest, [text], canvas.theme.strong());
    }
    let room = columns.saturating_sub(3 * FIGURE);
    let row = |cells: [&str; 4]| {
        let [name, now, before, change] = cells;
        let name = left(&ends_of(name, room.saturating_sub(1)), room);
        format!("{name}{}{}{}", right(now, FIGURE), right(before, FIGURE), right(change, FIGURE))
    };
    canvas.put(rest.x, rest.y, rest.width, &row(heads), canvas.theme.quiet());
    let rows = parts.iter().map(|part| {
        let before = part.last.map_or_else(|| "-".to_string(), |last| last.to_string());
        row([name(part, collecting), &figure(part, collecting, lang), &before, &change(part)])
    });
    let list = Rect { y: rest.y + 1, height: rest.height.saturating_sub(2), ..rest };
    canvas.list(list, rows, chosen);
    let keys = lang.pick(
        "Enter 到这个单位  ↑↓ 选择  Ctrl-C 复制  Esc 返回",
        "Enter goes to the body  ↑↓ choose  Ctrl-C copies  Esc goes back",
    );
    canvas.keys_line(area, &format!("{keys}  {}/{}", (chosen + 1).min(parts.len()), parts.len()));
}
