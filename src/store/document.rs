//! A report as RON, written for people: version first, one figure a line in form order, the official labels as comments
//! beside the keys, so that two saves differ only in the lines that changed. The writer is ours, because RON's own
//! drops comments; what it writes is read back by `reading`. The last line is the digest of those before it. No file is
//! touched here.

mod reading;

pub(super) mod shape;

use std::fmt::Write;

use crate::domain::figure::Entry;
use crate::domain::form::{CellId, Form};
use crate::domain::report::{Accepted, Reopening, Report, SignOff, Verification};

use super::digest;
use super::quote::{self, quoted};
use super::syntax;

pub use reading::from_ron;

/// The version of the file format that this program writes.
pub const VERSION: u64 = 1;

/// Whether bytes are a report of ours, of whatever version and in whatever state: what decides is how they begin.
pub fn is_report(bytes: &[u8]) -> bool {
    let beginning = &bytes[..bytes.len().min(1024)];
    let valid = match std::str::from_utf8(beginning) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&beginning[..error.valid_up_to()]).unwrap_or_default(),
    };
    syntax::leading_version(valid).is_some()
}

/// The report as RON, with its digest. Equal reports give equal texts.
pub fn to_ron(report: &Report) -> String {
    let mut out = String::with_capacity(32 << 10);
    // Writing to a string cannot fail.
    let _ = write(&mut out, report);
    digest::seal(&mut out);
    out
}

fn write(out: &mut String, report: &Report) -> std::fmt::Result {
    let form = report.form();
    writeln!(out, "(\n  version: {VERSION},\n  edition: {},", quoted(form.edition()))?;
    match &report.agency {
        Some(agency) => writeln!(out, "  agency: {},", quoted(agency))?,
        None => writeln!(out, "  agency: None,")?,
    }
    match report.year {
        Some(year) => writeln!(out, "  year: {year},")?,
        None => writeln!(out, "  year: None,")?,
    }
    writeln!(out, "  scope: {},", report.scope.name())?;
    writeln!(out, "  hand_in: {}, // 报送次数", report.hand_in)?;
    let SignOff { keyer, reviewer, date } = &report.sign_off;
    let [keyer, reviewer, date] = [keyer, reviewer, date].map(|text| quoted(text));
    writeln!(out, "  sign_off: (keyer: {keyer}, reviewer: {reviewer}, date: {date}), // 填报、审核、日期")?;
    finishing(out, report)?;
    out.push_str("\n  figures: {");
    figures(out, report)?;
    out.push_str("  },\n\n  // 原件总计\n  controls: {\n");
    let totals = || form.cells().filter(|&cell| form.is_total(cell));
    for cell in totals().filter(|&cell| !report.entry(cell).figure().is_unfilled()) {
        figure(out, form, cell, report.entry(cell))?;
    }
    let mut lapsed = totals().filter(|&cell| !report.lapsed(cell).figure().is_unfilled()).peekable();
    if lapsed.peek().is_some() {
        out.push_str("  },\n\n  // 已不参与校验的原件总计\n  lapsed: {\n");
    }
    for cell in lapsed {
        figure(out, form, cell, report.lapsed(cell))?;
    }
    writeln!(out, "  }},\n\n  preamble: {},\n  chapters: {{", quoted(&report.prose.preamble))?;
    for (chapter, text) in form.definition().chapters.iter().zip(&report.prose.chapters) {
        writeln!(out, "    // {}、{}", comment(&chapter.numeral), comment(&chapter.heading))?;
        writeln!(out, "    {}: {},", quoted(&chapter.id), quoted(text))?;
    }
    writeln!(out, "  }},\n  closing: {},\n", quoted(&report.prose.closing))?;
    remarks(out, report)?;
    out.push_str(")\n");
    Ok(())
}

/// The second keying, the seal and the reopenings, each only where there is one.
fn finishing(out: &mut String, report: &Report) -> std::fmt::Result {
    let Verification { verifier, cells, differences, corrections } = &report.verification;
    if report.verification != Verification::default() {
        let verifier = quoted(verifier);
        write!(out, "  verification: (verifier: {verifier}, cells: {cells}, differences: {differences}, ")?;
        writeln!(out, "corrections: {corrections}), // 二次录入：复核人、格数、不一致、改正")?;
    }
    if let Some(seal) = &report.seal {
        writeln!(out, "  seal: (sha256: {}), // 定稿时数字和正文的校验码", quoted(&seal.sha256))?;
    }
    if !report.reopenings.is_empty() {
        out.push_str("  reopenings: [ // 撤销定稿\n");
        for Reopening { by, date, reason } in &report.reopenings {
            let [by, date, reason] = [by, date, reason].map(|text| quoted(text));
            writeln!(out, "    (by: {by}, date: {date}, reason: {reason}),")?;
        }
        out.push_str("  ],\n");
    }
    Ok(())
}

/// All keyed cells, each table under its chapter's heading and each group of rows under its label.
fn figures(out: &mut String, report: &Report) -> std::fmt::Result {
    let form = report.form();
    for table in 0..form.tables().len() {
        out.push('\n');
        if let Some(chapter) = form.chapter_of_table(table).map(|index| &form.definition().chapters[index]) {
            writeln!(out, "    // {}、{}", comment(&chapter.numeral), comment(&chapter.heading))?;
        }
        let mut group = Vec::new();
        for cell in form.table_cells(table).filter(|&cell| !form.is_total(cell)) {
            let mut path = form.row_path(table, form.cell(cell).row);
            path.pop();
            if path != group {
                if !path.is_empty() {
                    writeln!(out, "    // {}", comment(&path.join(" ")))?;
                }
                group = path;
            }
            figure(out, form, cell, report.entry(cell))?;
        }
    }
    Ok(())
}

fn figure(out: &mut String, form: &Form, cell: CellId, entry: Entry) -> std::fmt::Result {
    out.push_str("    ");
    quote::push(out, &form.cell(cell).name);
    match entry.origin() {
        Some(origin) => write!(out, ": {}(\"{}\"),", origin.name(), entry.figure())?,
        None => out.push_str(": unfilled,"),
    }
    writeln!(out, " // {} · {}", comment(&form.row(cell).label), comment(&form.column(cell).label))
}

fn remarks(out: &mut String, report: &Report) -> std::fmt::Result {
    let name = |cell: CellId| quoted(&report.form().cell(cell).name);
    let cell = |cell: Option<CellId>| cell.map_or_else(|| "None".to_string(), name);
    out.push_str("  notes: [\n");
    for note in &report.notes {
        let (cell, place, text) = (cell(note.cell), quoted(&note.place), quoted(&note.text));
        writeln!(out, "    (cell: {cell}, place: {place}, text: {text}),")?;
    }
    out.push_str("  ],\n");
    if !report.departures.is_empty() {
        out.push_str("  departures: [ // 原件与规定格式不同的地方\n");
        for one in &report.departures {
            let (manner, cell, text) = (quoted(one.manner.name()), cell(one.cell), quoted(&one.text));
            writeln!(out, "    (manner: {manner}, cell: {cell}, text: {text}),")?;
        }
        out.push_str("  ],\n");
    }
    out.push_str("  unplaced: [\n");
    for row in &report.unplaced {
        let figures = list(row.figures.iter().map(|figure| quoted(figure)));
        let cells = list(row.cells.iter().map(|&cell| name(cell)));
        writeln!(out, "    (label: {}, figures: {figures}, cells: {cells}),", quoted(&row.label))?;
    }
    out.push_str("  ],\n  accepted: [\n");
    for Accepted { rule, figures, quote, reason, by, date } in &report.accepted {
        let figures = list(figures.iter().map(|(cell, figure)| format!("({}, {})", name(*cell), quoted(figure))));
        write!(out, "    (rule: {}, figures: {figures}", quoted(rule))?;
        if !quote.is_empty() {
            write!(out, ", quote: {}", quoted(quote))?;
        }
        writeln!(out, ", reason: {}, by: {}, date: {}),", quoted(reason), quoted(by), quoted(date))?;
    }
    out.push_str("  ],\n");
    Ok(())
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}

/// A label as the rest of a line: a line end in it would turn the remainder into RON.
fn comment(label: &str) -> String {
    label.replace(|character: char| character.is_control(), " ")
}
