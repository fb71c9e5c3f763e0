//! The count: every case enters one row of the beginning (received, carried in) and one of the end (an outcome, carried over)
//! in one column, so that the four of them agree by construction. What is in doubt leaves the cells that it could enter
//! pending, and is asked.

mod judging;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use jiff::civil::Date;

use crate::domain::form::{CellId, Form};

use super::answers::{Answers, Asked, Move};
use super::applicant::Endings;
use super::days;
use super::lines::{self, Entry};
use super::mapping::{Catalogue, Need};
use super::outcome::Lexicon;
use super::people::People;
use super::record::Record;
use super::scheme::Scheme;

use judging::Judge;

/// How certain a case's place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// The register's own words say it.
    Sure,
    /// It is meant so as a rule, or a year was concluded: counted, and listed.
    Likely,
    /// The office was asked, or has to be.
    Asked,
}

impl Certainty {
    /// The name in files and machine-readable output.
    pub fn name(self) -> &'static str {
        match self {
            Certainty::Sure => "sure",
            Certainty::Likely => "likely",
            Certainty::Asked => "asked",
        }
    }
}

/// Where a case is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Placement {
    /// The row of its beginning.
    pub start: usize,
    /// The row of its end.
    pub end: usize,
    /// The column of the table, from 0.
    pub column: usize,
}

/// A case that is counted, or may have to be: all that is kept of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Its number, or its place in the document where it has none.
    pub number: String,
    /// When it was received.
    pub received: Option<Date>,
    /// When it was answered.
    pub answered: Option<Date>,
    /// Where it may count; one place, unless it is in doubt. `None` is nowhere.
    pub places: Vec<Option<Placement>>,
    /// The wording by which its row was decided, without people; empty where nothing is written.
    pub wording: String,
    /// How certain it is.
    pub certainty: Certainty,
    /// Whether somebody moved it by hand.
    pub is_moved: bool,
}

impl Case {
    /// What all its places agree in.
    fn common(&self, of: impl Fn(&Placement) -> usize) -> Option<usize> {
        let first = of(self.places.first()?.as_ref()?);
        self.places.iter().all(|place| place.as_ref().map(&of) == Some(first)).then_some(first)
    }

    /// The row of its beginning, unless that is in doubt.
    pub fn start(&self) -> Option<usize> {
        self.common(|place| place.start)
    }

    /// The row of its end, unless that is in doubt.
    pub fn row(&self) -> Option<usize> {
        self.common(|place| place.end)
    }

    /// Its column, unless that is in doubt.
    pub fn column(&self) -> Option<usize> {
        self.common(|place| place.column)
    }

    /// Whether it is in doubt.
    pub fn is_pending(&self) -> bool {
        self.places.len() > 1
    }
}

/// What an office has to say before all cells are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The wording that is asked about, without people; what [`Answers`] are given for.
    pub wording: String,
    /// What is asked of it.
    pub about: Asked,
    /// The question for several wordings that it belongs to, by which it may be answered as well.
    pub group: Option<String>,
    /// The answers that suggest themselves: rows or columns, `open`, `none`.
    pub choices: Vec<String>,
    /// The cells that wait for it, in form order.
    pub cells: Vec<CellId>,
    /// The cases that it is about, as places in [`Count::cases`].
    pub cases: Vec<usize>,
}

/// A register, counted.
#[derive(Debug, Clone)]
pub struct Count {
    /// The table that it is counted into.
    pub scheme: Arc<Scheme>,
    /// The report year that is counted.
    pub year: i16,
    /// The cases, by number.
    pub cases: Vec<Case>,
    /// What is asked, the questions for most cases first.
    pub questions: Vec<Question>,
    /// What was answered before and decided something here: wording without people, and answer.
    pub settled: Vec<(String, String)>,
    /// The cases that do not count in the year: received after it, or answered before it.
    pub outside: usize,
    /// Numbers that stand for two lines of one sheet or for two requests.
    pub twice: Vec<String>,
    /// Cases that were answered before they were received.
    pub answered_before: Vec<String>,
    /// Cases with an outcome and no day of it.
    pub without_day: Vec<String>,
    /// Cases that lack what must precede their outcome.
    pub unpreceded: Vec<(String, Need)>,
    figures: BTreeMap<CellId, Option<u32>>,
}

/// What a register is counted by, in one edition of the form.
#[derive(Debug)]
pub struct Counter {
    scheme: Arc<Scheme>,
    lexicon: Lexicon,
    endings: Endings,
    before: Vec<String>,
    finished: HashSet<Vec<char>>,
}

impl Counter {
    /// The counter of a form; `None` where the form has no such table.
    pub fn new(form: &Arc<Form>, catalogue: &Catalogue) -> Option<Counter> {
        let scheme = Scheme::new(form, catalogue)?;
        let letters = |words: &String| crate::domain::spelling::letters(words);
        Some(Counter {
            lexicon: Lexicon::new(&catalogue.outcomes, &scheme),
            endings: Endings::new(&catalogue.applicants, &scheme),
            before: catalogue.counting.before.clone(),
            finished: catalogue.counting.finished.iter().map(letters).collect(),
            scheme: Arc::new(scheme),
        })
    }

    /// The table that is counted.
    pub fn scheme(&self) -> &Arc<Scheme> {
        &self.scheme
    }

    /// Counts the lines of a register for a year, by what the office answered and what was moved by hand.
    pub fn count(&self, records: &[Record], year: i16, answers: &Answers, moves: &[Move]) -> Count {
        let days = days::days(records, &self.before, year);
        let (entries, twice) = lines::entries(records, &days);
        let people = People::of(records);
        let mut judge = Judge::new(self, year, answers, moves, &people);
        judge.gather(&entries);
        let mut cases = Vec::with_capacity(entries.len());
        let mut asked: BTreeMap<(Asked, String), Open> = BTreeMap::new();
        let (mut outside, mut answered_before, mut without_day) = (0, Vec::new(), Vec::new());
        let mut unpreceded = Vec::new();
        let answered_earlier = earlier(&entries);
        for entry in &entries {
            let judged = judge.judge(entry);
            let is_before = entry.days.received.zip(entry.days.answered).is_some_and(|(from, until)| until < from);
            answered_before.extend(is_before.then(|| entry.number.clone()));
            if judged.case.places.iter().all(Option::is_none) {
                outside += 1;
                continue;
            }
            without_day.extend(judged.lacks_day.then(|| entry.number.clone()));
            for (about, question) in judged.asks {
                let open = asked.entry((about, question.wording)).or_insert_with(|| Open {
                    group: question.group,
                    choices: question.choices,
                    cases: Vec::new(),
                });
                open.cases.push(cases.len());
            }
            let needed = judged.case.row().and_then(|row| self.scheme.needs.iter().find(|(of, _)| *of == row));
            if let Some((_, need)) = needed
                && !is_met(*need, entry, &answered_earlier)
            {
                unpreceded.push((entry.number.clone(), *need));
            }
            cases.push(judged.case);
        }
        let settled = judge.settled();
        let figures = self.figures(&cases);
        let pending: HashMap<&[Option<Placement>], Vec<CellId>> = cases
            .iter()
            .filter(|case| case.is_pending())
            .map(|case| (&case.places[..], self.in_doubt(&case.places).into_iter().map(|(cell, _)| cell).collect()))
            .collect();
        let questions = asked.into_iter().map(|((about, wording), open)| {
            let cells = open.cases.iter().filter_map(|&case| pending.get(&cases[case].places[..])).flatten();
            let mut cells: Vec<CellId> = cells.copied().collect();
            cells.sort_unstable();
            cells.dedup();
            Question { wording, about, group: open.group, choices: open.choices, cells, cases: open.cases }
        });
        let mut questions: Vec<Question> = questions.collect();
        questions.sort_by_key(|question| {
            (question.group.is_none(), question.group.clone(), usize::MAX - question.cases.len())
        });
        Count {
            scheme: Arc::clone(&self.scheme),
            year,
            questions,
            settled,
            outside,
            twice,
            answered_before,
            without_day,
            unpreceded,
            figures,
            cases,
        }
    }

    /// The figures of all cells of the table: what is counted, or `None` where a case may or may not enter.
    fn figures(&self, cases: &[Case]) -> BTreeMap<CellId, Option<u32>> {
        let cells = self.scheme.form.table_cells(self.scheme.table);
        let mut figures: BTreeMap<CellId, Option<u32>> = cells.map(|cell| (cell, Some(0))).collect();
        let mut alike: HashMap<&[Option<Placement>], u32> = HashMap::new();
        for case in cases {
            *alike.entry(&case.places).or_default() += 1;
        }
        for (places, count) in alike {
            for (cell, is_certain) in self.entered(places) {
                if let Some(figure) = figures.get_mut(&cell) {
                    *figure = figure.filter(|_| is_certain).map(|figure| figure.saturating_add(count));
                }
            }
        }
        figures
    }

    /// The cells that a case may enter, each with whether it does whatever is answered.
    fn entered(&self, places: &[Option<Placement>]) -> Vec<(CellId, bool)> {
        let mut entered: BTreeMap<CellId, usize> = BTreeMap::new();
        for place in places.iter().flatten() {
            let rows = [place.start, place.end].into_iter();
            let cells: HashSet<CellId> = rows.flat_map(|row| self.scheme.cells(row, place.column)).collect();
            cells.into_iter().for_each(|cell| *entered.entry(cell).or_default() += 1);
        }
        entered.into_iter().map(|(cell, times)| (cell, times == places.len())).collect()
    }

    fn in_doubt(&self, places: &[Option<Placement>]) -> Vec<(CellId, bool)> {
        self.entered(places).into_iter().filter(|(_, is_certain)| !is_certain).collect()
    }
}

/// A question while cases are gathered.
struct Open {
    group: Option<String>,
    choices: Vec<String>,
    cases: Vec<usize>,
}

/// The days on which each applicant was answered, by what is written of the name; the first of them.
fn earlier(entries: &[Entry<'_>]) -> HashMap<String, Date> {
    let mut first: HashMap<String, Date> = HashMap::new();
    for entry in entries {
        let name: String = entry.record.applicant.split_whitespace().collect();
        if let Some(day) = entry.days.answered.filter(|_| !name.is_empty()) {
            first.entry(name).and_modify(|known| *known = day.min(*known)).or_insert(day);
        }
    }
    first
}

fn is_met(need: Need, entry: &Entry<'_>, answered: &HashMap<String, Date>) -> bool {
    let record = &entry.record;
    match need {
        Need::Correction => record.correction.iter().any(|day| *day != super::record::Day::Blank),
        Need::Fee => record.fee.chars().any(char::is_alphanumeric),
        Need::Earlier => {
            let name: String = record.applicant.split_whitespace().collect();
            // Of an applicant without a name, or a request without a day, nothing can be told.
            let Some(received) = entry.days.received.filter(|_| !name.is_empty()) else { return true };
            answered.get(&name).is_some_and(|first| *first <= received)
        }
    }
}

impl Count {
    /// The figure of a cell of the table; `None` where it is pending.
    pub fn figure(&self, cell: CellId) -> Option<u32> {
        self.figures.get(&cell).copied().flatten()
    }

    /// All cells of the table with their figures, in form order.
    pub fn figures(&self) -> impl Iterator<Item = (CellId, Option<u32>)> + '_ {
        self.figures.iter().map(|(cell, figure)| (*cell, *figure))
    }

    /// The cases that a cell counts, or may have to: of a total those of its cells.
    pub fn cases_of(&self, cell: CellId) -> Vec<&Case> {
        let enters = |place: &Placement| {
            [place.start, place.end].iter().any(|&row| self.scheme.cells(row, place.column).any(|other| other == cell))
        };
        self.cases.iter().filter(|case| case.places.iter().flatten().any(enters)).collect()
    }

    /// The edition whose table is counted.
    pub fn form(&self) -> &Arc<Form> {
        &self.scheme.form
    }

    /// The name of the row in which a case ends.
    pub fn row_name(&self, case: &Case) -> Option<&str> {
        case.row().map(|row| self.scheme.row_name(row))
    }

    /// The name of a case's column.
    pub fn column_name(&self, case: &Case) -> Option<&str> {
        case.column().map(|column| self.scheme.column_name(column))
    }
}
