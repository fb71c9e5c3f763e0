//! The lists of the view of a register as they are drawn: what is asked and answered, the answers of a question, cases, where one of
//! them may be moved, and findings.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::definition::Severity;
use crate::domain::register::count::Case;
use crate::domain::text::Lang;

use super::super::super::canvas::{Canvas, Rows, above, hanging, styled};
use super::super::super::display::{fit, left, short, width, wrap};
use super::asked::{AnswerChoice, Answering, AskedPart, AskedRow};
use super::cases::{Cases, Moving, Source};
use super::{RegisterView, words};

/// How many numbers of cases a line names.
const NAMED: usize = 6;

/// The list of what is asked, likely, answered and moved.
pub fn list(view: &RegisterView, selected: usize, canvas: &mut Canvas<'_, '_>, lang: Lang) {
    let inside = canvas.open_wide(lang.pick("待确定和已确定", "Questions and answers"));
    let (theme, columns) = (canvas.theme, usize::from(inside.width));
    let rows = view.rows();
    let (register, count) = (&view.register, view.register.count());
    let lines: Rows = rows
        .iter()
        .enumerate()
        .map(|(index, row)| {
            let mark = if index == selected { ">" } else { " " };
            let (text, style) = match row {
                AskedRow::Heading(part) => return vec![(heading(*part, lang), theme.head())],
                AskedRow::Group(name) => {
                    let group = view.register.catalogue().counting.groups.iter().find(|group| group.name == *name);
                    let title = group.map_or(name.as_str(), |group| group.title.get(lang));
                    return styled(hanging("  ", 2, title, columns), theme.quiet());
                }
                AskedRow::Open(index) => {
                    let question = &count.questions[*index];
                    let numbers = question.cases.iter().map(|&case| count.cases[case].number.as_str());
                    let (cases, numbers) = (question.cases.len(), words::numbers(numbers, NAMED, lang));
                    let wording = &question.wording;
                    (
                        lang.say(
                            format!("? “{wording}”（{cases} 件：{numbers}）"),
                            format!("? “{wording}” ({cases}: {numbers})"),
                        ),
                        theme.warning(),
                    )
                }
                AskedRow::Answered(wording, answer) => {
                    let answer = words::answer(register, answer, lang);
                    (format!("= {} → {answer}", quoted(wording, lang)), Style::new())
                }
                AskedRow::Likely(likely) => {
                    let first = count.cases.iter().find(|case| likely.numbers.contains(&case.number));
                    let place = first.map_or_else(String::new, |case| words::place(register, case, lang));
                    let place = match likely.wording.is_empty() {
                        true => place,
                        false => first.and_then(Case::row).map_or(place, |row| words::row(register, row, lang)),
                    };
                    let (cases, numbers) =
                        (likely.numbers.len(), words::numbers(likely.numbers.iter().map(String::as_str), NAMED, lang));
                    let wording =
                        if likely.wording.is_empty() { String::new() } else { quoted(&likely.wording, lang) + " " };
                    (
                        lang.say(
                            format!("~ {wording}→ {place}（{cases} 件：{numbers}）"),
                            format!("~ {wording}→ {place} ({cases}: {numbers})"),
                        ),
                        Style::new(),
                    )
                }
                AskedRow::Moved(index) => {
                    let moved = &register.moves()[*index];
                    let to: Vec<String> = [&moved.row, &moved.column]
                        .into_iter()
                        .flatten()
                        .map(|name| words::answer(register, name, lang))
                        .collect();
                    let (number, to, reason) = (&moved.number, to.join(" · "), &moved.reason);
                    (
                        lang.say(
                            format!("* {number} → {to}，理由：{reason}"),
                            format!("* {number} → {to}, reason: {reason}"),
                        ),
                        Style::new(),
                    )
                }
            };
            styled(hanging(&format!("{mark} "), 4, &text, columns), style)
        })
        .collect();
    if lines.is_empty() {
        canvas.text(
            above(inside, 1),
            lang.pick("没有要确定的，也没有答复过的。", "Nothing is asked, and nothing was answered."),
            theme.quiet(),
        );
    }
    canvas.rows(above(inside, 1), &lines, selected);
    let keys = match rows.get(selected) {
        Some(AskedRow::Open(_)) => {
            lang.pick("Enter 答复  c 看各件  ↑↓ 选择  Esc 返回表格", "Enter answers  c cases  ↑↓ choose  Esc goes back")
        }
        Some(AskedRow::Answered(..)) => lang.pick(
            "Enter 改答复  Delete 撤回  ↑↓ 选择  Esc 返回表格",
            "Enter changes it  Delete takes it back  ↑↓ choose  Esc goes back",
        ),
        Some(AskedRow::Likely(_)) => lang.pick(
            "y 确认  Enter 改  c 看各件  ↑↓ 选择  Esc 返回表格",
            "y confirms  Enter changes it  c cases  ↑↓ choose  Esc goes back",
        ),
        Some(AskedRow::Moved(_)) => lang.pick(
            "Enter 再改  Delete 撤回  ↑↓ 选择  Esc 返回表格",
            "Enter moves it again  Delete takes it back  ↑↓ choose  Esc goes back",
        ),
        _ => lang.pick("Esc 返回表格", "Esc goes back"),
    };
    canvas.keys_line(inside, keys);
}

fn quoted(wording: &str, lang: Lang) -> String {
    lang.say(format!("“{wording}”"), format!("“{wording}”"))
}

fn heading(part: AskedPart, lang: Lang) -> String {
    match part {
        AskedPart::Open(count) => lang.say(
            format!("待确定 {count} 问（确定以前，有关的格不计）"),
            format!("To be answered: {count} (until then the cells concerned are not counted)"),
        ),
        AskedPart::Likely(count) => lang
            .say(format!("按通常意思计入、请核对 {count} 件"), format!("Counted as is usual, please check: {count}")),
        AskedPart::Answered(count) => lang.say(
            format!("已确定 {count} 项（写法记在单位资料里，以后各年度都用）"),
            format!("Answered: {count} (wordings are kept in the agency's profile, for later years too)"),
        ),
        AskedPart::Moved(count) => lang.say(format!("人工改动 {count} 件"), format!("Moved by hand: {count}")),
    }
}

/// The answers of a question.
pub fn choice(view: &RegisterView, answering: &Answering, canvas: &mut Canvas<'_, '_>, lang: Lang) {
    let (register, count) = (&view.register, view.register.count());
    let place = count.questions.iter().position(|question| question.wording == answering.wording);
    let title = match place.filter(|_| answering.from.is_none()) {
        Some(place) => lang.say(
            format!("待确定 {}/{}", place + 1, count.questions.len()),
            format!("Question {}/{}", place + 1, count.questions.len()),
        ),
        None => lang.say("答复", "Answer"),
    };
    let inside = canvas.open_wide(&title);
    let (theme, columns) = (canvas.theme, usize::from(inside.width));
    let mut asked = Vec::new();
    let group = register.catalogue().counting.groups.iter().find(|group| Some(&group.name) == answering.group.as_ref());
    asked.extend(group.map(|group| (group.title.get(lang).to_string(), theme.quiet())));
    let question = place.map(|place| &count.questions[place]);
    let words = match question {
        Some(question) => {
            let numbers = question.cases.iter().map(|&case| count.cases[case].number.as_str());
            let (cases, cells, numbers) =
                (question.cases.len(), question.cells.len(), words::numbers(numbers, NAMED, lang));
            lang.say(
                format!("“{}”：{cases} 件（{numbers}），{cells} 格等它。计入哪里？", answering.wording),
                format!("“{}”: {cases} ({numbers}), {cells} cells wait. Where does it count?", answering.wording),
            )
        }
        None => {
            lang.say(format!("“{}”计入哪里？", answering.wording), format!("Where does “{}” count?", answering.wording))
        }
    };
    asked.push((words, theme.strong()));
    let mut rest = above(inside, 2);
    for (text, style) in &asked {
        rest = canvas.text(rest, text, *style);
    }
    let rest = Rect { y: rest.y + 1, ..above(rest, 1) };
    let rows: Rows = answering
        .choices
        .iter()
        .enumerate()
        .map(|(index, choice)| {
            let mark = if index == answering.selected { "> " } else { "  " };
            match choice {
                AnswerChoice::Answer(name) => {
                    styled(hanging(mark, 4, &words::answer(register, name, lang), columns), Style::new())
                }
                AnswerChoice::Later => vec![(format!("{mark}{}", lang.pick("以后再说", "Later")), theme.quiet())],
                AnswerChoice::Others => vec![(lang.say("  其他：", "  Others:"), theme.head())],
            }
        })
        .collect();
    canvas.rows(rest, &rows, answering.selected);
    let keys = match (answering.group.is_some(), lang) {
        (true, Lang::Zh) => "Enter 这样计，记住  g 同组各种写法都这样计  ↑↓ 选择  Esc 返回",
        (true, Lang::En) => "Enter takes and remembers it  g for the whole group  ↑↓ choose  Esc goes back",
        (false, _) => {
            lang.pick("Enter 这样计，记住  ↑↓ 选择  Esc 返回", "Enter takes and remembers it  ↑↓ choose  Esc goes back")
        }
    };
    canvas.keys_line(inside, keys);
}

pub fn of_cases(view: &RegisterView, cases: &Cases, canvas: &mut Canvas<'_, '_>, lang: Lang) {
    let register = &view.register;
    let listed = cases.list(register);
    let what = match &cases.source {
        Source::Cell(cell) => words::cell(register, *cell, true, lang),
        Source::Finding(place, _) => view.findings.get(*place).map_or_else(String::new, |finding| finding.rule.clone()),
        Source::Asked(..) => lang.say("各件", "Cases"),
    };
    let inside =
        canvas.open_wide(&lang.say(format!("{what}：{} 件", listed.len()), format!("{what}: {}", listed.len())));
    let (theme, columns) = (canvas.theme, usize::from(inside.width));
    let number = listed.iter().map(|case| width(&case.number)).max().unwrap_or(0).clamp(4, columns / 3);
    let day = |day: Option<jiff::civil::Date>| day.map_or_else(|| "-".to_string(), |day| day.to_string());
    let text = |case: &Case| {
        let number = left(&fit(&case.number, number), number);
        let (received, answered) = (day(case.received), left(&day(case.answered), 10));
        let sure = words::certainty(case, lang);
        format!("{number}  {}  {answered}  {sure}  {}", left(&received, 10), case.wording)
    };
    let rows: Rows = listed
        .iter()
        .enumerate()
        .map(|(index, case)| {
            let mark = if index == cases.selected { "> " } else { "  " };
            let style = if case.is_pending() { theme.warning() } else { Style::new() };
            // Of a hundred thousand only those in sight are put into words.
            if index.abs_diff(cases.selected) > usize::from(inside.height) {
                return vec![(String::new(), style)];
            }
            vec![(fit(&format!("{mark}{}", text(case)), columns).into_owned(), style)]
        })
        .collect();
    let head = format!(
        "  {}  {}  {}  {}",
        left(lang.pick("编号", "No."), number),
        left(lang.pick("收到", "received"), 10),
        left(lang.pick("答复", "answered"), 10),
        lang.pick("把握、依据的文字", "certainty, wording that decided"),
    );
    canvas.put(inside.x, inside.y, inside.width, &head, theme.head());
    let about = cases.chosen(register).map_or_else(Vec::new, |case| told(view, case, columns, lang));
    let body = Rect { y: inside.y + 1, ..above(inside, short(about.len()) + 2) };
    match rows.is_empty() {
        true => drop(canvas.text(
            body,
            lang.pick("台账没有计入这一格的。", "The register has no case in this cell."),
            theme.quiet(),
        )),
        false => canvas.rows(body, &rows, cases.selected),
    }
    canvas.lines(Rect { y: body.bottom(), height: short(about.len()), ..inside }, &about, theme.quiet());
    let keys = match rows.is_empty() {
        true => lang.pick("Esc 返回", "Esc goes back"),
        false => lang.pick(
            "r 改行  k 改列  Delete 撤回改动  ↑↓ 选择  Esc 返回",
            "r moves to a row  k to a column  Delete takes it back  ↑↓ choose  Esc goes back",
        ),
    };
    canvas.keys_line(inside, keys);
}

/// Where a case counts, and why, in full.
fn told(view: &RegisterView, case: &Case, columns: usize, lang: Lang) -> Vec<String> {
    let register = &view.register;
    let scheme = &register.count().scheme;
    let unknown = || lang.say("待确定", "to be answered");
    let start = case.start().map_or_else(unknown, |row| words::row(register, row, lang));
    let end = case.row().map_or_else(unknown, |row| words::row(register, row, lang));
    let column = case
        .column()
        .map_or_else(unknown, |column| scheme.form.tables()[scheme.table].columns[column].named(lang).to_string());
    let mut lines = wrap(
        &lang.say(format!("计入：{start}；{end}；{column}"), format!("Counts in: {start}; {end}; {column}")),
        columns,
    );
    if let Some(moved) = register.moves().iter().find(|moved| moved.number == case.number) {
        let (reason, by, date) = (&moved.reason, &moved.by, &moved.date);
        let words =
            lang.say(format!("人工改动：{reason}（{by} {date}）"), format!("Moved by hand: {reason} ({by} {date})"));
        lines.extend(wrap(&words.replace("（ ", "（").replace("( ", "("), columns));
    }
    lines
}

pub fn moved(view: &RegisterView, moving: &Moving, canvas: &mut Canvas<'_, '_>, lang: Lang) {
    let number = &moving.number;
    let title = match moving.is_column {
        true => lang.say(format!("{number} 改到哪一列"), format!("{number}: to which column")),
        false => lang.say(format!("{number} 改到哪一行"), format!("{number}: to which row")),
    };
    let inside = canvas.open_wide(&title);
    let columns = usize::from(inside.width);
    let rows: Rows = moving
        .choices
        .iter()
        .enumerate()
        .map(|(index, name)| {
            let mark = if index == moving.selected { "> " } else { "  " };
            styled(hanging(mark, 4, &words::answer(&view.register, name, lang), columns), Style::new())
        })
        .collect();
    canvas.rows(above(inside, 1), &rows, moving.selected);
    canvas.keys_line(
        inside,
        lang.pick(
            "Enter 选定，再写理由  ↑↓ 选择  Esc 返回",
            "Enter takes it, the reason is next  ↑↓ choose  Esc goes back",
        ),
    );
}

pub fn findings(view: &RegisterView, selected: usize, canvas: &mut Canvas<'_, '_>, lang: Lang) {
    let title = lang.say(
        format!("台账的问题：{} 条", view.findings.len()),
        format!("Findings on the register: {}", view.findings.len()),
    );
    let inside = canvas.open_wide(&title);
    let (theme, columns) = (canvas.theme, usize::from(inside.width));
    let rows: Rows = view
        .findings
        .iter()
        .enumerate()
        .map(|(index, finding)| {
            let mark = if index == selected { ">" } else { " " };
            let (sign, style) = match finding.severity {
                Severity::Error => ("!", theme.error()),
                Severity::Warning => ("?", theme.warning()),
                Severity::Info => ("i", Style::new()),
            };
            let text = format!("{} {}", finding.rule, finding.message);
            styled(hanging(&format!("{mark} {sign} "), 4, &text, columns), style)
        })
        .collect();
    let about = view.findings.get(selected).map_or_else(Vec::new, |finding| wrap(&finding.remedy, columns));
    let body = above(inside, short(about.len()) + 1);
    match rows.is_empty() {
        true => drop(canvas.text(body, lang.pick("没有问题。", "No findings."), theme.good())),
        false => canvas.rows(body, &rows, selected),
    }
    canvas.lines(Rect { y: body.bottom(), height: short(about.len()), ..inside }, &about, theme.quiet());
    let keys = match rows.is_empty() {
        true => lang.pick("Esc 返回表格", "Esc goes back"),
        false => lang
            .pick("Enter 定位  c 看各件  ↑↓ 选择  Esc 返回表格", "Enter goes there  c cases  ↑↓ choose  Esc goes back"),
    };
    canvas.keys_line(inside, keys);
}
