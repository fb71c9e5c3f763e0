//! Reads what was written through gouji's own importer and compares it with the report; two reports of which one was read from
//! a document are compared in the same way. It repairs nothing.

use std::sync::Arc;

use super::document::{paragraphs, printed};
use super::{ExportError, Filling, Format, Options};
use crate::domain::comparison::{Difference, compare};
use crate::domain::figure::Entry;
use crate::domain::form::{CellId, Form};
use crate::domain::report::{Part, Report};
use crate::import;
use crate::import::normal::{is_blank_char, letters};

/// Compares the bytes with the report: every cell exactly, prose in the form in which documents carry it.
pub fn verify(
    report: &Report,
    format: Format,
    bytes: &[u8],
    forms: &[Arc<Form>],
    options: Options<'_>,
    filling: &Filling,
) -> Result<(), ExportError> {
    let lang = options.lang;
    let reading = import::Options { lang, year: report.year, report: None, just_written: true };
    let proposal = match import::read(bytes, forms, reading) {
        Ok(proposal) => proposal,
        // A draft without a single figure has nothing that could be read; the importer rightly says so.
        Err(import::ImportError::NoFigures(_) | import::ImportError::NoCell(_)) if is_blank(report) => return Ok(()),
        Err(error) => {
            let cause = error.message(lang).trim_end_matches(['。', '.']).to_string();
            return Err(ExportError::Unreadable(cause));
        }
    };
    let mut read = proposal.into_report();
    if options.template.is_some() {
        leave_to_form(report, &mut read, &filling.left_out);
    }
    let differences = differences(report, format, read);
    if differences.is_empty() { Ok(()) } else { Err(ExportError::ReadBack(differences)) }
}

fn is_blank(report: &Report) -> bool {
    report.entries().iter().all(|entry| entry.figure().is_unfilled())
}

/// All differences that the format should not have made.
fn differences(report: &Report, format: Format, mut read: Report) -> Vec<Difference> {
    let mut written = report.clone();
    if format != Format::Json {
        // What the report's own source printed is no matter of what was written.
        let totals: Vec<CellId> = written.printed_totals().map(|(cell, _)| cell).collect();
        for cell in totals {
            written.set_entry(cell, Entry::UNFILLED);
        }
    }
    let carrier = Carrier::of(format);
    if carrier != Carrier::Data {
        // Where the report names no agency or year, the document has no such line to read.
        written.agency = written.agency.as_deref().map(printed).filter(|agency| !agency.is_empty());
        if written.agency.is_none() {
            read.agency = None;
        }
    }
    if written.year.is_none() {
        read.year = None;
    }
    let mut found = Vec::new();
    // A cell list holds figures and nothing else.
    if read.scope != written.scope && format != Format::Csv {
        let [left, right] = [written.scope, read.scope].map(|scope| scope.name().to_string());
        found.push(Difference { what: "scope".into(), left, right });
    }
    if format == Format::Csv {
        (read.agency, read.year) = (written.agency.clone(), written.year);
        let parts: Vec<Part> = written.parts().collect();
        parts.into_iter().for_each(|part| drop(read.set_text(part, written.text(part).to_string())));
    }
    found.extend(compared(&written, &read, carrier));
    found
}

/// What a report was read from, as far as that tells what is lost of its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Carrier {
    /// A report of ours, or data: every character.
    Data,
    /// A document, which has paragraphs.
    Paragraphs,
    /// Pages, whose text does not tell every blank from the end of a line and has no signs that only choose a shape.
    Pages,
}

impl Carrier {
    fn of(format: Format) -> Carrier {
        match format {
            Format::Pdf => Carrier::Pages,
            _ if format.is_exchange() => Carrier::Data,
            _ => Carrier::Paragraphs,
        }
    }
}

/// All differences between two reports that the carriers of them, of which that one keeps least, did not make.
pub fn compared(left: &Report, right: &Report, carrier: Carrier) -> Vec<Difference> {
    if carrier == Carrier::Data {
        return compare(left, right);
    }
    let (mut left, mut right) = (left.clone(), right.clone());
    normalise(&mut left);
    normalise(&mut right);
    let is_same = |one: &str, other: &str| one == other || (carrier == Carrier::Pages && shown(one) == shown(other));
    join_closing(&left, &mut right, is_same);
    compare(&left, &right).into_iter().filter(|found| !is_same(&found.left, &found.right)).collect()
}

/// Takes what is a form's own for the report's: its words around the report's paragraphs, and agency and year where it
/// has no title. What found no place in it is not looked for.
fn leave_to_form(report: &Report, read: &mut Report, left_out: &[Part]) {
    // A title without marks of its own is read without its blanks, and with plain brackets or none.
    let same = read.agency.as_deref().map(letters) == report.agency.as_deref().map(letters);
    if same || read.agency.is_none() {
        read.agency.clone_from(&report.agency);
    }
    if read.agency.is_none() || read.year.is_none() {
        read.scope = report.scope;
    }
    read.year = read.year.or(report.year);
    let parts: Vec<Part> = report.parts().collect();
    for part in parts {
        let wanted: Vec<String> = paragraphs(report.text(part)).collect();
        let found: Vec<String> = paragraphs(read.text(part)).collect();
        // Not every form has room above its first heading, or below its last words.
        let unasked = !matches!(part, Part::Chapter(_)) && found.is_empty();
        let stands = wanted.is_empty() || unasked || found.windows(wanted.len()).any(|window| window == wanted);
        if stands || left_out.contains(&part) {
            read.set_text(part, report.text(part).to_string());
        }
    }
}

/// A date and a signature that end the last chapter look like closing lines, and the other way round: where the lines
/// are the same in the same order, the document says what the report does.
fn join_closing(written: &Report, read: &mut Report, is_same: impl Fn(&str, &str) -> bool) {
    let Some(last) = written.form().definition().chapters.len().checked_sub(1).map(Part::Chapter) else { return };
    let lines = |report: &Report| {
        let parts = [report.text(last), report.text(Part::Closing)];
        parts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
    };
    if is_same(&lines(written), &lines(read)) {
        for part in [last, Part::Closing] {
            read.set_text(part, written.text(part).to_string());
        }
    }
}

/// Brings all prose into the form in which documents carry it.
fn normalise(report: &mut Report) {
    let parts: Vec<Part> = report.parts().collect();
    for part in parts {
        let text = paragraphs(report.text(part)).collect::<Vec<_>>().join("\n");
        report.set_text(part, text);
    }
}

/// The words without what shows nothing.
fn shown(text: &str) -> String {
    let shows = |c: char| !is_blank_char(c) && !matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}');
    text.chars().filter(|&c| c == '\n' || shows(c)).collect()
}
