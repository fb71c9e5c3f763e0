//! The library screen: agencies and years, how complete they are, how many findings they have, and where the folder is.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::report::Scope;
use crate::domain::text::Lang;

use super::super::canvas::{Canvas, Hit};
use super::super::command::{Command, Reach};
use super::super::display::{ends_of, left, right, short, width, wrap};
use super::super::library::{LibraryScreen, Listed};
use super::super::model::Model;
use super::report::hint_line;

const HINTS: [Command; 16] = [
    Command::Open,
    Command::Filter,
    Command::New,
    Command::Import,
    Command::Palette,
    Command::Help,
    Command::Quit,
    Command::Sort,
    Command::EarlierStates,
    Command::DeleteReport,
    Command::Deleted,
    Command::Backup,
    Command::BringBack,
    Command::Collecting,
    Command::Chart,
    Command::Settings,
];

/// Those that make sense while the list is narrowed.
const NARROWED_HINTS: [Command; 6] =
    [Command::Open, Command::ListAll, Command::Filter, Command::Sort, Command::Help, Command::Quit];

/// Those that make sense while the library is empty.
const FIRST_HINTS: [Command; 7] = [
    Command::New,
    Command::Import,
    Command::Sample,
    Command::BringBack,
    Command::Help,
    Command::Palette,
    Command::Quit,
];

/// Widths of the columns behind the agency: year, scope, edition, filled, findings, finished, last change.
const COLUMNS: [usize; 7] = [5, 7, 8, 9, 18, 7, 9];

/// The most columns of an agency's name: what belongs together does not drift apart on a wide screen.
const NAME: usize = 64;

/// From how many columns on the edition is shown.
const WIDE: u16 = 100;

pub(super) fn draw(model: &Model, canvas: &mut Canvas<'_, '_>, area: Rect) {
    let (lang, theme) = (model.lang(), canvas.theme);
    let line = |y: u16| Rect { y: area.y + y, height: 1, ..area };
    let place = place(&model.library, lang);
    let name = usize::from(area.width).saturating_sub(width(&place) + 1);
    canvas.bar(line(0), &format!("{}{place} ", left(lang.pick(" 勾稽  报告库", " gouji  library"), name)), theme.bar());
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
        welcome(model, canvas, body);
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
    let hints: &[Command] = match &model.library {
        library if library.reports.is_empty() => &FIRST_HINTS,
        library if !library.filter().is_empty() => &NARROWED_HINTS,
        _ => &HINTS,
    };
    hint_line(model, canvas, line(last), hints);
}

fn welcome(model: &Model, canvas: &mut Canvas<'_, '_>, area: Rect) {
    let lang = model.lang();
    let lines = match lang {
        Lang::Zh => [
            "报告库中还没有报告。",
            "按 ‹new› 新建年度报告；按 ‹import› 导入已有的（Word、Excel、PDF、网页、文本文件）；",
            "按 ‹sample› 建一份示例报告试用。录入后按 ‹save› 保存，按 ‹export› 导出。",
            "‹help› 帮助，‹palette› 查全部命令，‹manual› 使用手册。",
        ],
        Lang::En => [
            "The library is empty.",
            "Press ‹new› for a new yearly report, ‹import› to import one (Word, Excel, PDF, text),",
            "or ‹sample› for a sample report to try out. ‹save› saves, ‹export› exports.",
            "‹help› help, ‹palette› all commands, ‹manual› manual.",
        ],
    };
    for (text, y) in lines.into_iter().zip(area.y + 1..area.bottom()) {
        let text = model.setting.keymap.in_words(text, &[Reach::Library, Reach::Everywhere], lang);
        canvas.put(area.x + 2, y, area.width.saturating_sub(2), &text, Style::new());
    }
}

/// Where in the list the choice stands, by which words it is narrowed and how it is sorted.
fn place(library: &LibraryScreen, lang: Lang) -> String {
    let (shown, all) = (library.shown().len(), library.reports.len());
    if all == 0 && library.copying.is_none() {
        return String::new();
    }
    let at = if shown == 0 { 0 } else { library.selected + 1 };
    let mut parts = Vec::new();
    if let Some((done, total)) = library.copying {
        parts.push(lang.say(format!("正在复制 {done}/{total}…"), format!("Copying {done}/{total}...")));
    }
    if !library.filter().is_empty() {
        let filter = library.filter();
        parts.push(lang.say(format!("筛选“{filter}”，共 {all} 份"), format!("filter “{filter}”, {all} in all")));
    }
    if library.is_by_need() {
        parts.push(match library.unknown() {
            0 => lang.say("待办在前", "unfinished first"),
            unknown => lang.say(
                format!("待办在前，尚有 {unknown} 份未查看…"),
                format!("unfinished first, {unknown} still to be checked..."),
            ),
        });
    }
    parts.push(lang.say(format!("第 {at}/{shown} 份"), format!("{at}/{shown}")));
    parts.join("  ")
}

fn list(model: &Model, canvas: &mut Canvas<'_, '_>, area: Rect) {
    let (lang, theme) = (model.lang(), canvas.theme);
    let heads = match lang {
        Lang::Zh => ["单位", "年度", "范围", "格式", "已填", "问题", "定稿", "修改日期"],
        Lang::En => ["Agency", "Year", "Scope", "Edition", "Filled", "Findings", "Final", "Changed"],
    };
    if area.height == 0 {
        return;
    }
    canvas.bar(Rect { height: 1, ..area }, &row(&heads.map(str::to_string), area.width), theme.quiet());
    let library = &model.library;
    let height = usize::from(area.height) - 1;
    if library.shown().len() == 0 && !library.filter().is_empty() && height > 0 {
        let words = lang.pick("! 没有匹配的报告；Esc 显示全部", "! No report matches; Esc shows all");
        canvas.put(area.x + 1, area.y + 1, area.width.saturating_sub(1), words, theme.warning());
    }
    let shown = library.shown().enumerate().skip(library.first(height)).take(height);
    for ((index, listed), y) in shown.zip(area.y + 1..area.bottom()) {
        let style = match &listed.state {
            _ if index == library.selected => theme.cursor(),
            Some(Ok(condition)) if condition.errors > 0 => theme.error(),
            Some(Ok(_)) | None => Style::new(),
            Some(Err(_)) => theme.warning(),
        };
        let words = words(listed, model.setting.this_year, lang);
        canvas.bar(Rect { y, height: 1, ..area }, &row(&words, area.width), style);
        canvas.hit(Rect { y, height: 1, ..area }, Hit::Listed(index));
    }
}

fn words(listed: &Listed, this_year: i32, lang: Lang) -> [String; 8] {
    let scope = match listed.key.scope {
        Scope::Own => lang.pick("本机关", "own"),
        Scope::Aggregated => lang.pick("汇总", "aggr."),
    };
    let nothing = String::new;
    let [edition, filled, findings, finished, changed] = match &listed.state {
        Some(Ok(condition)) => {
            let findings = match (condition.errors, condition.warnings, lang) {
                // Nothing wrong is said only of what is there in full.
                (0, 0, lang) if condition.unfilled > 0 => lang.say("未填完", "incomplete"),
                (0, 0, lang) if !condition.is_written => lang.say("正文未写完", "text incomplete"),
                (0, 0, lang) => match condition.infos {
                    0 => lang.say("无", "none"),
                    1 => lang.say("提示 1", "1 note"),
                    notes => lang.say(format!("提示 {notes}"), format!("{notes} notes")),
                },
                (0, warnings, Lang::Zh) => format!("? 警告 {warnings}"),
                (0, warnings, Lang::En) => format!("? {warnings} warn."),
                (errors, warnings, Lang::Zh) => format!("! 错误 {errors} 警告 {warnings}"),
                (errors, warnings, Lang::En) => format!("! {errors} err. {warnings} warn."),
            };
            // The sign is that of the title line.
            let sign = if condition.is_unsaved { "*" } else { "" };
            let filled = format!("{sign}{}/{}", condition.inputs - condition.unfilled, condition.inputs);
            let finished = if condition.is_final { lang.pick("定稿", "final") } else { "" };
            let changed = condition.changed.as_deref().map_or_else(nothing, |day| changed(day, this_year));
            [condition.edition.clone(), filled, findings, finished.to_string(), changed]
        }
        None => [nothing(), nothing(), "…".to_string(), nothing(), nothing()],
        Some(Err(_)) => [nothing(), nothing(), lang.say("! 无法打开", "! unreadable"), nothing(), nothing()],
    };
    let (agency, year) = (listed.key.agency.clone(), listed.key.year.to_string());
    [agency, year, scope.to_string(), edition, filled, findings, finished, changed]
}

/// A day of this year by month and day, any other by year and month.
fn changed(day: &str, this_year: i32) -> String {
    match day.strip_prefix(&format!("{this_year}-")) {
        Some(day) => day.to_string(),
        None => day.get(..7).unwrap_or(day).to_string(),
    }
}

fn row(words: &[String; 8], columns: u16) -> String {
    let [name, year, scope, edition, filled, findings, finished, changed] = words;
    let [y, s, e, f, p, d, c] = COLUMNS;
    let e = if columns < WIDE { 0 } else { e };
    let agency = usize::from(columns).saturating_sub(y + s + e + f + p + d + c + 1).clamp(8, NAME);
    // Places stand at the beginning of an office's name, and what it is at its end.
    let name = ends_of(name, agency.saturating_sub(1));
    format!(
        "{}{}{}{}{}  {}{}{}",
        left(&format!(" {name}"), agency),
        right(year, y),
        right(scope, s),
        right(edition, e),
        right(filled, f),
        left(findings, p - 2),
        right(finished, d),
        right(changed, c)
    )
}
