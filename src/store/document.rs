//! A report as RON, written for people: version first, one figure a line in form order, the official labels as comments
//! beside the keys, so that two saves differ only in the lines that changed. The writer is ours, because RON's own
//! drops comments; what it writes is read back by `reading`. The last line is the digest of those before it. No file is
//! touched here.

mod reading;

pub(super) mod shape;

use std::fmt::Write;

use crate::domain::figure::Entry;
use crate::domain::form::{CellId, Form};
use crate::domain::report::{Reopening, Report, Verification};

use super::digest;
use super::quote;
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
    writeln!(out, "(\n  version: {VERSION},\n  edition: {},", quote::quoted(form.edition()))?;
    match &report.agency {
        Some(agency) => writeln!(out, "  agency: {},", quote::quoted(agency))?,
        None => writeln!(out, "  agency: None,")?,
    }
    match report.year {
        Some(year) => writeln!(out, "  year: {year},")?,
        None => writeln!(out, "  year: None,")?,
    }
    writeln!(out, "  scope: {},", report.scope.name())?;
    writeln!(out, "  hand_in: {}, // 报送次数", report.hand_in)?;
    let signed = &report.sign_off;
    out.push_str("  sign_off: (keyer: ");
    quote::push(out, &signed.keyer);
    out.push_str(", reviewer: ");
    quote::push(out, &signed.reviewer);
    out.push_str(", date: ");
    quote::push(out, &signed.date);
    out.push_str("), // 填报、审核、日期\n");
    finishing(out, report)?;
    out.push_str("\n  figures: {");
    figures(out, report)?;
    out.push_str("  },\n\n  // 原表所印的总计\n  controls: {\n");
    let totals = || form.cells().filter(|&cell| form.is_total(cell));
    for cell in totals().filter(|&cell| !report.entry(cell).figure().is_unfilled()) {
        figure(out, form, cell, report.entry(cell))?;
    }
    let mut lapsed = totals().filter(|&cell| !report.lapsed(cell).figure().is_unfilled()).peekable();
    if lapsed.peek().is_some() {
        out.push_str("  },\n\n  // 原表所印的总计中已不作核对的\n  lapsed: {\n");
    }
    for cell in lapsed {
        figure(out, form, cell, report.lapsed(cell))?;
    }
    out.push_str("  },\n\n  preamble: ");
    quote::push(out, &report.prose.preamble);
    out.push_str(",\n  chapters: {\n");
    for (chapter, text) in form.definition().chapters.iter().zip(&report.prose.chapters) {
        writeln!(out, "    // {}、{}", comment(&chapter.numeral), comment(&chapter.heading))?;
        out.push_str("    ");
        quote::push(out, &chapter.id);
        out.push_str(": ");
        quote::push(out, text);
        out.push_str(",\n");
    }
    out.push_str("  },\n  closing: ");
    quote::push(out, &report.prose.closing);
    out.push_str(",\n\n");
    remarks(out, report);
    out.push_str(")\n");
    Ok(())
}

/// The second keying, the seal and the reopenings, each only where there is one.
fn finishing(out: &mut String, report: &Report) -> std::fmt::Result {
    let Verification { verifier, cells, differences, corrections } = &report.verification;
    if report.verification != Verification::default() {
        let verifier = quote::quoted(verifier);
        write!(out, "  verification: (verifier: {verifier}, cells: {cells}, differences: {differences}, ")?;
        writeln!(out, "corrections: {corrections}), // 复录：复录人、格数、不一致、改正")?;
    }
    if let Some(seal) = &report.seal {
        writeln!(out, "  seal: (sha256: {}), // 定稿时数字和文字的摘要", quote::quoted(&seal.sha256))?;
    }
    if !report.reopenings.is_empty() {
        out.push_str("  reopenings: [ // 定稿后重新打开\n");
        for Reopening { by, date, reason } in &report.reopenings {
            let [by, date, reason] = [by, date, reason].map(|text| quote::quoted(text));
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

fn remarks(out: &mut String, report: &Report) {
    let form = report.form();
    let name = |out: &mut String, cell: CellId| quote::push(out, &form.cell(cell).name);
    out.push_str("  notes: [\n");
    for note in &report.notes {
        out.push_str("    (cell: ");
        match note.cell {
            Some(cell) => name(out, cell),
            None => out.push_str("None"),
        }
        out.push_str(", place: ");
        quote::push(out, &note.place);
        out.push_str(", text: ");
        quote::push(out, &note.text);
        out.push_str("),\n");
    }
    out.push_str("  ],\n");
    if !report.departures.is_empty() {
        out.push_str("  departures: [ // 原件与规定格式不同的地方\n");
        for departure in &report.departures {
            out.push_str("    (manner: ");
            quote::push(out, departure.manner.name());
            out.push_str(", cell: ");
            match departure.cell {
                Some(cell) => name(out, cell),
                None => out.push_str("None"),
            }
            out.push_str(", text: ");
            quote::push(out, &departure.text);
            out.push_str("),\n");
        }
        out.push_str("  ],\n");
    }
    out.push_str("  unplaced: [\n");
    for row in &report.unplaced {
        out.push_str("    (label: ");
        quote::push(out, &row.label);
        out.push_str(", figures: [");
        list(out, &row.figures, |out, figure| quote::push(out, figure));
        out.push_str("], cells: [");
        list(out, &row.cells, |out, &cell| name(out, cell));
        out.push_str("]),\n");
    }
    out.push_str("  ],\n  accepted: [\n");
    for accepted in &report.accepted {
        out.push_str("    (rule: ");
        quote::push(out, &accepted.rule);
        out.push_str(", figures: [");
        list(out, &accepted.figures, |out, (cell, figure)| {
            out.push('(');
            name(out, *cell);
            out.push_str(", ");
            quote::push(out, figure);
            out.push(')');
        });
        out.push(']');
        if !accepted.quote.is_empty() {
            out.push_str(", quote: ");
            quote::push(out, &accepted.quote);
        }
        out.push_str(", reason: ");
        quote::push(out, &accepted.reason);
        out.push_str(", by: ");
        quote::push(out, &accepted.by);
        out.push_str(", date: ");
        quote::push(out, &accepted.date);
        out.push_str("),\n");
    }
    out.push_str("  ],\n");
}

fn list<T>(out: &mut String, items: &[T], mut write: impl FnMut(&mut String, &T)) {
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        write(out, item);
    }
}

/// A label as the rest of a line: a line end in it would turn the remainder into RON.
fn comment(label: &str) -> String {
    label.replace(|character: char| character.is_control(), " ")
}
