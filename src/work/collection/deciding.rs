//! What a collecting office decides: who is in the roster, whose report is accepted, who need not report, what is adjusted. Each
//! decision has a name and a date, and is in the file when it is told.

use std::path::Path;

use jiff::civil::Date;

use crate::domain::collection::matching::{NoBody, named};
use crate::domain::collection::merging::Merged;
use crate::domain::collection::roster::{Adjustment, Body, Collection, Decision, State, Verdict};
use crate::domain::form::Form;
use crate::domain::number::Number;
use crate::domain::report::{Key, Scope};
use crate::domain::text::Lang;
use crate::import::roster::{self, Defect, Fault};
use crate::store::error::StoreError;
use crate::store::{atomic, clock};

use super::super::Office;
use super::super::guarded::guarded;

/// Why something was not decided; the collection is as it was.
#[derive(Debug, thiserror::Error)]
#[error("{self:?}")]
pub enum Undecided {
    /// The store refuses.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The list of bodies has defects.
    Defects(Vec<Defect>),
    /// The roster has no such body.
    #[error(transparent)]
    NoBody(#[from] NoBody),
    /// The roster has another body of the name.
    Twice(String),
    /// There is no report of it to be accepted.
    NoReport(String),
    /// The form has no such cell to be adjusted.
    NoCell(String),
    /// The cell is a total, which is computed.
    Total(String),
}

impl Undecided {
    /// The error in words, a line for each thing that is wrong.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Undecided::Store(error) => error.message(lang),
            Undecided::Defects(defects) => {
                let words = defects.iter().map(|defect| defect.words(lang)).collect::<Vec<_>>().join("\n");
                let end = lang.pick("名单没有改动。", "The roster was left as it is.");
                format!("{words}\n{end}")
            }
            Undecided::NoBody(error) => error.message(lang),
            Undecided::Twice(name) => {
                lang.say(format!("名单里已有 {name}。"), format!("The roster already has {name}."))
            }
            Undecided::NoReport(name) => lang
                .say(format!("{name} 还没有报告，不能核准。"), format!("There is no report of {name} to be accepted.")),
            Undecided::NoCell(cell) => {
                lang.say(format!("报告格式没有单元格 {cell}。"), format!("The form has no cell {cell}."))
            }
            Undecided::Total(cell) => lang.say(
                format!("{cell} 是总计，由程序计算，不能调整；请调整它的各格。"),
                format!("{cell} is a total, which is computed; adjust its cells instead."),
            ),
        }
    }
}

/// Today's date by the one clock.
pub fn today() -> Date {
    clock::now().date()
}

impl Office {
    /// Takes a list of bodies from a file into a collection's roster, and says who is new and who is gone.
    ///
    /// # Errors
    /// All defects of the list, and what the store refuses.
    pub fn take_roster(&self, agency: &str, year: i32, file: &Path) -> Result<Merged, Undecided> {
        let bytes = atomic::read(file)?;
        let unreadable = || {
            let error = crate::import::ImportError::Damaged(String::new());
            vec![Defect { row: 0, fault: Fault::Unreadable(Box::new(error)) }]
        };
        let read = guarded(|| roster::read(&bytes)).unwrap_or_else(|| Err(unreadable()));
        let bodies = read.map_err(Undecided::Defects)?;
        let take = |collection: &mut Collection| Ok::<_, Undecided>(collection.take_roster(bodies.clone()));
        self.library.change_collection(agency, year, take).map(|(_, merged)| merged)
    }

    /// Begins a year's collection with last year's roster, where it is not there yet; how many bodies it has.
    ///
    /// # Errors
    /// Where there is no collection of last year, and what the store refuses.
    pub fn begin_collection(&self, agency: &str, year: i32) -> Result<usize, Undecided> {
        if !self.library.has_collection(agency, year) && !self.library.has_collection(agency, year - 1) {
            let path = self.library.collection_path(agency, year - 1)?;
            return Err(StoreError::NoCollection(path).into());
        }
        let keep = |_: &mut Collection| Ok::<(), Undecided>(());
        self.library.change_collection(agency, year, keep).map(|(collection, ())| collection.bodies.len())
    }

    /// Accepts the report of a body as it was received last, and says the body's full name.
    ///
    /// # Errors
    /// Where the roster has no such body, or there is no report of it.
    pub fn accept(&self, agency: &str, year: i32, body: &str, by: &str) -> Result<String, Undecided> {
        let accept = |collection: &mut Collection| {
            let place = named(collection, body)?;
            let body = &mut collection.bodies[place];
            let scopes = [Scope::Own, Scope::Aggregated];
            let is_there = |scope| self.library.holds_report(&Key { agency: body.name.clone(), year, scope });
            if !scopes.into_iter().any(is_there) {
                return Err(Undecided::NoReport(body.name.clone()));
            }
            if body.state() != State::Accepted {
                decide(body, Verdict::Accepted, by);
            }
            Ok(body.name.clone())
        };
        self.library.change_collection(agency, year, accept).map(|(_, name)| name)
    }

    /// Says that a body need not report, and why, and says its full name.
    ///
    /// # Errors
    /// Where the roster has no such body.
    pub fn exempt(&self, agency: &str, year: i32, body: &str, reason: &str, by: &str) -> Result<String, Undecided> {
        let exempt = |collection: &mut Collection| {
            let place = named(collection, body)?;
            let body = &mut collection.bodies[place];
            decide(body, Verdict::Exempted(reason.into()), by);
            Ok(body.name.clone())
        };
        self.library.change_collection(agency, year, exempt).map(|(_, name)| name)
    }

    /// Adjusts a cell of the sum by an amount, with a reason.
    ///
    /// # Errors
    /// Where the form has no such cell, or it is a total.
    pub fn adjust(
        &self,
        form: &Form,
        (agency, year): (&str, i32),
        (cell, amount): (&str, Number),
        reason: &str,
        by: &str,
    ) -> Result<(), Undecided> {
        let id = form.find(cell).ok_or_else(|| Undecided::NoCell(cell.into()))?;
        if form.is_total(id) {
            return Err(Undecided::Total(cell.into()));
        }
        let adjust = |collection: &mut Collection| {
            let (cell, reason, by) = (cell.to_string(), reason.to_string(), by.to_string());
            collection.adjustments.push(Adjustment { cell, amount, reason, by, date: today() });
            Ok::<_, Undecided>(())
        };
        self.library.change_collection(agency, year, adjust).map(drop)
    }
}

fn decide(body: &mut Body, verdict: Verdict, by: &str) {
    body.decisions.push(Decision { verdict, by: by.into(), date: today(), receipts: body.receipts.len() });
}
