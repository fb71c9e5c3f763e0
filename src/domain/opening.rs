//! What a new report begins with: the preamble in the form's words and, where last year's report is known, the headings
//! of its prose. Last year's sentences and results are never taken over. Figures that are carried over are expectations
//! like any other; see `expectation`.

use std::sync::Arc;

use super::form::Form;
use super::report::{Key, Part, Report};

/// The most characters of a heading, its number not counted: what is longer is a sentence.
const LONGEST: usize = 24;

/// What a starting text leaves open for whoever writes.
pub const GAP: &str = "……";

/// An empty report with its preamble.
pub fn opening(form: &Arc<Form>, key: &Key) -> Report {
    let mut report = Report::new(Arc::clone(form), Some(key.agency.clone()), Some(key.year), key.scope);
    let preamble = form.definition().preamble.replace("{agency}", &key.agency);
    report.set_text(Part::Preamble, preamble.replace("{year}", &key.year.to_string()));
    report
}

/// Puts the headings of last year's chapters into the chapters of that name that say nothing yet.
pub fn take_headings(report: &mut Report, last: &Report) {
    let parts: Vec<Part> = report.parts().filter(|part| matches!(part, Part::Chapter(_))).collect();
    for part in parts {
        let before = last.parts().find(|other| last.part_name(*other) == report.part_name(part));
        let headings = before.map(|before| headings(last.text(before))).unwrap_or_default();
        if report.text(part).trim().is_empty() && !headings.is_empty() {
            report.set_text(part, headings);
        }
    }
}

/// Whether anything is written beyond what a new report begins with: a preamble, and headings.
pub fn is_begun(report: &Report) -> bool {
    report.parts().filter(|part| *part != Part::Preamble).any(|part| {
        let text = report.text(part);
        !text.trim().is_empty() && !has_only_headings(text)
    })
}

/// Whether a text that says something says nothing but headings.
pub fn has_only_headings(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).peekable();
    lines.peek().is_some() && lines.all(|line| heading(line).as_deref() == Some(line))
}

/// The numbered headings of a text, a line each, those that stand at the beginning of their paragraph included:
/// `（一）主动公开。` of `（一）主动公开。全年公开……`. A heading holds no figures, so that none of last year's stay behind.
pub fn headings(text: &str) -> String {
    let found = text.lines().filter_map(|line| heading(line.trim()));
    found.collect::<Vec<_>>().join("\n")
}

fn heading(line: &str) -> Option<String> {
    let rest = behind_number(line)?;
    let end = rest.find(['。', '：', ':', '；', ';']).unwrap_or(rest.len());
    let words = &rest[..end];
    let is_short = !words.trim().is_empty() && words.chars().count() <= LONGEST;
    let is_plain = !words.chars().any(char::is_numeric) && !words.contains(['，', ',']);
    let stop = if end < rest.len() { "。" } else { "" };
    let number = &line[..line.len() - rest.len()];
    (is_short && is_plain).then(|| format!("{number}{words}{stop}"))
}

/// What stands behind a heading's number: `（一）`, `(二)`, `1.`, `1、`.
fn behind_number(line: &str) -> Option<&str> {
    let is_numeral = |c: char| "一二三四五六七八九十".contains(c) || c.is_ascii_digit();
    let inner = line.strip_prefix(['（', '(']);
    let digits = inner.unwrap_or(line);
    let rest = digits.trim_start_matches(is_numeral);
    let counted = rest.len() < digits.len();
    let rest = match inner {
        Some(_) => rest.strip_prefix(['）', ')'])?,
        None => rest.strip_prefix(['.', '．', '、'])?,
    };
    counted.then(|| rest.trim_start_matches(['、', ' ', '\u{3000}']))
}
