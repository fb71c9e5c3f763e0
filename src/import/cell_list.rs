//! Cell lists: `cell,value`, one cell a line, the plainest exchange format. The edition is the one that knows all names.

use std::collections::HashMap;
use std::sync::Arc;

use csv::{ReaderBuilder, StringRecord};

use super::budget::Budget;
use super::value::{self, Reading};
use super::{ImportError, Options, usual_form};
use crate::domain::figure::Figure;
use crate::domain::form::{CellId, Form};
use crate::domain::proposal::{Place, Proposal, ProposedFigure, Source};
use crate::domain::report::Note;
use crate::domain::text::Lang;

const HEAD: [&str; 2] = ["cell", "value"];

/// What a record takes, and what is said of one that is not known.
const RECORD: usize = 384;

struct Record {
    line: usize,
    name: String,
    printed: String,
    /// Whether more than one field follows the name.
    crowded: bool,
}

/// Whether a text is a cell list: it begins with the head, or one of its first records begins with a cell's name.
pub(super) fn is_cell_list(text: &str, forms: &[Arc<Form>]) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let field = |line: &str| line.split(delimiter(line)).next().unwrap_or("").trim_matches(['"', ' ']).to_string();
    let first = lines.next().unwrap_or_default();
    let head = field(first).eq_ignore_ascii_case(HEAD[0]) && first.to_ascii_lowercase().contains(HEAD[1]);
    let known =
        |line: &str| line.contains(delimiter(line)) && forms.iter().any(|form| form.find(&field(line)).is_some());
    head || std::iter::once(first).chain(lines.take(20)).any(known)
}

fn delimiter(line: &str) -> char {
    [',', '\t', ';', '，', '=', '＝', ':', '：'].into_iter().find(|&c| line.contains(c)).unwrap_or(',')
}

/// Reads a cell list. Cells that it does not name stay unfilled, totals become controls.
pub(super) fn read(
    text: &str,
    forms: &[Arc<Form>],
    options: Options,
    budget: &Budget,
) -> Result<Proposal, ImportError> {
    budget.charge(text.bytes().filter(|byte| matches!(byte, b'\n' | b'\r')).count() * RECORD)?;
    let (records, mut notes) = records(text, options.lang);
    let form = edition(&records, forms, options.year).ok_or(ImportError::NoForm)?;
    let mut proposal = Proposal::new(form.clone());
    let mut by_cell: HashMap<CellId, Vec<(&Record, Reading)>> = HashMap::new();
    for record in &records {
        match form.find(&record.name) {
            Some(cell) => {
                let reading =
                    if record.crowded { Reading::Words } else { value::read(&record.printed, &form.column(cell).unit) };
                by_cell.entry(cell).or_default().push((record, reading));
            }
            None => notes.push(unknown(record, form, forms, options.lang)),
        }
    }
    for cell in form.cells() {
        let Some(readings) = by_cell.get(&cell) else { continue };
        propose(cell, readings, &mut proposal, &mut notes, options.lang);
    }
    // A list of known cells that are all blank is understood: nothing is filled in. Anything else without a figure is not.
    if proposal.figures.is_empty() && (by_cell.is_empty() || !notes.is_empty()) {
        let found = notes.iter().take(3).map(|note| format!("{} {}", note.place, note.text).trim().to_string());
        return Err(ImportError::NoCell(found.collect()));
    }
    proposal.notes = notes;
    Ok(proposal)
}

/// The records behind the head; lines that are no record are notes.
fn records(text: &str, lang: Lang) -> (Vec<Record>, Vec<Note>) {
    let sample = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let plain;
    let (text, delimiter) = match delimiter(sample) {
        c if c.is_ascii() => (text, u8::try_from(c).unwrap_or(b',')),
        wide => {
            plain = text.replace(wide, ",");
            (plain.as_str(), b',')
        }
    };
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let (mut records, mut notes) = (Vec::new(), Vec::new());
    let mut record = StringRecord::new();
    // How many fields the head has, where there is one.
    let mut width = 2;
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(_) => continue,
        }
        let line = record.position().and_then(|position| usize::try_from(position.line()).ok()).unwrap_or(0);
        let field = |index: usize| record.get(index).unwrap_or("").trim().to_string();
        let name = field(0);
        let head = records.is_empty() && name.eq_ignore_ascii_case(HEAD[0]);
        if head {
            width = record.len().max(width);
        }
        if head || (name.is_empty() && record.len() < 2) {
            continue;
        }
        if record.len() < 2 {
            let text = lang.say(format!("“{name}”后面没有数字，未读取"), format!("`{name}` has no value; not read"));
            notes.push(Note::new(None, Place::Line(line).words(lang), text));
            continue;
        }
        // A number with a comma that no quotes hold together is two fields, and neither of them.
        let crowded = record.iter().skip(width).any(|field| !field.trim().is_empty());
        let printed = if crowded { record.iter().skip(1).collect::<Vec<_>>().join(",") } else { field(1) };
        records.push(Record { line, name, printed, crowded });
    }
    (records, notes)
}

/// The form that knows the most names; where several do, the one of the named year, else the newest.
fn edition<'a>(records: &[Record], forms: &'a [Arc<Form>], year: Option<i32>) -> Option<&'a Arc<Form>> {
    let known = |form: &Arc<Form>| records.iter().filter(|record| form.find(&record.name).is_some()).count();
    let most = forms.iter().map(known).max()?;
    let best: Vec<Arc<Form>> = forms.iter().filter(|form| known(form) == most).cloned().collect();
    let usual = usual_form(&best, year)?.edition().to_string();
    forms.iter().find(|form| form.edition() == usual)
}

fn unknown(record: &Record, form: &Form, forms: &[Arc<Form>], lang: Lang) -> Note {
    let name = &record.name;
    let other = forms.iter().find(|other| other.find(name).is_some()).map(|other| other.edition().to_string());
    let text = match (lang, other) {
        (Lang::Zh, Some(other)) => format!("{name} 是 {other}年版的单元格，{}年版没有，未读取", form.edition()),
        (Lang::Zh, None) => format!("没有代码为“{name}”的单元格，未读取"),
        (Lang::En, Some(other)) => format!("{name} is a cell of edition {other}, not of {}; not read", form.edition()),
        (Lang::En, None) => format!("there is no cell with the code `{name}`; not read"),
    };
    Note::new(None, Place::Line(record.line).words(lang), text)
}

/// Proposes a cell's figure, where all records of the cell agree on one.
fn propose(cell: CellId, readings: &[(&Record, Reading)], proposal: &mut Proposal, notes: &mut Vec<Note>, lang: Lang) {
    let mut note = |line: usize, text: String| notes.push(Note::new(Some(cell), Place::Line(line).words(lang), text));
    let Some(&(record, reading)) = readings.first() else { return };
    if let Some((other, _)) = readings.iter().find(|(_, other)| *other != reading) {
        let (first, second) = (&record.printed, &other.printed);
        note(
            other.line,
            lang.say(
                format!("{} 出现多次，数字不同（“{first}”“{second}”），没有填入", record.name),
                format!(
                    "{} occurs more than once with different values (\"{first}\", \"{second}\"); left empty",
                    record.name
                ),
            ),
        );
        return;
    }
    if let Some((other, _)) = readings.get(1) {
        note(
            other.line,
            lang.say(
                format!("{} 出现多次，数字相同", record.name),
                format!("{} occurs more than once with the same value", record.name),
            ),
        );
    }
    let (figure, doubtful) = match reading {
        Reading::Blank => return,
        Reading::Plain(figure) => (figure, false),
        Reading::Converted(number) => {
            let unit = &proposal.form.column(cell).unit;
            note(
                record.line,
                lang.say(
                    format!("“{}”已换算为 {number}（{unit}）", record.printed),
                    format!("\"{}\" was converted to {number} ({unit})", record.printed),
                ),
            );
            (Figure::Number(number), true)
        }
        Reading::Beside(number) => {
            note(record.line, value::beside(&record.printed, number, lang));
            (Figure::Number(number), true)
        }
        Reading::Words if record.crowded => {
            note(
                record.line,
                lang.say(
                    format!("{} 后面多于一个数字（{}），没有填入；数字里不写逗号", record.name, record.printed),
                    format!(
                        "{} is followed by more than one value ({}); left empty; write numbers without commas",
                        record.name, record.printed
                    ),
                ),
            );
            return;
        }
        Reading::Words => {
            let fault = value::fault(&record.printed, &proposal.form.column(cell).unit, lang);
            note(
                record.line,
                lang.say(
                    format!("{} 的“{}”{fault}，没有填入", record.name, record.printed),
                    format!("{}: \"{}\" {fault}; left empty", record.name, record.printed),
                ),
            );
            return;
        }
    };
    let source =
        Source { place: Place::Line(record.line), label: record.name.clone(), printed: record.printed.clone() };
    proposal.figures.push(ProposedFigure { cell, figure, source, doubtful });
}
