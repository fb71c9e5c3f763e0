//! A register that is being worked on: its lines in memory, what is known of it from before, and what is answered, moved and
//! confirmed now. Each of these counts anew. What it has of people is shown by nothing and kept nowhere.

use std::sync::Arc;

use crate::domain::figure::{Entry, Figure, Origin};
use crate::domain::form::Form;
use crate::domain::report::{Key, Report};
use crate::domain::session::{Edit, Purpose, Session};
use crate::domain::text::Lang;

use super::answers::{Answers, Asked, Move, is_of_case};
use super::count::{Case, Certainty, Count, Counter};
use super::finding::{Against, Finding, findings};
use super::kept;
use super::mapping::{Catalogue, NONE, OPEN};
use super::people::People;
use super::record::Record;

/// What is known of a register before it is counted.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// What the agency answered before.
    pub answers: Answers,
    /// What was answered about single cases before.
    pub given: Answers,
    /// What was moved by hand before.
    pub moves: Vec<Move>,
    /// The cases that were open at the end of the year before, where they are kept.
    pub open_before: Option<Vec<kept::Case>>,
}

/// A register, counted as of the last answer. `Debug` shows nothing of people.
#[derive(Clone)]
pub struct Working {
    /// Whose it is, and of which year.
    pub key: Key,
    records: Arc<[Record]>,
    counter: Arc<Counter>,
    catalogue: &'static Catalogue,
    known: Known,
    /// Wordings whose answers were taken back.
    withdrawn: Vec<String>,
    count: Count,
}

/// Only whose it is and how many lines it has.
impl std::fmt::Debug for Working {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Working").field("key", &self.key).field("lines", &self.records.len()).finish_non_exhaustive()
    }
}

/// What would become of a report's figures if those of the register were taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Taking {
    /// Cells that are filled otherwise and would be replaced.
    pub replaced: usize,
    /// Cells that are not filled yet.
    pub filled: usize,
    /// Cells that wait for an answer and would stay as they are.
    pub pending: usize,
}

impl Working {
    /// Counts the lines of a register for the year of its key.
    pub fn new(
        key: Key,
        records: Vec<Record>,
        counter: Counter,
        catalogue: &'static Catalogue,
        known: Known,
    ) -> Working {
        let year = i16::try_from(key.year).unwrap_or(i16::MAX);
        let count = counter.count(&records, year, &known.answers.with(&known.given), &known.moves);
        let (records, counter) = (records.into(), Arc::new(counter));
        Working { key, records, counter, catalogue, known, withdrawn: Vec::new(), count }
    }

    /// The count, as of the last answer.
    pub fn count(&self) -> &Count {
        &self.count
    }

    /// The form of the year.
    pub fn form(&self) -> &Arc<Form> {
        self.count.form()
    }

    /// What the rules of counting are, and what is asked for several wordings at once.
    pub fn catalogue(&self) -> &'static Catalogue {
        self.catalogue
    }

    /// Answers a question, or the group of one, and counts anew. `None` where the answer is no row and no column, and nothing
    /// changes.
    pub fn answer(&mut self, wording: &str, answer: &str) -> Option<()> {
        self.answer_all([(wording, answer)]).is_empty().then_some(())
    }

    /// Answers several questions, wording and answer of each, and counts anew once. The places of those that are no row and no
    /// column, which change nothing.
    pub fn answer_all<'a>(&mut self, answers: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<usize> {
        let mut refused = Vec::new();
        for (index, (wording, answer)) in answers.into_iter().enumerate() {
            match self.counter.scheme().answer(answer) {
                Some(answer) => self.known.given.set(wording, &answer),
                None => refused.push(index),
            }
        }
        self.recount();
        refused
    }

    /// Takes an answer back that was given now or before, and counts anew.
    pub fn withdraw(&mut self, wording: &str) {
        self.known.given.remove(wording);
        self.known.answers.remove(wording);
        self.withdrawn.push(wording.to_string());
        self.recount();
    }

    /// Moves a case by hand, in the place of what was moved of it before, and counts anew. A move that says neither row nor
    /// column takes back what was moved.
    pub fn move_case(&mut self, moved: Move) {
        self.put_move(moved);
        self.recount();
    }

    /// Confirms where cases are counted that were counted only as is usual: by the wording where they have one, so that it is
    /// known from now on, and by hand where that does not settle it. The cases are given by number; `moved` says why, who and when.
    pub fn confirm(&mut self, numbers: &[String], moved: &Move) {
        let of = |case: &&Case| numbers.contains(&case.number);
        let answers: Vec<(String, String)> = self
            .count
            .cases
            .iter()
            .filter(of)
            .filter_map(|case| {
                let row = self.end_name(case).filter(|_| !case.wording.is_empty())?;
                Some((case.wording.clone(), row))
            })
            .collect();
        self.answer_all(answers.iter().map(|(wording, row)| (wording.as_str(), row.as_str())));
        let left: Vec<Move> = self
            .likely()
            .filter(of)
            .map(|case| Move {
                number: case.number.clone(),
                row: self.end_name(case),
                column: self.count.column_name(case).map(String::from),
                ..moved.clone()
            })
            .collect();
        if !left.is_empty() {
            left.into_iter().for_each(|moved| self.put_move(moved));
            self.recount();
        }
    }

    fn put_move(&mut self, moved: Move) {
        // Whoever writes why may name somebody, whom nobody keeps.
        let reason = People::of(&self.records).without(&moved.reason, &Record::default());
        let moved = Move { reason, ..moved };
        self.known.moves.retain(|other| other.number != moved.number);
        if moved.row.is_some() || moved.column.is_some() {
            self.known.moves.push(moved);
        }
    }

    /// The name of the row in which a case ends, as answers and moves have it.
    pub fn end_name(&self, case: &Case) -> Option<String> {
        let row = case.row()?;
        Some(if row == self.count.scheme.carried_out {
            OPEN.to_string()
        } else {
            self.count.scheme.row_name(row).to_string()
        })
    }

    /// What was moved by hand.
    pub fn moves(&self) -> &[Move] {
        &self.known.moves
    }

    /// Wordings whose answers were taken back.
    pub fn withdrawn(&self) -> &[String] {
        &self.withdrawn
    }

    fn recount(&mut self) {
        let answers = self.known.answers.with(&self.known.given);
        self.count = self.counter.count(&self.records, self.count.year, &answers, &self.known.moves);
    }

    /// All findings on the register, and where it and a report differ.
    pub fn findings(&self, report: Option<&Session>, lang: Lang) -> Vec<Finding> {
        let against = Against { report, open_before: self.known.open_before.as_deref() };
        findings(&self.count, &self.catalogue.rules.rules, against, lang)
    }

    /// The one edit that takes all known figures into a report; printed totals stay, and so does what is pending.
    pub fn edit(&self, report: &Report) -> Edit {
        let inputs = self.count.figures().filter(|(cell, _)| !report.form().is_total(*cell));
        let known = inputs.filter_map(|(cell, figure)| Some((cell, Figure::from(figure?))));
        Edit::figures(Purpose::Count, known.map(|(cell, figure)| (cell, Entry::new(figure, Origin::Counted))))
    }

    /// What that edit would do to a report.
    pub fn taking(&self, report: &Report) -> Taking {
        let mut taking = Taking { pending: self.pending(), ..Taking::default() };
        for (cell, figure) in self.count.figures().filter(|(cell, _)| !report.form().is_total(*cell)) {
            let (Some(figure), there) = (figure, report.entry(cell).figure()) else { continue };
            taking.filled += usize::from(there.is_unfilled());
            taking.replaced += usize::from(!there.is_unfilled() && there != Figure::from(figure));
        }
        taking
    }

    /// How many cells that are keyed wait for an answer.
    pub fn pending(&self) -> usize {
        let is_input = |cell| !self.form().is_total(cell);
        self.count.figures().filter(|(cell, figure)| figure.is_none() && is_input(*cell)).count()
    }

    /// The cases that are counted without having been asked about, and not for sure.
    pub fn likely(&self) -> impl Iterator<Item = &Case> {
        self.count.cases.iter().filter(|case| case.certainty == Certainty::Likely)
    }

    /// What may be answered about something: the outcomes, the columns, or the two beginnings of a case, as the names that
    /// [`Working::answer`] reads.
    pub fn answers_about(&self, about: Asked) -> Vec<String> {
        let scheme = &self.count.scheme;
        match about {
            Asked::Outcome | Asked::Answered => {
                let rows = scheme.outcomes.iter().map(|&row| scheme.row_name(row).to_string());
                rows.chain([OPEN.to_string(), NONE.to_string()]).collect()
            }
            Asked::Applicant => scheme.columns().map(|column| scheme.column_name(column).to_string()).collect(),
            Asked::Received => [scheme.received, scheme.carried_in].map(|row| scheme.row_name(row).to_string()).into(),
        }
    }

    /// What an answer is about, by what it is.
    pub fn about(&self, answer: &str) -> Asked {
        [Asked::Applicant, Asked::Received]
            .into_iter()
            .find(|about| self.answers_about(*about).iter().any(|name| name == answer))
            .unwrap_or(Asked::Outcome)
    }

    /// The answers that decided something here: about single cases, and for the office.
    pub fn settled(&self) -> (Answers, Answers) {
        let (mut of_cases, mut of_office) = (Answers::default(), Answers::default());
        for (wording, answer) in &self.count.settled {
            if is_of_case(wording) { &mut of_cases } else { &mut of_office }.set(wording, answer);
        }
        (of_cases, of_office)
    }
}
