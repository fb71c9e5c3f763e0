//! The list of everything that the rules find in the open report: what its keys do, from a jump to a reason that is given.

mod list;

mod draw;

use crate::domain::figure::{Entry as Figure, Origin};
use crate::domain::session::{Edit, Purpose};

use super::super::canvas::Canvas;
use super::super::command::Command;
use super::super::desk::Desk;
use super::super::field::Field;
use super::super::key::{Chord, Code};
use super::super::message::{Effect, Msg};
use super::act::{Did, Help, Modal, choose};
use crate::domain::report_place::ReportPlace;
use list::{FindingRow, Stage};

pub use list::FindingsList;

/// How far a page key goes.
const PAGE: usize = 5;

impl FindingsList {
    fn browse(&mut self, chord: Chord, desk: &mut Desk) -> Did {
        match chord.code {
            Code::Esc | Code::F(7) => return self.close(desk),
            _ if chord.is_letter('w') => return self.close(desk),
            Code::Up => self.step(-1, 1, desk),
            Code::Down => self.step(1, 1, desk),
            Code::PageUp => self.step(-1, PAGE, desk),
            Code::PageDown => self.step(1, PAGE, desk),
            Code::Home => self.step(-1, usize::MAX, desk),
            Code::End => self.step(1, usize::MAX, desk),
            _ if chord.is_letter('c') => self.copy(desk),
            Code::Tab => self.turn(desk),
            Code::Right | Code::Left => self.fold(chord.code == Code::Right),
            Code::Enter => return self.enter(desk),
            Code::Char('z' | 'y') if chord.ctrl => self.travel(chord.code == Code::Char('z'), desk),
            Code::Insert => self.offer(desk),
            _ if chord.is_letter('y') => self.offer(desk),
            _ if chord.is_letter('a') => self.accept_or_withdraw(desk),
            Code::Char(digit) if digit.is_ascii_digit() => desk.say(desk.lang().pick(
                "数字在表格中录入：请先按 Enter 定位",
                "Figures are keyed in the table: press Enter to go there first",
            )),
            _ => {}
        }
        Did::Stay
    }

    /// Closes the list, which leaves its place beside the table.
    fn close(&self, desk: &mut Desk) -> Did {
        if let Some(report) = desk.report_mut() {
            report.is_listing = false;
        }
        Did::Close
    }

    fn copy(&self, desk: &mut Desk) {
        let Some(text) = desk.report().map(|report| draw::text(report, self, desk.lang())) else { return };
        desk.want(Effect::Copy(text));
        desk.say(desk.lang().pick("问题清单已复制", "The list is copied"));
    }

    fn step(&mut self, step: isize, times: usize, desk: &mut Desk) {
        let rows = self.rows();
        let mut at = self.selected;
        let mut left = times;
        while let Some(next) = at.checked_add_signed(step).filter(|&next| next < rows.len() && left > 0) {
            at = next;
            if rows[at].can_be_chosen() {
                (self.selected, left) = (at, left - 1);
            }
        }
        self.to_words = false;
        // What is chosen is lit in the table, as far as that is in sight.
        if let (Some(entry), Some(report)) = (self.entry(), desk.report_mut()) {
            report.lit = Some(ReportPlace::of(&entry.finding));
        }
    }

    fn turn(&mut self, desk: &mut Desk) {
        match self.entry().map(|entry| ReportPlace::of(&entry.finding)) {
            Some(lit) if lit.is_twofold() => self.to_words = !self.to_words,
            _ => desk.refuse(
                desk.lang().pick("这一条只涉及一处，按 Enter 定位", "This concerns one place only; Enter goes there"),
            ),
        }
    }

    fn enter(&mut self, desk: &mut Desk) -> Did {
        let lang = desk.lang();
        let lit = match self.chosen() {
            Some(row @ (FindingRow::Folded(_) | FindingRow::Consequences(_) | FindingRow::MoreSuspects(_))) => {
                self.fold(!self.is_open(&row));
                return Did::Stay;
            }
            Some(FindingRow::Suspect(..)) => self.suspect().map(|suspect| ReportPlace {
                cells: suspect.changes.iter().map(|(cell, _)| *cell).collect(),
                passage: None,
            }),
            _ => self.entry().map(|entry| ReportPlace::of(&entry.finding)),
        };
        match (lit, desk.report_mut()) {
            (Some(lit), Some(report)) if !lit.cells.is_empty() || lit.passage.is_some() => {
                let to_words = self.to_words || lit.cells.is_empty();
                report.jump(lit, to_words);
                return Did::Close;
            }
            (Some(_), _) => desk.refuse(lang.pick(
                "这一条不涉及具体的格或正文：按 a 填写说明，或按 Esc 关闭",
                "This concerns no single cell or text: a accepts it with a reason, Esc closes",
            )),
            (None, _) if self.entries.is_empty() => {
                desk.refuse(lang.pick("没有可定位的问题，按 Esc 关闭", "There is no finding to go to; Esc closes"));
            }
            (None, _) => {}
        }
        Did::Stay
    }

    fn offer(&mut self, desk: &mut Desk) {
        let lang = desk.lang();
        match self.suspect() {
            None => desk.refuse(lang.pick("请先选择“疑似错误位置”下的一条", "Choose a line below “Likely errors” first")),
            Some(suspect) if suspect.offered().is_none() => desk.refuse(lang.pick(
                "没有依据给出建议值，不能直接采用；请按此行核对台账后自行录入",
                "There are no grounds for one value, so none can be applied; check the register and key the figure yourself",
            )),
            Some(_) => self.stage = Stage::Checked,
        }
    }

    /// Asks for the day of the reason with which the chosen finding is accepted, or takes its acceptance back.
    fn accept_or_withdraw(&mut self, desk: &mut Desk) {
        let lang = desk.lang();
        let Some(entry) = self.entry() else {
            return desk.refuse(lang.pick("请先选择一条问题", "Choose a finding first"));
        };
        let (finding, is_accepted) = (entry.finding.clone(), entry.is_accepted());
        if self.is_refused(desk) {
            return;
        }
        match (is_accepted, desk.report()) {
            (true, Some(report)) => {
                let edit = report.session.withdrawing(&finding);
                self.apply(
                    Some(edit),
                    lang.pick("已撤回说明（‹undo› 撤销）", "Reason withdrawn (‹undo› undoes it)"),
                    desk,
                );
            }
            _ => desk.want(Effect::Today),
        }
    }

    fn accept(&mut self, desk: &mut Desk) {
        let lang = desk.lang();
        if self.is_refused(desk) {
            return;
        }
        let (Stage::Reason { reason, today, .. }, Some(report)) = (&self.stage, desk.report()) else { return };
        let finding = self.entry().map(|entry| &entry.finding);
        let by = &report.session.report().sign_off.keyer;
        let edit = finding.and_then(|finding| report.session.accepting(finding, &reason.text(), by, today));
        let words = lang.pick("已说明（‹undo› 撤销）", "Accepted; the reason is kept (‹undo› undoes it)");
        self.apply(edit, words, desk);
    }

    fn take_offered(&mut self, desk: &mut Desk) {
        if self.is_refused(desk) {
            return;
        }
        let offered = self.suspect().and_then(|suspect| suspect.offered()).unwrap_or_default();
        let entries = offered.into_iter().map(|(cell, figure)| (cell, Figure::new(figure, Origin::Proposal)));
        let edit = Edit::figures(Purpose::Propose, entries);
        let words = "The suggested value is applied (‹undo› undoes it)";
        self.apply(Some(edit), desk.lang().pick("已采用建议值（‹undo› 撤销）", words), desk);
    }

    fn travel(&mut self, back: bool, desk: &mut Desk) {
        let reply = desk.report_mut().map(|report| report.travel(back));
        self.renew(desk);
        reply.and_then(|reply| desk.hear(reply));
    }

    /// Does an edit and says so, or why it was not done.
    fn apply(&mut self, edit: Option<Edit>, words: &str, desk: &mut Desk) {
        let is_done = edit.zip(desk.report_mut()).is_some_and(|(edit, report)| report.session.apply(edit));
        self.renew(desk);
        match is_done {
            true => desk.say(words),
            false => desk.refuse(desk.lang().pick(
                "有格未填，或数字过大、无法比较，不能只作说明；请先按 Enter 定位改正",
                "Cells are empty, or figures too large to compare: press Enter and correct them first",
            )),
        }
    }

    /// Whether the report takes no change, which is said.
    fn is_refused(&mut self, desk: &mut Desk) -> bool {
        let is_refused = desk.is_refused_as_read_only();
        if is_refused {
            self.renew(desk);
        }
        is_refused
    }

    fn renew(&mut self, desk: &Desk) {
        if let Some(report) = desk.report() {
            *self = self.renewed(&report.session);
        }
    }
}

impl Modal for FindingsList {
    const HELP: Help = [
        ("问题清单", "全部问题和疑似错误位置。按 Enter 定位到格或正文；情况属实的，按 a 填写说明。"),
        (
            "Findings",
            "all of them with likely errors. Enter goes there; what is right all the same is accepted with a reason (a).",
        ),
    ];

    fn open(_command: Command, desk: &mut Desk) -> Result<FindingsList, Did> {
        let lang = desk.lang();
        let report = desk.settled().ok_or(Did::Close)?;
        report.is_listing = true;
        let mut list = FindingsList::new(&report.session, lang);
        list.choose(report.lit.as_ref());
        report.lit = list.entry().map(|entry| ReportPlace::of(&entry.finding)).or_else(|| report.lit.take());
        Ok(list)
    }

    fn key(&mut self, chord: Chord, desk: &mut Desk) -> Did {
        match &mut self.stage {
            Stage::List => return self.browse(chord, desk),
            Stage::Checked if chord.is_letter('y') => self.take_offered(desk),
            Stage::Checked | Stage::Reason { .. } if chord.code == Code::Esc => self.stage = Stage::List,
            Stage::Checked if chord.is_letter('n') => self.stage = Stage::List,
            Stage::Checked => {}
            Stage::Reason { reason, problem, .. } if chord.code == Code::Enter => match reason.text().trim() {
                "" => {
                    *problem = desk.lang().pick("请先填写说明，再按 Enter", "Write the reason first, then press Enter")
                }
                _ => self.accept(desk),
            },
            Stage::Reason { reason, .. } => drop(reason.key(chord)),
        }
        Did::Stay
    }

    fn told(&mut self, msg: Msg, _desk: &mut Desk) -> Result<Did, Msg> {
        let Msg::Today(today) = msg else { return Err(msg) };
        self.stage = Stage::Reason { reason: Box::new(Field::line("")), today, problem: "" };
        Ok(Did::Stay)
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
        if let Some(report) = desk.report() {
            draw::draw(report, self, canvas, desk.lang());
        }
    }

    fn field(&mut self) -> Option<&mut Field> {
        match &mut self.stage {
            Stage::Reason { reason, .. } => Some(reason),
            Stage::List | Stage::Checked => None,
        }
    }

    fn takes_text(&self) -> bool {
        !matches!(self.stage, Stage::List)
    }

    fn point(&mut self, line: usize) -> Option<Code> {
        let can_be_chosen = self.rows().get(line).is_some_and(|row| row.can_be_chosen());
        let is_possible = matches!(self.stage, Stage::List) && can_be_chosen;
        (is_possible && choose(&mut self.selected, line)).then_some(Code::Enter)
    }
}
