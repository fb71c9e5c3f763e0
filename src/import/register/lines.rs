//! The lines of a table as records: below which heads they stand, which of them are requests, and what is around them. What is
//! passed over is told.

use std::collections::HashSet;

use super::around;
use super::day::{self, Around, Said as Days};
use super::draft::Draft;
use super::heads::{Column, Heads};
use super::table::{Region, Said, Table};
use super::words::{Field, Wordings};
use super::{LeftOut, Reading, Why};
use crate::domain::proposal::Place;
use crate::domain::register::record::Record;
use crate::import::ImportError;
use crate::import::budget::Budget;

/// What is read of a table.
pub struct Lines<'a> {
    table: &'a Table,
    wordings: &'a Wordings,
    budget: &'a Budget,
    /// The time that the lines stand in, as far as titles, sheets and lines between them say.
    around: Around,
    /// What the last line between others says, or the sheet's name: it tells equal counts of lines apart.
    part: String,
    /// What a line or the sheet's name says of all lines below it: that they were carried over.
    over: String,
    reading: &'a mut Reading,
    /// Records whose number is a mere count of lines: by index, with the part that they stand in.
    counted: Vec<(usize, String)>,
    /// Merged cells that reach into the row, by index.
    reaching: Vec<usize>,
    next_merged: usize,
    found: bool,
    /// Whether it is a register of something else.
    other: bool,
}

/// What holds at the end of a table, and may hold for the next one, if that goes on without heads of its own.
pub struct Carried {
    heads: Heads,
    around: Around,
    part: String,
    width: usize,
}

/// What a table is.
pub enum TableKind {
    /// A register; the records whose number is a mere count of lines, by index, each with its part of the register.
    Register(Vec<(usize, String)>, Option<Carried>),
    /// None, and why.
    Other(Why),
}

/// Reads a table.
///
/// # Errors
/// Where it takes more than any register does.
pub fn read(
    table: &Table,
    of_book: Option<i16>,
    before: Option<&Carried>,
    wordings: &Wordings,
    reading: &mut Reading,
    budget: &Budget,
) -> Result<TableKind, ImportError> {
    let mut around = Around { year: None, month: None };
    for title in &table.titles {
        let said = around::around(title);
        around = Around { year: said.year.or(around.year), month: said.month.or(around.month) };
    }
    around.year = around.year.or(of_book);
    let part = table.titles.last().cloned().unwrap_or_default();
    let mut lines = Lines {
        table,
        wordings,
        budget,
        around,
        part,
        over: table.titles.iter().rfind(|title| wordings.is_carried(title)).cloned().unwrap_or_default(),
        reading,
        counted: Vec::new(),
        reaching: Vec::new(),
        next_merged: 0,
        found: false,
        other: false,
    };
    let mut heads = lines.all(None)?;
    if let (false, false, Some(before)) = (lines.found, lines.other, before)
        && lines.goes_on(before)
    {
        lines.found = true;
        lines.around = Around { year: around.year.or(before.around.year), month: around.month.or(before.around.month) };
        lines.part.clone_from(&before.part);
        heads = lines.all(Some(before.heads.clone()))?;
    }
    let (around, part, width) = (lines.around, lines.part.clone(), table.width());
    let carried = heads.map(|heads| Carried { heads, around, part, width });
    Ok(match (lines.found, lines.other) {
        (true, _) => TableKind::Register(lines.counted, carried),
        (false, true) => TableKind::Other(Why::OtherRegister),
        (false, false) => TableKind::Other(Why::NoRegister),
    })
}

impl<'a> Lines<'a> {
    /// Whether a table without heads goes on with the one before: it is as wide, and its first line has a day where that one has
    /// the day of receipt.
    fn goes_on(&self, before: &Carried) -> bool {
        let has_day = |column: &&Column| {
            let text = self.table.text(0, column.at);
            column.means.field == Field::Received && matches!(day::said(text, false, self.wordings), Days::One(_))
        };
        self.table.width() == before.width && before.heads.columns.iter().any(|column| has_day(&column))
    }

    /// Reads all rows, under heads that hold at the beginning; those that hold at the end.
    fn all(&mut self, mut heads: Option<Heads>) -> Result<Option<Heads>, ImportError> {
        // The merged number whose lines are one request, with the record.
        let mut number: Option<(usize, usize)> = None;
        let (mut at, mut titles) = (0, 0);
        let table = self.table;
        while at < table.rows.len() {
            let cells: Vec<Said<'_>> = table.cells(at).collect();
            let first = cells.first().map_or("", |cell| cell.text);
            let looks = heads.is_none() || Heads::may_begin(first);
            if looks
                && cells.len() > 1
                && let Some(mut new) = Heads::at(self.table, at, self.wordings)
            {
                if heads.is_none() && self.is_of_others(at) {
                    self.other = true;
                    return Ok(None);
                }
                if !self.found {
                    // Room for all lines at once: to grow takes twice the memory.
                    self.reading.records.reserve(table.rows.len() - at);
                }
                self.found = true;
                at += new.rows;
                new.choose(self.table, at);
                if self.is_numbering(at) {
                    at += 1;
                }
                heads = Some(new);
                continue;
            }
            match &heads {
                None => {
                    titles += 1;
                    if titles > MOST_TITLES {
                        return Ok(None);
                    }
                    cells.iter().for_each(|cell| self.title(cell.text));
                }
                Some(heads) => self.line(at, &cells, heads, &mut number)?,
            }
            at += 1;
        }
        Ok(heads)
    }

    /// Takes in what a title or a line between others says of the time.
    fn title(&mut self, text: &str) {
        let said = around::around(text);
        if said.year.is_some() || said.month.is_some() {
            self.around = Around { year: said.year.or(self.around.year), month: said.month };
        }
    }

    /// Takes in a line between others, which holds for those below it.
    fn group(&mut self, text: &str) {
        // A quarter, or what was carried over, is no month.
        let said = around::around(text);
        self.around = Around { year: said.year.or(self.around.year), month: said.month };
        self.part = text.to_string();
        self.over = if self.wordings.is_carried(text) { text.to_string() } else { String::new() };
    }

    /// Whether what stands above the heads, so many rows of it, names a register of something else.
    fn is_of_others(&self, rows: usize) -> bool {
        let above = (0..rows).flat_map(|row| self.table.cells(row)).map(|cell| cell.text);
        let all: Vec<&str> = above.chain(self.table.titles.iter().map(String::as_str)).collect();
        let any = |names: fn(&Wordings, &str) -> bool| all.iter().any(|title| names(self.wordings, title));
        any(Wordings::is_other) && !any(Wordings::is_ours)
    }

    /// Whether a row only numbers the columns.
    fn is_numbering(&self, row: usize) -> bool {
        let cells: Vec<_> = self.table.cells(row).collect();
        let follows = |(at, cell): (usize, &Said<'_>)| cell.text.parse() == Ok(at + 1);
        cells.len() > 2 && cells.iter().enumerate().all(follows)
    }

    fn line(
        &mut self,
        at: usize,
        cells: &[Said<'_>],
        heads: &Heads,
        number: &mut Option<(usize, usize)>,
    ) -> Result<(), ImportError> {
        let table = self.table;
        let row = &table.rows[at];
        self.reach(row.number)?;
        let first = cells.first().map_or("", |cell| cell.text);
        if cells.iter().take(2).any(|cell| self.wordings.is_total(cell.text)) {
            self.leave_out(row.place, Why::Total);
            return Ok(());
        }
        if self.wordings.is_closing(first) && (cells.len() < 3 || first.contains(['：', ':'])) {
            self.leave_out(row.place, Why::Closing);
            return Ok(());
        }
        let mut draft = Draft::new(self.around, row.place);
        let (mut own, mut filled, mut is_counted, mut has_number) = (cells.iter().peekable(), 0, false, false);
        for column in &heads.columns {
            while own.next_if(|cell| cell.column < column.at).is_some() {}
            let inherited = || self.above(column.at);
            let cell = own.peek().filter(|cell| cell.column == column.at).copied().copied().or_else(inherited);
            let Some(cell) = cell else { continue };
            match column.means.field {
                Field::Passed => continue,
                Field::Time => {
                    let said = around::around(cell.text);
                    let number = || cell.text.trim().parse().ok().filter(|month| (1..=12).contains(month));
                    let month = said.month.or_else(number).or(self.around.month);
                    self.around = Around { year: said.year.or(self.around.year), month };
                    continue;
                }
                // It says nothing of whether this is a request.
                Field::People => {}
                Field::Number => has_number = true,
                Field::Serial => is_counted = true,
                _ => filled += 1,
            }
            draft.take(&column.means, cell, self.wordings);
        }
        draft.around = self.around;
        if !self.over.is_empty() {
            draft.remark(&self.over);
        }
        if filled == 0 || cells.len() == 1 && !self.is_reached(heads) {
            let why = if filled == 0 && (has_number || is_counted) && !around::is_time(first) && is_count(first) {
                Why::OnlyNumber
            } else if around::is_time(first) || self.wordings.is_ours(first) || self.wordings.is_carried(first) {
                self.group(first);
                return Ok(());
            } else {
                Why::OneCell
            };
            self.leave_out(row.place, why);
            return Ok(());
        }
        let is_group = |text: &str| around::is_time(text) && !is_count(text);
        if is_group(first) && !draft.has_day_or_applicant() {
            self.group(first);
            return Ok(());
        }
        if !draft.is_request() {
            self.leave_out(row.place, Why::NoRequest);
            return Ok(());
        }
        if self.table.unseen.binary_search(&row.number).is_ok() {
            self.leave_out(row.place, Why::Unseen);
        }
        // A merged number makes one request of several lines.
        let merged = heads.columns.iter().find(|column| column.means.field == Field::Number);
        let merged = merged.and_then(|column| self.region(column.at));
        if let (Some(region), Some((last, record))) = (merged, *number)
            && region == last
            && let Some(record) = self.reading.records.get_mut(record)
        {
            draft.join(record);
            return Ok(());
        }
        *number = merged.map(|region| (region, self.reading.records.len()));
        if is_counted && !draft.has_number() {
            self.counted.push((self.reading.records.len(), self.part.clone()));
        }
        self.budget.charge(size_of::<Record>())?;
        self.reading.records.push(draft.record());
        Ok(())
    }

    fn leave_out(&mut self, place: Place, why: Why) {
        leave_out(&mut self.reading.left_out, place, why);
    }

    /// Finds the merged cells that reach into a row from above.
    fn reach(&mut self, row: usize) -> Result<(), ImportError> {
        let merged = &self.table.merged;
        self.reaching.retain(|&region| merged[region].0.end > row);
        while let Some((rows, _)) = merged.get(self.next_merged).filter(|(rows, _)| rows.start <= row) {
            if rows.len() > 1 && rows.end > row {
                self.reaching.push(self.next_merged);
            }
            self.next_merged += 1;
        }
        self.budget.charge(self.reaching.len())
    }

    /// The merged cell in a column that reaches into the row or begins in it, by index.
    fn region(&self, column: usize) -> Option<usize> {
        self.reaching.iter().copied().find(|&region| self.table.merged[region].1.start == column)
    }

    /// What stands in a column in a merged cell above.
    fn above(&self, column: usize) -> Option<Said<'a>> {
        let table = self.table;
        let (rows, _): &Region = &table.merged[self.region(column)?];
        let row = table.rows.partition_point(|row| row.number < rows.start);
        let begins = table.rows.get(row).is_some_and(|row| row.number == rows.start);
        table.cells(row).find(|cell| begins && cell.column == column)
    }

    /// Whether merged cells above say something of the line.
    fn is_reached(&self, heads: &Heads) -> bool {
        let counts = |field: Field| !matches!(field, Field::Passed | Field::Time);
        heads.columns.iter().any(|column| counts(column.means.field) && self.above(column.at).is_some())
    }
}

/// So many rows may stand above the heads.
const MOST_TITLES: usize = 60;

/// Whether a text is a mere number.
fn is_count(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit()) && !text.contains(['年', '月', '季'])
}

/// Tells what was passed over; lines one below another for one reason are told once.
pub fn leave_out(left_out: &mut Vec<LeftOut>, place: Place, why: Why) {
    let follows = |last: &LeftOut| match (last.place, place) {
        (Place::Line(first), Place::Line(line)) => first + last.lines == line,
        (Place::Row { table: first, row: begin }, Place::Row { table, row }) => {
            first == table && begin + last.lines == row
        }
        (Place::SheetRow { sheet: first, row: begin }, Place::SheetRow { sheet, row }) => {
            first == sheet && begin + last.lines == row
        }
        _ => false,
    };
    match left_out.last_mut().filter(|last| last.why == why && follows(last)) {
        Some(last) => last.lines += 1,
        None => left_out.push(LeftOut { place, lines: 1, why }),
    }
}

/// Gives counts of lines that begin again in every part the name of their part, so that no two are equal.
pub fn tell_apart(reading: &mut Reading, counted: &[(usize, String)]) {
    let mut seen = HashSet::new();
    let records = &mut reading.records;
    let doubled = counted.iter().any(|(record, _)| !seen.insert(records[*record].number.clone()));
    let parts: HashSet<&str> = counted.iter().map(|(_, part)| part.as_str()).collect();
    if !doubled || parts.len() < 2 {
        return;
    }
    for (record, part) in counted.iter().filter(|(_, part)| !part.is_empty()) {
        let number = &mut records[*record].number;
        *number = format!("{part}-{number}");
    }
}
