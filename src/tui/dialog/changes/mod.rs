//! Lists of what changed: one cell over time, a report since it was finished, a report beside another one. Each line leads
//! to its cell or its chapter.

mod list;

use crate::domain::past::{PastState, changes_of};
use crate::domain::report::Report;
use crate::domain::text::Lang;

use super::super::canvas::{Canvas, above};
use super::super::command::Command;
use super::super::desk::Desk;
use super::super::key::{Chord, Code};
use super::super::message::{Effect, Past};
use super::act::{Did, Help, Modal};

pub use list::{ChangedLine, ChangesList, difference_name};

impl ChangesList {
    /// Shows what the saved states of the open report say, the oldest first.
    pub fn of_past(states: &[PastState], past: Past, desk: &mut Desk) -> Option<ChangesList> {
        let lang = desk.lang();
        let now = desk.report()?.session.report();
        if let Past::Cell(cell) = past {
            return Some(ChangesList::of_cell(now, cell, changes_of(states, now, cell), lang));
        }
        let finished = states.iter().rev().find(|state| is_finished(&state.report));
        let Some(state) = finished.or(states.first()) else {
            desk.refuse(lang.pick(
                "这份报告尚未保存，没有可比的版本；请先按 ‹save› 保存",
                "The report was never saved; press ‹save› to save it",
            ));
            return None;
        };
        let before = match is_finished(&state.report) {
            true => lang.pick("定稿时", "as finalised"),
            false => lang.pick("当时", "then"),
        };
        Some(ChangesList::between(since(state, lang), before, &state.report, now, lang))
    }

    /// How the open report differs from one that was read from a file.
    pub fn beside(name: String, other: &Report, desk: &Desk) -> Option<ChangesList> {
        let (lang, now) = (desk.lang(), desk.report()?.session.report());
        Some(ChangesList::between(name, lang.pick("文件", "the file"), other, now, lang))
    }

    fn beside_last_year(desk: &mut Desk) -> Option<ChangesList> {
        let lang = desk.lang();
        let report = desk.settled()?;
        let Some(last) = report.session.background().precedent() else {
            desk.refuse(
                lang.pick(
                    "没有上年度报告：可在报告库按 i 导入",
                    "No report of last year: in the library, i imports one",
                ),
            );
            return None;
        };
        let title = lang.say("与上年差异清单", "Differences from last year");
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
                "这份报告未填单位或年度，尚未保存；请先按 ‹save› 保存",
                "The report has no agency or year and was never saved; press ‹save› to save it",
            )),
            (Some(_), None) => {}
        }
    }
}

impl Modal for ChangesList {
    const HELP: Help = [
        ("改动清单", "逐条列出何处改动、由什么改为什么；按 Enter 定位。"),
        ("Changes", "what changed, from what into what; Enter goes there."),
    ];

    fn open(command: Command, desk: &mut Desk) -> Result<ChangesList, Did> {
        match command {
            Command::CompareLastYear => ChangesList::beside_last_year(desk).ok_or(Did::Close),
            command => {
                ChangesList::ask(command == Command::CellHistory, desk);
                Err(Did::Close)
            }
        }
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
        canvas.keys_line(inside, lang.pick("Enter 定位  ↑↓ 选择  Esc 关闭", "Enter goes there  ↑↓ choose  Esc closes"));
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
    let time = state.time.as_deref().unwrap_or(lang.pick("最早保存的版本", "the oldest version"));
    match (is_finished(&state.report), lang) {
        (true, Lang::Zh) => format!("上次定稿（{}）以来", state.report.sign_off.date),
        (true, Lang::En) => format!("Since it was finalised on {}", state.report.sign_off.date),
        (false, Lang::Zh) => format!("从未定稿，与{time}相比"),
        (false, Lang::En) => format!("Never finalised; since {time}"),
    }
}
