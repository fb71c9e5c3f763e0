//! The view of a register as it is drawn: the table over the whole screen, and over it the list, the choice or the question that
//! is open.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::definition::Severity;
use crate::domain::figure::Figure;
use crate::domain::form::CellId;
use crate::domain::session::Session;
use crate::domain::text::Lang;

use super::super::super::canvas::{Canvas, Rows, above, hanging, styled};
use super::super::super::desk::Desk;
use super::super::super::display::{brief, fit, short, width, wrap};
use super::super::super::grid::{self, Mark};
use super::super::super::layout::Widths;
use super::{RegisterView, Stage, lists, matrix, words};

/// How many numbers of cases a line names.
const NAMED: usize = 6;

pub fn draw(view: &RegisterView, session: &Session, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
    let lang = desk.lang();
    table(view, session, desk, canvas);
    match &view.stage {
        Stage::Matrix => {}
        Stage::Asked(selected) => lists::list(view, *selected, canvas, lang),
        Stage::Answering(answering) => lists::choice(view, answering, canvas, lang),
        Stage::Cases(cases) => lists::of_cases(view, cases, canvas, lang),
        Stage::Moving(moving) => lists::moved(view, moving, canvas, lang),
        Stage::Reason(reason) => {
            let to = words::answer(&view.register, reason.moving.chosen(), lang);
            let number = &reason.moving.number;
            let title = lang.say(format!("{number} 改计入"), format!("Move {number}"));
            let text = wrap(&to, canvas.columns(64));
            let area = canvas.open_box(64, short(text.len()) + 5, &title);
            canvas.lines(area, &text, canvas.theme.strong());
            let y = area.y + short(text.len()) + 1;
            canvas.put(
                area.x,
                y,
                area.width,
                lang.pick("理由（记入台账文件，不写姓名）：", "Reason (kept with the register; no names):"),
                Style::new(),
            );
            canvas.prompt(&reason.text, Rect { y: y + 1, height: 1, ..area });
            canvas.put(area.x, y + 2, area.width, reason.problem, canvas.theme.error());
            canvas.keys_line(area, lang.pick("Enter 保存  Esc 返回", "Enter keeps it  Esc goes back"));
        }
        Stage::Findings(selected) => lists::findings(view, *selected, canvas, lang),
        Stage::Told(selected) => {
            let inside = canvas.open_wide(lang.pick("读取台账的说明", "What was said while it was read"));
            let columns = usize::from(inside.width);
            let line = |text: &String| styled(hanging("  ", 2, text, columns), Style::new());
            let rows: Rows = view.told.iter().map(line).collect();
            match rows.is_empty() {
                true => drop(canvas.text(
                    above(inside, 1),
                    lang.pick("台账全部读取，没有要说明的。", "All of the register was read."),
                    canvas.theme.quiet(),
                )),
                false => canvas.rows(above(inside, 1), &rows, *selected),
            }
            canvas.keys_line(inside, lang.pick("↑↓ 滚动  Esc 返回", "↑↓ scroll  Esc goes back"));
        }
        Stage::Taking(taking) => {
            let (replaced, filled, pending) = (taking.replaced, taking.filled, taking.pending);
            let mut asked = vec![lang.say(
                format!("报告里有 {replaced} 格与台账不同，采用后由台账的数字替换（可撤销）。"),
                format!("In the report {replaced} cells differ from the register; applying replaces them (it can be undone)."),
            )];
            if filled > 0 {
                asked
                    .push(lang.say(format!("未填的 {filled} 格将填入。"), format!("{filled} empty cells are filled.")));
            }
            if pending > 0 {
                asked.push(lang.say(
                    format!("待确定的 {pending} 格保持不变。"),
                    format!("{pending} cells that wait for an answer stay as they are."),
                ));
            }
            asked.push(lang.say("原件总计不改动。", "Printed totals are not changed."));
            let asked: Vec<&str> = asked.iter().map(String::as_str).collect();
            let answers = [('y', lang.pick("采用", "apply"))];
            let below = canvas.ask(64, lang.pick("采用台账的数字", "Apply the register's figures"), &asked, &answers);
            canvas.or_back(below, lang.pick("返回", "goes back"));
        }
    }
}

/// The table, laid out as that of a report.
fn table(view: &RegisterView, session: &Session, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
    let (lang, area) = (desk.lang(), canvas.screen());
    canvas.cover(area);
    let screen = view.matrix.screen(desk.size);
    let heights = screen.heights(area.height);
    let line = |y: u16| Rect { y: area.y + y, height: 1, ..area };
    let (key, count) = (&view.register.key, view.register.count());
    let title = lang.say(
        format!(" 台账计数  {}  {}年  共 {} 件", key.agency, key.year, count.cases.len()),
        format!(" Register  {}  {}  cases: {}", key.agency, key.year, count.cases.len()),
    );
    canvas.bar(line(0), &title, canvas.theme.bar());
    if heights.tabs > 0 {
        summary(view, canvas, line(1), lang);
    }
    let top = 1 + heights.tabs;
    let last = area.height.saturating_sub(1);
    let below = last.saturating_sub(heights.panel);
    let body = Rect { y: area.y + top, height: below.saturating_sub(top), ..area };
    if let Some((index, sheet, cell)) = screen.table() {
        let form = view.register.form();
        let longest =
            view.matrix.marked.values().map(|marked| width(&canvas.theme.shown(&marked.text))).max().unwrap_or(1);
        let of = |columns| Widths::new(columns, form, index, &sheet, short(longest), lang);
        let (columns, beside) = Widths::beside(area.width, of);
        let left = Rect { width: area.width - beside, ..body };
        grid::draw(&screen, &screen.session, &[], canvas, left, (of(columns), lang), &view.matrix.marked);
        let lines = story(view, session, cell, lang, beside > 0 || heights.panel > 2);
        if beside > 0 {
            (body.y..body.bottom()).for_each(|y| canvas.put(left.right(), y, 1, "│", canvas.theme.zero()));
            let mut rest = Rect { x: left.right() + 2, width: beside.saturating_sub(3), ..body };
            for (text, style) in lines {
                let style = match style {
                    Told::Head => canvas.theme.head(),
                    Told::Loud => canvas.theme.error(),
                    Told::Waiting => canvas.theme.warning(),
                    Told::Plain => Style::new(),
                };
                rest = canvas.lines(rest, &wrap(&text, rest.width.into()), style);
                // The name and the figures belong together; all else stands apart.
                if style != canvas.theme.head() {
                    rest = Rect { y: rest.y + 1, ..above(rest, 1) };
                }
            }
        } else {
            // Where the table would like to have all lines, its last one gives way.
            let place = Rect {
                y: if heights.panel == 0 { last.saturating_sub(1) } else { below },
                height: heights.panel.max(1),
                ..area
            };
            let columns = usize::from(area.width);
            let mut lines = lines.into_iter();
            let name = words::cell(&view.register, cell, true, lang);
            let figures = lines.nth(1).map(|(text, _)| text).unwrap_or_default();
            let full = words::cell(&view.register, cell, false, lang);
            let gap = lang.pick("：", ": ");
            let head = [full, name].into_iter().map(|name| format!(" {name}{gap}{figures}"));
            let head =
                head.reduce(|full, short| if width(&full) <= columns { full } else { short }).unwrap_or_default();
            canvas.bar(Rect { height: 1, ..place }, &fit(&head, columns), canvas.theme.bar());
            let mut rest = Rect { y: place.y + 1, ..above(place, 1) };
            for (text, style) in lines {
                let style = match style {
                    Told::Loud => canvas.theme.error(),
                    Told::Waiting => canvas.theme.warning(),
                    Told::Head | Told::Plain => Style::new(),
                };
                let text = format!(" {text}");
                rest = canvas.lines(rest, &brief(&text, columns, rest.height.into()), style);
            }
        }
    }
    match (&desk.busy, &desk.message) {
        (Some(busy), _) => canvas.bar(line(last), busy, canvas.theme.good()),
        (None, Some(message)) => canvas.said(line(last), &message.text, message.refused),
        (None, None) if !matches!(view.stage, Stage::Matrix) => {}
        (None, None) => canvas.keys_line(
            line(last),
            lang.pick(
                "Enter 看各件  n 下一处  d 答复  w 问题  a 采用  i 说明  F1 帮助  Esc 返回报告",
                "Enter cases  n next  d answers  w findings  a apply  i remarks  F1 help  Esc back",
            ),
        ),
    }
}

/// How something is said.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    Head,
    Plain,
    Loud,
    Waiting,
}

/// What there is to say of a cell: its name, its figures, its cases, and what was found.
fn story(view: &RegisterView, session: &Session, cell: CellId, lang: Lang, is_long: bool) -> Vec<(String, Told)> {
    let count = view.register.count();
    let cases = count.cases_of(cell);
    let (counted, own) = (count.figure(cell), matrix::own(session, cell));
    let there = match own.is_unfilled() {
        true => lang.say("未填", "empty"),
        false => own.to_string(),
    };
    let figure = counted.map_or_else(|| lang.say("待确定", "to be answered"), |figure| figure.to_string());
    let mut figures = lang.say(format!("台账 {figure}，报告 {there}"), format!("register {figure}, report {there}"));
    let difference = counted.and_then(|counted| Figure::from(counted).counted()?.checked_sub(own.counted()?).ok());
    if let Some(difference) = difference.filter(|difference| !difference.is_zero()) {
        let sign = if difference.is_negative() { "" } else { "+" };
        figures += &lang.say(format!("，相差 {sign}{difference}"), format!(", difference {sign}{difference}"));
    }
    let waiting = cases.iter().filter(|case| case.is_pending()).count();
    figures += &match waiting {
        0 => lang.say(format!("；{} 件", cases.len()), format!("; cases: {}", cases.len())),
        _ => lang.say(
            format!("；{} 件，其中 {waiting} 件待确定", cases.len()),
            format!("; cases: {} ({waiting} waiting)", cases.len()),
        ),
    };
    let mark = view.matrix.marked.get(&cell).map_or(Mark::Plain, |marked| marked.mark);
    let told = match mark {
        Mark::Plain => Told::Plain,
        Mark::Waiting => Told::Waiting,
        Mark::Differing => Told::Loud,
    };
    let mut story = vec![(words::cell(&view.register, cell, false, lang), Told::Head), (figures, told)];
    let most = if is_long { 40 } else { NAMED };
    if !cases.is_empty() {
        let numbers = words::numbers(cases.iter().map(|case| case.number.as_str()), most, lang);
        story.push((format!("{}{numbers}", lang.pick("计入：", "Counted: ")), Told::Plain));
    }
    for finding in view.findings.iter().filter(|finding| finding.cells.contains(&cell)) {
        let told = if finding.severity == Severity::Info { Told::Plain } else { Told::Waiting };
        story.push((format!("{} {}", finding.rule, finding.message), told));
    }
    story
}

fn summary(view: &RegisterView, canvas: &mut Canvas<'_, '_>, line: Rect, lang: Lang) {
    let theme = canvas.theme;
    let (count, pending, differing) = (view.register.count(), view.register.pending(), view.matrix.differing());
    let (asked, found, told) = (count.questions.len(), view.findings.len(), view.told.len());
    let some = |number: usize, style: Style| if number > 0 { style } else { theme.quiet() };
    let mut pieces = vec![
        (
            lang.say(
                format!(" 待确定 {asked} 问、{pending} 格"),
                format!(" to answer: {asked}, cells waiting: {pending}"),
            ),
            some(asked, theme.warning()),
        ),
        (
            lang.say(format!("  与报告不同 {differing} 格"), format!("  cells that differ: {differing}")),
            some(differing, theme.error()),
        ),
        (lang.say(format!("  问题 {found}"), format!("  findings: {found}")), some(found, theme.warning())),
    ];
    let likely = view.register.likely().count();
    if likely > 0 {
        pieces.push((lang.say(format!("  请核对 {likely} 件"), format!("  to check: {likely}")), Style::new()));
    }
    if count.outside > 0 {
        pieces.push((
            lang.say(format!("  不计入本年度 {} 件", count.outside), format!("  not of this year: {}", count.outside)),
            theme.quiet(),
        ));
    }
    if told > 0 {
        pieces.push((lang.say(format!("  说明 {told} 条（i）"), format!("  remarks: {told} (i)")), theme.quiet()));
    }
    canvas.run(line.x, line.y, line.right(), &pieces);
}
