//! The list of all rules that a cell takes part in, with present figures: what each came to, and why.

use ratatui::style::Style;

use crate::domain::definition::Severity;
use crate::domain::finding::{self, cell_name};
use crate::domain::form::{CellId, Condition, Instance, Quantity, Relation};
use crate::domain::recalculation::printed;
use crate::domain::rule::{Figures, Outcome};
use crate::domain::session::Session;
use crate::domain::text::Lang;

use super::super::canvas::{Canvas, Rows, above, hanging, styled};
use super::super::command::Command;
use super::super::desk::Desk;
use super::super::display::left;
use super::super::key::{Chord, Code};
use super::act::{Did, Help, Modal};
use crate::domain::report_place::ReportPlace;

#[derive(Debug, Clone)]
pub struct CellRules {
    cell: CellId,
    /// Its rules, by index into [`Form::instances`](crate::domain::form::Form::instances): those that fail first, then
    /// those that wait.
    instances: Vec<usize>,
    selected: usize,
    is_explained: bool,
}

impl Modal for CellRules {
    const HELP: Help = [
        ("本格校验规则", "本格参与的各条校验规则及现有数字。"),
        ("Rules of the cell", "the rules that it takes part in, with their present figures."),
    ];

    fn open(_command: Command, desk: &mut Desk) -> Result<CellRules, Did> {
        let report = desk.settled().ok_or(Did::Close)?;
        let (session, (_, _, cell)) = (&report.session, report.table().ok_or(Did::Close)?);
        let mut instances = session.form().instances_of(cell).to_vec();
        let rank = |outcome| match outcome {
            Outcome::Fail | Outcome::Overflow => 0,
            Outcome::Pending(_) => 1,
            Outcome::Pass => 2,
            Outcome::Silent => 3,
        };
        instances.sort_by_key(|&instance| rank(session.outcomes()[instance]));
        instances.dedup();
        Ok(CellRules { cell, instances, selected: 0, is_explained: false })
    }

    fn list_lines(&mut self) -> Option<(&mut usize, usize)> {
        Some((&mut self.selected, self.instances.len()))
    }

    fn key(&mut self, chord: Chord, desk: &mut Desk) -> Did {
        match chord.code {
            Code::Esc => return Did::Close,
            _ if chord.is_letter('k') => return Did::Close,
            Code::Enter => self.is_explained = !self.is_explained,
            Code::Tab => {
                if let (Some(&instance), Some(report)) = (self.instances.get(self.selected), desk.report_mut()) {
                    let cells = report.form().instances()[instance].cells();
                    report.lit = Some(ReportPlace { cells, passage: None });
                    return Did::Close;
                }
            }
            code => drop(code.choose(&mut self.selected, self.instances.len())),
        }
        Did::Stay
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
        let (lang, Some(report)) = (desk.lang(), desk.report()) else { return };
        let session = &report.session;
        let name = cell_name(session.form(), self.cell, lang);
        let count = self.instances.len();
        let title = match lang {
            Lang::Zh => format!("{name}：参与 {count} 条校验规则"),
            Lang::En if count == 1 => format!("{name}: takes part in 1 rule"),
            Lang::En => format!("{name}: takes part in {count} rules"),
        };
        let inside = canvas.open_wide(&title);
        let (theme, columns) = (canvas.theme, usize::from(inside.width));
        let row = |(index, &instance): (usize, &usize)| {
            let style = match session.outcomes()[instance] {
                Outcome::Fail | Outcome::Overflow => theme.error(),
                Outcome::Pass => Style::new(),
                Outcome::Pending(_) | Outcome::Silent => theme.quiet(),
            };
            let is_chosen = index == self.selected;
            let mut lines = rule_lines(session, self.cell, instance, is_chosen, columns, lang);
            if is_chosen && self.is_explained {
                lines.extend(explanation(session, instance, columns, lang));
            }
            styled(lines, style)
        };
        let rows: Rows = self.instances.iter().enumerate().map(row).collect();
        canvas.rows(above(inside, 1), &rows, self.selected);
        let keys = lang.pick(
            "Enter 依据和处理办法  Tab 在表中标出各格  ↑↓ 选择  Esc 关闭",
            "Enter explains  Tab highlights its cells  ↑↓ choose  Esc closes",
        );
        canvas.keys_line(inside, keys);
    }
}

/// Columns of the verdict and the blanks before it, which hold the longest one with a blank behind it.
fn indent(lang: Lang) -> usize {
    match lang {
        Lang::Zh => 14,
        Lang::En => 17,
    }
}

/// What a rule came to, in a word or two. Only an equation can balance.
pub fn verdict(relation: &Relation, outcome: Outcome, lang: Lang) -> String {
    let balances = matches!(relation, Relation::Equal { .. });
    match outcome {
        Outcome::Pass if balances => lang.say("平", "balances"),
        Outcome::Pass => lang.say("通过", "passes"),
        Outcome::Fail if balances => lang.say("不平", "out of balance"),
        Outcome::Fail => lang.say("不通过", "fails"),
        Outcome::Overflow => lang.say("数字过大", "too large"),
        Outcome::Silent => lang.say("不适用", "not applicable"),
        Outcome::Pending(cells) => lang.say(format!("待填 {cells} 格"), format!("{cells} empty")),
    }
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
    let lead = format!("{mark} {}", left(&verdict(&instance.relation, outcome, lang), indent - 2));
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
    words.push(format!("{}{gap}{}", lang.pick("级别", "Severity"), grade(rule.severity, lang)));
    words.push(format!("{}{gap}{}", lang.pick("依据", "Basis"), rule.basis.words(lang)));
    words.push(format!("{}{gap}{}", lang.pick("处理办法", "What to do"), rule.remedy.get(lang)));
    let indent = indent(lang);
    words.iter().flat_map(|words| hanging(&(" ".repeat(indent - 2) + "| "), indent, words, columns)).collect()
}

fn grade(severity: Severity, lang: Lang) -> &'static str {
    match severity {
        Severity::Error => lang.pick(
            "错误，改正或填写说明后才能定稿",
            "error: blocks finalising until corrected or accepted with a reason",
        ),
        Severity::Warning => lang
            .pick("警告，请核对；情况属实的可填写说明", "warning: verify it; if it is right, accept it with a reason"),
        Severity::Info => lang.pick("提示，供参考", "note: for reference only"),
    }
}

fn why_silent(figures: Figures<'_>, instance: &Instance, lang: Lang) -> &'static str {
    let last_year = lang.pick("需有上年度报告才能校验", "needs last year’s report");
    match &instance.relation {
        Relation::Holds { when, then } => {
            let mut missing = when.iter().chain(then).filter_map(|condition| lacks(figures, condition, lang));
            missing.next().unwrap_or(last_year)
        }
        Relation::LastYear => last_year,
        _ => lang.pick("本报告没有可对照的内容，不用校验", "nothing in this report to compare it with"),
    }
}

/// What a condition needs that is not known.
fn lacks(figures: Figures<'_>, condition: &Condition, lang: Lang) -> Option<&'static str> {
    let background = figures.background;
    let last_year = || {
        let words = lang.pick("需有上年度报告才能校验", "needs last year’s report");
        background.precedent().is_none().then_some(words)
    };
    match condition {
        Condition::Compare { left, right, .. } => left.iter().chain(right).find_map(|operand| match operand.quantity {
            Quantity::LastYear(_) if background.precedent().is_none() => last_year(),
            Quantity::LastYear(_) if figures.quantity(operand.quantity).is_none() => {
                Some(lang.pick("上年度报告没有这项数字", "last year’s report has no such figure"))
            }
            Quantity::Year if background.year.is_none() => {
                Some(lang.pick("填写报告年度后才能校验", "needs the report year"))
            }
            _ => None,
        }),
        Condition::KnownLastYear { .. } => last_year(),
        Condition::Body { kind, .. } if background.body.is(kind).is_none() => Some(lang.pick(
            "单位资料（agency.ron）写明机关类别后才能校验",
            "needs the kind of agency in the agency profile (agency.ron)",
        )),
        Condition::Power { row, .. } if background.body.has_power(row).is_none() => {
            Some(lang.pick(
                "单位资料（agency.ron）写明职权后才能校验",
                "needs the powers in the agency profile (agency.ron)",
            ))
        }
        Condition::Any(conditions) => conditions.iter().find_map(|condition| lacks(figures, condition, lang)),
        _ => None,
    }
}
