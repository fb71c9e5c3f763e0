//! The title line of a report: whose and of which year it is, where its edits are, how far it is. Where there is little
//! room, what tells least gives way first; the agency, the year and the state are never quite gone.

use ratatui::layout::Rect;

use crate::domain::finding::Finding;
use crate::domain::report::Scope;
use crate::domain::session::Session;
use crate::domain::text::Lang;

use super::super::canvas::Canvas;
use super::super::display::{ends_of, fit, width};
use super::super::library::Condition;
use super::super::model::{Durability, Model};
use super::super::report::ReportScreen;
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
    let agency = session.report().agency.as_deref().unwrap_or(lang.pick("（未定单位）", "(no agency)"));
    let condition = Condition::with(session, failed);
    let parts = |brevity| {
        let (before, behind) = place(session, &condition, brevity, lang);
        let right = match &screen.second_keying {
            Some(keying) => second_keying::progress(session, keying, lang),
            None => {
                let state = state(model, screen, &condition, brevity);
                format!("{state}{} ", counts(&condition, brevity, lang))
            }
        };
        (before, behind, right)
    };
    let columns = usize::from(line.width);
    let rooms = BRIEFER.iter().map(|&(brevity, least)| {
        let (before, behind, right) = parts(brevity);
        let room = columns.saturating_sub(width(before) + width(&behind) + 1 + width(&right));
        (room >= least.min(width(agency)), (before, behind, right, room))
    });
    // The last one is enough in any case.
    let Some((_, (before, behind, right, room))) = rooms.into_iter().find(|(is_enough, _)| *is_enough) else { return };
    let left = format!("{before}{}{behind}", ends_of(agency, room.max(2)));
    let left = fit(&left, columns.saturating_sub(width(&right) + 1));
    let gap = " ".repeat(columns.saturating_sub(width(&left) + width(&right)));
    canvas.bar(line, &format!("{left}{gap}{right}"), canvas.theme.bar());
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
        (Brevity::Full, Lang::Zh) => format!("  {}版", condition.edition),
        (Brevity::Full, Lang::En) => format!("  form {}", condition.edition),
        _ => String::new(),
    };
    let before = if brevity < Brevity::NoSign { lang.pick(" 勾稽  ", " gouji  ") } else { " " };
    (before, format!("  {year}{}{scope}{edition}", lang.pick("年", "")))
}

/// Whether it is saved, and finished.
fn state(model: &Model, screen: &ReportScreen, condition: &Condition, brevity: Brevity) -> String {
    let lang = model.lang();
    if screen.lent.is_some() {
        return lang.pick("只读", "read-only").to_string();
    }
    let state = match (model.durability, screen.is_changed()) {
        _ if screen.session.is_saving() => lang.pick("正在保存", "saving"),
        (Durability::OnDisk, true) => lang.pick("*未保存", "*unsaved"),
        (Durability::OnDisk, false) => lang.pick("已保存", "saved"),
        _ => lang.pick("*未落盘", "*not on disk"),
    };
    match (condition.is_final, screen.is_tampered) {
        (false, _) => state.to_string(),
        (true, false) => format!("{} {state}", lang.pick("定稿", "final")),
        (true, true) if brevity < Brevity::ShortState => {
            format!("{} {state}", lang.pick("!定稿后被改", "!changed since final"))
        }
        (true, true) => format!("{} {state}", lang.pick("!被改", "!changed")),
    }
}

/// Findings by severity, and cells that are still unfilled.
fn counts(condition: &Condition, brevity: Brevity, lang: Lang) -> String {
    let Condition { errors, warnings, infos, unfilled, inputs, .. } = condition;
    let infos = match (infos, lang) {
        _ if brevity >= Brevity::NoInfos => String::new(),
        (0, _) => String::new(),
        (_, Lang::Zh) => format!("  提示 {infos}"),
        (_, Lang::En) => format!("  infos {infos}"),
    };
    match (brevity, lang) {
        (Brevity::StateOnly, _) => String::new(),
        (Brevity::ErrorsOnly, Lang::Zh) => format!("  错误 {errors}"),
        (Brevity::ErrorsOnly, Lang::En) => format!("  err {errors}"),
        (Brevity::ShortCounts | Brevity::ShortState, Lang::Zh) => {
            format!("  错误 {errors}  警告 {warnings}  未填 {unfilled}")
        }
        (Brevity::ShortCounts | Brevity::ShortState, Lang::En) => {
            format!("  err {errors}  warn {warnings}  unfilled {unfilled}")
        }
        (_, Lang::Zh) => format!("  错误 {errors}  警告 {warnings}{infos}  未填 {unfilled}/{inputs}"),
        (_, Lang::En) => format!("  errors {errors}  warnings {warnings}{infos}  unfilled {unfilled}/{inputs}"),
    }
}
