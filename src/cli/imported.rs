//! What became of many imported files: a table for people, rows and objects for programs. It reads and saves nothing.

use serde_json::{Value, json};

use crate::domain::report::Report;
use crate::domain::text::Lang;
use crate::tui::display::width;
use crate::work::showing::json as shapes;

use super::context::Format;
use super::output::Output;
use super::table::row;

const COLUMNS: [&str; 10] = ["file", "agency", "year", "scope", "edition", "cells", "read", "notes", "saved", "error"];

pub struct Imported {
    format: Format,
    lang: Lang,
    dry_run: bool,
    rows: Vec<[String; 6]>,
    printed: usize,
    failed: usize,
}

impl Imported {
    pub fn new(format: Format, lang: Lang, dry_run: bool) -> Imported {
        Imported { format, lang, dry_run, rows: Vec::new(), printed: 0, failed: 0 }
    }

    /// What stands before all files.
    pub fn begin(&self, out: &mut Output) {
        match self.format {
            Format::Json => out.text("["),
            Format::Csv => out.bytes(&row(COLUMNS.map(String::from))),
            Format::Text | Format::Ron | Format::Ess => {}
        }
    }

    /// A report that was read from a file, and where it was saved.
    pub fn report(&mut self, out: &mut Output, file: &str, report: &Report, saved: Option<&str>) {
        let (cells, read) = read(report);
        let agency = report.agency.clone().unwrap_or_default();
        let year = report.year.map_or_else(String::new, |year| year.to_string());
        let (edition, notes) = (report.form().edition().to_string(), report.notes.len().to_string());
        match self.format {
            Format::Json if self.dry_run => object(out, &shapes::document(report, Some(file))),
            Format::Json => object(out, &shapes::value(report, Some(file))),
            Format::Csv => {
                let (scope, saved) = (report.scope.name().to_string(), saved.unwrap_or_default().to_string());
                let (cells, read) = (cells.to_string(), read.to_string());
                let file = file.to_string();
                out.bytes(&row([file, agency, year, scope, edition, cells, read, notes, saved, String::new()]));
            }
            Format::Text | Format::Ron | Format::Ess => {
                let agency = agency + report.scope.behind(self.lang);
                self.rows.push([file.to_string(), agency, year, edition, format!("{read}/{cells}"), notes]);
            }
        }
        self.printed += 1;
    }

    /// A file that could not be read or saved, and why.
    pub fn failure(&mut self, out: &mut Output, file: &str, reason: &str) {
        match self.format {
            Format::Json => object(out, &json!({ "file": file, "error": reason })),
            Format::Csv => {
                let mut fields = [const { String::new() }; COLUMNS.len()];
                fields[0] = file.to_string();
                fields[COLUMNS.len() - 1] = reason.to_string();
                out.bytes(&row(fields));
            }
            Format::Text | Format::Ron | Format::Ess => {
                let result = match self.dry_run {
                    true => self.lang.pick("无法读取", "not read"),
                    false => self.lang.pick("未导入", "not imported"),
                };
                let mut cells = [const { String::new() }; 6];
                (cells[0], cells[1]) = (file.to_string(), result.to_string());
                self.rows.push(cells);
            }
        }
        self.printed += 1;
        self.failed += 1;
    }

    /// What stands after all files.
    pub fn end(self, out: &mut Output) {
        match self.format {
            Format::Json => out.line("\n]"),
            Format::Csv => {}
            Format::Text | Format::Ron | Format::Ess => self.table(out),
        }
    }

    fn table(&self, out: &mut Output) {
        let heads = match self.lang {
            Lang::Zh => ["文件", "单位", "年度", "格式", "读出", "待核对"],
            Lang::En => ["File", "Agency", "Year", "Edition", "Read", "To verify"],
        };
        let heads = heads.map(String::from);
        let lines = || std::iter::once(&heads).chain(&self.rows);
        let widths: [usize; 6] =
            std::array::from_fn(|column| lines().map(|cells| width(&cells[column])).max().unwrap_or(0));
        for cells in lines() {
            let padded =
                cells.iter().zip(widths).map(|(cell, wide)| format!("{cell}{}", " ".repeat(wide - width(cell))));
            out.line(padded.collect::<Vec<_>>().join("  ").trim_end());
        }
        let (all, failed) = (self.printed, self.failed);
        let good = all - failed;
        let files = if all == 1 { "file" } else { "files" };
        out.line(&match (self.lang, self.dry_run) {
            (Lang::Zh, true) => format!("共 {all} 个文件：读出 {good} 个，无法读取 {failed} 个"),
            (Lang::Zh, false) => format!("共 {all} 个文件：导入 {good} 个，未导入 {failed} 个"),
            (Lang::En, true) => format!("{all} {files}: {good} read, {failed} not read"),
            (Lang::En, false) => format!("{all} {files}: {good} imported, {failed} not imported"),
        });
    }
}

fn object(out: &mut Output, value: &Value) {
    out.item(format!("{value:#}").as_bytes());
}

/// How many cells of a report are for keying, and how many of those have a figure.
pub fn read(report: &Report) -> (usize, usize) {
    let cells = report.form().inputs().count();
    (cells, cells - report.unfilled())
}
