//! Lists of what changed: one cell over time, a report since it was finished, a report beside another one. Each line leads
//! to its cell or its chapter.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::comparison::{changed, compare, excerpts};
use crate::domain::finding::cell_name;
use crate::domain::form::CellId;
use crate::domain::past::{CellChange, PastState, changes_of};
use crate::domain::report::{Part, Passage, Report};
use crate::domain::text::Lang;

use super::super::canvas::{Canvas, Rows, above};
use super::super::cell_state::origin_word;
use super::super::command::Command;
use super::super::desk::Desk;
use super::super::display::{brief, fit, left, width};
use super::super::key::{Chord, Code};
use super::super::message::{Effect, Past};
use super::super::report::lit::Lit;
use super::act::{Did, Help, Modal, choose};

/// How many characters of a passage a line shows, and how many at least.
const SHOWN: usize = 24;
const LEAST: usize = 4;

/// The least columns that are left for what a line says.
const WORDS: usize = 24;

/// One line of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedLine {
    /// What changed, or when.
    pub what: String,
    /// From what to what, and what is known besides.
    pub words: String,
    /// From what to what, where it is nothing but that: on a narrow screen both sides give way alike.
    pub sides: Option<[String; 2]>,
    /// Where it leads.
    pub lit: Option<Lit>,
}

impl ChangedLine {
    /// From what to what in so many columns, as far as both sides can be made shorter alike.
    pub fn words_in(&self, columns: usize, lang: Lang) -> String {
        let Some([left, right]) = self.sides.as_ref().filter(|_| width(&self.words) > columns) else {
            return self.words.clone();
        };
        let shorter = (LEAST..SHOWN).rev().map(|most| excerpts(left, right, most, lang).join(" → "));
        shorter.into_iter().find(|words| width(words) <= columns).unwrap_or_else(|| self.words.clone())
    }
}

/// A list of changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangesList {
    /// What it is a list of.
    pub title: String,
    pub lines: Vec<ChangedLine>,
    /// What is said where there is none.
    pub none: &'static str,
    pub selected: usize,
}

impl ChangesList {
    /// The changes of one cell, the newest first.
    pub fn of_cell(report: &Report, cell: CellId, changes: Vec<CellChange>, lang: Lang) -> ChangesList {
        let name = cell_name(report.form(), cell, lang);
        let unsaved = lang.pick("未保存", "not saved");
        let oldest = lang.pick("最早保存的", "oldest state");
        let lines = changes.into_iter().map(|change| {
            let when = match (change.is_saved, change.time) {
                (false, None) => unsaved.to_string(),
                (_, Some(time)) => time,
                (true, None) => oldest.to_string(),
            };
            let origin = change.origin.map_or("", |origin| origin_word(origin, lang));
            let by = if change.by.is_empty() { String::new() } else { format!("  {}", change.by) };
            let why = match change.why.map(|purpose| purpose.word(lang)) {
                // Mostly the origin says it already.
                Some(why) if why == origin => format!("  {unsaved}"),
                Some(why) => format!("  {why}  {unsaved}"),
                None => String::new(),
            };
            let [old, new] = excerpts(&change.old.to_string(), &change.new.to_string(), SHOWN, lang);
            let words = match change.lapsed {
                true => format!("{new} {}", lang.pick("已不作核对", "no longer checked")),
                false => changed(&old, &new, lang),
            };
            ChangedLine { what: when, words: format!("{words}  {origin}{by}{why}"), sides: None, lit: None }
        });
        ChangesList {
            title: match lang {
                Lang::Zh => format!("{name}：历次改动"),
                Lang::En => format!("{name}: its changes"),
            },
            lines: lines.collect(),
            none: lang.pick("这一格从来没有填过。", "This cell was never filled."),
            selected: 0,
        }
    }

    /// What differs between another report, or an earlier state of this one, and the report on the screen; `before` is what
    /// the other one is, in a word.
    pub fn between(title: String, before: &str, other: &Report, now: &Report, lang: Lang) -> ChangesList {
        // That a report beside last year's is of another year goes without saying.
        let next_year = other.year.map(|year| year + 1) == now.year;
        let differences = compare(other, now).into_iter().filter(|found| !(next_year && found.what == "year"));
        let lines = differences.map(|difference| {
            let cell = now.form().find(&difference.what);
            let part = now.parts().find(|&part| now.part_name(part) == difference.what);
            let what = difference_name(now, &difference.what, lang);
            let passage = part.map(|part| Passage { part, range: 0..0 });
            let lit = Lit { cells: cell.into_iter().collect(), passage };
            let [old, new] = excerpts(&difference.left, &difference.right, SHOWN, lang);
            let words = if cell.is_some() { changed(&old, &new, lang) } else { format!("{old} → {new}") };
            let sides = cell.is_none().then_some([difference.left, difference.right]);
            ChangedLine { what, words, sides, lit: (!lit.cells.is_empty() || lit.passage.is_some()).then_some(lit) }
        });
        let lines: Vec<ChangedLine> = lines.collect();
        let count = lines.len();
        ChangesList {
            title: match lang {
                Lang::Zh => format!("{title}：{count} 处不同（{before} → 现在）"),
                Lang::En => format!("{title}: {count} differences ({before} → now)"),
            },
            lines,
            none: lang.pick("没有不同。", "There is no difference."),
            selected: 0,
        }
    }

    /// Shows what the saved states of the open report say, the oldest first.
    pub fn of_past(states: &[PastState], past: Past, desk: &mut Desk) -> Option<ChangesList> {
        let lang = desk.lang();
        let now = desk.report()?.session.report();
        if let Past::Cell(cell) = past {
            return Some(ChangesList::of_cell(now, cell, changes_of(states, now, cell), lang));
        }
        let finished = states.iter().rev().find(|state| is_finished(&state.report));
        let Some(state) = finished.or(states.first()) else {
            desk.refuse(lang.pick("这份报告还没有保存过", "the report was never saved"));
            return None;
        };
        let before = match is_finished(&state.report) {
            true => lang.pick("定稿时", "as finished"),
            false => lang.pick("当时", "then"),
        };
        Some(ChangesList::between(since(state, lang), before, &state.report, now, lang))
    }

    /// How the open report differs from one that was read from a file.
    pub fn beside(name: String, other: &Report, desk: &Desk) -> Option<ChangesList> {
        let (lang, now) = (desk.lang(), desk.report()?.session.report());
        Some(ChangesList::between(name, lang.pick("文件", "the file"), other, now, lang))
    }

    /// How the open report differs from last year's.
    fn beside_last_year(desk: &mut Desk) -> Option<ChangesList> {
        let lang = desk.lang();
        let report = desk.settled()?;
        let Some(last) = report.session.background().precedent() else {
            desk.refuse(lang.pick("报告库里没有上年的报告", "the library has no report of last year"));
            return None;
        };
        let title = lang.pick("与上年相比", "beside last year").to_string();
        let before = lang.pick("上年", "last year");
        Some(ChangesList::between(title, before, &last.report, report.session.report(), lang))
    }

    /// Asks for the saved states of the open report, to show one cell's changes or all since it was last finished.
    fn ask(of_cell: bool, desk: &mut Desk) {
        let lang = desk.lang();
        let Some(report) = desk.settled() else { return };
        let past = match (of_cell, report.table()) {
            (true, Some((_, _, cell))) => Some(Past::Cell(cell)),
            (true, None) => None,
            (false, _) => Some(Past::SinceFinished),
        };
        match (report.session.report().key(), past) {
            (Some(key), Some(past)) => desk.want(Effect::History { key, past }),
            (None, _) => desk.refuse(lang.pick(
                "这份报告还没有单位或年度，没有保存过",
                "the report has no agency or year and was never saved",
            )),
            (Some(_), None) => {}
        }
    }

    /// Where the chosen line leads.
    fn chosen(&self) -> Option<Lit> {
        self.lines.get(self.selected)?.lit.clone()
    }

    /// Moves the choice.
    pub fn step(&mut self, code: Code) {
        let last = self.lines.len().saturating_sub(1);
        self.selected = code.moved(self.selected, last).unwrap_or(self.selected);
    }

    /// Takes a key where the list is only looked at; whether it is left.
    pub fn look(&mut self, chord: Chord) -> bool {
        self.step(chord.code);
        matches!(chord.code, Code::Esc | Code::Enter)
    }

    /// Chooses a line.
    pub fn pick(&mut self, line: usize) -> bool {
        line < self.lines.len() && choose(&mut self.selected, line)
    }

    /// Draws the list where it is only looked at.
    pub fn draw_to_look(&self, canvas: &mut Canvas<'_, '_>, lang: Lang) {
        let inside = canvas.open_wide(&self.title);
        self.draw_lines(canvas, above(inside, 1), lang);
        canvas.keys_line(inside, lang.pick("↑↓ 翻看  Esc 返回", "↑↓ scroll  Esc back"));
    }

    /// Draws the lines alone.
    pub fn draw_lines(&self, canvas: &mut Canvas<'_, '_>, inside: Rect, lang: Lang) {
        let columns = usize::from(inside.width);
        if self.lines.is_empty() {
            canvas.put(inside.x, inside.y, inside.width, self.none, canvas.theme.quiet());
        }
        let widest = self.lines.iter().map(|line| width(&line.what)).max().unwrap_or(0);
        let name = widest.min(columns.saturating_sub(WORDS + 3));
        let row = |(index, line): (usize, &ChangedLine)| {
            let mark = if index == self.selected { ">" } else { " " };
            let said = line.words_in(columns.saturating_sub(name + 3), lang);
            let words = format!("{mark} {} {said}", left(&fit(&line.what, name), name));
            brief(&words, columns, 1).into_iter().map(|line| (line, Style::new())).collect()
        };
        let rows: Rows = self.lines.iter().enumerate().map(row).collect();
        canvas.rows(inside, &rows, self.selected);
    }
}

impl Modal for ChangesList {
    fn open(command: Command, desk: &mut Desk) -> Result<ChangesList, Did> {
        match command {
            Command::CompareLastYear => ChangesList::beside_last_year(desk).ok_or(Did::Close),
            command => {
                ChangesList::ask(command == Command::CellHistory, desk);
                Err(Did::Close)
            }
        }
    }

    fn help(&self) -> Help {
        [
            ("改动", "逐条列出哪里改了、从什么改成什么；按 Enter 到那里。"),
            ("Changes", "what changed, from what into what; Enter goes there."),
        ]
    }

    fn key(&mut self, chord: Chord, desk: &mut Desk) -> Did {
        self.step(chord.code);
        match (chord.code, self.chosen(), desk.report_mut()) {
            (Code::Enter, Some(lit), Some(report)) => {
                let to_words = lit.cells.is_empty();
                report.jump(lit, to_words);
                Did::Close
            }
            (Code::Esc | Code::Enter, ..) => Did::Close,
            _ => Did::Stay,
        }
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
        let lang = desk.lang();
        let inside = canvas.open_wide(&self.title);
        self.draw_lines(canvas, above(inside, 1), lang);
        canvas.keys_line(inside, lang.pick("Enter 去那里  ↑↓ 选  Esc 关闭", "Enter goes there  ↑↓ choose  Esc closes"));
    }

    fn point(&mut self, line: usize) -> Option<Code> {
        self.pick(line).then_some(Code::Enter)
    }
}

/// Whether a state was handed in.
fn is_finished(report: &Report) -> bool {
    !report.sign_off.date.is_empty()
}

fn since(state: &PastState, lang: Lang) -> String {
    let time = state.time.as_deref().unwrap_or(lang.pick("最早保存的版本", "the oldest state"));
    match (is_finished(&state.report), lang) {
        (true, Lang::Zh) => format!("上次定稿（{}）以来", state.report.sign_off.date),
        (true, Lang::En) => format!("since it was finished on {}", state.report.sign_off.date),
        (false, Lang::Zh) => format!("没有定过稿，与{time}相比"),
        (false, Lang::En) => format!("never finished; since {time}"),
    }
}

/// What a difference is about, as people call it.
pub fn difference_name(report: &Report, what: &str, lang: Lang) -> String {
    let cell = report.form().find(what);
    let part = report.parts().find(|&part| report.part_name(part) == what);
    match (cell, part) {
        (Some(cell), _) => cell_name(report.form(), cell, lang),
        (None, Some(part)) => part_name(report, part, lang),
        (None, None) => match what {
            "agency" => lang.pick("单位", "agency").to_string(),
            "year" => lang.pick("年度", "year").to_string(),
            "verification" => lang.pick("复录", "second keying").to_string(),
            "sign_off" => lang.pick("签名", "signatures").to_string(),
            other => other.to_string(),
        },
    }
}

/// A part of the prose as people call it.
fn part_name(report: &Report, part: Part, lang: Lang) -> String {
    match part {
        Part::Preamble => lang.pick("导语", "preamble").to_string(),
        Part::Closing => lang.pick("落款", "closing lines").to_string(),
        Part::Chapter(index) => {
            let chapter = &report.form().definition().chapters[index];
            let gap = lang.pick("、", ". ");
            let numeral = lang.pick(&chapter.numeral, &chapter.id);
            format!("{numeral}{gap}{}{}", chapter.short.get(lang), lang.pick("的文字", ", prose"))
        }
    }
}
