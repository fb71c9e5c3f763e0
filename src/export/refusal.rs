//! Why a report cannot be final yet: unfilled cells, hard errors that nobody released, a seal that no longer fits. What can be done about it
//! depends on where the clerk is, so that is said by the command line and the editor.

use super::listed;
use crate::domain::acceptance::open_errors;
use crate::domain::finding::{cell_name, message};
use crate::domain::form::{CellId, Form};
use crate::domain::report::Report;
use crate::domain::seal::{self, State};
use crate::domain::session::Session;
use crate::domain::text::Lang;

/// A hard error that nobody released.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenError {
    /// The rule's id.
    pub rule: String,
    /// The cells that it speaks of.
    pub cells: Vec<CellId>,
    /// What it says, with live numbers.
    pub words: String,
}

/// What keeps a report from being final.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Cells in which nothing was entered.
    pub unfilled: Vec<CellId>,
    /// Hard errors that nobody released.
    pub errors: Vec<OpenError>,
    /// It was changed after it was finished, by no way that asks for a reason.
    pub is_broken: bool,
}

impl Refusal {
    /// What keeps the report from being final; `None` where nothing does.
    pub fn of(report: &Report, lang: Lang) -> Option<Refusal> {
        let session = Session::new(report.clone());
        let open = open_errors(report, session.figures(), session.failed());
        let errors: Vec<OpenError> = open
            .into_iter()
            .map(|finding| OpenError {
                rule: finding.rule(report.form()).id.clone(),
                words: message(session.figures(), &finding, lang),
                cells: finding.cells,
            })
            .collect();
        let unfilled = |&cell: &CellId| report.entry(cell).figure().is_unfilled();
        let unfilled: Vec<CellId> = report.form().inputs().filter(unfilled).collect();
        let is_broken = seal::state(report) == State::Broken;
        let is_refused = is_broken || !unfilled.is_empty() || !errors.is_empty();
        is_refused.then_some(Refusal { unfilled, errors, is_broken })
    }

    /// The refusal in words: a line for the unfilled cells, the first of which are named, and one for each error.
    pub fn message(&self, form: &Form, lang: Lang) -> String {
        self.lines(form, lang).join("\n")
    }

    /// The lines of the message.
    pub fn lines(&self, form: &Form, lang: Lang) -> Vec<String> {
        let mut lines: Vec<String> = self.is_broken.then(|| seal::broken(lang).to_string()).into_iter().collect();
        let (cells, errors) = (self.unfilled.len(), self.errors.len());
        if cells > 0 {
            let names = listed(self.unfilled.iter().map(|&cell| cell_name(form, cell, lang)), lang);
            lines.push(match (lang, cells) {
                (Lang::Zh, _) => format!("还有 {cells} 格未填：{names}。没有发生的填 0。"),
                (Lang::En, 1) => format!("1 cell is empty: {names}. Enter 0 where there was nothing."),
                (Lang::En, _) => {
                    format!("{cells} cells are empty: {names}. Enter 0 where there was nothing.")
                }
            });
        }
        if errors > 0 {
            lines.push(match (lang, errors) {
                (Lang::Zh, _) => format!("错误 {errors} 个："),
                (Lang::En, 1) => "1 error:".to_string(),
                (Lang::En, _) => format!("{errors} errors:"),
            });
            lines.extend(self.errors.iter().map(|error| format!("{} {}", error.rule, error.words)));
        }
        lines
    }
}
