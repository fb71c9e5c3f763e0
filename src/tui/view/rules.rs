//! The list of all rules that a cell takes part in, with live numbers, what each came to, and why.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::definition::{Basis, Severity};
use crate::domain::finding::{self, cell_name};
use crate::domain::form::{CellId, Relation};
use crate::domain::recalculation::printed;
use crate::domain::rule::Outcome;
use crate::domain::session::Session;
use crate::domain::text::Lang;

use super::super::cell_rules::{CellRules, why_silent};
use super::super::display::left;
use super::canvas::Canvas;
use super::findings::{Rows, hanging, open_wide, rows};
use super::panel::verdict;

/// Columns of the verdict and the blanks before it, which hold the longest one with a blank behind it.
fn indent(lang: Lang) -> usize {
    match lang {
        Lang::Zh => 12,
        Lang::En => 14,
    }
}

/// Draws the list.
pub(super) fn draw(session: &Session, list: &CellRules, canvas: &mut Canvas<'_, '_>, area: Rect, lang: Lang) {
    let name = cell_name(session.form(), list.cell, lang);
    let count = list.instances.len();
    let title = match lang {
        Lang::Zh => format!("{name}：参与 {count} 条核对"),
        Lang::En => format!("{name}: takes part in {count} rules"),
    };
    let inside = open_wide(canvas, area, &title);
    let columns = usize::from(inside.width);
    let theme = canvas.theme;
    let lines: Rows = list
        .instances
        .iter()
        .enumerate()
        .map(|(index, &instance)| {
            let style = match session.outcomes()[instance] {
                Outcome::Fail | Outcome::Overflow => theme.error(),
                Outcome::Pass => Style::new(),
                Outcome::Pending(_) | Outcome::Silent => theme.quiet(),
            };
            let is_chosen = index == list.selected;
            let mut lines = rule_lines(session, list.cell, instance, is_chosen, columns, lang);
            if is_chosen && list.explained {
                lines.extend(explanation(session, instance, columns, lang));
            }
            lines.into_iter().map(|line| (line, style)).collect()
        })
        .collect();
    let foot = 1.min(inside.height);
    rows(&lines, list.selected, canvas, Rect { height: inside.height - foot, ..inside });
    let keys = lang.pick(
        "Enter 依据和怎么办  Tab 在表上标出各格  ↑↓ 选  Esc 关闭",
        "Enter explains  Tab lights its cells  ↑↓ choose  Esc closes",
    );
    canvas.keys_line(inside, keys);
}

/// What a rule came to, its words, and its numbers.
fn rule_lines(
    session: &Session,
    cell: CellId,
    index: usize,
    is_chosen: bool,
    columns: usize,
    lang: Lang,
) -> Vec<String> {
    let (form, figures) = (session.form(), session.figures());
    let instance = &form.instances()[index];
    let rule = &form.definition().rules[instance.rule];
    let outcome = session.outcomes()[index];
    let mark = if is_chosen { ">" } else { " " };
    let indent = indent(lang);
    let lead = format!("{mark} {}", left(&verdict(outcome, lang), indent - 2));
    let place = finding::place(form, instance, lang);
    let gap = if place.is_empty() { "" } else { " " };
    let words = format!("{} {place}{gap}{}", rule.id, rule.title.get(lang));
    let mut lines = hanging(&lead, indent, &words, columns);
    let mut more = finding::equation(figures, instance);
    if matches!(instance.relation, Relation::Bounds { .. }) {
        let figure = printed(form, figures.entries, figures.totals, cell).to_string();
        more = format!("{figure} {more}").trim().to_string();
    }
    if outcome == Outcome::Silent {
        let gap = if more.is_empty() { "" } else { "   " };
        more = format!("{more}{gap}{}", why_silent(figures, instance, lang));
    }
    if !more.is_empty() {
        lines.extend(hanging(&" ".repeat(indent), indent, &more, columns));
    }
    lines
}

/// The rule's grade and basis, and what to do about it; what a finding of it says where it fails.
fn explanation(session: &Session, index: usize, columns: usize, lang: Lang) -> Vec<String> {
    let form = session.form();
    let rule = &form.definition().rules[form.instances()[index].rule];
    let findings = session.failed();
    let failed = findings.iter().filter(|finding| finding.instance == index);
    let mut words: Vec<String> = failed.map(|finding| finding::statement(session.figures(), finding, lang)).collect();
    let gap = lang.pick("：", ": ");
    words.push(format!("{}{gap}{}", lang.pick("程度", "Grade"), grade(rule.severity, lang)));
    words.push(format!("{}{gap}{}", lang.pick("依据", "Basis"), basis(rule.basis, lang)));
    words.push(format!("{}{gap}{}", lang.pick("怎么办", "What to do"), rule.remedy.get(lang)));
    let indent = indent(lang);
    words.iter().flat_map(|words| hanging(&(" ".repeat(indent - 2) + "| "), indent, words, columns)).collect()
}

fn grade(severity: Severity, lang: Lang) -> &'static str {
    match severity {
        Severity::Error => {
            lang.pick("错误，必须改正，或写明理由放行", "an error: correct it, or release it with a reason")
        }
        Severity::Warning => {
            lang.pick("警告，请核对，或写明理由接受", "a warning: check it, or accept it with a reason")
        }
        Severity::Info => lang.pick("提示", "for information"),
    }
}

fn basis(basis: Basis, lang: Lang) -> &'static str {
    match basis {
        Basis::Official => lang.pick("表上印明，或国家文件写明", "printed on the form, or stated in a national letter"),
        Basis::Form => lang.pick("由表格本身的文字得出", "follows from the form’s own words"),
        Basis::Practice => lang.pick("通行做法", "common practice"),
        Basis::Inference => lang.pick("由法规和表格推断", "our inference from the law and the form"),
    }
}
