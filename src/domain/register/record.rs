//! One line of a register of requests, as it is written there. What it counts as is not known here.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::proposal::Place;

/// What a register says of a day.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Day {
    /// Nothing.
    #[default]
    Blank,
    /// It is written and can be read.
    Known(Date),
    /// A day without its year: month and day of the month.
    OfSomeYear(i8, i8),
    /// Words that are no day, as they are written.
    Words(String),
}

/// A line of a register. It holds names, addresses and what was asked, so it is never written to any file, log or message:
/// it goes from the process that reads to the one that counts, and what is kept of it is a `Case`.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Record {
    /// Where it stands in the document.
    pub place: Place,
    /// The number of the request; empty where there is none.
    pub number: String,
    /// When the request was received.
    pub received: Day,
    /// Who asked: names.
    pub applicant: String,
    /// What else names people and places: contacts, agents, third parties, addresses. It is only looked for in free texts.
    pub people: String,
    /// The kind of applicant, in the register's words.
    pub kind: String,
    /// What was asked for.
    pub content: String,
    /// When correction was asked for, and when the corrected request came.
    pub correction: [Day; 2],
    /// When a third party was asked, and when it answered.
    pub third_party: [Day; 2],
    /// When the time was extended.
    pub extended: Day,
    /// When it was answered.
    pub answered: Day,
    /// The number of the answer.
    pub answer: String,
    /// The outcome, in the register's words.
    pub outcome: String,
    /// The state of the case, in the register's words.
    pub state: String,
    /// What is said of a fee.
    pub fee: String,
    /// What is said of reconsideration and litigation.
    pub review: String,
    /// Remarks.
    pub remark: String,
    /// The year that its sheet or a title above it names: that of a day without a year, unless something tells better.
    pub year: Option<i16>,
}

impl Record {
    /// The number of the sheet or table it stands in; 0 where there is only one.
    pub fn sheet(&self) -> usize {
        match self.place {
            Place::SheetRow { sheet, .. } => sheet,
            Place::Row { table, .. } => table,
            _ => 0,
        }
    }

    /// What is written of the day of receipt, as month and day.
    pub fn came(&self) -> Option<(i8, i8)> {
        match self.received {
            Day::OfSomeYear(month, day) => Some((month, day)),
            Day::Known(day) => Some((day.month(), day.day())),
            Day::Blank | Day::Words(_) => None,
        }
    }

    /// The first whole day of what happened after the receipt.
    pub fn first_after(&self) -> Option<Date> {
        let later = [&self.answered, &self.extended].into_iter().chain(&self.correction).chain(&self.third_party);
        let known = later.filter_map(|day| if let Day::Known(day) = day { Some(*day) } else { None });
        known.min()
    }
}

/// Only the place and the number: whatever prints a record, in a log or a crash report, prints no name.
impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Record").field("place", &self.place).field("number", &self.number).finish_non_exhaustive()
    }
}
