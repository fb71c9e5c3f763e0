//! The library screen: agencies and years, how complete they are, how many findings they have, and where the folder is.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::report::Scope;
use crate::domain::text::Lang;

use super::super::canvas::{Canvas, Hit};
use super::super::command::Command;
use super::super::display::{left, right, short, wrap};
use super::super::library::Listed;
use super::super::model::Model;
use super::report::hint_line;

const HINTS: [Command; 11] = [
    Command::Open,
    Command::New,
    Command::Import,
    Command::Palette,
    Command::Help,
    Command::Quit,
    Command::DeleteReport,
    Command::Deleted,
    Command::Sample,
    Command::Chart,
    Command::Settings,
];

/// Those that make sense while the library is empty.
const FIRST_HINTS: [Command; 6] =
    [Command::New, Command::Import, Command::Sample, Command::Help, Command::Palette, Command::Quit];

/// Widths of the columns behind the agency: year, scope, edition, filled, findings.
const COLUMNS: [usize; 5] = [6, 6, 6, 10, 20];

pub(super) fn draw(model: &Model, canvas: &mut Canvas<'_, '_>, area: Rect) {
    let (lang, theme) = (model.lang(), canvas.theme);
    let line = |y: u16| Rect { y: area.y + y, height: 1, ..area };
    let title = lang.pick(" 勾稽  报告库", " gouji  library");
    canvas.bar(line(0), title, theme.bar());
    let last = area.height - 1;
    // Why the chosen report cannot be read stands below the list, in full.
    let problem = model.library.current().and_then(|listed| listed.state.as_ref()?.as_ref().err());
    let problem = problem.map_or_else(Vec::new, |text| wrap(text, area.width.into()));
    let below = short(problem.len()).min(last / 2);
    let body = Rect { y: area.y + 1, height: last.saturating_sub(2 + below), ..area };
    for (text, y) in problem.iter().zip(body.bottom()..body.bottom() + below) {
        canvas.put(area.x, y, area.width, text, theme.warning());
    }
    if model.library.loaded && model.library.reports.is_empty() {
        welcome(canvas, body, lang);
    } else if !model.library.loaded && model.message.is_none() {
        let words = lang.pick("正在读取报告库……", "Reading the library...");
        canvas.put(area.x + 2, body.y + 1, area.width.saturating_sub(2), words, theme.quiet());
    } else {
        list(model, canvas, body);
    }
    if last > 1 {
        let folder = lang.pick("报告库所在文件夹：", "The library's folder: ");
        canvas.put(area.x, area.y + last - 1, area.width, &format!("{folder}{}", model.setting.root), theme.quiet());
    }
    let hints: &[Command] = if model.library.reports.is_empty() { &FIRST_HINTS } else { &HINTS };
    hint_line(model, canvas, line(last), hints);
}

fn welcome(canvas: &mut Canvas<'_, '_>, area: Rect, lang: Lang) {
    let lines = match lang {
        Lang::Zh => [
            "报告库还是空的。",
            "按 n 新建年度报告；按 i 导入已有的（Word、Excel、PDF、网页、文字）；",
            "按 s 建一份示例报告，先试试看。录入后按 Ctrl-S 保存，按 Ctrl-E 导出。",
        ],
        Lang::En => [
            "The library is empty.",
            "Press n for a new yearly report, i to import one (Word, Excel, PDF, text),",
            "or s for a sample report to try things on. Ctrl-S saves, Ctrl-E exports.",
        ],
    };
    for (text, y) in lines.into_iter().zip(area.y + 1..area.bottom()) {
        canvas.put(area.x + 2, y, area.width.saturating_sub(2), text, Style::new());
    }
}

fn list(model: &Model, canvas: &mut Canvas<'_, '_>, area: Rect) {
    let (lang, theme) = (model.lang(), canvas.theme);
    let behind: usize = COLUMNS.iter().sum();
    let agency = usize::from(area.width).saturating_sub(behind + 1).max(8);
    let heads = match lang {
        Lang::Zh => ["单位", "年份", "范围", "版本", "已填", "问题"],
        Lang::En => ["Agency", "Year", "Scope", "Form", "Filled", "Findings"],
    };
    if area.height == 0 {
        return;
    }
    canvas.bar(Rect { height: 1, ..area }, &row(&heads.map(str::to_string), agency), theme.head());
    let height = usize::from(area.height) - 1;
    let first = (model.library.selected + 1).saturating_sub(height.max(1));
    let shown = model.library.reports.iter().enumerate().skip(first).take(height);
    for ((index, listed), y) in shown.zip(area.y + 1..area.bottom()) {
        let style = match &listed.state {
            _ if index == model.library.selected => theme.cursor(),
            Some(Ok(condition)) if condition.errors > 0 => theme.error(),
            Some(Ok(_)) | None => Style::new(),
            Some(Err(_)) => theme.warning(),
        };
        canvas.bar(Rect { y, height: 1, ..area }, &row(&words(listed, lang), agency), style);
        canvas.hit(Rect { y, height: 1, ..area }, Hit::Listed(index));
    }
}

fn words(listed: &Listed, lang: Lang) -> [String; 6] {
    let scope = match listed.key.scope {
        Scope::Own => lang.pick("本级", "own"),
        Scope::Aggregated => lang.pick("汇总", "aggr."),
    };
    let (edition, filled, findings) = match &listed.state {
        Some(Ok(condition)) => {
            let findings = match (condition.errors, condition.warnings, lang) {
                (0, 0, lang) if condition.is_final => lang.pick("定稿", "final").to_string(),
                (0, 0, lang) if !condition.is_written => lang.pick("文字没写完", "text unfinished").to_string(),
                (0, 0, lang) => lang.pick("无", "none").to_string(),
                (errors, warnings, Lang::Zh) => format!("! 错误 {errors} 警告 {warnings}"),
                (errors, warnings, Lang::En) => format!("! {errors} err. {warnings} warn."),
            };
            // The sign is that of the title line.
            let sign = if condition.is_unsaved { "*" } else { "" };
            let filled = format!("{sign}{}/{}", condition.inputs - condition.unfilled, condition.inputs);
            (condition.edition.clone(), filled, findings)
        }
        None => (String::new(), String::new(), "…".to_string()),
        Some(Err(_)) => (String::new(), String::new(), lang.pick("! 打不开", "! unreadable").to_string()),
    };
    [listed.key.agency.clone(), listed.key.year.to_string(), scope.to_string(), edition, filled, findings]
}

fn row(words: &[String; 6], agency: usize) -> String {
    let [name, year, scope, edition, filled, findings] = words;
    let [y, s, e, f, p] = COLUMNS;
    let front = left(&format!(" {name}"), agency);
    format!(
        "{front}{}{}{}{}  {}",
        right(year, y),
        right(scope, s),
        right(edition, e),
        right(filled, f),
        left(findings, p - 2)
    )
}
