//! What is kept of a register from year to year: its cases without people, what was moved by hand, and what was answered about
//! single cases. It is a value; files are elsewhere.

use jiff::civil::Date;

use super::answers::{Answers, Move};
use super::count::{Certainty, Count};

/// What is kept of an agency's register of a year.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Kept {
    /// The agency's full name.
    pub agency: String,
    /// The report year.
    pub year: i32,
    /// The edition of the form whose rows and columns are named.
    pub edition: String,
    /// The cases that count in the year, by number.
    pub cases: Vec<Case>,
    /// What was moved by hand.
    pub moves: Vec<Move>,
    /// What was answered about single cases.
    pub answers: Answers,
}

/// A case: nothing of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// The number of the request.
    pub number: String,
    /// When it was received.
    pub received: Option<Date>,
    /// When it was answered.
    pub answered: Option<Date>,
    /// The name of the row in which it ends; `None` where that was in doubt.
    pub row: Option<String>,
    /// The name of its column; `None` where that was in doubt.
    pub column: Option<String>,
    /// The wording that decided.
    pub wording: String,
    /// How certain it was.
    pub certainty: Certainty,
}

impl Kept {
    /// What is to be kept of a count.
    pub fn of(agency: &str, count: &Count, moves: &[Move], answers: &Answers) -> Kept {
        let case = |case: &super::count::Case| Case {
            number: case.number.clone(),
            received: case.received,
            answered: case.answered,
            row: count.row_name(case).map(String::from),
            column: count.column_name(case).map(String::from),
            wording: case.wording.clone(),
            certainty: case.certainty,
        };
        let mut cases: Vec<Case> = count.cases.iter().map(case).collect();
        cases.sort_by(|a, b| (&a.number, a.received).cmp(&(&b.number, b.received)));
        let mut moves = moves.to_vec();
        moves.sort_by(|a, b| a.number.cmp(&b.number));
        Kept {
            agency: agency.to_string(),
            year: count.year.into(),
            edition: count.form().edition().to_string(),
            cases,
            moves,
            answers: answers.clone(),
        }
    }

    /// The cases that ended in a row.
    pub fn in_row<'a>(&'a self, row: &'a str) -> impl Iterator<Item = &'a Case> {
        self.cases.iter().filter(move |case| case.row.as_deref() == Some(row))
    }
}
