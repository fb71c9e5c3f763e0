//! Cases of a register in a list, behind a cell or a finding, and how one of them is moved to another row or column by hand, with
//! a reason.

use crate::domain::form::CellId;
use crate::domain::register::answers::{Asked, Move};
use crate::domain::register::count::Case;
use crate::domain::register::finding::Finding;
use crate::domain::register::working::Working;

use super::super::super::field::Field;
use super::Stage;

/// Which cases are listed, and where giving up leads.
#[derive(Debug, Clone)]
pub struct Cases {
    pub source: Source,
    pub selected: usize,
}

#[derive(Debug, Clone)]
pub enum Source {
    /// Those that a cell counts, or may have to.
    Cell(CellId),
    /// Those of the finding with this place in the list.
    Finding(usize, Vec<String>),
    /// Those of the line of the list of what is asked.
    Asked(usize, Vec<String>),
}

impl Cases {
    pub fn of_cell(cell: CellId) -> Cases {
        Cases { source: Source::Cell(cell), selected: 0 }
    }

    pub fn of_finding(place: usize, finding: &Finding) -> Cases {
        Cases { source: Source::Finding(place, finding.cases.clone()), selected: 0 }
    }

    pub fn of_line(line: usize, numbers: Vec<String>) -> Cases {
        Cases { source: Source::Asked(line, numbers), selected: 0 }
    }

    /// The cases, in the order of the register.
    pub fn list<'a>(&self, register: &'a Working) -> Vec<&'a Case> {
        match &self.source {
            Source::Cell(cell) => register.count().cases_of(*cell),
            Source::Finding(_, numbers) | Source::Asked(_, numbers) => {
                register.count().cases.iter().filter(|case| numbers.contains(&case.number)).collect()
            }
        }
    }

    pub fn chosen<'a>(&self, register: &'a Working) -> Option<&'a Case> {
        self.list(register).get(self.selected).copied()
    }

    /// Keeps the choice in the list, from which a case may have gone.
    pub fn stay(&mut self, register: &Working) {
        self.selected = self.selected.min(self.list(register).len().saturating_sub(1));
    }

    pub fn back(&self) -> Stage {
        match self.source {
            Source::Cell(_) => Stage::Matrix,
            Source::Finding(place, _) => Stage::Findings(place),
            Source::Asked(line, _) => Stage::Asked(line),
        }
    }
}

/// Where a case is to be moved: rows, or columns.
#[derive(Debug, Clone)]
pub struct Moving {
    pub number: String,
    pub is_column: bool,
    /// The names of rows or columns, as a move has them.
    pub choices: Vec<String>,
    pub selected: usize,
    pub cases: Cases,
}

impl Moving {
    /// The choice for a case, with its present place chosen; `None` where it is gone.
    pub fn new(register: &Working, number: &str, is_column: bool, cases: Cases) -> Option<Moving> {
        let case = register.count().cases.iter().find(|case| case.number == number)?;
        let about = if is_column { Asked::Applicant } else { Asked::Outcome };
        let choices = register.answers_about(about);
        let now = match is_column {
            true => register.count().column_name(case).map(String::from),
            false => register.end_name(case),
        };
        let selected = choices.iter().position(|name| Some(name) == now.as_ref()).unwrap_or(0);
        Some(Moving { number: number.to_string(), is_column, choices, selected, cases })
    }

    pub fn chosen(&self) -> &str {
        self.choices.get(self.selected).map_or("", String::as_str)
    }
}

/// Why a case is moved.
#[derive(Debug, Clone)]
pub struct Reason {
    pub moving: Moving,
    pub text: Field,
    pub problem: &'static str,
    today: String,
}

impl Reason {
    pub fn new(moving: Moving, today: String) -> Reason {
        Reason { moving, text: Field::line(""), problem: "", today }
    }

    /// The move; what was moved of the case before in the other direction stays.
    pub fn moved(&self, register: &Working, by: String) -> Move {
        let before = register.moves().iter().find(|moved| moved.number == self.moving.number);
        let mut moved = before.cloned().unwrap_or_default();
        let place = if self.moving.is_column { &mut moved.column } else { &mut moved.row };
        *place = Some(self.moving.chosen().to_string());
        Move {
            number: self.moving.number.clone(),
            reason: self.text.text().trim().to_string(),
            by,
            date: self.today.clone(),
            ..moved
        }
    }
}
