//! A spreadsheet of few functions: what a workbook shows once every formula is computed anew, from nothing but the
//! cells that are keyed. Office programs are tried elsewhere; this one runs in every test.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

/// Row and column of a sheet, from 0.
pub type At = (u32, u32);

/// A sheet as it stands in the file.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// Cells with something in them, a formula's cached result among them.
    pub cells: BTreeMap<At, Data>,
    /// Formulas.
    pub formulas: BTreeMap<At, String>,
    /// First and last cell of merged ranges.
    pub merged: Vec<(At, At)>,
}

/// What a cell comes to.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Blank,
    Number(f64),
    Text(String),
}

/// Sheets with their names, in order.
pub type Book = Vec<(String, Sheet)>;

/// Reads a workbook with a reader that is not gouji's.
pub fn open(bytes: &[u8]) -> Book {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
    let names = book.sheet_names();
    let read = |name: String| {
        let mut sheet = Sheet::default();
        let range = book.worksheet_range(&name).unwrap();
        let start = range.start().unwrap_or_default();
        for (row, column, data) in range.used_cells() {
            let at = (start.0 + u32::try_from(row).unwrap(), start.1 + u32::try_from(column).unwrap());
            sheet.cells.insert(at, data.clone());
        }
        let range = book.worksheet_formula(&name).unwrap();
        let start = range.start().unwrap_or_default();
        for (row, column, formula) in range.used_cells().filter(|(_, _, formula)| !formula.is_empty()) {
            let at = (start.0 + u32::try_from(row).unwrap(), start.1 + u32::try_from(column).unwrap());
            sheet.formulas.insert(at, formula.clone());
        }
        let merged = book.merge_cells_by_sheet_name(&name).unwrap();
        sheet.merged = merged.into_iter().map(|area| (area.start, area.end)).collect();
        (name, sheet)
    };
    names.into_iter().map(read).collect()
}

/// What stands in a cell of a sheet, computed anew where it is a formula.
pub fn computed(book: &Book, sheet: &str, at: At) -> Value {
    let (_, own) = book.iter().find(|(name, _)| name == sheet).unwrap_or_else(|| panic!("no sheet {sheet}"));
    match own.formulas.get(&at) {
        Some(formula) => {
            let mut parser = Parser { book, sheet, rest: formula };
            let value = parser.expression();
            assert!(parser.rest.is_empty(), "`{}` is left of {formula}", parser.rest);
            value
        }
        None => stored(own, at),
    }
}

/// What the file says of a cell, a formula's cached result included.
pub fn stored(sheet: &Sheet, at: At) -> Value {
    match sheet.cells.get(&at) {
        None | Some(Data::Empty) => Value::Blank,
        Some(Data::String(text)) => Value::Text(text.clone()),
        Some(Data::Float(number)) => Value::Number(*number),
        Some(other) => panic!("{other:?} at {at:?}"),
    }
}

struct Parser<'a> {
    book: &'a Book,
    sheet: &'a str,
    rest: &'a str,
}

impl<'a> Parser<'a> {
    fn take(&mut self, sign: &str) -> bool {
        self.rest.strip_prefix(sign).map(|rest| self.rest = rest).is_some()
    }

    fn expect(&mut self, sign: &str) {
        assert!(self.take(sign), "`{sign}` expected before `{}`", self.rest);
    }

    /// A sum, perhaps compared with another.
    fn expression(&mut self) -> Value {
        let left = self.sum();
        let truth = |truth: bool| Value::Number(f64::from(u8::from(truth)));
        if self.take("<") {
            truth(number(&left) < number(&self.sum()))
        } else if self.take("=") {
            truth(left == self.sum())
        } else {
            left
        }
    }

    fn sum(&mut self) -> Value {
        let mut value = self.term();
        loop {
            if self.take("+") {
                value = Value::Number(number(&value) + number(&self.term()));
            } else if self.take("-") {
                value = Value::Number(number(&value) - number(&self.term()));
            } else {
                return value;
            }
        }
    }

    fn term(&mut self) -> Value {
        if self.take("\"") {
            let (text, rest) = self.rest.split_once('"').unwrap();
            self.rest = rest;
            return Value::Text(text.into());
        }
        if self.take("IF(") {
            let condition = self.expression();
            self.expect(",");
            let yes = self.expression();
            self.expect(",");
            let no = self.expression();
            self.expect(")");
            return if number(&condition) == 0.0 { no } else { yes };
        }
        if self.take("ROUND(") {
            let value = number(&self.expression());
            self.expect(",");
            let places = number(&self.expression());
            self.expect(")");
            return Value::Number(format!("{value:.*}", places as usize).parse().unwrap());
        }
        let numbers = |cells: &[Value]| cells.iter().filter(|cell| matches!(cell, Value::Number(_))).count() as f64;
        if self.take("COUNTIF(") {
            let cells = self.area();
            self.expect(",");
            let wanted = self.term();
            self.expect(")");
            return Value::Number(cells.iter().filter(|cell| **cell == wanted).count() as f64);
        }
        if self.take("COUNT(") {
            return Value::Number(numbers(&self.areas()));
        }
        if self.take("SUM(") {
            let known = self.areas().into_iter().filter(|cell| matches!(cell, Value::Number(_)));
            return Value::Number(known.map(|cell| number(&cell)).sum());
        }
        let end = self.rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(self.rest.len());
        let (digits, rest) = self.rest.split_at(end);
        let value = digits.parse().unwrap_or_else(|_| panic!("`{}`", self.rest));
        self.rest = rest;
        Value::Number(value)
    }

    fn areas(&mut self) -> Vec<Value> {
        let mut cells = self.area();
        while self.take(",") {
            cells.extend(self.area());
        }
        self.expect(")");
        cells
    }

    /// `D4`, `D4:I4` or `'sheet'!D4:I4`, row by row.
    fn area(&mut self) -> Vec<Value> {
        let mut sheet = self.sheet;
        if self.take("'") {
            let (name, rest) = self.rest.split_once("'!").unwrap();
            (sheet, self.rest) = (name, rest);
        }
        let first = self.cell();
        let last = if self.take(":") { self.cell() } else { first };
        let places = (first.0..=last.0).flat_map(|row| (first.1..=last.1).map(move |column| (row, column)));
        places.map(|at| computed(self.book, sheet, at)).collect()
    }

    fn cell(&mut self) -> At {
        let letters = self.rest.find(|c: char| !c.is_ascii_uppercase()).unwrap();
        let (column, rest) = self.rest.split_at(letters);
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (row, rest) = rest.split_at(digits);
        self.rest = rest;
        let column = column.bytes().fold(0, |column, byte| column * 26 + u32::from(byte - b'A') + 1);
        (row.parse::<u32>().unwrap() - 1, column - 1)
    }
}

fn number(value: &Value) -> f64 {
    match value {
        Value::Number(number) => *number,
        other => panic!("{other:?} is no number"),
    }
}
