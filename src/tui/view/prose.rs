//! The prose of a part: its heading, what belongs into it, the aspects it should speak of, the text with the figures of
//! its fields, and below it what is being looked for, the finding whose words are lit, or the cell of a field.

use std::ops::Range;

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::domain::definition::Severity;
use crate::domain::field::Standing;
use crate::domain::finding::{self, Finding, cell_name};
use crate::domain::prose::guide::{self, Gist};
use crate::domain::report::Part;
use crate::domain::rule::Figures;
use crate::domain::session::Session;
use crate::domain::text::Lang;

use super::super::canvas::{Canvas, Hit};
use super::super::command::Command;
use super::super::display::{brief, clusters, short, width, wrap};
use super::super::model::Model;
use super::super::prose::page::Page;
use super::super::prose::{Writing, columns, margin};
use super::super::report::{Pointed, ReportScreen};
use super::last_text;

/// The most lines of a finding below the text.
const FINDING_LINES: usize = 3;

/// The most lines of help above the text.
const HELP_LINES: usize = 2;

/// From how many lines on there is room for them.
const HIGH: u16 = 16;

/// Rows from which on everything that is to be written has room.
const TALL: u16 = 30;

/// The most lines of aspects above it.
const ASPECT_LINES: usize = 2;

/// Lines of text that help and aspects leave, however low the screen is.
const LEAST_TEXT: u16 = 4;

pub(super) fn draw(
    model: &Model,
    screen: &ReportScreen,
    (writing, open): (&Writing, &[Finding]),
    canvas: &mut Canvas<'_, '_>,
    body: Rect,
) {
    let (session, lang) = (&screen.session, model.lang());
    let page = writing.page(session.figures());
    let body = beside(model, screen, canvas, body);
    let (margin, columns) = (margin(body.width), columns(body.width) + 1);
    let mut area = body;
    let mut line = |wanted: bool| {
        let room = area.height > if wanted { 0 } else { LEAST_TEXT };
        room.then(|| {
            let line = Rect { height: 1, ..area };
            (area.y, area.height) = (area.y + 1, area.height - 1);
            line
        })
    };
    let (heading, help) = part_words(session, screen.part, lang);
    let gist = screen.gist(&page.shown.text);
    if let Some(line) = line(true) {
        canvas.bar(line, &(heading + &count(session, screen.part, &gist, lang)), canvas.theme.head());
    }
    for pieces in aspects(&gist, canvas, columns, lang) {
        if let Some(line) = line(false) {
            canvas.run(line.x + margin, line.y, line.right(), &pieces);
        }
    }
    // A low screen has room for the beginning only.
    let help_lines = match body.height {
        ..HIGH => 1,
        HIGH..TALL => HELP_LINES,
        TALL.. => usize::MAX,
    };
    for words in brief(&help, columns.into(), help_lines) {
        if let Some(line) = line(false) {
            canvas.put(line.x + margin, line.y, columns, &words, canvas.theme.quiet());
        }
    }
    // A line between what is said of the text and the page itself.
    if margin > 0 && body.height >= HIGH {
        line(false);
    }
    let (below, style) = below(screen, (writing, open), &page, canvas, body.width, lang);
    let rows = short(below.len()).min(area.height.saturating_sub(1));
    let text = Rect { x: area.x + margin, width: columns.min(area.width), height: area.height - rows, ..area };
    draw_text(screen, writing, &page, canvas, text);
    let top = writing.top(&page, text.height.into());
    canvas.hit(text, Hit::Report(Pointed::Text(0, short(top))));
    if page.shown.text.is_empty() {
        let key = model.key(Command::StartingText);
        let words = match (key.filter(|_| screen.starting_text().is_some()), lang) {
            (Some(key), Lang::Zh) if screen.is_walking() => {
                format!("还没有内容。按 Enter 开始写，或按 {key} 插入参考稿，再按实际修改。")
            }
            (Some(key), Lang::En) if screen.is_walking() => {
                format!("Nothing written yet. Press Enter to write, or {key} to insert a starter text and adapt it.")
            }
            (Some(key), Lang::Zh) => format!("还没有内容。直接填写，或按 {key} 插入参考稿，再按实际修改。"),
            (Some(key), Lang::En) => {
                format!("Nothing written yet. Type, or press {key} to insert a starter text and adapt it.")
            }
            (None, _) => lang.say("还没有内容。", "Nothing written yet."),
        };
        let last =
            model.key(Command::LastText).filter(|_| screen.has_last_text() && screen.last_paragraphs().is_none());
        let last = last.map_or_else(String::new, |key| {
            lang.say(format!("按 {key} 查看上年正文。"), format!(" {key} shows last year's text."))
        });
        let indent = short(page.indent(0)).max(2);
        let room = text.width.saturating_sub(indent);
        for (line, y) in wrap(&(words + &last), room.into()).iter().zip(text.top()..text.bottom()) {
            canvas.put(text.x + indent, y, room, line, canvas.theme.quiet());
        }
    }
    for (line, y) in below.iter().zip(text.bottom()..area.bottom()) {
        canvas.put(area.x, y, area.width, line, style);
    }
    if model.dialog.is_none() {
        let (line, column) = writing.place(&page);
        let (right, down) = (text.width.saturating_sub(1), text.height.saturating_sub(1));
        canvas.cursor_at(text.x + short(column).min(right), text.y + short(line - top).min(down));
    }
    if let Some(search) = &writing.search {
        let line = Rect { y: area.bottom().saturating_sub(1), height: 1, ..area };
        let label = lang.pick("查找：", "Find: ");
        let columns = short(width(label));
        let found = match (search.query.text().is_empty(), search.found, lang) {
            (true, _, _) => String::new(),
            (_, (_, 0), _) => lang.say("未找到", "none"),
            (_, (at, all), Lang::Zh) => format!("第 {at} 处，共 {all} 处"),
            (_, (at, all), Lang::En) => format!("{at} of {all}"),
        };
        let keys = lang.pick("Enter/↓ 下一处  ↑ 上一处  Esc 关闭", "Enter/↓ next  ↑ previous  Esc closes");
        let words = format!("{found}  {keys} ");
        let room = line.width.saturating_sub(columns + short(width(&words)));
        canvas.put(line.x, line.y, columns, label, canvas.theme.key());
        canvas.put(line.x + columns + room, line.y, line.width - columns - room, &words, canvas.theme.quiet());
        canvas.field(&search.query, Rect { x: line.x + columns, width: room.max(1), ..line }, model.dialog.is_none());
    }
}

/// Draws last year's text where it is shown; the room that is left for the one being written.
fn beside(model: &Model, screen: &ReportScreen, canvas: &mut Canvas<'_, '_>, body: Rect) -> Rect {
    let Some(paragraphs) = screen.last_paragraphs() else { return body };
    let wide = screen.prose_room().0;
    if wide < body.width {
        let right = Rect { x: body.x + wide, width: body.width - wide, ..body };
        last_text::draw(model, screen, &paragraphs, canvas, right);
        return Rect { width: wide, ..body };
    }
    let rows = screen.last_text_rows().min(body.height);
    let lower = Rect { y: body.bottom() - rows, height: rows, ..body };
    last_text::draw(model, screen, &paragraphs, canvas, lower);
    Rect { height: body.height - rows, ..body }
}

/// The text: fields, what is selected and what is lit stand out.
fn draw_text(screen: &ReportScreen, writing: &Writing, page: &Page<'_>, canvas: &mut Canvas<'_, '_>, area: Rect) {
    let within = |written: &Range<usize>| page.shown.shown(written.start)..page.shown.shown(written.end);
    let selected = writing.selection().map(|written| within(&written)).unwrap_or_default();
    let lit = screen.lit.as_ref().and_then(|lit| lit.passage.as_ref()).filter(|passage| passage.part == screen.part);
    let lit = lit.map(|passage| within(&passage.range)).unwrap_or_default();
    let style = |byte: usize| {
        let field = page.shown.place_at(byte);
        let style = match field.map(|place| place.standing) {
            Some(Standing::Figure(_)) => canvas.theme.field(),
            Some(Standing::Unfilled(_) | Standing::Misnamed) => canvas.theme.warning(),
            None => Style::new(),
        };
        let style = if lit.contains(&byte) { style.patch(canvas.theme.lit()) } else { style };
        if selected.contains(&byte) { style.add_modifier(Modifier::REVERSED) } else { style }
    };
    let top = writing.top(page, area.height.into());
    let mut pieces = Vec::new();
    let lines = page.lines().iter().enumerate().skip(top);
    for ((index, line), y) in lines.zip(area.top()..area.bottom()) {
        let (mut x, mut byte) = (area.x + short(page.indent(index)), line.start);
        for (cluster, wide) in clusters(&page.shown.text[line.clone()]) {
            let wide = short(wide);
            if wide > 0 && x.saturating_add(wide) <= area.right() {
                pieces.push((x, y, wide, cluster, style(byte)));
            }
            x = x.saturating_add(wide);
            byte += cluster.len();
        }
    }
    for (x, y, wide, cluster, style) in pieces {
        canvas.character(x, y, wide, cluster, style);
    }
}

/// How long the text is, and how long as a rule.
fn count(session: &Session, part: Part, gist: &Gist<'_>, lang: Lang) -> String {
    let length = gist.length;
    match (guide::usual_length(session.form(), session.report().part_name(part)), lang) {
        (None, Lang::Zh) => format!("（{length} 字）"),
        (None, Lang::En) => format!(" ({length} characters)"),
        (Some(most), Lang::Zh) => format!("（{length} 字，一般不超过 {most} 字）"),
        (Some(most), Lang::En) => format!(" ({length} characters, usually at most {most})"),
    }
}

/// The aspects that the part should speak of, those missing marked, in as few lines as they fill.
fn aspects(gist: &Gist<'_>, canvas: &Canvas<'_, '_>, columns: u16, lang: Lang) -> Vec<Vec<(String, Style)>> {
    let mut lines: Vec<Vec<(String, Style)>> = Vec::new();
    let mut used = usize::MAX;
    for aspect in &gist.aspects {
        let (sign, style) = match aspect.is_there {
            true => ("+ ", canvas.theme.good()),
            false => (lang.pick("待写 ", "to add: "), canvas.theme.warning()),
        };
        let words = format!("{sign}{}  ", lang.pick(aspect.name, aspect.gloss));
        if used.saturating_add(width(&words)) > usize::from(columns) {
            lines.push(Vec::new());
            used = 0;
        }
        used += width(&words);
        if let Some(line) = lines.last_mut() {
            line.push((words, style));
        }
    }
    lines.truncate(ASPECT_LINES);
    lines
}

/// What stands below the text: the finding whose words are lit, else the cell of the field at the caret, else the finding
/// in whose words the caret stands.
fn below(
    screen: &ReportScreen,
    (writing, open): (&Writing, &[Finding]),
    page: &Page<'_>,
    canvas: &Canvas<'_, '_>,
    columns: u16,
    lang: Lang,
) -> (Vec<String>, Style) {
    let session = &screen.session;
    if writing.search.is_some() {
        return (vec![String::new()], Style::new());
    }
    let lit = screen.lit.as_ref().and_then(|lit| lit.passage.as_ref()).filter(|passage| passage.part == screen.part);
    let failed = if lit.is_some() { session.failed() } else { Vec::new() };
    if let Some(finding) = failed.iter().find(|finding| finding.passage.as_ref() == lit) {
        return told(session.figures(), finding, canvas, columns, lang);
    }
    let Some(place) = page.field_at(writing.position()) else {
        return found(screen, writing, open, canvas, columns, lang);
    };
    let written = writing.text().get(place.written.clone()).unwrap_or_default();
    let words = about(session.figures(), place.standing, written, &page.shown.text[place.shown.clone()], lang);
    let style =
        if matches!(place.standing, Standing::Figure(_)) { canvas.theme.field() } else { canvas.theme.warning() };
    (vec![words], style)
}

/// The narrowest of the findings in whose words the caret stands, or behind whose words it stands with nothing but marks
/// between: where a statement was just typed.
fn found(
    screen: &ReportScreen,
    writing: &Writing,
    open: &[Finding],
    canvas: &Canvas<'_, '_>,
    columns: u16,
    lang: Lang,
) -> (Vec<String>, Style) {
    let (caret, whole) = (writing.position(), writing.text().len());
    let follows = |end: usize| {
        let between = writing.text().get(end..caret);
        between.is_some_and(|words| !words.contains(|c: char| c.is_alphanumeric() || c == '\n'))
    };
    let at_caret = open.iter().filter_map(|finding| {
        let passage = finding.passage.as_ref().filter(|passage| passage.part == screen.part)?;
        let length = passage.range.len();
        // What is said of a part as a whole is not said at each of its words.
        let is_at = passage.range.start <= caret && (caret <= passage.range.end || follows(passage.range.end));
        let is_there = is_at && length < whole;
        is_there.then_some((length, finding))
    });
    match at_caret.min_by_key(|(length, _)| *length) {
        Some((_, finding)) => told(screen.shown().figures(), finding, canvas, columns, lang),
        None => (Vec::new(), Style::new()),
    }
}

fn told(
    figures: Figures<'_>,
    finding: &Finding,
    canvas: &Canvas<'_, '_>,
    columns: u16,
    lang: Lang,
) -> (Vec<String>, Style) {
    let words = format!("! {} {}", finding.rule(figures.form).id, finding::message(figures, finding, lang));
    let grave = finding.severity == Severity::Error;
    (brief(&words, columns.into(), FINDING_LINES), if grave { canvas.theme.error() } else { canvas.theme.warning() })
}

/// A field in words: its cell and its value.
fn about(figures: Figures<'_>, standing: Standing, written: &str, value: &str, lang: Lang) -> String {
    let field = lang.pick("联动数字", "Linked figure");
    match standing {
        Standing::Figure(cell) => format!("{field}  {} = {value}", cell_name(figures.form, cell, lang)),
        Standing::Unfilled(cell) => {
            format!("{field}  {} {}", cell_name(figures.form, cell, lang), lang.pick("未填", "is empty"))
        }
        Standing::Misnamed => {
            let name = written.trim_matches(['{', '}']);
            let nearest = crate::domain::field::nearest(figures.form, name);
            let near = nearest.map(|near| format!("{}{{{near}}}", lang.pick("；最接近的是 ", "; the nearest is ")));
            format!("! {written}  {}{}", lang.pick("没有这个单元格代码", "no such cell code"), near.unwrap_or_default())
        }
    }
}

/// A part's heading and what belongs into it.
fn part_words(session: &Session, part: Part, lang: Lang) -> (String, String) {
    match part {
        Part::Chapter(index) => {
            let chapter = &session.form().definition().chapters[index];
            (
                format!("{}{}{}", chapter.number(lang), lang.pick("、", ". "), chapter.named(lang)),
                chapter.help.get(lang).to_string(),
            )
        }
        Part::Preamble => (
            lang.say("导语（标题与第一章之间）", "Preamble (between title and first chapter)"),
            lang.say("写明编制依据、统计期限和联系方式。", "Legal basis, reporting period, contact details."),
        ),
        Part::Closing => (
            lang.say("落款（最后一章之后）", "Closing (after the last chapter)"),
            lang.say("单位名称和日期，可不填。县级以上人民政府部门1月31日前报送并公布，县级以上地方人民政府的报告3月31日前公布（第四十九条）。", "Agency and date; optional. Departments submit and publish by 31 January, reports of local governments from county level up are published by 31 March (Art. 49)."),
        ),
    }
}
