//! Values into the cells of a sheet, by the bytes behind them. Cells that are not there yet come into their row, in
//! order; the look of a cell stays.

use std::collections::BTreeMap;
use std::ops::Range;

use quick_xml::escape::partial_escape;

use super::splice::Edits;
use crate::import::workbook::xlsx::{Source, name};

/// What a cell is to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Blank,
    /// A number in plain digits.
    Number(String),
    Words(String),
}

impl Value {
    /// A number, as words where a workbook's number cannot hold all its digits.
    pub fn number(text: &str) -> Value {
        const DIGITS: usize = 15;
        let digits = text.trim_start_matches(['-', '0', '.']).bytes().filter(u8::is_ascii_digit).count();
        if digits > DIGITS { Value::Words(text.to_string()) } else { Value::Number(text.to_string()) }
    }

    /// What it says, and whether that is a number in plain digits.
    pub fn said(&self) -> (&str, bool) {
        match self {
            Value::Blank => ("", false),
            Value::Number(number) => (number, true),
            Value::Words(words) => (words, false),
        }
    }

    pub fn of_words(text: String) -> Value {
        if text.is_empty() { Value::Blank } else { Value::Words(text) }
    }
}

pub struct Writes<'a> {
    source: &'a Source,
    text: &'a str,
    edits: Edits,
    /// Cells that are not there yet, by row and column.
    new: BTreeMap<usize, BTreeMap<usize, String>>,
}

impl<'a> Writes<'a> {
    /// Changes to a sheet with its XML.
    pub fn new(source: &'a Source, text: &'a str) -> Writes<'a> {
        Writes { source, text, edits: Edits::default(), new: BTreeMap::new() }
    }

    /// Puts a value into a cell, under a style where the cell's own does not show it; a formula stays only if it is to be kept.
    pub fn put(&mut self, row: usize, column: usize, value: &Value, keeps_formula: bool, style: Option<&str>) {
        let prefix = &self.source.prefix;
        let cell = self.source.cells.get(&(row, column));
        let formula = cell.and_then(|cell| cell.formula.as_ref()).filter(|_| keeps_formula);
        let formula = formula.and_then(|formula| self.text.get(formula.element.clone())).unwrap_or_default();
        let style = style.or_else(|| cell.and_then(|cell| cell.style.as_deref()));
        let style = style.map_or_else(String::new, |style| format!(" s=\"{}\"", partial_escape(style)));
        let open = format!("<{prefix}c r=\"{}\"{style}", name(row, column));
        let written = match (value, formula) {
            (Value::Blank, "") => format!("{open}/>"),
            (Value::Blank, formula) => format!("{open}>{formula}</{prefix}c>"),
            (Value::Number(number), formula) => {
                format!("{open}>{formula}<{prefix}v>{number}</{prefix}v></{prefix}c>")
            }
            (Value::Words(words), "") => {
                let words = coded(words);
                format!(
                    "{open} t=\"inlineStr\"><{prefix}is><{prefix}t xml:space=\"preserve\">{words}</{prefix}t></{prefix}is></{prefix}c>"
                )
            }
            (Value::Words(words), formula) => {
                let words = coded(words);
                format!("{open} t=\"str\">{formula}<{prefix}v>{words}</{prefix}v></{prefix}c>")
            }
        };
        match cell {
            // A cell that is blank and stays so is left alone.
            Some(cell) if *value == Value::Blank && cell.text.is_empty() && cell.formula.is_none() => {}
            Some(cell) => self.edits.replace(cell.place.element.clone(), written),
            None if *value == Value::Blank => {}
            None => drop(self.new.entry(row).or_default().insert(column, written)),
        }
    }

    pub fn edits(mut self) -> Edits {
        let prefix = &self.source.prefix;
        let mut rows: Vec<usize> = self.source.rows.keys().copied().collect();
        rows.sort_unstable();
        let mut columns: BTreeMap<usize, BTreeMap<usize, usize>> = BTreeMap::new();
        for (&(row, column), cell) in &self.source.cells {
            columns.entry(row).or_default().insert(column, cell.place.element.start);
        }
        let data = &self.source.data;
        // Cells and rows that come where there is no room between tags are put into new tags.
        let mut loose = String::new();
        let closed = |element: &Range<usize>, inner: &Range<usize>| inner.start == element.end;
        for (&row, cells) in &self.new {
            let Some(place) = self.source.rows.get(&row) else {
                let cells: String = cells.values().map(String::as_str).collect();
                let whole = format!("<{prefix}row r=\"{}\">{cells}</{prefix}row>", row + 1);
                let next = rows.get(rows.partition_point(|&other| other < row)).and_then(|r| self.source.rows.get(r));
                match next {
                    Some(next) => self.edits.insert(next.element.start, whole),
                    None if closed(&data.element, &data.inner) => loose.push_str(&whole),
                    None => self.edits.insert(data.inner.end, whole),
                }
                continue;
            };
            if closed(&place.element, &place.inner) {
                let tag = self.text.get(place.element.clone()).unwrap_or_default();
                let open = tag.trim_end_matches('>').trim_end_matches('/').trim_end();
                let cells: String = cells.values().map(String::as_str).collect();
                self.edits.replace(place.element.clone(), format!("{open}>{cells}</{prefix}row>"));
                continue;
            }
            for (column, cell) in cells {
                let next = columns.get(&row).and_then(|row| row.range(column..).next());
                self.edits.insert(next.map_or(place.inner.end, |(_, &start)| start), cell.as_str());
            }
        }
        if !loose.is_empty() {
            self.edits.replace(data.element.clone(), format!("<{prefix}sheetData>{loose}</{prefix}sheetData>"));
        }
        self.edits
    }
}

/// Words as a workbook holds them: what looks like the code of a character, `_x000D_`, is told not to be one.
fn coded(words: &str) -> String {
    let mut coded = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(at) = rest.find("_x") {
        let digits = rest[at + 2..].bytes().take_while(u8::is_ascii_hexdigit).count();
        let code = digits >= 4 && rest.as_bytes().get(at + 6) == Some(&b'_');
        coded.push_str(&rest[..at]);
        coded.push_str(if code { "_x005F_x" } else { "_x" });
        rest = &rest[at + 2..];
    }
    coded.push_str(rest);
    partial_escape(coded.as_str()).into_owned()
}
