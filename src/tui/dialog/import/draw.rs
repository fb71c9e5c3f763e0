//! What a document was understood to say, before it is taken over: the list, the chosen line in full, the keys.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::finding::cell_name;
use crate::domain::form::CellId;
use crate::domain::text::Lang;

use super::super::super::canvas::{Canvas, Hit};
use super::super::super::desk::Desk;
use super::super::super::display::{end_of, left, right, short, width, wrap};
use super::{ImportLine, ImportPreview};

/// How many lines the chosen line has in full.
const DETAIL: usize = 3;

/// How many columns a line's place and figures have.
const PLACE: usize = 5;
const FIGURE: usize = 8;

/// How many columns a cell's name has at least, and a label where there is room for it.
const CELL: usize = 26;
const LABEL: usize = 8;

pub fn draw(preview: &ImportPreview, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
    let lang = desk.lang();
    let place = desk.imports.place().map_or_else(String::new, |place| format!(" {place}"));
    let name = preview.path.file_name().map(|name| name.to_string_lossy().to_string()).unwrap_or_default();
    let title = lang.say(format!("导入{place} {name}"), format!("Import{place} {name}"));
    let area = canvas.open_box(120, 60, &title);
    let columns = usize::from(area.width);
    canvas.put(area.x, area.y, area.width, &summary(preview, lang), canvas.theme.head());
    let detail = short(DETAIL);
    let room = usize::from(area.height.saturating_sub(detail + 2));
    let first = (preview.selected + 1).saturating_sub(room.max(1));
    for ((number, &line), y) in preview.lines.iter().enumerate().skip(first).take(room).zip(area.y + 1..) {
        let (text, style) = in_list(preview, line, columns, canvas, lang);
        let is_chosen = number == preview.selected;
        let style = if is_chosen { canvas.theme.cursor() } else { style };
        if is_chosen {
            canvas.choose(&text);
        }
        canvas.put(area.x, y, area.width, &left(&text, columns), style);
        canvas.hit(Rect { y, height: 1, ..area }, Hit::Item(number));
        if let (true, Some(typing)) = (is_chosen, &preview.typing) {
            let (start, _) = split(columns);
            let typed = right(&end_of(typing.text(), FIGURE), FIGURE);
            let x = area.x + short(start);
            canvas.put(x, y, short(FIGURE), &typed, canvas.theme.selection());
            let behind = short(width(typing.parts().1));
            canvas.cursor_at((x + short(FIGURE)).saturating_sub(behind), y);
        }
    }
    let keys = area.bottom().saturating_sub(1);
    let below = Rect { y: keys.saturating_sub(detail), height: detail, ..area };
    if let Some(&line) = preview.lines.get(preview.selected) {
        canvas.lines(below, &in_full(preview, line, columns, lang), Style::new());
    }
    match (&preview.refusal, &preview.typing) {
        (Some(refusal), _) => canvas.put(area.x, keys, area.width, refusal, canvas.theme.error()),
        (None, Some(_)) => {
            canvas.keys_line(area, lang.pick("Enter 改为此数字  Esc 取消", "Enter takes this figure  Esc cancels"));
        }
        (None, None) => {
            let words = lang.pick(
                "Enter 全部采用  空格 跳过/恢复  数字或 e 改正  ↑↓ 滚动  Esc 取消",
                "Enter applies all  Space skips  a digit or e corrects  ↑↓ scroll  Esc cancels",
            );
            canvas.keys_line(area, words);
        }
    }
}

fn summary(preview: &ImportPreview, lang: Lang) -> String {
    let proposal = &preview.proposal;
    let (figures, notes) = (proposal.figures.len(), proposal.notes.len());
    let agency = proposal.agency.as_deref().unwrap_or(lang.pick("（未写明单位）", "(no agency named)"));
    let none = || lang.say("（未写明年度）", "(no year named)");
    let year = proposal.year.map_or_else(none, |year| year.to_string());
    let (edition, all) = (proposal.form.edition(), proposal.form.len());
    let read = lang.say(
        format!("{agency}  {year}  {edition}年版  读出 {figures}/{all} 格，待核对 {notes} 条"),
        format!("{agency}  {year}  edition {edition}  {figures}/{all} cells, {notes} to check"),
    );
    let (skipped, typed) = (preview.skipped.len(), preview.typed.len());
    let skipped = (skipped > 0).then(|| format!("{} {skipped}", lang.pick("跳过", "skipped")));
    let typed = (typed > 0).then(|| format!("{} {typed}", lang.pick("改正", "corrected")));
    [Some(read), skipped, typed].into_iter().flatten().collect::<Vec<_>>().join(lang.pick("，", ", "))
}

/// Where the figure of a line begins, and how many columns its two names have.
fn split(columns: usize) -> (usize, [usize; 2]) {
    // Mark, place, label, figure as printed, arrow, cell, figure, remark.
    const REMARK: usize = 10;
    let names = columns.saturating_sub(2 + PLACE + 1 + 1 + FIGURE + 4 + 1 + FIGURE + 1 + REMARK);
    // The cell is told before the label that led to it, which is shown in full below.
    let label = (names * 9 / 20).min(names.saturating_sub(CELL)).max(LABEL.min(names));
    (2 + PLACE + 1 + names + 1 + FIGURE + 4 + 1, [label, names - label])
}

fn in_list(
    preview: &ImportPreview,
    line: ImportLine,
    columns: usize,
    canvas: &Canvas<'_, '_>,
    lang: Lang,
) -> (String, Style) {
    let theme = canvas.theme;
    let (index, cell) = match line {
        ImportLine::Figure(index) => (index, preview.proposal.figures[index].cell),
        ImportLine::Note(index) => {
            let note = &preview.proposal.notes[index];
            let typed = note.cell.and_then(|cell| preview.figure(cell)).filter(|(_, typed)| *typed);
            let typed = typed.map_or_else(String::new, |(figure, _)| format!("{figure} <- "));
            return (format!("! {typed}{} {}", note.place, note.text), theme.warning());
        }
    };
    let read = &preview.proposal.figures[index];
    let place = read.source.place.short();
    let figure = preview.figure(cell);
    let difference = preview.difference(cell);
    // The mark comes first, so that it is there on a narrow screen too.
    let (mark, remark) = match (figure, difference, read.doubtful) {
        (None, ..) => ("-", lang.say("跳过", "skipped")),
        (Some((_, true)), ..) => ("*", lang.say("已改正", "corrected")),
        (Some(_), Some(before), _) => ("!", format!("{} {before}", lang.pick("报告库为", "library has"))),
        (Some(_), None, true) => ("?", lang.say("请核对", "please check")),
        (Some(_), None, false) => (" ", String::new()),
    };
    let style = match mark {
        "-" => theme.quiet(),
        " " => Style::new(),
        _ => theme.warning(),
    };
    let (_, [label, name]) = split(columns);
    let shown = figure.map_or_else(String::new, |(figure, _)| figure.to_string());
    let source =
        format!("{} {} {}", right(&place, PLACE), left(&read.source.label, label), right(&read.source.printed, FIGURE));
    let target = format!("{} {}", left(&cell_name(&preview.proposal.form, cell, lang), name), right(&shown, FIGURE));
    (format!("{mark} {source} -> {target} {remark}"), style)
}

/// The chosen line in full, in as many lines as there is room.
fn in_full(preview: &ImportPreview, line: ImportLine, columns: usize, lang: Lang) -> Vec<String> {
    let text = match line {
        ImportLine::Note(index) => {
            let note = &preview.proposal.notes[index];
            let cell = note.cell.map_or_else(String::new, |cell| format!(" [{}]", named(preview, cell, lang)));
            format!("{} {}{cell}", note.place, note.text)
        }
        ImportLine::Figure(index) => {
            let read = &preview.proposal.figures[index];
            let (source, cell) = (&read.source, named(preview, read.cell, lang));
            let place = source.place.words(lang);
            lang.say(
                format!("原文{place}“{}”为“{}”，读作：{cell}", source.label, source.printed),
                format!("source {place}: “{}” is “{}”; read as: {cell}", source.label, source.printed),
            )
        }
    };
    let mut lines = wrap(&text, columns);
    if lines.len() > DETAIL {
        lines.truncate(DETAIL);
        if let Some(last) = lines.last_mut() {
            *last = left(&format!("{}…", left(last, width(last).saturating_sub(2)).trim_end()), columns);
        }
    }
    lines
}

/// A cell by its labels in full.
fn named(preview: &ImportPreview, cell: CellId, lang: Lang) -> String {
    let form = &preview.proposal.form;
    format!("{} | {}", form.row(cell).named(lang), form.column(cell).named(lang))
}
