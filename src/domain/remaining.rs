//! What is still open of a report: cells without a figure, errors, warnings, chapters that nobody wrote. Whatever ends
//! something (the last cell, saving, exporting, finishing, checking) says it with what was done, in the words that are
//! made here. It judges nothing; findings are the session's.

use super::acceptance::release;
use super::definition::Severity;
use super::finding::{Finding, Status, message, times};
use super::form::{CellId, Form};
use super::opening::{GAP, has_only_headings};
use super::report::{Part, Passage, Report};
use super::session::Session;
use super::text::Lang;

/// How many findings of one kind are named before the rest is only counted.
const NAMED: usize = 4;

/// What is still open of a report.
#[derive(Debug, Clone, Default)]
pub struct Remaining {
    /// Cells in which nothing was entered.
    pub unfilled: Vec<CellId>,
    /// Hard errors that nobody accepted with a reason.
    pub errors: Vec<Finding>,
    /// Hard errors that were released with a reason.
    pub released: Vec<Finding>,
    /// Warnings that are neither corrected nor accepted.
    pub warnings: Vec<Finding>,
    /// Chapters of prose, by index, in which nothing is written.
    pub unwritten: Vec<usize>,
    /// Chapters of prose, by index, that have headings and nothing below them.
    pub headed: Vec<usize>,
    /// What a starting text left open and nobody wrote.
    pub gaps: Vec<Passage>,
}

/// What kind of thing is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenPoint {
    /// Cells without a figure.
    Unfilled,
    /// Errors without a reason.
    Errors,
    /// Errors with a reason.
    Released,
    /// Warnings without a reason.
    Warnings,
    /// Chapters without prose.
    Unwritten,
    /// Chapters of nothing but headings.
    Headed,
    /// Gaps of a starting text.
    Gaps,
}

impl OpenPoint {
    /// Whether it keeps a report from being final.
    pub fn hinders(self) -> bool {
        matches!(self, OpenPoint::Unfilled | OpenPoint::Errors)
    }

    /// The letter that leads there where letters are no text.
    pub fn letter(self) -> char {
        match self {
            OpenPoint::Unfilled => 'u',
            OpenPoint::Errors => 'n',
            OpenPoint::Released => 'r',
            OpenPoint::Warnings => 'v',
            OpenPoint::Unwritten => 'e',
            OpenPoint::Headed => 'h',
            OpenPoint::Gaps => 'g',
        }
    }
}

/// One thing that is open, in words, and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenItem {
    /// Of what kind it is.
    pub kind: OpenPoint,
    /// What is open, and how much of it.
    pub words: String,
    /// The first cells of it, where it is in cells.
    pub cells: Vec<CellId>,
    /// The first words of it, where it is in the prose.
    pub passage: Option<Passage>,
}

impl Remaining {
    /// What is open in a session.
    pub fn of(session: &Session) -> Remaining {
        Remaining::with(session, &session.failed())
    }

    /// What is open in a session, given its findings.
    pub fn with(session: &Session, findings: &[Finding]) -> Remaining {
        let (report, form) = (session.report(), session.form());
        let mut remaining = Remaining {
            unfilled: form.inputs().filter(|&cell| report.entry(cell).figure().is_unfilled()).collect(),
            ..Remaining::default()
        };
        for finding in findings.iter().filter(|finding| finding.status == Status::Fail) {
            let released = release(report, session.figures(), finding).is_some();
            match (finding.severity, released) {
                (Severity::Error, false) => remaining.errors.push(finding.clone()),
                (Severity::Error, true) => remaining.released.push(finding.clone()),
                (Severity::Warning, false) if !finding.rule(form).folded => remaining.warnings.push(finding.clone()),
                _ => {}
            }
        }
        remaining.read(report);
        remaining
    }

    /// Looks through the prose.
    fn read(&mut self, report: &Report) {
        let form = report.form();
        let has_table = |index| (0..form.tables().len()).any(|table| form.chapter_of_table(table) == Some(index));
        for part in report.parts() {
            let text = report.text(part);
            match part {
                Part::Chapter(index) if !has_table(index) && text.trim().is_empty() => self.unwritten.push(index),
                Part::Chapter(index) if !has_table(index) && has_only_headings(text) => self.headed.push(index),
                _ => self.gaps.extend(gaps(text).map(|range| Passage { part, range })),
            }
        }
    }

    /// Whether something keeps the report from being final.
    pub fn hinders(&self) -> bool {
        !self.is_filled() || !self.errors.is_empty()
    }

    /// Whether every cell is filled.
    pub fn is_filled(&self) -> bool {
        self.unfilled.is_empty()
    }

    /// Whether every chapter of prose is written to its end.
    pub fn is_written(&self) -> bool {
        self.unwritten.is_empty() && self.headed.is_empty() && self.gaps.is_empty()
    }

    /// What is open, thing by thing: what keeps the report from being final first.
    pub fn items(&self, form: &Form, lang: Lang) -> Vec<OpenItem> {
        let mut items = Vec::new();
        let mut put = |kind, count: usize, words: [String; 2], cells: &[CellId], passage: Option<&Passage>| {
            let [zh, en] = words;
            let words = lang.say(&zh, &en);
            items.extend((count > 0).then(|| OpenItem {
                kind,
                words,
                cells: cells.to_vec(),
                passage: passage.cloned(),
            }));
        };
        let many = |count: usize, one: &str, more: &str| format!("{count} {}", if count == 1 { one } else { more });
        let count = self.unfilled.len();
        let words = [format!("还有 {count} 格未填"), many(count, "cell empty", "cells empty")];
        put(OpenPoint::Unfilled, count, words, self.unfilled.get(..1).unwrap_or_default(), None);
        let mut put_findings = |kind, findings: &[Finding], zh: String, en: String| {
            let first = findings.first();
            let cells = first.map_or(&[][..], |finding| &finding.cells);
            put(kind, findings.len(), [zh, en], cells, first.and_then(|finding| finding.passage.as_ref()));
        };
        let count = self.errors.len();
        put_findings(OpenPoint::Errors, &self.errors, format!("错误 {count} 个"), many(count, "error", "errors"));
        let count = self.released.len();
        let en = many(count, "error accepted", "errors accepted");
        put_findings(OpenPoint::Released, &self.released, format!("已说明的错误 {count} 个"), en);
        let count = self.warnings.len();
        put_findings(
            OpenPoint::Warnings,
            &self.warnings,
            format!("警告 {count} 条"),
            many(count, "warning", "warnings"),
        );
        let start = |part| Passage { part, range: 0..0 };
        for (kind, chapters, zh, en) in [
            (OpenPoint::Unwritten, &self.unwritten, "还没有写", "not written"),
            (OpenPoint::Headed, &self.headed, "只有标题", "with headings only"),
        ] {
            let numerals: Vec<&str> =
                chapters.iter().map(|&index| form.definition().chapters[index].numeral.as_str()).collect();
            let numbers: Vec<String> = chapters.iter().map(|index| (index + 1).to_string()).collect();
            let noun = if chapters.len() == 1 { "chapter" } else { "chapters" };
            let words = [format!("第{}章{zh}", numerals.join("、")), format!("{noun} {} {en}", numbers.join(", "))];
            let first = chapters.first().map(|&index| start(Part::Chapter(index)));
            put(kind, chapters.len(), words, &[], first.as_ref());
        }
        let count = self.gaps.len();
        let en = format!("{} {GAP} left in the text", many(count, "gap", "gaps"));
        put(OpenPoint::Gaps, count, [format!("{count} 处“{GAP}”还没有写"), en], &[], self.gaps.first());
        items
    }

    /// What is open, in one line without a stop; `None` where nothing is.
    pub fn words(&self, form: &Form, lang: Lang) -> Option<String> {
        self.words_of(form, lang, |_| true)
    }

    /// The same of some kinds only.
    pub fn words_of(&self, form: &Form, lang: Lang, wanted: impl Fn(OpenPoint) -> bool) -> Option<String> {
        let items = self.items(form, lang).into_iter().filter(|item| wanted(item.kind));
        let items: Vec<String> = items.map(|item| item.words).collect();
        (!items.is_empty()).then(|| items.join(lang.pick("，", "; ")))
    }

    /// The first findings of a kind, each with its rule, what to do and its place, and how many more there are, which has
    /// none. A warning that only says again that a chapter is empty, or that a gap was left, is not named.
    pub fn named(&self, kind: OpenPoint, session: &Session, lang: Lang) -> Vec<OpenItem> {
        let findings = match kind {
            OpenPoint::Errors => &self.errors,
            OpenPoint::Warnings => &self.warnings,
            _ => return Vec::new(),
        };
        let is_told = |finding: &&Finding| {
            finding.passage.as_ref().is_some_and(|at| {
                let chapter = self.unwritten.iter().any(|&index| at.part == Part::Chapter(index));
                chapter || self.gaps.iter().any(|gap| gap.part == at.part && gap.range.start == at.range.start)
            })
        };
        let findings: Vec<&Finding> = findings.iter().filter(|finding| !is_told(finding)).collect();
        let words = |finding: &Finding| {
            format!("{} {}", finding.rule(session.form()).id, message(session.figures(), finding, lang))
        };
        // What says the same in the same words is one line, which leads to the first.
        let mut told: Vec<(String, &Finding, usize)> = Vec::new();
        for finding in findings {
            let words = words(finding);
            match told.iter_mut().find(|(other, ..)| *other == words) {
                Some((.., count)) => *count += 1,
                None => told.push((words, finding, 1)),
            }
        }
        let more = told.iter().skip(NAMED).map(|(.., count)| count).sum::<usize>();
        let named = told.into_iter().take(NAMED).map(|(words, finding, count)| {
            let (cells, passage) = (finding.cells.clone(), finding.passage.clone());
            OpenItem { kind, words: words + &times(count, lang), cells, passage }
        });
        let mut lines: Vec<OpenItem> = named.collect();
        lines.extend((more > 0).then(|| {
            let words = lang.say(format!("另有 {more} 条未在此列出。"), format!("{more} more not shown here."));
            OpenItem { kind, words, cells: Vec::new(), passage: None }
        }));
        lines
    }
}

/// Whether every chapter of prose of a report is written to its end.
pub fn is_written(report: &Report) -> bool {
    let mut remaining = Remaining::default();
    remaining.read(report);
    remaining.is_written()
}

/// Where a text has gaps; dots that go on are one.
pub fn gaps(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
    let dot = GAP.chars().next().unwrap_or('…');
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + text.get(from..)?.find(GAP)?;
        let length: usize = text[start..].chars().take_while(|&c| c == dot).map(char::len_utf8).sum();
        from = start + length;
        Some(start..start + GAP.len())
    })
}
