//! Registers counted: what wordings and applicants mean, where cases count, what is doubtful, and what is found wrong. The
//! registers here are made up, and nobody bears the names in them.

mod counting;

mod doubts;

mod findings;

mod mapping;

mod samples;

mod working;

use std::sync::{Arc, LazyLock};

use gouji::domain::form::Form;
use gouji::domain::proposal::Place;
use gouji::domain::register::answers::Answers;
use gouji::domain::register::count::{Count, Counter};
use gouji::domain::register::mapping::Catalogue;
use gouji::domain::register::record::{Day, Record};
use gouji::store::forms::{Forms, register};
use jiff::civil::Date;

pub fn catalogue() -> &'static Catalogue {
    register()
}

pub fn form(edition: &str) -> Arc<Form> {
    Arc::clone(Forms::default().edition(edition).expect("an edition"))
}

static COUNTERS: LazyLock<[Counter; 2]> = LazyLock::new(|| {
    ["2019", "2021"].map(|edition| Counter::new(&form(edition), catalogue()).expect("a table of requests"))
});

pub fn counter(edition: &str) -> &'static Counter {
    &COUNTERS[usize::from(edition == "2021")]
}

/// A day: `2025-01-03`, `01-03` without a year, blank, or words.
pub fn day(text: &str) -> Day {
    let some = |text: &str| {
        let (month, day) = text.split_once('-')?;
        Some(Day::OfSomeYear(month.parse().ok()?, day.parse().ok()?))
    };
    match text.parse::<Date>() {
        _ if text.is_empty() => Day::Blank,
        Ok(day) => Day::Known(day),
        Err(_) => some(text).unwrap_or_else(|| Day::Words(text.into())),
    }
}

/// A line: number, received, applicant, kind, answered, outcome.
pub fn line(fields: [&str; 6]) -> Record {
    let [number, received, applicant, kind, answered, outcome] = fields;
    Record {
        number: number.into(),
        received: day(received),
        applicant: applicant.into(),
        kind: kind.into(),
        answered: day(answered),
        outcome: outcome.into(),
        content: format!("有关{number}的材料"),
        ..Record::default()
    }
}

/// The same line in another sheet.
pub fn in_sheet(sheet: usize, row: usize, record: Record) -> Record {
    Record { place: Place::SheetRow { sheet, row }, ..record }
}

pub fn counted(lines: &[Record]) -> Count {
    counted_with(lines, &[])
}

pub fn counted_with(lines: &[Record], answers: &[(&str, &str)]) -> Count {
    counter("2021").count(lines, 2025, &answers.iter().copied().collect::<Answers>(), &[])
}

/// The figure of a cell of the table; `None` where it is pending.
#[track_caller]
pub fn figure(count: &Count, cell: &str) -> Option<u32> {
    let cell = count.form().find(&format!("requests.{cell}")).unwrap_or_else(|| panic!("no cell {cell}"));
    count.figure(cell)
}
