//! The title line of a report: whose and of which year it is, where its edits are, how far it is. Where there is little
//! room, what tells least gives way first; the agency, the year and the state are never quite gone.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::finding::Finding;
use crate::domain::report::Scope;
use crate::domain::session::Session;
use crate::domain::text::Lang;

use super::super::canvas::Canvas;
use super::super::dialog::Dialog;
use super::super::display::{ends_of, fit, short, width};
use super::super::library::Condition;
use super::super::model::{Durability, Model};
use super::super::report::ReportScreen;
use super::super::theme::Theme;
use super::second_keying;

/// What is left out or shortened, each as well as all before it, and the columns that the agency's name must have for it to
/// be enough.
const BRIEFER: [(Brevity, usize); 8] = [
    (Brevity::Full, 20),
    (Brevity::NoEdition, 20),
    (Brevity::NoInfos, 20),
    (Brevity::NoSign, 16),
    (Brevity::ShortCounts, 12),
    (Brevity::ShortState, 10),
    (Brevity::ErrorsOnly, 8),
    (Brevity::StateOnly, 0),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Brevity {
    Full,
    NoEdition,
    NoInfos,
    NoSign,
    ShortCounts,
    ShortState,
    ErrorsOnly,
    StateOnly,
}

/// Draws the line; `failed` are the open findings.
pub(super) fn draw(
    model: &Model,
    screen: &ReportScreen,
    session: &Session,
    failed: &[Finding],
    canvas: &mut Canvas<'_, '_>,
    line: Rect,
) {
    let lang = model.lang();
    let agency = session.report().agency.as_deref().unwrap_or(lang.pick("（未填单位）", "(no agency)"));
    let condition = Condition::with(session, failed);
    let parts = |brevity| {
        let (before, behind) = place(session, &condition, brevity, lang);
        let right = match &screen.second_keying {
            Some(keying) => vec![(second_keying::progress(session, keying, lang), canvas.theme.bar())],
            None => {
                let mut right = vec![state(model, screen, &condition, brevity, canvas.theme)];
                right.extend(counts(&condition, brevity, canvas.theme, lang));
                right.push((" ".into(), canvas.theme.bar()));
                right
            }
        };
        (before, behind, right)
    };
    let columns = usize::from(line.width);
    let rooms = BRIEFER.iter().map(|&(brevity, least)| {
        let (before, behind, right) = parts(brevity);
        let room = columns.saturating_sub(width(before) + width(&behind) + 1 + columns_of(&right));
        (room >= least.min(width(agency)), (before, behind, right, room))
    });
    // The last one is enough in any case.
    let Some((_, (before, behind, right, room))) = rooms.into_iter().find(|(is_enough, _)| *is_enough) else { return };
    let left = format!("{before}{}{behind}", ends_of(agency, room.max(2)));
    let left = fit(&left, columns.saturating_sub(columns_of(&right) + 1));
    canvas.bar(line, &left, canvas.theme.bar());
    canvas.run(line.right().saturating_sub(short(columns_of(&right))), line.y, line.right(), &right);
}

fn columns_of(pieces: &[(String, Style)]) -> usize {
    pieces.iter().map(|(text, _)| width(text)).sum()
}

/// What stands before and behind the agency.
fn place(session: &Session, condition: &Condition, brevity: Brevity, lang: Lang) -> (&'static str, String) {
    let report = session.report();
    let year = report.year.map_or_else(String::new, |year| year.to_string());
    let scope = match (report.scope, brevity >= Brevity::ShortState) {
        (Scope::Own, _) => "",
        (Scope::Aggregated, false) => lang.pick(" 汇总", " aggregated"),
        (Scope::Aggregated, true) => lang.pick(" 汇总", " aggr."),
    };
    let edition = match (brevity, lang) {
        (Brevity::Full, Lang::Zh) => format!("  {}年版", condition.edition),
        (Brevity::Full, Lang::En) => format!("  edition {}", condition.edition),
        _ => String::new(),
    };
    let before = if brevity < Brevity::NoSign { lang.pick(" 勾稽  ", " gouji  ") } else { " " };
    (before, format!("  {year}{}{scope}{edition}", lang.pick("年", "")))
}

/// Whether it is saved, and finished. What is keyed is safe from the moment at which the state says so, in whatever words.
fn state(
    model: &Model,
    screen: &ReportScreen,
    condition: &Condition,
    brevity: Brevity,
    theme: Theme,
) -> (String, Style) {
    let lang = model.lang();
    if screen.lent.is_some() {
        return (lang.say("只读", "read-only"), theme.bar());
    }
    if matches!(model.dialog, Some(Dialog::Recovery(_))) {
        let words = lang.pick("! 有未保存的录入待恢复", "! unsaved work to recover");
        return (words.to_string(), theme.on_bar(theme.warning()));
    }
    let is_short = brevity >= Brevity::ShortState;
    let unsaved = match brevity {
        Brevity::Full | Brevity::NoEdition | Brevity::NoInfos => {
            lang.pick("已随录随存 *未保存到报告", "kept as keyed *not saved to the report")
        }
        Brevity::NoSign | Brevity::ShortCounts => lang.pick("已随存 *未存报告", "kept *unsaved"),
        _ => lang.pick("*未保存", "*unsaved"),
    };
    let state = match (model.durability, screen.is_changed()) {
        _ if screen.session.is_saving() => lang.pick("正在保存", "saving"),
        (Durability::OnDisk, true) => unsaved,
        (Durability::OnDisk, false) => lang.pick("已保存", "saved"),
        _ => lang.pick("*未写入磁盘", "*not on disk"),
    };
    let style = match model.durability {
        Durability::OnDisk => theme.on_bar(theme.good()),
        _ => theme.on_bar(theme.warning()),
    };
    let words = match (condition.is_final, screen.is_tampered) {
        (false, _) => state.to_string(),
        (true, false) => format!("{} {state}", lang.pick("定稿", "FINAL")),
        (true, true) if !is_short => format!("{} {state}", lang.pick("!定稿后有改动", "!changed since finalised")),
        (true, true) => format!("{} {state}", lang.pick("!有改动", "!changed")),
    };
    (words, style)
}

/// Findings by severity, and cells that are still unfilled.
fn counts(condition: &Condition, brevity: Brevity, theme: Theme, lang: Lang) -> Vec<(String, Style)> {
    let Condition { errors, warnings, infos, unfilled, inputs, .. } = condition;
    if brevity == Brevity::StateOnly {
        return Vec::new();
    }
    let is_short = brevity >= Brevity::ShortCounts;
    let style = if *errors > 0 { theme.on_bar(theme.error()) } else { theme.bar() };
    let errors = match (lang, is_short) {
        (Lang::Zh, _) => format!("  错误 {errors}"),
        (Lang::En, false) => format!("  errors {errors}"),
        (Lang::En, true) => format!("  err {errors}"),
    };
    let mut counts = vec![(errors, style)];
    if brevity == Brevity::ErrorsOnly {
        return counts;
    }
    let infos = match (infos, lang) {
        (0, _) => String::new(),
        _ if brevity >= Brevity::NoInfos => String::new(),
        (_, Lang::Zh) => format!("  提示 {infos}"),
        (_, Lang::En) => format!("  notes {infos}"),
    };
    let all = if is_short { String::new() } else { format!("/{inputs}") };
    let rest = match (lang, is_short) {
        (Lang::Zh, _) => format!("  警告 {warnings}{infos}  未填 {unfilled}{all}"),
        (Lang::En, false) => format!("  warnings {warnings}{infos}  empty {unfilled}{all}"),
        (Lang::En, true) => format!("  warn {warnings}{infos}  empty {unfilled}{all}"),
    };
    counts.push((rest, theme.bar()));
    counts
}
