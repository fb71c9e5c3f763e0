//! Dialogs: each draws its state and says its keys.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::report::{Part, Scope};
use crate::domain::text::Lang;

use super::super::command::Command;
use super::super::dialog::{Dialog, Picker, Question, Reading};
use super::super::display::{brief, left, width, wrap};
use super::super::field::Field;
use super::super::help;
use super::super::key::{Chord, Code};
use super::super::manual::{self, Line, Manner};
use super::super::model::{Hit, Model, Screen};
use super::super::new_report::{NewReport, Origin};
use super::super::path_entry::PathEntry;
use super::super::scrolling;
use super::canvas::Canvas;
use super::{
    changes, chart, deleted, export, findings, import, merging, notes, preview, recovery, report_preview, rules,
    settings, signing, writing,
};

/// Draws the open dialog.
pub(super) fn draw(model: &Model, dialog: &Dialog, canvas: &mut Canvas<'_, '_>, screen: Rect) {
    let lang = model.lang();
    match dialog {
        Dialog::Palette(picker) => palette(model, picker, canvas),
        Dialog::Find(picker) => {
            let Screen::Report(report) = &model.screen else { return };
            let title = lang.pick(
                "找单元格（名称、拼音首字母、格名、数字）",
                "Find a cell (label, pinyin initials, cell name, figure)",
            );
            list(&picker.query, writing::named(report, &picker.items, lang), picker.selected, title, canvas, lang);
        }
        Dialog::Help(reading) => {
            let area = page(canvas, model, lang.pick("帮助", "Help"));
            scroll(canvas, area, &help::lines(model, reading.under.as_deref(), area.width.into()), reading, lang);
        }
        Dialog::Manual(reading) => {
            let area = page(canvas, model, lang.pick("使用手册", "Manual"));
            scroll(canvas, area, &manual::lines(lang, area.width.into()), reading, lang);
        }
        Dialog::Chapters => chapters(model, canvas),
        Dialog::Question(asked) => question(asked, canvas, screen, lang),
        Dialog::New(new) => new_report(new, canvas, lang),
        Dialog::ImportPath(entry) => {
            let asked = lang.pick(
                "文件路径（Word、Excel、PDF、网页、文字、CSV 单元格表，或本程序的报告）：",
                "Path of a Word, Excel, PDF, web page, text or cell list (CSV) file, or of a report of gouji:",
            );
            let keys = lang.pick("Enter 读取并预览  Esc 放弃", "Enter reads and previews  Esc gives up");
            path(entry, canvas, lang.pick("导入文件", "Import a file"), asked, keys);
        }
        Dialog::Import(shown) => import::import(shown, canvas, lang),
        Dialog::Report(shown) => report_preview::draw(shown, canvas, screen, lang),
        Dialog::Deleted(shown) => deleted::draw(shown, canvas, lang),
        Dialog::Export(target) => export::draw(target, canvas, screen, lang),
        Dialog::Findings(list) => {
            if let Screen::Report(report) = &model.screen {
                findings::draw(report, list, canvas, screen, lang);
            }
        }
        Dialog::Rules(list) => {
            if let Screen::Report(report) = &model.screen {
                rules::draw(&report.session, list, canvas, screen, lang);
            }
        }
        Dialog::Changes(list) => changes::draw(list, canvas, screen, lang),
        Dialog::Recovery(shown) => recovery::draw(shown, canvas, screen, lang),
        Dialog::Conflict(conflict) => {
            if let Screen::Report(report) = &model.screen {
                merging::draw(conflict, report.session.report(), canvas, screen, lang);
            }
        }
        Dialog::ComparePath(entry) => {
            let asked = lang.pick(
                "报告或文件（Word、Excel、PDF、网页、文字、CSV）的路径：",
                "Path of a report or document (Word, Excel, PDF, web page, text, CSV):",
            );
            let keys = lang.pick("Enter 对照  Esc 放弃", "Enter compares  Esc gives up");
            path(entry, canvas, lang.pick("与文件对照", "Compare with a file"), asked, keys);
        }
        Dialog::CopyPath(entry) => {
            let asked = lang.pick("新文件的路径（如另一个盘）：", "Path of a new file, such as on another disk:");
            let keys = lang.pick("Enter 另存  Esc 放弃", "Enter saves  Esc gives up");
            path(entry, canvas, lang.pick("另存到别处", "Save a copy elsewhere"), asked, keys);
        }
        Dialog::Field(picker) => {
            if let Screen::Report(report) = &model.screen {
                let (title, cells) = writing::cells(report, picker, lang);
                list(&picker.query, cells, picker.selected, title, canvas, lang);
            }
        }
        Dialog::Fees(fees) => {
            let area = writing::fees(fees, canvas, lang);
            let keys = lang.pick("Enter 下一项/写入  ↑↓ 换项  Esc 放弃", "Enter next/write it  ↑↓ lines  Esc gives up");
            keys_line(canvas, area, keys);
        }
        Dialog::Signing(form) => signing::draw(form, canvas, screen, lang),
        Dialog::Note(form) => {
            if let Screen::Report(report) = &model.screen {
                notes::form(report.session.report(), form, canvas, lang);
            }
        }
        Dialog::Notes(list) => {
            if let Screen::Report(report) = &model.screen {
                notes::list(report.session.report(), list, canvas, screen, lang);
            }
        }
        Dialog::Settings(form) => settings::draw(model, form, canvas, screen),
        Dialog::Chart(shown) => chart::draw(shown, canvas, screen, lang),
        Dialog::Paste(plan, top) => preview::paste(plan, *top, canvas, lang),
    }
}

fn keys_line(canvas: &mut Canvas<'_, '_>, area: Rect, text: &str) {
    canvas.keys_line(area, text);
}

/// The path of a file, with what is wrong with it below.
fn path(entry: &PathEntry, canvas: &mut Canvas<'_, '_>, title: &str, asked: &str, keys: &str) {
    let area = canvas.open_box(70, 8, title);
    let asked = wrap(asked, area.width.into());
    let mut y = area.y;
    for line in &asked {
        canvas.put(area.x, y, area.width, line, Style::new());
        y += 1;
    }
    canvas.run(area.x, y, area.right(), &[("> ".to_string(), canvas.theme.key())]);
    let place = Rect { x: area.x + 2, y, width: area.width.saturating_sub(2), height: 1 };
    canvas.field(&entry.path, place, true);
    problem(&entry.problem, canvas, Rect { y: y + 1, height: area.bottom().saturating_sub(y + 2), ..area });
    keys_line(canvas, area, keys);
}

/// What is wrong, in as many lines as there are.
fn problem(words: &str, canvas: &mut Canvas<'_, '_>, area: Rect) {
    if words.is_empty() || area.height == 0 {
        return;
    }
    let lines = brief(&format!("! {words}"), area.width.into(), area.height.into());
    for (line, y) in lines.iter().zip(area.top()..area.bottom()) {
        canvas.put(area.x, y, area.width, line, canvas.theme.error());
    }
}

/// A box for a long text.
fn page(canvas: &mut Canvas<'_, '_>, model: &Model, title: &str) -> Rect {
    let (columns, rows) = scrolling::page(model.size);
    canvas.open_box(columns, rows, title)
}

/// A long text from a line on, and how much of it is seen.
fn scroll(canvas: &mut Canvas<'_, '_>, area: Rect, lines: &[Line], reading: &Reading, lang: Lang) {
    let theme = canvas.theme;
    let room = usize::from(area.height.saturating_sub(1));
    let top = reading.top.min(lines.len().saturating_sub(room));
    for (line, y) in lines.iter().skip(top).take(room).zip(area.y..) {
        let style = |manner: &Manner| match manner {
            Manner::Plain => Style::new(),
            Manner::Heading => theme.head(),
            Manner::Strong => theme.strong(),
            Manner::Code => theme.key(),
        };
        let pieces: Vec<(String, Style)> = line.0.iter().map(|(text, manner)| (text.clone(), style(manner))).collect();
        canvas.run(area.x, y, area.right(), &pieces);
    }
    let seen = (top + room).min(lines.len());
    let keys = lang.pick("↑↓ PageUp PageDown Home End 翻看  Esc ", "↑↓ PageUp PageDown Home End scroll  Esc ");
    let back = match reading.under {
        Some(_) => lang.pick("返回", "goes back"),
        None => lang.pick("关闭", "closes"),
    };
    canvas.keys_line(area, &format!("{keys}{back}  {seen}/{}", lines.len()));
}

fn palette(model: &Model, picker: &Picker<Command>, canvas: &mut Canvas<'_, '_>) {
    let lang = model.lang();
    let scopes = model.scopes();
    let keys = |command| model.setting.keymap.shown(&scopes, command);
    let line = |&command: &Command| format!("{} {}", left(command.title(lang), 32), keys(command));
    let title = lang.pick("命令", "Commands");
    list(&picker.query, picker.items.iter().map(line).collect(), picker.selected, title, canvas, lang);
}

/// A list narrowed by the query above it.
fn list(query: &Field, items: Vec<String>, selected: usize, title: &str, canvas: &mut Canvas<'_, '_>, lang: Lang) {
    let area = canvas.open_box(84, 20, title);
    canvas.put(area.x, area.y, 2, "> ", canvas.theme.key());
    canvas.field(query, Rect { x: area.x + 2, width: area.width.saturating_sub(2), height: 1, ..area }, true);
    let room = usize::from(area.height.saturating_sub(2));
    if items.is_empty() {
        let words = match query.text().trim().is_empty() {
            true => lang.pick(
                "输入标签里的几个字（如“部分公开”）、拼音首字母（bfgk）、格名（requests.partial）或者格里的数字",
                "type some words of a label (partly), pinyin initials (bfgk), a cell's name (requests.partial) or a figure",
            ),
            false => lang.pick("! 没有匹配：删掉几个字，或换一种写法", "! nothing matches: take some letters back, or try other words"),
        };
        let style = if words.starts_with('!') { canvas.theme.warning() } else { canvas.theme.quiet() };
        for (line, y) in wrap(words, area.width.into()).iter().zip(area.y + 1..area.bottom()) {
            canvas.put(area.x, y, area.width, line, style);
        }
    }
    let first = (selected + 1).saturating_sub(room.max(1));
    for ((index, text), y) in items.iter().enumerate().skip(first).take(room).zip(area.y + 1..) {
        let style = if index == selected { canvas.theme.cursor() } else { Style::new() };
        canvas.put(area.x, y, area.width, &left(text, area.width.into()), style);
        canvas.hit(Rect { y, height: 1, ..area }, Hit::Item(index));
    }
    keys_line(
        canvas,
        area,
        lang.pick(
            "输入以缩小范围  ↑↓ 选  Enter 确定  Esc 关闭",
            "type to narrow  ↑↓ choose  Enter takes it  Esc closes",
        ),
    );
}

fn chapters(model: &Model, canvas: &mut Canvas<'_, '_>) {
    let lang = model.lang();
    let Screen::Report(report) = &model.screen else { return };
    let parts: Vec<Part> = report.session.report().parts().collect();
    let area =
        canvas.open_box(64, u16::try_from(parts.len() + 1).unwrap_or(9), lang.pick("去哪一章？", "Which chapter?"));
    for ((digit, part), y) in parts.iter().enumerate().zip(area.y..area.bottom().saturating_sub(1)) {
        let words = match part {
            Part::Preamble => lang.pick("导语", "preamble").to_string(),
            Part::Closing => lang.pick("落款", "closing lines").to_string(),
            Part::Chapter(index) => {
                let chapter = &report.form().definition().chapters[*index];
                format!("{}{}{}", chapter.number(lang), lang.pick("、", ". "), chapter.named(lang))
            }
        };
        canvas.run(area.x, y, area.right(), &[(format!("{digit}  "), canvas.theme.key()), (words, Style::new())]);
        let digit = u32::try_from(digit).ok().and_then(|digit| char::from_digit(digit, 10));
        if let Some(digit) = digit {
            canvas.hit(Rect { y, height: 1, ..area }, Hit::Key(Chord::plain(Code::Char(digit))));
        }
    }
    keys_line(canvas, area, lang.pick("按数字键  Esc 关闭", "press a digit  Esc closes"));
}

fn question(asked: &Question, canvas: &mut Canvas<'_, '_>, screen: Rect, lang: Lang) {
    // On a small screen the end of what is asked gives way to the answers.
    let room = usize::from(screen.height).saturating_sub(asked.answers.len() + 4);
    let mut lines = wrap(&asked.text, 60.min(screen.width.saturating_sub(4)).into());
    lines.truncate(room);
    let rows = u16::try_from(lines.len() + asked.answers.len() + 2).unwrap_or(u16::MAX);
    let area = canvas.open_box(62, rows, lang.pick("请确认", "Please confirm"));
    let mut y = area.y;
    for line in lines {
        canvas.put(area.x, y, area.width, &line, Style::new());
        y += 1;
    }
    y += 1;
    for (letter, words, _) in &asked.answers {
        canvas.hit(Rect { y, height: 1, ..area }, Hit::Key(Chord::plain(Code::Char(*letter))));
        canvas.run(
            area.x,
            y,
            area.right(),
            &[(format!("{letter}  "), canvas.theme.key()), (words.clone(), Style::new())],
        );
        y += 1;
    }
    let back = lang.pick("返回，什么也不做", "back, nothing is done").to_string();
    canvas.run(area.x, y, area.right(), &[("Esc  ".to_string(), canvas.theme.key()), (back, Style::new())]);
}

fn new_report(new: &NewReport, canvas: &mut Canvas<'_, '_>, lang: Lang) {
    let blank = matches!(new.origin, Origin::Blank);
    let title = if blank {
        lang.pick("新建报告", "New report")
    } else {
        lang.pick("这是谁的报告？", "Whose report is it?")
    };
    let area = canvas.open_box(68, if blank { 10 } else { 8 }, title);
    let labels = match lang {
        Lang::Zh => ["单位全称", "报告年度", "范围", "本年有无申请、复议、诉讼", "库中有上年报告时"],
        Lang::En => {
            ["Agency, full name", "Report year", "Scope", "Any requests or disputes?", "With last year's report"]
        }
    };
    let column = labels.iter().map(|label| width(label)).max().unwrap_or(0) + 2;
    let column = u16::try_from(column).unwrap_or(20);
    let choice = |options: [&str; 2], chosen: Option<usize>| {
        let mark = |index: usize| if chosen == Some(index) { "[x]" } else { "[ ]" };
        format!("{} {}   {} {}", mark(0), options[0], mark(1), options[1])
    };
    for ((index, label), y) in labels.iter().enumerate().take(new.lines()).zip(area.y..) {
        let style = if index == new.focus { canvas.theme.key() } else { Style::new() };
        canvas.put(area.x, y, column, label, style);
        canvas.hit(Rect { y, height: 1, ..area }, Hit::Item(index));
        let place = Rect { x: area.x + column, y, width: area.width.saturating_sub(column), height: 1 };
        match index {
            0 => canvas.field(&new.agency, place, new.focus == 0),
            1 => canvas.field(&new.year, place, new.focus == 1),
            2 => {
                let options = [lang.pick("本机关", "own"), lang.pick("汇总（全地区）", "aggregated")];
                let text = choice(options, Some(usize::from(new.scope == Scope::Aggregated)));
                canvas.put(place.x, y, place.width, &text, style);
            }
            4 if new.key().is_some() && new.without_last_year().is_some() => {
                let year = new.without_last_year().unwrap_or_default();
                // One who came before it by another name is known once the report is made.
                let text = match lang {
                    Lang::Zh => format!("库中没有 {year} 年的（更名前单位有就带入）"),
                    Lang::En => format!("{year} is missing (a predecessor's counts)"),
                };
                canvas.put(place.x, y, place.width, &text, canvas.theme.quiet());
            }
            4 => {
                let options = [lang.pick("带入结转数和标题", "take over"), lang.pick("不带入", "leave it")];
                let text = choice(options, Some(usize::from(!new.from_last_year)));
                canvas.put(place.x, y, place.width, &text, style);
            }
            _ => {
                let options = [lang.pick("有", "yes"), lang.pick("无：表三、表四全填 0", "none: tables 3 and 4 all 0")];
                canvas.put(place.x, y, place.width, &choice(options, new.nil.map(usize::from)), style);
            }
        }
        if index > 1 && index == new.focus {
            canvas.cursor_at(place.x + 1, y);
        }
    }
    let words = if new.problem.is_empty() { new.clash(lang).unwrap_or_default() } else { new.problem.clone() };
    let y = area.y + u16::try_from(new.lines()).unwrap_or(0) + 1;
    problem(&words, canvas, Rect { y, height: area.bottom().saturating_sub(y + 1), ..area });
    keys_line(
        canvas,
        area,
        lang.pick(
            "Enter 下一项/完成  ↑↓ 换项  ←→ 选择  Esc 放弃",
            "Enter next/finish  ↑↓ lines  ←→ choose  Esc gives up",
        ),
    );
}
