//! Registers of requests in, as offices keep them: every field of every line, whatever the heads, the days and the kind of file,
//! and what was passed over. All names are made up.

mod days;

mod formats;

mod hostile;

mod layouts;

mod made;

mod sheets;

use std::fmt::Write;

use gouji::domain::proposal::Place;
use gouji::domain::register::record::{Day, Record};
use gouji::import::register::{Reading, Why, read};

use crate::sheets::Sheet;

/// The cells of a table that is drawn with bars; `~` breaks a line within a cell.
pub fn drawn(table: &str) -> Vec<Vec<String>> {
    let cells = |line: &str| line.split('|').map(|cell| cell.trim().replace('~', "\n")).collect();
    table.lines().map(str::trim).filter(|line| !line.is_empty()).map(cells).collect()
}

/// A sheet with the cells of such a table.
pub fn sheet(name: &str, table: &str, merged: &[[usize; 4]]) -> Sheet {
    let mut sheet = Sheet::new(name);
    for (row, cells) in drawn(table).iter().enumerate() {
        for (column, text) in cells.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            sheet.put(row, column, text);
        }
    }
    sheet.merged = merged.to_vec();
    sheet
}

/// A table as a text that Excel saves.
pub fn csv(table: &str) -> String {
    let cell = |text: &String| match text.contains(['\n', ',', '"']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.clone(),
    };
    let line = |cells: &Vec<String>| cells.iter().map(cell).collect::<Vec<_>>().join(",") + "\r\n";
    drawn(table).iter().map(line).collect()
}

fn day(day: &Day) -> String {
    match day {
        Day::Blank => String::new(),
        Day::Known(date) => date.to_string(),
        Day::OfSomeYear(month, day) => format!("--{month:02}-{day:02}"),
        Day::Words(words) => format!("“{words}”"),
    }
}

/// All that a record says, in one line; what is blank is left out.
pub fn said(record: &Record) -> String {
    let pair = |days: &[Day; 2]| match days {
        [Day::Blank, Day::Blank] => String::new(),
        [asked, came] => format!("{}/{}", day(asked), day(came)),
    };
    // A day without a year is shown with that of its title or sheet, which need not be its own.
    let dated = |written: &Day| match (written, record.year) {
        (Day::OfSomeYear(month, day), Some(year)) => format!("{year}-{month:02}-{day:02}"),
        _ => day(written),
    };
    let mut line = String::new();
    for (name, text) in [
        ("号", record.number.clone()),
        ("收", dated(&record.received)),
        ("人", record.applicant.clone()),
        ("类", record.kind.clone()),
        ("事", record.content.clone()),
        ("补", pair(&record.correction)),
        ("征", pair(&record.third_party)),
        ("延", day(&record.extended)),
        ("答", dated(&record.answered)),
        ("文", record.answer.clone()),
        ("果", record.outcome.clone()),
        ("态", record.state.clone()),
        ("费", record.fee.clone()),
        ("诉", record.review.clone()),
        ("注", record.remark.clone()),
    ] {
        if !text.is_empty() {
            let _ = write!(line, "{}{name}={text}", if line.is_empty() { "" } else { " " });
        }
    }
    line
}

/// The records of a reading, one a line.
pub fn lines(reading: &Reading) -> Vec<String> {
    reading.records.iter().map(said).collect()
}

/// What was passed over, in few signs: the place, how many lines, and why.
pub fn left_out(reading: &Reading) -> Vec<(String, usize, Why)> {
    reading.left_out.iter().map(|out| (out.place.short(), out.lines, out.why)).collect()
}

/// Reads a table as a text, and holds it against what it should say.
#[track_caller]
pub fn holds(table: &str, expected: &[&str]) -> Reading {
    let reading = read(csv(table).as_bytes()).unwrap();
    assert_eq!(lines(&reading), expected);
    reading
}

/// Where a record stands.
pub fn place(reading: &Reading, record: usize) -> Place {
    reading.records[record].place
}
