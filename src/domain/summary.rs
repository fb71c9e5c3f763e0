//! A report on one page: how far each chapter is, what is open, what stands out beside last year, the notes, and who keyed,
//! reviewed and verified it. Every line knows the place it speaks of. It judges nothing: what is open is told by
//! [`Remaining`], and what of it may be wrong by the findings.

use super::background::LastYear;
use super::definition::Severity;
use super::field::Shown;
use super::figure::Kind;
use super::finding::{Finding, cell_name};
use super::form::{CellId, Form};
use super::number::Number;
use super::prose::guide::Gist;
use super::recalculation::Sum;
use super::remaining::{OpenItem, OpenPoint, Remaining};
use super::report::{Note, Part, Passage, Report};
use super::report_place::ReportPlace;
use super::seal::{self, State};
use super::session::Session;
use super::text::Lang;

/// How many differences from last year are told, the largest first.
const MOST_OUTLIERS: usize = 5;

/// A figure stands out beside last year's from this factor on, up or down,
const FACTOR: i128 = 2;

/// and from this difference on: from 1 to 3 says nothing.
const DIFFERENCE: i128 = 10;

/// How many notes are told before the rest is only counted.
const MOST_NOTES: usize = 5;

/// A report on one page.
#[derive(Debug, Clone)]
pub struct Summary {
    /// Every part of the report, in printed order.
    pub chapters: Vec<Chapter>,
    /// What is open.
    pub open: Remaining,
    /// What is found for information only.
    pub infos: Vec<Finding>,
    /// What stands out beside last year, the largest factor first; `None` where last year's report is not known.
    pub outliers: Option<Vec<Outlier>>,
    /// Whether last year's report was looked for and is not there.
    is_last_year_missing: bool,
}

/// How far a part of the report is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chapter {
    /// A chapter, the preamble or the closing lines.
    pub part: Part,
    /// What is missing in it.
    pub state: ChapterState,
    /// Open errors and open warnings that speak of it.
    pub found: [usize; 2],
    /// Where one looks first.
    pub place: ReportPlace,
}

/// What is missing in a chapter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChapterState {
    /// A table in which nothing is, of so many cells.
    Filled(usize),
    /// A table in which so many of so many cells are unfilled.
    Unfilled(usize, usize),
    /// Prose, of so many characters.
    Written(usize),
    /// Prose that nobody wrote.
    Empty,
    /// Headings with nothing below them.
    Headed,
    /// Prose with so many gaps of a starting text.
    Gaps(usize),
}

impl ChapterState {
    /// The word in machine-readable output.
    pub fn name(self) -> &'static str {
        match self {
            ChapterState::Filled(_) => "filled",
            ChapterState::Unfilled(..) => "unfilled",
            ChapterState::Written(_) => "written",
            ChapterState::Empty => "empty",
            ChapterState::Headed => "headings",
            ChapterState::Gaps(_) => "gaps",
        }
    }

    /// Whether nothing is missing.
    pub fn is_done(self) -> bool {
        matches!(self, ChapterState::Filled(_) | ChapterState::Written(_))
    }

    fn words(self, lang: Lang) -> String {
        match self {
            ChapterState::Filled(cells) => {
                lang.say(format!("{cells} 格已全部填写"), format!("all {cells} cells filled"))
            }
            ChapterState::Unfilled(missing, cells) => {
                lang.say(format!("{cells} 格中 {missing} 格未填"), format!("{missing} of {cells} cells empty"))
            }
            ChapterState::Written(characters) => {
                lang.say(format!("已写 {characters} 字"), format!("written, {characters} characters"))
            }
            ChapterState::Empty => lang.say("未写", "not written"),
            ChapterState::Headed => lang.say("只有标题", "headings only"),
            ChapterState::Gaps(count) => lang.say(
                format!("{count} 处待补写"),
                match count {
                    1 => "1 gap left".to_string(),
                    _ => format!("{count} gaps left"),
                },
            ),
        }
    }
}

/// A figure that is far from last year's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outlier {
    /// Where the figure stands.
    pub cell: CellId,
    /// What last year's report has there.
    pub last_year: Number,
    /// What this one has.
    pub now: Number,
}

/// Where a line leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Into the report.
    Place(ReportPlace),
    /// To the list of findings.
    Findings,
    /// To this year's report beside last year's, cell by cell.
    LastYear,
    /// To the list of notes.
    Notes,
    /// To the second keying.
    SecondKeying,
    /// To the names of who keyed and reviewed.
    Names,
}

/// How a line weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// An error, or what keeps a report from being final.
    Error,
    /// Something is missing, or to be looked at.
    Open,
    /// Nothing is to be done.
    Done,
    /// It is only told.
    Told,
    /// What belongs to the line above it.
    Detail,
}

impl Weight {
    /// The sign before a line, as the tabs of the chapters have it.
    pub fn sign(self) -> &'static str {
        match self {
            Weight::Error => "!",
            Weight::Open => ".",
            Weight::Done => "+",
            Weight::Told | Weight::Detail => " ",
        }
    }
}

/// One line of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SummaryLine {
    /// Whether anything is to be done.
    pub weight: Weight,
    /// What it says.
    pub words: String,
    /// Where Enter leads.
    pub target: Target,
}

/// Lines under one title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What its lines are about.
    pub title: String,
    /// At least one.
    pub lines: Vec<SummaryLine>,
}

impl Summary {
    /// The summary of a session's report as it stands.
    pub fn of(session: &Session) -> Summary {
        let open = Remaining::of(session);
        let mut infos = session.open_findings();
        infos.retain(|finding| finding.severity == Severity::Info);
        Summary {
            chapters: session.report().parts().map(|part| Chapter::of(session, &open, part)).collect(),
            outliers: outliers(session),
            is_last_year_missing: matches!(session.background().last_year, LastYear::Missing),
            infos,
            open,
        }
    }

    /// The page, section by section. A section that has nothing to say says so.
    pub fn sections(&self, session: &Session, lang: Lang) -> Vec<Section> {
        let section = |title: String, lines| Section { title, lines };
        let report = session.report();
        let mut sections = vec![
            section(lang.say("各章", "Chapters"), self.of_chapters(report, lang)),
            section(lang.say("未填和问题", "Empty cells and findings"), self.of_what_is_open(session, lang)),
        ];
        if let Some(lines) = self.beside_last_year(session.form(), lang) {
            let title = lang.say(
                format!("与上年相差较大（增加一倍以上或减少一半以上，且相差 {DIFFERENCE} 以上）"),
                format!("Far from last year (at least doubled or halved, and by {DIFFERENCE} or more)"),
            );
            sections.push(section(title, lines));
        }
        sections.push(section(lang.say("批注", "Comments"), of_notes(report, lang)));
        sections.push(section(
            lang.say("填报、审核、二次录入", "Prepared, reviewed and verified by"),
            of_names(report, lang),
        ));
        sections
    }

    /// What the page says besides what is open, in one line.
    pub fn gist(&self, report: &Report, lang: Lang) -> String {
        let count = |count: usize, zh: &str, one: &str, more: &str| {
            let noun = if count == 1 { one } else { more };
            (count > 0).then(|| lang.say(format!("{zh} {count} 处"), format!("{count} {noun}")))
        };
        let outliers = self.outliers.as_deref().unwrap_or_default().len();
        let parts = [
            count(outliers, "与上年相差较大", "figure far from last year's", "figures far from last year's"),
            count(report.notes.len(), "批注", "comment", "comments"),
            Some(verified(report, lang)),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(lang.pick("，", "; "))
    }

    fn of_chapters(&self, report: &Report, lang: Lang) -> Vec<SummaryLine> {
        let line = |chapter: &Chapter| {
            let [errors, warnings] = chapter.found;
            let count = |count: usize, zh: &str, en: &str| {
                let plural = if count == 1 { "" } else { "s" };
                (count > 0).then(|| lang.say(format!("{zh} {count}"), format!("{count} {en}{plural}")))
            };
            let found = [count(errors, "错误", "error"), count(warnings, "警告", "warning")];
            let words = std::iter::once(chapter.state.words(lang)).chain(found.into_iter().flatten());
            let words = words.collect::<Vec<_>>().join(lang.pick("，", ", "));
            SummaryLine {
                weight: match (errors, chapter.state.is_done() && warnings == 0) {
                    (0, true) => Weight::Done,
                    (0, false) => Weight::Open,
                    _ => Weight::Error,
                },
                words: format!("{}{}{words}", part_name(report, chapter.part, lang), lang.pick("：", ": ")),
                target: Target::Place(chapter.place.clone()),
            }
        };
        self.chapters.iter().map(line).collect()
    }

    /// Unfilled cells and findings. What is missing in the prose was said with the chapters.
    fn of_what_is_open(&self, session: &Session, lang: Lang) -> Vec<SummaryLine> {
        let mut lines = Vec::new();
        let of_prose = |kind| matches!(kind, OpenPoint::Unwritten | OpenPoint::Headed | OpenPoint::Gaps);
        for item in self.open.items(session.form(), lang).into_iter().filter(|item| !of_prose(item.kind)) {
            let weight = if item.kind.hinders() { Weight::Error } else { Weight::Open };
            let kind = item.kind;
            lines.push(line_of(item, weight));
            let named = self.open.named(kind, session, lang).into_iter();
            lines.extend(named.map(|item| line_of(item, Weight::Detail)));
        }
        if lines.is_empty() {
            let words = lang.say("各格均已填写，没有错误和警告。", "All cells are filled; no errors, no warnings.");
            lines.push(SummaryLine { weight: Weight::Done, words, target: Target::Findings });
        }
        let infos = self.infos.len();
        if infos > 0 {
            let words =
                lang.say(format!("提示 {infos} 条"), format!("{infos} {}", if infos == 1 { "note" } else { "notes" }));
            lines.push(SummaryLine { weight: Weight::Told, words, target: Target::Findings });
        }
        lines
    }

    fn beside_last_year(&self, form: &Form, lang: Lang) -> Option<Vec<SummaryLine>> {
        let to_list = |words: String| SummaryLine { weight: Weight::Told, words, target: Target::LastYear };
        let Some(outliers) = &self.outliers else {
            let words = || lang.say("报告库里没有上年度的报告。", "The library has no report of last year.");
            return self.is_last_year_missing.then(|| vec![to_list(words())]);
        };
        let line = |outlier: &Outlier| {
            let colon = lang.pick("：", ": ");
            let (last, now) = (outlier.last_year, outlier.now);
            let change = lang.say(format!("上年 {last}，本年 {now}"), format!("{last} last year, {now} this year"));
            SummaryLine {
                weight: Weight::Open,
                words: format!("{}{colon}{change}", cell_name(form, outlier.cell, lang)),
                target: Target::Place(ReportPlace { cells: vec![outlier.cell], passage: None }),
            }
        };
        let mut lines: Vec<SummaryLine> = outliers.iter().take(MOST_OUTLIERS).map(line).collect();
        let more = outliers.len().saturating_sub(MOST_OUTLIERS);
        lines.extend((more > 0).then(|| to_list(lang.say(format!("另有 {more} 处"), format!("{more} more")))));
        if lines.is_empty() {
            lines.push(to_list(lang.say("没有。", "None.")));
        }
        Some(lines)
    }
}

impl Chapter {
    fn of(session: &Session, open: &Remaining, part: Part) -> Chapter {
        let (form, report) = (session.form(), session.report());
        let table = match part {
            Part::Chapter(index) => form.table_of_chapter(index),
            Part::Preamble | Part::Closing => None,
        };
        let inputs: Vec<CellId> = form.inputs().filter(|&cell| Some(form.cell(cell).table) == table).collect();
        let unfilled: Vec<CellId> = open.unfilled.iter().copied().filter(|cell| inputs.contains(cell)).collect();
        let gaps: Vec<&Passage> = open.gaps.iter().filter(|gap| gap.part == part).collect();
        let is_among = |chapters: &[usize]| chapters.iter().any(|&index| part == Part::Chapter(index));
        // As the page of the prose counts them, with figures where fields are written.
        let figures = session.figures();
        let text = Shown::new(form, figures.entries, figures.totals, report.text(part)).text;
        let characters =
            Gist::of(form, report.agency.as_deref().unwrap_or_default(), report.part_name(part), &text).length;
        let state = match (unfilled.len(), gaps.len()) {
            (0, gaps) if gaps > 0 => ChapterState::Gaps(gaps),
            (0, _) if table.is_some() => ChapterState::Filled(inputs.len()),
            (0, _) if is_among(&open.headed) => ChapterState::Headed,
            (0, _) if text.trim().is_empty() => ChapterState::Empty,
            (0, _) => ChapterState::Written(characters),
            (missing, _) => ChapterState::Unfilled(missing, inputs.len()),
        };
        let here = |finding: &&Finding| finding.part(form) == Some(part);
        let found = [&open.errors, &open.warnings].map(|findings| findings.iter().filter(here).count());
        let first = open.errors.iter().chain(&open.warnings).find(here);
        let place = first.map(ReportPlace::of);
        let place = place.unwrap_or_else(|| {
            let cells: Vec<CellId> = unfilled.first().or(inputs.first()).copied().into_iter().collect();
            let gap = gaps.first().map(|gap| (*gap).clone());
            match (state, gap) {
                (ChapterState::Gaps(_), Some(gap)) => ReportPlace { cells: Vec::new(), passage: Some(gap) },
                _ if cells.is_empty() => ReportPlace { cells, passage: Some(Passage { part, range: 0..0 }) },
                _ => ReportPlace { cells, passage: None },
            }
        });
        Chapter { part, state, found, place }
    }
}

fn line_of(item: OpenItem, weight: Weight) -> SummaryLine {
    let OpenItem { words, cells, passage, .. } = item;
    let has_place = !cells.is_empty() || passage.is_some();
    let target = if has_place { Target::Place(ReportPlace { cells, passage }) } else { Target::Findings };
    SummaryLine { weight, words, target }
}

/// The figures that stand out beside last year's: at least doubled or halved, and by a difference that is more than chance. Of
/// a row that has a total only the total is looked at, and no figure that is itself a change.
fn outliers(session: &Session) -> Option<Vec<Outlier>> {
    let (form, precedent) = (session.form(), session.background().precedent()?);
    let mut far: Vec<(i128, Outlier)> = Vec::new();
    for cell in form.cells().filter(|&cell| form.cell(cell).kind != Kind::Signed && !is_summed_in_its_row(form, cell)) {
        let now = session.totals().of(cell).complete();
        let Some((last_year, now)) = precedent.shown(cell).and_then(Sum::complete).zip(now) else { continue };
        far.extend(factor(last_year, now).map(|factor| (factor, Outlier { cell, last_year, now })));
    }
    far.sort_by_key(|(factor, _)| std::cmp::Reverse(*factor));
    Some(far.into_iter().map(|(_, outlier)| outlier).collect())
}

/// Whether the cell stands in a column that totals of rows add up.
fn is_summed_in_its_row(form: &Form, cell: CellId) -> bool {
    let (row, column) = (|cell: CellId| (form.cell(cell).table, form.cell(cell).row), form.cell(cell).column);
    form.totals()
        .iter()
        .filter(|total| form.cell(total.cell).table == form.cell(cell).table)
        .any(|total| total.of.iter().any(|&part| row(part) == row(total.cell) && form.cell(part).column == column))
}

/// By how many thousandths the larger of two figures is of the smaller one, where they are far apart. 0 counts as 1.
fn factor(one: Number, other: Number) -> Option<i128> {
    // Amounts have at most six places.
    let millionths = |number: Number| number.scaled_by_ten(6).ok()?.to_integer().filter(|number| *number >= 0);
    let (one, other) = (millionths(one)?, millionths(other)?);
    let (less, more) = (one.min(other), one.max(other));
    let is_far = more - less >= DIFFERENCE * 1_000_000 && more >= FACTOR * less;
    is_far.then(|| more * 1000 / less.max(1_000_000))
}

fn of_notes(report: &Report, lang: Lang) -> Vec<SummaryLine> {
    let (own, sourced): (Vec<&Note>, Vec<&Note>) = report.notes.iter().partition(|note| note.is_own());
    let form = report.form();
    let place = |note: &Note| match note.cell {
        Some(cell) => Target::Place(ReportPlace { cells: vec![cell], passage: None }),
        None => Target::Notes,
    };
    let about = |note: &Note| {
        note.cell.map_or_else(|| lang.say("整份报告", "the whole report"), |cell| cell_name(form, cell, lang))
    };
    let line = |note: &&Note| {
        let words = format!("{}{}{}", about(note), lang.pick("：", ": "), note.text.replace(char::is_control, " "));
        SummaryLine { weight: Weight::Told, words, target: place(note) }
    };
    let to_list = |words| SummaryLine { weight: Weight::Told, words, target: Target::Notes };
    let mut lines: Vec<SummaryLine> = own.iter().take(MOST_NOTES).map(line).collect();
    let more = own.len().saturating_sub(MOST_NOTES);
    lines.extend((more > 0).then(|| to_list(lang.say(format!("另有 {more} 条"), format!("{more} more")))));
    let count = sourced.len();
    let words = || lang.say(format!("导入时待核对 {count} 条"), format!("from the import, to verify: {count}"));
    lines.extend((count > 0).then(|| to_list(words())));
    if lines.is_empty() {
        lines.push(to_list(lang.say("没有。", "None.")));
    }
    lines
}

fn of_names(report: &Report, lang: Lang) -> Vec<SummaryLine> {
    let sign_off = &report.sign_off;
    let or_none = |name: &str| if name.is_empty() { "—".to_string() } else { name.to_string() };
    let (keyer, reviewer) = (or_none(&sign_off.keyer), or_none(&sign_off.reviewer));
    let state = seal::state(report);
    let finished = match state {
        State::Open => lang.say("未定稿", "not finalised"),
        State::Intact => lang.say(format!("{} 定稿", sign_off.date), format!("finalised on {}", sign_off.date)),
        State::Broken => lang.say("定稿后有改动", "changed since it was finalised"),
    };
    let names = lang.say(
        format!("填报人 {keyer}，审核人 {reviewer}；{finished}"),
        format!("prepared by {keyer}, reviewed by {reviewer}; {finished}"),
    );
    let weight = match state {
        State::Open => Weight::Open,
        State::Intact => Weight::Done,
        State::Broken => Weight::Error,
    };
    vec![
        SummaryLine { weight, words: names, target: Target::Names },
        SummaryLine { weight: Weight::Told, words: verified(report, lang), target: Target::SecondKeying },
    ]
}

/// What came of the second keying.
fn verified(report: &Report, lang: Lang) -> String {
    let verification = &report.verification;
    let (cells, differences, corrections) = (verification.cells, verification.differences, verification.corrections);
    match (cells, verification.verifier.as_str()) {
        (0, _) => lang.say("未作二次录入", "no verification keying"),
        (_, verifier) => lang.say(
            format!("二次录入 {cells} 格，不一致 {differences} 格，改正 {corrections} 格；复核人 {verifier}"),
            format!("verification keying of {cells} {}: {differences} differed, {corrections} corrected; verified by {verifier}", if cells == 1 { "cell" } else { "cells" }),
        ),
    }
}

/// A part as a list of contents has it.
fn part_name(report: &Report, part: Part, lang: Lang) -> String {
    match part {
        Part::Preamble => lang.say("导语", "Preamble"),
        Part::Closing => lang.say("落款", "Closing"),
        Part::Chapter(index) => {
            let chapter = &report.form().definition().chapters[index];
            format!("{}{}{}", chapter.number(lang), lang.pick("、", ". "), chapter.named(lang))
        }
    }
}
