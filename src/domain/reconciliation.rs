//! The figures that are agreed with another office before a report is published: which they are is data, and every line leaves
//! room for what that office says. It judges nothing.

use super::figure::Figure;
use super::finding::cell_name;
use super::form::CellId;
use super::recalculation::shown;
use super::report_place::ReportPlace;
use super::session::Session;
use super::summary::{Section, SummaryLine, Target, Weight};
use super::text::Lang;

/// The cells of a list in form order, each once.
fn cells(session: &Session, patterns: &[String]) -> Vec<CellId> {
    let mut cells: Vec<CellId> = patterns.iter().flat_map(|pattern| session.form().matching(pattern)).collect();
    cells.sort();
    cells.dedup();
    cells
}

/// The lists, one for each office, with what the report has; a list of which the form has no cell is left out.
pub fn sections(session: &Session, lang: Lang) -> Vec<Section> {
    let (report, form) = (session.report(), session.form());
    let totals = session.figures().totals;
    let line = |cell: CellId| {
        let figure = shown(form, report.entries(), totals, cell);
        let (ours, weight) = match figure {
            Figure::Unfilled => (lang.say("未填", "empty"), Weight::Open),
            figure => (figure.to_string(), Weight::Told),
        };
        let name = cell_name(form, cell, lang);
        let words = lang.say(
            format!("{name}：本报告 {ours}，对方 ______，差 ______"),
            format!("{name}: this report {ours}, theirs ______, difference ______"),
        );
        SummaryLine { weight, words, target: Target::Place(ReportPlace { cells: vec![cell], passage: None }) }
    };
    let lists = form.definition().reconciliations.iter();
    let sections = lists.map(|list| Section {
        title: list.title.get(lang).to_string(),
        lines: cells(session, &list.cells).into_iter().map(line).collect(),
    });
    sections.filter(|section| !section.lines.is_empty()).collect()
}
