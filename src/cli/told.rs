//! Findings as lines for people, report by report. What was said already is not said again: findings of equal words are one
//! with all their places, reports of which the very same is to be said stand together, and what a rule said of the report before is
//! `as above`. It judges nothing.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::domain::acceptance::release;
use crate::domain::definition::Severity;
use crate::domain::finding::{Finding, Status, message, times, told_once};
use crate::domain::form::Form;
use crate::domain::localisation::{Fault, Localisation, words};
use crate::domain::remaining::{OpenPoint, Remaining};
use crate::domain::report::{Part, Passage, Report};
use crate::domain::seal::{self, State};
use crate::domain::session::Session;
use crate::domain::text::Lang;
use crate::work::judging::Judged;

use super::output::Output;
use super::suspects;

/// What stands for a rule's id where the seal of a finished report no longer fits. It is no rule of the form.
pub const SEAL: &str = "SEAL";

/// How many cells of one finding a line names before it only counts.
const NAMED_CELLS: usize = 4;

/// What is to be said of one report.
#[derive(Debug)]
pub struct Group {
    head: String,
    rows: Vec<Row>,
}

/// One line of it.
#[derive(Debug, PartialEq, Eq)]
struct Row {
    /// Severity, rule and cells of a finding; empty where the line is about the whole report.
    lead: String,
    rule: String,
    words: String,
    /// Where in the file.
    place: String,
}

impl Group {
    /// What is to be said of a report that was judged, from a severity on. What is only plausible is listed one by one where
    /// it is unfolded.
    pub fn of(judged: &Judged, level: Severity, unfolded: bool, lang: Lang) -> Group {
        let session = &judged.session;
        let (form, report, figures) = (session.form(), session.report(), session.figures());
        let mut rows = Rows(Vec::new());
        let lines = Lines::of(&judged.file);
        let found = suspects::located(session, &judged.findings);
        let faults = found.as_ref().map(Localisation::faults).unwrap_or_default();
        let (mut pending, mut folded) = (0, 0);
        let mut told: Vec<&Finding> = Vec::new();
        for finding in &judged.findings {
            match finding.status {
                // As the tally counts them: of every severity, what is only plausible left out.
                Status::Pending => pending += usize::from(!finding.rule(form).folded),
                _ if finding.severity < level => {}
                Status::Fail if finding.rule(form).folded && !unfolded => folded += 1,
                Status::Fail => told.push(finding),
            }
        }
        let is_open = |finding: &&Finding| release(report, figures, finding).is_none();
        let mut consequences: Vec<usize> = faults.iter().flat_map(|fault| follows(fault, &told)).collect();
        consequences.retain(|&instance| told.iter().filter(|finding| finding.instance == instance).all(is_open));
        // What was accepted speaks for none that was not.
        let is_told = |finding: &&Finding| !consequences.contains(&finding.instance);
        let (open, accepted): (Vec<&Finding>, Vec<&Finding>) =
            told.iter().copied().filter(is_told).partition(|finding| is_open(finding));
        let by_words = [open, accepted].map(|findings| told_once(figures, findings, lang));
        for (finding, all) in by_words.into_iter().flatten() {
            let mut words = message(figures, finding, lang) + &times(all.len(), lang);
            if let Some(accepted) = release(report, figures, finding) {
                let reason = &accepted.reason;
                words.push_str(&lang.say(format!("〔已说明：{reason}〕"), format!(" [accepted: {reason}]")));
            }
            let (severity, rule) = (severity(finding.severity, lang), &finding.rule(form).id);
            let lead = format!("{severity} {rule} {}", named_cells(form, &all));
            rows.0.push(Row {
                lead: lead.trim_end().to_string(),
                rule: rule.clone(),
                words: words.replace('\n', " "),
                place: lines.places(session, &all, lang),
            });
            let fault = faults.iter().find(|fault| fault.restores.contains(&finding.instance));
            let Some(fault) = fault.filter(|fault| is_last(fault, finding, &told, &consequences)) else { continue };
            let own: Vec<usize> =
                consequences.iter().copied().filter(|instance| fault.restores.contains(instance)).collect();
            if !own.is_empty() {
                rows.say(words::consequences(form, &own, lang));
            }
        }
        if seal::state(report) == State::Broken {
            let lead = format!("{} {SEAL}", severity(Severity::Error, lang));
            let (rule, words, place) = (SEAL.to_string(), seal::broken(lang).to_string(), String::new());
            rows.0.push(Row { lead, rule, words, place });
        }
        let suspected = found.map(|found| suspects::lines(session, &found, lang)).unwrap_or_default();
        suspected.into_iter().for_each(|words| rows.say(words));
        if folded > 0 {
            rows.say(lang.say(
                format!("另有合理性提示 {folded} 条（--level note 逐条列出）"),
                match folded {
                    1 => "1 plausibility note (--level note lists it)".to_string(),
                    _ => format!("{folded} plausibility notes (--level note lists them)"),
                },
            ));
        }
        let open = Remaining::with(session, &judged.findings);
        let wanted = |kind: OpenPoint| kind.hinders() || level < Severity::Error;
        if let Some(open) = open.words_of(form, lang, wanted) {
            let waiting = match (pending, lang) {
                (0, _) => String::new(),
                (_, Lang::Zh) => format!("，{pending} 条规则暂不能校验"),
                (1, Lang::En) => "; 1 rule waiting".to_string(),
                (_, Lang::En) => format!("; {pending} rules waiting"),
            };
            rows.say(format!("{open}{waiting}"));
        }
        Group { head: head(report, &judged.file, lang), rows: rows.0 }
    }
}

struct Rows(Vec<Row>);

impl Rows {
    /// A line about the whole report.
    fn say(&mut self, words: String) {
        self.0.push(Row { lead: String::new(), rule: String::new(), words, place: String::new() });
    }
}

/// Whose report it is, and its file.
fn head(report: &Report, file: &str, lang: Lang) -> String {
    let scope = report.scope.behind(lang);
    match (&report.agency, report.year) {
        (Some(agency), Some(year)) => format!("{agency} {year}{scope}  {file}"),
        _ => file.to_string(),
    }
}

/// The groups of reports that are told one behind the other.
#[derive(Debug, Default)]
pub struct Groups {
    /// What is still to be said of the reports whose heads were written last.
    pending: Vec<Row>,
    /// What each rule said last.
    said: BTreeMap<String, BTreeSet<String>>,
    has_begun: bool,
}

impl Groups {
    /// Writes what is to be said of a report. A report of which nothing is to be said is passed over.
    pub fn put(&mut self, out: &mut Output, group: Group, lang: Lang) {
        if group.rows.is_empty() {
            return;
        }
        if group.rows != self.pending {
            self.flush(out, lang);
            if std::mem::replace(&mut self.has_begun, true) {
                out.line("");
            }
            self.pending = group.rows;
        }
        out.line(&group.head);
    }

    /// Writes what is left, and a blank line before what follows.
    pub fn end(mut self, out: &mut Output, lang: Lang) {
        self.flush(out, lang);
        if self.has_begun {
            out.line("");
        }
    }

    fn flush(&mut self, out: &mut Output, lang: Lang) {
        let colon = lang.pick("：", ": ");
        let rows = std::mem::take(&mut self.pending);
        for Row { lead, rule, words, place } in &rows {
            let is_said = self.said.get(rule).is_some_and(|said| said.contains(words));
            let words = if is_said { lang.pick("同上", "as above") } else { words };
            match lead.is_empty() {
                true => out.line(&format!("  {words}")),
                false => out.line(&format!("  {lead}{colon}{words}{place}")),
            }
        }
        let rules: BTreeSet<&String> = rows.iter().map(|row| &row.rule).filter(|rule| !rule.is_empty()).collect();
        for rule in rules {
            let words = rows.iter().filter(|row| row.rule == *rule).map(|row| row.words.clone());
            self.said.insert(rule.clone(), words.collect());
        }
    }
}

/// The lines of a report of ours on which its cells and words stand. The file is looked at only when there is something to
/// find in it.
struct Lines<'a> {
    file: &'a str,
    /// Where each name stands in the file.
    named: OnceCell<HashMap<String, usize>>,
    /// The ends of the lines of each part that was asked about.
    ends: RefCell<BTreeMap<Part, Vec<usize>>>,
}

impl<'a> Lines<'a> {
    fn of(file: &'a str) -> Lines<'a> {
        Lines { file, named: OnceCell::new(), ends: RefCell::default() }
    }

    /// The lines of findings of equal words, each once. Of a document that was read in the chapters, where no cells say more.
    fn places(&self, session: &Session, findings: &[&Finding], lang: Lang) -> String {
        let lines: BTreeSet<usize> = findings.iter().filter_map(|finding| self.line(session, finding)).collect();
        if !lines.is_empty() {
            let lines: Vec<String> = lines.iter().map(usize::to_string).collect();
            let noun = if lines.len() == 1 { "line" } else { "lines" };
            let all = lines.join(lang.pick("、", ", "));
            return lang.say(format!("（第 {all} 行）"), format!(" ({noun} {all})"));
        }
        let form = session.form();
        let without_cells = findings.iter().filter(|finding| finding.cells.is_empty());
        let chapters: BTreeSet<usize> = without_cells
            .filter_map(|finding| match finding.part(form) {
                Some(Part::Chapter(index)) => Some(index),
                _ => None,
            })
            .collect();
        let number = |&index: &usize| form.definition().chapters[index].number(lang);
        let all = chapters.iter().map(number).collect::<Vec<_>>().join(lang.pick("、", ", "));
        match all.is_empty() {
            true => all,
            false => lang.say(format!("（第{all}章）"), format!(" (chapter {all})")),
        }
    }

    fn line(&self, session: &Session, finding: &Finding) -> Option<usize> {
        let report = session.report();
        let (name, below) = match (&finding.passage, finding.cells.first()) {
            (Some(Passage { part, range }), _) => {
                let mut ends = self.ends.borrow_mut();
                let ends = ends
                    .entry(*part)
                    .or_insert_with(|| report.text(*part).match_indices('\n').map(|(end, _)| end).collect());
                (report.part_name(*part), ends.partition_point(|&end| end < range.start))
            }
            (None, Some(&cell)) => (session.form().cell(cell).name.as_str(), 0),
            (None, None) => return None,
        };
        let text = || self.file.ends_with(".ron").then(|| crate::work::source::text(self.file)).flatten();
        let named = self.named.get_or_init(|| text().map(|text| named(&text)).unwrap_or_default());
        Some(named.get(name)? + 1 + below)
    }
}

/// The first line of each name that a line of a report begins with.
fn named(text: &str) -> HashMap<String, usize> {
    let mut named = HashMap::new();
    for (number, line) in text.lines().enumerate() {
        let name = line.split_once(':').map(|(name, _)| name.trim_start());
        let name = name.map(|name| name.strip_prefix('"').and_then(|name| name.strip_suffix('"')).unwrap_or(name));
        if let Some(name) = name.filter(|name| !named.contains_key(*name)) {
            named.insert(name.to_string(), number);
        }
    }
    named
}

/// The failed identities of a fault that follow from those which are told.
fn follows(fault: &Fault, findings: &[&Finding]) -> Vec<usize> {
    let own = findings.iter().filter(|finding| fault.restores.contains(&finding.instance));
    own.skip(fault.told.max(1)).map(|finding| finding.instance).collect()
}

/// Whether a finding is the last one of a fault that is told in full.
fn is_last(fault: &Fault, finding: &Finding, findings: &[&Finding], consequences: &[usize]) -> bool {
    let told = findings.iter().map(|finding| finding.instance);
    let mut told = told.filter(|instance| fault.restores.contains(instance) && !consequences.contains(instance));
    told.next_back() == Some(finding.instance)
}

/// The cells of findings that are told together, each once: all of them where they are several, of a single one the first.
fn named_cells(form: &Form, findings: &[&Finding]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for name in findings.iter().flat_map(|finding| cells(form, finding)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    match names.len().checked_sub(NAMED_CELLS) {
        Some(more) if more > 0 && findings.len() == 1 => format!("{} …(+{more})", names[..NAMED_CELLS].join(" ")),
        _ => names.join(" "),
    }
}

/// The cells of a finding by their names.
pub fn cells<'a>(form: &'a Form, finding: &Finding) -> Vec<&'a str> {
    finding.cells.iter().map(|&cell| form.cell(cell).name.as_str()).collect()
}

pub fn severity(severity: Severity, lang: Lang) -> &'static str {
    match severity {
        Severity::Error => lang.pick("错误", "error"),
        Severity::Warning => lang.pick("警告", "warning"),
        Severity::Info => lang.pick("提示", "note"),
    }
}
