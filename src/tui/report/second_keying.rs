//! Second keying on the report screen: keys and commands while it runs, and what is hidden from sight meanwhile. A
//! figure that holds is one undoable edit, its count included.

use crate::domain::figure::Figure;
use crate::domain::form::CellId;
use crate::domain::text::Lang;
use crate::domain::verification::{self, Choice};

use super::super::command::Command;
use super::super::display::counted;
use super::super::key::{Chord, Code};
use super::super::second_keying::{SecondKeying, Stage, Verdict};
use super::finished::UNCOMMITTED;
use super::{Reply, ReportScreen};

impl ReportScreen {
    /// Begins with the cells of a choice that are not verified yet, and records the names.
    pub fn begin_second_keying(&mut self, choice: Choice, keyer: &str, verifier: &str) -> Reply {
        let report = self.session.report();
        let mut cells = verification::cells(&self.session, choice);
        cells.retain(|&cell| !verification::is_verified(report, cell));
        self.keying.order(self.form(), &self.sheets, &mut cells);
        let Some(keying) = SecondKeying::new(cells) else {
            return self.refuse("没有需要二次录入的格", "No cells are left to re-key");
        };
        let edit = verification::naming(report, keyer, verifier);
        self.session.apply(edit);
        self.selection = None;
        self.lit = None;
        self.typing = None;
        let first = keying.cell();
        self.second_keying = Some(keying);
        // Last year's figures leave the screen, so the table scrolls by another height.
        self.go(first);
        Reply::Done
    }

    /// Whether a cell's figure is kept from sight, or would give away one that is.
    pub fn hides(&self, cell: CellId) -> bool {
        let keying = self.second_keying.as_ref();
        keying.is_some_and(|keying| self.form().is_total(cell) || keying.hides(self.session.report(), cell))
    }

    /// Takes a key while second keying runs: characters of a figure, and the answer which of two holds.
    pub(super) fn take_second_keying(&mut self, chord: Chord) -> Option<Reply> {
        let keying = self.second_keying.as_ref()?;
        let (cell, stage) = (keying.cell(), keying.stage);
        if let Some(reply) = self.type_on(chord) {
            return Some(reply);
        }
        if self.typing.is_none() && chord.code == Code::Esc {
            return Some(self.stop_second_keying());
        }
        if let (Stage::Choosing { second }, None) = (stage, &self.typing) {
            match chord.character()?.to_ascii_lowercase() {
                'a' => return Some(self.judge(self.session.report().entry(cell).figure(), true)),
                'b' => return Some(self.judge(second, true)),
                _ => {}
            }
        }
        self.go(cell);
        self.begin_figure(chord)
    }

    /// What comes of a command while second keying runs that is otherwise carried out outside this screen, and would show
    /// figures that are to be keyed blind or lead away from them. `None` where it is carried out there all the same.
    pub fn held(&mut self, command: Command) -> Option<Reply> {
        let leads_away = matches!(
            command,
            Command::Find
                | Command::Chapters
                | Command::Export
                | Command::Findings
                | Command::Summary
                | Command::Reconcile
                | Command::CellRules
                | Command::Notes
                | Command::ReportNote
                | Command::SecondKeying
                | Command::Finish
                | Command::CellHistory
                | Command::Changes
                | Command::CompareLastYear
                | Command::CompareFile
                | Command::Chart
        );
        (self.second_keying.is_some() && leads_away).then(|| self.run_in_second_keying(command))
    }

    /// Carries out a command while second keying runs; those that have no place in it are refused.
    pub(super) fn run_in_second_keying(&mut self, command: Command) -> Reply {
        let is_typing = self.typing.as_ref().is_some_and(|typing| !typing.text().is_empty());
        let asked = self.second_keying.as_ref().is_some_and(|keying| keying.stage != Stage::Blind);
        match command {
            Command::Commit if asked && !is_typing => self.refuse(
                "请先键入数字，再按 ‹commit›；‹back› 返回上一格",
                "Type the figure, then press ‹commit›; ‹back› goes back",
            ),
            Command::Commit | Command::AlongRow | Command::Right | Command::Down => self.commit_second(true),
            Command::Back | Command::BackAlongRow | Command::Left | Command::Up => self.commit_second(false),
            Command::NotApplicable | Command::FillRow | Command::Edit if is_typing => {
                self.refuse(UNCOMMITTED.0, UNCOMMITTED.1)
            }
            Command::NotApplicable => self.judge(Figure::NotApplicable, true),
            Command::FillRow => self.row_of_zeros(),
            Command::Edit => match self.second_keying.as_mut().is_some_and(SecondKeying::show) {
                true => Reply::Done,
                false => self.refuse(
                    "请先录入一遍；与第一遍不一致时，才显示两个数字",
                    "Key it once first; both values are shown only where they differ",
                ),
            },
            Command::SecondKeying => self.stop_second_keying(),
            _ => self.refuse(
                "二次录入中不能使用这个命令；先按 Esc 结束二次录入",
                "Not available while re-keying; press Esc to end that first",
            ),
        }
    }

    /// Commits what is typed, and goes on or back where it holds. Where nothing is typed the cell is passed over.
    fn commit_second(&mut self, forward: bool) -> Reply {
        let typed = self.typing.as_ref().map_or(Ok(None), |typing| typing.figure(self.lang));
        match typed {
            Err(problem) => Reply::Refuse(problem),
            Ok(typed) => {
                self.typing = None;
                match typed {
                    Some(figure) => self.judge(figure, forward),
                    None => self.step_second_keying(forward),
                }
            }
        }
    }

    fn judge(&mut self, figure: Figure, forward: bool) -> Reply {
        match self.hold(figure) {
            Ok(()) => self.step_second_keying(forward),
            Err(refusal) => refusal,
        }
    }

    /// Holds a second value against the first, and records it where one of them holds now.
    fn hold(&mut self, figure: Figure) -> Result<(), Reply> {
        let Some(cell) = self.second_keying.as_ref().map(SecondKeying::cell) else { return Ok(()) };
        let first = self.session.report().entry(cell).figure();
        // The cursor stands where it asks, whatever moved it meanwhile.
        self.go(cell);
        let Some(keying) = &mut self.second_keying else { return Ok(()) };
        match keying.judge(first, figure) {
            Verdict::Holds(holds, differed) => {
                let edit = verification::settling(self.session.report(), cell, holds, differed);
                self.session.apply(edit);
                Ok(())
            }
            Verdict::Differs => Err(self.refuse(
                "与第一遍不一致：请看原件，再录一遍",
                "This differs from the first keying: look at the source and key it once more",
            )),
            Verdict::Shown => Err(self.refuse(
                "仍与第一遍不一致：请对照原件，选定一个",
                "This still differs from the first keying: look at the source and choose one of the two",
            )),
        }
    }

    /// Takes the rest of the row for 0, up to the first figure that is something else.
    fn row_of_zeros(&mut self) -> Reply {
        let place = |screen: &ReportScreen| screen.second_keying.as_ref().map(SecondKeying::cell);
        let row = |screen: &ReportScreen, cell| (screen.form().cell(cell).table, screen.form().cell(cell).row);
        let Some(first) = place(self) else { return Reply::Done };
        let mut cell = first;
        loop {
            let reply = self.judge(Figure::from(0), true);
            let next = place(self).filter(|&next| next > cell && row(self, next) == row(self, first));
            match next {
                Some(next) if reply == Reply::Done && !self.form().is_total(next) => cell = next,
                _ => return reply,
            }
        }
    }

    fn step_second_keying(&mut self, forward: bool) -> Reply {
        let Some(keying) = &mut self.second_keying else { return Reply::Done };
        let before = keying.position();
        let moved = if forward { keying.forward(self.session.report()) } else { keying.back() };
        let (cell, after) = (keying.cell(), keying.position());
        if forward && !moved {
            return self.stop_second_keying();
        }
        self.go(cell);
        if !forward && !moved {
            return self.tell("已是第一格", "This is the first cell");
        }
        if forward && after <= before {
            return self.tell("已到最后，回到跳过的格", "The end; back to the cells that were passed over");
        }
        Reply::Done
    }

    /// Ends it. What was verified stays so, and the next one goes on with the rest.
    fn stop_second_keying(&mut self) -> Reply {
        self.typing = None;
        let Some(keying) = self.second_keying.take() else { return Reply::Done };
        self.scroll();
        let report = self.session.report();
        let (done, all) = keying.progress(report);
        let (left, counts) = (all - done, &report.verification);
        let (differences, corrections) = (counts.differences, counts.corrections);
        Reply::Say(match (self.lang, left) {
            (Lang::Zh, 0) => format!("二次录入完成：{done} 格；累计不一致 {differences} 格，改正 {corrections} 格"),
            (Lang::Zh, _) => format!("二次录入暂停：已复核 {done} 格，还有 {left} 格，下次接着录"),
            (Lang::En, 0) => format!(
                "Re-keying done: {}; {} and {} so far",
                counted(done, "cell"),
                counted(differences, "difference"),
                counted(corrections, "correction")
            ),
            (Lang::En, _) => {
                format!("Re-keying stopped: {} verified, {left} left for next time", counted(done, "cell"))
            }
        })
    }
}
