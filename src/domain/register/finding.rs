//! The findings on a register, each with the numbers of its cases: what is wrong with its lines, where it and the report differ,
//! and whether last year's open cases are this year's carried ones.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use crate::domain::definition::prose::ProseCheck;
use crate::domain::definition::{Check as ReportCheck, Severity};
use crate::domain::figure::{Entry, Figure, Origin};
use crate::domain::finding::{self as judged, Status};
use crate::domain::form::CellId;
use crate::domain::session::Session;
use crate::domain::spelling::{fold, letters};
use crate::domain::text::Lang;

use super::answers::Asked;
use super::count::{Case, Count};
use super::kept::Case as Kept;
use super::mapping::{Check, Need, Rule};

/// The most numbers of cases that a message names.
const MOST: usize = 12;

/// A rule on a register that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule's id.
    pub rule: String,
    /// How grave it is.
    pub severity: Severity,
    /// The cells that it speaks of.
    pub cells: Vec<CellId>,
    /// The numbers of the cases that it speaks of.
    pub cases: Vec<String>,
    /// What the report says, where it is compared.
    pub left: Option<u32>,
    /// What the register counts, where it is compared.
    pub right: Option<u32>,
    /// What is said of it.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

/// What a register is held against.
#[derive(Debug, Clone, Copy, Default)]
pub struct Against<'a> {
    /// The report of its year.
    pub report: Option<&'a Session>,
    /// The cases that were open at the end of the year before, as they were kept then.
    pub open_before: Option<&'a [Kept]>,
}

/// What fills a message.
#[derive(Debug, Default)]
struct Parts {
    cells: Vec<CellId>,
    cases: Vec<String>,
    place: String,
    left: Option<u32>,
    right: Option<u32>,
    more: String,
}

/// All findings, in the order of the rules.
pub fn findings(count: &Count, rules: &[Rule], against: Against<'_>, lang: Lang) -> Vec<Finding> {
    let mut all = Vec::new();
    for rule in rules {
        let found = match rule.check {
            Check::NumberTwice => numbered(&count.twice),
            Check::AnsweredBefore => numbered(&count.answered_before),
            Check::NoDay => numbered(&count.without_day),
            Check::Outcome => questions(count, &[Asked::Outcome, Asked::Answered, Asked::Received]),
            Check::Applicant => questions(count, &[Asked::Applicant]),
            Check::Report => against.report.map_or_else(Vec::new, |report| differing(count, report, lang)),
            Check::Prose => against.report.map_or_else(Vec::new, |report| contradicted(count, report, lang)),
            Check::Carried => against.open_before.map_or_else(Vec::new, |open| carried(count, open, lang)),
            Check::Precedes => unpreceded(count, lang),
        };
        all.extend(found.into_iter().map(|parts| told(rule, parts, lang)));
    }
    all
}

fn told(rule: &Rule, parts: Parts, lang: Lang) -> Finding {
    let number = |side: Option<u32>| side.map_or_else(String::new, |side| side.to_string());
    let message = rule.message.get(lang).replace("{where}", &parts.place).replace("{left}", &number(parts.left));
    let message = message.replace("{right}", &number(parts.right)).replace("{cases}", &numbers(&parts.cases, lang));
    Finding {
        rule: rule.id.clone(),
        severity: rule.severity,
        message: message.replace("{more}", &parts.more).trim_end().to_string(),
        remedy: rule.remedy.get(lang).to_string(),
        cells: parts.cells,
        cases: parts.cases,
        left: parts.left,
        right: parts.right,
    }
}

/// The numbers of cases in words: the first of them, and how many there are.
fn numbers(cases: &[String], lang: Lang) -> String {
    let shown = cases.iter().take(MOST).cloned().collect::<Vec<_>>().join(lang.pick("、", ", "));
    match cases.len() {
        many if many > MOST => lang.say(format!("{shown} 等 {many} 件"), format!("{shown} and others, {many} in all")),
        _ => shown,
    }
}

fn numbered(cases: &[String]) -> Vec<Parts> {
    let some = (!cases.is_empty()).then(|| Parts { cases: cases.to_vec(), ..Parts::default() });
    some.into_iter().collect()
}

fn questions(count: &Count, about: &[Asked]) -> Vec<Parts> {
    let asked = count.questions.iter().filter(|question| about.contains(&question.about));
    let parts = asked.map(|question| Parts {
        cells: question.cells.clone(),
        cases: question.cases.iter().map(|&case| count.cases[case].number.clone()).collect(),
        place: question.wording.clone(),
        ..Parts::default()
    });
    parts.collect()
}

/// The row and the column of a cell in words.
pub fn place(count: &Count, cell: CellId, lang: Lang) -> String {
    let form = count.form();
    format!("{} · {}", form.row(cell).named(lang), form.column(cell).named(lang))
}

/// Cells in which report and register differ. Cells that the report leaves unfilled, and those that wait for an answer, say
/// nothing; a total is told by its cells, unless it alone differs.
fn differing(count: &Count, report: &Session, lang: Lang) -> Vec<Parts> {
    let own = |cell: CellId| -> Option<u32> {
        let figure = if report.form().is_total(cell) {
            report.totals().of(cell).complete().map_or(Figure::Unfilled, Figure::Number)
        } else {
            report.report().entry(cell).figure()
        };
        figure.counted()?.to_integer()?.try_into().ok()
    };
    let form = count.form();
    if report.form().edition() != form.edition() {
        return Vec::new();
    }
    let sides = count.figures().filter_map(|(cell, figure)| Some((cell, own(cell)?, figure?)));
    let different: Vec<(CellId, u32, u32)> = sides.filter(|(_, left, right)| left != right).collect();
    let inputs: Vec<(CellId, u32, u32)> =
        different.iter().copied().filter(|(cell, ..)| !form.is_total(*cell)).collect();
    let wanted = if inputs.is_empty() { &different } else { &inputs };
    let parts = wanted.iter().map(|&(cell, left, right)| {
        let cases: Vec<String> = count.cases_of(cell).iter().map(|case| case.number.clone()).collect();
        let mut more = match cases.is_empty() {
            true => lang.say("台账没有计入这一格的。", "No case of the register is in this cell."),
            false => lang.say(
                format!("台账计入：{}。", numbers(&cases, lang)),
                format!("Counted there: {}.", numbers(&cases, lang)),
            ),
        };
        // Where another cell lacks in the report what this one has too much, its cases may be counted here.
        let opposite = inputs.iter().filter(|(other, theirs, counted)| {
            let (here, there) = (form.cell(cell), form.cell(*other));
            let is_near = here.row == there.row || here.column == there.column;
            *other != cell && is_near && left > right && counted > theirs && counted - theirs <= left - right
        });
        for (other, ..) in opposite {
            let theirs: Vec<String> = count.cases_of(*other).iter().map(|case| case.number.clone()).collect();
            let (shown, place) = (numbers(&theirs, lang), place(count, *other, lang));
            more += &lang.say(
                format!("报告多出的可能是台账计入“{place}”的：{shown}。"),
                format!(" The report may count here what the register counts as “{place}”: {shown}."),
            );
        }
        let place = place(count, cell, lang);
        Parts { cells: vec![cell], cases, place, left: Some(left), right: Some(right), more }
    });
    parts.collect()
}

/// What the prose says of the requests otherwise than the register, by the rules that hold it against the table.
fn contradicted(count: &Count, report: &Session, lang: Lang) -> Vec<Parts> {
    let form = count.form();
    if report.form().edition() != form.edition() {
        return Vec::new();
    }
    let mut counted = report.report().clone();
    for (cell, figure) in count.figures().filter(|(cell, _)| !form.is_total(*cell)) {
        let entry = figure.map_or(Entry::UNFILLED, |figure| Entry::new(Figure::from(figure), Origin::Counted));
        counted.set_entry(cell, entry);
    }
    let session = Session::with(counted, report.background().clone());
    let table = |cell: &CellId| form.cell(*cell).table == count.scheme.table;
    let findings = session.failed().into_iter().filter(|finding| {
        let is_prose = matches!(finding.rule(form).check, ReportCheck::Prose(ProseCheck::Stated(_)));
        is_prose && finding.status == Status::Fail && finding.cells.iter().any(table)
    });
    let parts = findings.map(|finding| Parts {
        more: judged::message(session.figures(), &finding, lang),
        cells: finding.cells.clone(),
        cases: Vec::new(),
        ..Parts::default()
    });
    parts.collect()
}

/// Whether the cases carried in are those that were open before.
fn carried(count: &Count, open: &[Kept], lang: Lang) -> Vec<Parts> {
    let start = |case: &&Case| case.start() == Some(count.scheme.carried_in);
    let carried: Vec<&Case> = count.cases.iter().filter(start).collect();
    let then: Vec<Numbered<'_>> = open.iter().map(|case| Numbered::of(&case.number, case.received)).collect();
    let now: Vec<Numbered<'_>> = carried.iter().map(|case| Numbered::of(&case.number, case.received)).collect();
    let (missing, strange, alike) = unpaired(then, now);
    if missing.is_empty() && strange.is_empty() && alike.is_empty() {
        return Vec::new();
    }
    let mut more = Vec::new();
    if !alike.is_empty() {
        let shown = numbers(&alike, lang);
        more.push(lang.say(
            format!("收到日期相同、编号不同，请核对是否同一件（上年＝本年）：{shown}。"),
            format!("Received on the same day under another number; please check whether they are the same: {shown}."),
        ));
    }
    if !missing.is_empty() {
        let shown = numbers(&missing, lang);
        more.push(lang.say(
            format!("上年末未答复、本年没有结转的：{shown}。"),
            format!("Open then and not carried over: {shown}."),
        ));
    }
    if !strange.is_empty() {
        let shown = numbers(&strange, lang);
        more.push(lang.say(
            format!("本年结转、上年末不在未答复之列的：{shown}。"),
            format!("Carried over from last year and not open then: {shown}."),
        ));
    }
    let scheme = &count.scheme;
    let cells = scheme.columns().filter_map(|column| scheme.form.at(scheme.table, scheme.carried_in, column));
    let cells = cells.filter(|cell| count.figure(*cell).is_some_and(|figure| figure > 0)).collect();
    vec![Parts { cells, cases: [missing, strange].concat(), more: more.join(lang.pick("", " ")), ..Parts::default() }]
}

/// A number of a case, in the ways in which it may be written again a year later.
struct Numbered<'a> {
    number: &'a str,
    received: Option<Date>,
    letters: Vec<char>,
    /// Its year and its place in it, where the number says them: of `2024-031` as of `〔2024〕31号`.
    serial: Option<(i64, i64)>,
}

impl<'a> Numbered<'a> {
    fn of(number: &'a str, received: Option<Date>) -> Numbered<'a> {
        Numbered { number, received, letters: letters(number), serial: serial(number, received) }
    }

    /// Whether it is no number of the office's, but a place in a document.
    fn is_place(&self) -> bool {
        self.number.contains('#')
    }
}

/// The year and the place in it that a number says.
fn serial(number: &str, received: Option<Date>) -> Option<(i64, i64)> {
    const YEARS: std::ops::RangeInclusive<i64> = 1990..=2089;
    let folded: Vec<char> = number.chars().map(fold).collect();
    let runs = folded.split(|c| !c.is_ascii_digit()).filter(|run| !run.is_empty());
    let runs: Vec<String> = runs.map(|run| run.iter().collect()).collect();
    let value = |digits: &str| digits.parse::<i64>().ok();
    let of_year = |digits: &str| value(digits).filter(|year| digits.len() == 4 && YEARS.contains(year));
    match &runs[..] {
        [year, serial] => Some((of_year(year)?, value(serial)?)),
        [one] => {
            let whole_day = received.map(|day| day.strftime("%Y%m%d").to_string());
            let (year, rest) = (one.get(..4).and_then(of_year), one.get(4..).unwrap_or_default());
            let behind = whole_day.and_then(|day| one.strip_prefix(&day).map(String::from));
            match (year, behind) {
                (Some(year), Some(serial)) if !serial.is_empty() => Some((year, value(&serial)?)),
                (Some(year), _) if !rest.is_empty() => Some((year, value(rest)?)),
                _ => Some((received?.year().into(), value(one)?)),
            }
        }
        _ => None,
    }
}

/// Which numbers of the one side have none on the other: by their letters, by year and place, and by the day of receipt, where
/// only two are left on it. What only the day pairs is told, unless one of the two had no number.
fn unpaired(mut then: Vec<Numbered<'_>>, mut now: Vec<Numbered<'_>>) -> (Vec<String>, Vec<String>, Vec<String>) {
    fn pairs<K: Eq + std::hash::Hash>(
        then: &mut Vec<Numbered<'_>>,
        now: &mut Vec<Numbered<'_>>,
        key: impl Fn(&Numbered<'_>) -> Option<K>,
        mut told: impl FnMut(&Numbered<'_>, &Numbered<'_>),
    ) {
        let mut by_key: HashMap<K, Vec<usize>> = HashMap::new();
        for (at, one) in now.iter().enumerate() {
            if let Some(key) = key(one) {
                by_key.entry(key).or_default().push(at);
            }
        }
        let mut times: HashMap<K, usize> = HashMap::new();
        then.iter().filter_map(&key).for_each(|key| *times.entry(key).or_default() += 1);
        let mut gone = HashSet::new();
        then.retain(|one| {
            let found = key(one).filter(|key| times.get(key) == Some(&1)).and_then(|key| by_key.get(&key));
            let Some([other]) = found.map(Vec::as_slice) else { return true };
            told(one, &now[*other]);
            gone.insert(*other);
            false
        });
        let mut at = 0;
        now.retain(|_| {
            at += 1;
            !gone.contains(&(at - 1))
        });
    }
    let mut alike = Vec::new();
    pairs(&mut then, &mut now, |one| Some(one.letters.clone()), |_, _| ());
    pairs(&mut then, &mut now, |one| one.serial, |_, _| ());
    pairs(
        &mut then,
        &mut now,
        |one| one.received,
        |one, other| {
            if !one.is_place() && !other.is_place() {
                alike.push(format!("{}＝{}", one.number, other.number));
            }
        },
    );
    let names = |side: Vec<Numbered<'_>>| side.iter().map(|one| one.number.to_string()).collect();
    (names(then), names(now), alike)
}

fn unpreceded(count: &Count, lang: Lang) -> Vec<Parts> {
    let mut parts = Vec::new();
    for (row, need) in &count.scheme.needs {
        let lacking = count.unpreceded.iter().filter(|(_, lacks)| lacks == need);
        let of_row =
            |number: &String| count.cases.iter().any(|case| case.number == *number && case.row() == Some(*row));
        let cases: Vec<String> = lacking.map(|(number, _)| number.clone()).filter(of_row).collect();
        let Some(first) = count.cases.iter().find(|case| cases.contains(&case.number)) else { continue };
        let cell = first.column().and_then(|column| count.scheme.form.at(count.scheme.table, *row, column));
        let more = match need {
            Need::Earlier => {
                lang.say("同一申请人已经答复的申请", "an earlier request of the same applicant that was answered")
            }
            Need::Correction => lang.say("补正告知", "a notice that asks for correction"),
            Need::Fee => lang.say("收费通知", "a notice of a fee"),
        };
        let place = count.form().tables()[count.scheme.table].rows[*row].named(lang).to_string();
        parts.push(Parts { cells: cell.into_iter().collect(), cases, place, more, ..Parts::default() });
    }
    parts
}
